//! Who is on call: shown, changed for a while, and handed over.

mod changing;
mod handover;
mod role;
mod showing;

use jiff::SignedDuration;

use super::team::{Setup, Team};

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

impl Team {
    /// A team in which carol is on call, and dan comes on call on Monday.
    async fn on_call() -> Self {
        Setup::new().on_call().start().await
    }

    /// Somebody gives a command in #general, and what the bot says and does about it: place by place, since what is said in
    /// one has no order to what is said in another.
    async fn after(&mut self, who: &str, command: &str) -> String {
        self.person(who).types("#general", command).expect("they may");
        let said = self.sees_whom().await.replace("── says in #general to ", "to ").replace("── says ", "");
        let mut messages: Vec<Vec<&str>> = Vec::new();
        for line in said.lines() {
            let begins = line.ends_with(':') && (line.starts_with("in #") || line.starts_with("to "));
            match messages.last_mut() {
                Some(message) if !begins => message.push(line),
                _ => messages.push(vec![line]),
            }
        }
        messages.sort_by_key(|message| message[0]);
        messages.concat().join("\n")
    }

    /// What the bot has said since this was last asked; how its messages have changed, too.
    async fn hears_of_all(&mut self) -> String {
        self.sees_whom().await.replace("── ", "")
    }
}
