//! Handoffs where clocks are moved, at leap days, month ends, and far away.

use jiff::{SignedDuration, ToSpan as _, Unit};

use super::*;

/// Berlin: an hour ahead on 2026-03-29 at 02:00 (01:00Z), back on 2026-10-25 at 03:00 (01:00Z).
mod berlin {
    use super::*;

    fn berlin(layer: Layer) -> Schedule {
        schedule("Europe/Berlin", [layer])
    }

    #[test]
    fn a_day_is_an_hour_shorter_in_spring_and_longer_in_autumn_and_the_handoff_stays_at_nine() {
        let daily = berlin(turns(&[CAROL, DAN], "daily", "2026-03-27 09:00"));
        let spring = told(&daily, &[], "2026-03-27T08:00:00Z", "2026-03-31T00:00:00Z");
        assert_eq!(
            spring,
            [
                "2026-03-27T08:00:00Z carol",
                "2026-03-28T08:00:00Z dan",
                "2026-03-29T07:00:00Z carol",
                "2026-03-30T07:00:00Z dan",
            ]
        );
        let daily = berlin(turns(&[CAROL, DAN], "daily", "2026-10-23 09:00"));
        let autumn = told(&daily, &[], "2026-10-23T07:00:00Z", "2026-10-27T00:00:00Z");
        assert_eq!(
            autumn,
            [
                "2026-10-23T07:00:00Z carol",
                "2026-10-24T07:00:00Z dan",
                "2026-10-25T08:00:00Z carol",
                "2026-10-26T08:00:00Z dan",
            ]
        );
    }

    #[test]
    fn a_handoff_at_a_time_that_is_not_there_is_right_after_the_gap() {
        let daily = berlin(turns(&[CAROL, DAN], "daily", "2026-03-28 02:30"));
        let told = told(&daily, &[], "2026-03-28T01:30:00Z", "2026-03-31T00:00:00Z");
        assert_eq!(told, ["2026-03-28T01:30:00Z carol", "2026-03-29T01:00:00Z dan", "2026-03-30T00:30:00Z carol",]);
    }

    #[test]
    fn a_handoff_at_a_time_that_is_there_twice_is_at_the_first_of_them() {
        let daily = berlin(turns(&[CAROL, DAN], "daily", "2026-10-24 02:30"));
        let told = told(&daily, &[], "2026-10-24T00:30:00Z", "2026-10-26T02:00:00Z");
        assert_eq!(told, ["2026-10-24T00:30:00Z carol", "2026-10-25T00:30:00Z dan", "2026-10-26T01:30:00Z carol"]);
    }

    #[test]
    fn shifts_of_hours_stay_at_their_times_of_day() {
        let halves = berlin(turns(&[CAROL, DAN], "12 hours", "2026-03-28 08:00"));
        let spring = told(&halves, &[], "2026-03-28T07:00:00Z", "2026-03-30T00:00:00Z");
        assert_eq!(
            spring,
            [
                "2026-03-28T07:00:00Z carol",
                "2026-03-28T19:00:00Z dan",
                "2026-03-29T06:00:00Z carol",
                "2026-03-29T18:00:00Z dan",
            ]
        );
        let halves = berlin(turns(&[CAROL, DAN], "12 hours", "2026-10-24 08:00"));
        let autumn = told(&halves, &[], "2026-10-24T06:00:00Z", "2026-10-26T00:00:00Z");
        assert_eq!(
            autumn,
            [
                "2026-10-24T06:00:00Z carol",
                "2026-10-24T18:00:00Z dan",
                "2026-10-25T07:00:00Z carol",
                "2026-10-25T19:00:00Z dan",
            ]
        );
    }

    #[test]
    fn a_week_keeps_its_monday() {
        let weekly = berlin(turns(&[CAROL, DAN, ERIN], "weekly", "2026-03-16 10:00"));
        let told = told(&weekly, &[], "2026-03-16T09:00:00Z", "2026-04-13T00:00:00Z");
        assert_eq!(
            told,
            [
                "2026-03-16T09:00:00Z carol",
                "2026-03-23T09:00:00Z dan",
                "2026-03-30T08:00:00Z erin",
                "2026-04-06T08:00:00Z carol",
            ]
        );
    }
}

/// New York: an hour ahead on 2026-03-08 at 02:00 (07:00Z), back on 2026-11-01 at 02:00 (06:00Z).
mod new_york {
    use super::*;

    fn new_york(layer: Layer) -> Schedule {
        schedule("America/New_York", [layer])
    }

    #[test]
    fn a_week_keeps_its_monday() {
        let weekly = new_york(turns(&[CAROL, DAN], "weekly", "2026-03-02 09:00"));
        let spring = told(&weekly, &[], "2026-03-02T14:00:00Z", "2026-03-17T00:00:00Z");
        assert_eq!(spring, ["2026-03-02T14:00:00Z carol", "2026-03-09T13:00:00Z dan", "2026-03-16T13:00:00Z carol"]);
        let weekly = new_york(turns(&[CAROL, DAN], "weekly", "2026-10-26 09:00"));
        let autumn = told(&weekly, &[], "2026-10-26T13:00:00Z", "2026-11-10T00:00:00Z");
        assert_eq!(autumn, ["2026-10-26T13:00:00Z carol", "2026-11-02T14:00:00Z dan", "2026-11-09T14:00:00Z carol"]);
    }

    #[test]
    fn a_day_keeps_its_handoff_in_the_gap_and_in_what_is_there_twice() {
        let daily = new_york(turns(&[CAROL, DAN], "daily", "2026-03-07 02:15"));
        let spring = told(&daily, &[], "2026-03-07T07:15:00Z", "2026-03-09T12:00:00Z");
        assert_eq!(spring, ["2026-03-07T07:15:00Z carol", "2026-03-08T07:00:00Z dan", "2026-03-09T06:15:00Z carol"]);
        let daily = new_york(turns(&[CAROL, DAN], "daily", "2026-10-31 01:15"));
        let autumn = told(&daily, &[], "2026-10-31T05:15:00Z", "2026-11-02T12:00:00Z");
        assert_eq!(autumn, ["2026-10-31T05:15:00Z carol", "2026-11-01T05:15:00Z dan", "2026-11-02T06:15:00Z carol"]);
    }

    #[test]
    fn an_hour_that_is_not_there_is_nobodys_turn() {
        let hourly = new_york(turns(&[CAROL, DAN, ERIN], "1 hour", "2026-03-08 00:00"));
        let told = told(&hourly, &[], "2026-03-08T05:00:00Z", "2026-03-08T09:00:00Z");
        // 00:00, 01:00, then erin's 02:00 is left out, 03:00, 04:00.
        assert_eq!(
            told,
            [
                "2026-03-08T05:00:00Z carol",
                "2026-03-08T06:00:00Z dan",
                "2026-03-08T07:00:00Z carol",
                "2026-03-08T08:00:00Z dan",
            ]
        );
    }

    #[test]
    fn an_hour_that_is_there_twice_is_one_turn_of_two_hours() {
        let hourly = new_york(turns(&[CAROL, DAN, ERIN], "1 hour", "2026-11-01 00:00"));
        let told = told(&hourly, &[], "2026-11-01T04:00:00Z", "2026-11-01T09:00:00Z");
        assert_eq!(
            told,
            [
                "2026-11-01T04:00:00Z carol",
                "2026-11-01T05:00:00Z dan",
                "2026-11-01T07:00:00Z erin",
                "2026-11-01T08:00:00Z carol",
            ]
        );
    }
}

/// Lord Howe: half an hour back on 2026-04-05 at 02:00 (15:00Z of the 4th), ahead on 2026-10-04 at 02:00 (15:30Z of the
/// 3rd).
mod lord_howe {
    use super::*;

    fn lord_howe(layer: Layer) -> Schedule {
        schedule("Australia/Lord_Howe", [layer])
    }

    #[test]
    fn a_day_is_half_an_hour_longer_in_autumn_and_shorter_in_spring() {
        let daily = lord_howe(turns(&[CAROL, DAN], "daily", "2026-04-04 01:45"));
        let autumn = told(&daily, &[], "2026-04-03T14:45:00Z", "2026-04-06T00:00:00Z");
        assert_eq!(autumn, ["2026-04-03T14:45:00Z carol", "2026-04-04T14:45:00Z dan", "2026-04-05T15:15:00Z carol"]);
        let daily = lord_howe(turns(&[CAROL, DAN], "daily", "2026-10-03 02:15"));
        let spring = told(&daily, &[], "2026-10-02T15:45:00Z", "2026-10-05T00:00:00Z");
        assert_eq!(spring, ["2026-10-02T15:45:00Z carol", "2026-10-03T15:30:00Z dan", "2026-10-04T15:15:00Z carol"]);
    }

    #[test]
    fn shifts_of_hours_and_weeks_stay_at_their_times_of_day() {
        let halves = lord_howe(turns(&[CAROL, DAN], "12 hours", "2026-10-03 08:00"));
        let spring = told(&halves, &[], "2026-10-02T21:30:00Z", "2026-10-04T12:00:00Z");
        assert_eq!(
            spring,
            [
                "2026-10-02T21:30:00Z carol",
                "2026-10-03T09:30:00Z dan",
                "2026-10-03T21:00:00Z carol",
                "2026-10-04T09:00:00Z dan",
            ]
        );
        let weekly = lord_howe(turns(&[CAROL, DAN], "weekly", "2026-03-30 09:00"));
        let autumn = told(&weekly, &[], "2026-03-29T22:00:00Z", "2026-04-13T00:00:00Z");
        assert_eq!(autumn, ["2026-03-29T22:00:00Z carol", "2026-04-05T22:30:00Z dan", "2026-04-12T22:30:00Z carol"]);
    }
}

#[test]
fn leap_days_and_month_ends_are_days_like_others() {
    let daily = schedule("UTC", [turns(&[CAROL, DAN, ERIN], "daily", "2028-02-28 00:00")]);
    let leap = told(&daily, &[], "2028-02-28T00:00:00Z", "2028-03-02T00:00:00Z");
    assert_eq!(leap, ["2028-02-28T00:00:00Z carol", "2028-02-29T00:00:00Z dan", "2028-03-01T00:00:00Z erin"]);
    let three = schedule("UTC", [turns(&[CAROL, DAN], "3 days", "2026-12-30 18:00")]);
    let new_year = told(&three, &[], "2026-12-30T18:00:00Z", "2027-01-06T00:00:00Z");
    assert_eq!(new_year, ["2026-12-30T18:00:00Z carol", "2027-01-02T18:00:00Z dan", "2027-01-05T18:00:00Z carol"]);
}

#[test]
fn a_day_that_a_country_left_out_is_nobodys_turn() {
    // Samoa went from Thursday, 29 December 2011, to Saturday at midnight (10:00Z of Friday).
    let daily = schedule("Pacific/Apia", [turns(&[CAROL, DAN, ERIN], "daily", "2011-12-29 12:00")]);
    let told = told(&daily, &[], "2011-12-29T22:00:00Z", "2012-01-01T00:00:00Z");
    assert_eq!(
        told,
        [
            "2011-12-29T22:00:00Z carol",
            "2011-12-30T10:00:00Z dan",
            "2011-12-30T22:00:00Z erin",
            "2011-12-31T22:00:00Z carol",
        ]
    );
}

#[test]
fn nobody_is_on_call_before_the_first_handoff() {
    let weekly = schedule("Europe/Berlin", [turns(&[CAROL, DAN], "weekly", "2026-01-05 09:00")]);
    assert_eq!(weekly.on_call_at(&[], at("2026-01-05T07:59:59.999Z")), None);
    assert_eq!(weekly.on_call_at(&[], at("2026-01-05T08:00:00Z")), Some(CAROL));
    assert_eq!(weekly.on_call_at(&[], Timestamp::MIN), None);
}

#[test]
fn thousands_of_years_away_it_is_still_somebodys_turn() {
    // Hour by hour this would be seventy million steps for each.
    let hourly = schedule("America/New_York", [turns(&[CAROL, DAN, ERIN], "1 hour", "2026-01-05 00:00")]);
    let start = jiff::civil::date(2026, 1, 5).at(0, 0, 0, 0);
    for year in [2100, 3000, 5000, 9000, 9998] {
        for (month, day) in [(1, 31), (2, 28), (7, 4), (12, 31)] {
            let shown = jiff::civil::date(year, month, day).at(15, 30, 0, 0);
            let instant = shown.to_zoned(hourly.zone.clone()).expect("the year is within time").timestamp();
            let hours = start.until((Unit::Hour, shown)).expect("it is within a span").get_hours();
            let expected = [CAROL, DAN, ERIN][(hours % 3) as usize];
            assert_eq!(hourly.on_call_at(&[], instant), Some(expected), "{instant}");
        }
    }
    assert!(hourly.on_call_at(&[], Timestamp::MAX).is_some());
    let last = Timestamp::MAX - SignedDuration::from_hours(5);
    assert_eq!(hourly.stretches_between(&[], last, Timestamp::MAX).last().map(|last| last.until), Some(Timestamp::MAX));
    let week_before = Timestamp::MAX - 168.hours();
    assert!(hourly.next_handoff(&[], week_before).is_some());
}
