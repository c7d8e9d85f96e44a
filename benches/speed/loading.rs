//! Reading, parsing and compiling a folder of knowledge, against merely reading the same files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use firstline::knowledge::load;
use firstline::matching::{Config, Matcher};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::corpus::Corpus;
use crate::report::Report;
use crate::rounds::{Samples, spoken};
use crate::{children, memory};

const ROUNDS: usize = 11;

pub(crate) fn measure(corpus: &Corpus, report: &mut Report) -> io::Result<()> {
    let bytes = read_only(&corpus.path)?; // Also warms the file cache.
    let mut one_by_one = Samples::default();
    let (mut reading, mut parsing, mut compiling) = (Samples::default(), Samples::default(), Samples::default());
    let mut whole = Samples::default();
    for _ in 0..ROUNDS {
        reading.time(|| read_only(&corpus.path))?;
        one_by_one.time(|| read_one_by_one(&corpus.path))?;
        whole.time(|| {
            let loaded = parsing.time(|| load::load(&corpus.path))?;
            let matcher = compiling.time(|| Matcher::new(&loaded.knowledge, &Config::default()));
            io::Result::Ok((loaded, matcher))
        })?;
    }
    let of_reading = |samples: &Samples| samples.median() / reading.median();
    Report::note(&format!("Loading {bytes} bytes; reading alone takes {}.", spoken(reading.median())))?;
    report.ratio("load: read and parsed / merely read", of_reading(&parsing))?;
    report.ratio("load: compiled / merely read", of_reading(&compiling))?;
    report.at_most("load: read, parsed and compiled / merely read", of_reading(&whole), 5.0)?;
    report.ratio("load: all of it / merely read, one file after another", whole.median() / one_by_one.median())?;

    let numbers = children::ask(&["loading", corpus.argument()])?;
    report.at_most("memory: resident when loaded / bytes of the files", numbers[0] / bytes as f64, 4.0)?;
    report.ratio("memory: peak while loading / bytes of the files", numbers[1] / bytes as f64)
}

/// Loads and compiles: bytes resident thereafter, and at most.
pub(crate) fn child(path: &str) -> io::Result<Vec<f64>> {
    let loaded = load::load(Path::new(path))?;
    let matcher = Matcher::new(&loaded.knowledge, &Config::default());
    let numbers = vec![memory::resident()? as f64, memory::peak()? as f64];
    drop((loaded, matcher));
    Ok(numbers)
}

/// What loading cannot do without: the same walk, the same threads, every byte read, and dropped.
fn read_only(folder: &Path) -> io::Result<u64> {
    files(folder)?.par_iter().map(|file| fs::read(file).map(|bytes| bytes.len() as u64)).sum()
}

/// As [`read_only`], by one thread.
fn read_one_by_one(folder: &Path) -> io::Result<u64> {
    files(folder)?.iter().map(|file| fs::read(file).map(|bytes| bytes.len() as u64)).sum()
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).min_depth(1) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}
