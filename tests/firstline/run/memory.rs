//! What a stranger can make `firstline run` hold in memory.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use firstline::sandbox::{Fault, FileBody, NewFile, NewMessage, Sandbox, World as Discord};

use super::watching::Watched;
use super::{Service, configured, discord, in_time, up_to};
use crate::world::World;

const MIB: u64 = 1 << 20;

/// The most memory that a process has held, in bytes.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process is there");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux counts it");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("it is a number") * 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_files_without_an_end_take_no_more_than_a_message_may() {
    let discord = discord().await;
    let world: World = configured(&discord);
    let config = fs::read_to_string(world.path().join("firstline.toml")).expect("it is there");
    let bounds = format!("{config}\n[limits]\nattachment_bytes = {}\nmessage_bytes = {}\n", 2 * MIB, 8 * MIB);
    let world = world.with("firstline.toml", bounds);
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", discord.bot_token()));
    up_to(&service.stderr, "connected");
    let ada = discord.person("ada");
    ada.posts("#support", "Paper jam in tray 2").expect("she may");
    ada.hears().await;
    let before = peak(service.child.id());

    let endless = |number| NewFile {
        name: format!("endless-{number}.log"),
        body: FileBody::Made { bytes: 1 << 30, says_bytes: 100 },
    };
    let content = "Operation failed with error 0x0000011b".to_owned();
    let message = NewMessage { content, files: (0..10).map(endless).collect(), reply_to: None };
    ada.posts_with("#support", message).expect("she may");
    ada.hears().await;
    let taken = peak(service.child.id()).saturating_sub(before);
    assert!(taken < 10 * 8 * MIB, "{} MiB were taken for 8 that may be read", taken / MIB);
    service.terminate();
    tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_pastes_while_discord_is_slow_is_held_within_bounds() {
    flood(3_000, 100).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute"]
async fn a_flood_of_twenty_thousand_pastes_is_held_within_bounds() {
    flood(20_000, 1_000).await;
}

/// As many people as a channel gets replies post so many pastes of two KiB while no reply gets through; then some of what was put off is read up.
async fn flood(pastes: usize, read_up: u64) {
    const PEOPLE: usize = 19;
    /// What may be unfinished before messages are put off, of which each takes some kilobytes; and as much again for what
    /// the allocator holds.
    const MOST: u64 = 64 * MIB;

    let crowd = (0..PEOPLE).fold(Discord::default(), |world, n| world.with_person(&format!("p{n}"), &[]));
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let discord = Sandbox::start(crowd.with_history(2 * pastes), at).await.expect("a port is free");
    let bot = Watched::start(&discord, configured(&discord));
    up_to(&bot.service.stderr, "connected");
    let ada = discord.person("ada");
    ada.posts("#support", "Paper jam in tray 2").expect("she may");
    ada.hears().await;
    let before = peak(bot.service.child.id());

    let (hour, log) = (Duration::from_hours(1), "at Printing.Connect(Queue queue) in Printing.cs\n".repeat(42));
    discord.faults().next("POST", "/channels/*/messages", u32::MAX, Fault::Delay(hour));
    let people: Vec<_> = (0..PEOPLE).map(|n| discord.person(&format!("p{n}"))).collect();
    for number in 0..pastes {
        let paste = format!("PC-{number}: Operation failed with error 0x0000011b\n{log}");
        people[number % PEOPLE].posts("#support", &paste[..1_990]).expect("they may");
        if number % 500 == 499 {
            discord.everything_heard().await;
        }
    }
    // With the second round it is proven that all of it has begun.
    discord.everything_heard().await;
    discord.everything_heard().await;
    let value = async |series: &str| bot.value(series).await.unwrap_or_default() as u64;
    let (waiting, put_off) = (value("firstline_unfinished").await, value("firstline_messages_put_off_total").await);
    let taken = peak(bot.service.child.id()).saturating_sub(before);
    assert!(waiting <= 2_000 + 16, "{waiting} wait");
    assert!(put_off >= pastes as u64 - 2_000, "{put_off} were put off");
    assert!(taken < MOST, "{} MiB were taken", taken / MIB);

    discord.faults().clear();
    discord.clock().step(hour);
    in_time(async {
        while value("firstline_caught_up_total").await < read_up {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    let taken = peak(bot.service.child.id()).saturating_sub(before);
    assert!(taken < MOST, "{} MiB were taken", taken / MIB);
}
