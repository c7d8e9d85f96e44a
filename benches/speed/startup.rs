//! `firstline match` on the shipped knowledge from process start to finish, against `firstline --version`.

use std::io;
use std::process::{Command, Stdio};

use crate::corpus::shipped;
use crate::report::Report;
use crate::rounds::Samples;

const ROUNDS: usize = 200;
const PASTE: &str = "DPM failed to communicate with the protection agent on FS01 because the agent is not responding.";

pub(crate) fn measure(report: &mut Report) -> io::Result<()> {
    let knowledge = shipped();
    let mut matching = Command::new(env!("CARGO_BIN_EXE_firstline"));
    matching.arg("match").arg("--knowledge").arg(&knowledge).arg(PASTE);
    let mut version = Command::new(env!("CARGO_BIN_EXE_firstline"));
    version.arg("--version");
    let (mut ours, mut least) = (Samples::default(), Samples::default());
    for _ in 0..ROUNDS {
        least.time(|| version.stdout(Stdio::null()).status())?;
        ours.time(|| matching.stdout(Stdio::null()).status())?;
    }
    report.at_most("process: firstline match / firstline --version", ours.median() / least.median(), 4.0)
}
