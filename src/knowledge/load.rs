//! Reads a folder (or one file) of knowledge in any mixture of formats.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::problem::{Problem, Severity};
use super::{Article, ArticleId, Knowledge, jsonl, selfhelp, toml};

/// From this many files on, several threads read them. Below, starting the threads costs more than it saves.
const PARALLEL_FROM: usize = 64;

/// What came of reading a folder: the good files, and every reason why another is not among them.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The articles that could be read.
    pub knowledge: Knowledge,
    /// What is wrong, sorted by path and place.
    pub problems: Vec<Problem>,
}

/// Reads everything below `path`, or `path` itself when it is a file.
///
/// # Errors
/// When `path` itself cannot be read. A file below it that cannot be read is a problem.
pub fn load(path: &Path) -> io::Result<Loaded> {
    load_with(path, &|_, _| ())
}

/// As [`load`], telling `progress` how many files of how many are done. It is called from several threads.
///
/// # Errors
/// As [`load`].
pub fn load_with(path: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Loaded> {
    let sources = sources(path)?;
    let done = AtomicUsize::new(0);
    let read = |source: &Source| {
        let outcome = source.read();
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, sources.len());
        outcome
    };
    let outcomes: Vec<Outcome> = if sources.len() < PARALLEL_FROM {
        sources.iter().map(read).collect()
    } else {
        sources.par_iter().map(read).collect()
    };
    let mut loaded = Loaded::default();
    loaded.knowledge.articles.reserve_exact(outcomes.len());
    for (article, problems) in outcomes {
        loaded.knowledge.articles.extend(article);
        loaded.problems.extend(problems);
    }
    // The paths are sorted already as the files were; a path sorts otherwise than its parts do.
    loaded.knowledge.articles.sort_by(|a, b| a.path.cmp(&b.path));
    loaded.problems.extend(duplicates(&mut loaded.knowledge.articles));
    loaded.problems.sort_by(|a, b| {
        let place = |problem: &Problem| problem.span.as_ref().map_or(0, |span| span.start);
        a.path.cmp(&b.path).then_with(|| place(a).cmp(&place(b)))
    });
    Ok(loaded)
}

type Outcome = (Option<Article>, Vec<Problem>);

/// A file to read.
struct Source {
    file: PathBuf,
    /// Path as the user would type it, with `/`.
    path: String,
    /// Where the path below the knowledge folder starts in `path`.
    below: usize,
    /// Found in a folder, not named by the user.
    found: bool,
    /// Why the folder's walk could not get at it.
    fault: Option<String>,
}

impl Source {
    fn read(&self) -> Outcome {
        if let Some(fault) = &self.fault {
            return self.refused("unreadable", Severity::Error, format!("cannot be read: {fault}"), None);
        }
        let ending = ending(&self.file);
        if self.found && self.path.ends_with(".schema.json") {
            return (None, Vec::new()); // Stands beside the articles for editors to read.
        }
        if self.is_hidden() || !is_knowledge(&self.file) {
            return self.not_knowledge();
        }
        let bytes = match fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(error) => {
                return self.refused("unreadable", Severity::Error, format!("cannot be read: {error}"), None);
            }
        };
        let below = &self.path[self.below..];
        match ending.as_str() {
            "toml" => self.text(bytes, |text| toml::parse(text, &self.path)),
            "jsonl" | "ndjson" => self.text(bytes, |text| {
                let (mut article, problems) = jsonl::parse(text, &self.path);
                article.id = selfhelp::id_of(below);
                (Some(article), problems)
            }),
            _ => match selfhelp::parse(&bytes, &self.path) {
                Ok(mut article) => {
                    article.id = selfhelp::id_of(below);
                    (Some(article), Vec::new())
                }
                // A note without the header beside the knowledge, say a README, is nobody's mistake.
                Err(problem) if problem.rule == "no-header" => {
                    (None, vec![Problem { severity: Severity::Warning, ..problem }])
                }
                Err(problem) => (None, vec![problem]),
            },
        }
    }

    fn is_hidden(&self) -> bool {
        self.found && self.path[self.below..].split('/').any(|part| part.starts_with('.'))
    }

    fn text(&self, bytes: Vec<u8>, parse: impl FnOnce(&str) -> Outcome) -> Outcome {
        match String::from_utf8(bytes) {
            Ok(text) => parse(&text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = "the file is not UTF-8 text".to_owned();
                let (article, mut problems) =
                    self.refused("not-text", Severity::Error, message, Some("save it as UTF-8"));
                problems[0].span = Some(at..at + 1);
                (article, problems)
            }
        }
    }

    fn not_knowledge(&self) -> Outcome {
        let help = "knowledge is .toml, .jsonl or self-help .md; this file is skipped";
        self.refused("not-knowledge", Severity::Warning, "not a knowledge file".to_owned(), Some(help))
    }

    fn refused(&self, rule: &'static str, severity: Severity, message: String, help: Option<&str>) -> Outcome {
        let path = self.path.clone();
        (None, vec![Problem { severity, rule, path, span: None, message, help: help.map(str::to_owned) }])
    }
}

/// Whether a file so named is read as knowledge: by its ending, or for having none.
pub fn is_knowledge(file: &Path) -> bool {
    matches!(ending(file).as_str(), "toml" | "jsonl" | "ndjson" | "md" | "markdown" | "txt" | "")
}

fn ending(file: &Path) -> String {
    file.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase()
}

/// All files at or below `root`, sorted.
fn sources(root: &Path) -> io::Result<Vec<Source>> {
    let typed = root.to_string_lossy().replace('\\', "/");
    if !fs::metadata(root)?.is_dir() {
        let below = typed.rfind('/').map_or(0, |at| at + 1);
        return Ok(vec![Source { file: root.to_owned(), path: typed, below, found: false, fault: None }]);
    }
    let prefix = match typed.trim_end_matches('/') {
        "" if typed.starts_with('/') => "/".to_owned(),
        "" | "." => String::new(),
        typed => format!("{typed}/"),
    };
    let mut sources = Vec::new();
    for entry in WalkDir::new(root).follow_links(true).min_depth(1) {
        let (file, fault) = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => (entry.into_path(), None),
            Err(error) => {
                let file = error.path().unwrap_or(root).to_owned();
                (file, Some(error.io_error().map_or_else(|| error.to_string(), ToString::to_string)))
            }
        };
        let below = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        sources.push(Source { file, path: format!("{prefix}{below}"), below: prefix.len(), found: true, fault });
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

/// Reports article ids that two files claim, and keeps the file whose path comes first.
fn duplicates(articles: &mut Vec<Article>) -> Vec<Problem> {
    // As a rule there are none, which is quickly seen.
    let mut ids = HashSet::with_capacity(articles.len());
    if articles.iter().all(|article| ids.insert(article.id.as_str())) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    let mut first: HashMap<ArticleId, String> = HashMap::with_capacity(articles.len());
    articles.retain(|article| {
        if let Some(other) = first.get(&article.id) {
            problems.push(Problem {
                severity: Severity::Error,
                rule: "duplicate-id",
                path: article.path.clone(),
                span: None,
                message: format!("the article id `{}` is taken by {other}", article.id),
                help: Some("give every article its own id; the first file by path is kept".to_owned()),
            });
            return false;
        }
        first.insert(article.id.clone(), article.path.clone());
        true
    });
    problems
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tempfile::TempDir;

    use super::*;

    const REPLICA: &str = "<properties pageTitle=\"Replica\" />\n# Replica is missing\n\nCreate it again.\n";
    const DISKS: &str = "{\"id\": \"full\", \"title\": \"The disk is full\"}\n";
    const VPN: &str = "id = \"vpn\"\ntitle = \"VPN\"\n\n[[issues]]\nid = \"down\"\ntitle = \"The VPN is down\"\n";

    fn folder(files: &[(&str, &str)]) -> TempDir {
        let folder = TempDir::new().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// Ids and paths of the articles, then rule and path of the problems, without the folder's own name.
    fn told(loaded: &Loaded, root: &Path) -> Vec<String> {
        let root = format!("{}/", root.display());
        let short = |path: &str| path.strip_prefix(&root).unwrap_or(path).to_owned();
        let articles = loaded.knowledge.articles.iter().map(|a| format!("{} {}", a.id, short(&a.path)));
        let problems = loaded.problems.iter().map(|p| format!("{} {} {}", p.severity, p.rule, short(&p.path)));
        articles.chain(problems).collect()
    }

    #[test]
    fn a_folder_may_mix_all_formats_and_every_other_file_is_named() {
        let folder = folder(&[
            ("b/replica one.md", REPLICA),
            ("disks.jsonl", DISKS),
            ("a/vpn.toml", VPN),
            ("README.md", "# Read me"),
            ("logo.png", "PNG"),
            (".gitignore", "target"),
            ("broken.toml", "id = "),
        ]);
        let loaded = load(folder.path()).unwrap();
        assert_eq!(
            told(&loaded, folder.path()),
            [
                "vpn a/vpn.toml",
                "b/replica_one b/replica one.md",
                "disks disks.jsonl",
                "warning not-knowledge .gitignore",
                "warning no-header README.md",
                "error syntax broken.toml",
                "warning not-knowledge logo.png",
            ]
        );
    }

    #[test]
    fn one_file_is_named_as_it_was_typed() {
        let folder = folder(&[("sub/replica.md", REPLICA)]);
        let file = folder.path().join("sub/replica.md");
        let loaded = load(&file).unwrap();
        let article = &loaded.knowledge.articles[0];
        assert_eq!((article.id.as_str(), article.path.as_str()), ("replica", file.to_str().unwrap()));
    }

    #[test]
    fn of_two_articles_with_one_id_the_first_by_path_stays() {
        let folder = folder(&[("b.toml", VPN), ("a.toml", VPN)]);
        let loaded = load(folder.path()).unwrap();
        assert_eq!(told(&loaded, folder.path()), ["vpn a.toml", "error duplicate-id b.toml"]);
    }

    #[test]
    fn many_files_read_by_many_threads_come_out_sorted_and_are_counted() {
        let names: Vec<_> = (0..2 * PARALLEL_FROM).map(|i| format!("{}/{i}.md", i % 7)).collect();
        let files: Vec<_> = names.iter().map(|name| (name.as_str(), REPLICA)).collect();
        let folder = folder(&files);
        let counts = Mutex::new(Vec::new());
        let loaded = load_with(folder.path(), &|done, of| counts.lock().unwrap().push((done, of))).unwrap();
        assert!(loaded.knowledge.articles.is_sorted_by_key(|article| &article.path));
        assert_eq!(loaded.knowledge.articles.len(), names.len());
        let mut counts = counts.into_inner().unwrap();
        counts.sort_unstable();
        assert_eq!(counts, (1..=names.len()).map(|done| (done, names.len())).collect::<Vec<_>>());
    }

    #[test]
    fn a_file_that_is_not_text_is_said_not_to_be() {
        let folder = folder(&[]);
        fs::write(folder.path().join("latin.toml"), b"id = \"gr\xf6\xdfe\"").unwrap();
        let loaded = load(folder.path()).unwrap();
        assert_eq!((loaded.problems[0].rule, loaded.problems[0].span.clone()), ("not-text", Some(8..9)));
    }

    #[test]
    fn a_path_that_is_not_there_is_an_error() {
        assert_eq!(load(Path::new("/nowhere/at/all")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
