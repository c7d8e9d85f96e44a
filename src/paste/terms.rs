//! Folding: which spellings count as the same word, number or code.

/// The folded identity of a token: a 64-bit hash of its folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(pub u64);

/// The value of a number in any of the spellings that error codes come in.
pub(super) fn number(raw: &[u8], negative: bool) -> Option<u64> {
    let hex = |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|d| u64::from_str_radix(d, 16).ok());
    if raw.len() > 2 && raw[0] == b'0' && (raw[1] | 0x20) == b'x' {
        return (raw.len() <= 18).then(|| hex(&raw[2..])).flatten();
    }
    if raw.iter().all(u8::is_ascii_digit) {
        // An HRESULT (0x8…) or NTSTATUS (0xC…) printed as a signed decimal is the same code as its hex form.
        let value: u64 = std::str::from_utf8(raw).ok()?.parse().ok()?;
        if negative && matches!(value, 0x3000_0001..=0x4000_0000 | 0x7000_0001..=0x8000_0000) {
            return Some((1u64 << 32) - value);
        }
        // Eight decimal digits that start with 8007 or 8009 are an HRESULT written without its 0x.
        if raw.len() == 8 && raw[0] == b'8' && raw[1] == b'0' {
            return hex(raw);
        }
        return Some(value);
    }
    // A bare HRESULT: 8007007B, C0000225.
    if raw.len() == 8 && raw.iter().all(u8::is_ascii_hexdigit) && matches!(raw[0] | 0x20, b'8' | b'c') {
        return hex(raw);
    }
    None
}

/// Characters that take no room: they are typed to break filters, or come along from web pages.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{00ad}' | '\u{202a}'..='\u{202e}')
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn finish(hash: u64) -> Term {
    let h = (hash ^ (hash >> 32)).wrapping_mul(SEED);
    Term(h ^ (h >> 29))
}

/// The term of a number.
pub fn number_term(value: u64) -> Term {
    let mut hash = SEED;
    hash = mix(hash, b'#');
    for byte in value.to_le_bytes() {
        hash = mix(hash, byte);
    }
    finish(hash)
}

/// The term of an ASCII word.
pub fn word_term(raw: &[u8]) -> Term {
    finish(stem(raw).iter().fold(SEED, |hash, byte| mix(hash, byte.to_ascii_lowercase())))
}

/// The term of two ASCII words run together.
pub fn pair_term(a: &[u8], b: &[u8]) -> Term {
    let hash = a.iter().chain(stem(b)).fold(SEED, |hash, byte| mix(hash, byte.to_ascii_lowercase()));
    finish(hash)
}

pub(super) fn wide_term(text: &str) -> Term {
    let mut hash = SEED;
    let mut buffer = [0; 4];
    for c in text.chars() {
        for lower in c.to_lowercase() {
            for byte in lower.encode_utf8(&mut buffer).bytes() {
                hash = mix(hash, byte);
            }
        }
    }
    finish(hash)
}

/// Drops the endings that one word takes in different sentences: `fails`, `failed` and `failing` are `fail`, but
/// `access`, `status` and `string` stay.
fn stem(raw: &[u8]) -> &[u8] {
    let ends = |end: &[u8], keep: usize| {
        raw.len() >= keep + end.len() && raw[raw.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    let before = |end: usize| raw[raw.len() - end - 1].to_ascii_lowercase();
    let cut = if ends(b"ing", 4) {
        3
    } else if ends(b"ed", 4) || (ends(b"es", 4) && matches!(before(2), b'h' | b's' | b'x' | b'z')) {
        2
    } else if ends(b"s", 3) && !matches!(before(1), b's' | b'u' | b'i' | b'a') && before(1).is_ascii_alphabetic() {
        // `queries` is `query`'s `queri`: the two differ, which costs little; `uses` and `use` meet below.
        1 + usize::from(ends(b"es", 4) && before(2) != b'e')
    } else {
        usize::from(ends(b"e", 4))
    };
    let stem = &raw[..raw.len() - cut];
    // A doubled letter before the ending is the ending's: `stopped` is `stop`.
    match stem {
        [.., a, b] if cut >= 2 && stem.len() > 4 && a == b && !matches!(b | 0x20, b's' | b'l' | b'e' | b'z') => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

/// The parts of a compound like `UserErrorVmNotFound`, `SELF_BOOTSTRAP_FAILURE` or `AADSTS50011`, as byte ranges; empty
/// for a simple word.
pub fn parts(word: &str) -> Vec<std::ops::Range<usize>> {
    let bytes = word.as_bytes();
    let mut cuts = vec![0];
    for i in 1..bytes.len() {
        let (a, b) = (bytes[i - 1], bytes[i]);
        let next_is_lower = bytes.get(i + 1).is_some_and(u8::is_ascii_lowercase);
        let cut = b == b'_'
            || a == b'_'
            || (a.is_ascii_lowercase() && b.is_ascii_uppercase())
            || (a.is_ascii_uppercase() && b.is_ascii_uppercase() && next_is_lower)
            || (a.is_ascii_digit() != b.is_ascii_digit() && a != b'_' && b != b'_');
        if cut {
            cuts.push(i);
        }
    }
    if cuts.len() == 1 {
        return Vec::new();
    }
    cuts.push(bytes.len());
    cuts.windows(2).map(|w| w[0]..w[1]).filter(|r| word.get(r.clone()).is_some_and(|p| p != "_")).collect()
}
