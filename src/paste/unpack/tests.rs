//! Files as people attach them, and as nobody should.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::{Allowance, Binary, Left, Unpacked, Unpacker, Why};

const LINE: &str = "Fehler 0x80070005: Zugriff verweigert für C:\\Büro\r\n";

/// A small allowance, to be at its bounds soon.
const SMALL: Allowance = Allowance {
    file_bytes: 4096,
    message_bytes: 10_000,
    file_read_bytes: 64 << 10,
    message_read_bytes: 256 << 10,
    entries: 5,
};

fn unpack_within(allowance: Allowance, files: &[(&str, &[u8])]) -> Unpacked {
    let mut unpacker = Unpacker::new(allowance);
    for (name, bytes) in files {
        unpacker.add(name, bytes);
    }
    unpacker.finish()
}

fn unpack(files: &[(&str, &[u8])]) -> Unpacked {
    unpack_within(Allowance::default(), files)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn archive_with(options: SimpleFileOptions, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    archive_with(SimpleFileOptions::default(), files)
}

/// What came out, a line a file.
fn story(unpacked: &Unpacked) -> String {
    let mut out = String::new();
    for part in &unpacked.parts {
        let shown: String = part.text.chars().take(40).collect();
        let _ = writeln!(out, "{}: {shown:?}", part.name.as_deref().unwrap_or_default());
    }
    for left in &unpacked.left {
        let _ = writeln!(out, "{} left: {:?}", left.name, left.why);
    }
    out
}

fn long_log() -> String {
    (0..5000).map(|n| format!("line {n} of the log\n")).collect::<Vec<_>>().concat()
}

/// The first place of some bytes.
fn find(bytes: &[u8], sought: &[u8]) -> usize {
    memchr::memmem::find(bytes, sought).expect("it is there")
}

#[test]
fn everything_that_is_text_is_read_in_its_order() {
    let utf_16: Vec<u8> = LINE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let zip = archive(&[
        ("logs/", b""),
        ("logs/MSDPMCurr.errlog", b"ID 3188"),
        ("__MACOSX/logs/._MSDPMCurr.errlog", b"\0\x05\x16\x07"),
        ("logs/old.log.gz", &gzip(b"ID 130003")),
        ("events.txt", &utf_16),
        ("README", b"read me"),
        ("inner.zip", &archive(&[("a.txt", b"a")])),
        ("empty.log", b""),
    ]);
    let twice = [gzip(b"one "), gzip(b"two"), vec![0; 100]].concat();
    let unpacked = unpack(&[
        ("message.txt", LINE.as_bytes()),
        ("support.zip", &zip),
        ("twice.log.gz", &twice),
        ("zip.gz", &gzip(&zip)),
        ("report", b"no ending"),
    ]);
    insta::assert_snapshot!(story(&unpacked), @r#"
    message.txt: "Fehler 0x80070005: Zugriff verweigert fü"
    support.zip/logs/MSDPMCurr.errlog: "ID 3188"
    support.zip/logs/old.log.gz: "ID 130003"
    support.zip/events.txt: "Fehler 0x80070005: Zugriff verweigert fü"
    support.zip/README: "read me"
    twice.log.gz: "one two"
    report: "no ending"
    support.zip/inner.zip left: Nested
    zip.gz left: Nested
    "#);
}

#[test]
fn an_archive_may_be_written_in_many_ways() {
    let files: &[(&str, &[u8])] = &[("a.log", LINE.as_bytes())];
    let stored = archive_with(SimpleFileOptions::default().compression_method(CompressionMethod::Stored), files);
    let long = archive_with(SimpleFileOptions::default().large_file(true), files);
    // Offsets are counted from the archive, which here stands behind the first of another.
    let behind_another = [&archive(&[("b.log", b"b")])[..], &archive(files)].concat();
    for bytes in [stored, long, behind_another] {
        let unpacked = unpack(&[("x.zip", &bytes)]);
        assert_eq!(unpacked.parts[0].text, LINE);
        assert!(unpacked.left.is_empty());
    }
    let empty = unpack(&[("x.zip", &archive(&[]))]);
    assert!(empty.parts.is_empty() && empty.left.is_empty());
}

#[test]
fn what_is_no_text_is_left_with_its_reason() {
    let mut encrypted = archive(&[("secret.log", LINE.as_bytes())]);
    let central = find(&encrypted, b"PK\x01\x02");
    encrypted[central + 8] |= 1;
    let mut packed_otherwise = archive(&[("a.log", LINE.as_bytes())]);
    let central = find(&packed_otherwise, b"PK\x01\x02");
    packed_otherwise[central + 10] = 14;
    let tar: Vec<u8> = [&[b'a'; 257][..], b"ustar\x0000"].concat();
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let unpacked = unpack(&[
        ("screen.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("guide.pdf", b"%PDF-1.7\n1 0 obj"),
        ("System.evtx", b"ElfFile\0\0\0\0\0\0\0\0\0"),
        ("exported.evtx", b"<Events><Event/></Events>"),
        ("agent.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0"),
        ("report.docx", b"PK\x03\x04\x14\0\x06\0"),
        ("old.7z", b"7z\xBC\xAF\x27\x1C\0\x04"),
        ("logs.tar", &tar),
        ("logs.tgz", &gzip(&tar)),
        ("noise.log", &noise),
        ("locked.zip", &encrypted),
        ("lzma.zip", &packed_otherwise),
        ("half.zip", b"PK\x03\x04\x14\0\x06\0"),
        ("MZ.txt", b"MZ is how programs begin"),
        ("crashed.log", &[LINE.as_bytes(), &[0; 2]].concat()),
    ]);
    insta::assert_snapshot!(story(&unpacked), @r#"
    exported.evtx: "<Events><Event/></Events>"
    MZ.txt: "MZ is how programs begin"
    crashed.log: "Fehler 0x80070005: Zugriff verweigert fü"
    screen.png left: Binary(Image)
    guide.pdf left: Binary(Pdf)
    System.evtx left: Binary(EventLog)
    agent.exe left: Binary(Program)
    report.docx left: Binary(Office)
    old.7z left: UnreadArchive
    logs.tar left: UnreadArchive
    logs.tgz left: UnreadArchive
    noise.log left: Binary(Other)
    locked.zip/secret.log left: Encrypted
    lzma.zip/a.log left: Method(14)
    half.zip left: Damaged
    "#);
}

#[test]
fn what_came_before_the_damage_is_read() {
    let log = long_log();
    let whole = gzip(log.as_bytes());
    let unpacked = unpack(&[("cut.log.gz", &whole[..whole.len() / 2])]);
    let text = &unpacked.parts[0].text;
    assert!(text.starts_with("line 0 of the log\n") && text.len() > log.len() / 4);
    assert_eq!(unpacked.left, [Left { name: "cut.log.gz".into(), why: Why::Damaged }]);
}

#[test]
fn a_text_that_is_too_long_keeps_both_ends() {
    let log = long_log();
    for (name, bytes) in [("a.log", log.clone().into_bytes()), ("a.log.gz", gzip(log.as_bytes()))] {
        let read = Allowance { file_read_bytes: 1 << 20, message_read_bytes: 1 << 20, ..SMALL };
        let unpacked = unpack_within(read, &[(name, &bytes)]);
        let text = &unpacked.parts[0].text;
        assert!(text.starts_with("line 0 of the log\n") && text.ends_with("\nline 4999 of the log\n"), "{text}");
        assert!(text.len() <= SMALL.file_bytes);
        let cut = Why::Cut { kept: SMALL.file_bytes, of: Some(log.len()) };
        assert_eq!(unpacked.left, [Left { name: name.into(), why: cut }]);
    }
}

#[test]
fn a_bomb_ends_inside_its_bounds() {
    let bomb = gzip(&b"A".repeat(4 << 20));
    assert!(bomb.len() < 8192);
    let unpacked = unpack_within(SMALL, &[("bomb.gz", &bomb), ("bomb.zip", &archive(&[("a.gz", &bomb)]))]);
    assert!(unpacked.parts.iter().all(|part| part.text.len() <= SMALL.file_bytes + 8));
    let cut = Why::Cut { kept: SMALL.file_bytes, of: None };
    assert_eq!(unpacked.left[0], Left { name: "bomb.gz".into(), why: cut });
    assert_eq!(unpacked.left.len(), 2);
}

#[test]
fn a_bomb_in_a_bomb_in_an_archive_is_not_opened() {
    let bomb = gzip(&gzip(&b"A".repeat(1 << 20)));
    let unpacked = unpack(&[("bomb.gz", &bomb), ("b.zip", &archive(&[("bomb.gz", &bomb)]))]);
    insta::assert_snapshot!(story(&unpacked), @r"
    bomb.gz left: Nested
    b.zip/bomb.gz left: Nested
    ");
}

#[test]
fn a_thousand_entries_over_one_file_end_inside_their_bounds() {
    let one = archive(&[("a.log", LINE.repeat(60).as_bytes())]);
    let (central, end) = (find(&one, b"PK\x01\x02"), find(&one, b"PK\x05\x06"));
    let mut bytes = one[..central].to_vec();
    bytes.extend(one[central..end].repeat(1000));
    let size = ((end - central) * 1000) as u32;
    bytes.extend(&one[end..]);
    let end = bytes.len() - 22;
    bytes[end + 12..end + 16].copy_from_slice(&size.to_le_bytes());
    let unpacked = unpack_within(SMALL, &[("many.zip", &bytes), ("after.log", b"after")]);
    insta::assert_snapshot!(story(&unpacked), @r#"
    many.zip/a.log: "Fehler 0x80070005: Zugriff verweigert fü"
    many.zip/a.log: "Fehler 0x80070005: Zugriff verweigert fü"
    many.zip/a.log: "Fehler 0x80070005: Zugriff verweigert fü"
    many.zip/a.log: "Fehler 0x80070005: Zugriff verweigert fü"
    many.zip/a.log left: Cut { kept: 460, of: Some(3180) }
    many.zip/a.log left: NoRoom
    many.zip left: TooMany(995)
    after.log left: NoRoom
    "#);
}

#[test]
fn sizes_that_lie_change_nothing() {
    let mut bytes = archive(&[("a.log", LINE.as_bytes())]);
    let central = find(&bytes, b"PK\x01\x02");
    for at in [central + 24, 22] {
        bytes[at..at + 4].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
    }
    assert_eq!(unpack(&[("x.zip", &bytes)]).parts[0].text, LINE);
    // More packed bytes than there are: what follows the stream is not read.
    bytes[central + 20..central + 24].copy_from_slice(&0x7FFF_FFFF_u32.to_le_bytes());
    assert_eq!(unpack(&[("x.zip", &bytes)]).parts[0].text, LINE);
}

#[test]
fn names_that_lead_elsewhere_are_only_names() {
    let long = format!("{}/a.log", "x".repeat(60_000));
    let bytes = archive(&[("../../../etc/cron.d/a.log", b"a"), ("b\u{202e}\n.log", b"b"), (&long, b"c")]);
    let names: Vec<String> = unpack(&[("../x.zip", &bytes)]).parts.into_iter().filter_map(|part| part.name).collect();
    assert_eq!(names[..2], ["x.zip/etc/cron.d/a.log", "x.zip/b.log"]);
    assert!(names[2].ends_with("xx/a.log") && names[2].chars().count() == 120, "{}", names[2]);
}

#[test]
fn a_program_is_told_from_its_first_letters_only_where_it_is_no_text() {
    let why = |name: &str, bytes: &[u8]| unpack(&[(name, bytes)]).left.first().map(|left| left.why);
    assert_eq!(why("a", b"BM\x01\x02\x03\x04\x05\x06"), Some(Why::Binary(Binary::Image)));
    assert_eq!(why("a", b"BMW"), None);
}

proptest! {
    #[test]
    fn any_bytes_are_taken_inside_the_bounds(
        texts in prop::collection::vec("[ -~\n]{0,200}", 1..4),
        packing in 0..4_u8,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        length in any::<prop::sample::Index>(),
        is_cut: bool,
    ) {
        let names: Vec<String> = (0..texts.len()).map(|n| format!("{n}.log")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_bytes)).collect();
        let mut bytes = match packing {
            0 => archive(&files),
            1 => archive_with(SimpleFileOptions::default().large_file(true), &files),
            2 => gzip(&archive(&files)),
            _ => gzip(files[0].1),
        };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(length.index(bytes.len()));
        }
        let unpacked = unpack_within(SMALL, &[("x", &bytes)]);
        let kept: usize = unpacked.parts.iter().map(|part| part.text.len()).sum();
        // Broken bytes may become three of Windows-1252.
        prop_assert!(kept <= SMALL.message_bytes * 3 && unpacked.left.len() <= SMALL.entries + 1);
    }

    #[test]
    fn a_text_comes_out_as_it_went_in(text in "[ -~äöü\n]{1,300}") {
        let zip = archive(&[("a", text.as_bytes()), ("b", &gzip(text.as_bytes()))]);
        let unpacked = unpack(&[("x.zip", &zip), ("y", text.as_bytes())]);
        prop_assert!(unpacked.parts.len() == 3 && unpacked.parts.iter().all(|part| part.text == text));
    }
}
