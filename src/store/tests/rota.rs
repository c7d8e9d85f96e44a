use super::*;
use crate::ids::RoleId;
use crate::triage::Override;

/// Mia steps in for Ben on the primary schedule.
fn change(from: i64, until: i64) -> Override {
    Override {
        schedule: "primary".to_owned(),
        replaces: Some(BEN),
        with: MIA,
        from: at(from),
        until: at(until),
        made_by: ADA,
        made_at: at(0),
    }
}

async fn between(store: &Store, from: i64, until: i64) -> Vec<Override> {
    store.overrides(at(from), at(until)).await.unwrap().into_iter().map(|kept| kept.change).collect()
}

on_every_store! {
    async fn overrides_that_count_in_a_time_are_listed_as_they_were_made(store: Store) {
        let everyone = Override { replaces: None, schedule: "secondary".to_owned(), ..change(5, 15) };
        store.add_overrides(&[change(10, 20), everyone.clone()]).await.unwrap();
        store.add_overrides(&[change(0, 10)]).await.unwrap();
        assert_eq!(between(&store, 0, 99).await, [change(10, 20), everyone.clone(), change(0, 10)]);
        assert_eq!(between(&store, 10, 11).await, [change(10, 20), everyone]);
        assert_eq!(between(&store, 20, 99).await, []);
        assert_eq!(between(&store, -9, 0).await, []);
    }

    async fn an_override_is_undone_once_and_counts_no_more(store: Store) {
        let ids = store.add_overrides(&[change(0, 10), change(10, 20)]).await.unwrap();
        let latest = store.latest_override(ADA).await.unwrap().unwrap();
        assert_eq!(latest, KeptOverride { id: ids[1], change: change(10, 20) });
        assert_eq!(store.latest_override(BEN).await.unwrap(), None);
        assert_eq!(store.undo_override(latest.id, BEN, at(1)).await.unwrap(), Some(latest.clone()));
        assert_eq!(store.undo_override(latest.id, BEN, at(1)).await.unwrap(), None);
        assert_eq!(between(&store, 0, 99).await, [change(0, 10)]);
        assert_eq!(store.latest_override(ADA).await.unwrap().map(|kept| kept.id), Some(ids[0]));
    }

    async fn a_handoff_is_told_once_and_acknowledged_by_whose_shift_it_is(store: Store) {
        let handoff = Handoff {
            schedule: "primary".to_owned(), starts_at: at(0), incoming: Some(MIA), outgoing: Some(BEN), message: None,
            acknowledged_at: None,
        };
        assert!(store.add_handoff(&handoff).await.unwrap());
        assert!(!store.add_handoff(&handoff).await.unwrap());
        assert!(store.add_handoff(&Handoff { starts_at: at(1), ..handoff.clone() }).await.unwrap());
        assert_eq!(store.handoff("primary", at(0)).await.unwrap().as_ref(), Some(&handoff));
        assert_eq!(store.handoff("secondary", at(0)).await.unwrap(), None);
        assert!(store.put_handoff_message("primary", at(0), (SUPPORT, message(3))).await.unwrap());
        assert!(!store.put_handoff_message("secondary", at(0), (SUPPORT, message(4))).await.unwrap());
        assert!(!store.acknowledge_handoff(message(3), BEN, at(5)).await.unwrap(), "it is Mia's");
        assert!(store.acknowledge_handoff(message(3), MIA, at(6)).await.unwrap());
        assert!(!store.acknowledge_handoff(message(3), MIA, at(7)).await.unwrap());
        let known = Handoff { message: Some((SUPPORT, message(3))), acknowledged_at: Some(at(6)), ..handoff };
        assert_eq!(store.handoff_by_message(message(3)).await.unwrap(), Some(known));
        assert_eq!(store.handoff_by_message(message(4)).await.unwrap(), None);
    }

    async fn who_was_given_a_role_is_remembered_until_it_is_taken(store: Store) {
        let role = RoleId::new(7);
        for person in [MIA, BEN, MIA] {
            store.put_kept_role(GUILD, role, person, at(0)).await.unwrap();
        }
        assert_eq!(store.kept_roles(GUILD).await.unwrap(), [(role, BEN), (role, MIA)]);
        assert_eq!(store.kept_roles(GuildId::new(1)).await.unwrap(), []);
        store.remove_kept_role(GUILD, role, BEN).await.unwrap();
        store.remove_kept_role(GUILD, role, BEN).await.unwrap();
        assert_eq!(store.kept_roles(GUILD).await.unwrap(), [(role, MIA)]);
    }
}
