use futures_util::future::join_all;

use super::*;

on_every_store! {
    async fn a_paste_that_is_told_of_twice_is_claimed_once(store: Store) {
        assert_eq!(store.claim(&answer(1)).await.unwrap(), Claim::Made);
        assert_eq!(store.claim(&answer(1)).await.unwrap(), Claim::Already(Box::new(answer(1))));
        assert!(store.put_reply(message(1), message(2)).await.unwrap());
        let Claim::Already(known) = store.claim(&answer(1)).await.unwrap() else { panic!("it was claimed twice") };
        assert_eq!(*known, Answer { reply: Some(message(2)), ..answer(1) });
    }

    async fn of_many_who_claim_at_once_one_wins(store: Store) {
        let claims = (0..50).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.claim(&answer(1)).await.unwrap() == Claim::Made })
        });
        let mut made = 0;
        for claim in claims.collect::<Vec<_>>() {
            made += usize::from(claim.await.unwrap());
        }
        assert_eq!(made, 1);
    }

    async fn many_who_claim_at_once_each_have_their_own_answer_though_one_of_them_cannot_be_written(store: Store) {
        let mut answers: Vec<Answer> =
            (1..=50).map(|number| Answer { paste_hash: PasteHash::of(&number.to_string()), ..answer(number) }).collect();
        // PostgreSQL refuses this, SQLite does not.
        answers[20].told.language = "de\0".to_owned();
        let claims = join_all(answers.iter().map(|answer| store.claim(answer))).await;
        for (number, claim) in claims.into_iter().enumerate().filter(|(number, _)| *number != 20) {
            assert_eq!(claim.unwrap(), Claim::Made, "{number}");
        }
        let replies = join_all((2..=60).map(|number| store.put_reply(message(number), message(100 + number)))).await;
        for (number, written) in (2..=60).zip(replies).filter(|(number, _)| *number != 21) {
            assert_eq!(written.unwrap(), number <= 50, "{number}");
        }
        let known = store.answer_by_reply(message(150)).await.unwrap();
        assert_eq!(known, Some(Answer { reply: Some(message(150)), ..answers[49].clone() }));
    }

    async fn a_claim_whose_owner_died_can_be_made_again_but_only_once(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        let later = |seconds| Answer { created_at: at(seconds), told: told(&["backup/disk-full"]), ..answer(1) };
        let holds = CLAIM_HOLDS.as_secs();
        assert!(matches!(store.claim(&later(holds - 1)).await.unwrap(), Claim::Already(_)));
        assert_eq!(store.claim(&later(holds)).await.unwrap(), Claim::Made);
        assert!(matches!(store.claim(&later(holds + 1)).await.unwrap(), Claim::Already(_)));
        assert_eq!(store.answer_to(message(1)).await.unwrap(), Some(later(holds)));
    }

    async fn a_paste_with_a_reply_is_never_claimed_again(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        store.put_reply(message(1), message(2)).await.unwrap();
        let next_day = Answer { created_at: at(86_400), ..answer(1) };
        assert!(matches!(store.claim(&next_day).await.unwrap(), Claim::Already(_)));
    }

    async fn an_answer_comes_back_as_it_was_by_its_paste_and_by_its_reply(store: Store) {
        let direct = Answer { guild: None, told: Told { verdict: Verdict::Suggest, shown: 2, ..told(&[]) }, ..answer(3) };
        let in_thread = Answer { channel: THREAD, parent: Some(SUPPORT), ..answer(4) };
        for (answer, reply) in [(direct, message(30)), (in_thread, message(40))] {
            store.claim(&answer).await.unwrap();
            assert_eq!(store.answer_by_reply(reply).await.unwrap(), None);
            store.put_reply(answer.paste, reply).await.unwrap();
            let answer = Answer { reply: Some(reply), ..answer };
            assert_eq!(store.answer_to(answer.paste).await.unwrap().as_ref(), Some(&answer));
            assert_eq!(store.answer_by_reply(reply).await.unwrap(), Some(answer));
        }
        assert_eq!(store.answer_to(message(5)).await.unwrap(), None);
    }

    async fn an_edited_paste_changes_its_answer(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        let hash = PasteHash::of("The disk is full");
        assert!(store.retell(message(1), hash, &told(&["backup/disk-full"])).await.unwrap());
        let known = store.answer_to(message(1)).await.unwrap().unwrap();
        assert_eq!(known, Answer { paste_hash: hash, told: told(&["backup/disk-full"]), ..answer(1) });
        assert!(!store.retell(message(2), hash, &told(&[])).await.unwrap());
    }

    async fn of_two_who_ask_for_the_next_candidate_one_turns_the_page(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        let issues = ["backup/replica-inconsistent".to_owned(), "backup/disk-full".to_owned()];
        assert!(store.turn_to(message(1), 0, 1, &issues).await.unwrap());
        assert!(!store.turn_to(message(1), 0, 1, &issues).await.unwrap());
        let known = store.answer_to(message(1)).await.unwrap().unwrap().told;
        assert_eq!((known.shown, known.issues), (1, issues.to_vec()));
    }

    async fn a_deleted_paste_takes_its_answer_and_its_votes_with_it(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        store.put_reply(message(1), message(2)).await.unwrap();
        let vote = Vote { paste: message(1), issue: "a/b".to_owned(), voter: BEN, helped: true, voted_at: at(1) };
        store.vote(&vote).await.unwrap();
        let removed = store.remove_answer(message(1)).await.unwrap().unwrap();
        assert_eq!(removed.reply, Some(message(2)));
        assert_eq!(store.remove_answer(message(1)).await.unwrap(), None);
        assert_eq!(store.votes(message(1)).await.unwrap(), []);
        assert!(!store.put_reply(message(1), message(3)).await.unwrap(), "a reply that comes too late is told so");
        assert_eq!(store.claim(&answer(1)).await.unwrap(), Claim::Made);
    }

    async fn a_paste_sent_twice_by_one_person_in_one_place_is_claimed_once_for_a_while(store: Store) {
        let sent = |paste| Answer { created_at: at(5), ..answer(paste) };
        assert_eq!(store.claim_once(&sent(1), at(0)).await.unwrap(), Claim::Made);
        assert_eq!(store.claim_once(&sent(2), at(5)).await.unwrap(), Claim::Already(Box::new(sent(2))));
        assert_eq!(store.answer_to(message(2)).await.unwrap(), None);
        assert_eq!(store.claim_once(&Answer { author: BEN, ..sent(3) }, at(0)).await.unwrap(), Claim::Made);
        assert_eq!(store.claim_once(&Answer { channel: THREAD, ..sent(4) }, at(0)).await.unwrap(), Claim::Made);
        let another = Answer { paste_hash: PasteHash::of("another"), ..sent(5) };
        assert_eq!(store.claim_once(&another, at(0)).await.unwrap(), Claim::Made);
        assert_eq!(store.claim_once(&sent(6), at(6)).await.unwrap(), Claim::Made);
    }

    async fn a_paste_is_not_the_same_as_itself(store: Store) {
        store.claim_once(&answer(1), at(0)).await.unwrap();
        let later = Answer { created_at: at(CLAIM_HOLDS.as_secs()), ..answer(1) };
        assert_eq!(store.claim_once(&later, at(0)).await.unwrap(), Claim::Made);
    }

    async fn the_issues_told_in_a_thread_are_known_once_each(store: Store) {
        let in_thread = |paste: u64, issues: &[&str]| {
            let told = Told { issues: issues.iter().map(|issue| (*issue).to_owned()).collect(), ..told(&[]) };
            Answer { channel: THREAD, author: BEN, told, created_at: at(paste.cast_signed()), ..answer(paste) }
        };
        store.claim(&in_thread(1, &["a/x", "a/y"])).await.unwrap();
        store.claim(&in_thread(2, &[])).await.unwrap();
        store.claim(&in_thread(3, &["a/y", "a/w"])).await.unwrap();
        store.claim(&answer(4)).await.unwrap();
        assert_eq!(store.told_in(THREAD, message(5)).await.unwrap(), ["a/w", "a/x", "a/y"]);
        assert_eq!(store.told_in(THREAD, message(3)).await.unwrap(), ["a/x", "a/y"]);
    }

    async fn a_person_votes_once_on_an_issue_and_may_think_again(store: Store) {
        store.claim(&answer(1)).await.unwrap();
        let vote = |voter, issue: &str, helped, seconds| Vote {
            paste: message(1),
            issue: issue.to_owned(),
            voter,
            helped,
            voted_at: at(seconds),
        };
        assert!(store.vote(&vote(ADA, "a/x", true, 1)).await.unwrap());
        assert!(store.vote(&vote(BEN, "a/x", true, 2)).await.unwrap());
        assert!(store.vote(&vote(ADA, "a/y", true, 3)).await.unwrap());
        assert!(store.vote(&vote(ADA, "a/x", false, 4)).await.unwrap());
        let votes = store.votes(message(1)).await.unwrap();
        assert_eq!(votes, [vote(BEN, "a/x", true, 2), vote(ADA, "a/y", true, 3), vote(ADA, "a/x", false, 4)]);
        let nowhere = Vote { paste: message(9), ..vote(ADA, "a/x", true, 5) };
        assert!(!store.vote(&nowhere).await.unwrap());
    }
}

#[test]
fn a_paste_is_known_again_whatever_the_space_around_its_lines() {
    let hash = PasteHash::of("Error 5\n  at line 7");
    assert_eq!(PasteHash::of("\r\n Error 5 \r\nat line 7\r\n\r\n"), hash);
    assert_ne!(PasteHash::of("Error 5 at line 7"), hash);
    assert_ne!(PasteHash::of("Error 5\nat line 8"), hash);
}

#[test]
fn a_paste_is_known_again_by_another_version() {
    assert_eq!(format!("{:?}", PasteHash::of("Error 5")), "PasteHash(13535742040267330712)");
}
