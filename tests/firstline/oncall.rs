//! `firstline oncall`, and what `firstline check` says about schedules.

use insta::assert_snapshot;

use crate::world::{Ran, World};

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
    assert_snapshot!(asked(["oncall", "--at", "2026-03-27T20:00Z", "--days", "14"]), @"");
}

#[test]
fn times_can_be_shown_and_asked_for_in_another_zone() {
    assert_snapshot!(asked(["oncall", "primary", "--at", "2026-03-30T16:30", "--zone", "Asia/Tokyo", "--days", "7"]), @"");
}

#[test]
fn programs_read_instants() {
    assert_snapshot!(asked(["oncall", "office", "--at", "2026-03-06T20:00Z", "--days", "4", "--format", "json"]), @"");
}

#[test]
fn a_calendar_holds_the_same_shifts() {
    let ran = asked(["oncall", "primary", "--at", "2026-03-27T20:00Z", "--days", "7", "--ics"]);
    assert_snapshot!(ran.stdout().replace("\r\n", "\n"), @"");
}

#[test]
fn what_there_is_not_is_an_honest_no() {
    assert_snapshot!(World::bare().run(["oncall"]), @"");
    assert_snapshot!(asked(["oncall", "primery"]), @"");
    assert_snapshot!(asked(["oncall", "--at", "tomorrow"]), @"");
}

#[test]
fn check_tells_of_faults_in_the_configuration_and_of_times_without_anyone() {
    let check = |text: &str| World::new().with("firstline.toml", text).run(["check", "--today", "2026-06-01"]);
    let of_the_file = |ran: &Ran| -> String {
        ran.stdout().split_inclusive("\n\n").filter(|problem| problem.contains("firstline.toml")).collect()
    };
    let warned = check(SCHEDULES);
    assert_eq!(warned.code(), 0, "{warned}");
    assert_snapshot!(of_the_file(&warned), @"");
    let faulty = check(&SCHEDULES.replace("['erin']", "['eric']"));
    assert_eq!(faulty.code(), 1, "{faulty}");
    assert_snapshot!(of_the_file(&faulty), @"");
}
