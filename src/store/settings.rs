//! What a server has set for itself, by command.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::values::{Values as _, stored};
use super::{Error, ErrorKind, Result, Store};
use crate::config::OnMiss;
use crate::ids::{ChannelId, GuildId, RoleId};

/// What a server has set. Where it has set nothing, the configuration counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GuildSettings {
    /// Where pastes are answered, with all threads below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support_channels: Option<Vec<ChannelId>>,
    /// Whose messages are read only when they mention the bot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helper_roles: Option<Vec<RoleId>>,
    /// What to say where nothing is found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_miss: Option<OnMiss>,
    /// The language of replies, as Discord writes locales.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where those on call are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_call_channel: Option<ChannelId>,
    /// Whom to mention there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_call_role: Option<RoleId>,
}

/// The form of the stored settings. A new field that may be left out needs no new form; a change of meaning does.
const FORM: i64 = 1;

impl Store {
    /// What a server has set.
    pub async fn settings(&self, guild: GuildId) -> Result<GuildSettings> {
        Ok(self.settings_with_revision(guild).await?.0)
    }

    /// Changes what a server has set, and gives what holds then. Of two who change at once, both are heard: `change` may
    /// be called more than once.
    pub async fn change_settings(
        &self,
        guild: GuildId,
        at: Timestamp,
        change: impl Fn(&mut GuildSettings),
    ) -> Result<GuildSettings> {
        loop {
            let (mut settings, revision) = self.settings_with_revision(guild).await?;
            change(&mut settings);
            let body = serde_json::to_string(&settings)
                .map_err(|error| Error::unreadable(format_args!("the settings ({error})")))?;
            let done = sqlx::query(
                "INSERT INTO settings (guild, form, revision, body, changed_at) VALUES ($1, $2, $3 + 1, $4, $5) \
                 ON CONFLICT (guild) DO UPDATE SET form = excluded.form, revision = excluded.revision, \
                 body = excluded.body, changed_at = excluded.changed_at WHERE settings.revision = $3",
            )
            .bind(stored(guild))
            .bind(FORM)
            .bind(revision)
            .bind(body)
            .bind(at.as_millisecond())
            .execute(self.writer())
            .await?;
            if done.rows_affected() > 0 {
                return Ok(settings);
            }
        }
    }

    /// Removes what a server has set: the bot was taken out of it.
    pub async fn remove_settings(&self, guild: GuildId) -> Result<()> {
        sqlx::query("DELETE FROM settings WHERE guild = $1").bind(stored(guild)).execute(self.writer()).await?;
        Ok(())
    }

    /// The revision is 0 where nothing is set.
    async fn settings_with_revision(&self, guild: GuildId) -> Result<(GuildSettings, i64)> {
        let row = sqlx::query("SELECT form, revision, body FROM settings WHERE guild = $1")
            .bind(stored(guild))
            .fetch_optional(self.reader())
            .await?;
        let Some(row) = row else { return Ok((GuildSettings::default(), 0)) };
        let form = row.number("form")?;
        if form > FORM {
            return Err(Error::new(ErrorKind::Newer, format!("settings are of form {form}")));
        }
        let settings = serde_json::from_str(&row.text("body")?)
            .map_err(|error| Error::unreadable(format_args!("the settings of {guild} ({error})")))?;
        Ok((settings, row.number("revision")?))
    }
}
