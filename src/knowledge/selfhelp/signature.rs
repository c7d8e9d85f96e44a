//! What a program said, in the midst of what a person wrote: codes, error texts, and commands that are neither.

use super::wording::normal;

/// Whether a word is written as a machine writes it: `UserErrorVmNotFound`, `0x80070005`, `AADSTS50011`.
pub(super) fn is_code(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let bytes = word.as_bytes();
    if !word.is_ascii() || word.len() < 6 || bytes.iter().any(|b| !(b.is_ascii_alphanumeric() || *b == b'_')) {
        return false;
    }
    if let Some(hex) = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X")) {
        return hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let capitals = bytes.iter().filter(|b| b.is_ascii_uppercase()).count();
    let turns = bytes.windows(2).filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count();
    let letters = bytes.iter().take_while(|b| b.is_ascii_uppercase()).count();
    // `AADSTS50011`; but `SQL2016` is a product of its year.
    let is_year = word.len() == letters + 4 && word[letters..].starts_with(['1', '2']);
    let numbered = letters >= 2 && digits >= 4 && letters + digits == word.len() && !is_year;
    (word.len() >= 12 && turns >= 2) || numbered || (word.contains('_') && word.len() >= 10 && capitals >= 3)
}

/// Whether text reads like something a program reported.
pub(super) fn is_error_text(text: &str) -> bool {
    if text.len() < 12 || text.len() > 600 {
        return false;
    }
    let normal = normal(text);
    let says_error = normal.split(' ').any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(
            word,
            "error" | "failed" | "failure" | "exception" | "denied" | "cannot" | "unable" | "fatal" | "errorcode"
        ) || word.ends_with("exception") && word.len() > 12
            || word.starts_with("0x8") && word.len() == 10
    });
    says_error || text.split_whitespace().any(|word| is_code(word) && word.to_ascii_lowercase().contains("error"))
}

/// The code that a title consists of, but for the word "error".
pub(super) fn sole_code(title: &str) -> Option<&str> {
    let is_filler =
        |word: &str| ["error", "code", "id", "exception"].iter().any(|filler| word.eq_ignore_ascii_case(filler));
    let mut words = title
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty() && !is_filler(word));
    let code = words.next().filter(|word| is_code(word))?;
    words.next().is_none().then_some(code)
}

/// Whether code is something to run rather than something that was reported.
pub(super) fn is_command(text: &str) -> bool {
    let lower = text.trim_start().to_ascii_lowercase();
    lower.starts_with(['{', '<', '[', '#', '$'])
        || ["dear ", "| where", "| project", "=~", "reg add", "set key", "select ", " -eq "]
            .iter()
            .any(|part| lower.contains(part))
}

/// An error text on one line, what varies in it as `*`: gaps, `<name>`, `{name}`, `xxx` and dots left by the author.
pub(super) fn as_signature(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    super::inline::push_collapsed(&mut line, text.trim_matches(|c: char| c.is_whitespace() || c == '`'));
    let varies = line.contains(['…', '<', '{', '[']) || line.contains("...") || line.contains("xx");
    if !varies {
        return line;
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some(first) = rest.chars().next() {
        let varying = match first {
            '…' => first.len_utf8(),
            '.' if rest.starts_with("...") => rest.len() - rest.trim_start_matches('.').len(),
            '<' => rest.find('>').filter(|&end| end < 40).map_or(0, |end| end + 1),
            '{' => rest.find('}').filter(|&end| end < 40).map_or(0, |end| end + 1),
            '[' if rest.starts_with("[REDACTED]") => "[REDACTED]".len(),
            'x' if !out.ends_with(char::is_alphanumeric) => masked(rest),
            _ => 0,
        };
        if varying > 0 && !out.ends_with('*') {
            out.push('*');
        } else if varying == 0 {
            out.push(first);
        }
        rest = &rest[if varying > 0 { varying } else { first.len_utf8() }..];
    }
    out
}

/// How much of the start of a text is `xxx` or `xx.xx.xxx.xxx`, standing for what the author took out.
fn masked(text: &str) -> usize {
    let run = text.len() - text.trim_start_matches(['x', '.']).len();
    let run = text[..run].trim_end_matches('.').len();
    if run >= 2 && !text[run..].starts_with(char::is_alphanumeric) { run } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_words() {
        for code in
            ["UserErrorVmNotFound", "0x80070005", "AADSTS50011", "INVALID_PARAMETER_VALUE", "(0x8004)", "NU5101"]
        {
            assert!(is_code(code), "{code}");
        }
        for word in [
            "PowerShell",
            "Authentication",
            "2024-01-01",
            "SQL",
            "OneDrive",
            "0xyz12",
            "SQL2016",
            "WS2012R2",
            "größer_als_GROSS",
        ] {
            assert!(!is_code(word), "{word}");
        }
    }

    #[test]
    fn a_title_may_be_nothing_but_a_code() {
        assert_eq!(sole_code("Error code: UserErrorVmNotFound."), Some("UserErrorVmNotFound"));
        assert_eq!(sole_code("UserErrorVmNotFound when the VM was moved"), None);
        assert_eq!(sole_code("Error"), None);
    }

    #[test]
    fn what_varies_in_an_error_text_becomes_a_star() {
        let cases = [
            ("disk  <name> of {vm}\nis full", "disk * of * is full"),
            ("from xx.xx.xxx.xxx: refused ...", "from *: refused *"),
            ("took … seconds [REDACTED]", "took * seconds *"),
            ("max index < 5, boxx", "max index < 5, boxx"),
        ];
        for (text, signature) in cases {
            assert_eq!(as_signature(text), signature);
        }
    }

    #[test]
    fn error_texts_are_told_from_commands_and_prose() {
        assert!(is_error_text("FATAL: sorry, too many clients already"));
        assert!(is_error_text("java.lang.IllegalArgumentException: wrong ending unit"));
        assert!(!is_error_text("Choose the subscription from the list"));
        assert!(is_command("IaasEvents | where ErrorInfo has \"failed\""));
        assert!(!is_command("Access denied to the path"));
    }
}
