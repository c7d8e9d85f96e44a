//! The knowledge that a command works on.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Instant;

use anstyle::AnsiColor;
use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;
use crate::knowledge::Knowledge;
use crate::knowledge::load::{self, Loaded};

/// Where the knowledge is unless said otherwise.
pub const DEFAULT: &str = "knowledge";

/// Where the knowledge is.
#[derive(Debug, Clone, clap::Args)]
pub struct KnowledgeArgs {
    /// The knowledge: a folder, or one file
    #[arg(short, long, value_name = "PATH", default_value = DEFAULT, env = "FIRSTLINE_KNOWLEDGE")]
    pub knowledge: PathBuf,
}

/// From this many files on, a person at a terminal sees how far the reading is.
const SLOW_FILES: usize = 1000;

impl KnowledgeArgs {
    /// Loads the knowledge with everything that is wrong with it.
    pub fn load(&self) -> Result<Loaded, Failure> {
        let path = self.knowledge.display();
        let bar = OnceLock::new();
        let progress = |done: usize, of: usize| {
            if of >= SLOW_FILES {
                bar.get_or_init(|| reading(of)).set_position(done as u64);
            }
        };
        let started = Instant::now();
        let loaded = load::load_with(&self.knowledge, &progress);
        if let Some(bar) = bar.get() {
            bar.finish_and_clear();
        }
        if let Ok(Loaded { knowledge, problems }) = &loaded {
            tracing::info!(
                articles = knowledge.articles.len(),
                issues = knowledge.issues().count(),
                problems = problems.len(),
                took = ?started.elapsed(),
                "loaded the knowledge"
            );
        }
        loaded.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Failure::new(format_args!(
                "there is no knowledge at {path}: name a folder of articles with --knowledge PATH or FIRSTLINE_KNOWLEDGE"
            )),
            _ => Failure::new(format_args!("the knowledge at {path} cannot be read: {error}")),
        })
    }

    /// Loads the knowledge to serve it: what is wrong with some files is said in one line and stops none of the others.
    pub fn load_good(&self) -> Result<Knowledge, Failure> {
        use crate::knowledge::problem::Severity;

        let Loaded { knowledge, problems } = self.load()?;
        let mut left_out: Vec<&str> =
            problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.path.as_str()).collect();
        left_out.dedup();
        if let Some(first) = left_out.first() {
            let warning = AnsiColor::Yellow.on_default().bold();
            let (files, more) = match left_out.len() {
                1 => ("1 file".to_owned(), String::new()),
                n => (format!("{n} files"), " and others".to_owned()),
            };
            let named = match self.knowledge.as_os_str() {
                path if path == DEFAULT => String::new(),
                path => format!(" --knowledge {}", path.display()),
            };
            let _ = writeln!(
                anstream::stderr(),
                "{warning}warning{warning:#}: {files} of the knowledge left out ({first}{more}); `firstline check{named}` \
                 shows why"
            );
        }
        Ok(knowledge)
    }
}

/// A bar on stderr; indicatif shows it on terminals only.
fn reading(files: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("Reading the knowledge {bar:40} {pos}/{len} files");
    ProgressBar::new(files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
