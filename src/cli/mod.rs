//! The command line: one file a subcommand.
//!
//! A command is an `Args` struct and a `run` that takes it with somewhere to write and returns an [`Outcome`]: the exit
//! code, or a [`Failure`] that [`main`] puts on stderr as one sentence. Exit codes are the same everywhere: 0 for what
//! was asked for, 1 for an honest no (nothing found, a check that fails), 2 for wrong use or unreadable input.

pub mod answer;
pub mod backup;
pub mod check;
pub mod config;
pub mod eval;
pub mod explain;
pub mod failure;
pub mod health;
pub mod import;
pub mod input;
pub mod json;
pub mod knowledge;
pub mod links;
pub mod log;
pub mod match_paste;
pub mod oncall;
pub mod page;
pub mod run;
pub mod sandbox;
pub mod schema;
pub mod setup;
pub mod shell;
pub mod show;
pub mod stats;
pub mod thresholds;
pub mod why;

use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::builder::Styles;
use clap::{Parser, Subcommand, ValueEnum};

use self::failure::Failure;
use crate::words::Language;

/// What a command comes to: an exit code, or why it could not be done.
pub type Outcome = Result<ExitCode, Failure>;

/// The terminal speaks English, like the options and the documents.
const LANGUAGE: Language = Language::English;

/// The exit code of an honest no: nothing found, or a check that fails.
pub const NO: u8 = 1;
/// The exit code for wrong use and unreadable input.
pub const WRONG: u8 = 2;

/// Paste an error, get the fix.
///
/// Firstline matches pasted error text to the known issues of a team's own troubleshooting knowledge and prints the
/// steps and the documents, or says that it does not know.
#[derive(Debug, Parser)]
#[command(name = "firstline", version, styles = STYLES, max_term_width = 100, propagate_version = true)]
#[command(
    after_help = "Exit codes: 0 answered or done, 1 nothing found or a check failed, 2 wrong use or unreadable input."
)]
pub struct Cli {
    /// Say on stderr what is being done; twice for details (RUST_LOG works too)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try the bot in a browser: a Discord of its own, no account, no token, no network
    Sandbox(sandbox::Args),
    /// Look at how the bot is set up on Discord, and say what is to be done next
    Setup(setup::Args),
    /// Run the bot on Discord
    Run(run::Args),
    /// Ask the bot on this machine whether it is well
    Health(health::Args),
    /// Find the known issue a pasted error is about, and print what to do
    Match(match_paste::Args),
    /// Print one issue of the knowledge
    Show(show::Args),
    /// Show what was answered, what helped, and how fast people were there
    Stats(stats::Args),
    /// Test the knowledge: every file, every example, every link
    Check(check::Args),
    /// Show who is on call now, who is next, and the schedules of the next weeks
    Oncall(oncall::Args),
    /// Measure the matcher on labelled cases
    Eval(eval::Args),
    /// Turn self-help Markdown or JSON Lines into articles to edit
    Import(import::Args),
    /// Copy everything that is stored into a file, while the bot is running
    Backup(backup::BackupArgs),
    /// Fill the store from such a copy
    Restore(backup::RestoreArgs),
    /// Print the JSON Schema of an article, for editors
    Schema,
    /// Print a completion script for a shell
    Completions(shell::CompletionsArgs),
    /// Print the manual page
    Man(shell::ManArgs),
}

/// How a command prints what it found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

const STYLES: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default().dimmed());

/// Runs the command the user asked for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let verbose = cli.verbose;
    match cli.command {
        Command::Run(_) | Command::Sandbox(_) => {}
        // It waits for Discord, and whoever waits for it should know.
        Command::Setup(_) => log::start(verbose, Some("warn")),
        _ => log::start(verbose, None),
    }
    let mut out = anstream::AutoStream::auto(std::io::stdout().lock());
    let outcome = run(cli.command, verbose, &mut out).and_then(|code| {
        out.flush()?;
        Ok(code)
    });
    match outcome {
        Ok(code) => code,
        // Whoever read our output has seen enough.
        Err(Failure::ReaderLeft) => ExitCode::SUCCESS,
        Err(Failure::Sentence(sentence)) => complain(&sentence, WRONG),
        Err(Failure::No(sentence)) => complain(&sentence, NO),
    }
}

/// So many of something, in words: `1 issue`, `49 issues`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn complain(sentence: &str, code: u8) -> ExitCode {
    let error = AnsiColor::Red.on_default().bold();
    // Nothing is left to tell anyone when stderr is closed too.
    let _ = writeln!(anstream::stderr(), "{error}error{error:#}: {sentence}");
    ExitCode::from(code)
}

fn run(command: Command, verbose: u8, out: &mut dyn Write) -> Outcome {
    match command {
        Command::Sandbox(args) => sandbox::run(&args, verbose, out),
        Command::Setup(args) => setup::run(&args, out),
        Command::Run(args) => run::run(&args, verbose, out),
        Command::Health(args) => health::run(&args, out),
        Command::Match(args) => match_paste::run(&args, out),
        Command::Show(args) => show::run(&args, out),
        Command::Stats(args) => stats::run(&args, out),
        Command::Check(args) => check::run(&args, out),
        Command::Oncall(args) => oncall::run(&args, out),
        Command::Eval(args) => eval::run(&args, out),
        Command::Import(args) => import::run(&args, out),
        Command::Backup(args) => backup::backup(&args, out),
        Command::Restore(args) => backup::restore(&args, out),
        Command::Schema => schema::run(out),
        Command::Completions(args) => shell::completions(&args, out),
        Command::Man(args) => shell::man(&args, out),
    }
}
