//! Between our values and the two kinds of column.

use std::num::NonZeroU64;

use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Error, Result};
use crate::matching::Verdict;

/// An id as it is stored. Discord's ids have 63 bits until the year 2084, so their order is kept.
pub(super) fn stored(id: impl Into<NonZeroU64>) -> i64 {
    id.into().get().cast_signed()
}

/// The values of a row by their columns' names.
pub(super) trait Values {
    fn text(&self, column: &str) -> Result<String>;
    fn number(&self, column: &str) -> Result<i64>;
    fn maybe_number(&self, column: &str) -> Result<Option<i64>>;

    fn id<Id: From<NonZeroU64>>(&self, column: &str) -> Result<Id> {
        id(self.number(column)?, column)
    }

    fn maybe_id<Id: From<NonZeroU64>>(&self, column: &str) -> Result<Option<Id>> {
        self.maybe_number(column)?.map(|number| id(number, column)).transpose()
    }

    fn time(&self, column: &str) -> Result<Timestamp> {
        time(self.number(column)?, column)
    }

    fn maybe_time(&self, column: &str) -> Result<Option<Timestamp>> {
        self.maybe_number(column)?.map(|number| time(number, column)).transpose()
    }
}

impl Values for AnyRow {
    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn number(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn maybe_number(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }
}

fn id<Id: From<NonZeroU64>>(number: i64, column: &str) -> Result<Id> {
    NonZeroU64::new(number.cast_unsigned())
        .map(Id::from)
        .ok_or_else(|| Error::unreadable(format_args!("0 as an id in `{column}`")))
}

fn time(number: i64, column: &str) -> Result<Timestamp> {
    Timestamp::from_millisecond(number).map_err(|_| Error::unreadable(format_args!("{number} as a time in `{column}`")))
}

/// A verdict by name.
pub(super) const fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Answer => "answer",
        Verdict::Suggest => "suggest",
        Verdict::Abstain => "abstain",
    }
}

pub(super) fn verdict(name: &str) -> Result<Verdict> {
    [Verdict::Answer, Verdict::Suggest, Verdict::Abstain]
        .into_iter()
        .find(|verdict| verdict_name(*verdict) == name)
        .ok_or_else(|| Error::unreadable(format_args!("the verdict `{}`", name.escape_debug())))
}
