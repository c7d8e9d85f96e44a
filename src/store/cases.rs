//! Cases: opened once, changed one change at a time.
//!
//! A case has a version. [`Store::change_case`] reads it, asks [`Case::apply`] what becomes of it, and writes that down
//! if the version is still the one that was read, together with the entries of the timeline and the timers that follow:
//! all of it or nothing. Of many who change a case at once, each change is made upon the one before, so that of a hundred
//! acknowledgements one is made and the others hear whose it was.

use jiff::Timestamp;

use super::values::stored;
use super::{Due, ErrorKind, Result, Store, case_rows, counters, timers};
use crate::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::triage::{Actor, Applied, Case, CaseEvent, CaseId, Refused, Request, Timer};

/// What became of a wish for a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Opening {
    /// It is open: it is to be shown to those who help.
    Opened(Box<Case>),
    /// The person has this one open in that place; or the same interaction was told of before, and opened this one, which
    /// may be resolved by now. It is to be shown where it has no card yet.
    Already(Box<Case>),
}

/// What became of a change to a case.
#[derive(Debug, Clone, PartialEq)]
pub enum Changed {
    /// It is made: the case as it is now.
    Made(Box<Case>),
    /// The case does not allow it: why, and the case as it is.
    Refused(Refused, Box<Case>),
    /// There is no such case, or no longer.
    NoSuchCase,
    /// Somebody else has claimed the timer that it was made for.
    NoLongerOurs,
}

impl Store {
    /// Opens a case, unless the person has one open in that place: the channel, or the thread in which another of theirs
    /// is talked about. `timers` says what is to be done later for a case that was opened; it may be called more than once.
    pub async fn open_case(
        &self,
        request: &Request,
        by: Actor,
        at: Timestamp,
        timers: impl Fn(&Case) -> Vec<Timer>,
    ) -> Result<Opening> {
        loop {
            if let Some(earlier) = self.earlier(request).await? {
                return Ok(Opening::Already(Box::new(earlier)));
            }
            let mut transaction = self.writer().begin().await?;
            let id = counters::next(&mut transaction, "cases").await?;
            let opened = Case::open(id.into(), request.clone(), by, at);
            if case_rows::insert(&mut transaction, &opened.case).await? {
                let applied = Applied { timers: timers(&opened.case), ..opened };
                add(&mut transaction, &applied).await?;
                transaction.commit().await?;
                return Ok(Opening::Opened(Box::new(applied.case)));
            }
            // Somebody was faster, in this very moment. The number is not used up.
            transaction.rollback().await?;
        }
    }

    async fn earlier(&self, request: &Request) -> Result<Option<Case>> {
        let row = sqlx::query(
            "SELECT * FROM cases WHERE opened_by = $1 OR (person = $2 AND (channel = $3 OR thread = $3) \
             AND state <> 'resolved') ORDER BY CASE WHEN opened_by = $1 THEN 0 ELSE 1 END, id LIMIT 1",
        )
        .bind(stored(request.opened_by))
        .bind(stored(request.person))
        .bind(stored(request.channel))
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(case_rows::case).transpose()
    }

    /// The case by its number.
    pub async fn case(&self, id: CaseId) -> Result<Option<Case>> {
        let row = sqlx::query("SELECT * FROM cases WHERE id = $1").bind(stored(id));
        row.fetch_optional(self.reader()).await?.as_ref().map(case_rows::case).transpose()
    }

    /// The case that a card shows.
    pub async fn case_by_card(&self, card: MessageId) -> Result<Option<Case>> {
        let row = sqlx::query("SELECT * FROM cases WHERE card = $1").bind(stored(card));
        row.fetch_optional(self.reader()).await?.as_ref().map(case_rows::case).transpose()
    }

    /// The case that is talked about in a thread; the latest, where there are several.
    pub async fn case_by_thread(&self, thread: ChannelId) -> Result<Option<Case>> {
        let row = sqlx::query("SELECT * FROM cases WHERE thread = $1 ORDER BY id DESC LIMIT 1").bind(stored(thread));
        row.fetch_optional(self.reader()).await?.as_ref().map(case_rows::case).transpose()
    }

    /// The case that a person has open in a place: where they asked, or in the thread in which it is talked about.
    pub async fn case_of(&self, person: UserId, place: ChannelId) -> Result<Option<Case>> {
        let row = sqlx::query(
            "SELECT * FROM cases WHERE person = $1 AND (channel = $2 OR thread = $2) AND state <> 'resolved' \
             ORDER BY id LIMIT 1",
        )
        .bind(stored(person))
        .bind(stored(place))
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(case_rows::case).transpose()
    }

    /// The open cases that nobody has answered yet, and that a message in a place answers: those that are talked about in
    /// the thread, those about the paste that it replies to, and, where the place is one conversation, those opened in it.
    pub async fn waiting_in(
        &self,
        guild: GuildId,
        place: ChannelId,
        is_conversation: bool,
        paste: Option<MessageId>,
    ) -> Result<Vec<Case>> {
        let rows = sqlx::query(
            "SELECT * FROM cases WHERE guild = $1 AND state <> 'resolved' AND answered_at IS NULL \
             AND (thread = $2 OR channel = $3 OR paste = $4) ORDER BY id",
        )
        .bind(stored(guild))
        .bind(stored(place))
        .bind(if is_conversation { Some(stored(place)) } else { None })
        .bind(paste.map(stored))
        .fetch_all(self.reader())
        .await?;
        rows.iter().map(case_rows::case).collect()
    }

    /// Changes a case: `change` says what becomes of it, upon [`Case::apply`]. It is called anew where somebody else
    /// changed the case in the meantime. What it gives is written down as one: the case, the entries, the timers.
    ///
    /// ```
    /// # use firstline::{store::{Changed, Store}, triage::{Actor, CaseId, Change}, ids::UserId};
    /// # async fn f(store: &Store, id: CaseId, mia: UserId, now: jiff::Timestamp) -> firstline::store::Result<()> {
    /// let by = Actor::Person(mia);
    /// match store.change_case(id, |case| case.apply(Change::Acknowledge, by, now)).await? {
    ///     Changed::Made(case) => { /* show `case` */ }
    ///     Changed::Refused(why, case) => { /* say `why` */ }
    ///     Changed::NoSuchCase | Changed::NoLongerOurs => {}
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn change_case(
        &self,
        id: CaseId,
        change: impl Fn(&Case) -> std::result::Result<Applied, Refused>,
    ) -> Result<Changed> {
        self.change(id, None, change).await
    }

    /// Changes the case that a timer is for, as [`Store::change_case`] does, and with that the timer is done: both are
    /// written down as one, or neither. Where the case refuses, the timer is done, too: its time has passed.
    ///
    /// Where the claim was lost, because it took too long and somebody else claimed the timer, nothing is written down:
    /// [`Changed::NoLongerOurs`].
    pub async fn change_case_for(
        &self,
        due: &Due,
        at: Timestamp,
        change: impl Fn(&Case) -> std::result::Result<Applied, Refused>,
    ) -> Result<Changed> {
        let Some(id) = due.timer.case else {
            self.finish(due, at).await?;
            return Ok(Changed::NoSuchCase);
        };
        self.change(id, Some((due, at)), change).await
    }

    async fn change(
        &self,
        id: CaseId,
        timer: Option<(&Due, Timestamp)>,
        change: impl Fn(&Case) -> std::result::Result<Applied, Refused>,
    ) -> Result<Changed> {
        loop {
            let Some(case) = self.case(id).await? else { return Ok(Changed::NoSuchCase) };
            let mut applied = match change(&case) {
                Ok(applied) => applied,
                Err(refused) => {
                    if let Some((due, at)) = timer {
                        self.finish(due, at).await?;
                    }
                    return Ok(Changed::Refused(refused, Box::new(case)));
                }
            };
            let mut transaction = self.writer().begin().await?;
            match case_rows::update(&mut transaction, &applied.case, case.version).await {
                Ok(true) => {
                    if let Some((due, at)) = timer
                        && !timers::finish(&mut transaction, due, at).await?
                    {
                        transaction.rollback().await?;
                        return Ok(Changed::NoLongerOurs);
                    }
                    add(&mut transaction, &applied).await?;
                    transaction.commit().await?;
                    (applied.case.card, applied.case.thread) = (case.card, case.thread);
                    return Ok(Changed::Made(Box::new(applied.case)));
                }
                Ok(false) => transaction.rollback().await?,
                // What there is once only is the open case of a person in a place.
                Err(error) if error.kind() == ErrorKind::Taken => {
                    transaction.rollback().await?;
                    return Ok(Changed::Refused(Refused::AnotherOpen, Box::new(case)));
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Notes the message that shows a case to those who help. False where there is no such case any more: the message is
    /// to be deleted then. The version stays: what it shows is no change.
    pub async fn put_card(&self, id: CaseId, channel: ChannelId, message: MessageId) -> Result<bool> {
        let done = sqlx::query("UPDATE cases SET card_channel = $2, card = $3 WHERE id = $1")
            .bind(stored(id))
            .bind(stored(channel))
            .bind(stored(message))
            .execute(self.writer())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes where a case is talked about. False where there is no such case any more.
    pub async fn put_thread(&self, id: CaseId, thread: ChannelId) -> Result<bool> {
        let done = sqlx::query("UPDATE cases SET thread = $2 WHERE id = $1")
            .bind(stored(id))
            .bind(stored(thread))
            .execute(self.writer())
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Everything that happened to a case, oldest first.
    pub async fn timeline(&self, id: CaseId) -> Result<Vec<CaseEvent>> {
        let rows = sqlx::query("SELECT * FROM timeline WHERE case_id = $1 ORDER BY number")
            .bind(stored(id))
            .fetch_all(self.reader())
            .await?;
        rows.iter().map(case_rows::event).collect()
    }

    /// One entry of a case's timeline, by its number.
    pub async fn case_event(&self, id: CaseId, number: u64) -> Result<Option<CaseEvent>> {
        let row = sqlx::query("SELECT * FROM timeline WHERE case_id = $1 AND number = $2")
            .bind(stored(id))
            .bind(number.cast_signed())
            .fetch_optional(self.reader())
            .await?;
        row.as_ref().map(case_rows::event).transpose()
    }

    /// The latest note on a case.
    pub async fn latest_note(&self, id: CaseId) -> Result<Option<CaseEvent>> {
        let row = sqlx::query(
            "SELECT * FROM timeline WHERE case_id = $1 AND what = 'noted' AND text <> '' ORDER BY number DESC LIMIT 1",
        )
        .bind(stored(id))
        .fetch_optional(self.reader())
        .await?;
        row.as_ref().map(case_rows::event).transpose()
    }
}

/// Adds what came of a change, beside the case itself.
async fn add(connection: &mut sqlx::AnyConnection, applied: &Applied) -> Result<()> {
    for event in &applied.events {
        case_rows::insert_event(connection, applied.case.id, event).await?;
    }
    for timer in &applied.timers {
        timers::insert(connection, timer).await?;
    }
    Ok(())
}
