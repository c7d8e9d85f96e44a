//! Whether a message is for the bot: the first thing decided about each, from what the gateway has handed over already.

/// What is known about a message without reading it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts, each a question with a yes or a no")]
pub(super) struct Facts {
    /// A person wrote it by hand: no bot, no webhook, no notice of Discord's own.
    pub by_a_person: bool,
    /// It is a direct message to the bot.
    pub direct: bool,
    /// It mentions the bot by name, not only by answering one of its messages.
    pub mentions_us: bool,
    /// It is in a support channel, or a thread below one.
    pub in_support: bool,
    /// Whoever wrote it helps others here.
    pub by_a_helper: bool,
    /// Whoever wrote it asked not to be read.
    pub opted_out: bool,
}

/// Whether a message is for the bot, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// It was addressed to the bot: there is an answer even when nothing is known.
    Us,
    /// It was said in a support channel: there is an answer when one is known.
    Support,
    /// It is not for the bot.
    Nobody,
}

/// Whether a message is for the bot.
///
/// Someone who opted out, or who helps others, is not read in passing; asking by name is asking.
pub(super) fn address(facts: Facts) -> Address {
    match facts {
        Facts { by_a_person: false, .. } => Address::Nobody,
        Facts { direct: true, .. } | Facts { mentions_us: true, .. } => Address::Us,
        Facts { opted_out: true, .. } | Facts { by_a_helper: true, .. } => Address::Nobody,
        Facts { in_support: true, .. } => Address::Support,
        _ => Address::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A customer's message in a support channel.
    const PASTE: Facts = Facts {
        by_a_person: true,
        direct: false,
        mentions_us: false,
        in_support: true,
        by_a_helper: false,
        opted_out: false,
    };

    #[test]
    fn a_paste_in_a_support_channel_is_for_us() {
        assert_eq!(address(PASTE), Address::Support);
        assert_eq!(address(Facts { in_support: false, ..PASTE }), Address::Nobody);
    }

    #[test]
    fn bots_and_webhooks_are_never_answered() {
        for facts in [PASTE, Facts { direct: true, ..PASTE }, Facts { mentions_us: true, ..PASTE }] {
            assert_eq!(address(Facts { by_a_person: false, ..facts }), Address::Nobody);
        }
    }

    #[test]
    fn helpers_and_those_who_opted_out_are_read_only_when_they_ask() {
        for facts in [Facts { by_a_helper: true, ..PASTE }, Facts { opted_out: true, ..PASTE }] {
            assert_eq!(address(facts), Address::Nobody);
            assert_eq!(address(Facts { mentions_us: true, ..facts }), Address::Us);
            assert_eq!(address(Facts { direct: true, in_support: false, ..facts }), Address::Us);
        }
    }
}
