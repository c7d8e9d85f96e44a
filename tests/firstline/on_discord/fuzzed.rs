//! Events as Discord would never tell them: whatever is in them, the bot goes on.

use std::time::Instant;

use serde_json::{Value, json};

use super::PRINTER_ERROR;
use super::team::Team;
use crate::fuzz::{Mutator, wanted};

/// Values that stand in the place of others.
fn odd(dice: &mut Mutator) -> Value {
    let all = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1.5e300),
        json!("0"),
        json!(""),
        json!("18446744073709551615"),
        json!("1457659890892800012"),
        json!("\u{0}<@&1> @everyone"),
        json!("x".repeat(5000)),
        json!([]),
        json!({}),
        json!([{}]),
        json!([null, 1, "2"]),
        json!("9999-99-99T99:99:99Z"),
    ];
    all[dice.below(all.len())].clone()
}

/// Changes something somewhere in a value.
fn change(value: &mut Value, dice: &mut Mutator) {
    match value {
        Value::Object(map) if !map.is_empty() && dice.below(8) > 0 => {
            let key = map.keys().nth(dice.below(map.len())).cloned().unwrap_or_default();
            match dice.below(6) {
                0 => drop(map.remove(&key)),
                1 => drop(map.insert(key, odd(dice))),
                _ => change(&mut map[&key], dice),
            }
        }
        Value::Array(items) if !items.is_empty() && dice.below(4) > 0 => {
            let at = dice.below(items.len());
            change(&mut items[at], dice);
        }
        other => *other = odd(dice),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_an_event_says_the_bot_goes_on() {
    let mut team = Team::new().await;
    let (_, told) = team.posts_and_is_told_of("ada", "good morning, tray 2 is fine").await;
    let (how_long, seed) = wanted();
    let (mut dice, begun) = (Mutator::new(seed), Instant::now());
    let mut last = String::new();
    while begun.elapsed() < how_long {
        for kind in ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "THREAD_CREATE", "GUILD_DELETE"] {
            let mut event = told.clone();
            for _ in 0..=dice.below(3) {
                change(&mut event, &mut dice);
            }
            // What it says of where and who is not to be that there is no such server any more.
            if let (Value::Object(event), "GUILD_DELETE") = (&mut event, kind) {
                event.insert("id".to_owned(), json!("1"));
            }
            last = event.to_string();
            team.sandbox.gateway().dispatch(kind, &last);
        }
        team.sandbox.everything_heard().await;
    }
    let complaints = team.complaints().await;
    assert!(!complaints.contains("panicked"), "{complaints}\nthe last event was {last}");
    let _ = team.sees().await;
    team.person("mia").posts("#support", PRINTER_ERROR).expect("she may");
    assert!(team.sees().await.contains("Shared printers refuse to connect"), "it goes on");
}
