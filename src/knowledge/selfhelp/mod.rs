//! Azure self-help Markdown, loaded as it is published.
//!
//! A file is a `<properties … />` header and a body. The body is Markdown under headings such as "Recommended steps" and
//! "Recommended documents", or JSON after a `---`. The article itself becomes an issue, and each problem that it lists
//! becomes a further one, so that an answer can be as narrow as the paste allows.

mod clean;
mod form;
mod header;
mod inline;
mod issues;
mod markdown;
mod wording;

use std::borrow::Cow;

use header::Header;
use markdown::Body;

use super::problem::{Problem, Severity};
use super::{Article, ArticleId, Document, Issue};

/// Reads one file. `path` is the article's path and, without its ending, its id.
///
/// # Errors
/// The reason why the file holds no knowledge: it is not text (`not-text`), has no header (`no-header`) or nothing to
/// read below it (`no-text`).
pub fn parse(bytes: &[u8], path: &str) -> Result<Article, Problem> {
    let refuse = |rule, message: &str, help: &str| Problem {
        severity: Severity::Error,
        rule,
        path: path.to_owned(),
        span: None,
        message: message.to_owned(),
        help: Some(help.to_owned()),
    };
    let text = decode(bytes).ok_or_else(|| {
        refuse("not-text", "this is not a text file", "save it as UTF-8, or move it out of the knowledge folder")
    })?;
    let (header, body) = header::split(&text).ok_or_else(|| {
        refuse(
            "no-header",
            "the file has no `<properties … />` header",
            "self-help Markdown starts with one; other notes can be written as TOML",
        )
    })?;
    let mut article = match json_of(body) {
        Some((prose, json)) => from_json(&header, prose, json, path),
        None => from_markdown(&header, body, path),
    };
    if article.issues.iter().all(is_empty) && article.questions.is_empty() {
        return Err(refuse("no-text", "there is no text below the title", "write what to do, or remove the file"));
    }
    article.id = id_of(path);
    path.clone_into(&mut article.path);
    if !header.owner.is_empty() {
        article.owner = Some(header.owner.into_owned());
    }
    article.tags =
        header.tags.split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    Ok(article)
}

/// The id of an article that does not name one: its path without the ending, white space as `_`.
pub(super) fn id_of(path: &str) -> ArticleId {
    let stem = path.strip_suffix(".md").or_else(|| path.strip_suffix(".jsonl")).unwrap_or(path);
    ArticleId(if stem.contains(char::is_whitespace) { stem.replace(char::is_whitespace, "_") } else { stem.to_owned() })
}

/// Bytes as text: by their mark, else as UTF-8, else as Windows-1252, in which every byte is a character.
fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    if memchr::memchr(0, bytes).is_some() {
        return None;
    }
    Some(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}

/// The body's prose and its JSON, where it has some after a rule.
fn json_of(body: &str) -> Option<(&str, &str)> {
    let at = body.find("---")?;
    let json = body[at..].trim_start_matches('-').trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    json.starts_with('{').then_some((&body[..at], json))
}

fn from_markdown(header: &Header<'_>, body: &str, path: &str) -> Article {
    let body = Body::parse(&clean::clean(body));
    let (heading, mut issues) = issues::read(&body);
    let title = title_of(header, &heading, path);
    describe(&mut issues[0], header, &heading, &title);
    issues[0].title.clone_from(&title);
    for at in 0..issues.len() {
        issues[at].id = issues::slug(&issues[at].title, &issues[..at]);
    }
    issues.shrink_to_fit();
    Article { title, issues, ..Article::default() }
}

fn is_empty(issue: &Issue) -> bool {
    let texts = [&issue.description, &issue.cause, &issue.text];
    issue.steps.is_empty() && issue.documents.is_empty() && texts.iter().all(|text| text.is_empty())
}

/// The heading, unless hundreds of files share it; the file's name where there is none at all.
fn title_of(header: &Header<'_>, heading: &str, path: &str) -> String {
    let mut candidates =
        [heading, &header.page_title, &header.description].into_iter().filter(|title| !title.is_empty());
    let name = path.rsplit('/').next().unwrap_or(path);
    let first = candidates.next().unwrap_or(name.strip_suffix(".md").unwrap_or(name));
    if !wording::is_boilerplate_title(first) {
        return first.to_owned();
    }
    candidates.find(|title| !wording::is_boilerplate_title(title)).unwrap_or(first).to_owned()
}

/// Puts what the header says of the problem, and the body did not, before the description.
fn describe(issue: &mut Issue, header: &Header<'_>, heading: &str, title: &str) {
    let mut description = String::new();
    let bubble = wording::without_pointer(&header.bubble);
    if !wording::is_boilerplate_bubble(&header.bubble) && !bubble.eq_ignore_ascii_case(title) {
        description.push_str(&without_variables(bubble));
    }
    for further in [heading, &header.page_title, &header.description] {
        let known = further.is_empty()
            || is_in(further, title)
            || wording::is_boilerplate_title(further)
            || description.lines().chain(issue.description.lines()).any(|line| line.eq_ignore_ascii_case(further));
        if !known {
            issues::line(&mut description, further);
        }
    }
    if description.is_empty() {
        return;
    }
    let own = std::mem::take(&mut issue.description);
    if !own.is_empty() && !own.eq_ignore_ascii_case(&description) {
        issues::line(&mut description, &own);
    }
    description.shrink_to_fit();
    issue.description = description;
}

/// Whether `title` says all that `further` does.
fn is_in(further: &str, title: &str) -> bool {
    let (further, title) = (further.as_bytes(), title.as_bytes());
    title.windows(further.len().max(1)).any(|window| window.eq_ignore_ascii_case(further))
}

/// A product's message with a gap where it names `%Something;`.
fn without_variables(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let name = rest[at + 1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let end = at + 1 + name;
        let is_variable = name > 0 && rest[end..].starts_with(';');
        out.push_str(&rest[..if is_variable { at } else { end }]);
        if is_variable {
            out.push(inline::GAP);
        }
        rest = &rest[end + usize::from(is_variable)..];
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn from_json(header: &Header<'_>, prose: &str, json: &str, path: &str) -> Article {
    let body = Body::parse(&clean::clean(prose));
    let (heading, mut issues) = issues::read(&body);
    let mut article = Article { title: title_of(header, &heading, path), ..Article::default() };
    let mut issue = issues.swap_remove(0);
    for (name, value) in form::pairs(json, |name| is_prose(name) || is_link(name) || is_label(name)) {
        if value.is_empty() {
            continue;
        }
        match name {
            "displayLabel" if !article.questions.contains(&value) => article.questions.push(value),
            _ if is_prose(name) && !value.eq_ignore_ascii_case(&article.title) && !issue.text.contains(&value) => {
                issues::line(&mut issue.text, &value);
            }
            _ if is_link(name) && value.starts_with("http") => {
                issue.documents.push(Document { title: article.title.clone(), url: value });
            }
            // Named after the address it belongs to.
            _ if name.starts_with("productLinkName") => {
                if let Some(document) = issue.documents.last_mut() {
                    document.title = value;
                }
            }
            _ => {}
        }
    }
    // A form asks; it does not answer. Its title would only stand in the way of the articles that do.
    if article.questions.is_empty() && !is_empty(&issue) {
        describe(&mut issue, header, &heading, &article.title);
        issue.title.clone_from(&article.title);
        issue.id = issues::slug(&issue.title, &[]);
        article.issues.push(issue);
    }
    article
}

/// Strings of a form that a person reads.
fn is_prose(name: &str) -> bool {
    matches!(
        name,
        "title"
            | "description"
            | "longDescription"
            | "shortDescription"
            | "potentialBenefits"
            | "displayName"
            | "searchTags"
    )
}

fn is_label(name: &str) -> bool {
    name == "displayLabel" || name.starts_with("productLinkName")
}

fn is_link(name: &str) -> bool {
    matches!(name, "learnMoreLink" | "link" | "url" | "uri")
        || (name.starts_with("productLink") && !name.contains("Name"))
}
