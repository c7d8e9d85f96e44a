//! What is noise: what varies from one occurrence of an error to the next.
//!
//! Told by its looks alone, a run without white space at a time, because a log has no grammar to go by.

/// Whether a run without white space is something that varies: a time, a path, an address, an id.
pub(super) fn is_noise(chunk: &[u8]) -> bool {
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
    if dots >= 1
        && digits >= 2
        && letters >= 2
        && separators == 0
        && slashes == 0
        && let Some(dot) = memchr::memrchr(b'.', trimmed)
    {
        let extension = &trimmed[dot + 1..];
        return (1..=4).contains(&extension.len()) && extension.iter().all(u8::is_ascii_alphabetic);
    }
    false
}

/// Bytes of an address up to the end of its host: `https://contoso.vault.azure.net` of a longer one.
pub(super) fn host_length(chunk: &[u8]) -> usize {
    let Some(scheme) = memchr::memmem::find(chunk, b"://") else { return 0 };
    let host = &chunk[scheme + 3..];
    let end = host.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))).unwrap_or(host.len());
    scheme + 3 + end
}

/// Bytes of `org.apache.hadoop.` before the name that matters: all of one program's lines have them.
pub(super) fn namespace_length(chunk: &[u8]) -> usize {
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

/// Letters and digits shuffled as no word is: `4030c5`, `0F3A9B`. A capital letter and a number is a code: `E11000`.
pub(super) fn looks_like_id(raw: &[u8], digits: u32, letters: u32) -> bool {
    let turns = raw.windows(2).filter(|w| w[0].is_ascii_digit() != w[1].is_ascii_digit()).count();
    let code = letters == 1 && raw[0].is_ascii_uppercase() && raw.len() <= 7;
    let hash = raw.iter().all(u8::is_ascii_hexdigit) && digits >= 2 && !code;
    raw.len() >= 5 && (hash || (turns >= 3 && digits >= letters))
}
