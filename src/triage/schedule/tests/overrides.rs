//! Somebody else for a while.

use super::*;

fn weekly() -> Schedule {
    schedule("UTC", [turns(&[CAROL, DAN], "weekly", "2026-01-05 09:00")])
}

/// One steps in for another, or for everyone, on days of January 2026 from midnight to midnight.
fn change(replaces: Option<UserId>, with: UserId, days: std::ops::Range<u8>) -> Override {
    let midnight = |day| at(&format!("2026-01-{day:02}T00:00:00Z"));
    Override {
        schedule: "primary".to_owned(),
        replaces,
        with,
        from: midnight(days.start),
        until: midnight(days.end),
        made_by: ERIN,
        made_at: at("2026-01-01T00:00:00Z"),
    }
}

fn january(overrides: &[Override]) -> Vec<String> {
    told(&weekly(), overrides, "2026-01-10T00:00:00Z", "2026-01-15T00:00:00Z")
}

#[test]
fn without_one_the_handoff_is_on_monday() {
    assert_eq!(january(&[]), ["2026-01-10T00:00:00Z carol", "2026-01-12T09:00:00Z dan"]);
}

#[test]
fn for_one_person_it_counts_only_while_that_person_would_be_on_call() {
    let told = january(&[change(Some(CAROL), ERIN, 11..14)]);
    assert_eq!(told, ["2026-01-10T00:00:00Z carol", "2026-01-11T00:00:00Z erin", "2026-01-12T09:00:00Z dan"]);
}

#[test]
fn for_everyone_it_counts_all_the_time() {
    let told = january(&[change(None, ERIN, 11..14)]);
    assert_eq!(told, ["2026-01-10T00:00:00Z carol", "2026-01-11T00:00:00Z erin", "2026-01-14T00:00:00Z dan"]);
}

#[test]
fn it_fills_a_gap_only_if_it_is_for_everyone() {
    let gap = schedule("UTC", [turns(&[CAROL], "weekly", "2026-01-05 09:00").only(&["mon"])]);
    let over = |overrides: &[Override]| told(&gap, overrides, "2026-01-06T00:00:00Z", "2026-01-09T00:00:00Z");
    assert_eq!(over(&[change(Some(CAROL), ERIN, 7..8)]), ["2026-01-06T00:00:00Z nobody"]);
    assert_eq!(
        over(&[change(None, ERIN, 7..8)]),
        ["2026-01-06T00:00:00Z nobody", "2026-01-07T00:00:00Z erin", "2026-01-08T00:00:00Z nobody"]
    );
}

#[test]
fn the_newest_wins() {
    let older = change(Some(CAROL), DAN, 10..12);
    let newer = change(Some(CAROL), ERIN, 11..12);
    let told = january(&[older, newer]);
    assert_eq!(
        told,
        [
            "2026-01-10T00:00:00Z dan",
            "2026-01-11T00:00:00Z erin",
            "2026-01-12T00:00:00Z carol",
            "2026-01-12T09:00:00Z dan"
        ]
    );
    let everyone = [change(None, DAN, 10..12), change(Some(CAROL), ERIN, 10..12)];
    assert_eq!(january(&everyone)[0], "2026-01-10T00:00:00Z erin");
}

#[test]
fn whoever_steps_in_can_be_stood_in_for() {
    let chain = [change(Some(CAROL), DAN, 10..12), change(Some(DAN), ERIN, 10..12)];
    assert_eq!(january(&chain)[0], "2026-01-10T00:00:00Z erin");
    let back = [change(Some(CAROL), DAN, 10..12), change(Some(DAN), CAROL, 10..12)];
    assert_eq!(january(&back), january(&[]));
}

#[test]
fn those_of_other_schedules_and_those_of_no_length_change_nothing() {
    let other = Override { schedule: "secondary".to_owned(), ..change(None, ERIN, 10..14) };
    let empty = change(None, ERIN, 11..11);
    let backwards = Override { from: at("2026-01-13T00:00:00Z"), until: at("2026-01-11T00:00:00Z"), ..empty.clone() };
    assert_eq!(january(&[other, empty, backwards]), january(&[]));
}
