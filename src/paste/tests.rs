//! What becomes of a sentence: tables for the scanner, the noise and the folding, and properties for any text.

use proptest::prelude::*;

use super::scan::{Token, TokenKind, scan, scan_name, scan_signature};
use super::terms::{number_term, pair_term, parts, word_term};
use super::{Part, Paste};

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    scan(text, 0, text.len(), &mut out);
    out
}

fn text_of<'t>(text: &'t str, token: &Token) -> &'t str {
    &text[token.start as usize..token.end as usize]
}

/// The tokens of one kind, as written.
fn of_kind(text: &str, kind: TokenKind) -> Vec<&str> {
    tokens(text).iter().filter(|t| t.kind == kind).map(|t| text_of(text, t)).collect()
}

/// The tokens as written, whatever their kind.
fn written(text: &str) -> Vec<&str> {
    tokens(text).iter().map(|t| text_of(text, t)).collect()
}

/// What matching sees of a text.
fn folded(text: &str) -> Vec<u64> {
    tokens(text).iter().map(|t| t.term.0).collect()
}

#[test]
fn spellings_of_one_code_fold_together() {
    for (a, b) in [
        ("0x1FBD3", "130003"),
        ("0X1fbd3", "0x0001FBD3"),
        ("0x80070005", "80070005"),
        ("0x8007007B", "8007007b"),
        ("0x8007007B", "-2147024773"),
        ("0x8007007B", "2147942523"),
        ("0xC0000005", "c0000005"),
        ("0xC0000005", "-1073741819"),
        ("0xFFFFFFFE", "4294967294"),
        ("ID 130003", "ID: 0x1FBD3"),
        ("(0x8007007B)", "-2147024773,"),
        ("error=0x8007007B;", "error -2147024773"),
        ("007", "7"),
    ] {
        assert_eq!(folded(a), folded(b), "{a} is {b}");
    }
}

#[test]
fn different_codes_stay_apart() {
    for (a, b) in [
        ("0x1FBD3", "0x1FBD4"),
        ("130003", "130004"),
        ("0x8007007B", "0x8007007C"),
        ("-5", "0xFFFFFFFB"),
        ("10", "0x10"),
        ("AADSTS50011", "AADSTS50012"),
        ("14.0.46", "14.0.47"),
        ("34513", "3451"),
    ] {
        assert_ne!(folded(a), folded(b), "{a} is not {b}");
    }
}

#[test]
fn a_code_is_a_number_or_a_word() {
    let text = "Error 0x8007007B (130003) in 14.0.46 after AADSTS50011, E0308";
    assert_eq!(of_kind(text, TokenKind::Number), ["0x8007007B", "130003"]);
    assert_eq!(of_kind(text, TokenKind::Word), ["Error", "in", "after", "AADSTS50011", "E0308"]);
}

#[test]
fn the_endings_that_a_word_takes_in_a_sentence_fold_away() {
    for (a, b) in [
        ("The backup fails", "the BACKUP failed"),
        ("backups failing", "backup fail"),
        ("virtual machines", "Virtual Machine"),
        ("service stopped", "services stopping"),
        ("errors", "error"),
        ("uses", "use"),
        ("patches", "patch"),
        ("mailboxes", "mailbox"),
        ("expired", "expires"),
        ("jobs queued", "job queue"),
    ] {
        assert_eq!(folded(a), folded(b), "{a} is {b}");
    }
}

#[test]
fn words_that_only_look_inflected_stay_as_they_are() {
    for (a, b) in [
        ("access", "acces"),
        ("status", "statu"),
        ("string", "str"),
        ("ring", "r"),
        ("need", "ne"),
        ("bus", "bu"),
        ("analysis", "analysi"),
        ("process", "proces"),
        ("missing", "misses nothing"),
    ] {
        assert_ne!(folded(a), folded(b), "{a} is not {b}");
    }
}

#[test]
fn the_fingerprint_tells_the_endings_of_one_word_apart() {
    let surface = |text: &str| tokens(text)[0].surface;
    assert_ne!(surface("failed"), surface("fails"));
    assert_ne!(surface("backup"), surface("backups"));
    assert_eq!(surface("Failed"), surface("FAILED"));
    assert_eq!(surface("130003"), 0);
}

#[test]
fn what_is_not_seen_does_not_count() {
    for (seen, sent) in [
        ("backup failed", "back\u{200b}up fail\u{200d}ed"),
        ("backup failed", "\u{feff}backup failed"),
        ("backup failed", "\u{202a}backup\u{202c} \u{200e}failed"),
        ("130003", "130\u{200b}003"),
        ("0x1FBD3", "0x1F\u{ad}BD3"),
        ("verweigert für Büro", "ver\u{ad}weigert für Bü\u{200b}ro"),
        ("backup failed", "\u{1b}[31mbackup\u{1b}[0m \u{1b}[1;33mfailed\u{1b}[K"),
        ("backup failed", "\u{1b}[38;5;196mbackup\u{1b}[39m\u{1b}[2Kfailed"),
        ("backup failed", "backup\\nfailed"),
        ("The backup failed", r#"The \"backup\" failed\r\n"#),
        ("can t open backup", r"can\u0027t open\tbackup"),
        ("The backup failed", "The &quot;backup&quot; failed"),
        ("backup failed", "backup&nbsp;failed&lt;&gt;"),
        ("backup failed", "backup\u{a0}failed"),
        ("backup failed", "**backup** `failed`"),
        ("backup failed", "> ||backup|| ~~failed~~"),
    ] {
        assert_eq!(folded(sent), folded(seen), "{sent:?} reads {seen:?}");
    }
}

#[test]
fn what_varies_is_noise() {
    for text in [
        "2024-05-06",
        "2024-05-06T07:08:09.123Z",
        "[2024-05-06T07:08:09+02:00]",
        "07:08:09,123",
        "05/06/2024",
        "6.5.2024",
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        r"C:\Windows\Temp\agent.log",
        "C:/ProgramData/agent.log",
        r"\\server01\share\file",
        "/var/log/syslog",
        "~/app/logs/",
        "./target/debug/app",
        "a/b/c/d",
        "ada@contoso.com",
        "<ada.byron@mail.contoso.com>",
        "10.0.0.4:443",
        "192.168.100.17",
        "4030c5",
        "backup01.vhd",
    ] {
        assert!(tokens(text).iter().all(|t| t.kind == TokenKind::Noise), "{text}: {:?}", tokens(text));
        assert!(!tokens(text).is_empty(), "{text}");
    }
}

#[test]
fn what_says_something_is_no_noise() {
    for text in [
        "failed",
        "The backup failed.",
        "import/export",
        "and/or",
        "re-try",
        "UserErrorVmNotFound",
        "SELF_BOOTSTRAP_FAILURE",
        "0x80070005",
        "-2147024773",
        "don't",
        "(failed)",
        "error:",
        "E11000",
        "TLS1.2",
        "Zugriff verweigert",
        "node.js",
    ] {
        let loud = |t: &Token| matches!(t.kind, TokenKind::Word | TokenKind::Number);
        assert!(tokens(text).iter().all(loud), "{text}: {:?}", tokens(text));
        assert!(!tokens(text).is_empty(), "{text}");
    }
}

#[test]
fn hosts_and_namespaces_are_names() {
    let address = "https://contoso.vault.azure.net/secrets/4711";
    assert_eq!(of_kind(address, TokenKind::Name), ["https", "contoso", "vault", "azure", "net"]);
    assert_eq!(of_kind(address, TokenKind::Noise), ["secrets", "4711"]);
    let frame = "org.apache.hadoop.hdfs.DataStreamer: failed";
    assert_eq!(of_kind(frame, TokenKind::Name), ["org", "apache", "hadoop", "hdfs"]);
    assert_eq!(of_kind(frame, TokenKind::Word), ["DataStreamer", "failed"]);
    // Two words with a full stop between them are no namespace.
    assert_eq!(of_kind("config.yaml", TokenKind::Name), [""; 0]);
}

#[test]
fn a_compound_falls_into_its_words() {
    for (compound, words) in [
        ("UserErrorVmNotFound", &["User", "Error", "Vm", "Not", "Found"][..]),
        ("SELF_BOOTSTRAP_FAILURE", &["SELF", "BOOTSTRAP", "FAILURE"]),
        ("AADSTS50011", &["AADSTS", "50011"]),
        ("parseXMLFile", &["parse", "XML", "File"]),
        ("HTTPError", &["HTTP", "Error"]),
        ("Büro", &[]),
        ("backup", &[]),
        ("BACKUP", &[]),
        ("", &[]),
    ] {
        let found: Vec<&str> = parts(compound).into_iter().map(|range| &compound[range]).collect();
        assert_eq!(found, words, "{compound}");
    }
}

#[test]
fn a_star_is_a_wildcard_in_a_signature_only() {
    let signature = "Disk * is full (*)";
    let mut out = Vec::new();
    scan_signature(signature, &mut out);
    let kinds: Vec<TokenKind> = out.iter().map(|t| t.kind).collect();
    let (word, star) = (TokenKind::Word, TokenKind::Wildcard);
    assert_eq!(kinds, [word, star, word, word, star]);
    assert_eq!(written(signature), ["Disk", "is", "full"]);
}

#[test]
fn a_name_is_cut_at_its_dashes() {
    let name = "azure-backup_server/Restore.Fails";
    let mut out = Vec::new();
    scan_name(name, &mut out);
    let words: Vec<&str> = out.iter().map(|t| text_of(name, t)).collect();
    assert_eq!(words, ["azure", "backup", "server", "Restore", "Fails"]);
}

#[test]
fn words_run_together_are_the_compound() {
    assert_eq!(pair_term(b"Service", b"Bus"), word_term(b"servicebus"));
    assert_eq!(pair_term(b"time", b"outs"), word_term(b"timeout"));
    assert_eq!(folded("130003"), [number_term(130_003).0]);
}

#[test]
fn any_script_has_words() {
    for (text, words) in [
        ("خطأ في النسخ", &["خطأ", "في", "النسخ"][..]),
        ("שגיאה: הגיבוי נכשל", &["שגיאה", "הגיבוי", "נכשל"]),
        ("备份失败。请重试", &["备份失败", "请重试"]),
        ("🔥backup🔥 failed 😱", &["backup", "failed"]),
        ("«Zugriff» – verweigert…", &["Zugriff", "verweigert"]),
        ("Ошибка №5", &["Ошибка", "5"]),
        ("", &[]),
        (" \t\r\n", &[]),
        ("🖨️👩‍💻", &[]),
    ] {
        assert_eq!(written(text), words, "{text}");
    }
    assert_eq!(folded("BÜRO ОШИБКА"), folded("büro ошибка"));
}

#[test]
fn a_slice_of_nothing_is_empty() {
    let paste = Paste::from_parts(vec![
        Part { name: None, text: "it says".into() },
        Part { name: Some("agent.log".into()), text: "für\r\n".into() },
    ]);
    assert_eq!(paste.slice(1, 0..4), "für");
    assert_eq!(paste.slice(1, 0..2), "", "in the middle of a character");
    assert_eq!(paste.slice(0, 3..99), "");
    assert_eq!(paste.slice(2, 0..1), "");
    assert_eq!(Paste::default().slice(0, 0..0), "");
}

/// Text as it is sent, more or less: the characters that the scanner treats apart stand thick in it.
fn some_text() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        4 => "[a-zA-Z]{1,9}",
        3 => "[0-9a-fx.:/-]{1,9}",
        3 => r#"[ \t\r\n\\"'&;*_.,@()\[\]{}<>|`~-]{1,3}"#,
        1 => Just("\u{1b}[31m".to_owned()),
        1 => Just("\u{1b}[".to_owned()),
        1 => Just("&quot;".to_owned()),
        1 => Just("\\u00e9".to_owned()),
        1 => Just("https://a.b.c.d/e".to_owned()),
        1 => Just("\u{200b}".to_owned()),
        2 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bits, 0..24).prop_map(|bits| bits.concat())
}

/// A text and two of its character boundaries.
fn some_range() -> impl Strategy<Value = (String, usize, usize)> {
    (some_text(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(|(text, a, b)| {
        let seams: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (seams[a.index(seams.len())], seams[b.index(seams.len())]);
        (text, a.min(b), a.max(b))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn tokens_of_any_text_stand_in_order_and_whole((text, from, to) in some_range()) {
        let mut out = Vec::new();
        scan(&text, from, to, &mut out);
        let mut at = from;
        for token in &out {
            let (start, end) = (token.start as usize, token.end as usize);
            prop_assert!(at <= start && start < end && end <= to);
            prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
            prop_assert!(token.kind != TokenKind::Wildcard);
            at = end;
        }
        let mut again = Vec::new();
        scan(&text, from, to, &mut again);
        prop_assert_eq!(out, again);
    }

    #[test]
    fn a_piece_of_a_text_reads_as_if_it_stood_alone((text, from, to) in some_range()) {
        let mut inside = Vec::new();
        scan(&text, from, to, &mut inside);
        for token in &mut inside {
            token.start -= from as u32;
            token.end -= from as u32;
        }
        prop_assert_eq!(inside, tokens(&text[from..to]));
    }

    #[test]
    fn any_signature_and_any_name_are_read(text in some_text()) {
        let mut out = Vec::new();
        scan_signature(&text, &mut out);
        scan_name(&text, &mut out);
        prop_assert!(out.iter().all(|t| text.get(t.start as usize..t.end as usize).is_some_and(|t| !t.is_empty())));
        prop_assert!(parts(&text).into_iter().all(|range| text.get(range).is_some()));
    }

    #[test]
    fn any_number_is_one_code_in_hex_and_decimal(value: u32) {
        let decimal = value.to_string();
        // Eight digits that start with 80 are read as an HRESULT without its 0x.
        prop_assume!(!(decimal.len() == 8 && decimal.starts_with("80")));
        prop_assert_eq!(folded(&decimal), folded(&format!("{value:#x}")));
        prop_assert_eq!(folded(&decimal), folded(&format!("{value:#010X}").replace("0X", "0x")));
    }
}
