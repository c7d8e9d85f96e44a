//! Whether the bot is well, in a sentence.

use std::fmt;

use jiff::SignedDuration;

use crate::discord::Pulse;

/// Discord asks for a heartbeat every 41.25 s ("Gateway", Hello): one may be under way, and one may be late.
const HEARD_WITHIN: SignedDuration = SignedDuration::from_secs(90);

/// How the bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Health {
    /// It does what it is there for.
    Well,
    /// It has not been connected yet.
    Starting,
    /// Some of its shards are on their way to a connection.
    Connecting(Pulse),
    /// Nothing was heard of Discord for too long.
    Unheard(SignedDuration),
    /// Nobody looks at the connection any more.
    Stuck,
    /// The store does not answer: why.
    Store(String),
}

impl Health {
    /// How it is by its connection, where its store answers.
    pub(super) fn of(pulse: Option<Pulse>) -> Self {
        match pulse {
            None => Self::Stuck,
            Some(pulse) if pulse.unheard > HEARD_WITHIN => Self::Unheard(pulse.unheard),
            Some(pulse) if pulse.shards == 0 || pulse.connected < pulse.shards => Self::Connecting(pulse),
            Some(_) => Self::Well,
        }
    }

    /// Whether starting it again would mend nothing: Discord was heard lately, and the store answers.
    pub(super) fn is_alive(&self) -> bool {
        matches!(self, Self::Well | Self::Connecting(_))
    }
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Well => f.write_str("well"),
            Self::Starting => f.write_str("starting: it has not been connected to Discord yet"),
            Self::Connecting(pulse) => {
                write!(f, "connecting: {} of {} shards are there", pulse.connected, pulse.shards)
            }
            Self::Unheard(unheard) => write!(f, "nothing was heard of Discord for {} s", unheard.as_secs()),
            Self::Stuck => f.write_str("stuck: nobody looks after the connection to Discord"),
            Self::Store(why) => f.write_str(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulse(connected: usize, unheard: i64) -> Pulse {
        Pulse { shards: 2, connected, unheard: SignedDuration::from_secs(unheard) }
    }

    #[test]
    fn it_is_well_while_all_shards_are_heard() {
        assert_eq!(Health::of(Some(pulse(2, 90))), Health::Well);
        assert_eq!(Health::of(Some(pulse(2, 91))).to_string(), "nothing was heard of Discord for 91 s");
        assert!(!Health::of(Some(pulse(2, 91))).is_alive());
    }

    #[test]
    fn a_shard_that_connects_again_makes_it_alive_and_not_ready() {
        let health = Health::of(Some(pulse(1, 20)));
        assert!(health.is_alive() && health != Health::Well);
        assert_eq!(health.to_string(), "connecting: 1 of 2 shards are there");
    }

    #[test]
    fn a_process_whose_watch_stands_still_is_not_alive() {
        assert!(!Health::of(None).is_alive());
    }
}
