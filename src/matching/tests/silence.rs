//! What must not be answered.

use super::{BACKUP_FULL, Desk, RESTORE_FULL};
use crate::knowledge::Knowledge;
use crate::matching::Verdict;

#[test]
fn chatter_is_met_with_silence() {
    let desk = Desk::new();
    for text in [
        "good morning everyone",
        "thanks, that fixed it!",
        "is anyone else having trouble today?",
        "lol",
        "👍",
        "+1",
        "can someone look at my ticket please, it has been open since Monday",
        "I'll restart the server after lunch and let you know",
        "what is the difference between a snapshot and a backup?",
        "do you know when the office closes on Friday",
        "the new printer is really nice, prints in colour and everything",
        "my user name is ada",
        "https://discord.com/channels/1/2/3",
        "<@1234567890> ping",
        "see the log from 2024-05-06 07:08:09 on sql01.contoso.local",
        "restore the backup of the database to another server, how long does it take?",
        "we are full this evening, try the other restaurant",
        "I forgot where we keep the keys",
        "The cat is not running any more",
        "请问有人在吗",
        "هل من أحد هنا؟",
        "Guten Tag, ich habe eine Frage zur Sicherung",
    ] {
        let judgement = desk.judge(text);
        assert_ne!(judgement.verdict, Verdict::Answer, "{text}: {:?}", desk.names(&judgement.matches));
    }
}

#[test]
fn errors_that_nobody_knows_are_not_answered() {
    let desk = Desk::new();
    for text in [
        "error: linker `cc` not found",
        "npm ERR! peer dep missing: react@^17.0.0, required by react-dom@17.0.2",
        "java.lang.OutOfMemoryError: Java heap space\n\tat java.util.Arrays.copyOf(Arrays.java:3332)",
        "Segmentation fault (core dumped)",
        "fatal: refusing to merge unrelated histories",
        "ModuleNotFoundError: No module named 'requests'",
        "HTTP 502 Bad Gateway",
        "error 0x80070070: There is not enough space on the disk.",
        "error 130004",
        "AADSTS50011: The redirect URI specified in the request does not match",
        "ORA-01017: invalid username/password; logon denied",
        "The paper tray of the printer is empty.",
        "kernel: Out of memory: Killed process 1234 (postgres)",
        "Msg 208, Level 16, State 1: Invalid object name 'dbo.Orders'.",
        "WARN  certificate renewal scheduled for tomorrow",
        "Connection reset by peer",
    ] {
        let judgement = desk.judge(text);
        assert_ne!(judgement.verdict, Verdict::Answer, "{text}: {:?}", desk.names(&judgement.matches));
    }
}

#[test]
fn a_message_whose_issue_is_gone_is_not_answered_with_its_sibling() {
    for (gone, error) in [("backup-full", BACKUP_FULL), ("restore-full", RESTORE_FULL)] {
        let paste = error.replace('*', "Orders");
        let id = format!("backup/{gone}");
        assert_eq!(Desk::new().answers(paste.as_str()), [id], "it is known at first");
        assert_eq!(Desk::forgetting(gone).answers(paste.as_str()), [""; 0], "{gone}");
    }
}

#[test]
fn an_issue_that_is_gone_is_not_answered() {
    for (at, _, issue) in Desk::new().knowledge.issues() {
        let desk = Desk::forgetting(issue.id.as_str());
        for error in &issue.errors {
            let paste = error.replace('*', "Sales-04");
            assert_eq!(desk.answers(paste.as_str()), [""; 0], "{} is gone: {paste}", Desk::new().knowledge.full_id(at));
        }
    }
}

#[test]
fn a_log_in_which_nothing_is_wrong_is_not_answered() {
    let line = |number: u32| {
        let second = number % 60;
        format!("2024-05-06 07:08:{second:02} INFO  job {number} of the backup finished, 0 files locked\n")
    };
    let log: String = (0..200).map(line).collect();
    assert_ne!(Desk::new().judge(&log).verdict, Verdict::Answer);
}

#[test]
fn nothing_is_made_of_nothing() {
    let (desk, blank) = (Desk::new(), Desk::knowing(Knowledge::default()));
    for text in ["", " ", "\r\n\r\n", "\0\0", "```\n```", "……", "* * *", "2024-05-06 07:08:09", "\u{feff}", "\u{200b}"]
    {
        let judgement = desk.judge(text);
        assert_eq!(judgement.verdict, Verdict::Abstain, "{text:?}");
        assert!(judgement.matches.is_empty(), "{text:?}");
        assert_eq!(blank.judge(text).verdict, Verdict::Abstain, "{text:?}");
    }
    let judgement = blank.judge("Login failed for user 'ada'.");
    assert_eq!(judgement.verdict, Verdict::Abstain);
    assert!(judgement.candidates.is_empty());
}
