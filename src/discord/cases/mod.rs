//! Cases on Discord: how one is opened, how those who help see it and work on it, and what the person who asked reads.
//!
//! Everything that is shown is rendered from the case as the store has it, and every change goes through `change`: it
//! is written down first, and then the card follows, whoever made the change and wherever.

mod act;
mod acting;
mod asker;
mod card;
mod change;
mod choices;
mod export;
mod listing;
mod opening;
mod refusal;
mod showing;
mod subject;
mod talk;
mod timeline;
mod unanswered;
mod waiting;

pub(super) use self::act::Act;
pub(super) use self::acting::{by_command, fixed_by, is_in_reach, may_work, shown, used};
pub(super) use self::card::{brief, title};
pub(super) use self::change::{change, wake};
pub(super) use self::export::{json, markdown};
pub(super) use self::listing::{Listed, list};
pub(super) use self::opening::{About, Open, Wish, ask, filled_in, open};
pub(super) use self::showing::redraw;
pub(super) use self::talk::{Attempt as TalkAttempt, open as open_talk};
pub(super) use self::unanswered::{Pasted, due as unanswered_due, wait_for_help};
pub(super) use self::waiting::waiting;
