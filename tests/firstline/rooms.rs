//! Holds the code to the map in `src/lib.rs`: which room names which, and which stay pure.

use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms it may name. `cli` may name all.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("cli", EVERYTHING),
    ("chart", &["numbers", "words"]),
    ("clock", &[]),
    ("config", &["ids", "knowledge", "matching", "triage"]),
    (
        "discord",
        &[
            "chart",
            "clock",
            "config",
            "ids",
            "knowledge",
            "live",
            "lookup",
            "matching",
            "numbers",
            "paste",
            "reply",
            "store",
            "triage",
            "webhooks",
            "words",
        ],
    ),
    ("ids", &[]),
    ("knowledge", &[]),
    ("live", &["clock", "config", "knowledge", "lookup", "matching"]),
    ("lookup", &["knowledge", "paste"]),
    ("matching", &["knowledge", "paste"]),
    ("numbers", &["ids"]),
    ("paste", &[]),
    ("reply", &["knowledge", "matching", "paste", "words"]),
    ("sandbox", &[]),
    ("server", &["config", "discord", "triage"]),
    ("store", &["config", "ids", "matching", "numbers", "triage"]),
    ("triage", &["ids"]),
    ("webhooks", &["config", "ids", "knowledge", "triage"]),
    ("words", &[]),
];

const EVERYTHING: &[&str] = &["*"];

/// The rooms at the edge: files, network, terminal and clock are their business.
const EDGE: [&str; 8] = ["cli", "clock", "discord", "live", "sandbox", "server", "store", "webhooks"];

/// The file that reads the knowledge from its folder.
const READS_FILES: &str = "knowledge/load.rs";

/// What is done at the edge only.
const IMPURE: [&str; 18] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::io",
    "std::process",
    "tokio",
    "async fn",
    ".await",
    "print!(",
    "println!(",
    "eprint!(",
    "eprintln!(",
    "Instant::",
    "SystemTime::",
    "Timestamp::now",
    "Zoned::now",
    "walkdir",
    "thread::sleep",
];

/// A file under `src/` by its path from there, with its code: no comments, no tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The room it belongs to; none for `lib.rs` and `main.rs`.
    fn room(&self) -> Option<&str> {
        let first = self.path.split('/').next()?;
        let room = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(room, "lib" | "main")).then_some(room)
    }

    /// The rooms that it names by their path from the crate's root.
    fn names(&self) -> Vec<&str> {
        let mut rooms = Vec::new();
        for (_, rest) in self.code.match_indices("crate::").map(|(at, root)| self.code.split_at(at + root.len())) {
            match rest.strip_prefix('{') {
                Some(list) => {
                    let mut depth = 0;
                    let end = |c: char| {
                        depth += i32::from(c == '{') - i32::from(c == '}');
                        depth < 0
                    };
                    rooms.extend(heads(list.split(end).next().unwrap_or_default()));
                }
                None => rooms.extend(head(rest)),
            }
        }
        rooms
    }
}

/// The first name of each path in a list of uses.
fn heads(list: &str) -> Vec<&str> {
    let mut depth = 0;
    list.split(|c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
    .filter_map(head)
    .collect()
}

fn head(path: &str) -> Option<&str> {
    path.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().filter(|name| !name.is_empty())
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the sources are there") {
            let path = entry.expect("a folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(&root).expect("it is under src");
                let inside = inside.to_string_lossy().replace('\\', "/");
                let code = code(&fs::read_to_string(&path).expect("a source is text"));
                sources.push(Source { path: inside, code });
            }
        }
    }
    sources.retain(|s| !s.path.ends_with("/tests.rs") && !s.path.contains("/tests/"));
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// A file without its comments and its tests, which stand last.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| !(line.starts_with("mod tests {") || line.starts_with("mod tests{")));
    lines.filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn rooms_name_only_those_they_lean_on() {
    let rooms: Vec<&str> = MAY_NAME.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    for source in &sources() {
        let Some(room) = source.room() else { continue };
        let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == room) else {
            faults.push(format!(
                "src/{}: `{room}` is on no map, say in src/lib.rs and here whom it may name",
                source.path
            ));
            continue;
        };
        for named in source.names() {
            if rooms.contains(&named) && named != room && !allowed.contains(&named) && allowed != &EVERYTHING {
                faults.push(format!("src/{}: `{room}` must not lean on `{named}`", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn files_network_terminal_and_clock_are_used_at_the_edge_only() {
    let mut faults = Vec::new();
    for source in sources() {
        let inside = source.room().is_some_and(|room| !EDGE.contains(&room)) && source.path != READS_FILES;
        for impure in IMPURE.iter().filter(|impure| inside && source.code.contains(**impure)) {
            faults.push(format!("src/{}: `{impure}` belongs to the edge", source.path));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_map_names_every_room() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("the map is there");
    for source in sources() {
        if let Some(room) = source.room() {
            assert!(map.contains(&format!("//! | [`{room}`] |")), "`{room}` is not on the map");
        }
    }
}

#[test]
fn every_way_to_name_a_room_is_seen() {
    let source = Source {
        path: "matching/index.rs".into(),
        code: code(
            "use crate::knowledge::{Article, Issue};\n\
             use crate::{paste::{Part, Paste}, reply, cli::{self, page}};\n\
             // use crate::comment::Thing;\n\
             fn f(x: &crate::store::Store) {}\n\
             #[cfg(test)]\n\
             mod tests {\n    use crate::sandbox;\n}\n",
        ),
    };
    assert_eq!(source.room(), Some("matching"));
    assert_eq!(source.names(), ["knowledge", "paste", "reply", "cli", "store"]);
}
