//! Tells a connection that is dead from one that is quiet.
//!
//! After some close codes serenity's shard spins or hangs for good, still calling itself connected. A sign of life that
//! cannot be feigned is the latency of the heartbeat, measured anew each time Discord acknowledges one: to the
//! nanosecond, so that two are never the same. Where it stands still for too long the process ends, and whatever
//! supervises it starts it again.

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Discord asks for a heartbeat every 41.25 s ("Gateway", Hello). Three in a row unheard are no accident.
pub(super) const UNHEARD: SignedDuration = SignedDuration::from_secs(150);
/// How long a shard may be on its way to a connection. Discord's outages last longer than this, but starting again costs
/// nothing then, and mends a shard that has stopped trying.
pub(super) const UNCONNECTED: SignedDuration = SignedDuration::from_mins(10);

/// One look at a shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Which shard.
    pub shard: u32,
    /// Whether serenity takes it for connected.
    pub connected: bool,
    /// What the last acknowledged heartbeat took.
    pub latency: Option<Duration>,
}

/// What was seen of the shards, and when it last changed.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    last: HashMap<u32, (Look, Timestamp)>,
}

impl Watchdog {
    /// Takes a look at the shards; says why the process had better end, where it had.
    pub(super) fn look(&mut self, shards: impl IntoIterator<Item = Look>, now: Timestamp) -> Option<String> {
        let mut dead = None;
        for look in shards {
            let (last, since) = self.last.entry(look.shard).or_insert((look, now));
            // A clock that was set back must not make a shard look alive for longer.
            if *last != look || now < *since {
                (*last, *since) = (look, now);
            }
            let still = now.duration_since(*since);
            if still >= if look.connected { UNHEARD } else { UNCONNECTED } {
                let shard = look.shard;
                let (what, seconds) = if look.connected {
                    ("no heartbeat was acknowledged", still.as_secs())
                } else {
                    ("there was no connection", still.as_secs())
                };
                dead = Some(format!("shard {shard} is dead: {what} for {seconds} s"));
            }
        }
        dead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).expect("it is a time")
    }

    fn heard(milliseconds: u64) -> Look {
        Look { shard: 0, connected: true, latency: Some(Duration::from_millis(milliseconds)) }
    }

    #[test]
    fn a_quiet_shard_that_is_heard_is_left_alone_for_ever() {
        let mut watchdog = Watchdog::default();
        for beat in 0..10_000 {
            assert_eq!(watchdog.look([heard(beat)], at(41 * beat.cast_signed())), None);
        }
    }

    #[test]
    fn a_shard_that_calls_itself_connected_and_is_not_heard_ends_the_process() {
        let mut watchdog = Watchdog::default();
        assert_eq!(watchdog.look([heard(30)], at(0)), None);
        assert_eq!(watchdog.look([heard(30)], at(149)), None);
        let sentence = "shard 0 is dead: no heartbeat was acknowledged for 150 s";
        assert_eq!(watchdog.look([heard(30)], at(150)).as_deref(), Some(sentence));
    }

    #[test]
    fn a_shard_that_connects_again_has_more_time() {
        let trying = Look { shard: 3, connected: false, latency: None };
        let mut watchdog = Watchdog::default();
        assert_eq!(watchdog.look([trying], at(0)), None);
        assert_eq!(watchdog.look([trying], at(599)), None);
        let sentence = "shard 3 is dead: there was no connection for 600 s";
        assert_eq!(watchdog.look([trying], at(600)).as_deref(), Some(sentence));
    }

    #[test]
    fn one_dead_shard_among_many_is_seen() {
        let mut watchdog = Watchdog::default();
        let other = |beat| Look { shard: 1, ..heard(beat) };
        assert_eq!(watchdog.look([heard(1), other(1)], at(0)), None);
        assert!(watchdog.look([heard(1), other(2)], at(200)).is_some());
    }
}
