//! What holds for any paste and any knowledge.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Desk, article, help_desk};
use crate::knowledge::{Document, Issue, Knowledge, Step};
use crate::matching::{Config, Judgement, Matcher, Verdict};
use crate::paste::{Part, Paste, decode};

/// One judgement in words that can be compared, whatever places the articles have in memory.
fn told(knowledge: &Knowledge, judgement: &Judgement) -> Vec<String> {
    let candidate = |m: &crate::matching::Match| {
        format!("{} {} {} {:?}", knowledge.full_id(m.issue), m.confidence, m.score, m.evidence)
    };
    let matches = judgement.matches.iter().map(|m| format!("{:?} {}", judgement.verdict, knowledge.full_id(m.issue)));
    matches.chain(judgement.candidates.iter().map(candidate)).collect()
}

/// What every judgement keeps to.
fn is_sound(paste: &Paste, judgement: &Judgement) -> Result<(), TestCaseError> {
    prop_assert_eq!(judgement.verdict == Verdict::Abstain, judgement.matches.is_empty());
    for m in judgement.candidates.iter().chain(&judgement.matches) {
        prop_assert!((0.0..=1.0).contains(&m.confidence), "{}", m.confidence);
        prop_assert!(m.score.is_finite());
        for e in &m.evidence {
            let text = &paste.parts()[e.part].text;
            let shown = text.get(e.span.clone());
            prop_assert!(shown.is_some_and(|s| !s.trim().is_empty()), "{e:?}");
            prop_assert_eq!(e.line, text[..e.span.start].matches('\n').count() + 1);
            prop_assert!(!paste.slice(e.part, e.span.clone()).contains('\n'), "a proof is of one line");
            prop_assert!((0.0..=1.0).contains(&e.coverage), "{}", e.coverage);
        }
    }
    let full: Vec<_> = judgement.candidates.iter().map(|m| m.issue).collect();
    prop_assert!((1..full.len()).all(|i| !full[..i].contains(&full[i])), "each issue once");
    Ok(())
}

/// Words of the knowledge, words of nobody, and what stands between words.
fn some_text() -> impl Strategy<Value = String> {
    let known: Vec<String> = help_desk()
        .issues()
        .flat_map(|(_, _, issue)| {
            issue.errors.iter().chain(&issue.codes).chain([&issue.title]).cloned().collect::<Vec<_>>()
        })
        .collect();
    let words: Vec<String> = known.iter().flat_map(|text| text.split(' ')).map(str::to_owned).collect();
    let bits = prop_oneof![
        2 => prop::sample::select(known),
        6 => prop::sample::select(words),
        1 => "[a-z]{1,12}",
        1 => "[0-9a-fx]{1,10}",
        2 => prop::sample::select(vec!["\n", "\r\n", "\t", "\\n", "\"", "\u{1b}[31m", "😀", "ü", "\u{200b}", "\0", "*"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let glue = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((bits, glue), 0..40).prop_map(|bits| bits.into_iter().map(|(bit, glue)| bit + glue).collect())
}

/// Any knowledge at all: texts that say nothing, ids that are the same.
fn some_knowledge() -> impl Strategy<Value = Knowledge> {
    let texts = || prop::collection::vec(some_text(), 0..3);
    let issue = ("[a-c]", some_text(), texts(), texts(), texts(), some_text()).prop_map(
        |(id, title, errors, codes, steps, text)| Issue {
            id: id.as_str().into(),
            title,
            errors,
            codes,
            description: text.clone(),
            documents: vec![Document { title: text.clone(), url: format!("https://example.com/#{text}") }],
            steps: steps.into_iter().map(|text| Step { link: Some(text.clone()), text }).collect(),
            text,
            ..Issue::default()
        },
    );
    prop::collection::vec(("[a-z]{0,6}", some_text(), prop::collection::vec(issue, 0..4)), 0..4).prop_map(|articles| {
        let articles = articles.into_iter().enumerate();
        Knowledge {
            articles: articles.map(|(i, (id, title, issues))| article(&format!("{id}{i}"), &title, issues)).collect(),
        }
    })
}

static DESK: LazyLock<Desk> = LazyLock::new(Desk::new);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_judged_soundly_and_always_the_same(texts in prop::collection::vec(some_text(), 0..3)) {
        let paste = Paste::from_parts(texts.into_iter().map(|text| Part { name: None, text }).collect());
        let judgement = DESK.matcher.judge(&paste);
        is_sound(&paste, &judgement)?;
        prop_assert_eq!(told(&DESK.knowledge, &DESK.matcher.judge(&paste)), told(&DESK.knowledge, &judgement));
        let anew = Desk::new();
        prop_assert_eq!(told(&anew.knowledge, &anew.matcher.judge(&paste)), told(&DESK.knowledge, &judgement));
    }

    #[test]
    fn any_bytes_are_judged_soundly(bytes: Vec<u8>) {
        let paste = Paste::new(decode::text(bytes));
        is_sound(&paste, &DESK.matcher.judge(&paste))?;
    }

    #[test]
    fn the_order_of_the_articles_changes_nothing(text in some_text(), order in Just([0, 1, 2, 3, 4]).prop_shuffle()) {
        let mut shuffled = help_desk();
        shuffled.articles = order.iter().map(|&i| shuffled.articles[i].clone()).collect();
        let other = Matcher::new(&shuffled, &Config::default());
        let paste = Paste::new(text);
        prop_assert_eq!(told(&shuffled, &other.judge(&paste)), told(&DESK.knowledge, &DESK.matcher.judge(&paste)));
    }

    #[test]
    fn any_knowledge_judges_soundly_in_any_order(knowledge in some_knowledge(), text in some_text()) {
        let paste = Paste::new(text);
        let judgement = Matcher::new(&knowledge, &Config::default()).judge(&paste);
        is_sound(&paste, &judgement)?;
        let mut turned = knowledge.clone();
        turned.articles.reverse();
        let other = Matcher::new(&turned, &Config::default()).judge(&paste);
        prop_assert_eq!(told(&turned, &other), told(&knowledge, &judgement));
    }
}
