//! How fast and how large: every figure is a ratio of two things measured in the same run, in turns.
//!
//! `cargo bench --bench speed` measures all parts, and with `-- search` one. `FIRSTLINE_SELFHELP` names a folder of Azure
//! self-help articles; without it the shipped knowledge stands in. What the figures mean is in `benches/README.md`.

mod cases;
mod children;
mod corpus;
mod curve;
mod grown;
mod growth;
mod loading;
mod logs;
mod memory;
mod pastes;
mod peers;
mod report;
mod rounds;
mod search;
mod startup;

use std::io;
use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use self::corpus::Corpus;
use self::report::Report;

/// Measures Firstline's speed and size against what else there is.
#[derive(Debug, Parser)]
struct Args {
    /// What to measure (all, unless named)
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// A folder of Azure self-help articles
    #[arg(long, env = "FIRSTLINE_SELFHELP", value_name = "FOLDER")]
    selfhelp: Option<PathBuf>,
    /// A PostgreSQL server to measure cases on, too
    #[arg(long, env = "FIRSTLINE_TEST_POSTGRES_URL", hide_env_values = true, value_name = "URL")]
    postgres: Option<String>,
    /// The most issues to grow the knowledge to
    #[arg(long, default_value_t = 1_000_000)]
    most_issues: usize,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
    /// What to do in a process of its own, see [`children`].
    #[arg(long, hide = true, num_args = 1.., allow_hyphen_values = true)]
    child: Option<Vec<String>>,
}

/// One file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Reading, parsing and compiling against merely reading
    Loading,
    /// A 2 KiB paste against other engines
    Search,
    /// 64 KiB and 8 MiB logs
    Logs,
    /// 1 k to 1 M issues
    Growth,
    /// `firstline match` from process start to finish
    Startup,
    /// What is due, and lists of cases, in SQLite and PostgreSQL
    Cases,
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    if let Some(task) = &args.child {
        return children::run(task);
    }
    let corpus = Corpus::find(args.selfhelp)?;
    let mut report = Report::default();
    Report::note(&corpus.described())?;
    let parts = if args.parts.is_empty() { Part::value_variants() } else { &args.parts };
    for part in parts {
        match part {
            Part::Loading => loading::measure(&corpus, &mut report)?,
            Part::Search => search::measure(&corpus, &mut report)?,
            Part::Logs => logs::measure(&corpus, &mut report)?,
            Part::Growth => growth::measure(&corpus, args.most_issues, &mut report)?,
            Part::Startup => startup::measure(&mut report)?,
            Part::Cases => cases::measure(args.postgres.as_deref(), &mut report)?,
        }
    }
    report.finish()
}
