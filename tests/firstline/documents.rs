//! What the README and the guides show is what works.

use crate::world::World;

const README: &str = include_str!("../../README.md");
const WRITING: &str = include_str!("../../docs/writing-knowledge.md");
const MEASURING: &str = include_str!("../../docs/measuring.md");

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
