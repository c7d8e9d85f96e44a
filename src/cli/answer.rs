//! A [`Reply`] as a page in the terminal.

use std::io;
use std::path::Path;

use super::LANGUAGE;
use super::page::Page;
use crate::knowledge::Knowledge;
use crate::reply::{Answer, Candidate, Reply};
use crate::words::Text;

/// How a candidate is opened: the `firstline show` that prints it from this knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Opener<'a> {
    /// The knowledge the candidate is from.
    pub knowledge: &'a Knowledge,
    /// Where that was loaded from.
    pub path: &'a Path,
}

/// Prints a reply.
pub fn reply(page: &mut Page<'_>, reply: &Reply<'_>, opener: Opener<'_>) -> io::Result<()> {
    let several = reply.answers.len() + reply.others.len() > 1;
    if several || reply.answers.is_empty() {
        page.line(&reply.headline)?;
    }
    for (i, one) in reply.answers.iter().enumerate() {
        if several {
            page.gap()?;
            page.title(&format!("{}. {}", i + 1, one.found.title))?;
        } else {
            page.title(one.found.title)?;
        }
        answer(page, one, opener)?;
    }
    if !reply.others.is_empty() {
        page.heading(LANGUAGE.say(Text::Others))?;
    }
    for (number, one) in (reply.answers.len() + 1..).zip(&reply.others) {
        candidate(page, number, one, opener)?;
    }
    for (number, one) in (1..).zip(&reply.candidates) {
        page.gap()?;
        candidate(page, number, one, opener)?;
    }
    Ok(())
}

/// Prints what follows an issue's title.
pub fn answer(page: &mut Page<'_>, answer: &Answer<'_>, opener: Opener<'_>) -> io::Result<()> {
    let found = &answer.found;
    page.faint("", &[found.article, &sureness(found), &found.id].join(" · ").replace(" ·  · ", " · "))?;
    if !found.why.is_empty() {
        page.heading(LANGUAGE.say(Text::Why))?;
        for quote in &found.why {
            page.quote("  ", quote)?;
        }
    }
    if !answer.cause.is_empty() {
        page.heading(LANGUAGE.say(Text::Cause))?;
        page.text("  ", "  ", answer.cause)?;
    }
    if !answer.checks.is_empty() {
        page.heading(LANGUAGE.say(Text::Checks))?;
        for todo in &answer.checks {
            page.text("  - ", "    ", &todo.check.text)?;
            if let Some(link) = &todo.check.link {
                page.address("    ", link)?;
            }
            if let Some(issue) = todo.issue {
                page.command("    ", &opener.command(&opener.knowledge.full_id(issue)))?;
            }
        }
    }
    if !answer.steps.is_empty() {
        page.heading(LANGUAGE.say(Text::Steps))?;
        let digits = answer.steps.len().to_string().len();
        let rest = " ".repeat(digits + 4);
        for (number, step) in (1..).zip(answer.steps) {
            page.text(&format!("  {number:>digits$}. "), &rest, &step.text)?;
            if let Some(link) = &step.link {
                page.address(&rest, link)?;
            }
        }
    } else if !answer.text.is_empty() {
        page.heading(LANGUAGE.say(Text::Known))?;
        page.text("  ", "  ", answer.text)?;
    } else {
        page.gap()?;
        page.line(LANGUAGE.say(Text::NoSteps))?;
    }
    if !answer.verify.is_empty() {
        page.heading(LANGUAGE.say(Text::Verify))?;
        page.text("  ", "  ", answer.verify)?;
    }
    if let Some(escalate) = answer.escalate {
        page.heading(LANGUAGE.say(Text::Escalate))?;
        page.text("  ", "  ", &escalate.when)?;
        if !escalate.collect.is_empty() {
            page.text("  ", "  ", LANGUAGE.say(Text::Collect))?;
        }
        for thing in &escalate.collect {
            page.text("  - ", "    ", thing)?;
        }
    }
    if !answer.documents.is_empty() {
        page.heading(LANGUAGE.say(Text::Documents))?;
        for document in &answer.documents {
            page.document("  - ", "    ", &document.title, &document.url)?;
        }
    }
    Ok(())
}

fn candidate(page: &mut Page<'_>, number: usize, candidate: &Candidate<'_>, opener: Opener<'_>) -> io::Result<()> {
    page.title(&format!("{number}. {}", candidate.title))?;
    page.faint("   ", &[candidate.article, &sureness(candidate)].join(" · "))?;
    if let Some(quote) = candidate.why.first() {
        page.quote("   ", quote)?;
    }
    page.command("   ", &opener.command(&candidate.id))
}

fn sureness(candidate: &Candidate<'_>) -> String {
    candidate.confidence.map_or(String::new(), |sure| format!("{} ({} %)", LANGUAGE.say(sure.words()), sure.percent()))
}

impl Opener<'_> {
    fn command(self, id: &str) -> String {
        let id = shell_word(id);
        match self.path.to_string_lossy() {
            path if path == super::knowledge::DEFAULT => format!("firstline show {id}"),
            path => format!("firstline show {id} --knowledge {}", shell_word(&path)),
        }
    }
}

/// A word as it can be typed into a shell.
fn shell_word(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+=,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::page::Look;
    use crate::knowledge::{Article, Check, Document, Escalate, Issue, IssueRef, Step};
    use crate::matching::{Evidence, Judgement, Match, Signals, Signature, SignatureKind, Verdict};
    use crate::paste::Paste;

    fn knowledge() -> Knowledge {
        let agent = Issue {
            id: "agent-too-old".into(),
            title: "The agent is too old".into(),
            codes: vec!["130003".into()],
            steps: vec![Step { text: "Update the agent.".into(), link: Some("https://kb.example/agent".into()) }],
            ..Issue::default()
        };
        let replica = Issue {
            id: "replica-inconsistent".into(),
            title: "A replica is inconsistent".into(),
            errors: vec!["The replica of * is inconsistent".into()],
            codes: vec!["3106".into()],
            cause: "The last copy stopped half-way.".into(),
            steps: vec![
                Step { text: "Run a consistency check.".into(), link: Some("https://kb.example/check".into()) },
                Step { text: "If it fails again, free space on the replica volume.".into(), link: None },
            ],
            verify: "The status is OK and the next job completes.".into(),
            escalate: Some(Escalate {
                when: "The check itself fails.".into(),
                collect: vec!["MSDPMCurr.errlog".into(), "the text of the alert".into()],
            }),
            documents: vec![
                Document { title: "Consistency checks".into(), url: "https://kb.example/check".into() },
                Document { title: "Replica volumes".into(), url: "https://kb.example/volumes".into() },
            ],
            ..Issue::default()
        };
        let article = Article {
            id: "backup".into(),
            title: "Backup Server".into(),
            checks: vec![Check {
                text: "The agent is up to date.".into(),
                link: None,
                issue: Some("agent-too-old".into()),
            }],
            documents: vec![Document { title: "Support matrix".into(), url: "https://kb.example/matrix".into() }],
            issues: vec![agent, replica],
            ..Article::default()
        };
        Knowledge { articles: vec![article] }
    }

    const AGENT: IssueRef = IssueRef { article: 0, issue: 0 };
    const REPLICA: IssueRef = IssueRef { article: 0, issue: 1 };

    fn found(paste: &Paste, issue: IssueRef, confidence: f32, met: &[(SignatureKind, &str, &str, f32)]) -> Match {
        let text = &paste.parts()[0].text;
        let evidence = met.iter().map(|(kind, signature, part, coverage)| {
            let start = text.find(part).expect("the paste has it");
            Evidence {
                part: 0,
                line: 1 + text[..start].matches('\n').count(),
                span: start..start + part.len(),
                signature: Signature { kind: *kind, text: (*signature).to_owned() },
                coverage: *coverage,
            }
        });
        Match { issue, confidence, score: confidence, evidence: evidence.collect(), signals: Signals::default() }
    }

    fn printed(paste: &Paste, verdict: Verdict, matches: Vec<Match>) -> String {
        let knowledge = knowledge();
        let judgement = Judgement { verdict, candidates: matches.clone(), matches };
        let mut out = vec![];
        let mut page = Page::new(&mut out, Look { width: 80, colours: false, links: false });
        let opener = Opener { knowledge: &knowledge, path: Path::new("knowledge") };
        reply(&mut page, &Reply::new(LANGUAGE, &knowledge, paste, &judgement), opener).expect("memory can be written");
        String::from_utf8(out).expect("the page is text")
    }

    #[test]
    fn an_answer_shows_the_line_the_steps_and_where_to_read_on() {
        let paste = Paste::new("status: failed\nThe replica of Volume D:\\ on FS01 is inconsistent. (ID 3106)\n");
        let met = [
            (SignatureKind::Code, "3106", "3106", 1.0),
            (
                SignatureKind::Error,
                "The replica of * is inconsistent",
                "The replica of Volume D:\\ on FS01 is inconsistent",
                1.0,
            ),
        ];
        let replica = found(&paste, REPLICA, 0.968, &met);
        insta::assert_snapshot!(printed(&paste, Verdict::Answer, vec![replica]), @r"
        A replica is inconsistent
        Backup Server · almost certainly this (97 %) · backup/replica-inconsistent

        Found in the paste
          line 2
          │ The replica of Volume D:\ on FS01 is inconsistent. (ID 3106)
          │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^      ^^^^
          └ code 3106
            error text “The replica of * is inconsistent”

        What is behind it
          The last copy stopped half-way.

        Check first
          - The agent is up to date.
            firstline show backup/agent-too-old

        What to do
          1. Run a consistency check.
             https://kb.example/check
          2. If it fails again, free space on the replica volume.

        Solved when
          The status is OK and the next job completes.

        When to get a person
          The check itself fails.
          Have ready:
          - MSDPMCurr.errlog
          - the text of the alert

        Read more
          - Replica volumes
            https://kb.example/volumes
          - Support matrix
            https://kb.example/matrix
        ");
    }

    #[test]
    fn several_issues_are_each_named_once_and_share_what_they_share() {
        let paste = Paste::new("agent: ID 130003\nreplica: ID 3106\n");
        let agent = found(&paste, AGENT, 0.91, &[(SignatureKind::Code, "130003", "130003", 1.0)]);
        let replica = found(&paste, REPLICA, 0.88, &[(SignatureKind::Code, "3106", "3106", 1.0)]);
        insta::assert_snapshot!(printed(&paste, Verdict::Answer, vec![agent, replica.clone(), replica]), @"
        2 known issues are in this paste

        1. The agent is too old
        Backup Server · very likely this (91 %) · backup/agent-too-old

        Found in the paste
          line 1
          │ agent: ID 130003
          │           ^^^^^^
          └ code 130003

        What to do
          1. Update the agent.
             https://kb.example/agent

        Read more
          - Support matrix
            https://kb.example/matrix

        2. A replica is inconsistent
        Backup Server · very likely this (88 %) · backup/replica-inconsistent

        Found in the paste
          line 2
          │ replica: ID 3106
          │             ^^^^
          └ code 3106

        What is behind it
          The last copy stopped half-way.

        What to do
          1. Run a consistency check.
             https://kb.example/check
          2. If it fails again, free space on the replica volume.

        Solved when
          The status is OK and the next job completes.

        When to get a person
          The check itself fails.
          Have ready:
          - MSDPMCurr.errlog
          - the text of the alert

        Read more
          - Replica volumes
            https://kb.example/volumes
        ");
    }

    #[test]
    fn a_suggestion_names_candidates_and_how_to_open_them() {
        let paste = Paste::new("the replica is inconsistent again");
        let met = [(SignatureKind::Error, "The replica of * is inconsistent", "replica is inconsistent", 0.667)];
        let replica = found(&paste, REPLICA, 0.52, &met);
        let agent = found(&paste, AGENT, 0.36, &[]);
        insta::assert_snapshot!(printed(&paste, Verdict::Suggest, vec![replica, agent]), @"
        Not sure which, but it may be one of these:

        1. A replica is inconsistent
           Backup Server · perhaps this (52 %)
           │ the replica is inconsistent again
           │     ^^^^^^^^^^^^^^^^^^^^^^^
           └ 66 % of the error text “The replica of * is inconsistent”
           firstline show backup/replica-inconsistent

        2. The agent is too old
           Backup Server · possibly this (36 %)
           firstline show backup/agent-too-old
        ");
    }

    #[test]
    fn silence_is_said_in_one_sentence() {
        insta::assert_snapshot!(printed(&Paste::new("hello"), Verdict::Abstain, vec![]), @"
        Nothing in the knowledge matches this. The exact error text, its code or the log
        around it may still find it.
        ");
    }

    #[test]
    fn words_for_a_shell_are_quoted_where_they_must_be() {
        assert_eq!(shell_word("backup/replica-inconsistent"), "backup/replica-inconsistent");
        assert_eq!(shell_word("it's here"), r"'it'\''s here'");
    }
}
