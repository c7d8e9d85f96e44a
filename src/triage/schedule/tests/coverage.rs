//! Gaps, overlaps, and layers that never come through.

use super::*;

fn office(people: &[UserId]) -> Schedule {
    schedule("Europe/Berlin", [turns(people, "weekly", "2026-01-05 00:00").only(&["mon-fri 08:00-18:00"])])
}

#[test]
fn a_gap_is_every_time_in_which_nobody_is_on_call() {
    let gaps = office(&[CAROL]).gaps_between(&[], at("2026-03-27T12:00:00Z"), at("2026-03-31T00:00:00Z"));
    let gaps: Vec<String> = gaps.iter().map(|gap| format!("{} – {}", gap.from, gap.until)).collect();
    assert_eq!(gaps, ["2026-03-27T17:00:00Z – 2026-03-30T06:00:00Z", "2026-03-30T16:00:00Z – 2026-03-31T00:00:00Z"]);
}

#[test]
fn an_overlap_is_one_person_on_call_by_two_schedules() {
    let weekly = schedule("Europe/Berlin", [turns(&[CAROL, DAN], "weekly", "2026-01-05 12:00")]);
    let overlaps = |people: &[UserId]| -> Vec<String> {
        let found = office(people).overlaps_with(&weekly, &[], at("2026-01-11T00:00:00Z"), at("2026-01-14T00:00:00Z"));
        found.iter().map(|both| format!("{} {} – {}", name(Some(both.person)), both.from, both.until)).collect()
    };
    // Carol is on until Monday noon, and her office hours begin at eight.
    assert_eq!(overlaps(&[CAROL]), ["carol 2026-01-12T07:00:00Z – 2026-01-12T11:00:00Z"]);
    assert_eq!(
        overlaps(&[DAN]),
        ["dan 2026-01-12T11:00:00Z – 2026-01-12T17:00:00Z", "dan 2026-01-13T07:00:00Z – 2026-01-13T17:00:00Z"]
    );
    assert_eq!(overlaps(&[ERIN]), [""; 0]);
}

#[test]
fn a_layer_below_one_that_always_wins_never_comes_through() {
    let mut layers = office(&[CAROL]);
    let year = (at("2026-01-05T00:00:00Z"), at("2027-01-05T00:00:00Z"));
    layers.layers.push(turns(&[DAN], "weekly", "2026-01-05 00:00"));
    layers.layers.push(turns(&[ERIN], "weekly", "2026-01-05 00:00").only(&["sat"]));
    assert_eq!(layers.hidden_layers(year.0, year.1), [0]);
    // One that begins after all that was looked at is not hidden.
    layers.layers.push(turns(&[ERIN], "weekly", "2029-01-01 00:00"));
    assert_eq!(layers.hidden_layers(year.0, year.1), [0]);
    assert_eq!(office(&[CAROL]).hidden_layers(year.0, year.1), [0; 0]);
}
