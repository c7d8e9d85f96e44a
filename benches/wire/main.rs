//! How fast the bot is over Discord's wire, beside a bot that does nothing but echo: every figure is a ratio of the two,
//! measured in the same run, in turns.
//!
//! Discord is the sandbox, in this process; each bot is a process of its own with a sandbox of its own, Firstline as
//! `firstline run` starts it. `cargo bench --bench wire` measures all parts, `cargo bench --bench wire -- latency` one of
//! them. What the figures mean is in `benches/README.md`.

mod bot;
mod echo;
mod latency;
#[path = "../speed/pastes.rs"]
#[expect(dead_code, reason = "shared with the other bench, which uses all of it")]
mod logs;
mod memory;
mod pastes;
mod process;
#[path = "../speed/report.rs"]
#[expect(dead_code, reason = "shared with the other bench, which uses all of it")]
mod report;
#[path = "../speed/rounds.rs"]
#[expect(dead_code, reason = "shared with the other bench, which uses all of it")]
mod rounds;
mod servers;
mod start;
mod throughput;

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::{Parser, ValueEnum};

use self::report::Report;

/// Whatever goes wrong ends the bench.
type Outcome<T = ()> = Result<T, Box<dyn Error + Send + Sync>>;

/// Measures Firstline over the wire against a bot that echoes.
#[derive(Debug, Parser)]
struct Args {
    /// What to measure (all, unless named)
    #[arg(value_enum)]
    parts: Vec<Part>,
    /// A folder of Azure self-help articles
    #[arg(long, env = "FIRSTLINE_SELFHELP", value_name = "FOLDER")]
    selfhelp: Option<PathBuf>,
    /// Where answers are stored
    #[arg(long, value_enum, default_value_t = bot::Storage::File)]
    storage: bot::Storage,
    /// The messages after which memory is looked at
    #[arg(long, default_value_t = 200_000)]
    messages: usize,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
    /// Echoes at this address with this token, in a process of its own.
    #[arg(long, hide = true, num_args = 2)]
    echo: Option<Vec<String>>,
    /// What the echo says.
    #[arg(long, hide = true, value_enum, default_value_t = echo::Says::Again)]
    says: echo::Says,
}

/// One file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// From a paste to its reply
    Latency,
    /// Pastes a second
    Throughput,
    /// What many messages leave behind
    Memory,
    /// From the start of the process until it is ready
    Start,
    /// Memory of many servers
    Servers,
}

/// The knowledge that comes with Firstline.
fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

fn main() -> Outcome {
    let args = Args::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    if let Some([url, token]) = args.echo.as_deref() {
        return runtime.block_on(echo::run(url, token, args.says));
    }
    let mut report = Report::default();
    let parts = if args.parts.is_empty() { Part::value_variants() } else { &args.parts };
    runtime.block_on(async {
        for part in parts {
            match part {
                Part::Latency => latency::measure(args.storage, args.selfhelp.as_deref(), &mut report).await?,
                Part::Throughput => throughput::measure(args.storage, &mut report).await?,
                Part::Memory => memory::measure(args.storage, args.messages, &mut report).await?,
                Part::Start => start::measure(args.storage, &mut report).await?,
                Part::Servers => servers::measure(args.storage, &mut report).await?,
            }
        }
        Ok(report.finish()?)
    })
}
