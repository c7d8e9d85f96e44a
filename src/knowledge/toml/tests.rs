//! Whole outputs of small files with one defect or another, and noise.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::faults::MAX_SYNTAX_PROBLEMS;
use super::*;

const FULL: &str = r#"#:schema ./article.schema.json
id = "backup"
title = "Backup Server"
summary = "Backs up."
owner = "storage team"
reviewed = 2026-07-01
tags = ["azure", "backup"]
questions = ["Which version?"]

[[checks]]
text = "Update the agent"
link = "https://example.com/update"
issue = "old-agent"

[[documents]]
title = "Overview"
url = "https://example.com/overview"

[[issues]]
id = "old-agent"
title = "The agent is too old"
errors = ['The agent at C:\*\bin is too old', "ID 42: agent"]
codes = ["34513", "0x1FBD3"]
description = "Jobs fail."
cause = "An update was missed."
steps = [
    "Stop the agent",
    { text = "Update it", link = "https://example.com/update" },
]
verify = "A job succeeds."
questions = ["Which agent?"]
documents = [{ title = "Agent", url = "https://example.com/agent" }]
text = "Agents are updated monthly."
examples = ["""
ID 42: agent
"""]
not_examples = ["agent is fine"]

[issues.escalate]
when = "the update fails"
collect = ["the log", "the version"]

[[issues]]
id = "disk-full"
title = "The disk is full"
escalate = "the disk cannot grow"
"#;

/// Everything that is wrong with a file, as its author is shown it.
fn problems(text: &str) -> String {
    let (article, problems) = parse(text, "a.toml");
    assert_eq!(article.is_none(), problems.iter().any(|problem| problem.severity == Severity::Error));
    let shown: Vec<String> = problems.iter().map(|problem| problem.render(Some(text))).collect();
    anstream::adapter::strip_str(&shown.join("\n")).to_string()
}

/// The problems of an article that is good but for the given lines of its only issue.
fn problems_of_issue(lines: &str) -> String {
    problems(&format!("id='a'\ntitle='A'\n[[issues]]\nid='i'\ntitle='I'\n{lines}\n"))
}

#[test]
fn every_key_of_the_format_reaches_the_model() {
    let (article, problems) = parse(FULL, "backup.toml");
    assert_eq!(problems, []);
    assert_snapshot!(format!("{:#?}", article.expect("a good file gives an article")), @r#"
    Article {
        id: ArticleId(
            "backup",
        ),
        title: "Backup Server",
        summary: "Backs up.",
        owner: Some(
            "storage team",
        ),
        reviewed: Some(
            2026-07-01,
        ),
        tags: [
            "azure",
            "backup",
        ],
        checks: [
            Check {
                text: "Update the agent",
                link: Some(
                    "https://example.com/update",
                ),
                issue: Some(
                    IssueId(
                        "old-agent",
                    ),
                ),
            },
        ],
        issues: [
            Issue {
                id: IssueId(
                    "old-agent",
                ),
                title: "The agent is too old",
                errors: [
                    "The agent at C:\\*\\bin is too old",
                    "ID 42: agent",
                ],
                codes: [
                    "34513",
                    "0x1FBD3",
                ],
                description: "Jobs fail.",
                cause: "An update was missed.",
                steps: [
                    Step {
                        text: "Stop the agent",
                        link: None,
                    },
                    Step {
                        text: "Update it",
                        link: Some(
                            "https://example.com/update",
                        ),
                    },
                ],
                verify: "A job succeeds.",
                escalate: Some(
                    Escalate {
                        when: "the update fails",
                        collect: [
                            "the log",
                            "the version",
                        ],
                    },
                ),
                questions: [
                    "Which agent?",
                ],
                documents: [
                    Document {
                        title: "Agent",
                        url: "https://example.com/agent",
                    },
                ],
                text: "Agents are updated monthly.",
                examples: [
                    "ID 42: agent\n",
                ],
                not_examples: [
                    "agent is fine",
                ],
            },
            Issue {
                id: IssueId(
                    "disk-full",
                ),
                title: "The disk is full",
                errors: [],
                codes: [],
                description: "",
                cause: "",
                steps: [],
                verify: "",
                escalate: Some(
                    Escalate {
                        when: "the disk cannot grow",
                        collect: [],
                    },
                ),
                questions: [],
                documents: [],
                text: "",
                examples: [],
                not_examples: [],
            },
        ],
        documents: [
            Document {
                title: "Overview",
                url: "https://example.com/overview",
            },
        ],
        questions: [
            "Which version?",
        ],
        path: "backup.toml",
    }
    "#);
}

#[test]
fn all_faults_of_a_file_are_named_at_once_and_in_its_order() {
    let text =
        "titel = 'A'\nreviewed = '2026-01-31'\n[[issues]]\nid = 'one two'\nerrors = 'x'\n[[issues]]\ntitle = ''\n";
    assert_snapshot!(problems(text), @r#"
    error[unknown-key]: an article has no key `titel`
     --> a.toml:1:1
      |
    1 | titel = 'A'
      | ^^^^^
      |
      = help: did you mean `title`?
    error[missing-field]: the article has no `id`
    --> a.toml
     = help: at the top, write for example `id = "backup-server"`
    error[wrong-type]: `reviewed` is a date, but this is a string
     --> a.toml:2:12
      |
    2 | reviewed = '2026-01-31'
      |            ^^^^^^^^^^^^
      |
      = help: leave the quotes out: `reviewed = 2026-01-31`
    error[missing-field]: the issue `one two` has no `title`
     --> a.toml:3:1
      |
    3 | [[issues]]
      | ^^^^^^^^^^
      |
      = help: say the problem in one line: `title = "The disk is full"`
    error[bad-id]: the id `one two` has a space in it
     --> a.toml:4:6
      |
    4 | id = 'one two'
      |      ^^^^^^^^^
      |
      = help: join its words with hyphens: `id = "one-two"`
    error[wrong-type]: `errors` is an array of strings, but this is a string
     --> a.toml:5:10
      |
    5 | errors = 'x'
      |          ^^^
      |
      = help: put it into brackets: `errors = ['x']`
    error[missing-field]: this issue has no `id`
     --> a.toml:6:1
      |
    6 | [[issues]]
      | ^^^^^^^^^^
      |
      = help: below the heading, write for example `id = "disk-full"`
    error[empty-text]: `title` is empty
     --> a.toml:7:9
      |
    7 | title = ''
      |         ^^
      |
      = help: write what belongs here, or remove the whole entry
    "#);
}

#[test]
fn a_misspelt_key_is_answered_with_the_key_that_was_meant() {
    assert_snapshot!(problems_of_issue("error = ['x']\nNot-Examples = []\nsolution = 'x'"), @"
    error[unknown-key]: an issue has no key `error`
     --> a.toml:6:1
      |
    6 | error = ['x']
      | ^^^^^
      |
      = help: did you mean `errors`?
    error[unknown-key]: an issue has no key `Not-Examples`
     --> a.toml:7:1
      |
    7 | Not-Examples = []
      | ^^^^^^^^^^^^
      |
      = help: did you mean `not_examples`?
    error[unknown-key]: an issue has no key `solution`
     --> a.toml:8:1
      |
    8 | solution = 'x'
      | ^^^^^^^^
      |
      = help: its keys are `cause`, `codes`, `description`, `documents`, `errors`, `escalate`, `examples`, `id`, `not_examples`, `questions`, `steps`, `text`, `title`, `verify`
    ");
    assert_snapshot!(problems_of_issue("steps = [{ txt = 'x' }]\nescalate = { whn = 'x' }"), @"
    error[unknown-key]: a step has no key `txt`
     --> a.toml:6:12
      |
    6 | steps = [{ txt = 'x' }]
      |            ^^^
      |
      = help: did you mean `text`?
    error[unknown-key]: `escalate` has no key `whn`
     --> a.toml:7:14
      |
    7 | escalate = { whn = 'x' }
      |              ^^^
      |
      = help: did you mean `when`?
    ");
}

#[test]
fn a_value_of_the_wrong_type_is_answered_with_the_line_to_write() {
    assert_snapshot!(problems_of_issue("cause = 5\ncodes = [34513, [1]]\nerrors = 'disk full'\nverify = ['x']"), @r#"
    error[wrong-type]: `cause` is a string, but this is an integer
     --> a.toml:6:9
      |
    6 | cause = 5
      |         ^
      |
      = help: put it into quotes: `cause = "5"`
    error[wrong-type]: `codes` holds strings, but this is an integer
     --> a.toml:7:10
      |
    7 | codes = [34513, [1]]
      |          ^^^^^
      |
      = help: put it into quotes: `"34513"`
    error[wrong-type]: `codes` holds strings, but this is an array
     --> a.toml:7:17
      |
    7 | codes = [34513, [1]]
      |                 ^^^
      |
      = help: write `codes = ["…", "…"]`
    error[wrong-type]: `errors` is an array of strings, but this is a string
     --> a.toml:8:10
      |
    8 | errors = 'disk full'
      |          ^^^^^^^^^^^
      |
      = help: put it into brackets: `errors = ['disk full']`
    error[wrong-type]: `verify` is a string, but this is an array
     --> a.toml:9:10
      |
    9 | verify = ['x']
      |          ^^^^^
      |
      = help: write `verify = "…"`
    "#);
    assert_snapshot!(problems_of_issue("steps = 'x'\nescalate = 5\ndocuments = ['https://x.org']"), @r#"
    error[wrong-type]: `steps` is an array, but this is a string
     --> a.toml:6:9
      |
    6 | steps = 'x'
      |         ^^^
      |
      = help: put it into brackets: `steps = ['x']`
    error[wrong-type]: `escalate` is a table or a string, but this is an integer
     --> a.toml:7:12
      |
    7 | escalate = 5
      |            ^
      |
      = help: write `escalate = { when = "…", collect = ["…"] }`
    error[wrong-type]: `documents` holds tables, but this is a string
     --> a.toml:8:14
      |
    8 | documents = ['https://x.org']
      |              ^^^^^^^^^^^^^^^
      |
      = help: write `documents = [{ title = "…", url = "https://…" }]`
    "#);
    assert_snapshot!(problems_of_issue("steps = [5]\nquestions = true\ndocuments = 2026-01-01"), @r#"
    error[wrong-type]: a step is a string or a table, but this is an integer
     --> a.toml:6:10
      |
    6 | steps = [5]
      |          ^
      |
      = help: write `"…"` or `{ text = "…", link = "https://…" }`
    error[wrong-type]: `questions` is an array of strings, but this is a boolean
     --> a.toml:7:13
      |
    7 | questions = true
      |             ^^^^
      |
      = help: write `questions = ["…", "…"]`
    error[wrong-type]: `documents` is an array of tables, but this is a date
     --> a.toml:8:13
      |
    8 | documents = 2026-01-01
      |             ^^^^^^^^^^
      |
      = help: write `documents = [{ title = "…", url = "https://…" }]`
    "#);
    assert_snapshot!(problems("id='a'\ntitle='A'\nreviewed=2026-01-31T10:00:00Z\nchecks=['x']\n[issues]\nid='i'\n"), @"
    error[wrong-type]: `reviewed` has a time, but is a date only
     --> a.toml:3:10
      |
    3 | reviewed=2026-01-31T10:00:00Z
      |          ^^^^^^^^^^^^^^^^^^^^
      |
      = help: write year, month and day: `reviewed = 2026-01-31`
    error[wrong-type]: `checks` holds tables, but this is a string
     --> a.toml:4:9
      |
    4 | checks=['x']
      |         ^^^
      |
      = help: put each one below a heading of its own: `[[checks]]`
    error[wrong-type]: `issues` is an array of tables, but this is a table
     --> a.toml:5:1
      |
    5 | [issues]
      | ^^^^^^^^
      |
      = help: put the heading into two brackets: `[[issues]]`
    ");
}

#[test]
fn what_must_be_there_and_is_not_is_named() {
    assert_snapshot!(problems(""), @r#"
    error[missing-field]: the article has no `id`
    --> a.toml
     = help: at the top, write for example `id = "backup-server"`
    error[missing-field]: the article has no `title`
    --> a.toml
     = help: at the top, write for example `title = "Backup Server"`
    error[missing-field]: the article has no issues, checks or documents
    --> a.toml
     = help: add a problem under an `[[issues]]` heading, with an `id` and a `title`
    "#);
    assert_snapshot!(problems("id=' '\ntitle='A'\n[[issues]]\n[[issues]]\nid='i'\n[[checks]]\n[[documents]]\n"), @r#"
    error[empty-text]: `id` is empty
     --> a.toml:1:4
      |
    1 | id=' '
      |    ^^^
      |
      = help: write what belongs here, or remove the whole entry
    error[missing-field]: this issue has no `id`
     --> a.toml:3:1
      |
    3 | [[issues]]
      | ^^^^^^^^^^
      |
      = help: below the heading, write for example `id = "disk-full"`
    error[missing-field]: this issue has no `title`
     --> a.toml:3:1
      |
    3 | [[issues]]
      | ^^^^^^^^^^
      |
      = help: say the problem in one line: `title = "The disk is full"`
    error[missing-field]: the issue `i` has no `title`
     --> a.toml:4:1
      |
    4 | [[issues]]
      | ^^^^^^^^^^
      |
      = help: say the problem in one line: `title = "The disk is full"`
    error[missing-field]: this check has no `text`
     --> a.toml:6:1
      |
    6 | [[checks]]
      | ^^^^^^^^^^
      |
      = help: write `text = "…"`, what to do first
    error[missing-field]: this document has no `title`
     --> a.toml:7:1
      |
    7 | [[documents]]
      | ^^^^^^^^^^^^^
      |
      = help: write `title = "…"`, what is found there
    error[missing-field]: this document has no `url`
     --> a.toml:7:1
      |
    7 | [[documents]]
      | ^^^^^^^^^^^^^
      |
      = help: write `url = "https://…"`
    "#);
    assert_snapshot!(problems_of_issue("steps=[{}]\nescalate={}\ndocuments=[{}]"), @r#"
    error[missing-field]: this step has no `text`
     --> a.toml:6:8
      |
    6 | steps=[{}]
      |        ^^
      |
      = help: write `{ text = "…", link = "https://…" }`
    error[missing-field]: `escalate` has no `when`
     --> a.toml:7:10
      |
    7 | escalate={}
      |          ^^
      |
      = help: say when to bring a person: `when = "the steps did not help"`
    error[missing-field]: this document has no `title`
     --> a.toml:8:12
      |
    8 | documents=[{}]
      |            ^^
      |
      = help: write `title = "…"`, what is found there
    error[missing-field]: this document has no `url`
     --> a.toml:8:12
      |
    8 | documents=[{}]
      |            ^^
      |
      = help: write `url = "https://…"`
    "#);
}

#[test]
fn an_id_names_one_issue_only() {
    assert_snapshot!(problems("id='a'\ntitle='A'\n[[issues]]\nid='i'\ntitle='I'\n[[issues]]\nid='i'\ntitle='J'\n"), @"
    error[duplicate-id]: the id `i` is used twice
     --> a.toml:7:4
      |
    7 | id='i'
      |    ^^^
      |
      = help: it is first used on line 4; give every issue of an article its own id
    ");
}

#[test]
fn what_is_not_toml_is_shown_where_it_stops_being_so() {
    assert_snapshot!(problems("id = 'a\ntitle = \n[[issues]\nid = 'i'\ncolour = 'red'\n"), @"
    error[syntax]: this is not TOML: invalid literal string
     --> a.toml:1:8
      |
    1 | id = 'a
      |        ^
      |
      = help: expected `'` here
    error[syntax]: this is not TOML: string values must be quoted
     --> a.toml:2:9
      |
    2 | title = 
      |         ^
      |
      = help: expected literal string here
    error[syntax]: this is not TOML: unclosed array table
     --> a.toml:3:10
      |
    3 | [[issues]
      |          ^
      |
      = help: expected `]` here
    ");
    assert_snapshot!(problems("id = 'a'\nid = 'b'\ntitle = 'A'\n[[issues]]\nid='i'\ntitle='I'\n"), @"
    error[duplicate-key]: `id` is given twice
     --> a.toml:2:1
      |
    2 | id = 'b'
      | ^^
      |
      = help: keep one of the two, or join them
    ");
    assert_snapshot!(problems("reviewed = 2026-02-30\n"), @"
    error[syntax]: this is not TOML: invalid date
     --> a.toml:1:12
      |
    1 | reviewed = 2026-02-30
      |            ^^^^^^^^^^
      |
      = help: expected day between 01 and 28 here
    ");
}

#[test]
fn a_file_of_something_else_is_not_reported_word_by_word() {
    let (article, problems) = parse(&"<p>No TOML here!</p>\n".repeat(1000), "a.toml");
    assert_eq!(article, None);
    assert_eq!(problems.len(), MAX_SYNTAX_PROBLEMS);
    assert_snapshot!(problems.last().map(|last| last.message.as_str()).unwrap_or_default(), @"this is not TOML: key with no value (and 992 more of the kind below)");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
    let (article, problems) = parse(&windows, "backup.toml");
    assert_eq!(problems, []);
    assert_eq!(article, parse(FULL, "backup.toml").0);
}

/// Text that is nearly TOML finds more than noise does.
fn nearly_toml() -> impl Strategy<Value = String> {
    const PIECES: &str = "[[issues]]|[issues.escalate]|[[checks]]|id = |title = |errors = |steps = |escalate = |\
                          reviewed = |a.b = |'x'|é|\n|\r\n|{|}|[|]|,|=|.|2026-01-31|34513|'''|\"\"\"|\"|\\|#|備";
    let pieces: Vec<&str> = PIECES.split('|').collect();
    proptest::collection::vec(proptest::sample::select(pieces), 0..40).prop_map(|pieces| pieces.concat())
}

fn has_sound_spans(text: &str) -> bool {
    let (article, problems) = parse(text, "a.toml");
    assert_eq!(article.is_none(), !problems.is_empty());
    problems.iter().filter_map(|problem| problem.span.clone()).all(|span| text.get(span).is_some())
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic_and_with_spans_that_slice_it(text in any::<String>()) {
        prop_assert!(has_sound_spans(&text));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in any::<Vec<u8>>()) {
        prop_assert!(has_sound_spans(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn anything_near_the_format_is_read_without_a_panic(text in nearly_toml()) {
        prop_assert!(has_sound_spans(&text));
    }

    #[test]
    fn a_good_file_with_a_piece_cut_out_is_read_without_a_panic(cut in 0..FULL.len(), skip in 0_usize..30) {
        let rest = FULL.get(cut + skip..).unwrap_or_default();
        let text = [&FULL[..cut], rest].concat();
        prop_assert!(has_sound_spans(&text));
    }
}
