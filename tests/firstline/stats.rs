//! `firstline stats`: what happened, from the store.

use firstline::clock::Clock;
use firstline::ids::GuildId;
use firstline::numbers::{About, Period, What};
use firstline::store::{Happened, Store};
use insta::assert_snapshot;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::world::{Ran, World};

const SERVER: GuildId = GuildId::new(820_000_000_000_000_001);
const ELSEWHERE: GuildId = GuildId::new(820_000_000_000_000_002);

/// A folder with the store of a bot in which this happened in this hour, and the hour.
fn with_a_store(happened: &[(Option<GuildId>, What, &[&str])]) -> (World, Timestamp) {
    let world = World::bare();
    let url = format!("sqlite:{}", world.path().join("firstline.db").display()).parse().expect("it is a path");
    let hour = Period::hour(Clock::system().now());
    let tallies: Vec<_> = happened
        .iter()
        .flat_map(|(guild, what, issues)| {
            About::each(issues).into_iter().map(|about| (Happened::new(*guild, hour, *what, about), 1))
        })
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let store = Store::open(&url).await.expect("the store opens");
        store.add_tallies(&tallies).await.expect("it can be written");
        store.close().await;
    });
    (world, hour)
}

fn a_morning() -> (World, Timestamp) {
    let here = Some(SERVER);
    with_a_store(&[
        (here, What::Answered, &["mail/server-moved"]),
        (here, What::Helped, &["mail/server-moved"]),
        (here, What::Answered, &["printing/rpc-hardening"]),
        (here, What::NotHelped, &["printing/rpc-hardening"]),
        (here, What::Abstained, &[]),
        (Some(ELSEWHERE), What::Answered, &["mail/server-moved"]),
        (None, What::Suggested, &["mail/server-moved", "mail/profile-broken"]),
    ])
}

/// What was printed, with the day, the hour and the moment masked.
fn masked(ran: &Ran, hour: Timestamp) -> String {
    let day = hour.to_zoned(TimeZone::UTC).date();
    let hour = hour.to_zoned(TimeZone::UTC).hour();
    ran.to_string().replace(&day.to_string(), "DAY").replace(&format!("{hour:02}:00"), "HH:00")
}

#[test]
fn what_happened_everywhere_is_shown_for_people() {
    let (world, hour) = a_morning();
    assert_snapshot!(masked(&world.run(["stats", "--days", "1"]), hour), @"
    DAY – DAY · UTC · all articles

    Pastes           3 answered · 1 suggested · 1 nothing found
    Votes            1 helped · 1 not helped (NN %, n = 2)
    Busiest hours    HH:00 (5)
    Cases            0 opened · 0 still open
      until taken    – (NN %: –, n = 0)
      until resolved – (NN %: –, n = 0)

    Found most often
         3  mail/server-moved · 1 helped · 0 not helped (NN %, n = 1)
         1  mail/profile-broken · 0 helped · 0 not helped (–, n = 0)
         1  printing/rpc-hardening · 0 helped · 1 not helped (NN %, n = 1)
    --- exit code 0
    ");
}

#[test]
fn a_server_and_an_article_can_be_asked_for() {
    let (world, hour) = a_morning();
    let server = SERVER.to_string();
    let shown = world.run(["stats", "--days", "1", "--server", &server, "--article", "mail"]);
    assert_snapshot!(masked(&shown, hour), @"
    DAY – DAY · UTC · mail

    Pastes           1 answered · 0 suggested · 0 nothing found
    Votes            1 helped · 0 not helped (NN %, n = 1)
    Busiest hours    HH:00 (1)
    Cases            0 opened · 0 still open
      until taken    – (NN %: –, n = 0)
      until resolved – (NN %: –, n = 0)

    Found most often
         1  mail/server-moved · 1 helped · 0 not helped (NN %, n = 1)
    --- exit code 0
    ");
}

#[test]
fn programs_get_every_figure_and_nothing_where_there_is_nothing_to_tell() {
    let (world, hour) = a_morning();
    let shown = world.run(["stats", "--days", "1", "--format", "json"]).json();
    let mut hours = [0; 24];
    hours[usize::try_from(hour.to_zoned(TimeZone::UTC).hour()).expect("it is an hour")] = 5;
    assert_eq!(shown["hours"], serde_json::json!(hours));
    let mut timeless = shown.clone();
    for key in ["from", "to", "hours"] {
        timeless.as_object_mut().expect("it is an object").remove(key);
    }
    for key in ["first_day", "last_day"] {
        timeless["over_time"][0].as_object_mut().expect("it is an object").remove(key);
    }
    assert_snapshot!(serde_json::to_string_pretty(&timeless).expect("it is JSON"), @r#"
    {
      "abstained": 1,
      "answered": 3,
      "article": null,
      "cases": {
        "fixed_by": [],
        "open": 0,
        "opened": 0,
        "people": [],
        "to_acknowledge": {
          "median_seconds": null,
          "p90_seconds": null,
          "times": 0
        },
        "to_resolve": {
          "median_seconds": null,
          "p90_seconds": null,
          "times": 0
        }
      },
      "helped": 1,
      "issues": [
        {
          "abstained": 0,
          "answered": 2,
          "helped": 1,
          "issue": "mail/server-moved",
          "not_helped": 0,
          "success": 1.0,
          "suggested": 1
        },
        {
          "abstained": 0,
          "answered": 0,
          "helped": 0,
          "issue": "mail/profile-broken",
          "not_helped": 0,
          "success": null,
          "suggested": 1
        },
        {
          "abstained": 0,
          "answered": 1,
          "helped": 0,
          "issue": "printing/rpc-hardening",
          "not_helped": 1,
          "success": 0.0,
          "suggested": 0
        }
      ],
      "not_helped": 1,
      "over_time": [
        {
          "abstained": 1,
          "answered": 3,
          "helped": 1,
          "not_helped": 1,
          "suggested": 1
        }
      ],
      "success": 0.5,
      "suggested": 1,
      "time_zone": "UTC"
    }
    "#);
}

#[test]
fn the_picture_is_written_where_it_is_wanted() {
    let (world, _) = a_morning();
    let ran = world.run(["stats", "--chart", "stats.png"]);
    assert_eq!(ran.code(), 0, "{ran}");
    let bytes = std::fs::read(world.path().join("stats.png")).expect("it is there");
    let reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("it is a PNG");
    assert_eq!(reader.info().size(), (1200, 840));
    assert_snapshot!(world.run(["stats", "--chart", "none/stats.png"]), @"
    --- stderr
    error: none/stats.png cannot be written: No such file or directory (os error 2)
    --- exit code 2
    ");
}

#[test]
fn where_there_is_no_store_none_is_made() {
    let world = World::bare();
    assert_snapshot!(world.run(["stats"]), @"
    --- stderr
    error: the store sqlite:firstline.db is not there: `firstline run` makes it in the folder that it is run in, and --store names another
    --- exit code 2
    ");
    assert!(!world.path().join("firstline.db").exists());
}

#[test]
fn a_zone_that_is_not_known_and_a_period_that_is_too_long_are_refused() {
    let world = World::bare();
    assert_snapshot!(world.run(["stats", "--time-zone", "Mars/Olympus"]), @"
    --- stderr
    error: invalid value 'Mars/Olympus' for '--time-zone <ZONE>': time zones are written like Europe/Berlin or UTC

    For more information, try '--help'.
    --- exit code 2
    ");
    assert_snapshot!(world.run(["stats", "--days", "401"]), @"
    --- stderr
    error: invalid value '401' for '--days <DAYS>': 401 is not in 1..=400

    For more information, try '--help'.
    --- exit code 2
    ");
}
