//! What is counted.

use serde::Serialize;

/// Something that happens and is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A paste was answered.
    Answered,
    /// To a paste, issues were suggested.
    Suggested,
    /// For a paste that looks like an error, nothing was found.
    Abstained,
    /// Somebody said that an answer fixed it.
    Helped,
    /// Somebody said that an answer is about something else.
    NotHelped,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Answered, Self::Suggested, Self::Abstained, Self::Helped, Self::NotHelped];

    /// Whether it is what became of a paste.
    pub const fn is_paste(self) -> bool {
        matches!(self, Self::Answered | Self::Suggested | Self::Abstained)
    }
}

/// How often each thing happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Pastes that were answered.
    pub answered: u64,
    /// Pastes to which issues were suggested.
    pub suggested: u64,
    /// Pastes that look like an error and for which nothing was found.
    pub abstained: u64,
    /// Times somebody said that an answer fixed it.
    pub helped: u64,
    /// Times somebody said that an answer is about something else.
    pub not_helped: u64,
}

impl Counts {
    /// Counts something so often.
    pub fn add(&mut self, what: What, count: u64) {
        let counted = match what {
            What::Answered => &mut self.answered,
            What::Suggested => &mut self.suggested,
            What::Abstained => &mut self.abstained,
            What::Helped => &mut self.helped,
            What::NotHelped => &mut self.not_helped,
        };
        *counted = counted.saturating_add(count);
    }

    /// Pastes, whatever became of them.
    pub fn pastes(&self) -> u64 {
        self.named().saturating_add(self.abstained)
    }

    /// Pastes for which something was found.
    pub fn named(&self) -> u64 {
        self.answered.saturating_add(self.suggested)
    }

    /// How many said whether it helped.
    pub fn votes(&self) -> u64 {
        self.helped.saturating_add(self.not_helped)
    }

    /// The share of votes that say it helped, 0 to 1; none without a vote.
    pub fn success(&self) -> Option<f64> {
        let votes = self.votes();
        (votes > 0).then(|| self.helped as f64 / votes as f64)
    }
}

/// What an event concerns: the subjects that it is counted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About<'a> {
    /// Everything together.
    All,
    /// An article, by its id.
    Article(&'a str),
    /// An issue, as `article/issue`.
    Issue(&'a str),
}

impl<'a> About<'a> {
    /// Everything that an event is counted for which concerns these issues, written `article/issue`; each once. An article
    /// may have slashes in its id: the last one parts the two.
    pub fn each(issues: &[&'a str]) -> Vec<Self> {
        let mut all = vec![Self::All];
        for issue in issues.iter().filter(|issue| !issue.is_empty()) {
            let article = issue.rsplit_once('/').map(|(article, _)| Self::Article(article));
            for about in article.into_iter().chain([Self::Issue(issue)]) {
                if !all.contains(&about) {
                    all.push(about);
                }
            }
        }
        all
    }
}
