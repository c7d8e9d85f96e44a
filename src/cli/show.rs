//! `firstline show`: prints one issue of the knowledge, as an answer would.

use std::io::Write;
use std::process::ExitCode;

use super::answer::{self, Opener};
use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::page::{Look, Page};
use super::{LANGUAGE, Outcome};
use crate::knowledge::{IssueRef, Knowledge};
use crate::lookup::Lookup;
use crate::reply::Answer;
use crate::words::Text;

/// The arguments of `firstline show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The issue: `article/issue`, or the issue's own id where only one issue has it
    #[arg(value_name = "ISSUE")]
    issue: String,
    #[command(flatten)]
    knowledge: KnowledgeArgs,
}

/// Prints the issue.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let knowledge = args.knowledge.load_good()?;
    let at = find(&knowledge, &args.issue)?;
    let issue = knowledge.issue(at);
    let told = Answer::of_issue(&knowledge, at);
    let mut page = Page::new(out, Look::of_stdout());
    page.title(told.found.title)?;
    answer::answer(&mut page, &told, Opener { knowledge: &knowledge, path: &args.knowledge.knowledge })?;
    if !issue.codes.is_empty() || !issue.errors.is_empty() {
        page.heading(LANGUAGE.say(Text::Recognised))?;
        if !issue.codes.is_empty() {
            page.text("  - ", "    ", &issue.codes.join(", "))?;
        }
        for error in &issue.errors {
            page.text("  - ", "    ", error)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The issue of that name.
fn find(knowledge: &Knowledge, name: &str) -> Result<IssueRef, Failure> {
    let full = |at: &IssueRef| knowledge.full_id(*at);
    let all = || knowledge.issues().map(|(at, _, _)| at);
    if let Some(at) = all().find(|at| full(at) == name) {
        return Ok(at);
    }
    let own: Vec<IssueRef> = all().filter(|at| knowledge.issue(*at).id.as_str() == name).collect();
    match own.as_slice() {
        [only] => Ok(*only),
        [] => Err(Failure::No(format!("no issue is called {name}; {}", hint(knowledge, name)))),
        [first, second, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
            Err(Failure::new(format_args!(
                "{name} names several issues, {}, {}{more}: name its article too",
                full(first),
                full(second)
            )))
        }
    }
}

/// Names that are told to whoever asked for one that there is not.
const TOLD: usize = 3;

/// What may have been meant by a name that no issue has.
fn hint(knowledge: &Knowledge, name: &str) -> String {
    let full = |at: IssueRef| knowledge.full_id(at);
    if let Some(article) = knowledge.articles.iter().find(|article| article.id.as_str() == name) {
        let own: Vec<_> =
            knowledge.issues().filter(|(_, of, _)| of.id == article.id).map(|(at, _, _)| full(at)).collect();
        return format!("it is an article, and its issues are {}", listed(&own));
    }
    let distance = |at: IssueRef| {
        strsim::damerau_levenshtein(name, knowledge.issue(at).id.as_str())
            .min(strsim::damerau_levenshtein(name, &full(at)))
    };
    let all = knowledge.issues().map(|(at, _, _)| (distance(at), at));
    let near = all.filter(|(edits, _)| *edits <= name.len() / 3).min();
    if let Some((_, at)) = near {
        return format!("did you mean {}?", full(at));
    }
    let found = Lookup::new(knowledge).find(name, TOLD);
    match found.iter().map(|found| full(found.issue)).collect::<Vec<_>>().as_slice() {
        [] => "`firstline match` prints the names of what it finds".to_owned(),
        [names @ .., last] if !names.is_empty() => format!("did you mean {} or {last}?", names.join(", ")),
        [only, ..] => format!("did you mean {only}?"),
    }
}

/// The first of some names, and how many there are beside them.
fn listed(names: &[String]) -> String {
    match names.split_at_checked(TOLD) {
        Some((told, rest)) if !rest.is_empty() => format!("{} and {} more", told.join(", "), rest.len()),
        _ => names.join(", "),
    }
}
