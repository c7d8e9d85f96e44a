//! Who is on call in the sandbox: Carol and Dan take turns by days, and each is the other's second.
//!
//! So a newcomer sees a case reach Carol, and Dan when she does not answer; and the next day, the other way round.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::ids::UserId;
use crate::sandbox::Sandbox;
use crate::triage::{EscalationPolicy, EscalationStep, Layer, Person, Roster, Rotation, Schedule, ShiftLength, Target};

/// From one call to the next.
const NEXT: SignedDuration = SignedDuration::from_mins(5);

/// Carol, who is on call now, and Dan, on the clock of this machine.
pub(super) fn roster(sandbox: &Sandbox, now: Timestamp, zone: &TimeZone) -> Roster {
    let people =
        ["carol", "dan"].map(|name| Person { name: name.to_owned(), id: UserId::new(sandbox.person(name).id().get()) });
    let [carol, dan] = [people[0].id, people[1].id];
    let today = zone.to_datetime(now).date();
    let start = today.checked_sub(2.days()).unwrap_or(today);
    let schedule = |name: &str, people: [UserId; 2]| {
        let handoff = jiff::civil::time(9, 0, 0, 0);
        let rotation = Rotation { people: people.into(), shift: ShiftLength::DAILY, handoff, start };
        Schedule { name: name.to_owned(), zone: zone.clone(), layers: vec![Layer { rotation, hours: Vec::new() }] }
    };
    let first = schedule(FIRST, [carol, dan]);
    let (first, second) = if first.on_call_at(&[], now) == Some(carol) {
        (first, schedule(SECOND, [dan, carol]))
    } else {
        (schedule(FIRST, [dan, carol]), schedule(SECOND, [carol, dan]))
    };
    let step = |after, schedule: &str| EscalationStep { after, targets: vec![Target::Schedule(schedule.to_owned())] };
    let policy = EscalationPolicy {
        name: "default".to_owned(),
        steps: vec![step(SignedDuration::ZERO, FIRST), step(NEXT, SECOND)],
        repeat: 1,
        repeat_after: NEXT,
    };
    Roster { people: people.into(), schedules: vec![first, second], policies: vec![policy] }
}

/// When somebody else comes on call after an instant.
pub(super) fn next_handoff(roster: &Roster, after: Timestamp) -> Option<Timestamp> {
    let next = roster.schedules.iter().filter_map(|schedule| schedule.next_handoff(&[], after));
    next.map(|handoff| handoff.at).min()
}

const FIRST: &str = "first";
const SECOND: &str = "second";
