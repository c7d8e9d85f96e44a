//! The rule that a link can be followed, and the list of all links.

use reqwest::Url;

use super::super::{Article, Knowledge};
use super::{FieldPath, Findings, short};

/// A link and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link<'k> {
    /// Index into [`Knowledge::articles`].
    pub article: usize,
    /// The field that holds it.
    pub at: FieldPath,
    /// The address as the author wrote it.
    pub url: &'k str,
}

impl Link<'_> {
    /// Whether it is an address that can be followed.
    pub fn is_sound(&self) -> bool {
        fault(self.url).is_none()
    }
}

/// All links of the knowledge, in its order.
pub fn links(knowledge: &Knowledge) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    for (article, one) in knowledge.articles.iter().enumerate() {
        links.extend(links_of(one).map(|(at, url)| Link { article, at, url }));
    }
    links
}

pub(super) fn article(article: &Article, findings: &mut Findings) {
    for (at, url) in links_of(article) {
        if let Some(fault) = fault(url) {
            let whole = format!("https://{url}");
            let whole = if self::fault(&whole).is_none() && url.split('/').next().is_some_and(|host| host.contains('.'))
            {
                whole
            } else {
                "https://learn.microsoft.com/azure/backup/".to_owned()
            };
            let help = format!("write the whole address: `{whole}`");
            findings.error("bad-link", at, format!("`{}` {fault}", short(url)), help);
        }
    }
}

fn links_of(article: &Article) -> impl Iterator<Item = (FieldPath, &str)> {
    let checks = article.checks.iter().enumerate().filter_map(|(number, check)| {
        Some((FieldPath::key("checks").index(number).field("link"), check.link.as_deref()?))
    });
    let documents = article
        .documents
        .iter()
        .enumerate()
        .map(|(number, document)| (FieldPath::key("documents").index(number).field("url"), document.url.as_str()));
    let issues = article.issues.iter().enumerate().flat_map(|(place, issue)| {
        let at = FieldPath::issue(place);
        let documents_at = at.clone().field("documents");
        let steps = issue.steps.iter().enumerate().filter_map(move |(number, step)| {
            Some((at.clone().field("steps").index(number).field("link"), step.link.as_deref()?))
        });
        let documents =
            issue.documents.iter().enumerate().map(move |(number, document)| {
                (documents_at.clone().index(number).field("url"), document.url.as_str())
            });
        steps.chain(documents)
    });
    checks.chain(documents).chain(issues)
}

/// What keeps a link from being followed, as the rest of a sentence.
fn fault(url: &str) -> Option<String> {
    if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("has a space in it".to_owned());
    }
    let parsed = match Url::parse(url) {
        Ok(parsed) => parsed,
        Err(_) if !url.contains("://") => return Some("does not begin with https://".to_owned()),
        Err(error) => return Some(format!("is no address: {error}")),
    };
    if !matches!(parsed.scheme(), "http" | "https") {
        return Some("is neither an http nor an https address".to_owned());
    }
    // `https:/host` and `https:///host` are read as if they had two slashes, by us and by browsers, but not by Discord.
    let after_scheme = url.get(parsed.scheme().len()..).and_then(|rest| rest.strip_prefix("://"));
    after_scheme.is_none_or(|host| host.starts_with('/')).then(|| "has no host".to_owned())
}
