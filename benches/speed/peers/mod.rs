//! Other engines on the same knowledge, each set up as its own documentation would have it.

mod fts5;
mod rapidfuzz;
mod tantivy;

use std::error::Error;

use firstline::knowledge::{Issue, Knowledge};

/// Whatever an engine's own errors are.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Results that a search asks for.
const TOP: usize = 10;

/// An engine that holds the issues and searches them for what a paste has.
pub(crate) trait Peer {
    /// Its name.
    fn name(&self) -> &'static str;

    /// Firstline is to be so many times faster.
    fn bar(&self) -> Option<f64> {
        None
    }

    /// The numbers of the best issues, best first.
    fn search(&self, paste: &str) -> Outcome<Vec<u64>>;
}

/// All of them, filled.
pub(crate) fn all(knowledge: &Knowledge) -> Outcome<Vec<Box<dyn Peer>>> {
    let documents: Vec<Document> = knowledge.issues().map(|(_, _, issue)| Document::of(issue)).collect();
    Ok(vec![
        Box::new(tantivy::Tantivy::new(&documents)?),
        Box::new(fts5::Fts5::new(&documents)?),
        Box::new(rapidfuzz::RapidFuzz::new(&documents)),
    ])
}

/// An issue as a search engine takes it.
struct Document<'k> {
    title: &'k str,
    errors: String,
    body: String,
}

impl<'k> Document<'k> {
    fn of(issue: &'k Issue) -> Self {
        let steps = issue.steps.iter().map(|step| step.text.as_str());
        let documents = issue.documents.iter().map(|document| document.title.as_str());
        let prose = [&issue.description, &issue.cause, &issue.verify, &issue.text].map(String::as_str);
        let body: Vec<&str> = prose.into_iter().chain(steps).chain(documents).filter(|text| !text.is_empty()).collect();
        let errors: Vec<&str> = issue.errors.iter().chain(&issue.codes).map(String::as_str).collect();
        Self { title: &issue.title, errors: errors.join("\n"), body: body.join("\n") }
    }
}
