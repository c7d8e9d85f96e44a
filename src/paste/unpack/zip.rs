//! The files in a ZIP archive, as far as reading texts out of it needs: stored and deflated entries, ZIP64 too.
//!
//! Entries are looked up one at a time, so that an archive of a hundred thousand names costs no memory. Offsets are from
//! PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3.

use super::Why;
use super::inflate::Packed;

const LOCAL_HEADER: &[u8] = b"PK\x03\x04";
const CENTRAL_HEADER: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const ZIP64_END: &[u8] = b"PK\x06\x06";
const ZIP64_LOCATOR: &[u8] = b"PK\x06\x07";
const END_LENGTH: usize = 22;
const LONGEST_COMMENT: usize = 0xFFFF;

/// What a 32-bit field says when the value stands in a ZIP64 record.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

/// A file in an archive.
#[derive(Debug)]
pub(super) struct Entry<'b> {
    /// Its path, in an encoding that nothing tells surely.
    pub(super) name: &'b [u8],
    /// Its bytes, or why they cannot be had.
    pub(super) packed: Result<Packed<'b>, Why>,
}

/// The entries of an archive in the order of its directory.
#[derive(Debug)]
pub(super) struct Entries<'b> {
    archive: &'b [u8],
    /// Where the next directory entry stands.
    at: usize,
    /// Bytes before the archive's first byte, which offsets do not count: it may stand behind a program.
    before: usize,
}

/// The entries of the archive; none if it has no directory.
pub(super) fn entries(archive: &[u8]) -> Option<Entries<'_>> {
    let searched = archive.len().saturating_sub(END_LENGTH + LONGEST_COMMENT);
    let end = searched + memchr::memmem::rfind(&archive[searched..], END)?;
    let (mut size, mut offset) = (u32_at(archive, end + 12)?, u32_at(archive, end + 16)?);
    let mut directory_end = end;
    let is_long = size == ELSEWHERE || offset == ELSEWHERE || u16_at(archive, end + 10)? == 0xFFFF;
    let locator = end.checked_sub(20).filter(|at| is_long && archive[*at..].starts_with(ZIP64_LOCATOR));
    if let Some(locator) = locator {
        directory_end = usize::try_from(u64_at(archive, locator + 8)?).ok()?;
        archive.get(directory_end..)?.starts_with(ZIP64_END).then_some(())?;
        (size, offset) = (u64_at(archive, directory_end + 40)?, u64_at(archive, directory_end + 48)?);
    }
    let at = directory_end.checked_sub(usize::try_from(size).ok()?)?;
    let before = at.checked_sub(usize::try_from(offset).ok()?)?;
    (size == 0 || archive[at..].starts_with(CENTRAL_HEADER)).then_some(Entries { archive, at, before })
}

impl<'b> Iterator for Entries<'b> {
    type Item = Entry<'b>;

    fn next(&mut self) -> Option<Entry<'b>> {
        let header = self.archive.get(self.at..)?;
        if !header.starts_with(CENTRAL_HEADER) {
            return None;
        }
        let lengths = [u16_at(header, 28)?, u16_at(header, 30)?, u16_at(header, 32)?];
        let [name, extra, comment] = lengths.map(usize::from);
        self.at += 46 + name + extra + comment;
        let packed = self.packed(header, header.get(46 + name..46 + name + extra)?);
        Some(Entry { name: header.get(46..46 + name)?, packed })
    }
}

impl<'b> Entries<'b> {
    fn packed(&self, header: &[u8], extra: &[u8]) -> Result<Packed<'b>, Why> {
        let flags = u16_at(header, 8).ok_or(Why::Damaged)?;
        let method = u16_at(header, 10).ok_or(Why::Damaged)?;
        // Bit 0: encrypted. Bit 13: the directory is, too. 99 is the method of WinZip's AES.
        if flags & (1 | 1 << 13) != 0 || method == 99 {
            return Err(Why::Encrypted);
        }
        let data = self.data(header, extra).ok_or(Why::Damaged)?;
        match method {
            0 => Ok(Packed::Stored(data)),
            8 => Ok(Packed::Deflated(data)),
            other => Err(Why::Method(other)),
        }
    }

    /// An entry's packed bytes, as many as there are.
    fn data(&self, header: &[u8], extra: &[u8]) -> Option<&'b [u8]> {
        let mut long = zip64(extra).unwrap_or_default().chunks_exact(8);
        let mut field = |at: usize| match u32_at(header, at)? {
            ELSEWHERE => u64_at(long.next()?, 0),
            value => Some(value),
        };
        let (_unpacked, packed, offset) = (field(24)?, field(20)?, field(42)?);
        let start = self.before.checked_add(usize::try_from(offset).ok()?)?;
        let local = self.archive.get(start..).filter(|local| local.starts_with(LOCAL_HEADER))?;
        let data = local.get(30 + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?)..)?;
        Some(&data[..data.len().min(usize::try_from(packed).unwrap_or(usize::MAX))])
    }
}

/// The ZIP64 field among an entry's extra fields.
fn zip64(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (id, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + length)?;
        if id == 1 {
            return Some(field);
        }
        extra = &extra[4 + length..];
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|field| u16::from_le_bytes(*field))
}

/// A field of four bytes, wide enough for what may stand in its place.
fn u32_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|field| u64::from(u32::from_le_bytes(*field)))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|field| u64::from_le_bytes(*field))
}
