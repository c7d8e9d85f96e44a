//! What a session is told: by shard, by intent, by what the bot can see; and what it is told again.

use serde_json::{Value, json};
use twilight_model::gateway::Intents;
use twilight_model::guild::Permissions;

use super::super::gateway::Out;
use super::super::gateway::bot::{Joined, identify, resume};
use super::super::{Sandbox, World};
use super::start;

/// Everything but what takes a grant.
fn plain() -> Intents {
    Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES
}

fn with_content() -> Intents {
    plain() | Intents::MESSAGE_CONTENT
}

fn joins(sandbox: &Sandbox, intents: Intents, shard: [u64; 2]) -> Result<Joined, u16> {
    identify(&sandbox.core, &json!({"token": sandbox.bot_token(), "intents": intents.bits(), "shard": shard}))
}

/// The events on their way to a session.
fn told(joined: &mut Joined) -> Vec<Value> {
    let mut all = Vec::new();
    while let Ok(out) = joined.out.try_recv() {
        if let Out::Text(text) = out {
            all.push(serde_json::from_str(&text).unwrap());
        }
    }
    all
}

fn kinds(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["t"].as_str().unwrap_or_default()).collect()
}

#[tokio::test]
async fn each_guild_is_told_to_its_shard_and_direct_messages_to_the_first() {
    let (sandbox, _bot) = start(World::default().with_guilds(6)).await;
    let mut shards = [0, 1].map(|number| joins(&sandbox, with_content(), [number, 2]).unwrap());
    let greeted = shards.each_mut().map(|shard| told(shard).len() - 1);
    assert_eq!(greeted.iter().sum::<usize>(), 6);
    assert!(greeted.iter().all(|guilds| *guilds > 0));
    let ada = sandbox.person("ada");
    ada.dms("hello").unwrap();
    assert_eq!(kinds(&told(&mut shards[0])), ["MESSAGE_CREATE"]);
    assert_eq!(kinds(&told(&mut shards[1])), [""; 0]);
    let guild = sandbox.core.with(|state| *state.world.guilds.keys().next().unwrap());
    ada.posts("#support", "hello").unwrap();
    let home = usize::try_from((guild.get() >> 22) % 2).unwrap();
    assert_eq!(kinds(&told(&mut shards[home])), ["MESSAGE_CREATE"]);
    assert_eq!(kinds(&told(&mut shards[1 - home])), [""; 0]);
}

#[tokio::test]
async fn text_is_left_out_without_the_intent_but_for_what_is_meant_for_the_bot() {
    let (sandbox, bot) = start(World::default()).await;
    let mut session = joins(&sandbox, plain(), [0, 1]).unwrap();
    told(&mut session);
    let ada = sandbox.person("ada");
    let me = bot.gets("/users/@me").await.1["id"].as_str().unwrap().to_owned();
    ada.posts("#support", "secret").unwrap();
    ada.posts("#support", &format!("<@{me}> look")).unwrap();
    ada.dms("between us").unwrap();
    bot.posts(sandbox.channel("#support").unwrap(), json!({"content": "mine"})).await;
    let texts: Vec<_> =
        told(&mut session).iter().map(|event| event["d"]["content"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts, ["", &format!("<@{me}> look"), "between us", "mine"]);
}

#[tokio::test]
async fn a_session_hears_what_its_intents_and_permissions_let_it() {
    let (sandbox, _bot) = start(World::default().without_permission_in("#general", Permissions::VIEW_CHANNEL)).await;
    let mut session = joins(&sandbox, Intents::GUILDS | Intents::MESSAGE_CONTENT, [0, 1]).unwrap();
    let mut other = joins(&sandbox, with_content(), [0, 1]).unwrap();
    told(&mut session);
    told(&mut other);
    let ada = sandbox.person("ada");
    ada.posts("#support", "x").unwrap();
    ada.posts("#general", "x").unwrap();
    ada.opens_thread("#support", "y").unwrap();
    assert_eq!(kinds(&told(&mut session)), ["THREAD_CREATE"]);
    assert_eq!(kinds(&told(&mut other)), ["MESSAGE_CREATE", "THREAD_CREATE", "MESSAGE_CREATE"]);
}

#[tokio::test]
async fn who_may_not_join_is_told_by_the_code() {
    let (sandbox, _bot) = start(World::default().without_message_content()).await;
    assert_eq!(joins(&sandbox, with_content(), [0, 1]).err(), Some(4014));
    assert_eq!(joins(&sandbox, plain(), [1, 1]).err(), Some(4010));
    let unknown = json!({"token": sandbox.bot_token(), "intents": 1_u64 << 40});
    assert_eq!(identify(&sandbox.core, &unknown).err(), Some(4013));
}

#[tokio::test]
async fn a_resumed_session_is_told_what_it_missed_in_order_and_once() {
    let (sandbox, _bot) = start(World::default()).await;
    let mut session = joins(&sandbox, with_content(), [0, 1]).unwrap();
    let greeted = told(&mut session);
    let id = greeted[0]["d"]["session_id"].as_str().unwrap().to_owned();
    let ada = sandbox.person("ada");
    for text in ["1", "2", "3"] {
        ada.posts("#support", text).unwrap();
    }
    let said = |seq: u64| json!({"token": sandbox.bot_token(), "session_id": id, "seq": seq});
    let mut resumed = resume(&sandbox.core, &said(3)).unwrap().unwrap();
    let missed = told(&mut resumed);
    assert_eq!(kinds(&missed), ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]);
    assert_eq!(missed.iter().map(|event| event["s"].as_u64().unwrap()).collect::<Vec<_>>(), [4, 5, 6]);
    sandbox.gateway().invalidate(false);
    assert!(resume(&sandbox.core, &said(6)).unwrap().is_none());
}

#[tokio::test]
async fn what_one_person_alone_sees_is_told_as_a_direct_message_is() {
    let (sandbox, bot) = start(World::default()).await;
    bot.registers(&sandbox, json!([super::lookup()])).await;
    let mut session = joins(&sandbox, with_content(), [0, 1]).unwrap();
    told(&mut session);
    let asked = sandbox.person("ada").types("#support", "/lookup text:x").unwrap();
    bot.answers(&sandbox, asked, json!({"type": 4, "data": {"content": "hush", "flags": 64}})).await;
    let events = told(&mut session);
    assert_eq!(kinds(&events), ["INTERACTION_CREATE", "MESSAGE_CREATE"]);
    assert!(events[1]["d"].get("guild_id").is_none() && events[1]["d"].get("member").is_none());
}
