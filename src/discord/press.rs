//! What a button or a menu does, as it is written into the component's id, which anyone can forge and which may be older
//! than the bot that reads it. Hence the version in front, and no trust in what it says: whether the person may do it,
//! and whether what it names is there, is asked anew when it is pressed.

use serenity::all::{ChannelId, MessageId};

use super::cases::{Act, Listed};
use super::issue_key::Key;
use super::limits;
use crate::triage::CaseId;
use crate::words::Language;

/// The form of the ids. A change of meaning needs a new one.
const VERSION: &str = "1";

/// What a button or a menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// "That fixed it": the answer to this paste helped.
    Solved {
        /// The message that holds the paste.
        paste: MessageId,
    },
    /// "Not my problem": the answer to this paste is about something else.
    NotThis {
        /// The message that holds the paste.
        paste: MessageId,
        /// Which of the candidates was shown, so that a double press goes on by one; none where several were named.
        shown: Option<u32>,
    },
    /// "Get a person".
    Person {
        /// Where help is needed.
        channel: ChannelId,
        /// The message that needs it; none where there is only the channel.
        message: Option<MessageId>,
    },
    /// Opens the chosen candidate in the place of the suggestion.
    Choose {
        /// The message that holds the paste.
        paste: MessageId,
    },
    /// Shows the chosen issue to whoever chose it.
    Open,
    /// Shows what follows of an issue that does not fit one message.
    More {
        /// The language that the first part was in.
        language: Language,
        /// Bytes of the issue's text that were shown already.
        from: usize,
        /// Which issue.
        issue: Key,
    },
    /// Shows a page of the list of articles.
    Articles {
        /// From 0.
        page: u32,
    },
    /// Shows the chosen article's issues.
    OpenArticle,
    /// Shows a page of an article's issues.
    Issues {
        /// From 0.
        page: u32,
        /// Which article.
        article: Key,
    },
    /// Deletes what is stored about whoever presses it.
    Forget,
    /// Does something with a case.
    Case {
        /// Which case.
        case: CaseId,
        /// What.
        act: Act,
    },
    /// Shows a page of a list of cases.
    Cases {
        /// Which cases.
        listed: Listed,
        /// Those older than this one; none for the newest.
        before: Option<CaseId>,
    },
    /// "I have it": whoever comes on call knows what waits for them.
    Handoff {
        /// The second in which the shift begins.
        at: i64,
        /// By which schedule.
        schedule: Key,
    },
    /// Shows the shifts of a schedule.
    Shifts {
        /// From this second on.
        from: i64,
        /// Which schedule.
        schedule: Key,
    },
}

/// Why an id means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It was made by a bot that spoke another version.
    OtherVersion,
    /// No version of ours made it.
    NotOurs,
}

impl Press {
    /// As a component's id, within Discord's hundred bytes.
    pub(super) fn custom_id(&self) -> String {
        let rest = match self {
            Self::Solved { paste } => format!("solved:{paste}"),
            Self::NotThis { paste, shown: Some(shown) } => format!("not:{paste}:{shown}"),
            Self::NotThis { paste, shown: None } => format!("not:{paste}:all"),
            Self::Person { channel, message: Some(message) } => format!("person:{channel}:{message}"),
            Self::Person { channel, message: None } => format!("person:{channel}:0"),
            Self::Choose { paste } => format!("choose:{paste}"),
            Self::Open => "open".to_owned(),
            Self::More { language, from, issue } => format!("more:{}:{from}:{}", language.code(), issue.as_str()),
            Self::Articles { page } => format!("articles:{page}"),
            Self::OpenArticle => "article".to_owned(),
            Self::Issues { page, article } => format!("issues:{page}:{}", article.as_str()),
            Self::Forget => "forget".to_owned(),
            Self::Case { case, act } => format!("case:{}:{}", case.get(), act.written()),
            Self::Cases { listed, before } => format!("cases:{}:{}", listed.name(), before.map_or(0, CaseId::get)),
            Self::Handoff { at, schedule } => format!("handoff:{at}:{}", schedule.as_str()),
            Self::Shifts { from, schedule } => format!("shifts:{from}:{}", schedule.as_str()),
        };
        format!("{VERSION}:{rest}")
    }

    /// Reads a component's id.
    pub(super) fn read(id: &str) -> Result<Self, Unreadable> {
        if id.len() > limits::CUSTOM_ID {
            return Err(Unreadable::NotOurs);
        }
        let (version, rest) = id.split_once(':').ok_or(Unreadable::NotOurs)?;
        if version != VERSION {
            let number = !version.is_empty() && version.len() < 4 && version.bytes().all(|b| b.is_ascii_digit());
            return Err(if number { Unreadable::OtherVersion } else { Unreadable::NotOurs });
        }
        Self::read_rest(rest).ok_or(Unreadable::NotOurs)
    }

    fn read_rest(rest: &str) -> Option<Self> {
        let (what, of) = rest.split_once(':').unwrap_or((rest, ""));
        Some(match what {
            "solved" => Self::Solved { paste: message(of)? },
            "not" => {
                let (paste, shown) = of.split_once(':')?;
                let shown = if shown == "all" { None } else { Some(shown.parse().ok()?) };
                Self::NotThis { paste: message(paste)?, shown }
            }
            "person" => {
                let (channel, about) = of.split_once(':')?;
                let message = if about == "0" { None } else { Some(message(about)?) };
                Self::Person { channel: ChannelId::new(id(channel)?), message }
            }
            "choose" => Self::Choose { paste: message(of)? },
            "open" if of.is_empty() => Self::Open,
            "more" => {
                let mut parts = of.splitn(3, ':');
                let language = Language::of_locale(parts.next()?)?;
                let from = parts.next()?.parse().ok()?;
                Self::More { language, from, issue: Key::read(parts.next()?)? }
            }
            "articles" => Self::Articles { page: of.parse().ok()? },
            "article" if of.is_empty() => Self::OpenArticle,
            "issues" => {
                let (page, article) = of.split_once(':')?;
                Self::Issues { page: page.parse().ok()?, article: Key::read(article)? }
            }
            "forget" if of.is_empty() => Self::Forget,
            "case" => {
                let (case, act) = of.split_once(':')?;
                Self::Case { case: CaseId::new(id(case)?)?, act: Act::read(act)? }
            }
            "cases" => {
                let (listed, before) = of.split_once(':')?;
                let before = if before == "0" { None } else { Some(CaseId::new(id(before)?)?) };
                Self::Cases { listed: Listed::read(listed)?, before }
            }
            "handoff" => {
                let (at, schedule) = of.split_once(':')?;
                Self::Handoff { at: at.parse().ok()?, schedule: Key::read(schedule)? }
            }
            "shifts" => {
                let (from, schedule) = of.split_once(':')?;
                Self::Shifts { from: from.parse().ok()?, schedule: Key::read(schedule)? }
            }
            _ => return None,
        })
    }
}

fn message(text: &str) -> Option<MessageId> {
    id(text).map(MessageId::new)
}

/// serenity's ids panic on zero, and the store's have 63 bits.
fn id(text: &str) -> Option<u64> {
    text.parse().ok().filter(|id| (1..=i64::MAX.cast_unsigned()).contains(id))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::triage::Escalation;

    #[test]
    fn every_press_is_read_as_it_was_written() {
        let most = i64::MAX.cast_unsigned();
        let (paste, channel) = (MessageId::new(most), ChannelId::new(most));
        let case = CaseId::new(most).expect("it is not 0");
        let key = Key::of(&"x".repeat(super::super::issue_key::LONGEST));
        let presses = [
            Press::Solved { paste },
            Press::NotThis { paste, shown: Some(u32::MAX) },
            Press::NotThis { paste, shown: None },
            Press::Person { channel, message: Some(paste) },
            Press::Person { channel, message: None },
            Press::Choose { paste },
            Press::Open,
            Press::More { language: Language::Portuguese, from: 9_999_999, issue: key.clone() },
            Press::Articles { page: u32::MAX },
            Press::OpenArticle,
            Press::Issues { page: u32::MAX, article: key.clone() },
            Press::Shifts { from: i64::MIN, schedule: key.clone() },
            Press::Handoff { at: i64::MIN, schedule: key },
            Press::Forget,
            Press::Cases { listed: Listed::Open, before: None },
            Press::Cases { listed: Listed::All, before: Some(case) },
            Press::Case { case, act: Act::Acknowledge },
            Press::Case { case, act: Act::Escalate { from: Escalation { run: u32::MAX, next: None } } },
        ];
        for press in presses {
            let id = press.custom_id();
            assert!(id.len() <= limits::CUSTOM_ID, "{id} is too long");
            assert_eq!(Press::read(&id), Ok(press));
        }
    }

    #[test]
    fn an_id_of_another_version_is_told_from_a_forged_one() {
        assert_eq!(Press::read("2:solved:17"), Err(Unreadable::OtherVersion));
        for forged in
            ["", "1", ":", "1:", "1:solved:0", "1:solved:-1", "1:open:x", "1:not:17", "x:open", "1:more:xx:0:a"]
        {
            assert_eq!(Press::read(forged), Err(Unreadable::NotOurs), "{forged}");
        }
    }

    proptest! {
        #[test]
        fn any_id_is_read_without_a_panic(id in "(1:)?(more|not|person|issues|cases|case:17|shifts|handoff)?[:a-z0-9]{0,40}\\PC{0,9}") {
            let _ = Press::read(&id);
        }
    }
}
