//! Memory is measured in a process of its own, which nothing else has used before.

use std::env;
use std::io::{self, Write};
use std::process::Command;

use crate::{growth, loading, logs};

/// Runs a task in a fresh process and returns the numbers that it prints.
pub(crate) fn ask(task: &[&str]) -> io::Result<Vec<f64>> {
    let output = Command::new(env::current_exe()?).arg("--child").args(task).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("{task:?} ended with {}: {said}", output.status)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.split_whitespace().map(|number| number.parse().map_err(io::Error::other)).collect()
}

/// The other side of [`ask`].
pub(crate) fn run(task: &[String]) -> io::Result<()> {
    let task: Vec<&str> = task.iter().map(String::as_str).collect();
    let numbers = match task[..] {
        ["loading", path] => loading::child(path)?,
        ["logs", path, kind, bytes] => logs::child(path, kind, bytes)?,
        ["growth", path, issues] => growth::child(path, issues)?,
        _ => return Err(io::Error::other(format!("no such task: {task:?}"))),
    };
    numbers.iter().try_for_each(|number| writeln!(io::stdout().lock(), "{number}"))
}
