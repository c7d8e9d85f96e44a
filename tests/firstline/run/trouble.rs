//! Drills for operators: what goes wrong around the process. Each is named in `docs/operations.md`.

use std::fs;

use insta::assert_snapshot;

use super::{Service, TOKEN, configured, discord, last_words, started_in_vain, up_to};
use crate::world::World;

#[test]
fn where_discords_name_is_not_found_it_says_so_at_once_and_tries_until_it_is_stopped() {
    let world = World::new().with("firstline.toml", "[discord]\napi_url = \"https://discord.invalid\"\n");
    let service = Service::start(world.command().arg("run").env("DISCORD_TOKEN", TOKEN));
    // Why, is the system's to say.
    let first = up_to(&service.stderr, "; trying again");
    assert!(first.contains("WARN firstline::discord::sending: Discord could not be reached: "), "{first}");
    let then = up_to(&service.stderr, "; trying again until it works");
    assert!(then.contains("WARN firstline::discord::running: Discord could not be reached: "), "{then}");
    service.terminate();
    assert_eq!(service.ended().0, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_damaged_is_refused_in_clear_words_and_left_as_it_is() {
    let garbage = "SQLite format 3\0 and then something else entirely".repeat(100);
    let (world, ran) = started_in_vain(World::new().with("firstline.db", &garbage), "").await;
    assert_snapshot!(last_words(&ran.to_string()), @"
    --- stderr
    error: the store sqlite:firstline.db is damaged, or no SQLite file at all (file is not a database); it was left as it is: move it away, and its -wal and -shm with it, then restore a backup by `firstline restore`, or start afresh
    --- exit code 2
    ");
    assert_eq!(fs::read(world.path().join("firstline.db")).expect("it is there"), garbage.into_bytes());
}

/// The disk is full: the system lets no file grow.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_can_be_written_no_reply_is_given_and_it_goes_on() {
    let discord = discord().await;
    let config = fs::read_to_string(configured(&discord).path().join("firstline.toml")).expect("it is there");
    let limits = "\n[limits]\nperson_replies = 10000\nchannel_replies = 10000\n";
    let world = World::new().with("firstline.toml", config + limits);
    let ran = world.command();
    let binary = ran.get_program().to_owned();
    let mut command = std::process::Command::new("sh");
    command.current_dir(world.path()).env("DISCORD_TOKEN", discord.bot_token());
    command.args(["-c", "trap '' XFSZ; ulimit -f 4000; exec \"$0\" run"]).arg(binary);
    let service = Service::start(&mut command);
    up_to(&service.stderr, "connected");
    let ada = discord.person("ada");
    let mut said = String::new();
    for nth in 0..2000 {
        ada.dms(&format!("Paper jam in tray {nth}: {}", "0x0000011b ".repeat(100))).expect("she may");
        discord.everything_heard().await;
        while let Ok(line) = service.stderr.try_recv() {
            said += &format!("{line}\n");
        }
        if said.contains("is not given") {
            break;
        }
    }
    assert!(said.contains("an answer could not be written down, and is not given"), "{said}");
    ada.types("#support", "/lookup text:0x0000011b").expect("she may");
    super::in_time(discord.requested("POST", "/interactions/**", 1)).await;
    service.terminate();
    let (code, _) = tokio::task::spawn_blocking(|| service.ended()).await.expect("it ends");
    assert_eq!(code, 0);
}
