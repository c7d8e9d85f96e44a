//! In what order things are done: what one person says in the order they said it, and nobody waits for anybody else.

use std::time::Duration;

use firstline::config::{Budget, Config};
use firstline::sandbox::{Fault, FileBody, MessageId, NewFile, NewMessage};
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{BOT, Setup, Team};

/// Replies without end.
fn generous(config: &mut Config) {
    let budget = Budget { replies: 10_000, window: SignedDuration::from_mins(1) };
    (config.limits.person, config.limits.channel) = (budget, budget);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_messages_of_one_person_are_answered_in_their_order() {
    let team = Setup::new().config(generous).start().await;
    let ada = team.person("ada");
    let pastes: Vec<MessageId> = (0..100)
        .map(|number| {
            let paste = format!("PC-{number} says: Operation failed with error 0x0000011b");
            let paste = ada.posts("#support", &paste).expect("she may");
            let corrected = format!("PC-{number} says: IKE authentication credentials are unacceptable");
            ada.edits(paste, &corrected).expect("she may");
            paste
        })
        .collect();
    team.quiet().await;

    let seen = ada.sees("#support").expect("she may");
    let replies: Vec<_> = seen.iter().filter(|message| message.author == BOT).collect();
    let answered: Vec<MessageId> = replies
        .iter()
        .map(|reply| reply.json["message_reference"]["message_id"].as_str().and_then(|id| id.parse().ok()))
        .map(|id| id.expect("every reply answers a message"))
        .collect();
    assert_eq!(answered, pastes, "each paste has one reply, in their order");
    assert!(
        replies.iter().all(|reply| reply.to_string().contains("certificate")),
        "every reply follows the correction"
    );

    // Between a reply and the correction of that same reply nothing else is begun.
    let requests = team.sandbox.requests();
    let about = |path: &str| path.rsplit('/').next().and_then(|id| id.parse::<MessageId>().ok());
    let done: Vec<(String, Option<MessageId>)> = requests
        .iter()
        .filter(|request| request.path.contains("/messages") && request.method != "GET")
        .map(|request| (request.method.clone(), about(&request.path)))
        .collect();
    let expected: Vec<(String, Option<MessageId>)> =
        replies.iter().flat_map(|reply| [("POST".to_owned(), None), ("PATCH".to_owned(), Some(reply.id))]).collect();
    assert_eq!(done, expected);
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_anybody_else() {
    let patience = |config: &mut Config| config.limits.attachment_timeout = Duration::from_mins(1);
    let mut team = Setup::new().config(patience).start().await;
    let hour = Duration::from_hours(1);
    let body = FileBody::Stalls { first: "nothing of note".into(), wait: hour };
    let files = vec![NewFile { name: "spooler.log".to_owned(), body }];
    let content = "Operation failed with error 0x0000011b".to_owned();
    team.person("ada").posts_with("#support", NewMessage { content, files, reply_to: None }).expect("she may");
    team.person("ada").posts("#support", "Paper jam in tray 2").expect("she may");
    team.person("mia").posts("#support", "IKE authentication credentials are unacceptable (13801)").expect("she may");
    // The rest of the file only comes when Mia has her answer.
    team.requested_by_now("POST", "/channels/*/messages", 1).await;
    team.sandbox.clock().step(hour);
    let seen = team.sees().await;
    let heads: Vec<&str> = seen.split("── ").skip(1).map(|reply| reply.lines().nth(1).unwrap_or_default()).collect();
    assert_snapshot!(heads.join("\n"), @r"
    # The VPN refuses the computer's certificate
    # Shared printers refuse to connect since the RPC hardening update
    # A paper jam is reported where there is none
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_missed_is_answered_before_what_is_heard_while_it_is_being_read_up() {
    // Nothing was ever said in #support before.
    let team = Team::new().await;
    let mut team = team
        .comes_back_after(|sandbox| {
            sandbox.person("ada").posts("#support", "Operation failed with error 0x0000011b").expect("she may");
            let slow = Fault::Delay(Duration::from_millis(300));
            sandbox.faults().next("GET", "channels/*/messages", 10, slow);
        })
        .await;
    let jam = team.posts("ada", "#support", "Paper jam in tray 2");
    team.person("ada").edits(jam, "IKE authentication credentials are unacceptable (13801)").expect("it is hers");
    let gone = team.posts("mia", "#support", "Paper jam in tray 2");
    team.person("mia").deletes(gone).expect("it is hers");
    team.sees().await;
    let seen = team.person("erin").sees("#support").expect("she sees it");
    let replies = seen.iter().filter(|message| message.author == BOT).map(ToString::to_string);
    let heads: Vec<String> = replies.filter_map(|reply| reply.lines().nth(1).map(str::to_owned)).collect();
    assert_snapshot!(heads.join("\n"), @r"
    # Shared printers refuse to connect since the RPC hardening update
    # The VPN refuses the computer's certificate
    ");
    team.finish().await;
}
