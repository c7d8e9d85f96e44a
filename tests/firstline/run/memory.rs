//! What a stranger can make `firstline run` hold in memory.

use std::fs;

use firstline::sandbox::{FileBody, NewFile, NewMessage};

use super::{Service, configured, discord, up_to};
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
