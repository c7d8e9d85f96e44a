//! The table: each figure with the bar it is held against.

use std::io::{self, Write};

/// What was measured so far. Figures are printed as they come, and once more together at the end.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

struct Row {
    what: String,
    figure: String,
    bar: String,
    met: Option<bool>,
}

impl Report {
    /// A sentence between the figures.
    pub(crate) fn note(text: &str) -> io::Result<()> {
        writeln!(io::stdout().lock(), "{text}")
    }

    /// A ratio that must not be above `bar`.
    pub(crate) fn at_most(&mut self, what: impl Into<String>, ratio: f64, bar: f64) -> io::Result<()> {
        self.add(what.into(), format!("{ratio:.2} x"), format!("at most {bar} x"), Some(ratio <= bar))
    }

    /// A ratio that must not be below `bar`.
    pub(crate) fn at_least(&mut self, what: impl Into<String>, ratio: f64, bar: f64) -> io::Result<()> {
        self.add(what.into(), format!("{ratio:.2} x"), format!("at least {bar} x"), Some(ratio >= bar))
    }

    /// A number of mebibytes that must stay below `bar`.
    pub(crate) fn mebibytes_below(&mut self, what: impl Into<String>, bytes: u64, bar: f64) -> io::Result<()> {
        let mebibytes = bytes as f64 / (1024.0 * 1024.0);
        self.add(what.into(), format!("{mebibytes:.1} MiB"), format!("under {bar} MiB"), Some(mebibytes < bar))
    }

    /// A ratio that nothing is demanded of.
    pub(crate) fn ratio(&mut self, what: impl Into<String>, ratio: f64) -> io::Result<()> {
        self.add(what.into(), format!("{ratio:.2} x"), "-".to_owned(), None)
    }

    fn add(&mut self, what: String, figure: String, bar: String, met: Option<bool>) -> io::Result<()> {
        let row = Row { what, figure, bar, met };
        writeln!(io::stdout().lock(), "  {}", row.line(0))?;
        self.rows.push(row);
        Ok(())
    }

    /// Prints all figures as a table in Markdown.
    pub(crate) fn finish(&self) -> io::Result<()> {
        let width = self.rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
        let mut out = io::stdout().lock();
        writeln!(out, "\n| {:width$} | {:>12} | {:16} | met |", "what", "figure", "bar")?;
        writeln!(out, "|-{:-<width$}-|-{:->11}-:|-{:-<16}-|-----|", "", "", "")?;
        self.rows.iter().try_for_each(|row| writeln!(out, "| {} |", row.line(width)))
    }
}

impl Row {
    fn line(&self, width: usize) -> String {
        let met = match self.met {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "-",
        };
        format!("{:width$} | {:>12} | {:16} | {met:3}", self.what, self.figure, self.bar)
    }
}
