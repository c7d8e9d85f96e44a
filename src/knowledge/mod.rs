//! The knowledge: what a team knows about its errors, as an immutable snapshot.
//!
//! The types here are the model. They hold text and nothing else: no file handles, no clock, no index. Three formats
//! fill them ([`toml`], [`selfhelp`], [`jsonl`]), [`load`] reads a folder of any mixture of them, [`lint`] says what is
//! wrong with them, and [`export`] writes them back as TOML.

pub mod export;
pub mod jsonl;
pub mod lint;
pub mod load;
pub mod places;
pub mod problem;
pub mod schema;
pub mod selfhelp;
pub mod toml;

use std::fmt;

use schemars::JsonSchema;

/// Everything loaded from a knowledge folder: the articles in the order of their paths, whatever order they were read in.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// The articles, sorted by [`Article::path`].
    pub articles: Vec<Article>,
}

/// Where an issue stands in a [`Knowledge`]: indexes into `articles` and into that article's `issues`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueRef {
    /// Index into [`Knowledge::articles`].
    pub article: u32,
    /// Index into [`Article::issues`].
    pub issue: u32,
}

impl Knowledge {
    /// All issues with their places, in article order.
    pub fn issues(&self) -> impl Iterator<Item = (IssueRef, &Article, &Issue)> {
        self.articles.iter().enumerate().flat_map(|(a, article)| {
            article
                .issues
                .iter()
                .enumerate()
                .map(move |(i, issue)| (IssueRef { article: a as u32, issue: i as u32 }, article, issue))
        })
    }

    /// The article of an issue.
    ///
    /// # Panics
    /// When `at` does not come from this very snapshot.
    pub fn article(&self, at: IssueRef) -> &Article {
        &self.articles[at.article as usize]
    }

    /// The issue at a place.
    ///
    /// # Panics
    /// When `at` does not come from this very snapshot.
    pub fn issue(&self, at: IssueRef) -> &Issue {
        &self.articles[at.article as usize].issues[at.issue as usize]
    }

    /// `article-id/issue-id`, the name by which people and stores refer to an issue.
    pub fn full_id(&self, at: IssueRef) -> String {
        format!("{}/{}", self.article(at).id, self.issue(at).id)
    }

    /// The issue of a full id; none where there is none (any more).
    pub fn find(&self, full_id: &str) -> Option<IssueRef> {
        self.articles.iter().enumerate().find_map(|(a, article)| {
            let id = full_id.strip_prefix(article.id.as_str())?.strip_prefix('/')?;
            let i = article.issues.iter().position(|issue| issue.id.as_str() == id)?;
            Some(IssueRef { article: a as u32, issue: i as u32 })
        })
    }
}

/// One file: a product or topic, with its checks, issues and documents.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(default, deny_unknown_fields, extend("required" = ["id", "title"]))]
pub struct Article {
    /// Unique over the whole knowledge.
    pub id: ArticleId,
    /// What the article is about, as a reader would name it.
    #[schemars(length(min = 1))]
    pub title: String,
    /// One or two sentences; shown where articles are browsed.
    pub summary: String,
    /// Who answers for the article being right.
    #[schemars(with = "String")]
    pub owner: Option<String>,
    /// When a person last read it against the product.
    #[schemars(with = "jiff::civil::Date")]
    pub reviewed: Option<jiff::civil::Date>,
    /// Words to browse and filter by.
    pub tags: Vec<String>,
    /// What to do first whatever the error.
    pub checks: Vec<Check>,
    /// The known problems.
    pub issues: Vec<Issue>,
    /// Further reading for the whole article.
    pub documents: Vec<Document>,
    /// Asked when a person escalates, whatever the issue.
    pub questions: Vec<String>,
    /// Path of the file relative to the knowledge folder, with `/` between its parts.
    #[schemars(skip)]
    pub path: String,
}

/// One known problem.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(default, deny_unknown_fields, extend("required" = ["id", "title"]))]
pub struct Issue {
    /// Unique in its article.
    pub id: IssueId,
    /// The problem in one line.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Error texts as people see them; `*` stands for any run of characters.
    pub errors: Vec<String>,
    /// Codes by which the issue is recognised on sight: `34513`, `0x1FBD3`, `UserErrorVmNotFound`.
    pub codes: Vec<String>,
    /// What a person sees when it happens, in prose. Searched, with less authority than `errors`.
    pub description: String,
    /// Why it happens.
    pub cause: String,
    /// What to do, in order.
    #[schemars(with = "Vec<schema::StepForm>")]
    pub steps: Vec<Step>,
    /// How to see that it is solved.
    pub verify: String,
    /// When to give up and bring a person, and what that person will need.
    #[schemars(with = "schema::EscalateForm")]
    pub escalate: Option<Escalate>,
    /// Asked when a person escalates this issue.
    pub questions: Vec<String>,
    /// Further reading.
    pub documents: Vec<Document>,
    /// Anything else that is known, as plain text. Searched, with the least authority.
    pub text: String,
    /// Pastes that must find this issue. Tests: never indexed.
    pub examples: Vec<String>,
    /// Pastes that must not be answered with this issue. Tests: never indexed.
    pub not_examples: Vec<String>,
}

/// What to do first whatever the error.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(default, deny_unknown_fields, extend("required" = ["text"]))]
pub struct Check {
    /// The check, as an instruction.
    pub text: String,
    /// Where it is explained.
    #[schemars(with = "String", url)]
    pub link: Option<String>,
    /// The issue of the same article that tells how, by its id.
    #[schemars(with = "IssueId")]
    pub issue: Option<IssueId>,
}

/// One thing to do.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(default, deny_unknown_fields, extend("required" = ["text"]))]
pub struct Step {
    /// The instruction; Discord's Markdown is allowed.
    pub text: String,
    /// Where it is explained.
    #[schemars(with = "String", url)]
    pub link: Option<String>,
}

/// A titled link.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Document {
    /// What the reader finds there.
    #[schemars(length(min = 1))]
    pub title: String,
    /// An absolute `http` or `https` address.
    #[schemars(url)]
    pub url: String,
}

/// When to bring a person, and what to have ready.
#[derive(Debug, Clone, Default, PartialEq, Hash, JsonSchema)]
#[schemars(default, deny_unknown_fields, extend("required" = ["when"]))]
pub struct Escalate {
    /// The condition, in a sentence.
    pub when: String,
    /// What to collect before asking.
    pub collect: Vec<String>,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
        #[schemars(inline)]
        pub struct $name(#[schemars(regex(pattern = r"^\S+$"))] pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}

id!(
    /// The id of an [`Article`].
    ArticleId
);
id!(
    /// The id of an [`Issue`], unique in its article.
    IssueId
);
