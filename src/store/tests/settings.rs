use insta::{allow_duplicates, assert_snapshot};
use sqlx::Row as _;

use super::*;
use crate::config::OnMiss;
use crate::ids::RoleId;

on_every_store! {
    async fn a_server_that_set_nothing_has_nothing_set(store: Store) {
        assert_eq!(store.settings(GUILD).await.unwrap(), GuildSettings::default());
    }

    async fn settings_are_kept_by_server(store: Store) {
        let changed = store
            .change_settings(GUILD, at(0), |settings| {
                settings.support_channels = Some(vec![SUPPORT, THREAD]);
                settings.helper_roles = Some(vec![RoleId::new(7)]);
                settings.on_miss = Some(OnMiss::Offer);
            })
            .await
            .unwrap();
        assert_eq!(store.settings(GUILD).await.unwrap(), changed);
        assert_eq!(store.settings(GuildId::new(1)).await.unwrap(), GuildSettings::default());

        let row = sqlx::query("SELECT body FROM settings").fetch_one(store.reader()).await.unwrap();
        allow_duplicates! { assert_snapshot!(row.get::<String, _>(0), @r#"{"support_channels":["830000000000000001","830000000000000002"],"helper_roles":["7"],"on_miss":"offer"}"#); }

        store.remove_settings(GUILD).await.unwrap();
        assert_eq!(store.settings(GUILD).await.unwrap(), GuildSettings::default());
    }

    async fn of_many_who_change_settings_at_once_all_are_heard(store: Store) {
        let changes = (1..=20).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                let add = |settings: &mut GuildSettings| {
                    settings.support_channels.get_or_insert_default().push(ChannelId::new(number));
                };
                store.change_settings(GUILD, at(0), add).await.unwrap();
            })
        });
        for change in changes.collect::<Vec<_>>() {
            change.await.unwrap();
        }
        let mut channels = store.settings(GUILD).await.unwrap().support_channels.unwrap();
        channels.sort();
        assert_eq!(channels, (1..=20).map(ChannelId::new).collect::<Vec<_>>());
    }

    async fn settings_of_a_later_form_are_not_guessed_at(store: Store) {
        store.change_settings(GUILD, at(0), |_| ()).await.unwrap();
        sqlx::query("UPDATE settings SET form = 2").execute(store.writer()).await.unwrap();
        let error = store.settings(GUILD).await.unwrap_err();
        allow_duplicates! { assert_snapshot!(error, @"the store was made by another version of Firstline (settings are of form 2): run the newest, or use another store"); }
        assert_eq!(error.kind(), ErrorKind::Newer);
    }

    async fn the_last_message_seen_only_moves_forward(store: Store) {
        assert_eq!(store.last_seen().await.unwrap(), []);
        store.put_last_seen(&[(THREAD, message(5)), (SUPPORT, message(3))]).await.unwrap();
        store.put_last_seen(&[(SUPPORT, message(2)), (THREAD, message(6)), (THREAD, message(4))]).await.unwrap();
        assert_eq!(store.last_seen().await.unwrap(), [(SUPPORT, message(3)), (THREAD, message(6))]);
        store.put_last_seen(&[]).await.unwrap();
        store.remove_last_seen(THREAD).await.unwrap();
        assert_eq!(store.last_seen().await.unwrap(), [(SUPPORT, message(3))]);
    }
}
