use super::*;

fn handover(id: u64) -> Handover {
    Handover {
        id: HandoverId::new(850_000_000_000_000_000 + id),
        guild: Some(GUILD),
        channel: THREAD,
        person: ADA,
        paste: Some(message(1)),
        card: None,
        opened_at: at(0),
        closed_at: None,
        closed_by: None,
    }
}

on_every_store! {
    async fn a_person_has_one_handover_open_in_a_place(store: Store) {
        assert_eq!(store.open_handover(&handover(1)).await.unwrap(), Opening::Opened);
        assert_eq!(store.open_handover(&handover(2)).await.unwrap(), Opening::Already(Box::new(handover(1))));
        let elsewhere = Handover { channel: SUPPORT, ..handover(3) };
        assert_eq!(store.open_handover(&elsewhere).await.unwrap(), Opening::Opened);
        let by_ben = Handover { person: BEN, paste: None, guild: None, ..handover(4) };
        assert_eq!(store.open_handover(&by_ben).await.unwrap(), Opening::Opened);
        assert_eq!(store.handover(by_ben.id).await.unwrap(), Some(by_ben));
        assert_eq!(store.handover(handover(2).id).await.unwrap(), None);
    }

    async fn a_closed_handover_makes_room_for_the_next_but_its_button_does_not_open_it_again(store: Store) {
        store.open_handover(&handover(1)).await.unwrap();
        assert!(store.close_handover(handover(1).id, BEN, at(60)).await.unwrap());
        let closed = Handover { closed_at: Some(at(60)), closed_by: Some(BEN), ..handover(1) };
        assert_eq!(store.open_handover(&handover(1)).await.unwrap(), Opening::Already(Box::new(closed)));
        assert_eq!(store.open_handover(&handover(2)).await.unwrap(), Opening::Opened);
    }

    async fn of_many_who_close_a_handover_the_first_counts(store: Store) {
        store.open_handover(&handover(1)).await.unwrap();
        let closings = (1..=50).map(|by| {
            let store = store.clone();
            tokio::spawn(async move { store.close_handover(handover(1).id, UserId::new(by), at(60)).await.unwrap() })
        });
        let mut first = Vec::new();
        for (by, closing) in closings.collect::<Vec<_>>().into_iter().enumerate() {
            if closing.await.unwrap() {
                first.push(UserId::new(by as u64 + 1));
            }
        }
        assert_eq!(first.len(), 1);
        let known = store.handover(handover(1).id).await.unwrap().unwrap();
        assert_eq!(known.closed_by, first.pop());
    }

    async fn a_handover_is_found_by_its_card(store: Store) {
        store.open_handover(&handover(1)).await.unwrap();
        assert!(store.put_card(handover(1).id, SUPPORT, message(7)).await.unwrap());
        let known = Handover { card: Some((SUPPORT, message(7))), ..handover(1) };
        assert_eq!(store.handover_by_card(message(7)).await.unwrap(), Some(known));
        assert_eq!(store.handover_by_card(message(8)).await.unwrap(), None);
        assert!(!store.put_card(handover(2).id, SUPPORT, message(9)).await.unwrap());
    }
}
