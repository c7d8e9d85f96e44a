//! Reads the command line, starts tracing, calls one command and sets the exit code.

use std::process::ExitCode;

/// A paste is read and a reply is written in many small pieces: an eighth of the work of both was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    firstline::cli::main()
}
