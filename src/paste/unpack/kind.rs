//! What a file is, by its first bytes: whether it is text, and if not, why not.

use super::Why;
use super::name::ending;
use crate::paste::decode;

/// Bytes looked at.
pub(super) const SAMPLE: usize = 4096;

/// A kind of file that holds no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binary {
    /// A picture.
    Image,
    /// Sound or film.
    Media,
    /// A PDF document.
    Pdf,
    /// A document of an office program.
    Office,
    /// A program or library.
    Program,
    /// A Windows event log, `.evtx`: exported as text it could be read.
    EventLog,
    /// A database.
    Database,
    /// Anything else.
    Other,
}

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Text,
    Gzip,
    Zip,
    Not(Why),
}

/// First bytes that no text has.
const MAGIC: [(&[u8], Why); 22] = [
    (b"\x89PNG", Why::Binary(Binary::Image)),
    (b"\xFF\xD8\xFF", Why::Binary(Binary::Image)),
    (b"GIF87a", Why::Binary(Binary::Image)),
    (b"GIF89a", Why::Binary(Binary::Image)),
    (b"II*\0", Why::Binary(Binary::Image)),
    (b"%PDF-", Why::Binary(Binary::Pdf)),
    (b"ElfFile\0", Why::Binary(Binary::EventLog)),
    (b"\x7FELF", Why::Binary(Binary::Program)),
    (b"\0asm", Why::Binary(Binary::Program)),
    (b"\xCA\xFE\xBA\xBE", Why::Binary(Binary::Program)),
    (b"\xCF\xFA\xED\xFE", Why::Binary(Binary::Program)),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Why::Binary(Binary::Office)),
    (b"SQLite format 3\0", Why::Binary(Binary::Database)),
    (b"OggS\0", Why::Binary(Binary::Media)),
    (b"ID3\x03", Why::Binary(Binary::Media)),
    (b"\x1A\x45\xDF\xA3", Why::Binary(Binary::Media)),
    (b"7z\xBC\xAF\x27\x1C", Why::UnreadArchive),
    (b"Rar!\x1A\x07", Why::UnreadArchive),
    (b"\xFD7zXZ\0", Why::UnreadArchive),
    (b"\x28\xB5\x2F\xFD", Why::UnreadArchive),
    (b"MSCF\0\0\0\0", Why::UnreadArchive),
    (b"BZh91AY&SY", Why::UnreadArchive),
];

/// First bytes that a text may have, too: they name what is known to be none.
const FAINT_MAGIC: [(&[u8], Why); 4] = [
    (b"MZ", Why::Binary(Binary::Program)),
    (b"BM", Why::Binary(Binary::Image)),
    (b"RIFF", Why::Binary(Binary::Media)),
    (b"BZh", Why::UnreadArchive),
];

/// What the file is. A file that is nothing else is text, whatever its name says.
pub(super) fn look(name: &str, bytes: &[u8]) -> Look {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.starts_with(&[0x1F, 0x8B]) {
        return Look::Gzip;
    }
    if sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06") {
        return match ending(name).as_str() {
            "docx" | "xlsx" | "pptx" | "vsdx" | "odt" | "ods" | "odp" => Look::Not(Why::Binary(Binary::Office)),
            "jar" | "apk" | "nupkg" | "msix" | "appx" | "whl" => Look::Not(Why::Binary(Binary::Program)),
            _ => Look::Zip,
        };
    }
    if let Some((_, why)) = MAGIC.iter().find(|(magic, _)| sample.starts_with(magic)) {
        return Look::Not(*why);
    }
    // The headers of a tar file are text, more or less.
    if sample.get(257..262) == Some(b"ustar") {
        return Look::Not(Why::UnreadArchive);
    }
    if is_text(sample) {
        return Look::Text;
    }
    if sample.get(4..8) == Some(b"ftyp") {
        return Look::Not(Why::Binary(Binary::Media));
    }
    let faint = FAINT_MAGIC.iter().find(|(magic, _)| sample.starts_with(magic));
    Look::Not(faint.map_or(Why::Binary(Binary::Other), |(_, why)| *why))
}

/// Text has hardly a control character, but colours, and zeros where a logger crashed or where it is UTF-16.
fn is_text(sample: &[u8]) -> bool {
    let control = |b: &&u8| matches!(b, 1..=7 | 14..=26 | 28..=31 | 127);
    let zeros = memchr::memchr_iter(0, sample).count();
    let controls = sample.iter().filter(control).count();
    let few = controls * 20 <= sample.len() - zeros;
    few && (zeros * 20 <= sample.len() || decode::is_utf_16(sample))
}
