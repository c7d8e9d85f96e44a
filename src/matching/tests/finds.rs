//! What must be found.

use super::{Desk, article, help_desk, issue};
use crate::knowledge::Knowledge;
use crate::matching::{Config, Matcher, Verdict};
use crate::paste::{Part, Paste};

#[test]
fn every_error_text_finds_its_issue_and_is_answered_with_it_alone() {
    let desk = Desk::new();
    for (at, _, issue) in desk.knowledge.issues() {
        for error in &issue.errors {
            let paste = error.replace('*', "Sales-04");
            let id = desk.knowledge.full_id(at);
            assert_eq!(desk.first(&paste), id, "{paste}");
            // Fewer words may be said by chance; how sure to be of them is a matter of tuning.
            if error.split(' ').count() >= 4 {
                assert_eq!(desk.answers(paste.as_str()), [id], "{paste}");
            }
        }
    }
}

#[test]
fn a_message_is_found_as_people_send_it() {
    let desk = Desk::new();
    for (what, paste, expected) in [
        (
            "typing errors",
            "Opperation could not be compleeted. The local print spoler service is not runing",
            "printing/spooler",
        ),
        (
            "a line wrapped in two",
            "The remote connection was not made because\nthe attempted VPN tunnels failed.",
            "network/tunnel",
        ),
        (
            "JSON in JSON",
            r#"{"level":"error","msg":"{\"text\":\"Access to the path \\\"Q4\\\" is denied.\\n\"}"}"#,
            "files/denied",
        ),
        (
            "PowerShell",
            "Copy-Item : Access to the path 'S:\\Finance\\Q4.xlsx' is denied.\r\nAt C:\\scripts\\nightly.ps1:14 char:5\r\n\
             +     Copy-Item $file $target -Force\r\n+     ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\r\n    \
             + CategoryInfo          : PermissionDenied: (Q4.xlsx:FileInfo) [Copy-Item], UnauthorizedAccessException\r\n",
            "files/denied",
        ),
        (
            "an event's XML",
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider \
             Name='MSSQLSERVER'/><EventID Qualifiers='49152'>18456</EventID><Level>0</Level><TimeCreated \
             SystemTime='2024-05-06T07:08:09.000000000Z'/><Computer>sql01.contoso.local</Computer></System><EventData>\
             <Data>Login failed for user &apos;CONTOSO\\ada&apos;.</Data></EventData></Event>",
            "database/login",
        ),
        (
            "Discord's markup",
            "hey, anyone seen this?\n> **Operation could not be completed.**\n```\nThe local print spooler service is \
             not running.\n```",
            "printing/spooler",
        ),
        (
            "colours of a terminal",
            "\u{1b}[1;31mcurl: (6)\u{1b}[0m \u{1b}[33mCould not resolve host:\u{1b}[0m intranet.contoso.com",
            "network/name",
        ),
        (
            "invisible characters",
            "The local print\u{a0}spo\u{200b}oler service is not run\u{ad}ning.",
            "printing/spooler",
        ),
        ("another case", "LOGIN FAILED FOR USER 'ADA'.", "database/login"),
        (
            "a long name where the author wrote a star",
            "The transaction log for database 'orders of the northern branch' is full due to 'LOG_BACKUP'.",
            "database/log-full",
        ),
        (
            "a quoted reply",
            "> ada wrote:\n> > The process cannot access the file 'C:\\temp\\a.lock' because it is being used by \
             another process.\nsame here",
            "files/locked",
        ),
    ] {
        assert_eq!(desk.answers(paste), [expected], "{what}");
    }
}

#[test]
fn a_code_is_found_in_any_of_its_spellings() {
    let desk = Desk::new();
    for (paste, expected) in [
        ("The job ended with ID 130003, what now?", "backup/online-copies"),
        ("The job ended with 0x1fbd3", "backup/online-copies"),
        ("copy failed: HRESULT -2147024891", "files/denied"),
        ("it ends with 80070005 every night", "files/denied"),
        ("System.Exception: UserErrorVaultUnreachable", "backup/vault"),
        ("rasdial says error_automatic_vpn_failed", "network/tunnel"),
        ("Msg 18456, Level 14, State 1", "database/login"),
    ] {
        assert_eq!(desk.first(paste), expected, "{paste}");
    }
}

#[test]
fn a_whole_code_comes_before_a_word_that_another_message_has_too() {
    let desk = Desk::new();
    assert_eq!(desk.first("copy failed with 80070005"), "files/denied");
    for (paste, expected) in
        [("copy failed: HRESULT -2147024891", "files/denied"), ("Msg 18456, Level 14", "database/login")]
    {
        assert_eq!(desk.answers(paste), [expected], "a code that one issue alone has is proof enough");
    }
}

#[test]
fn a_message_is_found_in_utf_16_and_latin_1() {
    let desk = Desk::new();
    let message = "Für ada: Access to the path 'Büro' is denied.\r\n";
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| message.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    assert_eq!(desk.answers(utf_16(u16::to_le_bytes)), ["files/denied"]);
    assert_eq!(desk.answers(utf_16(u16::to_be_bytes)), ["files/denied"]);
    let latin_1: Vec<u8> = message.chars().map(|c| c as u8).collect();
    assert_eq!(desk.answers(latin_1), ["files/denied"]);
}

/// A log in which nothing is wrong but what the test puts in.
fn log_of(lines: usize, put_in: &[(usize, &str)]) -> String {
    const TALK: [&str; 5] = [
        "INFO  Scheduler woke up, 3 jobs waiting",
        "INFO  Reading catalogue page 17",
        "DEBUG heartbeat ok",
        "INFO  Uploaded 512 blocks in 42 s",
        "INFO  Going back to sleep",
    ];
    let line = |number: usize| {
        let put = put_in.iter().find(|(at, _)| *at == number).map(|(_, text)| *text);
        let text = put.unwrap_or(TALK[number % TALK.len()]);
        format!("2024-05-06 07:{:02}:{:02}.123 [{:04}] {text}\r\n", number / 60, number % 60, 4000 + number)
    };
    (0..lines).map(line).collect()
}

const LOCKED: &str =
    "ERROR The process cannot access the file 'D:\\stage\\7.bin' because it is being used by another process.";
const VICTIM: &str = "ERROR Transaction (Process ID 71) was deadlocked on lock resources with another process and has \
                      been chosen as the deadlock victim.";

#[test]
fn one_message_is_found_in_a_log() {
    let log = log_of(40, &[(23, LOCKED)]);
    let judgement = Desk::new().judge(&log);
    assert_eq!(Desk::new().answers(log.as_str()), ["files/locked"]);
    assert_eq!(judgement.matches[0].evidence[0].line, 24);
}

#[test]
fn several_issues_of_one_paste_are_each_named_once() {
    let desk = Desk::new();
    let log = log_of(60, &[(5, LOCKED), (20, VICTIM), (33, LOCKED), (50, VICTIM)]);
    let mut answers = desk.answers(log);
    answers.sort();
    assert_eq!(answers, ["database/deadlock", "files/locked"]);
}

#[test]
fn the_message_and_its_files_are_one_paste() {
    let desk = Desk::new();
    let paste = Paste::from_parts(vec![
        Part { name: None, text: "the nightly job broke, log attached".into() },
        Part { name: Some("nightly.log".into()), text: log_of(10, &[(7, VICTIM)]) },
    ]);
    let judgement = desk.matcher.judge(&paste);
    assert_eq!(judgement.verdict, Verdict::Answer);
    assert_eq!(desk.names(&judgement.matches), ["database/deadlock"]);
    let proof = &judgement.matches[0].evidence[0];
    assert_eq!((proof.part, proof.line), (1, 8));
}

#[test]
fn of_two_sibling_messages_the_one_that_fits_exactly_wins() {
    let desk = Desk::new();
    for (paste, expected) in [
        ("The backup of Orders was cancelled because the staging volume ran out of space.", "backup/backup-full"),
        ("The restore of Orders was cancelled because the staging volume ran out of space.", "backup/restore-full"),
    ] {
        assert_eq!(desk.answers(paste), [expected]);
    }
}

#[test]
fn an_issue_that_two_articles_copy_is_named_once() {
    let mut knowledge = help_desk();
    let copies = knowledge.articles[0].issues.clone();
    knowledge.articles.push(article("backup-classic", "Backup server, classic", copies));
    let desk = Desk::knowing(knowledge);
    let judgement =
        desk.judge("The encryption passphrase supplied does not match the one this server was registered with.");
    let named = desk.names(&judgement.candidates).iter().filter(|name| name.ends_with("/passphrase")).count();
    assert_eq!(named, 1);
    assert_eq!(judgement.matches.len(), 1);
}

#[test]
fn thresholds_change_the_verdict_and_nothing_else() {
    let knowledge = help_desk();
    let paste = Paste::new("Login failed for user 'ada'.");
    let judge = |answer_at, suggest_at| Matcher::new(&knowledge, &Config { answer_at, suggest_at }).judge(&paste);
    let (easy, careful, strict) = (judge(0.0, 0.0), judge(1.1, 0.0), judge(1.1, 1.1));
    assert_eq!((easy.verdict, careful.verdict, strict.verdict), (Verdict::Answer, Verdict::Suggest, Verdict::Abstain));
    assert!(strict.matches.is_empty() && !careful.matches.is_empty() && careful.matches.len() <= 3);
    let ranking =
        |j: &crate::matching::Judgement| j.candidates.iter().map(|m| (m.issue, m.confidence)).collect::<Vec<_>>();
    assert_eq!(ranking(&easy), ranking(&careful));
    assert_eq!(ranking(&easy), ranking(&strict));
}

#[test]
fn knowledge_of_one_issue_is_enough() {
    let only =
        issue("only", "The lift is stuck", &["Lift * does not answer at floor *."], &["L-77"], "Call the janitor.");
    let desk = Desk::knowing(Knowledge { articles: vec![article("house", "The house", vec![only])] });
    assert_eq!(desk.first("ALARM Lift B does not answer at floor 4."), "house/only");
}
