//! What the README and the guides show is what works.

use crate::world::World;

const README: &str = include_str!("../../README.md");
const WRITING: &str = include_str!("../../docs/writing-knowledge.md");
const MEASURING: &str = include_str!("../../docs/measuring.md");

/// Everything that shows commands.
const PAPERS: [&str; 7] = [
    README,
    WRITING,
    MEASURING,
    include_str!("../../docs/checking.md"),
    include_str!("../../docs/on-call.md"),
    include_str!("../../docs/operations.md"),
    include_str!("../../CONTRIBUTING.md"),
];

/// What goes on until it is stopped, or needs Discord, a bot or its store: looked at only for whether there is such a thing.
const NOT_RUN: [&str; 6] = ["run", "sandbox", "setup", "health", "backup", "restore"];

/// The lines of all code blocks that are for a shell.
fn commands() -> Vec<String> {
    let mut commands = vec![];
    for paper in PAPERS {
        let blocks = paper.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
        // What is continued on the next line is one command.
        let lines = blocks.flat_map(|block| block.replace("\\\n", " ").lines().map(str::to_owned).collect::<Vec<_>>());
        commands.extend(lines.map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()));
    }
    commands
}

/// A folder with everything in it that the commands name.
fn believable() -> World {
    let (_, on_call) = PAPERS[4].split_once("```toml\n").expect("it shows a schedule");
    let on_call = on_call.split("```").next().unwrap_or_default();
    World::new()
        .with("firstline.toml", format!("{on_call}\n[storage]\nurl = \"sqlite:firstline.db\"\n"))
        .with("knowledge/export.jsonl", block(WRITING, "json"))
        .with("cases.jsonl", block(MEASURING, "json"))
        .with("A/printing.toml", block(README, "toml"))
        .with("cases-a.jsonl", block(MEASURING, "json"))
        .with("job.log", "Paper jam in tray 2\n")
        .with("events.txt", "Operation failed with error 0x0000011b\n")
}

#[test]
fn every_command_in_the_papers_is_one() {
    let world = believable();
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_firstline")).parent().expect("it is in a folder");
    let mut ran = 0;
    for line in commands() {
        // What others do with our output, and others' with what they feed us, is theirs.
        let is_ours = |at: &usize| *at == 0 || line[..*at].trim_end().ends_with('|');
        let Some(at) = line.find("firstline ").filter(is_ours) else { continue };
        let ours = line[at..].split(" #").next().unwrap_or_default().trim();
        let verb = ours.split_whitespace().nth(1).unwrap_or_default();
        let shown = if NOT_RUN.contains(&verb) { format!("{ours} --help") } else { ours.to_owned() };
        let mut shell = std::process::Command::new("sh");
        let path = format!("{}:/usr/bin:/bin", bin.display());
        shell.args(["-c", &shown]).current_dir(world.path()).env("PATH", path).env_remove("FIRSTLINE_KNOWLEDGE");
        let done = crate::world::feed(&mut shell, b"Paper jam in tray 2");
        // An honest no is an answer.
        assert!(matches!(done.code(), 0 | 1), "{line}\n{done}");
        ran += 1;
    }
    assert!(ran > 20, "{ran} commands were found");
}

/// The first code block of a language.
fn block<'t>(text: &'t str, language: &str) -> &'t str {
    let (_, after) = text.split_once(&format!("```{language}\n")).expect("there is such a block");
    after.split_once("\n```").expect("the block ends").0
}

#[test]
fn the_article_in_the_readme_passes_the_check() {
    let world = World::bare().with("knowledge/printing.toml", block(README, "toml"));
    let ran = world.run(["check"]);
    assert_eq!(ran.code(), 0, "{ran}");
}

#[test]
fn the_line_of_json_in_the_guide_is_served() {
    let world = World::bare().with("knowledge/export.jsonl", block(WRITING, "json"));
    let ran = world.run(["show", "8231"]);
    assert_eq!(ran.code(), 0, "{ran}");
    assert!(ran.stdout().contains("https://wiki.example/print-queue"), "{ran}");
}

#[test]
fn the_cases_in_the_guide_can_be_measured() {
    let world = World::bare()
        .with("knowledge/printing.toml", block(README, "toml"))
        .with("cases.jsonl", block(MEASURING, "json"));
    let report = world.run(["eval", "--format", "json", "cases.jsonl"]);
    assert_eq!(report.json()["cases"], 2, "{report}");
}
