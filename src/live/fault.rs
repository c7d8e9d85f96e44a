//! Faults: what keeps files from being served, told once.

use std::collections::HashSet;
use std::hash::BuildHasher as _;
use std::path::Path;
use std::{fmt, fs, io};

use crate::knowledge::problem::{Problem, Severity};

/// Faults that are told in full. A folder of thousands may be broken in thousands of places, which nobody reads.
const TOLD: usize = 20;

/// One thing wrong with the files, for whoever keeps them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Path as the person typed it.
    pub path: String,
    /// Line in that file, from 1; none where the whole file is at fault.
    pub line: Option<usize>,
    /// What is wrong, without a full stop.
    pub message: String,
    /// What would be right, where that is known.
    pub help: Option<String>,
}

/// A fault's identity, for which line it is in does not matter: another line put in above makes no new fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(u64);

/// Remembers what was logged.
#[derive(Debug)]
pub(super) struct Reporter {
    /// What has the faults.
    what: &'static str,
    logged: HashSet<Key>,
}

/// The faults as they are told, and how many more there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub faults: Vec<Fault>,
    pub more: usize,
    /// How many of all were not there before.
    pub new: usize,
}

impl Fault {
    fn of(problem: &Problem) -> Self {
        // Where the file cannot be read again, its name has to do.
        let text = problem.span.as_ref().and_then(|_| fs::read_to_string(&problem.path).ok());
        Self {
            path: problem.path.clone(),
            line: problem.report(text.as_deref()).line,
            message: problem.message.clone(),
            help: problem.help.clone(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, " ({help})"))
    }
}

impl Key {
    pub(super) fn of(problem: &Problem) -> Self {
        let what = (&problem.path, problem.rule, &problem.message);
        Self(foldhash::quality::FixedState::default().hash_one(what))
    }
}

impl Reporter {
    pub(super) fn of(what: &'static str) -> Self {
        Self { what, logged: HashSet::new() }
    }

    /// Logs the faults that were not there the last time, and tells all.
    pub(super) fn report(&mut self, faults: &[&Problem]) -> Told {
        let keys: HashSet<Key> = faults.iter().map(|problem| Key::of(problem)).collect();
        let is_new = |problem: &Problem| !self.logged.contains(&Key::of(problem));
        let new = keys.difference(&self.logged).count();
        let mut told = Told { more: faults.len().saturating_sub(TOLD), new, ..Told::default() };
        for problem in faults.iter().take(TOLD) {
            let fault = Fault::of(problem);
            if is_new(problem) {
                tracing::warn!("{fault}");
            }
            told.faults.push(fault);
        }
        let unsaid = faults.iter().skip(TOLD).filter(|problem| is_new(problem)).count();
        if unsaid > 0 {
            tracing::warn!("{} has {unsaid} more faults; `firstline check` shows them all", self.what);
        }
        self.logged = keys;
        told
    }
}

/// The fault of a folder or a file that is not there, or that nobody may read.
pub(super) fn unreadable(path: &Path, what: &str, error: &io::Error) -> Problem {
    whole(path, "unreadable", format!("{what} cannot be read: {error}"))
}

/// The fault of a folder in which nothing is left.
pub(super) fn no_articles(path: &Path) -> Problem {
    whole(path, "no-articles", "there is no article here".to_owned())
}

fn whole(path: &Path, rule: &'static str, message: String) -> Problem {
    let path = path.to_string_lossy().into_owned();
    Problem { severity: Severity::Error, rule, path, span: None, message, help: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(path: &str, message: &str) -> Problem {
        Problem { span: Some(7..9), ..whole(Path::new(path), "syntax", message.to_owned()) }
    }

    #[test]
    fn a_fault_is_new_once_wherever_its_line_goes_and_again_after_it_was_mended() {
        let mut reporter = Reporter::of("the knowledge");
        let (first, second) = (problem("a.toml", "no title"), problem("b.toml", "no title"));
        assert_eq!(reporter.report(&[&first]).new, 1);
        assert_eq!(reporter.report(&[&Problem { span: Some(90..91), ..first.clone() }]).new, 0);
        assert_eq!(reporter.report(&[&first, &second]).new, 1);
        assert_eq!(reporter.report(&[]).new, 0);
        assert_eq!(reporter.report(&[&first]).new, 1);
    }

    #[test]
    fn of_very_many_faults_some_are_told_and_the_rest_counted() {
        let many: Vec<Problem> = (0..1000).map(|i| problem(&format!("{i}.toml"), "no title")).collect();
        let told = Reporter::of("the knowledge").report(&many.iter().collect::<Vec<_>>());
        assert_eq!((told.faults.len(), told.more, told.new), (TOLD, 1000 - TOLD, 1000));
    }

    #[test]
    fn a_fault_is_one_line() {
        let fault = Fault {
            path: "knowledge/backup.toml".into(),
            line: Some(2),
            message: "an issue has no key `titel`".into(),
            help: Some("did you mean `title`?".into()),
        };
        insta::assert_snapshot!(fault, @"knowledge/backup.toml:2: an issue has no key `titel` (did you mean `title`?)");
        let whole = Fault { line: None, help: None, ..fault };
        insta::assert_snapshot!(whole, @"knowledge/backup.toml: an issue has no key `titel`");
    }
}
