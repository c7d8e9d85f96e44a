//! What is shown as proof: the bytes of the paste, exactly.

use super::Desk;
use crate::matching::SignatureKind;
use crate::paste::{Part, Paste};

/// The first proof for a paste: its line, its text as it stands in the paste, the signature.
fn proof(text: &str) -> (usize, String, SignatureKind, String) {
    let desk = Desk::new();
    let paste = Paste::new(text);
    let judgement = desk.matcher.judge(&paste);
    let proof = &judgement.candidates[0].evidence[0];
    let shown = paste.slice(proof.part, proof.span.clone()).to_owned();
    (proof.line, shown, proof.signature.kind, proof.signature.text.clone())
}

#[test]
fn the_proof_is_the_text_that_stands_there() {
    let wanted = "Login failed for user 'ada";
    for text in [
        "Login failed for user 'ada'.",
        "hello\r\n\r\n\tLogin failed for user 'ada'.\r\nbye\r\n",
        "😱😱 Büro:\tLogin failed for user 'ada'.",
        "خطأ: Login failed for user 'ada'.",
        "\u{feff}Login failed for user 'ada'.",
        "\u{1b}[31mERROR\u{1b}[0m Login failed for user 'ada'.",
    ] {
        let (line, shown, kind, signature) = proof(text);
        let at = text.find("Login").expect("it is there");
        assert!(wanted.starts_with(&shown) && shown.starts_with("Login failed for user"), "{text:?}: {shown}");
        assert_eq!(line, text[..at].matches('\n').count() + 1, "{text:?}");
        assert_eq!((kind, signature.as_str()), (SignatureKind::Error, "Login failed for user '*'."), "{text:?}");
    }
}

#[test]
fn words_of_many_bytes_are_shown_whole() {
    let (_, shown, ..) = proof("… Could not resolve host: büro😀.contoso.com …");
    assert!(shown.starts_with("Could not resolve host"), "{shown}");
}

#[test]
fn a_code_is_shown_as_it_was_written() {
    let (line, shown, kind, signature) = proof("first line\nthe copy ended with HRESULT -2147024891");
    assert_eq!((line, shown.as_str()), (2, "2147024891"));
    assert_eq!((kind, signature.as_str()), (SignatureKind::Code, "0x80070005"));
}

#[test]
fn a_proof_names_the_file_it_stands_in() {
    let desk = Desk::new();
    let part = |name: &str, text: &str| Part { name: Some(name.to_owned()), text: text.to_owned() };
    let paste = Paste::from_parts(vec![
        part("a.log", "all is well\n"),
        part("empty.log", ""),
        part("b.log", "…\n\nAccess to the path 'Q4' is denied."),
    ]);
    let judgement = desk.matcher.judge(&paste);
    let proof = &judgement.candidates[0].evidence[0];
    assert_eq!((proof.part, proof.line), (2, 3));
    assert!(paste.slice(2, proof.span.clone()).starts_with("Access to the path"));
}

#[test]
fn no_place_is_shown_twice_and_the_strongest_comes_first() {
    let desk = Desk::new();
    let paste = Paste::new(
        "Login failed for user 'ada'.\nMsg 18456\nLogin failed for user 'ada'.\nLogin to the database fails again",
    );
    let judgement = desk.matcher.judge(&paste);
    let evidence = &judgement.candidates[0].evidence;
    assert_eq!(evidence[0].signature.kind, SignatureKind::Error);
    for (i, a) in evidence.iter().enumerate() {
        for b in &evidence[i + 1..] {
            assert!(a.span.end <= b.span.start || b.span.end <= a.span.start, "{a:?} {b:?}");
        }
    }
}
