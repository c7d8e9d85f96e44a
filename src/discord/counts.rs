//! What the bot counts about itself, for whoever watches it.
//!
//! Every label and each of its values is a word of this file: nothing that a stranger sends can make a series. The counts belong to one bot and not to the process, so that two in one process are told apart.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::gate::Gate;
use super::waiting;
use crate::numbers::What;

/// Numbers that only go up while the process lives.
#[derive(Debug)]
pub struct Counts {
    /// Events that the gateway has handed over.
    pub events: Count,
    /// Events of a kind we need that serenity could not read, and which are lost.
    pub unreadable: Count,
    /// Messages that were read as pastes.
    pub pastes: Count,
    /// Messages that had to be put off because too much was waiting; they are read up later.
    pub put_off: Count,
    /// Interactions that were left without an answer because too much was waiting.
    pub turned_away: Count,
    /// Requests that were not made, or given up, because Discord limits the rate or has refused too many.
    pub gated: Count,
    /// Replies that were sent, edits not counted.
    pub replies: Count,
    /// Replies that were held back because a budget was spent.
    pub held_back: Count,
    /// Requests that were tried again.
    pub retries: Count,
    /// Requests that failed for good.
    pub failures: Count,
    /// Messages read from the history after a session was lost.
    pub caught_up: Count,
    /// How often serenity waited for a rate limit, whether before a request or after a 429.
    pub waits: Count,
    /// How sure the best candidate of each judged paste was.
    pub confidence: Histogram,
    /// How long judging a paste took, in seconds.
    pub judging: Histogram,
    /// How long it took from hearing a message to having answered it, in seconds.
    pub replying: Histogram,
    /// How long it took until somebody took a case, in seconds.
    pub acknowledging: Histogram,
    /// What stops requests that Discord would shut us out for; it goes by what is counted here.
    pub(super) gate: Arc<Gate>,
    verdicts: ByLabel,
    feedback: ByLabel,
    pages: ByLabel,
    sessions: ByLabel,
    requests: ByLabel,
    waited: Counter<f64, AtomicU64>,
}

/// One of them.
#[derive(Debug, Default)]
pub struct Count(Counter);

/// What became of an attempt to reach somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageOutcome {
    /// It went out.
    Sent,
    /// It cannot.
    Failed,
    /// It could not be made now, and is tried again.
    PutOff,
}

/// How a session of the gateway began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Session {
    /// Anew: what was said before it is read up.
    New,
    /// Where the last one was cut off, with nothing missed.
    Resumed,
}

/// A label and its value: words of this file, so that there are only so many.
type Label = [(&'static str, &'static str); 1];
type ByLabel = Family<Label, Counter>;

/// In seconds: from what a person does not notice to what they do not wait for.
const SECONDS: [f64; 12] = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0];
/// In seconds: from a minute to a day.
const UNTIL_TAKEN: [f64; 10] = [60.0, 180.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 14400.0, 43200.0, 86400.0];
const TENTHS: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// A family with each of its series from the beginning: what has not happened yet is 0 rather than unknown.
fn each(label: &'static str, values: &[&'static str]) -> ByLabel {
    let family = ByLabel::default();
    for value in values {
        drop(family.get_or_create(&[(label, *value)]));
    }
    family
}

impl Default for Counts {
    fn default() -> Self {
        Self {
            events: Count::default(),
            unreadable: Count::default(),
            pastes: Count::default(),
            put_off: Count::default(),
            turned_away: Count::default(),
            gated: Count::default(),
            replies: Count::default(),
            held_back: Count::default(),
            retries: Count::default(),
            failures: Count::default(),
            caught_up: Count::default(),
            waits: Count::default(),
            confidence: Histogram::new(TENTHS),
            judging: Histogram::new(SECONDS),
            replying: Histogram::new(SECONDS),
            acknowledging: Histogram::new(UNTIL_TAKEN),
            gate: Arc::default(),
            verdicts: each("verdict", &["answered", "suggested", "abstained"]),
            feedback: each("vote", &["helped", "not_helped"]),
            pages: each("outcome", &["sent", "failed", "put_off"]),
            sessions: each("how", &["new", "resumed"]),
            requests: each("status", &["2xx", "401", "403", "404", "429", "4xx", "5xx", "none"]),
            waited: Counter::default(),
        }
    }
}

impl Counts {
    /// Counts what became of a paste, or what somebody said of an answer.
    pub(super) fn happened(&self, what: What) {
        let (family, label) = match what {
            What::Answered => (&self.verdicts, ("verdict", "answered")),
            What::Suggested => (&self.verdicts, ("verdict", "suggested")),
            What::Abstained => (&self.verdicts, ("verdict", "abstained")),
            What::Helped => (&self.feedback, ("vote", "helped")),
            What::NotHelped => (&self.feedback, ("vote", "not_helped")),
        };
        family.get_or_create(&[label]).inc();
    }

    /// Counts an attempt to reach somebody.
    pub(super) fn paged(&self, outcome: PageOutcome) {
        let outcome = match outcome {
            PageOutcome::Sent => "sent",
            PageOutcome::Failed => "failed",
            PageOutcome::PutOff => "put_off",
        };
        self.pages.get_or_create(&[("outcome", outcome)]).inc();
    }

    /// Counts a session of the gateway.
    pub(super) fn began(&self, session: Session) {
        let how = match session {
            Session::New => "new",
            Session::Resumed => "resumed",
        };
        self.sessions.get_or_create(&[("how", how)]).inc();
    }

    /// Counts an answer of Discord's by its status; none where none came.
    pub(super) fn answered(&self, status: Option<u16>) {
        let status = match status {
            Some(401) => "401",
            Some(403) => "403",
            Some(404) => "404",
            Some(429) => "429",
            Some(..400) => "2xx",
            Some(..500) => "4xx",
            Some(_) => "5xx",
            None => "none",
        };
        self.requests.get_or_create(&[("status", status)]).inc();
    }

    /// Whether Discord has done anything yet that it was asked for.
    pub(super) fn has_gone_well(&self) -> bool {
        self.requests.get_or_create(&[("status", "2xx")]).get() > 0
    }

    /// What counts the waiting for rate limits, as serenity tells of it.
    ///
    /// It tells alike of a wait that Discord has asked for, by a 429, and of one by which it avoids that. What Discord says
    /// is in whole milliseconds, and what serenity works out by the machine's clock is not.
    pub(super) fn waiting(&self) -> impl Fn(Duration) + Send + Sync + use<> {
        const MILLISECOND: u32 = 1_000_000;
        let (waits, waited, requests) = (self.waits.0.clone(), self.waited.clone(), self.requests.clone());
        let gate = Arc::clone(&self.gate);
        move |how_long| {
            waits.inc();
            waited.inc_by(how_long.as_secs_f64());
            if how_long.subsec_nanos() % MILLISECOND == 0 {
                requests.get_or_create(&[("status", "429")]).inc();
                gate.refused();
            }
            waiting::told(how_long);
        }
    }

    /// Makes all of them known to whoever shows them.
    pub fn register(&self, to: &mut Registry) {
        let counts = [
            ("gateway_events", "Events that the gateway has handed over", &self.events),
            ("gateway_events_unreadable", "Events that could not be read and are lost", &self.unreadable),
            ("messages_read", "Messages that were read as pastes", &self.pastes),
            ("messages_put_off", "Messages put off because too much was waiting", &self.put_off),
            ("interactions_turned_away", "Interactions left because too much was waiting", &self.turned_away),
            ("discord_requests_held_back", "Requests not made or given up because of Discord's limits", &self.gated),
            ("replies", "Replies that were sent", &self.replies),
            ("replies_held_back", "Replies held back because a budget was spent", &self.held_back),
            ("caught_up", "Messages read from the history after a session was lost", &self.caught_up),
            ("discord_retries", "Requests to Discord that were tried again", &self.retries),
            ("discord_failures", "Requests to Discord that failed for good", &self.failures),
            ("discord_rate_limit_waits", "Waits for a rate limit of Discord's", &self.waits),
        ];
        for (name, help, count) in counts {
            to.register(name, help, count.0.clone());
        }
        to.register("pastes", "Pastes by what became of them", self.verdicts.clone());
        to.register("feedback", "What people said of answers", self.feedback.clone());
        to.register("pages", "Attempts to reach somebody, by outcome", self.pages.clone());
        to.register("gateway_sessions", "Sessions of the gateway, by how they began", self.sessions.clone());
        to.register("discord_requests", "Requests to Discord, by how it answered", self.requests.clone());
        to.register("confidence", "Confidence of the best candidate of each judged paste", self.confidence.clone());
        let waited = "Time spent waiting for rate limits of Discord's";
        to.register_with_unit("discord_rate_limit_wait", waited, Unit::Seconds, self.waited.clone());
        let times = [
            ("judging", "Time that judging a paste takes", &self.judging),
            ("reply", "Time from hearing a message to having answered it", &self.replying),
            ("acknowledge", "Time until somebody took a case", &self.acknowledging),
        ];
        for (name, help, time) in times {
            to.register_with_unit(name, help, Unit::Seconds, time.clone());
        }
    }
}

impl Count {
    /// One more.
    pub fn one(&self) {
        self.0.inc();
    }

    /// How many there are.
    pub fn get(&self) -> u64 {
        self.0.get()
    }
}
