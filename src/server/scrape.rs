//! What is counted and measured, as Prometheus reads it: `OpenMetrics`.
//!
//! What goes up by itself is registered once and read where it stands. What stands somewhere else, in the knowledge, the
//! store or the connection, is looked up when somebody asks.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

use super::health::Health;
use crate::discord::{Bot, Counts, Parts};
use crate::triage::State;

/// What the text is.
pub(super) const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// In seconds: a local file answers in the first of these, a server in trouble in the last.
const STORE: [f64; 9] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1.0, 2.0];

type Fraction = Gauge<f64, AtomicU64>;

/// All meters.
pub(super) struct Meters {
    registry: Mutex<Registry>,
    store: Histogram,
    at_scrape: AtScrape,
    failed_reloads: Counter,
}

/// Meters that are set when somebody asks.
#[derive(Default)]
struct AtScrape {
    alive: Gauge,
    ready: Gauge,
    shards: Gauge,
    connected: Gauge,
    unheard: Fraction,
    unfinished: Gauge,
    knowledge_version: Gauge,
    knowledge_age: Fraction,
    knowledge_issues: Gauge,
    knowledge_behind: Gauge,
    cases: Family<[(&'static str, &'static str); 1], Gauge>,
    memory: Gauge,
}

impl fmt::Debug for Meters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meters")
    }
}

impl Default for Meters {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("firstline");
        let (store, at_scrape, failed_reloads) = (Histogram::new(STORE), AtScrape::default(), Counter::default());
        registry.register("build", "Which Firstline this is", Info::new([("version", env!("CARGO_PKG_VERSION"))]));
        let gauges = [
            ("alive", "Whether /healthz says yes", &at_scrape.alive),
            ("ready", "Whether /readyz says yes", &at_scrape.ready),
            ("gateway_shards", "Shards of this process", &at_scrape.shards),
            ("gateway_shards_connected", "Shards that are connected", &at_scrape.connected),
            ("unfinished", "Events that wait or are being handled", &at_scrape.unfinished),
            ("knowledge_version", "The version of the knowledge that is served", &at_scrape.knowledge_version),
            ("knowledge_issues", "Issues in the knowledge that is served", &at_scrape.knowledge_issues),
            ("knowledge_behind", "Whether a fault keeps the files from being served", &at_scrape.knowledge_behind),
        ];
        for (name, help, gauge) in gauges {
            registry.register(name, help, gauge.clone());
        }
        let memory = "Memory of this process that is resident";
        registry.register_with_unit("resident_memory", memory, Unit::Bytes, at_scrape.memory.clone());
        let unheard = "Time since Discord was last heard on the most silent shard";
        registry.register_with_unit("gateway_unheard", unheard, Unit::Seconds, at_scrape.unheard.clone());
        let age = "Time since the knowledge that is served was read";
        registry.register_with_unit("knowledge_age", age, Unit::Seconds, at_scrape.knowledge_age.clone());
        registry.register("cases", "Cases by state", at_scrape.cases.clone());
        registry.register("knowledge_reloads_failed", "Reloads kept from being served", failed_reloads.clone());
        let asked = "Time until the store has answered a small question, on a writing and a reading connection";
        registry.register_with_unit("store", asked, Unit::Seconds, store.clone());
        Self { registry: Mutex::new(registry), store, at_scrape, failed_reloads }
    }
}

impl Meters {
    /// Shows what a bot counts, too.
    pub(super) fn add(&self, counts: &Counts) {
        counts.register(&mut self.registry.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(super) fn asked_the_store(&self, took: Duration) {
        self.store.observe(took.as_secs_f64());
    }

    /// All of it as text.
    pub(super) async fn show(
        &self,
        health: &Health,
        parts: Option<&Parts>,
        bot: Option<&Arc<Bot>>,
    ) -> Result<String, fmt::Error> {
        let at = &self.at_scrape;
        at.alive.set(health.is_alive().into());
        at.ready.set((*health == Health::Well).into());
        at.memory.set(resident_bytes().await.unwrap_or_default().cast_signed());
        if let Some(parts) = parts {
            let status = parts.live.status();
            at.knowledge_version.set(status.version.cast_signed());
            at.knowledge_age.set(parts.clock.now().duration_since(status.loaded_at).as_secs_f64().max(0.0));
            at.knowledge_issues.set(whole(status.issues));
            at.knowledge_behind.set(status.behind.into());
            let failed = parts.live.failed_reloads();
            self.failed_reloads.inner().store(failed, Ordering::Relaxed);
            // A store that is away says nothing of its cases; that it is away is told by `alive`.
            if let Ok(cases) = parts.store.cases_by_state().await {
                for (state, many) in cases {
                    at.cases.get_or_create(&[("state", name(state))]).set(many.cast_signed());
                }
            }
        }
        if let Some(bot) = bot {
            let pulse = bot.pulse().unwrap_or_default();
            at.shards.set(whole(pulse.shards));
            at.connected.set(whole(pulse.connected));
            at.unheard.set(pulse.unheard.as_secs_f64());
            at.unfinished.set(whole(*bot.unfinished().borrow()));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(text)
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn name(state: State) -> &'static str {
    match state {
        State::Triggered => "triggered",
        State::Acknowledged => "acknowledged",
        State::Resolved => "resolved",
    }
}

/// What the process holds of the memory, where the system says so: Linux does.
async fn resident_bytes() -> Option<u64> {
    let status = tokio::fs::read_to_string("/proc/self/status").await.ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
