//! `firstline eval`: Measures the matcher on labelled cases.

use std::io::Write;

use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::{Format, Outcome};

/// The arguments of `firstline eval`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// The cases, one JSON object a line
    #[arg(value_name = "CASES")]
    pub cases: std::path::PathBuf,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Measures the matcher on labelled cases.
pub fn run(args: &Args, _out: &mut dyn Write) -> Outcome {
    let _ = args.knowledge.load()?;
    Err(Failure::new("not built yet"))
}
