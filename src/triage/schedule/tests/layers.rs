//! Layers above one another, and their hours.

use super::*;

/// Carol and dan by weeks, and erin above them in office hours.
fn office() -> Schedule {
    schedule(
        "Europe/Berlin",
        [
            turns(&[CAROL, DAN], "weekly", "2026-01-05 09:00"),
            turns(&[ERIN], "weekly", "2026-01-05 00:00").only(&["mon-fri 08:00-18:00"]),
        ],
    )
}

#[test]
fn a_layer_wins_in_its_hours_and_lets_the_one_below_through_outside_of_them() {
    // Friday to Monday, and the clocks go ahead on Sunday. The twelfth week is dan's, the thirteenth carol's.
    let told = told(&office(), &[], "2026-03-27T00:00:00Z", "2026-03-31T00:00:00Z");
    assert_eq!(
        told,
        [
            "2026-03-27T00:00:00Z dan",
            "2026-03-27T07:00:00Z erin",
            "2026-03-27T17:00:00Z dan",
            "2026-03-30T06:00:00Z erin",
            "2026-03-30T16:00:00Z carol",
        ]
    );
}

#[test]
fn the_last_layer_wins_where_several_cover() {
    let mut three = office();
    three.layers.push(turns(&[DAN], "daily", "2026-03-25 00:00").only(&["wed 10:00-12:00"]));
    let told = told(&three, &[], "2026-03-25T06:00:00Z", "2026-03-25T18:00:00Z");
    assert_eq!(
        told,
        [
            "2026-03-25T06:00:00Z dan",
            "2026-03-25T07:00:00Z erin",
            "2026-03-25T09:00:00Z dan",
            "2026-03-25T11:00:00Z erin",
            "2026-03-25T17:00:00Z dan",
        ]
    );
}

#[test]
fn hours_past_midnight_go_on_into_the_next_day_over_a_change_of_the_clocks() {
    let nights = schedule("Europe/Berlin", [turns(&[CAROL], "daily", "2026-01-01 00:00").only(&["sat 22:00-06:00"])]);
    // The night of the 28th has seven hours, that of October's 24th has nine.
    let spring = told(&nights, &[], "2026-03-28T12:00:00Z", "2026-03-30T00:00:00Z");
    assert_eq!(spring, ["2026-03-28T12:00:00Z nobody", "2026-03-28T21:00:00Z carol", "2026-03-29T04:00:00Z nobody"]);
    let autumn = told(&nights, &[], "2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z");
    assert_eq!(autumn, ["2026-10-24T12:00:00Z nobody", "2026-10-24T20:00:00Z carol", "2026-10-25T05:00:00Z nobody"]);
}

#[test]
fn hours_within_the_gap_are_left_out_and_those_there_twice_count_once() {
    let early = |hours| schedule("Europe/Berlin", [turns(&[CAROL], "daily", "2026-01-01 00:00").only(&[hours])]);
    let gap = told(&early("02:10-02:50"), &[], "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z");
    assert_eq!(gap, ["2026-03-28T12:00:00Z nobody"]);
    let twice = told(&early("02:10-02:50"), &[], "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z");
    assert_eq!(twice, ["2026-10-24T12:00:00Z nobody", "2026-10-25T00:10:00Z carol", "2026-10-25T00:50:00Z nobody"]);
    let over = told(&early("01:30-03:30"), &[], "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z");
    assert_eq!(over, ["2026-10-24T12:00:00Z nobody", "2026-10-24T23:30:00Z carol", "2026-10-25T02:30:00Z nobody"]);
}

#[test]
fn several_hours_of_one_layer_add_up() {
    let hours = ["mon-fri 08:00-12:00", "mon-fri 13:00-17:00", "fri 16:00-20:00"];
    let split = schedule("UTC", [turns(&[CAROL], "daily", "2026-01-01 00:00").only(&hours)]);
    let told = told(&split, &[], "2026-01-09T00:00:00Z", "2026-01-12T00:00:00Z");
    assert_eq!(
        told,
        [
            "2026-01-09T00:00:00Z nobody",
            "2026-01-09T08:00:00Z carol",
            "2026-01-09T12:00:00Z nobody",
            "2026-01-09T13:00:00Z carol",
            "2026-01-09T20:00:00Z nobody",
        ]
    );
}

#[test]
fn a_schedule_without_layers_or_people_has_nobody() {
    let empty = schedule("UTC", []);
    assert_eq!(told(&empty, &[], "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), ["2026-01-01T00:00:00Z nobody"]);
    assert_eq!(empty.next_handoff(&[], at("2026-01-01T00:00:00Z")), None);
    let peopleless = schedule("UTC", [turns(&[], "daily", "2026-01-01 00:00")]);
    assert_eq!(peopleless.on_call_at(&[], at("2026-02-01T00:00:00Z")), None);
    assert_eq!(peopleless.next_handoff(&[], at("2026-02-01T00:00:00Z")), None);
}
