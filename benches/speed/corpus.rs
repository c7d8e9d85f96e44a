//! The knowledge that is measured on.

use std::io;
use std::path::{Path, PathBuf};

use firstline::knowledge::Knowledge;
use firstline::knowledge::load;

/// The knowledge that comes with Firstline.
pub(crate) fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge")
}

/// A folder of articles.
pub(crate) struct Corpus {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What it says.
    pub(crate) knowledge: Knowledge,
    real: bool,
}

impl Corpus {
    /// Loads the self-help articles, or the shipped knowledge where there are none.
    pub(crate) fn find(selfhelp: Option<PathBuf>) -> io::Result<Self> {
        let real = selfhelp.is_some();
        let path = selfhelp.unwrap_or_else(shipped);
        let knowledge = load::load(&path)?.knowledge;
        Ok(Self { path, knowledge, real })
    }

    /// Its path as an argument.
    pub(crate) fn argument(&self) -> &str {
        self.path.to_str().unwrap_or_default()
    }

    /// What it is, in a line.
    pub(crate) fn described(&self) -> String {
        let (articles, issues) = (self.knowledge.articles.len(), self.knowledge.issues().count());
        if self.real {
            format!("Measured on {articles} self-help articles with {issues} issues.")
        } else {
            format!(
                "FIRSTLINE_SELFHELP is not set: measured on the shipped knowledge ({issues} issues), for which the bars were not made."
            )
        }
    }
}
