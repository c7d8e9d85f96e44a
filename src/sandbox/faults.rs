//! Faults on demand: what the next requests to a path meet instead of an answer, or beside it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What goes wrong with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It is not done; the answer is this status, with a page of text as a proxy gives.
    Status(u16),
    /// It is done, and the answer is this status all the same.
    StatusAfter(u16),
    /// It is not done; the answer is 429.
    RateLimited {
        /// When it may be tried again.
        after: Duration,
        /// Whether all requests are held back, not just this route's.
        global: bool,
    },
    /// It is done after this time, by the sandbox's clock.
    Delay(Duration),
    /// It is not done and the connection is cut.
    HangUp,
    /// It is done, and the connection is cut before the answer.
    HangUpAfter,
    /// It is not done, and no answer ever comes.
    Silence,
    /// It is done, and no answer ever comes.
    SilenceAfter,
    /// It is done, and the answer is 200 with this body.
    Body(String),
    /// It is done, and the headers that tell of the rate limit hold no numbers.
    GarbledLimits,
}

/// The faults that are still to come.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Mutex<Vec<Rule>>,
}

#[derive(Debug)]
struct Rule {
    method: String,
    pattern: String,
    left: u32,
    fault: Fault,
}

impl Faults {
    /// Has the next `times` requests of a method (`*`: any) to a path below `/api/v10` meet a fault. In the pattern `*`
    /// stands for one part of the path, and `**` at its end for all that follows.
    pub fn next(&self, method: &str, pattern: &str, times: u32, fault: Fault) {
        let (method, pattern) = (method.to_owned(), pattern.to_owned());
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).push(Rule { method, pattern, left: times, fault });
    }

    /// Forgets the faults that are still to come.
    pub fn clear(&self) {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether none are still to come.
    pub fn are_over(&self) -> bool {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    pub(super) fn take(&self, method: &str, path: &str) -> Option<Fault> {
        let mut rules = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        let meets = |rule: &Rule| (rule.method == "*" || rule.method == method) && fits(&rule.pattern, path);
        let at = rules.iter().position(meets)?;
        let fault = rules[at].fault.clone();
        rules[at].left = rules[at].left.saturating_sub(1);
        if rules[at].left == 0 {
            rules.remove(at);
        }
        Some(fault)
    }
}

/// Whether a path fits a pattern with `*` and `**`.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_matches('/').split('/');
    for wanted in pattern.trim_matches('/').split('/') {
        match (wanted, parts.next()) {
            ("**", _) => return true,
            ("*", Some(_)) => {}
            (wanted, Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
    parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_part_and_two_for_the_rest() {
        assert!(fits("/channels/*/messages", "/channels/1/messages"));
        assert!(!fits("/channels/*", "/channels/1/messages"));
        assert!(!fits("/channels/*/messages", "/channels/1"));
        assert!(fits("/webhooks/**", "/webhooks/1/token/messages/@original"));
    }

    #[test]
    fn a_fault_comes_as_often_as_was_asked() {
        let faults = Faults::default();
        faults.next("POST", "/channels/*/messages", 2, Fault::Status(500));
        assert_eq!(faults.take("GET", "/channels/1/messages"), None);
        assert_eq!(faults.take("POST", "/channels/1/messages"), Some(Fault::Status(500)));
        assert_eq!(faults.take("POST", "/channels/1/messages"), Some(Fault::Status(500)));
        assert_eq!(faults.take("POST", "/channels/1/messages"), None);
    }
}
