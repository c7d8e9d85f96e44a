//! Starting: what is said when something is missing or wrong, and what works all the same.

use firstline::config::Named;
use firstline::sandbox::{Fault, World};
use insta::assert_snapshot;
use twilight_model::guild::Permissions;

use super::team::{Setup, Team};

const PASTE: &str = "Paper jam in tray 2";

fn named(name: &str) -> Named<firstline::ids::ChannelId> {
    Named::Name(name.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_believable_team_is_started_without_a_complaint() {
    let team = Team::new().await;
    assert_eq!(team.complaints().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_said_in_a_sentence() {
    let stopped = Setup::new().token("MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12").stopped();
    assert_snapshot!(stopped.await, @"Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_that_discord_refuses_after_all_is_done_without() {
    // What Discord says of the application and what its gateway lets through can differ for a while.
    let mut team = Setup::new()
        .world(World::without_message_content)
        .before(|sandbox| {
            let granted = serde_json::json!({
                "id": sandbox.application().to_string(), "name": "Firstline", "description": "", "flags": 1 << 19,
                "bot_public": true, "bot_require_code_grant": false, "verify_key": "0".repeat(64), "team": null,
            });
            sandbox.faults().next("GET", "/oauth2/applications/@me", 1, Fault::Body(granted.to_string()));
            sandbox.faults().next("GET", "/applications/@me", 1, Fault::Body(granted.to_string()));
        })
        .start()
        .await;
    assert_snapshot!(team.complaints().await, @r#"WARN the Message Content intent is off: Firstline cannot read pastes in channels and goes on with slash commands, "Find the fix", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in Discord's developer portal, and start again"#);
    team.person("ada").dms(PASTE).expect("she may");
    assert_ne!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_that_are_missing_in_a_channel_are_named() {
    let missing = Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS;
    let mut team = Setup::new().world(|world| world.without_permission_in("#support", missing)).start().await;
    assert_snapshot!(team.complaints().await, @"WARN Northwind: Firstline may not work in #support until its role is given: Send Messages, Embed Links");
    team.person("ada").types("#support", &format!("/lookup text:{PASTE}")).expect("she may");
    assert_ne!(team.sees().await, "nothing", "commands work there all the same");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn permissions_that_are_missing_in_the_whole_server_are_named_once_a_channel() {
    let missing = Permissions::SEND_MESSAGES_IN_THREADS | Permissions::READ_MESSAGE_HISTORY;
    let team = Setup::new().world(|world| world.without_permission(missing)).start().await;
    assert_snapshot!(team.complaints().await, @"
    WARN Northwind: Firstline may not work in #support until its role is given: Send Messages in Threads, Read Message History
    WARN Northwind: Firstline may not work in #help-forum until its role is given: Send Messages in Threads, Read Message History
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_configured_and_in_no_server_is_named() {
    let configure = |config: &mut firstline::config::Config| {
        config.support.channels =
            vec![named("support"), named("suport"), Named::Id("123456789012345678".parse().expect("it is an id"))];
        config.support.ignore_channels = vec![named("archive")];
        config.support.helper_roles = vec![Named::Name("Helpers".to_owned())];
        config.on_call.channel = Some(named("pager"));
        config.on_call.role = Some(Named::Name("On duty".to_owned()));
    };
    let team = Setup::new().config(configure).start().await;
    assert_snapshot!(team.complaints().await, @"
    WARN support.channels in firstline.toml: no server has a channel #suport
    WARN support.channels in firstline.toml: no server has a channel with the id 123456789012345678
    WARN support.ignore_channels in firstline.toml: no server has a channel #archive
    WARN support.helper_roles in firstline.toml: no server has a role @Helpers
    WARN on_call.channel in firstline.toml: no server has a channel #pager
    WARN on_call.role in firstline.toml: no server has a role @On duty
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_of_many_servers_has_is_found_nowhere_else_without_a_word() {
    // Only the first has #on-call, #help-forum and the roles.
    let team = Setup::new().world(|world| world.with_guilds(12)).start().await;
    assert_eq!(team.complaints().await, "");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bot_without_any_support_channel_says_so() {
    let team = Setup::new().config(|config| config.support.channels.clear()).start().await;
    assert_snapshot!(team.complaints().await, @"WARN no server has a support channel, so no paste is answered: set one with /settings channel, or under [support] in firstline.toml");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_that_cannot_be_registered_keep_nothing_else_from_working() {
    let refuse = |sandbox: &firstline::sandbox::Sandbox| {
        sandbox.faults().next("PUT", "/applications/*/commands", 2, Fault::Status(500));
    };
    let mut team = Setup::new().before(refuse).start().await;
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_ne!(team.sees().await, "nothing");
    // It is tried again.
    team.requested_by_now("PUT", "/applications/*/commands", 3).await;
    team.person("ada").types("#support", "/help").expect("it is registered by now");
    assert_ne!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_has_only_the_shards_it_is_given() {
    let setup = |shard: u32| Setup::new().world(|world| world.with_guilds(8)).shards(shard..shard + 1, 2);
    for shard in [0, 1] {
        let team = setup(shard).start().await;
        let sessions = team.sandbox.gateway().sessions();
        assert_eq!(sessions.iter().map(|session| session.shard).collect::<Vec<_>>(), [(u64::from(shard), 2)]);
        // What is found in no server of this process may be in one of another's.
        assert_eq!(team.complaints().await, "");
        team.finish().await;
    }
}
