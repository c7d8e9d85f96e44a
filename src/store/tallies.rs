//! Tallies: how often something happened in an hour. They hold nobody, so they stay when a person is forgotten.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use sqlx::Row as _;

use super::values::{Values as _, stored};
use super::{Error, Result, Store};
use crate::ids::GuildId;
use crate::numbers::{About, IssueTally, Tally, What};

/// What is counted, where, and in which hour.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Happened {
    guild: i64,
    hour: i64,
    what: &'static str,
    about: String,
}

/// How long tallies are kept: a year can be held against the one before for a month.
pub const TALLIES_KEPT: SignedDuration = SignedDuration::from_hours(400 * 24);

/// Direct messages, which are in no server.
const NO_GUILD: i64 = 0;

impl Happened {
    /// Something that happened in a server, or in a direct message, in the hour that began at an instant.
    pub fn new(guild: Option<GuildId>, hour: Timestamp, what: What, about: About<'_>) -> Self {
        Self {
            guild: guild.map_or(NO_GUILD, stored),
            hour: hour.as_millisecond(),
            what: what_name(what),
            about: about_name(about).into_owned(),
        }
    }
}

impl Store {
    /// Counts what happened, on top of what was counted before: all of it or nothing.
    pub async fn add_tallies(&self, happened: &[(Happened, u64)]) -> Result<()> {
        // In one order everywhere, so that two processes never wait for each other's rows.
        let mut happened: Vec<_> = happened.iter().collect();
        happened.sort_unstable();
        let mut transaction = self.writer().begin().await?;
        for (Happened { guild, hour, what, about }, count) in happened {
            sqlx::query(
                "INSERT INTO tallies (guild, hour, what, about, count) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (guild, hour, what, about) DO UPDATE SET count = tallies.count + excluded.count",
            )
            .bind(*guild)
            .bind(*hour)
            .bind(*what)
            .bind(about.as_str())
            .bind(i64::try_from(*count).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// What happened in a server, or everywhere, in the hours that began from `from` to `to`, both included, oldest first.
    pub async fn tallies(
        &self,
        guild: Option<GuildId>,
        about: About<'_>,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Tally>> {
        let rows = sqlx::query(
            "SELECT hour, what, CAST(SUM(count) AS BIGINT) AS times FROM tallies \
             WHERE (CAST($1 AS BIGINT) IS NULL OR guild = $1) AND hour >= $2 AND hour <= $3 AND about = $4 \
             GROUP BY hour, what ORDER BY hour, what",
        )
        .bind(guild.map(stored))
        .bind(from.as_millisecond())
        .bind(to.as_millisecond())
        .bind(about_name(about).into_owned())
        .fetch_all(self.reader())
        .await?;
        rows.iter()
            .map(|row| Ok(Tally { hour: row.time("hour")?, what: what(&row.text("what")?)?, count: times(row)? }))
            .collect()
    }

    /// The same for each issue, or for each of an article, over all these hours together.
    pub async fn issue_tallies(
        &self,
        guild: Option<GuildId>,
        article: Option<&str>,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<IssueTally>> {
        let beginning = article.map(|article| format!("{article}/")).unwrap_or_default();
        let rows = sqlx::query(
            "SELECT about, what, CAST(SUM(count) AS BIGINT) AS times FROM tallies \
             WHERE (CAST($1 AS BIGINT) IS NULL OR guild = $1) AND hour >= $2 AND hour <= $3 \
             AND about <> '' AND about NOT LIKE '%/' AND substr(about, 1, length($4)) = $4 \
             GROUP BY about, what ORDER BY about, what",
        )
        .bind(guild.map(stored))
        .bind(from.as_millisecond())
        .bind(to.as_millisecond())
        .bind(beginning)
        .fetch_all(self.reader())
        .await?;
        let tallies = rows.iter().map(|row| {
            Ok(IssueTally { issue: row.text("about")?, what: what(&row.text("what")?)?, count: times(row)? })
        });
        let mut tallies = tallies.collect::<Result<Vec<_>>>()?;
        // An article whose id begins with this one's and a slash is another.
        tallies
            .retain(|tally| article.is_none() || tally.issue.rsplit_once('/').map(|(article, _)| article) == article);
        Ok(tallies)
    }

    /// Removes the tallies of hours that began before an instant, and says how many there were.
    pub async fn remove_tallies_before(&self, instant: Timestamp) -> Result<u64> {
        let done = sqlx::query("DELETE FROM tallies WHERE hour < $1").bind(instant.as_millisecond());
        Ok(done.execute(self.writer()).await?.rows_affected())
    }
}

fn times(row: &sqlx::any::AnyRow) -> Result<u64> {
    Ok(u64::try_from(row.try_get::<i64, _>("times")?).unwrap_or_default())
}

/// An article ends in a slash, which no issue does.
fn about_name(about: About<'_>) -> Cow<'_, str> {
    match about {
        About::All => Cow::Borrowed(""),
        About::Article(id) => Cow::Owned(format!("{id}/")),
        About::Issue(id) => Cow::Borrowed(id),
    }
}

const fn what_name(what: What) -> &'static str {
    match what {
        What::Answered => "answered",
        What::Suggested => "suggested",
        What::Abstained => "abstained",
        What::Helped => "helped",
        What::NotHelped => "not helped",
    }
}

fn what(name: &str) -> Result<What> {
    let known = What::ALL.into_iter().find(|what| what_name(*what) == name);
    known.ok_or_else(|| Error::unreadable(format_args!("the tally `{}`", name.escape_debug())))
}
