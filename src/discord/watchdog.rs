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
    /// How far it is.
    pub state: State,
    /// What the last acknowledged heartbeat took.
    pub latency: Option<Duration>,
}

/// How far serenity takes a shard to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It is to be started when it is its turn.
    Waiting,
    /// It is on its way.
    Connecting,
    /// It is there.
    Connected,
}

impl Look {
    fn is_connected(self) -> bool {
        self.state == State::Connected
    }

    /// Whether nothing was heard of the shard between the two.
    fn is_as(self, other: Self) -> bool {
        self.is_connected() == other.is_connected() && self.latency == other.latency
    }
}

/// How the connection is, for whoever watches the process.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pulse {
    /// The shards of this process.
    pub shards: usize,
    /// How many of them are connected.
    pub connected: usize,
    /// For how long nothing has been heard of the shard that has been silent longest, or has been without a connection
    /// longest.
    pub unheard: SignedDuration,
}

/// What passes between two looks counts for so long at most: a clock that is set, and a machine that slept, are nothing
/// that the shard has done.
const BETWEEN_LOOKS: SignedDuration = SignedDuration::from_secs(10);

/// What was seen of the shards, and for how long it has been the same.
#[derive(Debug, Default)]
pub(super) struct Watchdog {
    last: HashMap<u32, (Look, SignedDuration)>,
    looked_at: Option<Timestamp>,
}

impl Watchdog {
    /// Takes a look at the shards; says why the process had better end, where it had.
    pub(super) fn look(&mut self, shards: impl IntoIterator<Item = Look>, now: Timestamp) -> Option<String> {
        let passed = self.looked_at.replace(now).map_or(SignedDuration::ZERO, |at| now.duration_since(at));
        let passed = passed.clamp(SignedDuration::ZERO, BETWEEN_LOOKS);
        let mut dead = None;
        for look in shards {
            let (last, still) = self.last.entry(look.shard).or_insert((look, SignedDuration::ZERO));
            if !last.is_as(look) {
                *still = SignedDuration::ZERO;
            } else if last.state != State::Waiting {
                *still += passed;
            }
            *last = look;
            if *still >= if look.is_connected() { UNHEARD } else { UNCONNECTED } {
                let shard = look.shard;
                let (what, seconds) = if look.is_connected() {
                    ("no heartbeat was acknowledged", still.as_secs())
                } else {
                    ("there was no connection", still.as_secs())
                };
                dead = Some(format!("shard {shard} is dead: {what} for {seconds} s"));
            }
        }
        dead
    }

    /// How the connection was at the last look.
    pub(super) fn pulse(&self) -> Pulse {
        let all = self.last.values();
        Pulse {
            shards: all.len(),
            connected: all.clone().filter(|(look, _)| look.is_connected()).count(),
            unheard: all.map(|(_, still)| *still).max().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + seconds).expect("it is a time")
    }

    fn heard(milliseconds: u64) -> Look {
        Look { shard: 0, state: State::Connected, latency: Some(Duration::from_millis(milliseconds)) }
    }

    #[test]
    fn a_quiet_shard_that_is_heard_is_left_alone_for_ever() {
        let mut watchdog = Watchdog::default();
        for beat in 0..10_000 {
            assert_eq!(watchdog.look([heard(beat)], at(41 * beat.cast_signed())), None);
        }
    }

    /// Looks every second at what stays the same; when it is said to be dead, and how.
    fn still(look: Look) -> (i64, String) {
        let mut watchdog = Watchdog::default();
        let said = (0..).find_map(|second| Some((second, watchdog.look([look], at(second))?)));
        said.expect("it is dead at last")
    }

    #[test]
    fn a_shard_that_calls_itself_connected_and_is_not_heard_ends_the_process() {
        let sentence = "shard 0 is dead: no heartbeat was acknowledged for 150 s";
        assert_eq!(still(heard(30)), (150, sentence.to_owned()));
    }

    #[test]
    fn a_shard_that_connects_again_has_more_time() {
        let sentence = "shard 3 is dead: there was no connection for 600 s";
        assert_eq!(still(Look { shard: 3, state: State::Connecting, latency: None }), (600, sentence.to_owned()));
    }

    #[test]
    fn a_shard_that_waits_for_its_turn_has_all_the_time_it_needs() {
        let mut watchdog = Watchdog::default();
        let waiting = Look { shard: 3, state: State::Waiting, latency: None };
        assert!((0..5000).all(|second| watchdog.look([waiting], at(second)).is_none()));
        let connecting = Look { state: State::Connecting, ..waiting };
        assert!((5000..5600).all(|second| watchdog.look([connecting], at(second)).is_none()));
        assert!(watchdog.look([connecting], at(5600)).is_some(), "its own time begins when it is started");
    }

    #[test]
    fn one_dead_shard_among_many_is_seen() {
        let mut watchdog = Watchdog::default();
        let mut looks = (0..200)
            .map(|second| watchdog.look([heard(1), Look { shard: 1, ..heard(second) }], at(second.cast_signed())));
        assert!(looks.any(|said| said.is_some_and(|said| said.starts_with("shard 0"))));
    }

    #[test]
    fn the_pulse_is_that_of_the_shard_that_is_silent_longest() {
        let mut watchdog = Watchdog::default();
        let away = Look { shard: 1, state: State::Connecting, latency: None };
        for second in 0..31 {
            watchdog.look([heard(second / 10), away], at(second.cast_signed()));
        }
        assert_eq!(watchdog.pulse(), Pulse { shards: 2, connected: 1, unheard: SignedDuration::from_secs(30) });
    }

    #[test]
    fn a_clock_that_is_set_is_nothing_that_a_shard_has_done() {
        let mut watchdog = Watchdog::default();
        for jump in [0, 600_000, 600_001, 3, 4, 900_000] {
            assert_eq!(watchdog.look([heard(1)], at(jump)), None, "{jump}");
        }
    }
}
