//! Bytes out of what they are packed in, a piece at a time, never more than asked for.

use std::borrow::Cow;

use flate2::{Decompress, FlushDecompress, Status};

use super::Why;

/// A file as it stands somewhere.
#[derive(Debug, Clone, Copy)]
pub(super) enum Packed<'b> {
    /// As it is.
    Stored(&'b [u8]),
    /// A deflate stream, as in an archive.
    Deflated(&'b [u8]),
    /// One or more gzip members.
    Gzip(&'b [u8]),
}

/// How unpacking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Everything came out.
    Whole,
    /// The bound was reached, or no more was wanted.
    Stopped,
    /// What is left cannot be read.
    Damaged,
}

const PIECE: usize = 16 << 10;

impl<'b> Packed<'b> {
    /// The first bytes, at most `most`.
    pub(super) fn beginning(self, most: usize) -> Cow<'b, [u8]> {
        match self {
            Packed::Stored(bytes) => bytes[..bytes.len().min(most)].into(),
            _ => self.whole(most, &mut most.clone()).0,
        }
    }

    /// The bytes, at most `most` where they have to be unpacked, and why they are not all.
    pub(super) fn whole(self, most: usize, read: &mut usize) -> (Cow<'b, [u8]>, Option<Why>) {
        if let Packed::Stored(bytes) = self {
            return (bytes.into(), None);
        }
        let mut out = Vec::new();
        let end = self.unpack(read, |bytes| {
            out.extend_from_slice(&bytes[..bytes.len().min(most - out.len())]);
            out.len() < most
        });
        let why = match end {
            End::Whole => None,
            End::Stopped => Some(Why::NoRoom),
            End::Damaged => Some(Why::Damaged),
        };
        (out.into(), why)
    }

    /// Gives the bytes to `take` in order, until it says no, or `read` of them, which is counted down, were given.
    pub(super) fn unpack(self, read: &mut usize, mut take: impl FnMut(&[u8]) -> bool) -> End {
        match self {
            // Already in hand: nothing is unpacked that could be bounded.
            Packed::Stored(bytes) => {
                take(bytes);
                End::Whole
            }
            Packed::Deflated(bytes) => inflate(&mut Decompress::new(false), bytes, read, &mut take).0,
            Packed::Gzip(mut bytes) => loop {
                let (end, used) = inflate(&mut Decompress::new_gzip(15), bytes, read, &mut take);
                bytes = &bytes[used..];
                // What stands behind the last member, such as padding, is nobody's.
                if end != End::Whole || !bytes.starts_with(&[0x1F, 0x8B]) {
                    return end;
                }
            },
        }
    }
}

/// Inflates one stream; says how it ended and how many bytes of `packed` it took.
fn inflate(
    stream: &mut Decompress,
    packed: &[u8],
    read: &mut usize,
    take: &mut impl FnMut(&[u8]) -> bool,
) -> (End, usize) {
    let mut piece = [0; PIECE];
    loop {
        let (used, given) = (stream.total_in(), stream.total_out());
        if *read == 0 {
            return (End::Stopped, used as usize);
        }
        let most = PIECE.min(*read);
        let status = stream.decompress(&packed[used as usize..], &mut piece[..most], FlushDecompress::None);
        let out = (stream.total_out() - given) as usize;
        *read -= out;
        let goes_on = take(&piece[..out]);
        let used_now = stream.total_in();
        match status {
            Ok(Status::StreamEnd) => return (End::Whole, used_now as usize),
            Ok(_) if !goes_on => return (End::Stopped, used_now as usize),
            Ok(_) if out > 0 || used_now > used => {}
            _ => return (End::Damaged, used_now as usize),
        }
    }
}
