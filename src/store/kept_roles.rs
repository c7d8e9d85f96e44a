//! Who was given the role of those on call by us: from them it is taken again, and from nobody else.

use jiff::Timestamp;

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{GuildId, RoleId, UserId};

impl Store {
    /// Notes that a person is given a role. To be noted before it is given: what was noted and not given is given again,
    /// but what was given and not noted would stay for ever.
    pub async fn put_kept_role(&self, guild: GuildId, role: RoleId, person: UserId, at: Timestamp) -> Result<()> {
        sqlx::query(
            "INSERT INTO kept_roles (guild, role, person, since) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(stored(guild))
        .bind(stored(role))
        .bind(stored(person))
        .bind(at.as_millisecond())
        .execute(self.writer())
        .await?;
        Ok(())
    }

    /// Notes that a role was taken from a person. To be noted when it was taken.
    pub async fn remove_kept_role(&self, guild: GuildId, role: RoleId, person: UserId) -> Result<()> {
        sqlx::query("DELETE FROM kept_roles WHERE guild = $1 AND role = $2 AND person = $3")
            .bind(stored(guild))
            .bind(stored(role))
            .bind(stored(person))
            .execute(self.writer())
            .await?;
        Ok(())
    }

    /// Who was given which role in a server, by us.
    pub async fn kept_roles(&self, guild: GuildId) -> Result<Vec<(RoleId, UserId)>> {
        let rows = sqlx::query("SELECT role, person FROM kept_roles WHERE guild = $1 ORDER BY role, person")
            .bind(stored(guild))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(|row| Ok((row.id("role")?, row.id("person")?))).collect()
    }
}
