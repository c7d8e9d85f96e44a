//! A process that is killed at any step of an escalation: each level is called once.

use firstline::sandbox::Fault;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::minutes;
use crate::on_discord::team::{BOT, Setup};

/// Requests that paging makes for one step, one after another, each of which the process may not survive: it is killed
/// while the request is on its way there, or while the answer is on its way back.
const REQUESTS: [(&str, &str); 3] =
    [("POST", "/users/@me/channels"), ("POST", "/channels/*/messages"), ("PATCH", "/channels/*/messages/*")];

#[tokio::test(flavor = "multi_thread")]
async fn whenever_it_is_killed_each_level_is_called_once() {
    let mut told = Vec::new();
    for (method, path) in REQUESTS {
        for (done, after) in [(false, 1), (true, 1), (false, 20), (true, 20)] {
            let folder = tempfile::tempdir().expect("there is room for a file");
            let url = format!("sqlite:{}", folder.path().join("store.db").display());
            let mut team = Setup::new().store(&url).on_call().mortal().start().await;
            team.posts("ada", "#support", "Paper jam in tray 2");
            team.sees().await;
            team.gets_a_person("ada", "#support", "").await;
            team.sees().await;

            // Dan's turn: the process does not live to hear what came of this request.
            let fault = if done { Fault::SilenceAfter } else { Fault::Silence };
            team.sandbox.faults().next(method, path, 1, fault);
            team.hands.step(minutes(10));
            team.until(|sandbox| sandbox.faults().are_over()).await;
            let mut team = team.after_a_kill().await;
            // The claim is taken up when it has run out: then, or when Discord has long forgotten the nonce. Where dan's
            // turn was over by then, the second round has begun.
            team.steps(SignedDuration::from_mins(after)).await;
            team.steps(minutes(1)).await;
            let pages = |name: &str| {
                let seen = team.person(name).sees(&format!("@{BOT}")).unwrap_or_default();
                seen.iter().filter(|message| message.buttons().contains(&"Acknowledge".to_owned())).count()
            };
            told.push(format!(
                "{method} {path} {}, taken up after {after} min: carol {}, dan {}",
                if done { "done" } else { "not done" },
                pages("carol"),
                pages("dan")
            ));
            team.sees().await;
            team.ended().await;
        }
    }
    assert_snapshot!(told.join("\n"), @"
    POST /users/@me/channels not done, taken up after 1 min: carol 1, dan 1
    POST /users/@me/channels done, taken up after 1 min: carol 1, dan 1
    POST /users/@me/channels not done, taken up after 20 min: carol 1, dan 1
    POST /users/@me/channels done, taken up after 20 min: carol 1, dan 1
    POST /channels/*/messages not done, taken up after 1 min: carol 1, dan 1
    POST /channels/*/messages done, taken up after 1 min: carol 1, dan 1
    POST /channels/*/messages not done, taken up after 20 min: carol 1, dan 1
    POST /channels/*/messages done, taken up after 20 min: carol 1, dan 1
    PATCH /channels/*/messages/* not done, taken up after 1 min: carol 1, dan 1
    PATCH /channels/*/messages/* done, taken up after 1 min: carol 1, dan 1
    PATCH /channels/*/messages/* not done, taken up after 20 min: carol 2, dan 1
    PATCH /channels/*/messages/* done, taken up after 20 min: carol 2, dan 1
    ");
}
