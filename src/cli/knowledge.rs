//! The knowledge that a command works on.

use std::io::{self, Write as _};
use std::path::PathBuf;

use anstyle::AnsiColor;

use super::failure::Failure;
use crate::knowledge::Knowledge;
use crate::knowledge::load::{self, Loaded};

/// Where the knowledge is.
#[derive(Debug, Clone, clap::Args)]
pub struct KnowledgeArgs {
    /// The knowledge: a folder, or one file
    #[arg(short, long, value_name = "PATH", default_value = "knowledge", env = "FIRSTLINE_KNOWLEDGE")]
    pub knowledge: PathBuf,
}

impl KnowledgeArgs {
    /// Loads the knowledge with everything that is wrong with it.
    pub fn load(&self) -> Result<Loaded, Failure> {
        let path = self.knowledge.display();
        load::load(&self.knowledge).map_err(|error| match error.kind() {
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
            let _ = writeln!(
                anstream::stderr(),
                "{warning}warning{warning:#}: {files} of the knowledge left out ({first}{more}); `firstline check \
                 --knowledge {}` shows why",
                self.knowledge.display()
            );
        }
        Ok(knowledge)
    }
}
