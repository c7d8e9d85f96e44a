//! What people ask for, as overrides.

use super::*;

/// A Wednesday in carol's week.
const NOW: &str = "2026-01-07T12:00:00Z";

fn weekly() -> Schedule {
    schedule("UTC", [turns(&[CAROL, DAN], "weekly", "2026-01-05 09:00")])
}

fn decided(by: UserId) -> Decision {
    Decision { by, at: at(NOW) }
}

/// Who is on call from when on, over four weeks, with these changes.
fn after(overrides: &[Override]) -> Vec<String> {
    told(&weekly(), overrides, "2026-01-05T09:00:00Z", "2026-02-02T09:00:00Z")
}

#[test]
fn whoever_takes_over_has_it_until_the_shift_ends() {
    let change = weekly().put_in(&[], decided(DAN), DAN, (at(NOW), None)).expect("carol has it");
    assert_eq!(
        after(&[change]),
        [
            "2026-01-05T09:00:00Z carol",
            "2026-01-07T12:00:00Z dan",
            "2026-01-19T09:00:00Z carol",
            "2026-01-26T09:00:00Z dan"
        ]
    );
    assert_eq!(
        weekly().put_in(&[], decided(CAROL), CAROL, (at(NOW), None)),
        Err(NoChange::OnCallAnyway(CAROL)),
        "she has it already"
    );
    let until = at("2026-01-14T12:00:00Z");
    assert!(weekly().put_in(&[], decided(CAROL), CAROL, (at(NOW), Some(until))).is_ok(), "but not on the 13th");
}

#[test]
fn whoever_covers_for_somebody_has_their_shift_or_the_time_that_is_said() {
    let covered = |person, from: Option<&str>, until: Option<&str>| {
        weekly().cover(&[], decided(ERIN), (person, ERIN), (from.map(at), until.map(at)))
    };
    let times = |change: Result<Override, NoChange>| change.map(|change| format!("{} {}", change.from, change.until));
    assert_eq!(times(covered(CAROL, None, None)).unwrap(), "2026-01-07T12:00:00Z 2026-01-12T09:00:00Z");
    assert_eq!(times(covered(DAN, None, None)).unwrap(), "2026-01-12T09:00:00Z 2026-01-19T09:00:00Z");
    let (from, until) = ("2026-01-08T00:00:00Z", "2026-01-09T00:00:00Z");
    assert_eq!(times(covered(CAROL, Some(from), Some(until))).unwrap(), "2026-01-08T00:00:00Z 2026-01-09T00:00:00Z");
    assert_eq!(covered(DAN, Some(from), Some(until)), Err(NoChange::NotOnCall(DAN)));
    assert_eq!(covered(ERIN, None, None), Err(NoChange::NoShift(ERIN)));
}

#[test]
fn two_who_swap_have_each_others_next_shift_and_nothing_else_changes() {
    let swap = weekly().swap(&[], decided(CAROL), (CAROL, DAN)).expect("both have shifts");
    assert_eq!(
        after(&swap),
        ["2026-01-05T09:00:00Z carol", "2026-01-19T09:00:00Z dan"],
        "carol has dan's week after hers, and he has the one that was hers then, and his own after it"
    );
    assert_eq!(made_together(&swap, &swap[1]).count(), 2);
    assert_eq!(weekly().swap(&[], decided(CAROL), (CAROL, ERIN)), Err(NoChange::NoShift(ERIN)));
    assert_eq!(weekly().swap(&[], decided(CAROL), (CAROL, CAROL)), Err(NoChange::OnCallAnyway(CAROL)));
}

#[test]
fn a_time_that_is_over_or_too_far_away_or_has_no_end_is_refused() {
    let put_in = |from: &str, until: &str| weekly().put_in(&[], decided(ERIN), ERIN, (at(from), Some(at(until))));
    assert_eq!(put_in("2026-01-06T00:00:00Z", "2026-01-07T12:00:00Z"), Err(NoChange::Over));
    assert_eq!(put_in("2026-01-09T00:00:00Z", "2026-01-08T00:00:00Z"), Err(NoChange::Over));
    assert_eq!(put_in("2026-01-09T00:00:00Z", "2027-02-01T00:00:00Z"), Err(NoChange::TooFar));
    let begun = put_in("2026-01-06T00:00:00Z", "2026-01-08T00:00:00Z").expect("it is not over");
    assert_eq!(begun.from, at(NOW), "what is past stays as it was");
    let alone = schedule("UTC", [turns(&[CAROL], "weekly", "2026-01-05 09:00")]);
    assert_eq!(alone.put_in(&[], decided(DAN), DAN, (at(NOW), None)), Err(NoChange::Endless));
}

#[test]
fn a_later_change_counts_over_an_earlier_one() {
    let until = Some(at("2026-01-08T12:00:00Z"));
    let first = weekly().put_in(&[], decided(DAN), DAN, (at(NOW), until)).expect("carol has it");
    let so_far = [first];
    let second = weekly().put_in(&so_far, decided(ERIN), ERIN, (at(NOW), until)).expect("dan has it");
    let both = [so_far[0].clone(), second];
    assert_eq!(weekly().on_call_at(&both, at(NOW)), Some(ERIN));
    assert_eq!(made_together(&both, &both[0]).count(), 1);
}
