//! Azure self-help Markdown, loaded as it is published.
//!
//! A file is a `<properties … />` header and a body. The body is Markdown under headings such as "Recommended steps" and
//! "Recommended documents", or JSON after a `---`. The article itself becomes an issue, and each problem that it lists
//! becomes a further one, so that an answer can be as narrow as the paste allows.

mod clean;
mod finish;
mod form;
mod header;
mod inline;
mod issues;
mod markdown;
mod place;
mod signature;
mod wording;

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem;

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

static RULE: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new("---"));

/// The body's prose and its JSON, where it has some after a rule.
fn json_of(body: &str) -> Option<(&str, &str)> {
    let at = RULE.find(body.as_bytes())?;
    let json = body[at..].trim_start_matches('-').trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    json.starts_with('{').then_some((&body[..at], json))
}

fn from_markdown(header: &Header<'_>, body: &str, path: &str) -> Article {
    let body = Body::parse(&clean::clean(body));
    let (heading, mut issues) = issues::read(&body);
    let title = title_of(header, &heading, path);
    describe(&mut issues[0], header, &heading, &title);
    issues[0].title.clone_from(&title);
    issues[0].codes.extend(signature::sole_code(&title).map(str::to_owned));
    for at in 0..issues.len() {
        issues[at].id = finish::slug(&issues[at].title, &issues[..at]);
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
            finish::line(&mut description, further);
        }
    }
    if description.is_empty() {
        return;
    }
    let own = std::mem::take(&mut issue.description);
    if !own.is_empty() && !own.eq_ignore_ascii_case(&description) {
        finish::line(&mut description, &own);
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
    let is_form = json.contains("\"displayLabel\"");
    for (name, value) in form::pairs(json, |name| is_label(name) || !is_form && (is_prose(name) || is_link(name))) {
        if value.is_empty() {
            continue;
        }
        match name {
            "displayLabel" if !article.questions.contains(&value) => article.questions.push(value),
            _ if is_prose(name)
                && !value.eq_ignore_ascii_case(&article.title)
                && memmem::find(issue.text.as_bytes(), value.as_bytes()).is_none() =>
            {
                finish::line(&mut issue.text, &value);
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
        issue.id = finish::slug(&issue.title, &[]);
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

#[cfg(test)]
mod tests {
    use std::fmt::Write;
    use std::path::Path;

    use insta::assert_snapshot;
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{export, load, toml};

    /// An article as a reviewer wants to see it: every field that holds something.
    fn told(article: &Article) -> String {
        let mut out = format!("{} | {}\n", article.id, article.title);
        for question in &article.questions {
            let _ = writeln!(out, "? {question}");
        }
        for issue in &article.issues {
            let _ = writeln!(out, "[{}] {}", issue.id, issue.title);
            for (name, text) in [("description", &issue.description), ("cause", &issue.cause), ("text", &issue.text)] {
                if !text.is_empty() {
                    let _ = writeln!(out, "  {name}: {}", text.replace('\n', "\n    "));
                }
            }
            for code in &issue.codes {
                let _ = writeln!(out, "  code: {code}");
            }
            for error in &issue.errors {
                let _ = writeln!(out, "  error: {error}");
            }
            for step in &issue.steps {
                let link = step.link.as_deref().map_or_else(String::new, |link| format!(" <{link}>"));
                let _ = writeln!(out, "  * {}{link}", step.text.replace('\n', "\n    "));
            }
            for document in &issue.documents {
                let _ = writeln!(out, "  document: {} <{}>", document.title, document.url);
            }
        }
        out
    }

    fn article(body: &str) -> String {
        let text = format!("<properties\n  pageTitle=\"Sample\"\n  selfHelpType=\"generic\"\n/>\n{body}");
        match parse(text.as_bytes(), "kb/sample.md") {
            Ok(article) => told(&article),
            Err(problem) => format!("{}: {}", problem.rule, problem.message),
        }
    }

    #[test]
    fn steps_and_documents_are_read_under_their_headings_however_those_are_spelled() {
        assert_snapshot!(article(
            "# Restore fails\n\n## **Recommended Steps**\n\nDo this:\n\n\
             1. Stop the service\n2. Read [the guide](https://example.com/guide) and run `restore`\n   - as an administrator\n\
             - [Check the disk](https://example.com/disk)<br>\n\n\
             ##Reccomended document\n\n* [Sizes](https://example.com/sizes)<br>\n* Prices: https://example.com/prices\n"
        ), @"
        kb/sample | Restore fails
        [restore-fails] Restore fails
          description: Sample
          text: Do this:
          * Stop the service
          * Read the guide and run `restore`
            - as an administrator <https://example.com/guide>
          * Check the disk <https://example.com/disk>
          document: Sizes <https://example.com/sizes>
          document: Prices <https://example.com/prices>
        ");
    }

    #[test]
    fn bold_entries_and_headings_become_issues_of_their_own() {
        assert_snapshot!(article(
            "# Sign-in\n\n## Recommended steps\n\n\
             - **Error AB1234: the password has expired**: set a new one [here](https://example.com/password)\n\
             - **Note**: passwords expire after 90 days\n\
             - **Settings** are under your name\n\n\
             ### **I cannot find the sign-in button**\n\nEnlarge the window.\n\n\
             ### The token is rejected\n\n**Cause:** The clock is wrong.\n\n**Resolution**\n\n1. Set the clock\n\n\
             ## Recommended documents\n\n- [Sign in](https://example.com/sign-in)\n"
        ), @"
        kb/sample | Sign-in
        [sign-in] Sign-in
          description: Sample
          * **Note**: passwords expire after 90 days
          * **Settings** are under your name
          document: Sign in <https://example.com/sign-in>
        [error-ab1234-the-password-has-expired] Error AB1234: the password has expired
          * set a new one here <https://example.com/password>
        [i-cannot-find-the-sign-in-button] I cannot find the sign-in button
          * Enlarge the window.
        [the-token-is-rejected] The token is rejected
          cause: The clock is wrong.
          * Set the clock
        ");
    }

    #[test]
    fn the_issue_description_and_the_bubble_describe_the_article() {
        let text = "<properties\n pagetitle=\"Replica missing\"\n infobubbletext=\"Replica %Name; is missing. See details on \
                    the right.\"\n/>\n# We ran diagnostics on your resource and found an issue\n<!--issueDescription-->The \
                    replica of <!--$vm-->[vm]<!--/$vm--> is **missing**.<!--/issueDescription-->\n\nCreate it again.\n";
        assert_snapshot!(told(&parse(text.as_bytes(), "replica.md").unwrap()), @"
        replica | Replica missing
        [replica-missing] Replica missing
          description: Replica … is missing.
            The replica of … is missing.
          text: Create it again.
        ");
    }

    #[test]
    fn quoted_and_fenced_error_texts_are_collected_and_commands_are_not() {
        assert_snapshot!(article(
            "# Upload\n\nThe log says \"Upload failed: the container <name> is not there\":\n\n\
             ```\nUploadException: failed to open stream ...\n```\n\nRun this command:\n\n```\nset key=a\nupload --error-log\n```\n"
        ), @r#"
        kb/sample | Upload
        [upload] Upload
          description: Sample
          text: The log says "Upload failed: the container <name> is not there":
            UploadException: failed to open stream ...
          error: Upload failed: the container * is not there
          error: UploadException: failed to open stream *
          * Run this command:
            ```
            set key=a
            upload --error-log
            ```
        "#);
    }

    #[test]
    fn a_table_row_that_explains_a_code_is_an_issue() {
        assert_snapshot!(article(
            "# UserErrorReplicaLost\n\n## Recommended steps\n\n| Code | What | Do |\n|--|--|--|\n\
             | AB123456 | The replica is gone | Create it [again](https://example.com/again) |\n\
             | Replica | A copy | Nothing |\n"
        ), @"
        kb/sample | UserErrorReplicaLost
        [usererrorreplicalost] UserErrorReplicaLost
          description: Sample
          code: UserErrorReplicaLost
          * Code | What | Do
            Replica | A copy | Nothing
        [ab123456-the-replica-is-gone] AB123456: The replica is gone
          code: AB123456
          * Create it again <https://example.com/again>
        ");
    }

    #[test]
    fn a_form_gives_its_questions_and_no_issue_even_when_its_json_is_broken() {
        assert_snapshot!(article(
            "# Questions\n---\n{ \"formElements\": [\n { \"displayLabel\": \"When did it start?\", },\n // later\n\
             { \"displayLabel\": \"Which \\\"disk\\\"?\" \"required\": true }\n"
        ), @r#"
        kb/sample | Questions
        ? When did it start?
        ? Which "disk"?
        "#);
    }

    #[test]
    fn what_holds_no_knowledge_says_why() {
        let why = |bytes: &[u8]| parse(bytes, "x.md").map(|_| ()).map_err(|problem| problem.rule);
        assert_eq!(why(b"\x89PNG\0\0"), Err("not-text"));
        assert_eq!(why(b"# Notes\n\nwithout a header"), Err("no-header"));
        assert_eq!(why(b"<properties pageTitle=\"a\" />\n# Only a title\n"), Err("no-text"));
        assert_eq!(why(b""), Err("no-header"));
    }

    #[test]
    fn other_encodings_are_read() {
        let text = "<properties />\n# Größe\n\nZu groß";
        let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        for bytes in [utf16, latin, format!("\u{feff}{text}").into_bytes()] {
            let article = parse(&bytes, "x.md").unwrap();
            assert_eq!((article.title.as_str(), article.issues[0].text.as_str()), ("Größe", "Zu groß"));
        }
    }

    #[test]
    fn an_id_is_the_path_without_ending_and_spaces() {
        assert_eq!(id_of("a b/c.d.md").as_str(), "a_b/c.d");
        assert_eq!(id_of("kb.jsonl").as_str(), "kb");
    }

    /// Every file of a real collection becomes an article that the TOML format can hold, or says why not.
    #[test]
    #[expect(
        clippy::disallowed_methods,
        clippy::disallowed_macros,
        reason = "the collection is too large to ship; who has it names it"
    )]
    fn a_real_collection_loads_and_survives_export() {
        let Some(folder) = std::env::var_os("FIRSTLINE_SELFHELP") else {
            println!("FIRSTLINE_SELFHELP names no folder of self-help files: not tested on real ones");
            return;
        };
        let loaded = load::load(Path::new(&folder)).unwrap();
        let files = walkdir::WalkDir::new(&folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
        assert_eq!(files.count(), loaded.knowledge.articles.len() + loaded.problems.len());
        for mut article in loaded.knowledge.articles {
            let text = export::to_toml(&article);
            let (read, problems) = toml::parse(&text, "");
            assert_eq!(problems, [], "{}", article.path);
            let path = std::mem::take(&mut article.path);
            assert_eq!(read, Some(article), "{path}");
        }
    }

    #[test]
    fn a_comment_that_closes_within_its_own_opening_is_no_end_of_a_placeholder() {
        assert!(parse(b"<properties />\n# Title\n\nSet <!--$x--><!--> and go on.\n", "x.md").is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse(&bytes, "x.md");
            let _ = parse(&[b"<properties />\n", bytes.as_slice()].concat(), "x.md");
        }

        #[test]
        fn any_markup_is_read_without_panic_and_survives_export(
            body in "([#*\\-`~<>!\\[\\]()|:\"'&;. \\n\t]|1\\. |\\*\\*|<!--|-->|\\$x|/|issueDescription|https://e\\.x/|Error 12|é|…|recommended steps|---|\\{|\"displayLabel\"){0,80}",
            header in "<properties( [a-zA-Z]{1,3}=?\"?[a-z\"' ]{0,5}\"?){0,3} ?/?>?",
        ) {
            let text = format!("{header}\n{body}");
            if let Ok(article) = parse(text.as_bytes(), "x.md") {
                let (read, problems) = toml::parse(&export::to_toml(&article), "x.md");
                prop_assert_eq!(&problems, &[], "{}", export::to_toml(&article));
                prop_assert_eq!(read, Some(article));
            }
        }
    }
}
