//! The problem in a line: what a list of cases and the title of a thread say.

use crate::discord::limits::cut;
use crate::discord::reading::speaks_of_trouble;
use crate::paste::Paste;
use crate::triage::Candidate;

/// How long it may be.
const LONGEST: usize = 150;

/// The problem in a line: the line that proves what was found, else the line of the paste that tells most, else the first
/// line of what the person says. All of it is rid of secrets already.
pub(super) fn subject(found: &[Candidate], paste: &Paste, said: &str) -> String {
    let proof = found.first().and_then(|candidate| candidate.lines.first()).map(|line| line.text.as_str());
    let line = proof.filter(|line| !line.trim().is_empty()).or_else(|| telling(paste));
    let line = line.or_else(|| said.lines().find(|line| !line.trim().is_empty())).unwrap_or_default();
    cut(&line.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST).into_owned()
}

/// The first line that speaks of trouble, else the first line.
fn telling(paste: &Paste) -> Option<&str> {
    let lines = || paste.parts().iter().flat_map(|part| part.text.lines()).filter(|line| !line.trim().is_empty());
    lines().take(MOST_LINES).find(|line| speaks_of_trouble(line)).or_else(|| lines().next())
}

/// Lines looked at: a log may have millions.
const MOST_LINES: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::Line;

    #[test]
    fn the_problem_is_said_by_the_line_that_tells_most() {
        let paste = Paste::new("Hello,\n\nsince today: \n  Backup failed   with E-17\n");
        assert_eq!(subject(&[], &paste, "restarted it"), "Backup failed with E-17");
        assert_eq!(subject(&[], &Paste::new("\n  Hello\nthere"), ""), "Hello");
        assert_eq!(subject(&[], &Paste::new(" "), "\nrestarted it\ntwice"), "restarted it");
        assert_eq!(subject(&[], &Paste::new(""), ""), "");
        let line = Line { place: None, text: "Paper jam in tray 2".to_owned() };
        let found = Candidate { issue: "printing/jam".to_owned(), confidence: 0.9, lines: vec![line] };
        assert_eq!(subject(&[found], &paste, ""), "Paper jam in tray 2");
    }

    #[test]
    fn a_long_line_is_cut() {
        assert_eq!(subject(&[], &Paste::new("x".repeat(9000)), "").chars().count(), LONGEST);
    }
}
