//! Writes that are asked for while another is being done are done together: a commit costs several times what it writes
//! down, and when many people ask at once, they share it. Whoever asks alone waits for nobody.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sqlx::{Any, Executor};
use tokio::sync::oneshot::{self, error::TryRecvError};

use super::answers::{self, Answer};
use super::error::{Error, ErrorKind};
use super::{Result, Store};
use crate::ids::MessageId;

/// A write that may share its commit: what it says does not depend on any other of these.
#[derive(Debug)]
pub(super) enum Write {
    /// Claims a paste, unless the same was answered since then (in milliseconds).
    Claim { answer: Box<Answer>, since: i64 },
    /// Notes the reply to a paste.
    Reply { paste: MessageId, reply: MessageId },
}

/// What waits to be written.
#[derive(Debug, Default)]
pub(super) struct Together {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

#[derive(Debug)]
struct Waiting {
    write: Write,
    done: oneshot::Sender<Result<bool>>,
}

impl Together {
    fn waiting(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Does a write. Whether it changed anything.
    pub(super) async fn write(&self, write: Write) -> Result<bool> {
        let (done, mut outcome) = oneshot::channel();
        self.together.waiting().push(Waiting { write, done });
        let _turn = self.together.turn.lock().await;
        // Whoever had the turn before may have done it.
        match outcome.try_recv() {
            Err(TryRecvError::Empty) => {}
            known => return known.unwrap_or_else(|_| Err(stopped())),
        }
        let all = std::mem::take(&mut *self.together.waiting());
        self.write_all(all).await;
        outcome.try_recv().unwrap_or_else(|_| Err(stopped()))
    }

    async fn write_all(&self, all: Vec<Waiting>) {
        // Nobody waits any more where an outcome cannot be told.
        match self.in_one(&all).await {
            Some(Ok(outcomes)) => {
                all.into_iter().zip(outcomes).for_each(|(one, outcome)| _ = one.done.send(Ok(outcome)));
            }
            Some(Err(error)) => all.into_iter().for_each(|one| _ = one.done.send(Err(error.clone()))),
            None => {
                for Waiting { write, done } in all {
                    let _ = done.send(write.execute(self.writer()).await);
                }
            }
        }
    }

    /// All in one transaction; none where there is only one, or where one of them fails, which is then found out one by one.
    async fn in_one(&self, all: &[Waiting]) -> Option<Result<Vec<bool>>> {
        if all.len() < 2 {
            return None;
        }
        let mut transaction = self.writer().begin().await.ok()?;
        let mut outcomes = Vec::with_capacity(all.len());
        for one in all {
            outcomes.push(one.write.execute(&mut *transaction).await.ok()?);
        }
        // Whether a commit that failed was done cannot be known: nothing is done a second time.
        Some(transaction.commit().await.map(|()| outcomes).map_err(Error::from))
    }
}

impl Write {
    async fn execute(&self, on: impl Executor<'_, Database = Any>) -> Result<bool> {
        let statement = match self {
            Self::Claim { answer, since } => answers::claim(answer, *since)?,
            Self::Reply { paste, reply } => answers::reply(*paste, *reply),
        };
        Ok(statement.execute(on).await?.rows_affected() > 0)
    }
}

/// Whoever had the turn was stopped in the middle of it, and so nothing was written.
fn stopped() -> Error {
    Error::new(ErrorKind::Other, "it was stopped while writing")
}
