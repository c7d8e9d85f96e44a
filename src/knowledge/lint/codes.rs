//! The rule that a code leads to one issue.

use std::collections::HashMap;

use super::super::{IssueRef, Knowledge};
use super::{FieldPath, Findings};

/// Reports every code that an earlier issue claims already. In one article that leaves a reader with the wrong steps;
/// two products may well share a code.
pub(super) fn claimed_twice(knowledge: &Knowledge, findings: &mut Findings) {
    let mut claims: HashMap<String, (IssueRef, &str)> = HashMap::new();
    for (place, article, issue) in knowledge.issues() {
        findings.enter(place.article as usize, article);
        for (number, code) in issue.codes.iter().enumerate() {
            let folded = folded(code);
            if folded.is_empty() {
                continue;
            }
            let at = FieldPath::issue(place.issue as usize).field("codes").index(number);
            match claims.get(&folded) {
                None => {
                    claims.insert(folded, (place, code));
                }
                Some((first, written)) if *first == place => {
                    let message = format!("the code `{code}` is listed twice in this issue, also as `{written}`");
                    findings.warning("claimed-twice", at, message, "once is enough, in hex or in decimal");
                }
                Some((first, written)) => {
                    let alias = if written == code { String::new() } else { format!(" (as `{written}`)") };
                    let owner = knowledge.issue(*first).id.as_str();
                    if first.article == place.article {
                        let message = format!("the code `{code}` is claimed by the issue `{owner}` too{alias}");
                        let help = "leave it with the issue that it tells most about";
                        findings.error("claimed-twice", at, message, help);
                    } else {
                        let owner = knowledge.full_id(*first);
                        let message = format!("the code `{code}` is claimed by the issue `{owner}` too{alias}");
                        let help = "leave it with one of them, unless both products really use it";
                        findings.warning("claimed-twice", at, message, help);
                    }
                }
            }
        }
    }
}

/// One spelling for all spellings of a code: numbers by their value, whether hex, decimal, or an HRESULT printed as a
/// signed decimal; names without regard to case.
fn folded(code: &str) -> String {
    let code = code.trim().to_lowercase();
    let number = match (code.strip_prefix("0x"), code.strip_prefix('-')) {
        (Some(hex), _) => u64::from_str_radix(hex, 16).ok(),
        (None, Some(_)) => code.parse::<i32>().ok().map(|signed| u64::from(signed.cast_unsigned())),
        (None, None) => code.parse().ok(),
    };
    number.map_or(code, |number| number.to_string())
}
