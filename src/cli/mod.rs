//! The command line: one file a subcommand.

use std::process::ExitCode;

/// Runs the command the user asked for.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
