//! Attached files to the parts of a paste: texts, and what is packed in `.gz` and `.zip`.
//!
//! Whoever attaches a file may mean harm: a few bytes can unpack to gigabytes, sizes and names lie. So nothing that an
//! archive says of itself is believed, and the [`Allowance`] bounds what is kept and what is worked through. Of a text
//! that is too long the beginning and the end are kept, for a log says at its beginning what runs and at its end what
//! went wrong; the end gets three quarters.

mod inflate;
mod kept;
mod kind;
mod name;
#[cfg(test)]
mod tests;
mod zip;

use inflate::Packed;
use kept::Kept;
use kind::Look;

use super::Part;

pub use kind::Binary;

/// How much may come out of the files of one message. The counts are of bytes before [`decode`](super::decode::text)
/// reads them, which in rare encodings makes up to three of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Bytes kept of one file, unpacked.
    pub file_bytes: usize,
    /// Bytes kept of all files of the message, unpacked.
    pub message_bytes: usize,
    /// Bytes of one file that are unpacked on the way to its end, kept or not.
    pub file_read_bytes: usize,
    /// Bytes that are unpacked for the whole message, kept or not.
    pub message_read_bytes: usize,
    /// Files looked at inside archives.
    pub entries: usize,
}

impl Default for Allowance {
    /// 8 MiB a file and 32 MiB a message, of eight times as much worked through, and 200 files in archives.
    fn default() -> Self {
        Self {
            file_bytes: 8 << 20,
            message_bytes: 32 << 20,
            file_read_bytes: 64 << 20,
            message_read_bytes: 256 << 20,
            entries: 200,
        }
    }
}

/// What came out of the files, in their order.
#[derive(Debug, Clone, Default)]
pub struct Unpacked {
    /// The texts. A file in an archive is named `archive.zip/folder/file.log`.
    pub parts: Vec<Part>,
    /// What was left out, or is there in part only.
    pub left: Vec<Left>,
}

/// A file that is not among the parts, or not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The file's name, fit to be shown: no control or invisible characters, at most a line.
    pub name: String,
    /// Why.
    pub why: Why,
}

/// Why a file, or some of it, was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The part holds the beginning and the end: the file is too long.
    Cut {
        /// Bytes kept.
        kept: usize,
        /// Bytes the file has; none if nobody knows, because reading stopped, too.
        of: Option<usize>,
    },
    /// The message's allowance was used up before.
    NoRoom,
    /// The archive has this many more files than are looked at.
    TooMany(usize),
    /// An archive in an archive.
    Nested,
    /// An archive of another kind than `.zip` and `.gz`.
    UnreadArchive,
    /// It is encrypted.
    Encrypted,
    /// It is packed with a method that is not read: the number is the ZIP format's own.
    Method(u16),
    /// It is broken or ends too early. What came before the damage is a part, if there was any.
    Damaged,
    /// It is no text.
    Binary(Binary),
}

/// Unpacks the files of one message, one after the other, within one allowance.
#[derive(Debug)]
pub struct Unpacker {
    allowance: Allowance,
    unpacked: Unpacked,
}

impl Unpacker {
    /// An unpacker for one message.
    pub fn new(allowance: Allowance) -> Self {
        Self { allowance, unpacked: Unpacked::default() }
    }

    /// Takes an attached file: its name as sent, and its bytes.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let name = name::shown(name);
        match kind::look(&name, bytes) {
            Look::Zip => self.archive(&name, bytes),
            _ => self.file(name, Packed::Stored(bytes), true),
        }
    }

    /// What all files came to.
    pub fn finish(self) -> Unpacked {
        self.unpacked
    }

    fn leave(&mut self, name: String, why: Why) {
        self.unpacked.left.push(Left { name, why });
    }

    fn archive(&mut self, archive: &str, bytes: &[u8]) {
        let Some(mut entries) = zip::entries(bytes) else {
            return self.leave(archive.to_owned(), Why::Damaged);
        };
        while let Some(entry) = entries.next() {
            let inside = name::shown(&String::from_utf8_lossy(entry.name));
            if entry.name.ends_with(b"/") || name::is_clutter(&inside) {
                continue;
            }
            if self.allowance.entries == 0 {
                // What is no file counts as well: nobody minds at that length.
                return self.leave(archive.to_owned(), Why::TooMany(1 + entries.count()));
            }
            self.allowance.entries -= 1;
            let name = name::shown(&format!("{archive}/{inside}"));
            match entry.packed {
                Ok(packed) => self.file(name, packed, true),
                Err(why) => self.leave(name, why),
            }
        }
    }

    /// Takes a file as it was attached or stood in an archive; `open` says whether a gzip is looked into.
    fn file(&mut self, name: String, packed: Packed<'_>, open: bool) {
        match kind::look(&name, &packed.beginning(kind::SAMPLE)) {
            Look::Text => self.text(name, packed),
            Look::Gzip if open => {
                let mut read = self.may_read();
                let (bytes, why) = packed.whole(self.allowance.file_bytes, &mut read);
                self.has_read(read);
                match why {
                    Some(why) => self.leave(name, why),
                    None => self.file(name, Packed::Gzip(&bytes), false),
                }
            }
            Look::Gzip | Look::Zip => self.leave(name, Why::Nested),
            Look::Not(why) => self.leave(name, why),
        }
    }

    fn text(&mut self, name: String, packed: Packed<'_>) {
        let room = self.allowance.file_bytes.min(self.allowance.message_bytes);
        let mut read = self.may_read();
        if room == 0 || read == 0 {
            return self.leave(name, Why::NoRoom);
        }
        let mut kept = Kept::new(room);
        let end = packed.unpack(&mut read, |bytes| {
            kept.push(bytes);
            true
        });
        self.has_read(read);
        self.allowance.message_bytes -= kept.len();
        let cut = kept.is_cut() || end == inflate::End::Stopped;
        let why = match end {
            inflate::End::Damaged => Some(Why::Damaged),
            _ if cut => Some(Why::Cut { kept: kept.len(), of: (end == inflate::End::Whole).then_some(kept.total()) }),
            _ => None,
        };
        if let Some(why) = why {
            self.leave(name.clone(), why);
        }
        let text = kept.into_text();
        if !text.is_empty() {
            self.unpacked.parts.push(Part { name: Some(name), text });
        }
    }

    /// How much the next file may unpack.
    fn may_read(&self) -> usize {
        self.allowance.file_read_bytes.min(self.allowance.message_read_bytes)
    }

    /// Takes off the allowance what a file has unpacked of that, where `left` of it is left.
    fn has_read(&mut self, left: usize) {
        self.allowance.message_read_bytes -= self.may_read() - left;
    }
}
