//! The beginning and the end of a text that may be too long to keep.

use crate::paste::decode;

/// Bytes searched for the end of a line that the cut went through.
const LONGEST_LINE_TORN: usize = 4096;

/// As much of a stream of bytes as may be kept: all of it, or its beginning and its end.
#[derive(Debug)]
pub(super) struct Kept {
    head: Vec<u8>,
    head_most: usize,
    /// A ring: once full, the oldest byte is at `oldest`.
    tail: Vec<u8>,
    tail_most: usize,
    oldest: usize,
    total: usize,
}

impl Kept {
    /// Keeps at most `most` bytes.
    pub(super) fn new(most: usize) -> Self {
        // Even, so that no UTF-16 unit is torn.
        let head_most = (most / 4) & !1;
        Self { head: Vec::new(), head_most, tail: Vec::new(), tail_most: most - head_most, oldest: 0, total: 0 }
    }

    /// Takes the next bytes of the stream.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len();
        let (head, mut rest) = bytes.split_at(bytes.len().min(self.head_most - self.head.len()));
        self.head.extend_from_slice(head);
        let (first, over) = rest.split_at(rest.len().min(self.tail_most - self.tail.len()));
        self.tail.extend_from_slice(first);
        rest = &over[over.len().saturating_sub(self.tail_most)..];
        while !rest.is_empty() {
            let (now, next) = rest.split_at(rest.len().min(self.tail_most - self.oldest));
            self.tail[self.oldest..self.oldest + now.len()].copy_from_slice(now);
            self.oldest = (self.oldest + now.len()) % self.tail_most;
            rest = next;
        }
    }

    /// Bytes kept.
    pub(super) fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// Bytes taken.
    pub(super) fn total(&self) -> usize {
        self.total
    }

    /// Whether bytes between the beginning and the end were dropped.
    pub(super) fn is_cut(&self) -> bool {
        self.total > self.len()
    }

    /// The text: where it was cut, at the ends of lines if they are near, a line with `…` stands.
    pub(super) fn into_text(mut self) -> String {
        let start = self.total - self.tail.len();
        let is_cut = self.is_cut();
        self.tail.rotate_left(self.oldest);
        if !is_cut {
            self.head.append(&mut self.tail);
            return decode::text(self.head);
        }
        // The end of a UTF-16 file has no mark of its own.
        let mark: &'static [u8] = match self.head.as_slice() {
            [0xFF, 0xFE, ..] => &[0xFF, 0xFE],
            [0xFE, 0xFF, ..] => &[0xFE, 0xFF],
            _ => &[],
        };
        self.tail.splice(..(start % 2).min(self.tail.len()), mark.iter().copied());
        let mut text = decode::text(self.head);
        let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST_LINE_TORN));
        if let Some(end) = text[from..].rfind('\n') {
            text.truncate(from + end);
        }
        let tail = decode::text(self.tail);
        let to = tail.floor_char_boundary(LONGEST_LINE_TORN);
        let begin = tail[..to].find('\n').map_or(0, |end| end + 1);
        text.push_str("\n…\n");
        text.push_str(&tail[begin..]);
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept(most: usize, chunks: &[&[u8]]) -> Kept {
        let mut kept = Kept::new(most);
        for chunk in chunks {
            kept.push(chunk);
        }
        kept
    }

    #[test]
    fn what_fits_is_kept_whole() {
        let kept = kept(16, &[b"one\ntwo\n", b"", b"three\n22"]);
        assert!(!kept.is_cut());
        assert_eq!(kept.into_text(), "one\ntwo\nthree\n22");
    }

    #[test]
    fn what_is_too_long_keeps_its_beginning_and_its_end_in_whole_lines() {
        let log = (0..100).map(|n| format!("line {n}\n")).collect::<Vec<_>>().concat();
        let kept = kept(80, &[log.as_bytes()]);
        assert_eq!((kept.len(), kept.total()), (80, log.len()));
        insta::assert_snapshot!(kept.into_text(), @r"
        line 0
        line 1
        …
        line 93
        line 94
        line 95
        line 96
        line 97
        line 98
        line 99
        ");
    }

    #[test]
    fn the_end_of_utf_16_is_read_as_such() {
        let log = (0..100).map(|n| format!("Büro {n}\r\n")).collect::<Vec<_>>().concat();
        let bytes: Vec<u8> = format!("\u{FEFF}{log}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let text = kept(201, &[&bytes]).into_text();
        assert!(text.starts_with("Büro 0\r\nBüro 1") && text.ends_with("\nBüro 98\r\nBüro 99\r\n"), "{text}");
    }

    proptest! {
        #[test]
        fn however_it_comes_in_the_same_is_kept(bytes: Vec<u8>, most in 1_usize..40, step in 1_usize..9) {
            let (whole, pieces) = (kept(most, &[&bytes]), kept(most, &bytes.chunks(step).collect::<Vec<_>>()));
            prop_assert!(whole.len() == bytes.len().min(most) && pieces.len() == whole.len());
            prop_assert_eq!(whole.into_text(), pieces.into_text());
        }
    }
}
