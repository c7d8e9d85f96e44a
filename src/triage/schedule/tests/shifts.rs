//! Whole shifts, the next one of a person, and the next handoff.

use super::*;

fn weekly() -> Schedule {
    schedule("Europe/Berlin", [turns(&[CAROL, DAN, ERIN], "weekly", "2026-01-05 09:00")])
}

fn shown(shift: Shift) -> String {
    format!("{} {} – {}", name(Some(shift.person)), shift.from, shift.until)
}

#[test]
fn shifts_that_reach_into_a_time_are_told_whole() {
    let shifts = weekly().shifts_between(&[], at("2026-01-14T00:00:00Z"), at("2026-01-20T00:00:00Z"));
    let shifts: Vec<String> = shifts.into_iter().map(shown).collect();
    assert_eq!(
        shifts,
        ["dan 2026-01-12T08:00:00Z – 2026-01-19T08:00:00Z", "erin 2026-01-19T08:00:00Z – 2026-01-26T08:00:00Z"]
    );
}

#[test]
fn turns_of_one_person_that_follow_each_other_are_one_shift() {
    let twice = schedule("UTC", [turns(&[CAROL, CAROL, DAN], "daily", "2026-01-05 09:00")]);
    assert_eq!(
        told(&twice, &[], "2026-01-05T09:00:00Z", "2026-01-09T00:00:00Z"),
        ["2026-01-05T09:00:00Z carol", "2026-01-07T09:00:00Z dan", "2026-01-08T09:00:00Z carol"]
    );
    let alone = schedule("UTC", [turns(&[CAROL], "daily", "2026-01-05 09:00")]);
    let stretch = alone.stretch_at(&[], at("2036-01-01T00:00:00Z"));
    assert_eq!(stretch, Stretch { person: Some(CAROL), from: at("2026-01-05T09:00:00Z"), until: Timestamp::MAX });
}

#[test]
fn a_time_in_which_nobody_is_on_call_is_a_stretch_too() {
    let days = schedule("UTC", [turns(&[CAROL], "weekly", "2026-01-05 09:00").only(&["mon-fri 08:00-18:00"])]);
    let weekend = days.stretch_at(&[], at("2026-01-10T12:00:00Z"));
    assert_eq!(weekend, Stretch { person: None, from: at("2026-01-09T18:00:00Z"), until: at("2026-01-12T08:00:00Z") });
    let ever = days.stretch_at(&[], at("2025-01-01T00:00:00Z"));
    assert_eq!(ever, Stretch { person: None, from: Timestamp::MIN, until: at("2026-01-05T09:00:00Z") });
}

#[test]
fn the_next_shift_of_a_person_is_not_the_one_in_course() {
    let next = |person, after: &str| weekly().next_shift_of(&[], person, at(after)).map(shown);
    let erins = "erin 2026-01-19T08:00:00Z – 2026-01-26T08:00:00Z";
    assert_eq!(next(ERIN, "2026-01-14T00:00:00Z").as_deref(), Some(erins));
    assert_eq!(next(ERIN, "2026-01-19T07:59:59Z").as_deref(), Some(erins));
    let later = "erin 2026-02-09T08:00:00Z – 2026-02-16T08:00:00Z";
    assert_eq!(next(ERIN, "2026-01-19T08:00:00Z").as_deref(), Some(later));
    assert_eq!(next(UserId::new(99), "2026-01-19T08:00:00Z"), None);
}

#[test]
fn the_next_handoff_is_when_somebody_else_takes_over() {
    let handoff = weekly().next_handoff(&[], at("2026-01-12T08:00:00Z")).expect("there is one");
    assert_eq!(handoff, Handoff { at: at("2026-01-19T08:00:00Z"), from: Some(DAN), to: Some(ERIN) });
    let first = weekly().next_handoff(&[], Timestamp::MIN).expect("there is one");
    assert_eq!(first, Handoff { at: at("2026-01-05T08:00:00Z"), from: None, to: Some(CAROL) });
}

#[test]
fn changes_below_a_layer_that_always_wins_are_no_handoffs() {
    let mut hidden = schedule("UTC", [turns(&[CAROL, DAN], "1 hour", "2026-01-05 09:00")]);
    hidden.layers.push(turns(&[ERIN], "daily", "2026-01-06 00:00"));
    assert_eq!(hidden.next_handoff(&[], at("2026-01-07T00:00:00Z")), None);
    let stretch = hidden.stretch_at(&[], at("2026-01-07T00:00:00Z"));
    assert_eq!((stretch.from, stretch.until), (at("2026-01-06T00:00:00Z"), Timestamp::MAX));
}
