//! `firstline oncall`, and what `firstline check` says about schedules.

use firstline::ids::UserId;
use firstline::store::Store;
use firstline::triage::Override;
use insta::assert_snapshot;

use crate::world::{Ran, World, feed};

/// Carol and dan by weeks, erin in office hours.
const SCHEDULES: &str = "
[on_call.people]
carol = '1'
dan = '2'
erin = '3'

[[on_call.schedules]]
name = 'primary'
time_zone = 'Europe/Berlin'
[[on_call.schedules.layers]]
people = ['carol', 'dan']
shift = 'weekly'
handoff = '09:00'
start = 2026-01-05

[[on_call.schedules]]
name = 'office'
time_zone = 'America/New_York'
[[on_call.schedules.layers]]
people = ['erin']
shift = 'daily'
handoff = '00:00'
start = 2026-01-05
hours = ['mon-fri 08:00-18:00']

[[on_call.policies]]
name = 'default'
[[on_call.policies.steps]]
page = ['schedule:primary', 'schedule:office']
";

fn asked<const N: usize>(arguments: [&str; N]) -> Ran {
    World::bare().with("firstline.toml", SCHEDULES).run(arguments)
}

#[test]
fn who_is_on_call_who_is_next_and_what_follows_is_shown_on_the_schedule_s_own_clock() {
    // The clocks go ahead in Berlin on Sunday, the 29th.
    assert_snapshot!(asked(["oncall", "--at", "2026-03-27T20:00Z", "--days", "14"]), @"
    primary · Europe/Berlin
    now: dan, until Mon 2026-03-30 09:00
    next: carol, from Mon 2026-03-30 09:00, until Mon 2026-04-06 09:00

    Fri 2026-03-27 21:00  dan
    Mon 2026-03-30 09:00  carol
    Mon 2026-04-06 09:00  dan

    office · America/New_York
    now: erin, until Fri 2026-03-27 18:00
    next: nobody, from Fri 2026-03-27 18:00, until Mon 2026-03-30 08:00

    Fri 2026-03-27 16:00  erin
    Fri 2026-03-27 18:00  nobody
    Mon 2026-03-30 08:00  erin
    Mon 2026-03-30 18:00  nobody
    Tue 2026-03-31 08:00  erin
    Tue 2026-03-31 18:00  nobody
    Wed 2026-04-01 08:00  erin
    Wed 2026-04-01 18:00  nobody
    Thu 2026-04-02 08:00  erin
    Thu 2026-04-02 18:00  nobody
    Fri 2026-04-03 08:00  erin
    Fri 2026-04-03 18:00  nobody
    Mon 2026-04-06 08:00  erin
    Mon 2026-04-06 18:00  nobody
    Tue 2026-04-07 08:00  erin
    Tue 2026-04-07 18:00  nobody
    Wed 2026-04-08 08:00  erin
    Wed 2026-04-08 18:00  nobody
    Thu 2026-04-09 08:00  erin
    Thu 2026-04-09 18:00  nobody
    Fri 2026-04-10 08:00  erin
    --- exit code 0
    ");
}

#[test]
fn times_can_be_shown_and_asked_for_in_another_zone() {
    assert_snapshot!(asked(["oncall", "primary", "--at", "2026-03-30T16:30", "--zone", "Asia/Tokyo", "--days", "7"]), @"
    primary · Asia/Tokyo
    now: carol, until Mon 2026-04-06 16:00
    next: dan, from Mon 2026-04-06 16:00, until Mon 2026-04-13 16:00

    Mon 2026-03-30 16:30  carol
    Mon 2026-04-06 16:00  dan
    --- exit code 0
    ");
}

#[test]
fn a_time_is_one_on_the_schedule_s_clock() {
    // The handoff is at nine in Berlin, whatever the time is where the command is run.
    let at = |time| {
        let world = World::bare().with("firstline.toml", SCHEDULES);
        feed(world.command().env("TZ", "Asia/Tokyo").args(["oncall", "primary", "--days", "1", "--at", time]), b"")
    };
    assert!(at("2026-03-30T08:59").stdout().contains("now: dan, until Mon 2026-03-30 09:00\n"));
    assert!(at("2026-03-30T09:00").stdout().contains("now: carol, until Mon 2026-04-06 09:00\n"));
    assert_snapshot!(asked(["oncall", "--at", "2026-03-30T09:00"]), @"
    --- stderr
    error: `2026-03-30T09:00` is another moment on each schedule's clock: name one schedule or a --zone, or write for example 2026-03-29T09:00Z
    --- exit code 2
    ");
}

#[test]
fn programs_read_instants() {
    assert_snapshot!(asked(["oncall", "office", "--at", "2026-03-06T20:00Z", "--days", "4", "--format", "json"]), @r#"
    {
      "at": "2026-03-06T20:00:00Z",
      "until": "2026-03-10T20:00:00Z",
      "schedules": [
        {
          "name": "office",
          "time_zone": "America/New_York",
          "now": {
            "person": "erin",
            "id": "3",
            "from": "2026-03-06T13:00:00Z",
            "until": "2026-03-06T23:00:00Z"
          },
          "next": {
            "person": "erin",
            "id": "3",
            "from": "2026-03-09T12:00:00Z",
            "until": "2026-03-09T22:00:00Z"
          },
          "shifts": [
            {
              "person": "erin",
              "id": "3",
              "from": "2026-03-06T13:00:00Z",
              "until": "2026-03-06T23:00:00Z"
            },
            {
              "person": "erin",
              "id": "3",
              "from": "2026-03-09T12:00:00Z",
              "until": "2026-03-09T22:00:00Z"
            },
            {
              "person": "erin",
              "id": "3",
              "from": "2026-03-10T12:00:00Z",
              "until": "2026-03-10T22:00:00Z"
            }
          ],
          "gaps": [
            {
              "from": "2026-03-06T23:00:00Z",
              "until": "2026-03-09T12:00:00Z"
            },
            {
              "from": "2026-03-09T22:00:00Z",
              "until": "2026-03-10T12:00:00Z"
            }
          ]
        }
      ]
    }
    --- exit code 0
    "#);
}

#[test]
fn a_calendar_holds_the_same_shifts() {
    let ran = asked(["oncall", "primary", "--at", "2026-03-27T20:00Z", "--days", "7", "--ics"]);
    assert_snapshot!(ran.stdout().replace("\r\n", "\n"), @"
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Firstline//On call//EN
    METHOD:PUBLISH
    NAME:primary
    X-WR-CALNAME:primary
    REFRESH-INTERVAL;VALUE=DURATION:PT1H
    BEGIN:VEVENT
    UID:20260323T080000Z-2-primary@firstline
    DTSTAMP:20260327T200000Z
    DTSTART:20260323T080000Z
    DTEND:20260330T070000Z
    SUMMARY:dan (primary)
    TRANSP:TRANSPARENT
    END:VEVENT
    BEGIN:VEVENT
    UID:20260330T070000Z-1-primary@firstline
    DTSTAMP:20260327T200000Z
    DTSTART:20260330T070000Z
    DTEND:20260406T070000Z
    SUMMARY:carol (primary)
    TRANSP:TRANSPARENT
    END:VEVENT
    END:VCALENDAR
    ");
}

#[tokio::test]
async fn overrides_that_are_stored_count_unless_they_are_left_out() {
    let world = World::bare().with("firstline.toml", SCHEDULES);
    let at = |text: &str| text.parse().expect("the test names a time");
    let url = format!("sqlite:{}", world.path().join("firstline.db").display());
    let store = Store::open(&url.parse().expect("it is an address")).await.expect("there is room for a store");
    let stands_in = Override {
        schedule: "primary".to_owned(),
        replaces: Some(UserId::new(2)),
        with: UserId::new(3),
        from: at("2026-03-28T08:00:00Z"),
        until: at("2026-03-29T08:00:00Z"),
        made_by: UserId::new(2),
        made_at: at("2026-03-20T08:00:00Z"),
    };
    store.add_overrides(&[stands_in]).await.expect("it is kept");
    let asked = ["oncall", "primary", "--at", "2026-03-28T12:00Z", "--days", "2"];
    assert_snapshot!(world.run(asked), @"
    primary · Europe/Berlin
    now: erin, until Sun 2026-03-29 10:00
    next: dan, from Sun 2026-03-29 10:00, until Mon 2026-03-30 09:00

    Sat 2026-03-28 13:00  erin
    Sun 2026-03-29 10:00  dan
    Mon 2026-03-30 09:00  carol
    --- exit code 0
    ");
    let rules = world.run(["oncall", "primary", "--at", "2026-03-28T12:00Z", "--days", "1", "--without-overrides"]);
    assert!(rules.stdout().contains("now: dan, until Mon 2026-03-30 09:00\n"), "{rules}");
}

#[test]
fn what_there_is_not_is_an_honest_no() {
    assert_snapshot!(World::bare().run(["oncall"]), @"
    --- stderr
    error: there is no firstline.toml in this folder, and no schedules without it: name the file by --config, or write one as docs/on-call.md shows
    --- exit code 1
    ");
    assert_snapshot!(World::bare().with("firstline.toml", "").run(["oncall"]), @"
    --- stderr
    error: there are no schedules in firstline.toml: write one under [[on_call.schedules]], as docs/on-call.md shows
    --- exit code 1
    ");
    assert_snapshot!(asked(["oncall", "primery"]), @"
    --- stderr
    error: no schedule in firstline.toml is called primery; there are: primary, office
    --- exit code 1
    ");
    assert_snapshot!(asked(["oncall", "--at", "tomorrow"]), @"
    --- stderr
    error: `tomorrow` is no time: write for example 2026-03-29T09:00Z or 2026-03-29T09:00
    --- exit code 2
    ");
}

#[test]
fn check_tells_of_faults_in_the_configuration_and_of_times_without_anyone() {
    let check = |text: &str| World::new().with("firstline.toml", text).run(["check", "--today", "2026-06-01"]);
    let of_the_file = |ran: &Ran| -> String {
        ran.stdout().split_inclusive("\n\n").filter(|problem| problem.contains("firstline.toml")).collect()
    };
    let warned = check(SCHEDULES);
    assert_eq!(warned.code(), 0, "{warned}");
    assert_snapshot!(of_the_file(&warned), @"
    warning[gap]: nobody is on call by `office` from Mon 2026-06-01 00:00 to Mon 2026-06-01 08:00 (America/New_York), and 262 more times within a year
      --> firstline.toml:17:8
       |
    17 | name = 'office'
       |        ^^^^^^^^
       |
       = help: let a layer without `hours` stand first, or give somebody these hours
    ");
    let faulty = check(&SCHEDULES.replace("['erin']", "['eric']"));
    assert_eq!(faulty.code(), 1, "{faulty}");
    assert_snapshot!(of_the_file(&faulty), @"
    error[unknown-name]: there is no person called `eric`
      --> firstline.toml:20:11
       |
    20 | people = ['eric']
       |           ^^^^^^
       |
       = help: did you mean `erin`?
    ");
}
