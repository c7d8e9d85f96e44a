//! Webhooks: what happens to a case is told to other systems, in a form of our own or in PagerDuty's.
//!
//! Which entries of a timeline are told is said by [`is_told`]; what is posted, by [`letter`]; a [`Courier`] posts it. An
//! entry may be told more than once, where the answer was lost on its way: whoever reads it knows it again by its id.
//! Nothing here knows when to try again but [`pause`], and nothing is kept here.

mod courier;
mod generic;
mod pagerduty;
mod signature;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};

pub use self::courier::{Courier, Delivery};
use crate::config::{Webhook, WebhookForm};
use crate::knowledge::Knowledge;
use crate::triage::{Case, CaseEvent, What};

/// For so long an entry is tried to be told.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// After so long it is tried again: after the first attempt, after the second, and so on; the last one again and again.
const PAUSES: [SignedDuration; 5] = [
    SignedDuration::from_secs(5),
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(10),
    SignedDuration::from_hours(1),
];

/// An entry of a case's timeline, and the case as it stands when it is told.
#[derive(Debug, Clone, Copy)]
pub struct News<'a> {
    /// The case.
    pub case: &'a Case,
    /// The entry.
    pub event: &'a CaseEvent,
    /// Where the titles of the issues come from.
    pub knowledge: &'a Knowledge,
}

/// What is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Headers beside those of JSON.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

/// Whether other systems are told of an entry: what moves a case on, rather than what is said or tried beside.
pub fn is_told(what: &What) -> bool {
    match what {
        What::Opened { .. }
        | What::Paged { .. }
        | What::Escalated { .. }
        | What::Acknowledged
        | What::Resolved { .. }
        | What::Closed
        | What::Reopened
        | What::Exhausted => true,
        What::Assigned { .. }
        | What::Snoozed { .. }
        | What::Woken
        | What::SeverityChanged { .. }
        | What::Noted { .. }
        | What::Replied
        | What::TalkFailed { .. }
        | What::PageFailed { .. }
        | What::WebhookFailed { .. }
        | What::NobodyOnCall { .. }
        | What::Reminded { .. }
        | What::HandedOver { .. } => false,
    }
}

/// What a webhook is known by, whatever its place in the file: 16 digits that tell nothing of its address.
pub fn name(hook: &Webhook) -> String {
    let secret = hook.secret_env.as_deref().unwrap_or_default();
    let whole = format!("{:?}\n{}\n{secret}", hook.form, hook.url.expose());
    hex(&Sha256::digest(whole)[..8])
}

/// The webhook of a name; none where it is not configured any more.
pub fn named<'a>(hooks: &'a [Webhook], wanted: &str) -> Option<&'a Webhook> {
    hooks.iter().find(|hook| name(hook) == wanted)
}

/// What is posted to a webhook; none where there is nothing to tell in its form. `secret` is what its variable holds.
pub fn letter(hook: &Webhook, secret: Option<&str>, news: &News<'_>, now: Timestamp) -> Option<Letter> {
    match hook.form {
        WebhookForm::Generic => Some(generic::letter(secret, news, now)),
        WebhookForm::Pagerduty => pagerduty::letter(secret.unwrap_or_default(), news),
    }
}

/// How long to wait after an attempt: after the first, after the second, and so on. `attempts` may be too many, where an
/// entry waited for others; so no more are counted than its age has room for.
pub fn pause(attempts: u64, age: SignedDuration) -> SignedDuration {
    let mut sum = SignedDuration::ZERO;
    let possible = PAUSES.iter().take_while(|pause| {
        sum += **pause;
        sum <= age
    });
    let at = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX).min(possible.count());
    PAUSES[at.min(PAUSES.len() - 1)]
}

/// An entry's id among all that are ever told: the case's number and its own.
fn id(news: &News<'_>) -> String {
    format!("{}-{}", news.case.id.get(), news.event.number)
}

/// Where help is wanted.
fn link(case: &Case) -> Option<String> {
    let (guild, channel) = (case.request.guild?, case.request.channel);
    let paste = case.request.paste.map(|paste| format!("/{paste}")).unwrap_or_default();
    Some(format!("https://discord.com/channels/{guild}/{channel}{paste}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_to_an_hour_and_stay_there() {
        let hours = SignedDuration::from_hours(20);
        let seconds = [0, 1, 2, 3, 4, 5, 6, u64::MAX].map(|attempts| pause(attempts, hours).as_secs());
        assert_eq!(seconds, [5, 5, 30, 120, 600, 3600, 3600, 3600]);
        let of_age =
            [-9, 0, 4, 5, 34, 35, 155, 755, 9000].map(|age| pause(99, SignedDuration::from_secs(age)).as_secs());
        assert_eq!(of_age, [5, 5, 5, 30, 30, 120, 600, 3600, 3600]);
    }

    #[test]
    fn a_webhook_is_known_by_all_that_makes_it_one() {
        let hook = |url: &str, form, secret: Option<&str>| Webhook {
            url: url.parse().expect("it is an address"),
            form,
            secret_env: secret.map(str::to_owned),
        };
        let one = hook("https://a.example/x", WebhookForm::Generic, None);
        assert_eq!(name(&one).len(), 16);
        assert!(named(std::slice::from_ref(&one), &name(&one)).is_some());
        for other in [
            hook("https://a.example/y", WebhookForm::Generic, None),
            hook("https://a.example/x", WebhookForm::Pagerduty, None),
            hook("https://a.example/x", WebhookForm::Generic, Some("KEY")),
        ] {
            assert_ne!(name(&one), name(&other));
        }
    }
}
