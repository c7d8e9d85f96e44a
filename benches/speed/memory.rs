//! What this process holds of the machine's memory, as Linux counts it.

use std::fs;
use std::io;

/// Memory resident now, in bytes.
pub(crate) fn resident() -> io::Result<u64> {
    field("VmRSS:")
}

/// The most that was resident since the start or the last [`forget_peak`], in bytes.
pub(crate) fn peak() -> io::Result<u64> {
    field("VmHWM:")
}

/// Starts [`peak`] anew.
pub(crate) fn forget_peak() -> io::Result<()> {
    fs::write("/proc/self/clear_refs", "5")
}

fn field(name: &str) -> io::Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let kibibytes = status.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok());
    let kibibytes: u64 = kibibytes.ok_or_else(|| io::Error::other(format!("/proc/self/status has no {name}")))?;
    Ok(kibibytes * 1024)
}
