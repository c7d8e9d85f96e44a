//! Decoders, formats and the matcher.

use std::io::Write as _;

use firstline::knowledge::load;
use firstline::knowledge::{jsonl, selfhelp, toml};
use firstline::matching::{Config, Matcher};
use firstline::paste::secrets::redact;
use firstline::paste::unpack::{Allowance, Unpacker};
use firstline::paste::{Paste, decode, markup};

use super::feed;
use crate::world::World;

/// Dice, and what they do to bytes.
pub(crate) struct Mutator(u64);

/// What formats take for something else.
const ODD: [&[u8]; 16] = [
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\n\n",
    b"```",
    b"\"\"\"",
    b"[[",
    b"]]",
    b"*",
    b"{",
    b"<@&1>",
    b"\\u0000",
    b"0x8007",
    b"-1",
    b"99999999999999999999",
    b"\xf0\x9f\x98\x80",
];

impl Mutator {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below another, by xorshift (Marsaglia 2003).
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    /// One of the seeds, changed in a few places.
    pub(crate) fn of(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(32)).min(bytes.len());
            match self.below(7) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 if at < bytes.len() => bytes[at] = self.below(256) as u8,
                2 if at < end => drop(bytes.drain(at..end)),
                3 if at < end => {
                    let again = bytes[at..end].to_vec();
                    let times = self.below(40);
                    bytes.splice(at..at, again.repeat(times));
                }
                4 => drop(bytes.splice(at..at, ODD[self.below(ODD.len())].iter().copied())),
                5 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[from..]);
                }
                _ => bytes.truncate(at),
            }
        }
        bytes.truncate(1 << 16);
        bytes
    }
}

fn utf_16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    for name in names {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("it has room");
        archive.write_all(PASTE.as_bytes()).expect("it has room");
    }
    archive.finish().expect("it has room").into_inner()
}

const PASTE: &str = "2026-05-04 09:00:01 ERROR [svc] Operation failed with error 0x0000011b\r\n  at C:\\x\\y.cs:12\n\
                     password=hunter2 Bearer eyJhbGciOiJIUzI1NiJ9.e30.abc <@1> ||x|| ```log\nPaper jam in tray 2\n```";

fn read_as_a_file(name: &str, bytes: &[u8]) {
    let mut unpacker = Unpacker::new(Allowance { file_bytes: 1 << 16, message_bytes: 1 << 18, ..Allowance::default() });
    unpacker.add(name, bytes);
    let unpacked = unpacker.finish();
    assert!(unpacked.parts.iter().map(|part| part.text.len()).sum::<usize>() <= 4 << 18, "the bound holds");
}

#[test]
fn pastes_are_decoded_whatever_they_are() {
    let seeds = [PASTE.as_bytes().to_vec(), utf_16(PASTE), b"\x1f\x8b\x08\0\0".to_vec()];
    feed(&seeds, |bytes| {
        let text = decode::text(bytes.to_vec());
        let plain = markup::plain(&text);
        let _ = Paste::new(redact(&plain).text);
        read_as_a_file("error.log", bytes);
    });
}

#[test]
fn archives_are_opened_whatever_they_are() {
    let seeds = [zip(&["a.log"]), zip(&["../../etc/passwd", "b/c.txt", ""]), zip(&[])];
    feed(&seeds, |bytes| read_as_a_file("logs.zip", bytes));
}

#[test]
fn whatever_is_pasted_is_judged_and_every_proof_can_be_shown() {
    let world = World::new();
    let loaded = load::load(&world.path().join("knowledge")).expect("it is there");
    let matcher = Matcher::new(&loaded.knowledge, &Config::default());
    feed(&[PASTE.as_bytes().to_vec(), b"IKE authentication credentials are unacceptable (13801)".to_vec()], |bytes| {
        let paste = Paste::new(decode::text(bytes.to_vec()));
        for found in matcher.judge(&paste).candidates {
            found.evidence.iter().for_each(|proof| drop(paste.slice(proof.part, proof.span.clone()).to_owned()));
        }
    });
}

#[test]
fn articles_are_read_or_refused_whatever_they_are() {
    let world = World::new();
    let article = |name: &str| std::fs::read(world.path().join("knowledge").join(name)).expect("it is there");
    feed(&[article("printing.toml"), article("vpn.toml")], |bytes| {
        let text = String::from_utf8_lossy(bytes);
        for problem in toml::parse(&text, "printing.toml").1 {
            let _ = problem.render(Some(&text));
        }
    });
}

#[test]
fn self_help_is_read_or_refused_whatever_it_is() {
    let page = "<properties\n pageTitle=\"Backup fails\"\n articleId=\"a-1\"\n authors=\"x\"\n/>\n# Backup fails\n\
                ## **Recommended Steps**\n1. Do [this](https://example.com)\n<!--issueDescription-->error 0x8007\n\
                <!--/issueDescription-->\n* two\n\n| a | b |\n|---|---|\n";
    feed(&[page.as_bytes().to_vec()], |bytes| drop(selfhelp::parse(bytes, "page.md")));
}

#[test]
fn lines_of_json_are_read_or_refused_whatever_they_are() {
    let lines = "{\"id\": \"8231\", \"title\": \"The queue is full\", \"steps\": [\"Empty it\"]}\n{}\n";
    feed(&[lines.as_bytes().to_vec()], |bytes| drop(jsonl::parse(&String::from_utf8_lossy(bytes), "export.jsonl")));
}
