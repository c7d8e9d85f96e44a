//! `firstline import`: Turns self-help Markdown or JSON Lines into articles to edit.

use std::io::Write;

use super::Outcome;
use super::failure::Failure;
use super::knowledge::KnowledgeArgs;

/// The arguments of `firstline import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    knowledge: KnowledgeArgs,
}

/// Turns self-help Markdown or JSON Lines into articles to edit.
pub fn run(args: &Args, _out: &mut dyn Write) -> Outcome {
    let _ = args.knowledge.load()?;
    Err(Failure::new("not built yet"))
}
