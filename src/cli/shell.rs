//! `firstline completions` and `firstline man`: what a packager installs beside the binary.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory as _;

use super::failure::Failure;
use super::{Cli, Outcome};

/// The arguments of `firstline completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: firstline completions bash > ~/.local/share/bash-completion/completions/firstline")]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The arguments of `firstline man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: firstline man match | man -l -")]
pub struct ManArgs {
    /// The subcommand to print the page of; the page of firstline itself when left out
    #[arg(value_name = "COMMAND")]
    pub of: Option<String>,
    /// Write the pages of all commands to this folder instead
    #[arg(long, value_name = "FOLDER", conflicts_with = "of")]
    pub all: Option<PathBuf>,
}

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> Outcome {
    // The generator panics where its output cannot be written, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "firstline", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints one manual page, or writes them all.
pub fn man(args: &ManArgs, out: &mut dyn Write) -> Outcome {
    let mut firstline = Cli::command();
    firstline.build();
    if let Some(folder) = &args.all {
        clap_mangen::generate_to(firstline, folder).map_err(|error| {
            Failure::new(format_args!("the pages cannot be written to {}: {error}", folder.display()))
        })?;
        return Ok(ExitCode::SUCCESS);
    }
    let page = match &args.of {
        None => firstline,
        Some(name) => firstline
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::new(format_args!("there is no command {name}: `firstline help` lists them")))?,
    };
    clap_mangen::Man::new(page).render(out)?;
    Ok(ExitCode::SUCCESS)
}
