//! `firstline check`: Tests the knowledge as code is tested.

use std::io::Write;

use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::{Format, Outcome};

/// The arguments of `firstline check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Tests the knowledge as code is tested.
pub fn run(args: &Args, _out: &mut dyn Write) -> Outcome {
    let _ = args.knowledge.load()?;
    Err(Failure::new("not built yet"))
}
