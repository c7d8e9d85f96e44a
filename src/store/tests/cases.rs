use insta::{allow_duplicates, assert_snapshot};

use super::*;
use crate::triage::{Done, Escalation, Refused, Resolution, State, Task, Timer};

async fn asked(store: &Store, request: &Request) -> Opening {
    store.open_case(request, Actor::Person(request.person), at(0), |_| Vec::new()).await.unwrap()
}

async fn tried(store: &Store, case: CaseId, change: Change, by: UserId, seconds: i64) -> Changed {
    store.change_case(case, |case| case.apply(change.clone(), Actor::Person(by), at(seconds))).await.unwrap()
}

fn resolve() -> Change {
    let resolution = Resolution { issue: Some("backup/disk-full".to_owned()), text: "A larger disk".to_owned() };
    Change::Resolve { resolution }
}

on_every_store! {
    async fn a_case_comes_back_as_it_was_opened(store: Store) {
        let case = opened(&store, &request(1)).await;
        assert_eq!(case.id.to_string(), "#1");
        assert_eq!(store.case(case.id).await.unwrap().as_ref(), Some(&case));
        let direct = Request {
            guild: None, channel: SUPPORT, paste: None, answers: vec![], found: vec![], versions: vec![], policy: None,
            origin: Origin::Unanswered, severity: Severity::Critical, ..request(2)
        };
        let direct = opened(&store, &direct).await;
        assert_eq!(direct.id.to_string(), "#2");
        assert_eq!(store.case(direct.id).await.unwrap(), Some(direct));
        assert_eq!(store.case("#3".parse().unwrap()).await.unwrap(), None);
    }

    async fn a_person_has_one_case_open_in_a_place(store: Store) {
        let case = opened(&store, &request(1)).await;
        assert_eq!(asked(&store, &request(2)).await, Opening::Already(Box::new(case.clone())));
        opened(&store, &Request { channel: SUPPORT, ..request(3) }).await;
        opened(&store, &Request { person: BEN, ..request(4) }).await;
        assert_eq!(store.case_of(ADA, THREAD).await.unwrap(), Some(case));
        assert_eq!(store.case_of(BEN, SUPPORT).await.unwrap(), None);
    }

    async fn the_thread_in_which_a_case_is_talked_about_is_its_place_too(store: Store) {
        let case = opened(&store, &Request { channel: SUPPORT, ..request(1) }).await;
        assert!(store.put_thread(case.id, THREAD).await.unwrap());
        let case = Case { thread: Some(THREAD), ..case };
        assert_eq!(asked(&store, &request(2)).await, Opening::Already(Box::new(case.clone())));
        assert_eq!(store.case_of(ADA, THREAD).await.unwrap().as_ref(), Some(&case));
        assert_eq!(store.case_by_thread(THREAD).await.unwrap(), Some(case));
        assert_eq!(store.case_by_thread(SUPPORT).await.unwrap(), None);
    }

    async fn a_resolved_case_makes_room_for_the_next_but_its_button_does_not_open_it_again(store: Store) {
        let case = opened(&store, &request(1)).await;
        let resolved = made(&store, case.id, resolve(), MIA, 60).await;
        assert_eq!(asked(&store, &request(1)).await, Opening::Already(Box::new(resolved)));
        let next = opened(&store, &request(2)).await;
        assert_eq!(next.id.to_string(), "#2");
        let Changed::Refused(Refused::AnotherOpen, _) = tried(&store, case.id, Change::Reopen, MIA, 90).await else {
            panic!("two are open")
        };
        assert_eq!(store.timeline(case.id).await.unwrap().len(), 2);
    }

    async fn of_many_who_open_a_case_at_once_one_does(store: Store) {
        let openings = (1..=50).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { matches!(asked(&store, &request(number)).await, Opening::Opened(_)) })
        });
        let mut opened = 0;
        for opening in openings.collect::<Vec<_>>() {
            opened += usize::from(opening.await.unwrap());
        }
        assert_eq!(opened, 1);
        let other = self::opened(&store, &Request { person: BEN, ..request(60) }).await;
        assert_eq!(other.id.to_string(), "#2", "no number is lost");
    }

    async fn of_a_hundred_who_acknowledge_at_once_one_has_it_and_the_others_hear_who_and_when(store: Store) {
        let case = opened(&store, &request(1)).await.id;
        let presses = (1..=100).map(|person| {
            let store = store.clone();
            tokio::spawn(async move {
                tried(&store, case, Change::Acknowledge, UserId::new(person), person.cast_signed()).await
            })
        });
        let (mut made, mut refused) = (Vec::new(), Vec::new());
        for press in presses.collect::<Vec<_>>() {
            match press.await.unwrap() {
                Changed::Made(case) => made.push(case.acknowledged.unwrap()),
                Changed::Refused(Refused::Acknowledged(done), _) => refused.push(done),
                other => panic!("{other:?}"),
            }
        }
        let [first] = made.try_into().unwrap();
        let by = first.by.person().unwrap();
        assert_eq!(first.at, at(by.get().cast_signed()));
        assert_eq!(refused, vec![first; 99]);
        let known = store.case(case).await.unwrap().unwrap();
        assert_eq!((known.state, known.assignee, known.version), (State::Acknowledged, Some(by), 2));
        assert_eq!(store.timeline(case).await.unwrap().len(), 2, "an entry for the opening, and one for the change");
    }

    async fn of_many_who_write_a_note_at_once_all_are_heard(store: Store) {
        let case = opened(&store, &request(1)).await.id;
        let notes = (1..=50).map(|number| {
            let store = store.clone();
            tokio::spawn(async move { made(&store, case, Change::Note { text: number.to_string() }, MIA, 1).await })
        });
        for note in notes.collect::<Vec<_>>() {
            note.await.unwrap();
        }
        let numbers: Vec<u64> = store.timeline(case).await.unwrap().iter().map(|event| event.number).collect();
        assert_eq!(numbers, (1..=51).collect::<Vec<_>>());
    }

    async fn a_late_acknowledgement_never_opens_a_case_again(store: Store) {
        let case = opened(&store, &request(1)).await.id;
        made(&store, case, resolve(), MIA, 60).await;
        let done = Done { by: Actor::Person(MIA), at: at(60) };
        let Changed::Refused(refused, case) = tried(&store, case, Change::Acknowledge, BEN, 61).await else {
            panic!("it was opened again")
        };
        assert_eq!((refused, case.state, case.acknowledged), (Refused::Resolved(done), State::Resolved, None));
        assert_eq!(store.case(case.id).await.unwrap(), Some(*case));
    }

    async fn a_case_that_is_not_there_cannot_change(store: Store) {
        let nobody = "#9".parse().unwrap();
        assert_eq!(tried(&store, nobody, Change::Acknowledge, BEN, 1).await, Changed::NoSuchCase);
        assert!(!store.put_card(nobody, SUPPORT, message(9)).await.unwrap());
        assert!(!store.put_thread(nobody, THREAD).await.unwrap());
    }

    async fn a_case_is_found_by_its_card_and_a_change_leaves_the_card(store: Store) {
        let case = opened(&store, &request(1)).await;
        assert!(store.put_card(case.id, SUPPORT, message(7)).await.unwrap());
        let known = Case { card: Some((SUPPORT, message(7))), ..case };
        assert_eq!(store.case_by_card(message(7)).await.unwrap().as_ref(), Some(&known));
        assert_eq!(store.case_by_card(message(8)).await.unwrap(), None);
        let changed = made(&store, known.id, Change::Acknowledge, MIA, 5).await;
        assert_eq!(changed.card, known.card);
        assert_eq!(store.case(known.id).await.unwrap(), Some(changed));
    }

    async fn everything_that_happened_is_in_the_timeline(store: Store) {
        let case = opened(&store, &request(1)).await.id;
        made(&store, case, Change::Snooze { until: at(600) }, MIA, 10).await;
        made(&store, case, Change::Wake, MIA, 20).await;
        made(&store, case, Change::SetSeverity { to: Severity::Critical }, MIA, 30).await;
        made(&store, case, Change::Acknowledge, MIA, 40).await;
        made(&store, case, Change::Assign { to: BEN }, MIA, 50).await;
        made(&store, case, Change::Note { text: "It is the „disk“ of FS07".to_owned() }, BEN, 60).await;
        let escalation = Escalation { run: 1, ..Escalation::START };
        made(&store, case, Change::Escalate { from: escalation }, BEN, 70).await;
        made(&store, case, resolve(), BEN, 80).await;
        made(&store, case, Change::Reopen, MIA, 90).await;
        let last = made(&store, case, Change::Close, ADA, 100).await;
        assert_eq!(store.case(case).await.unwrap(), Some(last));
        let timeline = store.timeline(case).await.unwrap();
        let lines: Vec<String> = timeline.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        allow_duplicates! { assert_snapshot!(lines.join("\n"), @r#"
        {"number":1,"at":"2026-05-28T20:26:40Z","by":{"who":"person","id":"810000000000000001"},"what":"opened","origin":"button"}
        {"number":2,"at":"2026-05-28T20:26:50Z","by":{"who":"person","id":"810000000000000003"},"what":"snoozed","until":"2026-05-28T20:36:40Z"}
        {"number":3,"at":"2026-05-28T20:27:00Z","by":{"who":"person","id":"810000000000000003"},"what":"woken"}
        {"number":4,"at":"2026-05-28T20:27:10Z","by":{"who":"person","id":"810000000000000003"},"what":"severity_changed","from":"normal","to":"critical"}
        {"number":5,"at":"2026-05-28T20:27:20Z","by":{"who":"person","id":"810000000000000003"},"what":"acknowledged"}
        {"number":6,"at":"2026-05-28T20:27:30Z","by":{"who":"person","id":"810000000000000003"},"what":"assigned","person":"810000000000000002"}
        {"number":7,"at":"2026-05-28T20:27:40Z","by":{"who":"person","id":"810000000000000002"},"what":"noted","text":"It is the „disk“ of FS07"}
        {"number":8,"at":"2026-05-28T20:27:50Z","by":{"who":"person","id":"810000000000000002"},"what":"escalated","next":{"round":0,"step":0}}
        {"number":9,"at":"2026-05-28T20:28:00Z","by":{"who":"person","id":"810000000000000002"},"what":"resolved","issue":"backup/disk-full","text":"A larger disk"}
        {"number":10,"at":"2026-05-28T20:28:10Z","by":{"who":"person","id":"810000000000000003"},"what":"reopened"}
        {"number":11,"at":"2026-05-28T20:28:20Z","by":{"who":"person","id":"810000000000000001"},"what":"closed"}
        "#); }
        assert_eq!(store.latest_note(case).await.unwrap().as_ref(), timeline.get(6));
    }

    async fn the_timers_that_follow_are_set_with_the_change_or_not_at_all(store: Store) {
        let first = |case: &Case| vec![Timer::page(case.id, case.escalation, at(60))];
        let opening = store.open_case(&request(1), Actor::Person(ADA), at(0), first).await.unwrap();
        let Opening::Opened(case) = opening else { panic!("it is not open") };
        let opening = store.open_case(&request(2), Actor::Person(ADA), at(0), first).await.unwrap();
        assert!(matches!(opening, Opening::Already(_)));
        made(&store, case.id, Change::Snooze { until: at(90) }, MIA, 10).await;
        let rows = tables::rows_of(&store, "timers").await;
        let keys: Vec<&str> = rows.lines().filter_map(|line| line.strip_prefix("timers.key = ")).collect();
        assert_eq!(keys, ["page #1 0 0.0", &format!("wake #1 {}", at(90).as_millisecond())]);
        let task = serde_json::to_string(&Task::Page { escalation: case.escalation }).unwrap();
        assert!(rows.contains(&format!("timers.task = {task}")), "{rows}");
    }

    async fn cases_are_listed_a_page_at_a_time_newest_first(store: Store) {
        for number in 1..=7 {
            let case = opened(&store, &Request { channel: ChannelId::new(number), ..request(number) }).await.id;
            match number {
                2 | 3 => { made(&store, case, Change::Acknowledge, MIA, 1).await; }
                5 => { made(&store, case, resolve(), MIA, 1).await; }
                _ => {}
            }
        }
        opened(&store, &Request { guild: Some(GuildId::new(1)), person: BEN, ..request(8) }).await;
        let pages = async |guild, which, most| {
            let (mut pages, mut before) = (Vec::new(), None);
            loop {
                let page = store.cases(CaseFilter { guild, which }, before, most).await.unwrap();
                pages.push(page.cases.iter().map(|case| case.id.get()).collect::<Vec<_>>());
                before = page.next;
                if before.is_none() { return pages; }
            }
        };
        let here = Some(GUILD);
        assert_eq!(pages(here, Which::Open, 3).await, [vec![7, 6, 4], vec![3, 2, 1]]);
        assert_eq!(pages(here, Which::All, 4).await, [vec![7, 6, 5, 4], vec![3, 2, 1]]);
        assert_eq!(pages(None, Which::All, 8).await, [vec![8, 7, 6, 5, 4, 3, 2, 1]]);
        assert_eq!(pages(here, Which::HeldBy(MIA), 1).await, [vec![3], vec![2]]);
        assert_eq!(pages(None, Which::HeldBy(MIA), 9).await, [vec![3, 2]]);
        assert_eq!(pages(None, Which::AskedBy(BEN), 9).await, [vec![8]]);
        assert_eq!(pages(here, Which::AskedBy(BEN), 9).await, [Vec::<u64>::new()]);
    }
}
