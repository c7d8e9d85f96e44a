//! Keeping the line with a secret out of what is said about the file, which ends up in a log.

use std::ops::Range;

use crate::knowledge::problem::Problem;

/// What keys of secrets have in their names.
const SECRET_WORDS: [&str; 6] = ["token", "secret", "password", "passwd", "key", "webhook"];

/// Faults of lines that may hold anything.
const OF_ANY_LINE: [&str; 3] = ["unknown-key", "duplicate-key", "syntax"];

/// The same fault without its line, where that line may hold a secret.
pub(super) fn without_secrets(problem: Problem, text: &str) -> Problem {
    let Some(span) = problem.span.clone() else { return problem };
    let (number, lines) = lines(text, &span);
    let (message, meant) = if lines.split(|c| !is_of_token(c)).any(is_token) {
        (format!("line {number} holds what looks like a bot's token, and this file is no place for secrets"), None)
    } else if OF_ANY_LINE.contains(&problem.rule) && lines.lines().any(has_secret_key) {
        let message = format!("{} (line {number}, which is not shown, for it may hold a secret)", problem.message);
        (message, problem.help.filter(|help| help.starts_with("did you mean")))
    } else {
        return problem;
    };
    let help = meant.unwrap_or_else(|| {
        "the bot's token belongs in the environment, as DISCORD_TOKEN or in the file that DISCORD_TOKEN_FILE names, and a \
         webhook's secret in the variable that `secret_env` names; reset one that others could read in this file"
            .to_owned()
    });
    Problem { rule: "secret", span: None, message, help: Some(help), ..problem }
}

/// The lines that would be shown, and the number of the first.
fn lines<'t>(text: &'t str, span: &Range<usize>) -> (usize, &'t str) {
    let before = &text[..text.floor_char_boundary(span.start)];
    let after = &text[text.ceil_char_boundary(span.end.max(span.start))..];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| text.len() - after.len() + at);
    (before.matches('\n').count() + 1, &text[start..end])
}

/// Whether one of the keys of a line is a secret's.
fn has_secret_key(line: &str) -> bool {
    let Some((keys, _)) = line.rsplit_once('=') else { return false };
    let keys = keys.to_lowercase();
    SECRET_WORDS.iter().any(|word| keys.contains(word))
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// An id, a time and a signature in the letters of base64.
fn is_token(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    matches!(parts[..], [id, time, signature] if id.len() >= 17 && time.len() >= 5 && signature.len() >= 20)
}
