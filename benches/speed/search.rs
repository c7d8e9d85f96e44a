//! A 2 KiB paste against the whole knowledge: Firstline's judgement and other engines' searches, in turns.

use std::io;

use firstline::matching::{Config, Matcher};
use firstline::paste::Paste;

use crate::corpus::Corpus;
use crate::pastes::{Kind, Maker};
use crate::peers::{self, Peer};
use crate::report::Report;
use crate::rounds::{Samples, spoken};

const PASTES: usize = 32;
const ROUNDS: usize = 7;
/// The peers that compare the paste with every text take part in the first round only.
const SLOW: f64 = 0.05;
const BYTES: usize = 2 * 1024;

pub(crate) fn measure(corpus: &Corpus, report: &mut Report) -> io::Result<()> {
    let matcher = Matcher::new(&corpus.knowledge, &Config::default());
    let peers = peers::all(&corpus.knowledge).map_err(io::Error::other)?;
    for kind in [Kind::Log, Kind::Varied] {
        let mut maker = Maker::new(&corpus.knowledge, 1);
        let texts: Vec<String> = (0..PASTES).map(|_| maker.paste(BYTES, kind)).collect();
        compare(&matcher, &peers, &texts, kind, report)?;
    }
    Ok(())
}

fn compare(
    matcher: &Matcher,
    peers: &[Box<dyn Peer>],
    texts: &[String],
    kind: Kind,
    report: &mut Report,
) -> io::Result<()> {
    let mut ours = Samples::default();
    let mut theirs = vec![Samples::default(); peers.len()];
    for round in 0..ROUNDS {
        for text in texts {
            ours.time(|| matcher.judge(&Paste::new(text.as_str())));
            for (peer, samples) in peers.iter().zip(&mut theirs) {
                if round == 0 || samples.median() < SLOW {
                    samples.time(|| peer.search(text)).map_err(io::Error::other)?;
                }
            }
        }
    }
    let what = kind.name();
    Report::note(&format!("A 2 KiB paste of {what} is judged in {}.", spoken(ours.median())))?;
    for (peer, samples) in peers.iter().zip(&theirs) {
        let ratio = samples.median() / ours.median();
        let row = format!("2 KiB {what}: {} / Firstline", peer.name());
        match peer.bar() {
            Some(bar) => report.at_least(row, ratio, bar)?,
            None => report.ratio(row, ratio)?,
        }
    }
    report.ratio(format!("2 KiB {what}: Firstline's 95th percentile / median"), ours.quantile(0.95) / ours.median())
}
