//! What happened, counted in memory and written down from time to time, so that an answer costs no statement more.
//!
//! A process that is killed forgets the last [two seconds](super::running) of it; nothing else rests on these counts.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::all::{GuildId, MessageId};

use super::bot::Bot;
use super::ids;
use super::recent::Recent;
use crate::matching::Verdict;
use crate::numbers::{About, Period, What};
use crate::store::{Happened, Told};

/// What happened since it was last written down.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    happened: Mutex<HashMap<Happened, u64>>,
    /// The messages for which nothing was found and nothing said. No claim in the store tells that one is met again.
    silent: Mutex<Recent<MessageId>>,
}

/// While the store cannot be reached, so many different counts are kept at the most.
const MOST: usize = 50_000;

impl Tallies {
    fn add(&self, happened: Happened, count: u64) {
        let mut all = lock(&self.happened);
        if all.len() < MOST || all.contains_key(&happened) {
            *all.entry(happened).or_default() += count;
        }
    }
}

impl Bot {
    /// Counts something that concerns these issues, written `article/issue`.
    pub(super) fn tally(&self, guild: Option<GuildId>, what: What, issues: &[&str]) {
        self.counts.happened(what);
        let (guild, hour) = (guild.map(ids::guild), Period::hour(self.now()));
        for about in About::each(issues) {
            self.tallies.add(Happened::new(guild, hour, what, about), 1);
        }
    }

    /// Counts what became of a paste. Where nothing was found, only if it was about an error.
    pub(super) fn tally_told(&self, guild: Option<GuildId>, told: &Told, about_an_error: bool) {
        let named: Vec<&str> =
            told.candidates.iter().take(told.named as usize).map(|candidate| candidate.issue.as_str()).collect();
        let what = match told.verdict {
            Verdict::Answer if !named.is_empty() => What::Answered,
            Verdict::Suggest if !named.is_empty() => What::Suggested,
            Verdict::Abstain if about_an_error => What::Abstained,
            // What was found was told before, or it was talk.
            _ => return,
        };
        self.tally(guild, what, &named);
    }

    /// Counts a paste to which nothing was said, once, however often it is met.
    pub(super) fn tally_silence(&self, guild: Option<GuildId>, message: MessageId, told: &Told, about_an_error: bool) {
        if lock(&self.tallies.silent).is_new(message) {
            self.tally_told(guild, told, about_an_error);
        }
    }

    /// Writes down what happened since the last time.
    pub(super) async fn save_tallies(&self) {
        let happened: Vec<_> = lock(&self.tallies.happened).drain().collect();
        if happened.is_empty() {
            return;
        }
        if let Err(error) = self.store.add_tallies(&happened).await {
            tracing::warn!("what happened could not be counted: {error}");
            for (happened, count) in happened {
                self.tallies.add(happened, count);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
