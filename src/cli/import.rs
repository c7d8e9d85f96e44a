//! `firstline import`: turns self-help Markdown or JSON Lines into articles to edit.
//!
//! Every article becomes one TOML file below the folder it is written to, at the place its id names, so that what was
//! sorted into folders stays so. Nothing is written before it is known that everything can be: an import that would
//! overwrite a file changes none.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use super::failure::Failure;
use super::knowledge::KnowledgeArgs;
use super::{NO, Outcome, counted};
use crate::knowledge::load::Loaded;
use crate::knowledge::problem::{Problem, Severity};
use crate::knowledge::{Article, export, toml};

/// More files of one complaint than these are counted, not named.
const MOST_NAMED: usize = 20;

/// The arguments of `firstline import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Self-help Markdown (.md) or JSON Lines (.jsonl): files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The folder to write the articles to; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub out: PathBuf,
    /// Overwrite articles that are already there
    #[arg(long)]
    pub force: bool,
}

/// Turns self-help Markdown or JSON Lines into articles to edit.
pub fn run(args: &Args, out: &mut dyn Write) -> Outcome {
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for path in &args.paths {
        if !path.exists() {
            return Err(Failure::new(format_args!("there is nothing to import at {}", path.display())));
        }
        let Loaded { knowledge, problems: found } = KnowledgeArgs { knowledge: path.clone() }.load()?;
        articles.extend(knowledge.articles);
        problems.extend(found);
    }
    let files = files(&articles, &args.out, &mut problems);
    if !args.force {
        refuse_to_overwrite(&files)?;
    }
    write(&files)?;

    let issues: usize = files.iter().map(|file| file.issues).sum();
    let folder = args.out.display();
    writeln!(out, "Wrote {} with {} to {folder}.", counted(files.len(), "article"), counted(issues, "issue"))?;
    name(&problems, out)?;
    Ok(if files.is_empty() { ExitCode::from(NO) } else { ExitCode::SUCCESS })
}

/// An article about to be written.
struct File {
    path: PathBuf,
    toml: String,
    issues: usize,
}

/// The files that the articles become. What cannot become one is added to the problems.
fn files(articles: &[Article], folder: &Path, problems: &mut Vec<Problem>) -> Vec<File> {
    let mut files = Vec::with_capacity(articles.len());
    let mut taken = HashSet::new();
    for article in articles {
        let mut refuse = |rule, message: String, help: &str| {
            let (severity, path, help) = (Severity::Error, article.path.clone(), Some(help.to_owned()));
            problems.push(Problem { severity, rule, path, span: None, message, help });
        };
        if Path::new(&article.path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml")) {
            refuse("not-imported", "this is an article already".to_owned(), "copy it");
            continue;
        }
        let id = article.id.as_str();
        if !Path::new(id).components().all(|part| matches!(part, Component::Normal(_))) {
            refuse("bad-id", format!("the id `{id}` names no file below a folder"), "give the file another name");
            continue;
        }
        let path = folder.join(format!("{id}.toml"));
        let toml = export::to_toml(article);
        // What people may write has rules that other formats do not: it is held against them now, not at the next start.
        if let (_, Some(problem)) = first_error(&toml, &article.path) {
            refuse(problem.rule, format!("cannot be an article: {}", problem.message), "mend it in the source");
        } else if !taken.insert(path.clone()) {
            refuse(
                "duplicate-id",
                format!("the article id `{id}` is taken by another file"),
                "import it to another folder",
            );
        } else {
            files.push(File { path, toml, issues: article.issues.len() });
        }
    }
    files
}

fn first_error(text: &str, path: &str) -> (Option<Article>, Option<Problem>) {
    let (article, problems) = toml::parse(text, path);
    (article, problems.into_iter().find(|problem| problem.severity == Severity::Error))
}

fn refuse_to_overwrite(files: &[File]) -> Result<(), Failure> {
    let mut there = files.iter().filter(|file| file.path.exists());
    let Some(first) = there.next() else { return Ok(()) };
    let first = first.path.display();
    let others = match there.count() {
        0 => String::new(),
        more => format!(" and {} too", counted(more, "other")),
    };
    Err(Failure::new(format_args!("{first} is already there{others}; --force overwrites, another --out keeps both")))
}

fn write(files: &[File]) -> Result<(), Failure> {
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} articles");
    let bar = ProgressBar::new(files.len() as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    for file in files {
        let folder = file.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file.path, &file.toml))
            .map_err(|error| Failure::new(format_args!("{} cannot be written: {error}", file.path.display())))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Names what was left out, by reason.
fn name(problems: &[Problem], out: &mut dyn Write) -> io::Result<()> {
    let mut rules: Vec<_> = problems.iter().map(|problem| problem.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    for rule in rules {
        let of_rule: Vec<_> = problems.iter().filter(|problem| problem.rule == rule).collect();
        writeln!(out, "\nLeft out, {rule}:")?;
        for problem in of_rule.iter().take(MOST_NAMED) {
            writeln!(out, "  {}: {}", place(problem), problem.message)?;
        }
        if let Some(more) = of_rule.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            writeln!(out, "  and {more} more; `firstline check` on the same path names them all")?;
        }
    }
    Ok(())
}

/// `path:line:column`, as far as it is known.
fn place(problem: &Problem) -> String {
    let source = problem.span.as_ref().and_then(|_| fs::read_to_string(&problem.path).ok());
    let report = problem.report(source.as_deref());
    match (report.line, report.column) {
        (Some(line), Some(column)) => format!("{}:{line}:{column}", problem.path),
        _ => problem.path.clone(),
    }
}
