//! Each rule on a small article that breaks it, with everything that its author is shown.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::places::Places;
use super::super::problem::Problem;
use super::super::{Document, Issue, IssueId, IssueRef, Knowledge, Step, toml};
use super::*;

/// A complete issue, so that a test has only its own defect.
const GOOD: &str = "\
[[issues]]
id = 'disk-full'
title = 'The disk is full'
errors = ['There is not enough space on *']
codes = ['112']
cause = 'The logs grew.'
steps = ['Delete old logs.']
examples = ['There is not enough space on the volume']
";

const HEAD: &str = "id = 'disks'\ntitle = 'Disks'\nowner = 'storage'\nreviewed = 2026-06-01\n";

fn settings() -> Settings {
    Settings { today: jiff::civil::date(2026, 8, 1), stale_after_days: 365 }
}

/// A matcher that needs no weights: an issue is found by a text that holds one of its codes, or all the fixed parts of
/// one of its errors, and the issue with more letters of them in the text comes first. A text in capitals is found, but
/// not surely.
fn find(knowledge: &Knowledge, text: &str) -> Found {
    let lower = text.to_lowercase();
    let letters = |issue: &Issue| {
        let errors =
            issue.errors.iter().filter(|error| error.to_lowercase().split('*').all(|part| lower.contains(part.trim())));
        let codes = issue.codes.iter().filter(|code| lower.contains(&code.to_lowercase()));
        errors.chain(codes).map(String::len).max().unwrap_or(0)
    };
    let mut candidates: Vec<(usize, IssueRef)> = knowledge
        .issues()
        .map(|(place, _, issue)| (letters(issue), place))
        .filter(|(letters, _)| *letters > 0)
        .collect();
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let candidates: Vec<IssueRef> = candidates.into_iter().map(|(_, place)| place).collect();
    let sure = text.chars().any(char::is_lowercase);
    Found { answers: candidates.iter().copied().take(usize::from(sure)).collect(), candidates }
}

fn linted(files: &[(&str, &str)]) -> Vec<Problem> {
    let mut knowledge = Knowledge::default();
    for (path, text) in files {
        let (article, problems) = toml::parse(text, path);
        assert_eq!(problems, [], "the article must load, to be held against the rules");
        knowledge.articles.extend(article);
    }
    knowledge.articles.sort_by(|a, b| a.path.cmp(&b.path));
    let findings = lint(&knowledge, &|text| find(&knowledge, text), settings());
    let problems = findings.into_iter().map(|finding| {
        let article = &knowledge.articles[finding.article];
        let (path, text) = files.iter().find(|(path, _)| *path == article.path).expect("a finding is in a file");
        let span = Places::new(path, text).find(article, &finding.at);
        finding.into_problem(path, span)
    });
    problems.collect()
}

/// What the author of these files is shown.
fn shown(files: &[(&str, &str)]) -> String {
    let rendered = linted(files).into_iter().map(|problem| {
        let source = files.iter().find(|(path, _)| *path == problem.path).map(|(_, text)| *text);
        problem.render(source)
    });
    anstream::adapter::strip_str(&rendered.collect::<Vec<_>>().join("\n")).to_string()
}

/// What is shown of an article that is good but for these lines at its end, which may begin with keys of its only issue.
fn shown_with(lines: &str) -> String {
    shown(&[("a.toml", &format!("{HEAD}{GOOD}{lines}\n"))])
}

/// As [`shown_with`], where the lines stand instead of the key's own.
fn shown_instead(key: &str, lines: &str) -> String {
    let good: Vec<&str> = GOOD.lines().filter(|line| !line.starts_with(key)).collect();
    shown(&[("a.toml", &format!("{HEAD}{}\n{lines}\n", good.join("\n")))])
}

#[test]
fn a_good_article_has_no_findings() {
    assert_eq!(shown_with(""), "");
}

#[test]
fn an_article_needs_an_owner_and_a_fresh_review() {
    assert_snapshot!(shown(&[("a.toml", &format!("id = 'disks'\ntitle = 'Disks'\n{GOOD}"))]), @r#"
    warning[no-owner]: the article has no owner
    --> a.toml
     = help: name who answers for it being right: `owner = "storage team"`
    warning[no-review]: the article was never reviewed
    --> a.toml
     = help: once it is read against the product, write `reviewed = 2026-08-01`
    "#);
    assert_snapshot!(shown(&[("a.toml", &format!("{}{GOOD}", HEAD.replace("2026-06", "2025-06")))]), @"
    warning[stale]: the article was last reviewed 426 days ago
     --> a.toml:4:12
      |
    4 | reviewed = 2025-06-01
      |            ^^^^^^^^^^
      |
      = help: read it against the product, then write `reviewed = 2026-08-01`
    ");
    assert_snapshot!(shown(&[("a.toml", &format!("{}{GOOD}", HEAD.replace("2026", "2027")))]), @"
    warning[stale]: the article was reviewed on 2027-06-01, which is yet to come
     --> a.toml:4:12
      |
    4 | reviewed = 2027-06-01
      |            ^^^^^^^^^^
      |
      = help: write the day of the review
    ");
}

#[test]
fn a_review_is_stale_one_day_after_the_last_day_allowed() {
    let reviewed_on = |day: &str| linted(&[("a.toml", &format!("{}{GOOD}", HEAD.replace("2026-06-01", day)))]).len();
    assert_eq!((reviewed_on("2025-08-01"), reviewed_on("2025-07-31")), (0, 1));
}

#[test]
fn an_issue_needs_what_it_is_found_by_and_answered_with_and_tested_with() {
    assert_snapshot!(shown_with("[[issues]]\nid = 'empty'\ntitle = 'Nothing is known'"), @r#"
    warning[no-errors]: the issue `empty` has no errors and no codes
      --> a.toml:14:6
       |
    14 | id = 'empty'
       |      ^^^^^^^
       |
       = help: write the error as people see it: `errors = ["…"]`
    warning[no-examples]: the issue `empty` has no examples
      --> a.toml:14:6
       |
    14 | id = 'empty'
       |      ^^^^^^^
       |
       = help: add a paste that must find it: `examples = ["…"]`
    error[says-nothing]: the issue `empty` has no steps, no cause and no documents
      --> a.toml:14:6
       |
    14 | id = 'empty'
       |      ^^^^^^^
       |
       = help: write the steps that solve it: `steps = ["…"]`
    "#);
    assert_snapshot!(shown_instead("steps", ""), @r#"
    warning[no-steps]: the issue `disk-full` has no steps
     --> a.toml:6:6
      |
    6 | id = 'disk-full'
      |      ^^^^^^^^^^^
      |
      = help: write what to do: `steps = ["…"]`
    "#);
}

#[test]
fn a_blank_text_is_an_error() {
    assert_snapshot!(shown_instead("steps", "steps = ['Delete old logs.', '  ', { text = 'x' }]\nquestions = ['']"), @"
    error[empty-text]: this item of `questions` is blank
      --> a.toml:13:14
       |
    13 | questions = ['']
       |              ^^
       |
       = help: fill it, or remove it
    error[empty-text]: this step is blank
      --> a.toml:12:30
       |
    12 | steps = ['Delete old logs.', '  ', { text = 'x' }]
       |                              ^^^^
       |
       = help: write what to do, or remove the step
    ");
    assert_snapshot!(shown_with("[issues.escalate]\nwhen = 'it fills again'\ncollect = ['', 'the log']"), @"
    error[empty-text]: this item of `collect` is blank
      --> a.toml:15:12
       |
    15 | collect = ['', 'the log']
       |            ^^
       |
       = help: fill it, or remove it
    ");
}

#[test]
fn an_error_that_would_match_anything_is_refused() {
    let errors = "errors = ['*', 'failed', 'UserErrorVmNotFound', 'There is not enough space on *']";
    assert_snapshot!(shown_instead("errors", errors), @"
    error[too-general]: this error has no words and would match anything
      --> a.toml:12:11
       |
    12 | errors = ['*', 'failed', 'UserErrorVmNotFound', 'There is not enough space on *']
       |           ^^^
       |
       = help: write the whole error as people see it, with `*` only for what varies
    warning[too-general]: the one word `failed` is too general to be an error text
      --> a.toml:12:16
       |
    12 | errors = ['*', 'failed', 'UserErrorVmNotFound', 'There is not enough space on *']
       |                ^^^^^^^^
       |
       = help: write the whole error as people see it, with `*` only for what varies
    ");
    assert_snapshot!(shown_instead("codes", "codes = ['112', '5', 'E3']"), @r#"
    warning[too-general]: the code `5` is so short that it would be seen everywhere
      --> a.toml:12:17
       |
    12 | codes = ['112', '5', 'E3']
       |                 ^^^
       |
       = help: give the code as it is written beside the error, or put it into an error text: `"(ID: 5)"`
    warning[too-general]: the code `E3` is so short that it would be seen everywhere
      --> a.toml:12:22
       |
    12 | codes = ['112', '5', 'E3']
       |                      ^^^^
       |
       = help: give the code as it is written beside the error, or put it into an error text: `"(ID: 5)"`
    "#);
}

#[test]
fn a_check_names_an_issue_of_its_article() {
    assert_snapshot!(shown_with("[[checks]]\ntext = 'Look'\nissue = 'disc-full'\n[[checks]]\ntext = 'Wait'\nissue = 'x'"), @"
    error[unknown-issue]: this article has no issue `disc-full`
      --> a.toml:15:9
       |
    15 | issue = 'disc-full'
       |         ^^^^^^^^^^^
       |
       = help: did you mean `disk-full`?
    error[unknown-issue]: this article has no issue `x`
      --> a.toml:18:9
       |
    18 | issue = 'x'
       |         ^^^
       |
       = help: name the id of an issue of this article, or leave `issue` out
    ");
}

#[test]
fn more_questions_than_a_form_holds_are_too_many() {
    assert_snapshot!(shown_with("questions = ['1', '2', '3', '4', '5', '6']"), @"
    warning[too-many-questions]: 6 questions are asked, but a Discord form holds 5
      --> a.toml:13:39
       |
    13 | questions = ['1', '2', '3', '4', '5', '6']
       |                                       ^^^
       |
       = help: keep the five whose answers decide most
    ");
}

#[test]
fn a_code_leads_to_one_issue_in_whatever_form_it_is_written() {
    let other = "[[issues]]\nid = 'agent'\ntitle = 'The agent is old'\nerrors = ['The agent is old']\nsteps = ['Update it.']\n\
                 examples = ['The agent is old']\n";
    let codes =
        |first: &str, second: &str| shown_instead("codes", &format!("codes = [{first}]\n{other}codes = [{second}]"));
    assert_snapshot!(codes("'0x1FBD3', 'UserErrorDisk'", "'130003', 'usererrordisk'"), @"
    error[claimed-twice]: the code `130003` is claimed by the issue `disk-full` too (as `0x1FBD3`)
      --> a.toml:19:10
       |
    19 | codes = ['130003', 'usererrordisk']
       |          ^^^^^^^^
       |
       = help: leave it with the issue that it tells most about
    error[claimed-twice]: the code `usererrordisk` is claimed by the issue `disk-full` too (as `UserErrorDisk`)
      --> a.toml:19:20
       |
    19 | codes = ['130003', 'usererrordisk']
       |                    ^^^^^^^^^^^^^^^
       |
       = help: leave it with the issue that it tells most about
    ");
    assert_snapshot!(codes("'-2147024891'", "'0x80070005'"), @"
    error[claimed-twice]: the code `0x80070005` is claimed by the issue `disk-full` too (as `-2147024891`)
      --> a.toml:19:10
       |
    19 | codes = ['0x80070005']
       |          ^^^^^^^^^^^^
       |
       = help: leave it with the issue that it tells most about
    ");
    assert_snapshot!(codes("'112', '0x70'", "'113'"), @"
    warning[claimed-twice]: the code `0x70` is listed twice in this issue, also as `112`
      --> a.toml:12:17
       |
    12 | codes = ['112', '0x70']
       |                 ^^^^^^
       |
       = help: once is enough, in hex or in decimal
    ");
}

#[test]
fn two_articles_may_share_a_code() {
    let other = GOOD.replace("112", "0x70").replace("not enough space", "too little room");
    let other = format!("{}{other}", HEAD.replace("'disks'", "'rooms'"));
    assert_snapshot!(shown(&[("a.toml", &format!("{HEAD}{GOOD}")), ("b.toml", &other)]), @"
    warning[claimed-twice]: the code `0x70` is claimed by the issue `disks/disk-full` too (as `112`)
     --> b.toml:9:10
      |
    9 | codes = ['0x70']
      |          ^^^^^^
      |
      = help: leave it with one of them, unless both products really use it
    ");
}

#[test]
fn a_link_is_an_absolute_address() {
    let lines = "documents = [
        { title = 'a', url = 'learn.microsoft.com/azure' },
        { title = 'b', url = 'https://learn.microsoft.com/a b' },
        { title = 'c', url = 'ftp://example.com' },
        { title = 'd', url = 'https:///azure' },
        { title = 'e', url = 'https:example.com' },
        { title = 'f', url = 'http://localhost:8080/?a=%20#b' },
    ]";
    assert_snapshot!(shown_with(lines), @"
    error[bad-link]: `learn.microsoft.com/azure` does not begin with https://
      --> a.toml:14:30
       |
    14 |         { title = 'a', url = 'learn.microsoft.com/azure' },
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure`
    error[bad-link]: `https://learn.microsoft.com/a b` has a space in it
      --> a.toml:15:30
       |
    15 |         { title = 'b', url = 'https://learn.microsoft.com/a b' },
       |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`
    error[bad-link]: `ftp://example.com` is neither an http nor an https address
      --> a.toml:16:30
       |
    16 |         { title = 'c', url = 'ftp://example.com' },
       |                              ^^^^^^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`
    error[bad-link]: `https:///azure` has no host
      --> a.toml:17:30
       |
    17 |         { title = 'd', url = 'https:///azure' },
       |                              ^^^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`
    error[bad-link]: `https:example.com` has no host
      --> a.toml:18:30
       |
    18 |         { title = 'e', url = 'https:example.com' },
       |                              ^^^^^^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`
    ");
    assert_snapshot!(shown_with("[[checks]]\ntext = 'Look'\nlink = 'see the wiki'"), @"
    error[bad-link]: `see the wiki` has a space in it
      --> a.toml:15:8
       |
    15 | link = 'see the wiki'
       |        ^^^^^^^^^^^^^^
       |
       = help: write the whole address: `https://learn.microsoft.com/azure/backup/`
    ");
}

#[test]
fn a_text_that_does_not_fit_into_an_embed_is_an_error() {
    let fits = |title: usize, step: usize, verify: usize| {
        let instead =
            GOOD.replace("The disk is full", &"é".repeat(title)).replace("Delete old logs.", &"é".repeat(step));
        let text = format!("{HEAD}{instead}verify = '{}'\n", "é".repeat(verify));
        let problems = linted(&[("a.toml", &text)]);
        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join("\n")
    };
    // A step is shown with its number: `12. ` and a line end.
    assert_eq!(fits(256, 1019, 1024), "");
    assert_snapshot!(fits(257, 1020, 1025), @"
    this step has 1025 characters, but Discord shows at most 1024
    this title has 257 characters, but Discord shows at most 256
    this `verify` has 1025 characters, but Discord shows at most 1024
    ");
    let steps = format!("steps = [{}]", vec![format!("'{}'", "x".repeat(700)); 8].join(", "));
    let shown = shown_instead("steps", &steps);
    assert_snapshot!(shown, @"
    error[too-long]: the issue `disk-full` takes 6270 characters, but a Discord message holds 6000
     --> a.toml:6:6
      |
    6 | id = 'disk-full'
      |      ^^^^^^^^^^^
      |
      = help: move what few people need into a document, or split the issue in two
    ");
}

#[test]
fn an_issue_that_its_own_texts_do_not_find_first_is_named_with_what_they_find() {
    let shadow = "[[issues]]\nid = 'quota'\ntitle = 'The quota is used up'\nerrors = ['not enough space on the volume']\n\
                  steps = ['Ask for more.']\nexamples = ['Error 112', 'there is NOT ENOUGH SPACE on the volume', 'no such thing']";
    assert_snapshot!(shown_with(shadow), @"
    error[shadowed]: this example of the issue `quota` finds the issue `disk-full` first
      --> a.toml:18:13
       |
    18 | examples = ['Error 112', 'there is NOT ENOUGH SPACE on the volume', 'no such thing']
       |             ^^^^^^^^^^^
       |
       = help: `disk-full` is “The disk is full”: tell the two apart, or make them one
    error[shadowed]: this example of the issue `quota` finds the issue `disk-full` first
      --> a.toml:18:26
       |
    18 | examples = ['Error 112', 'there is NOT ENOUGH SPACE on the volume', 'no such thing']
       |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: `disk-full` is “The disk is full”: tell the two apart, or make them one
    error[not-found]: this example of the issue `quota` finds nothing
      --> a.toml:18:69
       |
    18 | examples = ['Error 112', 'there is NOT ENOUGH SPACE on the volume', 'no such thing']
       |                                                                     ^^^^^^^^^^^^^^^
       |
       = help: use more of the words that people see, and more than everyday ones
    ");
}

#[test]
fn an_example_should_be_answered_and_a_counterexample_must_not_be() {
    let text = format!(
        "{HEAD}{}",
        GOOD.replace("['There is not enough space on the volume']", "['THERE IS NOT ENOUGH SPACE ON D:']")
    );
    assert_snapshot!(shown(&[("a.toml", &text)]), @"
    warning[unsure]: this example finds the issue `disk-full`, but not surely enough to be answered
      --> a.toml:12:13
       |
    12 | examples = ['THERE IS NOT ENOUGH SPACE ON D:']
       |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: add the error text or the code that it holds to the issue
    ");
    assert_snapshot!(shown_with("not_examples = ['error 112 in a song', 'ERROR 112', 'all is well']"), @"
    error[answered-anyway]: this is answered with the issue `disk-full`, but must not be
      --> a.toml:13:17
       |
    13 | not_examples = ['error 112 in a song', 'ERROR 112', 'all is well']
       |                 ^^^^^^^^^^^^^^^^^^^^^
       |
       = help: make the errors of the issue more exact, or take this paste out if the answer is right
    ");
}

#[test]
fn a_wildcard_is_tried_with_what_could_stand_there() {
    let filled = |error: &str| {
        let issue = Issue { errors: vec![error.to_owned()], ..Issue::default() };
        let knowledge = Knowledge { articles: vec![Article { issues: vec![issue], ..Article::default() }] };
        let seen = std::sync::Mutex::new(Vec::new());
        lint(
            &knowledge,
            &|text| {
                seen.lock().expect("nothing panics").push(text.to_owned());
                Found::default()
            },
            settings(),
        );
        seen.into_inner().expect("nothing panics").join("|")
    };
    assert_snapshot!(filled(r"The file C:\*\agent.exe on * failed with 0x* (ID: *)"), @r"The file C:\Data\agent.exe on SERVER01 failed with 0x0a1b2c3d (ID: 7041)");
    assert_eq!(filled("*"), "");
}

#[test]
fn what_others_publish_is_not_held_to_our_upkeep_and_fails_no_check() {
    let issue = Issue { title: "x".repeat(300), ..Issue::default() };
    let article = Article { path: "published.md".into(), issues: vec![issue], ..Article::default() };
    let knowledge = Knowledge { articles: vec![article] };
    let findings = lint(&knowledge, &|_| Found::default(), settings());
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    assert_eq!(found, [("too-long", Severity::Warning)]);
}

#[test]
fn the_order_of_the_files_changes_nothing() {
    let one = format!("{HEAD}{GOOD}[[issues]]\nid = 'x'\ntitle = 'X'\n");
    let two = format!("{}{}", HEAD.replace("'disks'", "'rooms'"), GOOD.replace("not enough", "no"));
    let (a, b) = (("a.toml", one.as_str()), ("b.toml", two.as_str()));
    assert_eq!(linted(&[a, b]), linted(&[b, a]));
}

/// Every rule, by the name that is printed, is explained in the documentation.
#[test]
fn the_documentation_names_every_rule() {
    let documentation = include_str!("../../../docs/checking.md");
    let sources = [
        include_str!("codes.rs"),
        include_str!("fields.rs"),
        include_str!("limits.rs"),
        include_str!("links.rs"),
        include_str!("trials.rs"),
        include_str!("../toml/mod.rs"),
        include_str!("../toml/values.rs"),
        include_str!("../toml/faults.rs"),
        include_str!("../../cli/links.rs"),
    ];
    let calls = [".error(\"", ".warning(\"", ".report(\"", "Severity::Error, \"", "Severity::Warning, \""];
    let mut rules = std::collections::BTreeSet::new();
    for source in sources {
        for call in calls {
            rules.extend(source.split(call).skip(1).filter_map(|rest| rest.split('"').next()));
        }
    }
    assert!(rules.len() > 20, "the rules are no longer found in the sources: {rules:?}");
    let missing: Vec<_> = rules.iter().filter(|rule| !documentation.contains(&format!("`{rule}`"))).collect();
    assert!(missing.is_empty(), "docs/checking.md does not explain {missing:?}");
}

proptest! {
    #[test]
    fn no_text_in_any_field_makes_a_rule_panic(texts in proptest::collection::vec(any::<String>(), 12)) {
        let text = |number: usize| texts[number].clone();
        let issue = Issue {
            id: IssueId(text(0)),
            title: text(1),
            errors: vec![text(2), format!("{}*{}", text(3), text(4))],
            codes: vec![text(5), format!("0x{}", text(6)), format!("-{}", text(7))],
            steps: vec![Step { text: text(8), link: Some(text(9)) }],
            documents: vec![Document { title: text(10), url: format!("https://{}", text(11)) }],
            ..Issue::default()
        };
        let article = Article { path: "a.toml".into(), issues: vec![issue.clone(), issue], ..Article::default() };
        let knowledge = Knowledge { articles: vec![article] };
        let findings = lint(&knowledge, &|text| find(&knowledge, text), settings());
        prop_assert!(findings.iter().any(|finding| finding.rule == "duplicate-id"));
    }
}
