use super::*;

on_every_store! {
    async fn a_turn_is_one_processs_until_it_is_over_or_ended(store: Store) {
        let (now, later) = (at(0), at(15));
        assert!(store.take_turn("identify", now, later).await.expect("the store answers"));
        assert!(!store.take_turn("identify", now, later).await.expect("the store answers"));
        assert!(store.take_turn("something else", now, later).await.expect("the store answers"));
        store.end_turn("identify", later, at(5)).await.expect("the store answers");
        assert!(!store.take_turn("identify", at(4), later).await.expect("the store answers"));
        assert!(store.take_turn("identify", at(5), later).await.expect("the store answers"));
        assert!(store.take_turn("identify", later, at(60)).await.expect("the store answers"));
    }

    async fn whoever_watches_sees_it_answer_and_the_cases_by_state(store: Store) {
        store.answers().await.expect("the store answers");
        let none = [(State::Triggered, 0), (State::Acknowledged, 0), (State::Resolved, 0)];
        assert_eq!(store.cases_by_state().await.expect("the store answers"), none);
    }
}
