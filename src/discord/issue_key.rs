//! Issues and articles as they are named in a component's id or a menu's value, which hold a hundred bytes.
//!
//! A key outlives a reload, unlike an [`IssueRef`], and a restart. It is the id itself where that is short enough and
//! its digest where it is not: the ids of imported articles are paths.

use super::digest::Digest;
use crate::knowledge::{Article, Issue, IssueRef, Knowledge};

/// The longest key in bytes, which leaves room for what a component's id says beside it.
pub(super) const LONGEST: usize = 60;

/// The name of an issue by its full id, `article/issue`, or of an article by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key(String);

impl Key {
    /// The key of an id.
    pub(super) fn of(id: &str) -> Self {
        // A text that starts like a digest is digested too, so that it cannot pass for another's.
        if id.len() <= LONGEST && !id.starts_with('#') && !id.chars().any(char::is_control) {
            Self(id.to_owned())
        } else {
            Self(format!("#{:016x}", Digest::of(id).get()))
        }
    }

    /// A key as somebody sent it back; none where it cannot be one.
    pub(super) fn read(text: &str) -> Option<Self> {
        (!text.is_empty() && text.len() <= LONGEST).then(|| Self(text.to_owned()))
    }

    /// As text, at most [`LONGEST`] bytes.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The issue it names; none where the knowledge has it no longer.
    pub(super) fn issue(&self, knowledge: &Knowledge) -> Option<IssueRef> {
        let Some(digest) = self.0.strip_prefix('#') else { return knowledge.find(&self.0) };
        let digest = u64::from_str_radix(digest, 16).ok()?;
        // Without making a text of each: there are thousands.
        let digest_of =
            |article: &Article, issue: &Issue| Digest::of(article.id.as_str()).and("/").and(issue.id.as_str()).get();
        knowledge.issues().find(|(_, article, issue)| digest_of(article, issue) == digest).map(|(at, ..)| at)
    }

    /// The article it names, and where that stands; none where the knowledge has it no longer.
    pub(super) fn article<'a>(&self, knowledge: &'a Knowledge) -> Option<(u32, &'a Article)> {
        let digested = self.0.starts_with('#');
        let named = |article: &Article| {
            if digested { Self::of(article.id.as_str()) == *self } else { article.id.as_str() == self.0 }
        };
        knowledge
            .articles
            .iter()
            .enumerate()
            .find(|(_, article)| named(article))
            .map(|(a, article)| (a as u32, article))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::IssueId;

    fn knowledge(article: &str, issue: &str) -> Knowledge {
        let issue = Issue { id: IssueId::from(issue), ..Issue::default() };
        let article = Article { id: article.into(), issues: vec![issue], ..Article::default() };
        Knowledge { articles: vec![Article { id: "other".into(), ..Article::default() }, article] }
    }

    #[test]
    fn a_short_id_is_its_own_key() {
        let knowledge = knowledge("printing", "spooler-stops");
        let key = Key::of("printing/spooler-stops");
        assert_eq!(key.as_str(), "printing/spooler-stops");
        assert_eq!(key.issue(&knowledge), Some(IssueRef { article: 1, issue: 0 }));
        assert_eq!(Key::of("printing").article(&knowledge).map(|(at, _)| at), Some(1));
    }

    #[test]
    fn a_long_id_is_found_by_its_digest() {
        let long = "articles/microsoft.recoveryservices/2019-05-01/".repeat(3);
        let knowledge = knowledge(&long, "one");
        let key = Key::of(&format!("{long}/one"));
        assert!(key.as_str().len() <= LONGEST, "{key:?}");
        assert_eq!(key.issue(&knowledge), Some(IssueRef { article: 1, issue: 0 }));
        assert_eq!(Key::of(&long).article(&knowledge).map(|(at, _)| at), Some(1));
    }

    #[test]
    fn an_id_that_looks_like_a_digest_does_not_pass_for_one() {
        let knowledge = knowledge("#00", "x");
        assert_eq!(Key::of("#00/x").issue(&knowledge), Some(IssueRef { article: 1, issue: 0 }));
        assert_eq!(Key::read("#00/x").and_then(|key| key.issue(&knowledge)), None);
    }

    #[test]
    fn what_is_gone_is_not_found() {
        let knowledge = knowledge("printing", "spooler-stops");
        assert_eq!(Key::of("printing/other").issue(&knowledge), None);
        assert_eq!(Key::of("print").article(&knowledge).map(|(at, _)| at), None);
    }
}
