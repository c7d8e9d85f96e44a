//! What size costs: a 64 KiB log against a 2 KiB paste, an 8 MiB log against a 64 KiB one, and the memory it takes.

use std::io;
use std::path::Path;

use firstline::knowledge::load;
use firstline::matching::{Config, Matcher};
use firstline::paste::Paste;

use crate::corpus::Corpus;
use crate::pastes::{Kind, Maker};
use crate::report::Report;
use crate::rounds::{Samples, spoken};
use crate::{children, memory};

const SMALL: usize = 2 * 1024;
const MIDDLE: usize = 64 * 1024;
const LARGE: usize = 8 * 1024 * 1024;
const PASTES: usize = 16;
const ROUNDS: usize = 3;
/// Large logs judged.
const LARGE_PASTES: usize = 3;

pub(crate) fn measure(corpus: &Corpus, report: &mut Report) -> io::Result<()> {
    let matcher = Matcher::new(&corpus.knowledge, &Config::default());
    for kind in [Kind::Log, Kind::Varied] {
        let mut maker = Maker::new(&corpus.knowledge, 2);
        let (mut small, mut middle, mut large) = (Samples::default(), Samples::default(), Samples::default());
        let mut judge = |samples: &mut Samples, bytes: usize| {
            let paste = Paste::new(maker.paste(bytes, kind));
            samples.time(|| matcher.judge(&paste));
        };
        for round in 0..ROUNDS * PASTES {
            judge(&mut small, SMALL);
            judge(&mut middle, MIDDLE);
            if round % (ROUNDS * PASTES / LARGE_PASTES) == 0 {
                judge(&mut large, LARGE);
            }
        }
        let what = kind.name();
        let (small, middle, large) = (small.median(), middle.median(), large.median());
        let said = [small, middle, large].map(spoken).join(", ");
        Report::note(&format!("2 KiB, 64 KiB and 8 MiB of {what} are judged in {said}."))?;
        report.at_most(format!("{what}: 64 KiB / 2 KiB"), middle / small, 20.0)?;
        report.at_most(format!("{what}: 8 MiB / 64 KiB"), large / middle, 130.0)?;
        let numbers = children::ask(&["logs", corpus.argument(), kind.name(), &LARGE.to_string()])?;
        report.mebibytes_below(format!("{what}: memory that 8 MiB take on top"), numbers[0] as u64, 100.0)?;
    }
    Ok(())
}

/// Judges one paste: bytes resident at most, the paste's own among them, above those before.
pub(crate) fn child(path: &str, kind: &str, bytes: &str) -> io::Result<Vec<f64>> {
    let kind = Kind::named(kind).ok_or_else(|| io::Error::other("no such kind"))?;
    let bytes: usize = bytes.parse().map_err(io::Error::other)?;
    let knowledge = load::load(Path::new(path))?.knowledge;
    let matcher = Matcher::new(&knowledge, &Config::default());
    let mut maker = Maker::new(&knowledge, 3);
    matcher.judge(&Paste::new(maker.paste(SMALL, kind)));
    memory::forget_peak()?;
    let before = memory::resident()?;
    matcher.judge(&Paste::new(maker.paste(bytes, kind)));
    Ok(vec![(memory::peak()?.saturating_sub(before)) as f64])
}
