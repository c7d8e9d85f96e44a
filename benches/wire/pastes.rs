//! What people paste: a sentence and some lines of a log with a known error among them, and what the right answer is.

use std::path::Path;

use firstline::knowledge::{Knowledge, load};
use firstline::matching::{Config, Matcher, Verdict};
use firstline::paste::secrets::redact;
use firstline::paste::{Paste, markup};
use firstline::reply::Reply;
use firstline::words::Language;

use crate::Outcome;
use crate::logs::{Kind, Maker};

/// Bytes of the log.
const BYTES: usize = 768;
/// Different pastes, apart from their numbers.
const PASTES: usize = 64;
/// Pastes made in search of these.
const TRIED: usize = 4096;

/// Pastes about which the knowledge knows exactly one thing.
pub(crate) struct Pastes {
    known: Vec<(String, String)>,
    given: usize,
}

/// One of them.
pub(crate) struct Asked {
    /// What is posted; no two are alike.
    pub(crate) text: String,
    /// The title of the issue that it is about.
    pub(crate) title: String,
}

impl Pastes {
    /// Made from the knowledge at a path, and judged by it.
    pub(crate) fn about(path: &Path) -> Outcome<Self> {
        let knowledge = load::load(path)?.knowledge;
        let matcher = Matcher::new(&knowledge, &Config::default());
        let mut maker = Maker::new(&knowledge, 5);
        let mut known = Vec::new();
        for _ in 0..TRIED {
            let log = maker.paste(BYTES, Kind::Log);
            if let Some(title) = only_answer(&knowledge, &matcher, &asked(0, &log)) {
                known.push((log, title));
            }
            if known.len() == PASTES {
                return Ok(Self { known, given: 0 });
            }
        }
        Err(format!("of {TRIED} pastes only {} have one sure answer in {}", known.len(), path.display()).into())
    }

    /// The next.
    pub(crate) fn next(&mut self) -> Asked {
        let (log, title) = &self.known[self.given % self.known.len()];
        self.given += 1;
        Asked { text: asked(self.given, log), title: title.clone() }
    }
}

fn asked(number: usize, log: &str) -> String {
    let number = 1_000_000 + number;
    format!("Request {number}: since this morning we see this, what can we do?\n```\n{}\n```", log.trim_end())
}

/// The title of the one issue that a message is surely about.
fn only_answer(knowledge: &Knowledge, matcher: &Matcher, message: &str) -> Option<String> {
    let paste = Paste::new(redact(&markup::plain(message)).text);
    let judgement = matcher.judge(&paste);
    let reply = Reply::new(Language::default(), knowledge, &paste, &judgement);
    match reply.answers.as_slice() {
        [one] if reply.verdict == Verdict::Answer && reply.others.is_empty() => Some(one.found.title.to_owned()),
        _ => None,
    }
}
