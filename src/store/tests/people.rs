use insta::{allow_duplicates, assert_snapshot};

use super::tables::{rows, rows_of, tables};
use super::*;
use crate::ids::RoleId;
use crate::triage::{Override, Position, Resolution, Task, Timer, Way, What};

/// Ada and Ben have both used everything; each has voted on the other's answer and resolved the other's case.
pub(super) async fn used_by_both(store: &Store) {
    for (person, other, number) in [(ADA, BEN, 10_u64), (BEN, ADA, 20)] {
        let mut answer = Answer { author: person, created_at: at(number.cast_signed()), ..answer(number) };
        answer.told.candidates[0].lines = vec![line(if person == ADA { "pasted by Ada" } else { "pasted by Ben" })];
        store.claim(&answer).await.unwrap();
        store.put_reply(answer.paste, message(number + 1)).await.unwrap();
        let mut wish = Request { person, ..request(number) };
        wish.tried = format!("tried by {}", if person == ADA { "Ada" } else { "Ben" });
        let case =
            store.open_case(&wish, Actor::Person(person), at(number.cast_signed()), |_| Vec::new()).await.unwrap();
        let Opening::Opened(case) = case else { panic!("one is open already") };
        let case = case.id;
        let text = format!("written by {}", if other == ADA { "Ada" } else { "Ben" });
        made(store, case, Change::Assign { to: other }, person, 25).await;
        made(store, case, Change::Acknowledge, other, 26).await;
        made(store, case, Change::Note { text: text.clone() }, other, 27).await;
        let resolution = Resolution { issue: Some("backup/disk-full".to_owned()), text };
        made(store, case, Change::Resolve { resolution }, other, 30).await;
        let paged = What::Paged {
            person: Some(other),
            role: None,
            way: Way::Direct,
            position: Position::default(),
            late_seconds: 0,
        };
        made(store, case, Change::Record(paged), person, 31).await;
        let mention = format!("<@{person}> and <@{other}> should know");
        made(store, case, Change::Note { text: mention }, MIA, 32).await;
        on_call(store, person, other, case, number.cast_signed()).await;
    }
    for (voter, paste) in [(ADA, 10), (ADA, 20), (BEN, 10), (BEN, 20)] {
        let issue = "backup/replica-inconsistent".to_owned();
        let vote = Vote { paste: message(paste), issue, voter, helped: voter == ADA, voted_at: at(40) };
        store.vote(&vote).await.unwrap();
    }
}

/// The one person steps in for the other, who was paged and undid it.
async fn on_call(store: &Store, person: UserId, other: UserId, case: CaseId, number: i64) {
    let page = Page {
        key: format!("page {case}"),
        case: Some(case),
        person: Some(other),
        role: None,
        way: Way::Direct,
        nonce: "n".to_owned(),
        begun_at: at(number),
        end: None,
    };
    store.begin_page(&page).await.unwrap();
    store.begin_page(&Page { key: format!("other {number}"), case: None, ..page }).await.unwrap();
    let change = Override {
        schedule: "primary".to_owned(),
        replaces: Some(other),
        with: person,
        from: at(number),
        until: at(number + 5),
        made_by: person,
        made_at: at(number),
    };
    let mias = Override { replaces: None, with: MIA, ..change.clone() };
    let ids = store.add_overrides(&[change, mias]).await.unwrap();
    store.undo_override(ids[1], other, at(40)).await.unwrap();
    let handoff = Handoff {
        schedule: "primary".to_owned(),
        starts_at: at(number),
        incoming: Some(person),
        outgoing: Some(other),
        message: None,
        acknowledged_at: None,
    };
    store.add_handoff(&handoff).await.unwrap();
    store.put_kept_role(GUILD, RoleId::new(7), person, at(number)).await.unwrap();
    let timer = |key| Timer { key, case: None, due_at: at(number), task: Task::Remind };
    let paste = message(number.cast_unsigned());
    let unanswered = Timer::unanswered(GUILD, SUPPORT, paste, person, at(number));
    let timers = [timer(format!("about {person}")), timer(format!("nobody {number}")), unanswered];
    store.set_timers(&timers).await.unwrap();
}

on_every_store! {
    async fn who_opts_out_is_known_until_they_opt_in(store: Store) {
        store.opt_out(ADA, at(1)).await.unwrap();
        store.opt_out(ADA, at(2)).await.unwrap();
        assert_eq!(store.opted_out_since(ADA).await.unwrap(), Some(at(1)));
        store.opt_out(BEN, at(3)).await.unwrap();
        assert_eq!(store.opted_out().await.unwrap(), [ADA, BEN]);
        store.opt_in(BEN).await.unwrap();
        store.opt_in(ADA).await.unwrap();
        assert_eq!(store.opted_out_since(ADA).await.unwrap(), None);
    }

    async fn a_person_is_shown_everything_about_them_and_nothing_else(store: Store) {
        used_by_both(&store).await;
        store.opt_out(ADA, at(50)).await.unwrap();
        let export = store.everything_about(ADA).await.unwrap();
        allow_duplicates! { assert_snapshot!(serde_json::to_string_pretty(&export).unwrap(), @r#"
        {
          "person": "810000000000000001",
          "opted_out_since": "2026-05-28T20:27:30Z",
          "answers": [
            {
              "paste": "840000000000000010",
              "reply": "840000000000000011",
              "guild": "820000000000000001",
              "channel": "830000000000000001",
              "parent": null,
              "author": "810000000000000001",
              "paste_hash": "9114b8f43ae2e9f2",
              "told": {
                "verdict": "answer",
                "candidates": [
                  {
                    "issue": "backup/replica-inconsistent",
                    "confidence": 0.875,
                    "lines": [
                      {
                        "text": "pasted by Ada"
                      }
                    ]
                  },
                  {
                    "issue": "backup/disk-full",
                    "confidence": 0.875,
                    "lines": [
                      {
                        "text": "Replica is inconsistent (ID 3106) für „FS07“"
                      }
                    ]
                  }
                ],
                "named": 2,
                "shown": 0,
                "issues": [
                  "backup/replica-inconsistent"
                ],
                "language": "en"
              },
              "created_at": "2026-05-28T20:26:50Z"
            }
          ],
          "votes": [
            {
              "paste": "840000000000000010",
              "issue": "backup/replica-inconsistent",
              "voter": "810000000000000001",
              "helped": true,
              "voted_at": "2026-05-28T20:27:20Z"
            },
            {
              "paste": "840000000000000020",
              "issue": "backup/replica-inconsistent",
              "voter": "810000000000000001",
              "helped": true,
              "voted_at": "2026-05-28T20:27:20Z"
            }
          ],
          "cases": [
            {
              "id": 1,
              "version": 7,
              "guild": "820000000000000001",
              "channel": "830000000000000002",
              "person": "810000000000000001",
              "paste": "840000000000000001",
              "origin": "button",
              "opened_by": "850000000000000010",
              "subject": "Replica is inconsistent (ID 3106)",
              "tried": "tried by Ada",
              "answers": [
                {
                  "question": "Since when?",
                  "answer": "Monday"
                }
              ],
              "found": [
                {
                  "issue": "backup/replica-inconsistent",
                  "confidence": 0.875,
                  "lines": [
                    {
                      "text": "Replica is inconsistent (ID 3106) für „FS07“"
                    }
                  ]
                }
              ],
              "versions": [
                "2.17.4"
              ],
              "policy": "default",
              "severity": "normal",
              "state": "resolved",
              "assignee": "810000000000000002",
              "snoozed_until": null,
              "escalation": {
                "run": 0,
                "next": {
                  "round": 0,
                  "step": 0
                }
              },
              "card": null,
              "thread": null,
              "opened_at": "2026-05-28T20:26:50Z",
              "answered_at": "2026-05-28T20:27:06Z",
              "acknowledged": {
                "by": {
                  "who": "person",
                  "id": "810000000000000002"
                },
                "at": "2026-05-28T20:27:06Z"
              },
              "resolved": {
                "by": {
                  "who": "person",
                  "id": "810000000000000002"
                },
                "at": "2026-05-28T20:27:10Z"
              },
              "resolution": {
                "issue": "backup/disk-full",
                "text": "written by Ben"
              }
            }
          ],
          "timeline": [
            {
              "case": 1,
              "number": 1,
              "at": "2026-05-28T20:26:50Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "opened",
              "origin": "button"
            },
            {
              "case": 1,
              "number": 2,
              "at": "2026-05-28T20:27:05Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "assigned",
              "person": "810000000000000002"
            },
            {
              "case": 2,
              "number": 2,
              "at": "2026-05-28T20:27:05Z",
              "by": {
                "who": "person",
                "id": "810000000000000002"
              },
              "what": "assigned",
              "person": "810000000000000001"
            },
            {
              "case": 2,
              "number": 3,
              "at": "2026-05-28T20:27:06Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "acknowledged"
            },
            {
              "case": 2,
              "number": 4,
              "at": "2026-05-28T20:27:07Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "noted",
              "text": "written by Ada"
            },
            {
              "case": 2,
              "number": 5,
              "at": "2026-05-28T20:27:10Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "resolved",
              "issue": "backup/disk-full",
              "text": "written by Ada"
            },
            {
              "case": 1,
              "number": 6,
              "at": "2026-05-28T20:27:11Z",
              "by": {
                "who": "person",
                "id": "810000000000000001"
              },
              "what": "paged",
              "person": "810000000000000002",
              "role": null,
              "way": "direct",
              "position": {
                "round": 0,
                "step": 0
              },
              "late_seconds": 0
            },
            {
              "case": 2,
              "number": 6,
              "at": "2026-05-28T20:27:11Z",
              "by": {
                "who": "person",
                "id": "810000000000000002"
              },
              "what": "paged",
              "person": "810000000000000001",
              "role": null,
              "way": "direct",
              "position": {
                "round": 0,
                "step": 0
              },
              "late_seconds": 0
            }
          ],
          "pages": [
            {
              "key": "other 20",
              "case": null,
              "person": "810000000000000001",
              "role": null,
              "way": "direct",
              "nonce": "n",
              "begun_at": "2026-05-28T20:27:00Z",
              "end": null
            },
            {
              "key": "page #2",
              "case": 2,
              "person": "810000000000000001",
              "role": null,
              "way": "direct",
              "nonce": "n",
              "begun_at": "2026-05-28T20:27:00Z",
              "end": null
            }
          ],
          "overrides": [
            {
              "schedule": "primary",
              "replaces": "810000000000000002",
              "with": "810000000000000001",
              "from": "2026-05-28T20:26:50Z",
              "until": "2026-05-28T20:26:55Z",
              "made_by": "810000000000000001",
              "made_at": "2026-05-28T20:26:50Z"
            },
            {
              "schedule": "primary",
              "replaces": null,
              "with": "810000000000000003",
              "from": "2026-05-28T20:26:50Z",
              "until": "2026-05-28T20:26:55Z",
              "made_by": "810000000000000001",
              "made_at": "2026-05-28T20:26:50Z"
            },
            {
              "schedule": "primary",
              "replaces": "810000000000000001",
              "with": "810000000000000002",
              "from": "2026-05-28T20:27:00Z",
              "until": "2026-05-28T20:27:05Z",
              "made_by": "810000000000000002",
              "made_at": "2026-05-28T20:27:00Z"
            },
            {
              "schedule": "primary",
              "replaces": null,
              "with": "810000000000000003",
              "from": "2026-05-28T20:27:00Z",
              "until": "2026-05-28T20:27:05Z",
              "made_by": "810000000000000002",
              "made_at": "2026-05-28T20:27:00Z"
            }
          ],
          "handoffs": [
            {
              "schedule": "primary",
              "starts_at": "2026-05-28T20:26:50Z",
              "incoming": "810000000000000001",
              "outgoing": "810000000000000002",
              "message": null,
              "acknowledged_at": null
            },
            {
              "schedule": "primary",
              "starts_at": "2026-05-28T20:27:00Z",
              "incoming": "810000000000000002",
              "outgoing": "810000000000000001",
              "message": null,
              "acknowledged_at": null
            }
          ],
          "kept_roles": [
            [
              "820000000000000001",
              "7"
            ]
          ],
          "waited_for": [
            {
              "task": "unanswered",
              "guild": "820000000000000001",
              "channel": "830000000000000001",
              "message": "840000000000000010",
              "person": "810000000000000001"
            }
          ]
        }
        "#); }
    }

    async fn a_person_who_is_forgotten_is_nowhere_any_more(store: Store) {
        used_by_both(&store).await;
        let before = rows(&store).await;
        let mut holding: Vec<&str> =
            before.lines().filter(|line| line.contains(&ADA.to_string())).filter_map(|line| line.split(' ').next()).collect();
        holding.sort_unstable();
        holding.dedup();
        allow_duplicates! { assert_snapshot!(holding.join("\n"), @"
        answers.author
        cases.acknowledged_by
        cases.assignee
        cases.person
        cases.resolved_by
        handoffs.incoming
        handoffs.outgoing
        kept_roles.person
        overrides.made_by
        overrides.person
        overrides.replaces
        overrides.undone_by
        pages.person
        timeline.actor
        timeline.person
        timeline.text
        timers.key
        timers.task
        votes.voter
        "); }
        assert!(before.contains(&ADA.to_string()) && before.contains("pasted by Ada"), "{before}");

        let forgotten = store.forget(ADA).await.unwrap();
        assert_eq!(forgotten, Forgotten { answers: 1, votes: 2, cases: 1 });

        let after = rows(&store).await;
        assert!(!after.contains(&ADA.to_string()), "{after}");
        assert!(!after.contains("Ada"), "{after}");
        assert!(after.contains("pasted by Ben"), "what others wrote stays: {after}");
        let export = store.everything_about(ADA).await.unwrap();
        assert_eq!(export, Export { person: ADA, opted_out_since: None, answers: vec![], votes: vec![], cases: vec![], timeline: vec![], pages: vec![], overrides: vec![], handoffs: vec![], kept_roles: vec![], waited_for: vec![] });
        assert_eq!(store.forget(ADA).await.unwrap(), Forgotten::default());
    }

    async fn of_a_person_who_opted_out_only_that_is_left(store: Store) {
        used_by_both(&store).await;
        store.opt_out(ADA, at(50)).await.unwrap();
        store.forget(ADA).await.unwrap();
        for table in tables(&store).await {
            let holds = rows_of(&store, &table).await.contains(&ADA.to_string());
            assert_eq!(holds, table == "opted_out", "{table}");
        }
    }

    async fn what_is_too_old_is_removed_and_nothing_younger(store: Store) {
        used_by_both(&store).await;
        for number in 1000_u64..1700 {
            store.claim(&Answer { created_at: at(number.cast_signed() - 2000), ..answer(number) }).await.unwrap();
        }
        let removed = store.remove_older_than(at(20)).await.unwrap();
        assert_eq!(removed, Removed { answers: 701, cases: 1 });
        let left = store.everything_about(BEN).await.unwrap();
        assert_eq!((left.answers.len(), left.votes.len(), left.cases.len(), left.overrides.len()), (1, 1, 1, 2));
        assert_eq!(store.everything_about(ADA).await.unwrap().pages.len(), 2);
        assert_eq!(store.remove_older_than(at(20)).await.unwrap(), Removed::default());
    }
}

on_every_store! {
    async fn what_people_wrote_is_removed_before_the_rest_and_the_numbers_stay(store: Store) {
        used_by_both(&store).await;
        let words = ["pasted by Ada", "tried by Ada", "written by Ada", "should know", "Monday", "Replica is"];
        let before = rows(&store).await;
        assert!(words.iter().all(|words| before.contains(words)), "{before}");
        let emptied = store.empty_older_than(at(21), at(100)).await.unwrap();
        assert_eq!(emptied, Emptied { answers: 2, cases: 2, notes: 0 });
        let emptied = store.empty_older_than(at(33), at(100)).await.unwrap();
        assert_eq!(emptied, Emptied { answers: 0, cases: 0, notes: 8 }, "two notes, and what fixed it twice, on each case");
        let after = rows(&store).await;
        for words in words {
            assert!(!after.contains(words), "{words}: {after}");
        }
        assert_eq!(store.empty_older_than(at(99), at(101)).await.unwrap(), Emptied::default());

        let answer = store.answer_to(message(10)).await.unwrap().unwrap();
        assert_eq!(answer.told.candidates[0].issue, "backup/replica-inconsistent");
        assert_eq!(answer.told.candidates[0].lines, []);
        let case = store.case("#1".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(case.resolution, Some(Resolution { issue: Some("backup/disk-full".to_owned()), text: String::new() }));
        assert_eq!(store.timeline(case.id).await.unwrap().len(), 7);

        store.retell(message(10), PasteHash::of("x"), &told(&["backup/disk-full"])).await.unwrap();
        let emptied = store.empty_older_than(at(99), at(102)).await.unwrap();
        assert_eq!(emptied, Emptied { answers: 1, ..Emptied::default() }, "what was edited has words again");
    }

    async fn what_another_shows_of_a_forgotten_person_s_paste_is_forgotten_too(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        let case = opened(&store, &Request { person: BEN, ..request(1) }).await;
        store.forget(ADA).await.unwrap();
        let request = store.case(case.id).await.unwrap().unwrap().request;
        assert_eq!((request.found, request.subject.as_str()), (vec![], ""));
    }
}

#[test]
fn a_person_who_is_forgotten_is_not_on_the_disk_either() {
    let folder = tempfile::tempdir().unwrap();
    let url: StoreUrl = format!("sqlite:{}", folder.path().join("store.db").display()).parse().unwrap();
    let on_disk = |needle: &[u8]| {
        let files = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
        let holding = files.filter(|file| memchr::memmem::find(&std::fs::read(file).unwrap(), needle).is_some());
        holding.count()
    };
    let ada = ADA.get().to_be_bytes();
    run(async {
        let store = Store::open(&url).await.unwrap();
        used_by_both(&store).await;
        // So many that pages are split and freed.
        for number in 1000..1500 {
            let mut answer = answer(number);
            answer.told.candidates[0].lines = vec![line(&format!("pasted by Ada {number}"))];
            store.claim(&answer).await.unwrap();
        }
        assert!(on_disk(b"pasted by Ada") > 0 && on_disk(&ada) > 0);
        store.forget(ADA).await.unwrap();
        for words in [&b"pasted by Ada"[..], b"tried by Ada", b"written by Ada", &ada, ADA.to_string().as_bytes()] {
            assert_eq!(on_disk(words), 0, "while the store is open: {}", String::from_utf8_lossy(words));
        }
        assert!(on_disk(b"pasted by Ben") > 0);
        store.close().await;
        assert_eq!(on_disk(b"pasted by Ada"), 0);
    });
}
