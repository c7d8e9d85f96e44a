use std::time::Duration;

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::ids::UserId;

fn at(text: &str) -> Timestamp {
    text.parse().expect("it is a time")
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("the zone is known")
}

fn minutes(times: &[u64]) -> Spread {
    Spread::of(times.iter().map(|minutes| Duration::from_secs(minutes * 60)))
}

fn tally(hour: &str, what: What, count: u64) -> Tally {
    Tally { hour: at(hour), what, count }
}

#[test]
fn of_no_times_there_is_no_middle() {
    assert_eq!(minutes(&[]), Spread { times: 0, median: None, p90: None });
    assert_eq!(Counts::default().success(), None);
}

#[test]
fn the_middle_of_an_even_number_lies_between_the_two() {
    let in_minutes = |spread: Spread| (spread.median.unwrap().as_secs() / 60, spread.p90.unwrap().as_secs() / 60);
    assert_eq!(in_minutes(minutes(&[7])), (7, 7));
    assert_eq!(in_minutes(minutes(&[30, 10])), (20, 30));
    assert_eq!(in_minutes(minutes(&[5, 1, 9])), (5, 9));
    assert_eq!(in_minutes(minutes(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 100])), (5, 9), "one in ten may exceed it");
    assert_eq!(in_minutes(minutes(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100])), (6, 10));
}

#[test]
fn an_event_is_counted_once_for_everything_it_concerns() {
    let both = About::each(&["mail/moved", "mail/full", "vpn/expired", "mail/moved"]);
    let expected = [
        About::All,
        About::Article("mail"),
        About::Issue("mail/moved"),
        About::Issue("mail/full"),
        About::Article("vpn"),
        About::Issue("vpn/expired"),
    ];
    assert_eq!(both, expected);
    // A vote on an answer that named several issues is about none of them.
    assert_eq!(About::each(&[""]), [About::All]);
}

#[test]
fn a_paste_late_in_the_evening_belongs_to_the_day_of_whoever_looks() {
    let now = at("2026-05-08T10:00:00Z");
    let late = [tally("2026-05-06T22:00:00Z", What::Answered, 3)];
    let seen_in = |name: &str| {
        let figures = Figures::of(Period::of_days(3, now, zone(name)), None, &late, [], &[]);
        let by_day = figures.columns.iter().map(|(column, counts)| (column.first.day(), counts.answered));
        (by_day.collect::<Vec<_>>(), figures.busiest())
    };
    assert_eq!(seen_in("UTC"), (vec![(6, 3), (7, 0), (8, 0)], vec![(22, 3)]));
    assert_eq!(seen_in("Europe/Berlin"), (vec![(6, 0), (7, 3), (8, 0)], vec![(0, 3)]));
}

#[test]
fn a_period_begins_with_a_whole_day_and_ends_now() {
    let now = at("2026-03-30T10:15:00Z");
    let period = Period::of_days(2, now, zone("Europe/Berlin"));
    assert_eq!((period.first, period.last), (date(2026, 3, 29), date(2026, 3, 30)));
    assert_eq!(period.from, at("2026-03-28T23:00:00Z"), "the day before the clocks changed began in winter time");
    let around = [
        tally("2026-03-28T22:00:00Z", What::Answered, 1),
        tally("2026-03-28T23:00:00Z", What::Answered, 10),
        tally("2026-03-30T10:00:00Z", What::Answered, 100),
        tally("2026-03-30T11:00:00Z", What::Answered, 1000),
    ];
    assert_eq!(Figures::of(period, None, &around, [], &[]).counts.answered, 110);
}

#[test]
fn a_long_period_is_looked_at_by_week_and_nothing_is_lost_at_its_ends() {
    let period = Period::of_days(32, at("2026-05-08T10:00:00Z"), zone("UTC"));
    let columns: Vec<_> = period.columns().iter().map(|week| format!("{}/{}", week.first, week.last)).collect();
    assert_eq!(
        columns,
        [
            "2026-04-07/2026-04-12",
            "2026-04-13/2026-04-19",
            "2026-04-20/2026-04-26",
            "2026-04-27/2026-05-03",
            "2026-05-04/2026-05-08"
        ]
    );
    let tallies =
        [tally("2026-04-07T00:00:00Z", What::Abstained, 1), tally("2026-05-08T09:00:00Z", What::Abstained, 2)];
    let by_week = Figures::of(period, None, &tallies, [], &[]).columns;
    assert_eq!(by_week.iter().map(|(_, counts)| counts.abstained).collect::<Vec<_>>(), [1, 0, 0, 0, 2]);
}

#[test]
fn the_issues_named_most_often_come_first_with_what_was_said_of_them() {
    let issue = |issue: &str, what, count| IssueTally { issue: issue.to_owned(), what, count };
    let tallies = [
        issue("a/seldom", What::Answered, 1),
        issue("b/often", What::Answered, 3),
        issue("b/often", What::Suggested, 1),
        issue("b/often", What::Helped, 3),
        issue("b/often", What::NotHelped, 1),
        // What was named before the period and voted on in it.
        issue("c/earlier", What::Helped, 9),
    ];
    let figures = Figures::of(Period::of_days(7, at("2026-05-08T10:00:00Z"), zone("UTC")), None, &[], tallies, &[]);
    let shown: Vec<_> =
        figures.issues.iter().map(|(id, counts)| (id.as_str(), counts.named(), counts.success())).collect();
    assert_eq!(shown, [("b/often", 4, Some(0.75)), ("a/seldom", 1, None)]);
}

#[test]
fn a_length_of_time_is_said_in_its_two_largest_units() {
    let said = |seconds| in_words(Some(Duration::from_secs(seconds)));
    assert_eq!(in_words(None), "–");
    let all = [0, 59, 60, 61, 3_600, 3_660, 7_199, 86_400, 90_000, 90_061].map(said);
    let expected = ["0 s", "59 s", "1 min", "1 min 1 s", "1 h", "1 h 1 min", "1 h 59 min", "1 d", "1 d 1 h", "1 d 1 h"];
    assert_eq!(all, expected);
}

#[test]
fn cases_come_to_how_long_they_took_and_who_had_to_do_with_them() {
    let (carol, dan) = (UserId::new(1), UserId::new(2));
    let case = |acknowledged: Option<(i64, UserId)>, resolved: Option<(i64, Option<UserId>)>, issue: Option<&str>| {
        let opened_at = at("2026-05-04T09:00:00Z");
        let after = |minutes| opened_at + jiff::SignedDuration::from_mins(minutes);
        CaseTimes {
            opened_at,
            acknowledged_at: acknowledged.map(|(minutes, _)| after(minutes)),
            acknowledged_by: acknowledged.map(|(_, who)| who),
            resolved_at: resolved.map(|(minutes, _)| after(minutes)),
            resolved_by: resolved.and_then(|(_, who)| who),
            issue: issue.map(str::to_owned),
        }
    };
    let figures = CaseFigures::of(&[
        case(Some((2, dan)), Some((30, Some(dan))), Some("mail/moved")),
        case(Some((4, carol)), Some((90, Some(dan))), Some("mail/moved")),
        case(Some((9, carol)), None, None),
        // Closed by who asked, and forgotten since; the clock was set back meanwhile.
        case(None, Some((-5, None)), Some("vpn/expired")),
        case(None, None, None),
    ]);
    let load = |acknowledged, resolved| Load { acknowledged, resolved };
    assert_eq!((figures.opened, figures.open), (5, 2));
    assert_eq!(figures.people, [(dan, load(1, 2)), (carol, load(2, 0))]);
    assert_eq!(figures.fixed_by, [("mail/moved".to_owned(), 2), ("vpn/expired".to_owned(), 1)]);
    let said = |spread: Spread| format!("{} {} {}", spread.times, in_words(spread.median), in_words(spread.p90));
    assert_eq!(said(figures.to_acknowledge), "3 4 min 9 min");
    assert_eq!(said(figures.to_resolve), "3 30 min 1 h 30 min");
    assert_eq!(CaseFigures::of(&[]), CaseFigures::default());
}

fn some_zone() -> impl Strategy<Value = TimeZone> {
    const NAMES: [&str; 6] =
        ["UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"];
    proptest::sample::select(&NAMES[..]).prop_map(zone)
}

proptest! {
    #[test]
    fn the_middle_is_within_and_nine_in_ten_are_not_above(times in proptest::collection::vec(0_u64..100_000, 1..60)) {
        let spread = Spread::of(times.iter().map(|seconds| Duration::from_secs(*seconds)));
        let (median, p90) = (spread.median.unwrap(), spread.p90.unwrap());
        let (least, most) = (times.iter().min().unwrap(), times.iter().max().unwrap());
        prop_assert!(Duration::from_secs(*least) <= median && median <= p90 && p90 <= Duration::from_secs(*most));
        let within = |bound: Duration| times.iter().filter(|seconds| Duration::from_secs(**seconds) <= bound).count();
        prop_assert!(within(p90) * 10 >= times.len() * 9);
        prop_assert!(within(p90.saturating_sub(Duration::from_secs(1))) * 10 < times.len() * 9 || p90.is_zero());
        prop_assert!(within(median) * 2 >= times.len());
        let mut turned = times.clone();
        turned.reverse();
        prop_assert_eq!(Spread::of(turned.into_iter().map(Duration::from_secs)), spread);
    }

    #[test]
    fn every_hour_of_a_period_is_in_one_column_and_no_other_is(
        zone in some_zone(), days in 1_u16..400, now in 1_000_000_000_i64..2_000_000_000, back in -100_i64..9_600,
    ) {
        let now = Timestamp::from_second(now).unwrap();
        let period = Period::of_days(days, now, zone);
        prop_assert_eq!(period.days(), usize::from(days));
        let hour = Period::hour(now - jiff::SignedDuration::from_hours(back));
        let inside = period.from <= hour && hour <= now;
        let figures = Figures::of(period.clone(), None, &[Tally { hour, what: What::Answered, count: 2 }], [], &[]);
        let day = hour.to_zoned(period.zone.clone()).date();
        for (column, counts) in &figures.columns {
            let here = inside && column.first <= day && day <= column.last;
            prop_assert_eq!(counts.answered, if here { 2 } else { 0 }, "{:?} {}", column, hour);
        }
        let total = if inside { 2 } else { 0 };
        prop_assert_eq!(figures.counts.answered, total);
        prop_assert_eq!(figures.hours.iter().sum::<u64>(), total);
        let of_columns: usize = figures.columns.iter().map(|(column, _)| ((column.last - column.first).get_days() + 1) as usize).sum();
        prop_assert_eq!(of_columns, usize::from(days), "the columns follow each other without a gap");
    }
}
