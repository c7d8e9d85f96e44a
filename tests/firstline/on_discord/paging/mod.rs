//! Paging: a case reaches somebody, step by step, each once.

mod killed;
mod last_call;
mod refused;
mod steps;
mod store_away;
mod two;
mod webhooks;

use firstline::config::Config;
use firstline::sandbox::Sandbox;
use jiff::SignedDuration;

use super::team::{BOT, Setup, Team};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// Carol has the week; ten minutes after her, dan is called; a quarter of an hour after him all of it once more.
fn believable(sandbox: &Sandbox) -> Config {
    let [carol, dan] = ["carol", "dan"].map(|name| sandbox.person(name).id());
    let text = format!(
        r#"
        [on_call.people]
        carol = "{carol}"
        dan = "{dan}"

        [[on_call.schedules]]
        name = "primary"
        time_zone = "Europe/Berlin"
        [[on_call.schedules.layers]]
        people = ["carol", "dan"]
        shift = "weekly"
        handoff = "09:00"
        start = 2026-05-04

        [[on_call.policies]]
        name = "default"
        repeat = 1
        repeat_after_minutes = 15
        steps = [
            {{ after_minutes = 0, page = ["schedule:primary"] }},
            {{ after_minutes = 10, page = ["dan"] }},
        ]
        "#
    );
    Config::parse(&text, "firstline.toml").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

impl Setup {
    /// With carol and dan on call, by the policy above.
    pub(in crate::on_discord) fn on_call(self) -> Self {
        self.later(|sandbox, config| {
            config.on_call.roster = believable(sandbox).on_call.roster;
        })
    }
}

impl Team {
    /// A team on call, in which ada has asked for a person about a paper jam, as case #1.
    async fn paged() -> Self {
        Setup::new().on_call().start().await.in_which_ada_asked_with_pages().await
    }

    async fn in_which_ada_asked_with_pages(mut self) -> Self {
        self.posts("ada", "#support", "Paper jam in tray 2");
        self.sees().await;
        self.gets_a_person("ada", "#support", "").await;
        self
    }

    /// Somebody presses a button of the latest message that the bot has sent to them alone and that has it.
    pub(in crate::on_discord) fn presses_in_a_direct_message(&self, who: &str, button: &str) {
        let seen = self.person(who).sees(&format!("@{BOT}")).expect("they were written to");
        let has = |message: &&firstline::sandbox::SeenMessage| message.buttons().iter().any(|label| label == button);
        let message = seen.iter().rev().find(has).expect("the button is there").id;
        self.person(who).presses(message, button).expect("they may press it");
    }

    /// The timeline of a case, an entry a line.
    pub(in crate::on_discord) async fn entries(&self, number: u64) -> String {
        let id = number.to_string().parse().expect("it is a number");
        let events = self.parts.store.timeline(id).await.expect("the store is there");
        let json = |event: &firstline::triage::CaseEvent| serde_json::to_value(&event.what).expect("it is JSON");
        let names = self.names_by_id();
        let told = events.iter().map(|event| {
            let mut told = json(event).to_string();
            for (name, id) in &names {
                told = told.replace(id, name);
            }
            told
        });
        told.collect::<Vec<_>>().join("\n")
    }

    fn names_by_id(&self) -> Vec<(String, String)> {
        let names = ["ada", "carol", "dan"];
        names.map(|name| (name.to_owned(), self.person(name).id().to_string())).into()
    }
}
