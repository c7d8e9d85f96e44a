//! `firstline match`: finds the known issue a pasted error is about, and prints what to do.

use std::io::Write;
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

use super::answer::{self, Opener};
use super::knowledge::KnowledgeArgs;
use super::page::{Look, Page};
use super::thresholds::Thresholds;
use super::{Format, LANGUAGE, NO, Outcome, input, json, why};
use crate::matching::{Matcher, Verdict};
use crate::reply::Reply;

/// The arguments of `firstline match`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The error: its text, files (several are parts of one paste), or `-` for standard input
    #[arg(value_name = "TEXT|FILE")]
    input: Vec<String>,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
    /// How to print the reply
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also print the candidates, their scores and evidence, and why the runner-up lost
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    thresholds: Thresholds,
}

const EXAMPLES: &str = "Examples:
  firstline match \"Replica is inconsistent (ID 3106)\"
  firstline match job.log events.txt
  journalctl -u backup | firstline match --format json

Exit codes: 0 answered or suggested, 1 nothing found, 2 wrong use or unreadable input.";

/// Finds the known issue and prints the reply.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let config = args.thresholds.config()?;
    let paste = input::read(&args.input)?;
    // The process ends with the reply: taking a large knowledge apart piece by piece would only delay that.
    let knowledge = ManuallyDrop::new(args.knowledge.load_good()?);
    let started = Instant::now();
    let matcher = ManuallyDrop::new(Matcher::new(&knowledge, &config));
    tracing::info!(took = ?started.elapsed(), "compiled the knowledge");
    let started = Instant::now();
    let judgement = matcher.judge(&paste);
    tracing::info!(took = ?started.elapsed(), verdict = ?judgement.verdict, "judged the paste");
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, &json::Judged::new(&knowledge, &paste, &judgement, args.why))?;
            writeln!(out)?;
        }
        Format::Text => {
            let mut page = Page::new(out, Look::of_stdout());
            let opener = Opener { knowledge: &knowledge, path: &args.knowledge.knowledge };
            answer::reply(&mut page, &Reply::new(LANGUAGE, &knowledge, &paste, &judgement), opener)?;
            if args.why {
                why::explain(&mut page, &knowledge, &paste, &judgement, config)?;
            }
        }
    }
    Ok(match judgement.verdict {
        Verdict::Answer | Verdict::Suggest => ExitCode::SUCCESS,
        Verdict::Abstain => ExitCode::from(NO),
    })
}
