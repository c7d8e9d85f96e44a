//! What happened in a period: the rows that figures are made of.

use sqlx::any::AnyRow;

use super::values::{Values as _, stored};
use super::{Result, Store};
use crate::ids::{GuildId, UserId};
use crate::numbers::{About, CaseTimes, Figures, Period};

impl Store {
    /// What happened in a server, or everywhere, in a period; all of it, or what concerns an article. A case concerns the
    /// article of the known issue that it turned out to be.
    pub async fn figures(&self, guild: Option<GuildId>, article: Option<&str>, period: Period) -> Result<Figures> {
        let about = article.map_or(About::All, About::Article);
        let tallies = self.tallies(guild, about, period.from, period.to).await?;
        let issues = self.issue_tallies(guild, article, period.from, period.to).await?;
        let mut cases = self.case_times(guild, &period).await?;
        if article.is_some() {
            let article_of = |issue: &str| issue.rsplit_once('/').map(|(article, _)| article) == article;
            cases.retain(|case| case.issue.as_deref().is_some_and(article_of));
        }
        Ok(Figures::of(period, article.map(str::to_owned), &tallies, issues, &cases))
    }

    /// The cases that were opened in a period.
    async fn case_times(&self, guild: Option<GuildId>, period: &Period) -> Result<Vec<CaseTimes>> {
        let rows = sqlx::query(
            "SELECT person, opened_at, answered_at, acknowledged_by, resolved_at, resolved_by, resolution_issue FROM cases \
             WHERE (CAST($1 AS BIGINT) IS NULL OR guild = $1) AND opened_at >= $2 AND opened_at <= $3",
        )
        .bind(guild.map(stored))
        .bind(period.from.as_millisecond())
        .bind(period.to.as_millisecond())
        .fetch_all(self.reader())
        .await?;
        let case = |row: &AnyRow| {
            let asked: UserId = row.id("person")?;
            Ok(CaseTimes {
                opened_at: row.time("opened_at")?,
                acknowledged_at: row.maybe_time("answered_at")?,
                acknowledged_by: row.actor("acknowledged_by")?.person(),
                resolved_at: row.maybe_time("resolved_at")?,
                // Who asked may have closed it, which is no work of a helper's.
                resolved_by: row.actor("resolved_by")?.person().filter(|by| *by != asked),
                issue: row.maybe_text("resolution_issue")?,
            })
        };
        rows.iter().map(case).collect()
    }
}
