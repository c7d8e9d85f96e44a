//! What another process has taken so far, as Linux counts it.

use std::fs;
use std::io;
use std::time::Duration;

/// Memory resident now, in bytes.
pub(crate) fn resident(pid: u32) -> io::Result<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let found = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok());
    let kibibytes: u64 = found.ok_or_else(|| io::Error::other("/proc has no VmRSS"))?;
    Ok(kibibytes * 1024)
}

/// Time that processors have worked for it, all its threads together.
pub(crate) fn worked(pid: u32) -> io::Result<Duration> {
    let mut worked = Duration::ZERO;
    for thread in fs::read_dir(format!("/proc/{pid}/task"))? {
        let text = fs::read_to_string(thread?.path().join("schedstat"))?;
        let nanoseconds = text.split_whitespace().next().and_then(|first| first.parse().ok());
        worked += Duration::from_nanos(nanoseconds.ok_or_else(|| io::Error::other("/proc has no schedstat"))?);
    }
    Ok(worked)
}
