//! What a person gives to `firstline match`: text, files and standard input become the parts of one paste.

use std::fs::{self, File};
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::path::Path;

use super::failure::Failure;
use crate::paste::{MOST_BYTES, Part, Paste, decode};

/// Endings that only files have: such a word is a file that is not there, rather than an error text.
const FILE_ENDINGS: [&str; 14] =
    ["log", "errlog", "txt", "out", "err", "trace", "json", "jsonl", "xml", "csv", "evtx", "md", "gz", "zip"];

/// Reads the paste that the arguments name.
pub fn read(arguments: &[String]) -> Result<Paste, Failure> {
    let mut words: Vec<&str> = vec![];
    let mut files: Vec<Part> = vec![];
    let mut standard_input = arguments.is_empty();
    let mut left = MOST_BYTES;
    for argument in arguments {
        if argument == "-" {
            standard_input = true;
        } else if let Some(text) = file(argument, &mut left)? {
            files.push(Part { name: Some(argument.clone()), text });
        } else {
            words.push(argument);
        }
    }
    let mut parts = vec![];
    if !words.is_empty() {
        let text = words.join(" ");
        take(&mut left, text.len() as u64, "the text")?;
        parts.push(Part { name: None, text });
    }
    if standard_input {
        if arguments.is_empty() && io::stdin().is_terminal() {
            return Err(Failure::new(
                "there is nothing to match: give the error's text or files, or pipe them in (`firstline match --help` \
                 shows how)",
            ));
        }
        if io::stdin().is_terminal() {
            let _ = writeln!(anstream::stderr(), "Paste the error, then press Ctrl-D on a line of its own.");
        }
        let bytes = bytes(io::stdin().lock(), "standard input", &mut left)?;
        let name = (!parts.is_empty() || !files.is_empty()).then(|| "standard input".to_owned());
        parts.push(Part { name, text: decoded(bytes, "standard input")? });
    }
    parts.append(&mut files);
    if parts.iter().all(|part| part.text.trim().is_empty()) {
        return Err(Failure::new(
            "there is nothing to match, the paste is empty: give the error's text, its files, or pipe them in",
        ));
    }
    Ok(Paste::from_parts(parts))
}

/// The text of the file an argument names, or nothing where it names none.
fn file(argument: &str, left: &mut u64) -> Result<Option<String>, Failure> {
    let path = Path::new(argument);
    // Longer than any path, or of several lines: a paste.
    if argument.len() > 4096 || argument.contains('\n') {
        return Ok(None);
    }
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            return Err(Failure::new(format_args!("{argument} cannot be read: {error}")));
        }
        Err(_) if looks_like_a_file(argument) => {
            return Err(Failure::new(format_args!(
                "there is no file {argument}; to match these very words, pipe them in: echo '{argument}' | firstline match"
            )));
        }
        Err(_) => return Ok(None),
    };
    if about.is_dir() {
        return Err(Failure::new(format_args!(
            "{argument} is a folder: name the files in it that belong to the paste"
        )));
    }
    take(&mut left.clone(), about.len(), argument)?;
    let open = File::open(path).map_err(|error| Failure::new(format_args!("{argument} cannot be read: {error}")))?;
    Ok(Some(decoded(bytes(open, argument, left)?, argument)?))
}

fn looks_like_a_file(argument: &str) -> bool {
    let rooted = ["/", "./", "../", "~/", r".\"].iter().any(|start| argument.starts_with(start))
        || matches!(argument.as_bytes(), [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic());
    (rooted || !argument.contains(char::is_whitespace))
        && Path::new(argument)
            .extension()
            .is_some_and(|ending| FILE_ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

fn bytes(from: impl Read, name: &str, left: &mut u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = vec![];
    from.take(*left + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::new(format_args!("{name} cannot be read: {error}")))?;
    take(left, bytes.len() as u64, name)?;
    Ok(bytes)
}

fn take(left: &mut u64, bytes: u64, name: &str) -> Result<(), Failure> {
    match left.checked_sub(bytes) {
        Some(rest) => {
            *left = rest;
            Ok(())
        }
        None => Err(Failure::new(format_args!(
            "{name} makes the paste larger than {} MiB: cut it to the part around the error",
            MOST_BYTES >> 20
        ))),
    }
}

/// The text of what was read, unless it is one of the binary files that people send with errors.
fn decoded(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    let what = match bytes.as_slice() {
        [0x1F, 0x8B, ..] | [b'P', b'K', 3, 4, ..] => "compressed: unpack it and give the files in it",
        [b'E', b'l', b'f', b'F', b'i', b'l', b'e', 0, ..] => {
            "a binary event log: save it as text or XML in the event viewer"
        }
        _ => {
            let text = decode::text(bytes);
            // Text has line breaks, tabs and colours, and else no control characters to speak of.
            let odd = |c: &char| (c.is_control() && !"\n\r\t\u{b}\u{c}\u{1b}".contains(*c)) || *c == '\u{fffd}';
            let (odd, all) = (text.chars().take(8192).filter(odd).count(), text.chars().take(8192).count());
            if odd * 10 <= all {
                return Ok(text);
            }
            "not text: give the error's words, or a file that holds them"
        }
    };
    Err(Failure::new(format_args!("{name} is {what}")))
}
