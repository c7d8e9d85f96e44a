//! Cuts text into the words, numbers and codes that matching works on, and marks what is noise.
//!
//! The same scanner reads the knowledge and the paste, so that both sides fold alike: case, plural `s`, hex and decimal
//! forms of one number, zero-width characters, ANSI colours, JSON and HTML escapes. Times, ids, paths, addresses and
//! other things that vary from one occurrence of an error to the next are marked as noise: they may still meet the same
//! text in a signature, but a signature never misses them and a gap made of them is no gap.

/// A word, number or code of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Folded identity: equal for tokens that count as the same word.
    pub term: Term,
    /// First byte in the scanned text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What kind of thing it is.
    pub kind: TokenKind,
    /// The ending that folding took off, so that `failed` can be told from `fails` where it matters.
    pub ending: u8,
}

/// The folded identity of a token: a 64-bit hash of its folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(pub u64);

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, perhaps with digits among them.
    Word,
    /// A number: decimal, or hex in any of its spellings.
    Number,
    /// Part of a time, path or id.
    Noise,
    /// Part of the name of a host, or of a namespace: varies like noise, but tells the product.
    Name,
    /// `*` in a signature: any run of characters. Only [`scan_signature`] makes these.
    Wildcard,
}

/// Scans `text[from..to]`, which must lie on character boundaries, and appends its tokens.
///
/// Positions are offsets into `text`; texts are at most 4 GiB.
pub fn scan(text: &str, from: usize, to: usize, out: &mut Vec<Token>) {
    Scanner { text, bytes: text.as_bytes(), end: to, out, wildcards: false }.run(from);
}

/// Scans an author's signature, in which `*` is a token of its own.
pub fn scan_signature(text: &str, out: &mut Vec<Token>) {
    Scanner { text, bytes: text.as_bytes(), end: text.len(), out, wildcards: true }.run(0);
}

/// Scans a name made of words held together by dashes and slashes: an id, a path, the anchor of a link.
pub fn scan_name(text: &str, out: &mut Vec<Token>) {
    let mut from = 0;
    for part in text.split(['-', '/', '_', '.', '~', ' ']) {
        if !part.is_empty() {
            Scanner { text, bytes: text.as_bytes(), end: from + part.len(), out, wildcards: false }.run(from);
        }
        from += part.len() + 1;
    }
}

struct Scanner<'a, 'o> {
    text: &'a str,
    bytes: &'a [u8],
    end: usize,
    out: &'o mut Vec<Token>,
    wildcards: bool,
}

impl Scanner<'_, '_> {
    fn run(&mut self, from: usize) {
        let mut at = from;
        while at < self.end {
            let byte = self.bytes[at];
            if byte == 0x1b {
                at = self.skip_ansi(at);
            } else if byte.is_ascii_whitespace() || byte < 0x20 {
                at += 1;
            } else {
                let stop = self.chunk_end(at);
                self.chunk(at, stop);
                at = stop;
            }
        }
    }

    /// `ESC [ … letter` and the like: colours and cursor movements.
    fn skip_ansi(&self, at: usize) -> usize {
        let mut next = at + 1;
        if next < self.end && self.bytes[next] == b'[' {
            next += 1;
            while next < self.end && !(0x40..=0x7e).contains(&self.bytes[next]) && self.bytes[next].is_ascii() {
                next += 1;
            }
            if next < self.end && self.bytes[next].is_ascii() {
                next += 1;
            }
        }
        next
    }

    /// A chunk is a run without white space.
    fn chunk_end(&self, from: usize) -> usize {
        let mut at = from;
        while at < self.end && self.bytes[at] > 0x20 && self.bytes[at] != 0x1b {
            at += 1;
        }
        at.max(from + 1)
    }

    fn chunk(&mut self, from: usize, to: usize) {
        let noise = is_noise(&self.bytes[from..to]);
        let names = if noise { host_length(&self.bytes[from..to]) } else { namespace_length(&self.bytes[from..to]) };
        let mut at = from;
        while at < to {
            let byte = self.bytes[at];
            if byte == b'*' && self.wildcards {
                self.push(Term(0), at, at + 1, TokenKind::Wildcard);
                at += 1;
            } else if byte == b'\\' && !noise {
                at += escape_length(&self.bytes[at..to]);
            } else if byte == b'&' {
                at += entity_length(&self.bytes[at..to]);
            } else if is_word_byte(byte) {
                let context = match (at < from + names, noise) {
                    (true, _) => TokenKind::Name,
                    (false, true) => TokenKind::Noise,
                    (false, false) => TokenKind::Word,
                };
                at = self.word(at, to, context);
            } else {
                at += 1;
            }
        }
    }

    /// A run of letters and digits. Non-ASCII punctuation ends it like ASCII punctuation does.
    fn word(&mut self, from: usize, to: usize, context: TokenKind) -> usize {
        let mut at = from;
        let (mut digits, mut letters, mut wide) = (0u32, 0u32, false);
        while at < to {
            let byte = self.bytes[at];
            if byte.is_ascii_digit() {
                digits += 1;
                at += 1;
            } else if byte.is_ascii_alphabetic() {
                letters += 1;
                at += 1;
            } else if byte == b'_' && at > from && self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
                // `SELF_BOOTSTRAP_FAILURE` is one code; `attempt_1445144423722` is a word and a number.
                at += 1;
            } else if !byte.is_ascii() {
                let Some(c) = self.text[at..].chars().next() else { break };
                if !(c.is_alphanumeric() || is_invisible(c)) {
                    break;
                }
                wide = true;
                letters += u32::from(c.is_alphabetic());
                at += c.len_utf8();
            } else if (byte == b'\'' || byte == b'.') && self.joins(at, to, byte) {
                at += 1;
            } else {
                break;
            }
        }
        if at == from {
            // A non-ASCII character that is no letter.
            return from + self.text[from..].chars().next().map_or(1, char::len_utf8);
        }
        let raw = &self.bytes[from..at];
        if letters + digits == 0 {
            return at;
        }
        if digits > 0 && letters <= 8 && !wide {
            if let Some(value) = number(raw, from > 0 && self.bytes[from - 1] == b'-') {
                let kind = if context == TokenKind::Word { TokenKind::Number } else { TokenKind::Noise };
                self.push(number_term(value), from, at, kind);
                return at;
            }
            if looks_like_id(raw, digits, letters) {
                self.push(word_term(raw), from, at, TokenKind::Noise);
                return at;
            }
        }
        let term = if wide { wide_term(&self.text[from..at]) } else { word_term(raw) };
        self.push(term, from, at, context);
        at
    }

    /// `don't` is one word, and `14.0.46` one version; a full stop after a word ends it.
    fn joins(&self, at: usize, to: usize, byte: u8) -> bool {
        let Some(&next) = self.bytes.get(at + 1).filter(|_| at + 1 < to) else { return false };
        let Some(&before) = at.checked_sub(1).and_then(|i| self.bytes.get(i)) else { return false };
        if byte == b'\'' {
            before.is_ascii_alphabetic() && next.is_ascii_alphabetic()
        } else {
            before.is_ascii_digit() && next.is_ascii_digit()
        }
    }

    fn push(&mut self, term: Term, from: usize, to: usize, kind: TokenKind) {
        let ending = match kind {
            TokenKind::Word => (to - from) as u8 ^ self.bytes[to - 1].to_ascii_lowercase(),
            _ => 0,
        };
        self.out.push(Token { term, start: from as u32, end: to as u32, kind, ending });
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii()
}

/// Characters that take no room: they are typed to break filters, or come along from web pages.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{00ad}' | '\u{202a}'..='\u{202e}')
}

/// JSON's `\n`, `\r`, `\t`, `\"`, `\u0027`; any other backslash stands for itself.
fn escape_length(rest: &[u8]) -> usize {
    match rest.get(1) {
        Some(b'u') if rest.len() >= 6 && rest[2..6].iter().all(u8::is_ascii_hexdigit) => 6,
        Some(b'n' | b'r' | b't' | b'"' | b'\\' | b'/') => 2,
        _ => 1,
    }
}

/// `&quot;` and the like: punctuation in disguise.
fn entity_length(rest: &[u8]) -> usize {
    const ENTITIES: [&[u8]; 8] = [b"&quot;", b"&lt;", b"&gt;", b"&amp;", b"&apos;", b"&nbsp;", b"&#39;", b"&#xD;"];
    ENTITIES.iter().find(|e| rest.starts_with(e)).map_or(1, |e| e.len())
}

/// Whether a run without white space is something that varies: a time, a path, an address, an id.
fn is_noise(chunk: &[u8]) -> bool {
    let trimmed = trim(chunk);
    if trimmed.len() < 3 {
        return false;
    }
    let (mut digits, mut letters, mut slashes, mut backslashes, mut dots, mut separators, mut hex) =
        (0, 0, 0, 0, 0, 0, 0);
    for &byte in trimmed {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                hex += 1;
            }
            b'a'..=b'f' | b'A'..=b'F' => {
                letters += 1;
                hex += 1;
            }
            b'a'..=b'z' | b'A'..=b'Z' => letters += 1,
            b'/' => slashes += 1,
            b'\\' => backslashes += 1,
            b'.' => dots += 1,
            b':' | b'-' | b',' | b'+' => separators += 1,
            _ => {}
        }
    }
    let len = trimmed.len();
    if memchr::memmem::find(trimmed, b"://").is_some() {
        return true;
    }
    if len >= 4 && trimmed[1] == b':' && trimmed[0].is_ascii_alphabetic() && (trimmed[2] == b'\\' || trimmed[2] == b'/')
    {
        return true;
    }
    if backslashes >= 2 && !trimmed.windows(2).any(|w| matches!(w, b"\\n" | b"\\r" | b"\\\"")) {
        return true;
    }
    if (trimmed[0] == b'/' || trimmed.starts_with(b"~/") || trimmed.starts_with(b"./")) && slashes >= 2 {
        return true;
    }
    if slashes >= 3 {
        return true;
    }
    // Times and dates: digits held together by separators, perhaps with a T, Z or AM in it.
    if digits >= 4
        && letters <= 3
        && (separators + slashes + dots) >= 2
        && digits + letters + separators + slashes + dots == len
    {
        return true;
    }
    // GUIDs and long hashes.
    if hex >= 12 && hex + separators == len && digits >= 2 {
        return true;
    }
    // Mail addresses, and files by their ending.
    if let Some(at) = memchr::memchr(b'@', trimmed) {
        return at > 0 && memchr::memchr(b'.', &trimmed[at..]).is_some();
    }
    if dots >= 1 && digits >= 2 && letters >= 2 && separators == 0 && slashes == 0 {
        if let Some(dot) = memchr::memrchr(b'.', trimmed) {
            let extension = &trimmed[dot + 1..];
            return (1..=4).contains(&extension.len()) && extension.iter().all(u8::is_ascii_alphabetic);
        }
    }
    false
}

/// Bytes of an address up to the end of its host: `https://contoso.vault.azure.net` of a longer one.
fn host_length(chunk: &[u8]) -> usize {
    let Some(scheme) = memchr::memmem::find(chunk, b"://") else { return 0 };
    let host = &chunk[scheme + 3..];
    let end = host.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))).unwrap_or(host.len());
    scheme + 3 + end
}

/// Bytes of `org.apache.hadoop.` before the name that matters: all of one program's lines have them.
fn namespace_length(chunk: &[u8]) -> usize {
    let name = chunk
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'$')))
        .unwrap_or(chunk.len());
    let name = &chunk[..name];
    let dots =
        name.windows(3).filter(|w| w[1] == b'.' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_alphabetic()).count();
    if dots < 3 { 0 } else { memchr::memrchr(b'.', name.strip_suffix(b".").unwrap_or(name)).map_or(0, |dot| dot + 1) }
}

fn trim(chunk: &[u8]) -> &[u8] {
    let open = |b: &u8| matches!(b, b'(' | b'[' | b'{' | b'<' | b'"' | b'\'' | b'`' | b'*' | b'>' | b'|');
    let close = |b: &u8| {
        matches!(
            b,
            b')' | b']' | b'}' | b'>' | b'"' | b'\'' | b'`' | b'*' | b',' | b'.' | b';' | b':' | b'!' | b'?' | b'|'
        )
    };
    let start = chunk.iter().position(|b| !open(b)).unwrap_or(chunk.len());
    let stop = chunk.iter().rposition(|b| !close(b)).map_or(start, |i| i + 1);
    &chunk[start..stop.max(start)]
}

/// The value of a number in any of the spellings that error codes come in.
fn number(raw: &[u8], negative: bool) -> Option<u64> {
    let hex = |digits: &[u8]| std::str::from_utf8(digits).ok().and_then(|d| u64::from_str_radix(d, 16).ok());
    if raw.len() > 2 && raw[0] == b'0' && (raw[1] | 0x20) == b'x' {
        return (raw.len() <= 18).then(|| hex(&raw[2..])).flatten();
    }
    if raw.iter().all(u8::is_ascii_digit) {
        // An HRESULT printed as a signed decimal is the same code as its hex form.
        let value: u64 = std::str::from_utf8(raw).ok()?.parse().ok()?;
        if negative && (0x0000_0001..=0x7fff_ffff).contains(&value) && value > 0x7000_0000 {
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

/// Letters and digits shuffled as no word is: `4030c5`, `0F3A9B`.
fn looks_like_id(raw: &[u8], digits: u32, letters: u32) -> bool {
    let turns = raw.windows(2).filter(|w| w[0].is_ascii_digit() != w[1].is_ascii_digit()).count();
    raw.len() >= 5 && ((raw.iter().all(u8::is_ascii_hexdigit) && digits >= 2) || (turns >= 3 && digits >= letters))
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

fn wide_term(text: &str) -> Term {
    let mut hash = SEED;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| !is_invisible(*c)) {
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
