use proptest::prelude::*;

use super::*;
use crate::ids::{ChannelId, InteractionId};
use crate::triage::{CaseId, Origin, Request};

const ADA: UserId = UserId::new(1);
const MIA: UserId = UserId::new(2);
const DAN: UserId = UserId::new(3);

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + seconds).expect("it is a time")
}

/// Ada's case, opened at the beginning.
fn opened() -> Case {
    let request = Request {
        guild: None,
        channel: ChannelId::new(1),
        person: ADA,
        paste: None,
        origin: Origin::Button,
        opened_by: InteractionId::new(1),
        subject: String::new(),
        tried: String::new(),
        answers: Vec::new(),
        found: Vec::new(),
        versions: Vec::new(),
        severity: Severity::Normal,
        policy: None,
    };
    Case::open(CaseId::new(1).expect("it is not 0"), request, Actor::Person(ADA), at(0)).case
}

fn after(case: &Case, change: Change, by: UserId, seconds: i64) -> Case {
    case.apply(change, Actor::Person(by), at(seconds)).expect("it is allowed").case
}

fn refused(case: &Case, change: Change, by: UserId) -> Refused {
    case.apply(change, Actor::Person(by), at(99)).expect_err("it is not allowed")
}

fn resolve() -> Change {
    Change::Resolve { resolution: Resolution { issue: None, text: "It works again".to_owned() } }
}

fn done(by: UserId, seconds: i64) -> Done {
    Done { by: Actor::Person(by), at: at(seconds) }
}

#[test]
fn the_first_acknowledgement_counts_and_the_next_hears_whose_it_was() {
    let case = after(&opened(), Change::Acknowledge, MIA, 5);
    assert_eq!((case.state, case.assignee, case.acknowledged), (State::Acknowledged, Some(MIA), Some(done(MIA, 5))));
    assert_eq!(refused(&case, Change::Acknowledge, DAN), Refused::Acknowledged(done(MIA, 5)));
    let given = after(&case, Change::Assign { to: DAN }, MIA, 6);
    assert_eq!(refused(&given, Change::Acknowledge, DAN), Refused::Acknowledged(done(MIA, 5)));
}

#[test]
fn who_takes_a_case_that_nobody_has_acknowledges_it_and_who_gives_it_away_does_not() {
    let taken = after(&opened(), Change::Assign { to: MIA }, MIA, 5);
    assert_eq!((taken.state, taken.acknowledged), (State::Acknowledged, Some(done(MIA, 5))));
    let given = after(&opened(), Change::Assign { to: DAN }, MIA, 5);
    assert_eq!((given.state, given.assignee, given.acknowledged), (State::Triggered, Some(DAN), None));
    assert!(given.waits_at(Escalation::START), "who was to be paged still is");
    assert_eq!(refused(&given, Change::Assign { to: DAN }, MIA), Refused::Unchanged);
}

#[test]
fn only_who_asked_closes_a_case() {
    assert_eq!(refused(&opened(), Change::Close, MIA), Refused::NotTheirs);
    let closed = after(&opened(), Change::Close, ADA, 5);
    assert_eq!((closed.state, closed.resolution), (State::Resolved, None));
}

#[test]
fn a_case_that_is_escalated_is_nobody_s_and_goes_on_where_it_was() {
    let next = Position { round: 0, step: 1 };
    let moved = after(&opened(), Change::MoveOn { from: Escalation::START, next: Some(next) }, MIA, 1);
    let held = after(&moved, Change::Acknowledge, MIA, 5);
    let from = held.escalation;
    let escalated = after(&held, Change::Escalate { from }, MIA, 6);
    assert_eq!((escalated.state, escalated.assignee, escalated.acknowledged), (State::Triggered, None, None));
    assert_eq!(escalated.escalation, Escalation { run: 1, next: Some(next) });
    assert_eq!(escalated.answered_at, Some(at(5)), "it was answered all the same");
    assert_eq!(refused(&escalated, Change::Escalate { from }, DAN), Refused::MovedOn, "two pressed at once");
}

#[test]
fn an_escalation_is_exhausted_once_and_begins_anew_when_asked() {
    let last = after(&opened(), Change::MoveOn { from: Escalation::START, next: None }, MIA, 1);
    let from = last.escalation;
    assert_eq!(refused(&opened(), Change::Exhaust { from: Escalation::START }, MIA), Refused::MovedOn);
    let exhausted = after(&last, Change::Exhaust { from }, MIA, 2);
    assert_eq!(refused(&exhausted, Change::Exhaust { from }, MIA), Refused::MovedOn);
    let again = after(&exhausted, Change::Escalate { from: exhausted.escalation }, MIA, 3);
    assert_eq!(again.escalation.next, Some(Position::default()));
}

#[test]
fn a_snooze_ends_in_time_to_come_and_waking_begins_the_escalation_anew() {
    assert_eq!(refused(&opened(), Change::Snooze { until: at(99) }, MIA), Refused::Past);
    assert_eq!(refused(&opened(), Change::Wake, MIA), Refused::Unchanged);
    let snoozed = opened().apply(Change::Snooze { until: at(60) }, Actor::Person(MIA), at(5)).expect("it is to come");
    assert_eq!(snoozed.timers, [Timer::wake(snoozed.case.id, at(60))]);
    assert!(!snoozed.case.waits_at(Escalation::START));
    let woken = after(&snoozed.case, Change::Wake, MIA, 60);
    assert!(woken.waits_at(Escalation { run: 1, ..Escalation::START }));
    let held = after(&after(&opened(), Change::Acknowledge, MIA, 1), Change::Snooze { until: at(60) }, MIA, 5);
    let woken = after(&held, Change::Wake, MIA, 60);
    assert_eq!((woken.state, woken.escalation), (State::Acknowledged, Escalation::START));
}

#[test]
fn a_resolved_case_takes_notes_and_is_reopened_and_nothing_else() {
    let resolved = after(&after(&opened(), Change::Acknowledge, MIA, 5), resolve(), MIA, 9);
    assert_eq!(refused(&resolved, resolve(), DAN), Refused::Resolved(done(MIA, 9)));
    let noted = after(&resolved, Change::Note { text: "thanks".to_owned() }, ADA, 10);
    assert_eq!(noted.state, State::Resolved);
    let again = after(&noted, Change::Reopen, ADA, 11);
    assert_eq!(
        (again.state, again.assignee, again.resolved, again.resolution.as_ref()),
        (State::Triggered, None, None, None)
    );
    assert_eq!(refused(&again, Change::Reopen, ADA), Refused::NotResolved);
}

/// What a case comes to, in the fewest words: the model that the case is held against.
#[derive(Debug, Clone, PartialEq)]
enum Model {
    /// Nobody has it. Whether it sleeps.
    Waits(bool),
    /// Somebody acknowledged it. Whether it sleeps.
    Held(UserId, bool),
    Over(UserId),
}

impl Model {
    /// What it comes to, or that it stays as it is.
    #[expect(clippy::match_same_arms, reason = "the order of the arms is the order of the rules")]
    fn step(&self, change: &Change, by: UserId, up_to_date: bool) -> Option<Self> {
        use Model::{Held, Over, Waits};
        Some(match (self, change) {
            (Over(_), Change::Reopen) => Waits(false),
            (any, Change::Note { .. }) => any.clone(),
            (Over(_), _) | (_, Change::Reopen) => return None,
            (Waits(_), Change::Acknowledge) => Held(by, false),
            (Waits(_), Change::Assign { to }) if *to == by => Held(by, false),
            (Waits(_) | Held(..), Change::Escalate { .. }) if up_to_date => Waits(false),
            (Waits(_), Change::Snooze { .. }) => Waits(true),
            (Held(who, _), Change::Snooze { .. }) => Held(*who, true),
            (Waits(true), Change::Wake) => Waits(false),
            (Held(who, true), Change::Wake) => Held(*who, false),
            (Waits(_) | Held(..), Change::Resolve { .. }) => Over(by),
            (Waits(_) | Held(..), Change::Close) if by == ADA => Over(by),
            _ => return None,
        })
    }

    fn of(case: &Case) -> Self {
        let sleeps = case.snoozed_until.is_some();
        let by = |done: Option<Done>| done.and_then(|done| done.by.person()).expect("somebody did it");
        match case.state {
            State::Triggered => Self::Waits(sleeps),
            State::Acknowledged => Self::Held(by(case.acknowledged), sleeps),
            State::Resolved => Self::Over(by(case.resolved)),
        }
    }
}

/// A change as it is drawn; whether an escalation is asked for where it is, is drawn with it.
fn changes() -> impl Strategy<Value = (u8, UserId, UserId, bool)> {
    let people = || prop::sample::select(vec![ADA, MIA, DAN]);
    (0_u8..9, people(), people(), any::<bool>())
}

proptest! {
    #[test]
    fn whatever_is_asked_in_whatever_order_a_case_does_what_the_model_does(asked in prop::collection::vec(changes(), 0..40)) {
        let (mut case, mut model, mut events) = (opened(), Model::Waits(false), 1);
        for (second, (kind, by, to, up_to_date)) in asked.into_iter().enumerate() {
            let now = at(second.cast_signed() as i64);
            let from = if up_to_date { case.escalation } else { case.escalation.anew(None) };
            let change = match kind {
                0 => Change::Acknowledge,
                1 => Change::Assign { to },
                2 => Change::Snooze { until: at(100 + second.cast_signed() as i64) },
                3 => Change::Wake,
                4 => Change::Escalate { from },
                5 => resolve(),
                6 => Change::Close,
                7 => Change::Reopen,
                _ => Change::Note { text: "a note".to_owned() },
            };
            let expected = model.step(&change, by, up_to_date);
            match case.apply(change.clone(), Actor::Person(by), now) {
                Ok(applied) => {
                    prop_assert_eq!(applied.case.version, case.version + 1);
                    prop_assert_eq!(applied.events.iter().map(|event| event.number).collect::<Vec<_>>(), [case.version + 1]);
                    prop_assert!(applied.case.escalation.run >= case.escalation.run);
                    events += applied.events.len();
                    case = applied.case;
                    // To give a case away changes who has it, and nothing that the model knows.
                    let given = matches!(change, Change::Assign { .. }) && expected.is_none();
                    model = if given { model } else { expected.expect("the model refuses") };
                }
                Err(refused) => prop_assert_eq!(expected, None, "{:?} was {:?}", change, refused),
            }
            prop_assert_eq!(Model::of(&case), model.clone());
            prop_assert_eq!(case.resolved.is_some(), case.state == State::Resolved);
            prop_assert!(case.snoozed_until.is_none() || case.is_open());
        }
        prop_assert_eq!(events as u64, case.version);
    }
}
