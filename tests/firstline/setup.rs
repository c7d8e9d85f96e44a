//! `firstline setup`: the first steps on Discord, over the wire.

use std::net::{Ipv4Addr, SocketAddr};

use firstline::sandbox::{Sandbox, World as Discord};
use insta::assert_snapshot;
use twilight_model::guild::Permissions;

use crate::world::{Ran, World, feed};

async fn set_up(discord: Discord, more: &[&str]) -> (Sandbox, Ran) {
    let discord = Sandbox::start(discord, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await.expect("a port is free");
    let config = format!(
        "[discord]\napi_url = \"{}\"\n[support]\nchannels = [\"#support\"]\n[on_call]\nchannel = \"#on-call\"\n",
        discord.url()
    );
    let world = World::new().with("firstline.toml", config);
    let mut command = world.command();
    command.arg("setup").args(more).env("DISCORD_TOKEN", discord.bot_token());
    let ran = tokio::task::spawn_blocking(move || feed(&mut command, b"")).await.expect("it ends");
    drop(world);
    (discord, ran)
}

#[tokio::test(flavor = "multi_thread")]
async fn where_all_is_well_it_says_so_and_can_be_seen_to_write() {
    let (discord, ran) = set_up(Discord::default(), &["--say-in", "#support"]).await;
    assert_snapshot!(ran, @"
    Discord knows the token: the bot is firstline.
    To invite it to a server: https://discord.com/oauth2/authorize?client_id=1457659890892800000&scope=bot+applications.commands&permissions=274877991936
    Northwind: answers pastes in #support; calls people in #on-call; wrote a message in #support.

    All is set up: `firstline run` starts it.
    --- exit code 0
    ");
    let said = discord.person("ada").sees("#support").expect("she may").pop().expect("there is something");
    assert_snapshot!(said.to_string(), @"
    firstline:
    A test: Firstline can write here.
    ");
    assert!(discord.violations().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_in_a_sentence_each() {
    let world = Discord::default().without_message_content();
    let world = world.without_permission_in("#support", Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS);
    let (_discord, ran) = set_up(world, &["--say-in", "#support"]).await;
    assert_snapshot!(ran, @r#"
    Discord knows the token: the bot is firstline.
    To invite it to a server: https://discord.com/oauth2/authorize?client_id=1457659890892800000&scope=bot+applications.commands&permissions=274877991936
    Northwind: answers pastes in #support; calls people in #on-call.

    To do:
    - the Message Content intent is off: Firstline cannot read pastes in channels and goes on with slash commands, "Find the fix", mentions and direct messages; turn it on under Bot → Privileged Gateway Intents in Discord's developer portal, and start again
    - Northwind: Firstline may not work in #support until its role is given: Send Messages, Embed Links
    - Northwind: nothing could be written in #support: Discord refused it: Firstline's role lacks a permission there
    --- exit code 1
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_does_not_know_is_said_to_be_unknown() {
    let (discord, _) = set_up(Discord::default(), &[]).await;
    let world = World::new().with("firstline.toml", format!("[discord]\napi_url = \"{}\"\n", discord.url()));
    let mut command = world.command();
    let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12";
    command.arg("setup").env("DISCORD_TOKEN", token);
    let ran = tokio::task::spawn_blocking(move || feed(&mut command, b"")).await.expect("it ends");
    assert_snapshot!(ran, @"
    --- stderr
    error: Discord does not know this token: copy it anew from Bot → Reset Token in Discord's developer portal
    --- exit code 2
    ");
}

#[test]
fn where_discord_cannot_be_reached_it_says_so_while_it_tries_again() {
    // Nobody listens at this port.
    let world = World::new().with("firstline.toml", "[discord]\napi_url = \"http://127.0.0.1:1\"\n");
    let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gxxxxx.wrongwrongwrongwrongwrongwrongwrong12";
    let ran = feed(world.command().arg("setup").env("DISCORD_TOKEN", token), b"");
    assert_snapshot!(ran, @"
    --- stderr
     WARN firstline::discord::sending: Discord could not be reached: Connection refused (os error 111); trying again
    error: how it is set up could not be looked at: Discord could not be reached: Connection refused (os error 111)
    --- exit code 2
    ");
}
