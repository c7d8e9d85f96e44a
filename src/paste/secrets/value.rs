//! Whether what follows a secret's name is the secret, or a blank, a variable, or the rest of a sentence.

use super::Kind;

/// How a value is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// In quotes, or between tags.
    Quoted,
    /// Behind an equals sign, or a colon with no space.
    Assigned,
    /// Behind a colon and a space, as the last thing in its line.
    AtEnd,
    /// Behind a colon and a space, before more words; or behind `is`, or behind an option of a command.
    Among,
}

/// What is said of secrets instead of them.
const WORDS_ABOUT: &str = " access account again and any application are as attempt authentication bad before blank \
    cannot change changed changeme contains could credential credentials default denied describe details dialog disabled \
    does doesn't empty enabled encrypted enter entered error example expired expires expiry fail failed failure false field \
    file flag for forgotten from function given has have hash hidden idp in incorrect input int invalid is issue key length \
    locked login manager masked mismatch missing must new nil no none not null number object off ok old omitted on option \
    or parameter password passwords phrase placeholder please plaintext policy prompt protected provided redacted \
    rejected removed required reset revoked same saved secret set should sensitive signature ssn str string success \
    super temporary test text that the this to token too true type undefined unexpected unknown unset unsupported updated \
    used user username using valid value verification was weak what when will with wrong x y yes you your ";

/// Whether `value` is a secret of `kind`.
pub(super) fn is_secret(value: &str, kind: Kind, said: Said) -> bool {
    let bytes = value.as_bytes();
    let count = |holds: fn(&u8) -> bool| bytes.iter().filter(|b| holds(b)).count();
    let (digits, letters) = (count(u8::is_ascii_digit), count(u8::is_ascii_alphabetic));
    if is_blank(value) || is_about(value) || bytes.len() > 4096 {
        return false;
    }
    let strong = digits > 0 && letters > 0 && bytes.len() >= 8
        || digits + letters < bytes.len() && digits + letters > 0 && bytes.len() >= 6 && has_sign_inside(value);
    match kind {
        Kind::Password | Kind::Passphrase => match said {
            Said::Quoted => bytes.len() >= 3 && !is_sentence(value),
            Said::Assigned => bytes.len() >= 3,
            Said::AtEnd => bytes.len() >= 4,
            Said::Among => strong,
        },
        _ => {
            let least = if matches!(said, Said::Quoted | Said::Assigned) { 8 } else { 12 };
            let is_slug =
                bytes.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'_'))
                    && value.contains(['-', '.', '_']);
            let is_code = value.starts_with("0x") || value.contains(['(', '{', '[']) || value.contains("://");
            let is_path = value.starts_with(['/', '\\', '.', '~']) || value.contains(":\\");
            // What a program says next: a code and a colon, an object and its address, a name with dots.
            let is_said = least == 12 && (value.ends_with(':') || value.contains(['@', '.']));
            !is_said
                && bytes.len() >= least
                && digits > 0
                && letters > 1
                && !is_slug
                && !is_code
                && !is_path
                && !value.contains(' ')
        }
    }
}

/// Signs that no word has, such as `hunter!two`; an ending or a hyphen is none.
fn has_sign_inside(value: &str) -> bool {
    value
        .trim_end_matches(['.', ',', '!', '?', ';', ':', ')'])
        .contains(['!', '#', '$', '%', '&', '@', '^', '*', '+', '='])
}

/// What stands where the secret belongs: `****`, `<password>`, `%PW%`, `$env:PW`, `{{token}}`, `[key-1]`.
fn is_blank(value: &str) -> bool {
    let name = |inside: &str| inside.chars().all(|c| c.is_alphanumeric() || "_:.-{}()[]'\" ".contains(c));
    let first = value.chars().next().unwrap_or(' ');
    let mut rest = value.chars().skip(1);
    let all_same = !value.is_empty() && rest.all(|c| c == first);
    let masked = value.chars().filter(|c| matches!(c, '*' | '•' | '●')).count() * 2 > value.chars().count();
    let lower = value.to_ascii_lowercase();
    value.is_empty()
        || all_same
        || masked
        || value.starts_with('<')
            && (value.ends_with('>') || value.contains(' ') || value[1..].starts_with(char::is_alphabetic))
        || value.starts_with('%') && value.ends_with('%') && value.len() > 2
        || value.starts_with('$') && name(&value[1..])
        || value.starts_with("@{")
        || value.starts_with("#{")
        || value.starts_with("(Get-")
        || value.starts_with(['{', '[', '('])
        || value.starts_with("!!")
        || value.starts_with("env:")
        || value.starts_with("vault:")
        || [
            "redacted",
            "placeholder",
            "example",
            "changeme",
            "your-",
            "your_",
            "yourpass",
            "xxxx",
            "hidden",
            "masked",
            "...",
        ]
        .iter()
        .any(|blank| lower.contains(blank))
}

/// Whether the first word speaks of a secret rather than being one.
fn is_about(value: &str) -> bool {
    let word = value.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
    word.is_empty() || WORDS_ABOUT.contains(&format!(" {word} "))
}

/// Whether quoted words are a sentence: any of them is one that sentences are made of.
fn is_sentence(value: &str) -> bool {
    value.split_whitespace().nth(1).is_some()
        && value.split_whitespace().any(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
            WORDS_ABOUT.contains(&format!(" {word} "))
        })
}

/// Whether an unquoted value is an expression of a program: `request.password`, `get_password()`.
pub(super) fn is_expression(value: &str) -> bool {
    let path = value.contains(['.', ':']) || value.contains("->");
    let name = value.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b'_' | b':' | b'-' | b'>'));
    let of_environment =
        ["process.env", "os.environ", "os.getenv", "ENV["].iter().any(|start| value.starts_with(start));
    (path && name)
        || of_environment
        || value.ends_with(['[', '('])
        || value.contains("()")
        || value.contains("(\"")
        || value.contains("['")
        || value.contains("[\"")
}
