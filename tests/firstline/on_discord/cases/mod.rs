//! Cases: opened, worked on by those who help, and followed by the person who asked.

mod by_command;
mod opening;
mod races;
mod talking;
mod unanswered;
mod working;

use super::team::{Setup, Team};

/// A paste that the knowledge has an answer to.
const JAM: &str = "Paper jam in tray 2";

impl Team {
    /// A team in which ada has asked for a person about a paper jam, as case #1.
    async fn with_a_case() -> Self {
        Setup::new().start().await.in_which_ada_asked().await
    }

    /// The team, after ada has asked for a person about a paper jam.
    async fn in_which_ada_asked(mut self) -> Self {
        self.posts("ada", "#support", JAM);
        self.sees().await;
        self.gets_a_person("ada", "#support", "").await;
        let seen = self.sees().await;
        assert!(seen.contains("I have opened case #1"), "{seen}");
        self
    }

    /// The timeline of a case, an entry a line.
    async fn timeline(&self, number: u64) -> String {
        let id = number.to_string().parse().expect("it is a number");
        let events = self.parts.store.timeline(id).await.expect("the store is there");
        let what = |event: &firstline::triage::CaseEvent| {
            serde_json::to_value(&event.what).expect("it is JSON")["what"].clone()
        };
        let names: Vec<String> =
            events.iter().map(|event| what(event).as_str().unwrap_or_default().to_owned()).collect();
        names.join(", ")
    }
}
