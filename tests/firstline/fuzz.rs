//! What strangers' bytes reach, fed with bytes that nobody would write: nothing panics, and nothing takes for ever.
//!
//! Each test does this for a moment; `FIRSTLINE_FUZZ_SECONDS` says for how long each, from a new beginning each time then.
//! An input that fails is printed.

mod bytes;

use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

pub(crate) use self::bytes::Mutator;

/// An input may keep a processor at work for so long, without optimisations.
const LONGEST: Duration = Duration::from_secs(20);

/// How long to go on, and where the dice begin.
#[expect(clippy::disallowed_methods, reason = "this is how whoever runs the tests says how long")]
pub(crate) fn wanted() -> (Duration, u64) {
    match std::env::var("FIRSTLINE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => {
            let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("it is after 1970");
            (Duration::from_secs(seconds), seed.as_nanos() as u64)
        }
        None => (Duration::from_millis(700), 0x5EED),
    }
}

/// Feeds something with what becomes of the seeds.
fn feed(seeds: &[Vec<u8>], mut eats: impl FnMut(&[u8])) {
    let (how_long, seed) = wanted();
    let (mut mutator, begun) = (Mutator::new(seed), Instant::now());
    for seed in seeds {
        swallow(seed, &mut eats);
    }
    while begun.elapsed() < how_long {
        swallow(&mutator.of(seeds), &mut eats);
    }
}

fn swallow(input: &[u8], eats: &mut impl FnMut(&[u8])) {
    let (begun, before) = (Instant::now(), at_work());
    let done = panic::catch_unwind(AssertUnwindSafe(|| eats(input)));
    assert!(done.is_ok(), "it panics, fed with {:?} ({input:?})", String::from_utf8_lossy(input));
    let took = before.and_then(|before| at_work()?.checked_sub(before)).unwrap_or_else(|| begun.elapsed());
    assert!(took < LONGEST, "it takes {took:?}, fed with {input:?}");
}

/// How long a processor has been at work for this thread, where the system says so: Linux does. On a busy machine, an hour
/// of fuzzing waits longer for its turn than any input takes.
fn at_work() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
