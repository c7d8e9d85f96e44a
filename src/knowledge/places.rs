//! Where a field of the model stands in the file that it was read from.
//!
//! The model holds no places, for it is loaded far more often than it is found fault with. Who has a fault to show reads
//! the file once more and asks here.

use std::ops::Range;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::Article;
use super::lint::{FieldPath, Segment};

/// The places of one file.
#[derive(Debug)]
pub enum Places<'t> {
    /// Of an article in TOML: every field has its place.
    Toml {
        /// The file.
        text: &'t str,
        /// Its tables and values.
        root: Spanned<DeTable<'t>>,
    },
    /// Of anything else: an issue is where its id or its title is first written.
    Text(&'t str),
}

impl<'t> Places<'t> {
    /// The places in `text`, which is what the file at `path` holds.
    pub fn new(path: &str, text: &'t str) -> Self {
        if path.to_ascii_lowercase().ends_with(".toml") {
            Self::Toml { text, root: DeTable::parse_recoverable(text).0 }
        } else {
            Self::Text(text)
        }
    }

    /// The bytes of a field of `article`. A field that the file does not have is where the table is that lacks it; none
    /// where that is the whole file.
    pub fn find(&self, article: &Article, at: &FieldPath) -> Option<Range<usize>> {
        match self {
            Self::Toml { text, root } => {
                let span = find_in_toml(root.get_ref(), &at.0)?;
                // A text of several lines opens with a line of its own, which shows nothing.
                let opening =
                    ["'''", "\"\"\""].iter().flat_map(|quotes| [format!("{quotes}\n"), format!("{quotes}\r\n")]);
                let skipped = text.get(span.clone()).map_or(0, |value| {
                    opening.filter(|opening| value.starts_with(opening.as_str())).map(|opening| opening.len()).sum()
                });
                Some(span.start + skipped..span.end)
            }
            Self::Text(text) => {
                let issue = article.issues.get(at.issue_index()?)?;
                let id = format!("\"{}\"", issue.id);
                let (start, length) = match text.find(&id) {
                    Some(start) => (start, id.len()),
                    None => (text.find(&issue.title)?, issue.title.len()),
                };
                (length > 0).then_some(start..start + length)
            }
        }
    }
}

fn find_in_toml(root: &DeTable<'_>, path: &[Segment]) -> Option<Range<usize>> {
    let (first, rest) = path.split_first()?;
    let Segment::Key(key) = first else { return None };
    let mut value = root.get(*key)?;
    for segment in rest {
        let next = match (segment, value.get_ref()) {
            (Segment::Key(key), DeValue::Table(table)) => table.get(*key),
            (Segment::Index(index), DeValue::Array(items)) => items.get(*index),
            // A step may be a string and is its own text then.
            _ => None,
        };
        match next {
            Some(next) => value = next,
            None => break,
        }
    }
    Some(value.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id = 'a'\n[[issues]]\nid = 'i'\nerrors = ['x', 'yy', '''\nzzz\n''']\nsteps = ['go', { text = 'on' }]\n\
                        [issues.escalate]\nwhen = 'late'\n[[issues]]\nid = 'j'\n";

    fn found(at: &FieldPath) -> Option<&'static str> {
        Places::new("a.toml", TEXT).find(&Article::default(), at).map(|span| &TEXT[span])
    }

    #[test]
    fn every_field_of_a_toml_article_is_found_at_its_value() {
        assert_eq!(found(&FieldPath::key("id")), Some("'a'"));
        assert_eq!(found(&FieldPath::issue(0).field("errors").index(1)), Some("'yy'"));
        assert_eq!(found(&FieldPath::issue(0).field("steps").index(1).field("text")), Some("'on'"));
        assert_eq!(found(&FieldPath::issue(0).field("escalate").field("when")), Some("'late'"));
        assert_eq!(found(&FieldPath::issue(1).field("id")), Some("'j'"));
        assert_eq!(found(&FieldPath::issue(0).field("errors").index(2)), Some("zzz\n'''"));
    }

    #[test]
    fn a_field_that_is_not_there_is_where_it_is_lacking() {
        assert_eq!(found(&FieldPath::issue(1).field("steps").index(0)), Some("[[issues]]"));
        assert_eq!(found(&FieldPath::issue(0).field("steps").index(0).field("text")), Some("'go'"));
        assert_eq!(found(&FieldPath::key("owner")), None);
        assert_eq!(found(&FieldPath::default()), None);
    }

    #[test]
    fn an_issue_of_another_format_is_where_its_id_or_its_title_is() {
        let issue = |id: &str, title: &str| super::super::Issue {
            id: id.into(),
            title: title.to_owned(),
            ..super::super::Issue::default()
        };
        let issues = vec![issue("disk", "Disk full"), issue("made-up", "Agent too old"), issue("", "")];
        let article = Article { issues, ..Article::default() };
        let text = "{\"id\": \"disk\"}\n* **Agent too old**\n";
        let places = Places::new("a.md", text);
        let at = |index| places.find(&article, &FieldPath::issue(index).field("errors")).map(|span| &text[span]);
        assert_eq!(at(0), Some("\"disk\""));
        assert_eq!(at(1), Some("Agent too old"));
        assert_eq!(at(2), None);
        assert_eq!(at(3), None);
    }
}
