//! Between our values and the two kinds of column.

use std::num::NonZeroU64;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Error, Result};
use crate::matching::Verdict;
use crate::triage::Actor;

/// Firstline itself, where a person may stand.
const FIRSTLINE: i64 = 0;

/// An id as it is stored. Discord's ids have 63 bits until the year 2084, so their order is kept.
pub(super) fn stored(id: impl Into<NonZeroU64>) -> i64 {
    id.into().get().cast_signed()
}

/// Who did something, as it is stored.
pub(super) fn stored_actor(actor: Actor) -> Option<i64> {
    match actor {
        Actor::Person(person) => Some(stored(person)),
        Actor::Firstline => Some(FIRSTLINE),
        Actor::Forgotten => None,
    }
}

/// A value as its name: what serde makes of an enum without fields.
pub(super) fn name_of(value: impl Serialize) -> Result<String> {
    match serde_json::to_value(value) {
        Ok(Value::String(name)) => Ok(name),
        other => Err(Error::unreadable(format_args!("a name ({other:?})"))),
    }
}

fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

/// A value as JSON.
pub(super) fn json_of(value: impl Serialize) -> Result<String> {
    serde_json::to_string(&value).map_err(|error| Error::unreadable(format_args!("a value ({error})")))
}

/// The values of a row by their columns' names.
pub(super) trait Values {
    fn text(&self, column: &str) -> Result<String>;
    fn maybe_text(&self, column: &str) -> Result<Option<String>>;
    fn number(&self, column: &str) -> Result<i64>;
    fn maybe_number(&self, column: &str) -> Result<Option<i64>>;

    /// A number that is not below 0.
    fn count<N: TryFrom<i64>>(&self, column: &str) -> Result<N> {
        let number = self.number(column)?;
        number.try_into().map_err(|_| Error::unreadable(format_args!("{number} in `{column}`")))
    }

    /// Who did something.
    fn actor(&self, column: &str) -> Result<Actor> {
        match self.maybe_number(column)? {
            None => Ok(Actor::Forgotten),
            Some(FIRSTLINE) => Ok(Actor::Firstline),
            Some(person) => Ok(Actor::Person(id(person, column)?)),
        }
    }

    /// A value of ours by its name.
    fn name<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        let name = self.text(column)?;
        named(&name).ok_or_else(|| Error::unreadable(format_args!("`{}` as a {column}", name.escape_debug())))
    }

    /// A value of ours from its JSON.
    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        let text = self.text(column)?;
        serde_json::from_str(&text).map_err(|error| Error::unreadable(format_args!("`{column}` ({error})")))
    }

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

    fn maybe_text(&self, column: &str) -> Result<Option<String>> {
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
