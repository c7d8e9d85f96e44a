//! What happens as the knowledge grows: time to compile, memory, and how long a paste takes.

use std::fs;
use std::io;
use std::path::Path;

use firstline::knowledge::load;
use firstline::matching::{Config, Matcher};
use firstline::paste::Paste;

use crate::corpus::Corpus;
use crate::curve::{self, Line};
use crate::grown::grown;
use crate::pastes::{Kind, Maker};
use crate::report::Report;
use crate::rounds::Samples;
use crate::{children, memory};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const PASTES: usize = 24;
const ROUNDS: usize = 3;

pub(crate) fn measure(corpus: &Corpus, most_issues: usize, report: &mut Report) -> io::Result<()> {
    let sizes: Vec<usize> = SIZES.into_iter().filter(|size| *size <= most_issues).collect();
    let mut lines = ["a 2 KiB paste", "compiling", "memory"].map(|name| Line { name, points: Vec::new() });
    for &size in &sizes {
        let numbers = children::ask(&["growth", corpus.argument(), &size.to_string()])?;
        for (line, number) in lines.iter_mut().zip(numbers) {
            line.points.push((size as f64, number));
        }
    }
    // A thousand issues find room in what reading the seeds left free: no measure of what they take.
    lines[2].points.retain(|(size, _)| *size > SIZES[0] as f64);
    for line in &lines {
        for pair in line.points.windows(2) {
            let what = format!("growth: {}, {} issues / {}", line.name, pair[1].0, pair[0].0);
            let ratio = pair[1].1 / pair[0].1;
            // Compiling and keeping an issue cost what they cost; answering must not.
            if line.name == lines[0].name {
                report.at_most(what, ratio, pair[1].0 / pair[0].0)?;
            } else {
                report.ratio(what, ratio)?;
            }
        }
    }
    if sizes.len() < SIZES.len() {
        return Report::note("The picture is drawn only when all sizes are measured.");
    }
    let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/growth.svg");
    fs::write(&picture, curve::svg(&lines))
}

/// Compiles so many issues: seconds a paste, seconds to compile, bytes resident for the knowledge and its index.
pub(crate) fn child(path: &str, issues: &str) -> io::Result<Vec<f64>> {
    let issues: usize = issues.parse().map_err(io::Error::other)?;
    let seeds = load::load(Path::new(path))?.knowledge;
    // The same pastes whatever the size.
    let mut maker = Maker::new(&seeds, 4);
    let pastes: Vec<Paste> = (0..PASTES).map(|_| Paste::new(maker.paste(2048, Kind::Log))).collect();
    let before = memory::resident()?;
    let knowledge = grown(&seeds, issues);
    let mut compiling = Samples::default();
    let matcher = compiling.time(|| Matcher::new(&knowledge, &Config::default()));
    let held = memory::resident()?.saturating_sub(before);
    let mut judging = Samples::default();
    for _ in 0..ROUNDS {
        for paste in &pastes {
            judging.time(|| matcher.judge(paste));
        }
    }
    Ok(vec![judging.median(), compiling.median(), held as f64])
}
