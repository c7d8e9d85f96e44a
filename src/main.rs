//! Reads the command line, starts tracing, calls one command and sets the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    firstline::cli::main()
}
