//! What is said in one lane is handled in the order it was said; lanes do not wait for each other.
//!
//! serenity hands every event to a task of its own, and tasks overtake each other: a person's correction would be
//! answered before what it corrects. Events enter here from the gateway's thread, in order (see `gateway`).
//! A lane exists while it has work.
//!
//! Nothing here grows without bound. Where too much waits, in one lane or in all together, the oldest of what may wait
//! gives way to what is newer in its lane, and whoever entered it is told.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::hash::Hash;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt as _;
use tokio::runtime::Handle;
use tokio::sync::watch;

/// What may wait in one lane: more than anyone types, and no more than a megabyte or two.
const MOST_IN_A_LANE: usize = 256;
/// What may be unfinished in all lanes together before what can be put off is: a message takes some kilobytes.
const MOST: usize = 2000;
/// What may be unfinished at all: beyond it nothing is taken on.
const MOST_OF_ALL: usize = 2 * MOST;
/// What may wait behind one lane.
const MOST_BEHIND: usize = 500;

/// Work that waits for its turn.
pub(super) type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The lanes that have work.
#[derive(Debug)]
pub(super) struct Lanes<Key> {
    waiting: Arc<Mutex<Waiting<Key>>>,
    runtime: Handle,
    /// How many pieces of work are not finished.
    unfinished: watch::Sender<usize>,
}

type Waiting<Key> = HashMap<Key, VecDeque<Held>>;

struct Held {
    work: Work,
    /// What is to be done instead, where the work may be put off.
    instead: Option<Box<dyn FnOnce() + Send>>,
}

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("work")
    }
}

impl<Key: Eq + Hash + Clone + Send + 'static> Lanes<Key> {
    /// No work yet; what comes runs on `runtime`.
    pub(super) fn new(runtime: Handle) -> Self {
        Self { waiting: Arc::default(), runtime, unfinished: watch::Sender::new(0) }
    }

    /// Puts work behind what is in its lane already.
    pub(super) fn enter(&self, lane: Key, work: impl Future<Output = ()> + Send + 'static) {
        // Put in its place at once: what handles a message is large, and would be moved at each step from here on.
        self.take_on(lane, Held { work: Box::pin(work), instead: None });
    }

    /// Does the same with work that gives way where too much waits; then something else is done instead of it, at once.
    pub(super) fn enter_or(
        &self,
        lane: Key,
        work: impl Future<Output = ()> + Send + 'static,
        instead: impl FnOnce() + Send + 'static,
    ) {
        let held = Held { work: Box::pin(work), instead: Some(Box::new(instead)) };
        let gives_way = {
            let mut waiting = lock(&self.waiting);
            let is_full = self.count() >= MOST;
            let in_lane = waiting.get_mut(&lane).filter(|lane| is_full || lane.len() >= MOST_IN_A_LANE);
            let oldest = in_lane.and_then(|lane| {
                let at = lane.iter().position(|held| held.instead.is_some())?;
                lane.remove(at)
            });
            match oldest {
                Some(oldest) => {
                    self.unfinished.send_modify(|count| *count -= 1);
                    drop(waiting);
                    self.take_on(lane, held);
                    Some(oldest)
                }
                None if is_full => Some(held),
                None => {
                    drop(waiting);
                    self.take_on(lane, held);
                    None
                }
            }
        };
        if let Some(instead) = gives_way.and_then(|held| held.instead) {
            instead();
        }
    }

    fn take_on(&self, lane: Key, work: Held) {
        self.unfinished.send_modify(|count| *count += 1);
        let mut waiting = lock(&self.waiting);
        if let Some(behind) = waiting.get_mut(&lane) {
            behind.push_back(work);
            return;
        }
        waiting.insert(lane.clone(), VecDeque::new());
        drop(waiting);
        let (waiting, unfinished) = (Arc::clone(&self.waiting), self.unfinished.clone());
        self.runtime.spawn(async move {
            let mut next = work;
            loop {
                // Work that panics takes nothing but itself down.
                if AssertUnwindSafe(next.work).catch_unwind().await.is_err() {
                    tracing::error!("what was being done for an event panicked, and is not done");
                }
                let following = {
                    let mut waiting = lock(&waiting);
                    let following = waiting.get_mut(&lane).and_then(VecDeque::pop_front);
                    if following.is_none() {
                        waiting.remove(&lane);
                    }
                    following
                };
                unfinished.send_modify(|count| *count -= 1);
                match following {
                    Some(held) => next = held,
                    None => break,
                }
            }
        });
    }

    /// Does something when all that is in a lane now has been done: at once where nothing is. False where too much waits
    /// for that already, and it is not done.
    pub(super) fn behind(&self, lane: &Key, act: impl FnOnce() + Send + 'static) -> bool {
        let mut waiting = lock(&self.waiting);
        if let Some(behind) = waiting.get_mut(lane) {
            if behind.len() >= MOST_BEHIND || self.count() >= MOST_OF_ALL {
                return false;
            }
            self.unfinished.send_modify(|count| *count += 1);
            behind.push_back(Held { work: Box::pin(async move { act() }), instead: None });
        } else {
            drop(waiting);
            act();
        }
        true
    }

    /// Whether nothing more can be taken on.
    pub(super) fn are_full(&self) -> bool {
        self.count() >= MOST_OF_ALL
    }

    /// Whether there is time for what was put off.
    pub(super) fn are_calm(&self) -> bool {
        self.count() < MOST / 4
    }

    fn count(&self) -> usize {
        *self.unfinished.borrow()
    }

    /// Counts as one more piece of work until it is dropped: for what is looked for before it enters a lane.
    pub(super) fn busy(&self) -> Busy {
        self.unfinished.send_modify(|count| *count += 1);
        Busy(self.unfinished.clone())
    }

    /// How much is not finished, as it changes.
    pub(super) fn unfinished(&self) -> watch::Receiver<usize> {
        self.unfinished.subscribe()
    }
}

/// Work that is not in a lane.
#[derive(Debug)]
pub(super) struct Busy(watch::Sender<usize>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    async fn finished(lanes: &Lanes<u8>) {
        lanes.unfinished().wait_for(|count| *count == 0).await.expect("the lanes are there");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_lane_keeps_its_order_whatever_each_piece_of_work_takes() {
        let lanes = Lanes::new(Handle::current());
        let seen = Arc::new(Mutex::new(Vec::new()));
        for turn in 0..200_u64 {
            let seen = Arc::clone(&seen);
            lanes.enter(1, async move {
                tokio::time::sleep(Duration::from_micros(200 - turn)).await;
                lock(&seen).push(turn);
            });
        }
        finished(&lanes).await;
        assert_eq!(*lock(&seen), (0..200).collect::<Vec<_>>());
        assert!(lock(&lanes.waiting).is_empty());
    }

    #[tokio::test]
    async fn one_lane_does_not_wait_for_another() {
        let lanes = Lanes::new(Handle::current());
        let (go, wait) = tokio::sync::oneshot::channel();
        lanes.enter(1, async move { wait.await.expect("the other lane says go") });
        lanes.enter(2, async move { go.send(()).expect("the first lane waits") });
        finished(&lanes).await;
    }

    #[tokio::test]
    async fn what_is_to_be_done_behind_a_lane_waits_for_what_is_in_it_and_for_nothing_else() {
        let lanes = Arc::new(Lanes::new(Handle::current()));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = |what: &'static str| {
            let seen = Arc::clone(&seen);
            move || lock(&seen).push(what)
        };
        let (go, wait) = tokio::sync::oneshot::channel();
        let note = notes("the first lane's");
        lanes.enter(1, async move {
            wait.await.expect("it is told to go");
            note();
        });
        let (inner, note) = (Arc::clone(&lanes), notes("behind both"));
        assert!(lanes.behind(&1, move || assert!(inner.behind(&2, note))));
        assert!(lanes.behind(&2, notes("behind nothing")));
        assert_eq!(*lock(&seen), ["behind nothing"]);
        go.send(()).expect("the first lane waits");
        finished(&lanes).await;
        assert_eq!(*lock(&seen), ["behind nothing", "the first lane's", "behind both"]);
    }

    #[tokio::test]
    async fn in_a_lane_that_is_full_the_oldest_gives_way_to_the_newest_and_is_told_of() {
        let lanes = Lanes::new(Handle::current());
        let (go, wait) = tokio::sync::oneshot::channel::<()>();
        lanes.enter(1, async move { wait.await.expect("it is told to go") });
        let (done, put_off) = (Arc::new(Mutex::new(Vec::new())), Arc::new(Mutex::new(Vec::new())));
        for turn in 0..MOST_IN_A_LANE + 3 {
            let (done, put_off) = (Arc::clone(&done), Arc::clone(&put_off));
            lanes.enter_or(1, async move { lock(&done).push(turn) }, move || lock(&put_off).push(turn));
        }
        go.send(()).expect("the lane waits");
        finished(&lanes).await;
        assert_eq!(*lock(&put_off), [0, 1, 2]);
        assert_eq!(*lock(&done), (3..MOST_IN_A_LANE + 3).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn where_all_lanes_are_full_what_comes_from_elsewhere_is_put_off() {
        let lanes = Lanes::new(Handle::current());
        let busy: Vec<Busy> = (0..MOST).map(|_| lanes.busy()).collect();
        let put_off = Arc::new(Mutex::new(0));
        let note = Arc::clone(&put_off);
        lanes.enter_or(1, async { panic!("it is not done") }, move || *lock(&note) += 1);
        assert_eq!(*lock(&put_off), 1);
        assert!(!lanes.are_calm());
        drop(busy);
        assert!(lanes.are_calm());
        finished(&lanes).await;
    }

    #[tokio::test]
    async fn work_that_panics_does_not_close_its_lane() {
        let lanes = Lanes::new(Handle::current());
        let (done, was_done) = tokio::sync::oneshot::channel();
        lanes.enter(1, async { panic!("on purpose") });
        lanes.enter(1, async move { done.send(()).expect("someone waits") });
        was_done.await.expect("the second was done");
        finished(&lanes).await;
    }
}
