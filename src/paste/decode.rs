//! Bytes to text, by what the bytes look like: nobody who pastes a log knows its encoding.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes looked at to tell UTF-16 without a mark; a log is in one encoding from its first line on.
const SAMPLE: usize = 4096;

/// The text of some bytes. UTF-8 comes out byte for byte, its mark included, so that spans fit the file.
///
/// UTF-16 is told by its mark or by its zero bytes. What is no UTF-8 either is Windows-1252, of which Latin-1 is a part,
/// unless most of it would have been UTF-8: then only the broken bytes are replaced.
pub fn text(bytes: Vec<u8>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    if let Some(encoding) = unmarked_utf_16(&bytes) {
        return encoding.decode_without_bom_handling(&bytes).0.into_owned();
    }
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let bytes = error.as_bytes();
        if mostly_utf_8(bytes) {
            String::from_utf8_lossy(bytes).into_owned()
        } else {
            WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
        }
    })
}

/// Whether some bytes are UTF-16, with or without its mark.
pub(super) fn is_utf_16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || unmarked_utf_16(bytes).is_some()
}

/// Error texts are mostly ASCII, of which UTF-16 makes every other byte zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if pairs >= 2 && second * 2 > pairs && first * 8 <= second => Some(UTF_16LE),
        () if pairs >= 2 && first * 2 > pairs && second * 8 <= first => Some(UTF_16BE),
        () => None,
    }
}

/// Whether more characters beyond ASCII are whole than broken. Broken bytes in a row are one character's.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let mut whole = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let goes_on = whole + broken > 0 && chunk.valid().is_empty();
        broken += usize::from(!chunk.invalid().is_empty() && !goes_on);
    }
    whole > broken
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LINE: &str = "Fehler 0x80070005: Zugriff verweigert für C:\\Büro 🖨\r\n";

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_stays_byte_for_byte_with_its_mark() {
        let marked = format!("\u{FEFF}{LINE}");
        assert_eq!(text(marked.clone().into_bytes()), marked);
        assert_eq!(text(LINE.into()), LINE);
    }

    #[test]
    fn utf_16_is_told_by_its_mark() {
        let marked = format!("\u{FEFF}{LINE}");
        assert_eq!(text(utf_16(&marked, u16::to_le_bytes)), LINE);
        assert_eq!(text(utf_16(&marked, u16::to_be_bytes)), LINE);
    }

    #[test]
    fn utf_16_is_told_by_its_zeros() {
        assert_eq!(text(utf_16(LINE, u16::to_le_bytes)), LINE);
        assert_eq!(text(utf_16(LINE, u16::to_be_bytes)), LINE);
    }

    #[test]
    fn latin_1_and_windows_1252_are_what_is_left() {
        assert_eq!(text(b"Zugriff f\xFCr B\xFCro verweigert \x80".to_vec()), "Zugriff für Büro verweigert €");
    }

    #[test]
    fn a_log_cut_in_the_middle_of_a_character_is_still_utf_8() {
        let mut cut = LINE.repeat(3).into_bytes();
        cut.drain(..=LINE.find('ü').expect("there is one"));
        assert_eq!(text(cut).matches('ü').count(), 5);
    }

    #[test]
    fn too_little_to_tell_is_still_text() {
        for (bytes, shown) in [
            (&b""[..], ""),
            (b"E", "E"),
            (b"\0", "\0"),
            (b"\0\0\0\0\0\0", "\0\0\0\0\0\0"),
            (b"\xEF\xBB\xBF", "\u{FEFF}"),
            (b"\xFF\xFE", ""),
            (b"\xFE\xFF", ""),
            (b"\xFF", "ÿ"),
        ] {
            assert_eq!(text(bytes.to_vec()), shown, "{bytes:?}");
        }
    }

    #[test]
    fn zeros_between_words_are_no_utf_16() {
        assert_eq!(text(b"Access is denied.\0\0error 5\0".to_vec()), "Access is denied.\0\0error 5\0");
    }

    #[test]
    fn half_a_character_of_utf_16_is_replaced() {
        let mut lone = utf_16("\u{FEFF}Error 5 ", u16::to_le_bytes);
        lone.extend(0xD83D_u16.to_le_bytes());
        lone.extend(utf_16(" denied", u16::to_le_bytes));
        lone.push(0x21);
        assert_eq!(text(lone), "Error 5 \u{FFFD} denied\u{FFFD}");
    }

    #[test]
    fn half_a_pair_written_as_utf_8_leaves_the_rest_as_it_is() {
        let broken = text(b"f\xC3\xBCr B\xC3\xBCro: \xED\xA0\xBD verweigert".to_vec());
        assert!(broken.starts_with("für Büro: ") && broken.ends_with(" verweigert"), "{broken}");
    }

    proptest! {
        #[test]
        fn any_text_in_marked_utf_16_comes_back(original: String) {
            let marked = format!("\u{FEFF}{original}");
            prop_assert_eq!(&text(utf_16(&marked, u16::to_le_bytes)), &original);
            prop_assert_eq!(&text(utf_16(&marked, u16::to_be_bytes)), &original);
        }

        #[test]
        fn any_bytes_keep_their_ascii_unless_they_look_like_utf_16(bytes in prop::collection::vec(1..=u8::MAX, 0..64)) {
            prop_assume!(!bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF"));
            let ascii: String = bytes.iter().filter(|b| b.is_ascii()).map(|b| char::from(*b)).collect();
            prop_assert_eq!(text(bytes).chars().filter(char::is_ascii).collect::<String>(), ascii);
        }

        #[test]
        fn any_bytes_become_text(bytes: Vec<u8>) {
            text(bytes);
        }

        #[test]
        fn any_utf_8_without_zeros_stays_as_it_is(original in "[^\0]*") {
            prop_assert_eq!(text(original.clone().into_bytes()), original);
        }
    }
}
