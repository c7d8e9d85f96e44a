//! `firstline run` is killed, as by `kill -9` or a power cut, in the middle of an escalation: each level is paged once.

use std::path::Path;

use firstline::sandbox::{Fault, Sandbox, SeenMessage};
use insta::assert_snapshot;

use super::{Service, configured, discord, in_time, up_to};
use crate::world::World;

/// A team in which carol is paged at once, and dan when that is done.
fn on_call(discord: &Sandbox) -> World {
    let [carol, dan] = ["carol", "dan"].map(|name| discord.person(name).id());
    let config = std::fs::read_to_string(configured(discord).path().join("firstline.toml")).expect("it is there");
    let on_call = format!(
        "\n[on_call]\nchannel = \"#on-call\"\n\n[on_call.people]\ncarol = \"{carol}\"\ndan = \"{dan}\"\n\n\
         [[on_call.policies]]\nname = \"default\"\n\
         steps = [{{ page = [\"carol\"] }}, {{ after_minutes = 0, page = [\"dan\"] }}]\n"
    );
    World::new().with("firstline.toml", config + &on_call)
}

fn starts(world: &World, discord: &Sandbox) -> Service {
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", discord.bot_token()));
    up_to(&service.stderr, "connected");
    service
}

/// As if a minute had passed: what the killed process had claimed may be claimed by another.
fn a_minute_passes(world: &World) {
    let store = store(world.path());
    store
        .execute("UPDATE timers SET claimed_at = claimed_at - 61000 WHERE done_at IS NULL", [])
        .expect("it is not locked");
}

fn store(folder: &Path) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.join("firstline.db")).expect("it is there")
}

async fn until(is_so: impl Fn() -> bool) {
    in_time(async {
        while !is_so() {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    })
    .await;
}

fn pages(discord: &Sandbox, who: &str) -> usize {
    let seen = discord.person(who).sees("@firstline").unwrap_or_default();
    let is_page = |message: &&SeenMessage| message.buttons().contains(&"Acknowledge".to_owned());
    seen.iter().filter(is_page).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_it_is_killed_in_an_escalation_each_level_is_paged_once() {
    let discord = discord().await;
    let world = on_call(&discord);
    let (channel, message) = ("/users/@me/channels", "/channels/*/messages");
    let service = starts(&world, &discord);
    let ada = discord.person("ada");
    ada.posts("#support", "Paper jam in tray 2").expect("she may");
    let reply = ada.hears().await.id;
    ada.presses(reply, "Get a person").expect("it is there");
    until(|| ada.submits(&[("What have you tried?", "")]).is_ok()).await;
    discord.faults().next("POST", channel, 1, Fault::Silence);
    let mut told = Vec::new();
    let mut service = service;
    // Each is killed while a request is on its way: to carol's channel, back from carol's page, to dan's, back from dan's.
    let fine = Fault::Delay(std::time::Duration::ZERO);
    for next in [vec![Fault::SilenceAfter], vec![fine, Fault::Silence], vec![Fault::SilenceAfter], vec![]] {
        until(|| discord.faults().are_over()).await;
        service.child.kill().expect("it is there to be killed");
        drop(service);
        told.push(format!("carol {}, dan {}", pages(&discord, "carol"), pages(&discord, "dan")));
        a_minute_passes(&world);
        for fault in next {
            discord.faults().next("POST", message, 1, fault);
        }
        service = starts(&world, &discord);
    }
    let last = "SELECT count(*) FROM timers WHERE key = 'page #1 0 0.1' AND done_at IS NOT NULL";
    until(|| store(world.path()).query_row(last, [], |row| row.get::<_, i64>(0)).is_ok_and(|done| done == 1)).await;
    told.push(format!("carol {}, dan {}", pages(&discord, "carol"), pages(&discord, "dan")));
    assert_snapshot!(told.join("\n"), @"
    carol 0, dan 0
    carol 1, dan 0
    carol 1, dan 0
    carol 1, dan 1
    carol 1, dan 1
    ");
    service.terminate();
    let (code, _) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    assert_eq!(code, 0);
    let entries = "SELECT group_concat(what, ', ') FROM (SELECT what FROM timeline WHERE case_id = 1 ORDER BY number)";
    let entries: String = store(world.path()).query_row(entries, [], |row| row.get(0)).expect("there is a timeline");
    assert_snapshot!(entries, @"opened, paged, paged");
}
