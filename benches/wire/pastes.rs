//! What is posted, and what the right answer is: what people paste, as the knowledge's own examples have it, or a sentence
//! and some lines of a log with a known error among them.

use std::path::Path;

use firstline::knowledge::{Knowledge, load};
use firstline::matching::{Config, Matcher};
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

/// Pastes that the knowledge is sure about.
pub(crate) struct Pastes {
    known: Vec<(String, Vec<String>)>,
    given: usize,
}

/// One of them.
pub(crate) struct Asked {
    /// What is posted; no two are alike.
    pub(crate) text: String,
    /// The titles of the issues that it is about, best first: one, or several that are equally right.
    pub(crate) titles: Vec<String>,
}

impl Pastes {
    /// The examples of the knowledge at a path that it is sure about.
    pub(crate) fn examples(path: &Path) -> Outcome<Self> {
        let knowledge = load::load(path)?.knowledge;
        let matcher = Matcher::new(&knowledge, &Config::default());
        let examples = knowledge.issues().flat_map(|(_, _, issue)| &issue.examples);
        let judged = examples.map(|example| {
            let text = example.clone();
            (answers(&knowledge, &matcher, &asked(0, &text)), text)
        });
        let known: Vec<_> =
            judged.filter(|(titles, _)| !titles.is_empty()).map(|(titles, text)| (text, titles)).collect();
        if known.is_empty() {
            return Err(format!("{} has no example with a sure answer", path.display()).into());
        }
        Ok(Self { known, given: 0 })
    }

    /// Logs made from the knowledge at a path, and judged by it.
    pub(crate) fn logs(path: &Path) -> Outcome<Self> {
        let knowledge = load::load(path)?.knowledge;
        let matcher = Matcher::new(&knowledge, &Config::default());
        let mut maker = Maker::new(&knowledge, 5);
        let mut known = Vec::new();
        for _ in 0..TRIED {
            let log = maker.paste(BYTES, Kind::Log);
            let text = format!("since this morning we see this, what can we do?\n```\n{}\n```", log.trim_end());
            let titles = answers(&knowledge, &matcher, &asked(0, &text));
            if !titles.is_empty() {
                known.push((text, titles));
            }
            if known.len() == PASTES {
                return Ok(Self { known, given: 0 });
            }
        }
        Err(format!("of {TRIED} pastes only {} have a sure answer in {}", known.len(), path.display()).into())
    }

    /// The next.
    pub(crate) fn next(&mut self) -> Asked {
        let (text, titles) = &self.known[self.given % self.known.len()];
        self.given += 1;
        Asked { text: asked(self.given, text), titles: titles.clone() }
    }
}

/// No two are alike: who asks the same again is answered once.
fn asked(number: usize, text: &str) -> String {
    format!("Request {}: {text}", 1_000_000 + number)
}

/// The titles of the issues that a message is surely about; none where there is no sure answer.
fn answers(knowledge: &Knowledge, matcher: &Matcher, message: &str) -> Vec<String> {
    let paste = Paste::new(redact(&markup::plain(message)).text);
    let judgement = matcher.judge(&paste);
    let reply = Reply::new(Language::default(), knowledge, &paste, &judgement);
    let found = reply.answers.iter().map(|answer| &answer.found).chain(&reply.others);
    found.map(|found| found.title.to_owned()).collect()
}
