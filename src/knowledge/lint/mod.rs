//! The rules by which knowledge is tested like code.
//!
//! Each rule is pure: it takes the knowledge and gives [`Finding`]s that name a field. The matcher comes as a function
//! and today's date as a value, so that the rules know neither the matcher nor the clock. Only what the team writes
//! itself, the TOML articles, is held to the rules of upkeep (owner, review, examples), and only there a fault that a
//! published article may well have is an error: nobody here can mend Microsoft's Markdown.
//!
//! | rule | severity | what is wrong |
//! |---|---|---|
//! | `duplicate-id` | error | two issues of an article have one id |
//! | `empty-text` | error | an item of a list is blank |
//! | `says-nothing` | error | an issue has no steps, no cause and no documents |
//! | `no-steps`, `no-errors`, `no-examples` | warning | an issue lacks what it is answered with, found by, tested with |
//! | `no-owner`, `no-review`, `stale` | warning | nobody answers for the article; nobody has read it for long |
//! | `unknown-issue` | error | a check names an issue that the article does not have |
//! | `too-many-questions` | warning | more questions than fit into a Discord form |
//! | `too-general` | error, warning | an error text or a code that would match nearly anything |
//! | `claimed-twice` | error, warning | two issues claim one code |
//! | `bad-link` | error | a link is no absolute address |
//! | `too-long` | error | a text does not fit into a Discord embed |
//! | `not-found`, `shadowed` | error | an issue's own error or example does not find it first |
//! | `unsure` | warning | an example finds its issue, but not surely enough to be answered |
//! | `answered-anyway` | error | a `not_examples` text is answered with the issue |

mod codes;
mod fields;
mod finding;
mod limits;
mod links;
mod trials;

pub use finding::{FieldPath, Finding, Segment};
pub use links::{Link, links};
pub use trials::{Found, trials};

use super::problem::Severity;
use super::{Article, Issue, Knowledge};

/// What the rules may be told.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The day of the check.
    pub today: jiff::civil::Date,
    /// An article is stale when its review is more days ago than this.
    pub stale_after_days: u32,
}

/// Holds the knowledge against all rules.
///
/// `find` says what the matcher makes of a text; it is called once for every [`trials`] text, from several threads when
/// there are many. The findings are in the order of the articles and of their fields.
pub fn lint(knowledge: &Knowledge, find: &(dyn Fn(&str) -> Found + Sync), settings: Settings) -> Vec<Finding> {
    let mut findings = Findings::default();
    for (index, article) in knowledge.articles.iter().enumerate() {
        findings.enter(index, article);
        fields::article(article, settings, &mut findings);
        limits::article(article, &mut findings);
        links::article(article, &mut findings);
    }
    codes::claimed_twice(knowledge, &mut findings);
    trials::run(knowledge, find, &mut findings);
    let mut findings = findings.all;
    findings.sort_by(|a, b| (a.article, &a.at, a.rule).cmp(&(b.article, &b.at, b.rule)));
    findings
}

/// Collects what the rules find in one article after the other.
#[derive(Default)]
struct Findings {
    all: Vec<Finding>,
    article: usize,
    /// Whether the team writes this article itself.
    ours: bool,
}

impl Findings {
    fn enter(&mut self, index: usize, article: &Article) {
        self.article = index;
        self.ours = is_ours(article);
    }

    /// A fault that must be mended.
    fn error(&mut self, rule: &'static str, at: FieldPath, message: impl Into<String>, help: impl Into<String>) {
        let severity = if self.ours { Severity::Error } else { Severity::Warning };
        self.push(severity, rule, at, message.into(), help.into());
    }

    /// Something worth mending.
    fn warning(&mut self, rule: &'static str, at: FieldPath, message: impl Into<String>, help: impl Into<String>) {
        self.push(Severity::Warning, rule, at, message.into(), help.into());
    }

    fn push(&mut self, severity: Severity, rule: &'static str, at: FieldPath, message: String, help: String) {
        self.all.push(Finding { severity, rule, article: self.article, at, message, help: Some(help) });
    }
}

/// Whether the team writes this article itself, in our own format.
fn is_ours(article: &Article) -> bool {
    article.path.to_ascii_lowercase().ends_with(".toml")
}

/// All lists of texts of an issue, with their keys.
fn text_lists(issue: &Issue) -> [(&'static str, &[String]); 5] {
    [
        ("errors", &issue.errors),
        ("codes", &issue.codes),
        ("questions", &issue.questions),
        ("examples", &issue.examples),
        ("not_examples", &issue.not_examples),
    ]
}

/// A text cut short to be named in a sentence, on one line.
fn short(text: &str) -> String {
    const MOST: usize = 60;
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > MOST {
        words = words.chars().take(MOST).collect();
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests;
