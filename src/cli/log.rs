//! What a command says of its doings, on stderr.
//!
//! Whatever is asked for, the libraries that carry tokens and people's words say nothing below a warning: serenity opens
//! a span with the whole body of each request, and the websocket writes out what it sends, the token among it. Of what
//! serenity cannot read it writes out the whole text even in a warning; that one part of it says nothing at all.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing::{Metadata, Subscriber};
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, filter_fn};
use tracing_subscriber::fmt;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::LogFormat;

/// The libraries that see tokens, or what people wrote.
const DISCREET: [&str; 9] =
    ["serenity", "poise", "tungstenite", "tokio_tungstenite", "hyper", "hyper_util", "h2", "reqwest", "sqlx"];

/// Warns of what it cannot read with the text of it.
const TELLS_ALL: &str = "serenity::gateway::ws";

/// Starts the log of a command that does one thing. It costs more than a match takes, so only for those who ask, or where
/// there is something to be said unasked.
pub fn start(verbose: u8, unasked: Option<&str>) {
    if let Some(filter) = filter(verbose, unasked) {
        begin(filter, LogFormat::Text, false);
    }
}

/// Starts the log of a command that goes on and on: it says what it does without being asked.
pub fn start_service(verbose: u8, format: LogFormat) {
    if let Some(filter) = filter(verbose, Some("warn,firstline=info")) {
        begin(filter, format, true);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "RUST_LOG is how every Rust program is asked to speak, before clap could"
)]
fn filter(verbose: u8, default: Option<&str>) -> Option<EnvFilter> {
    Some(EnvFilter::new(match (std::env::var_os("RUST_LOG"), verbose) {
        (None, 0) => default?.to_owned(),
        (Some(filter), 0) => filter.to_string_lossy().into_owned(),
        (_, 1) => "warn,firstline=info".to_owned(),
        (_, _) => "warn,firstline=debug".to_owned(),
    }))
}

fn begin(filter: EnvFilter, format: LogFormat, times: bool) {
    let layer = fmt::layer().with_writer(std::io::stderr);
    // Colours are for people: in a journal or a file they are noise.
    let layer = if std::io::stderr().is_terminal() { layer } else { layer.with_ansi(false) };
    let started = match format {
        LogFormat::Json => lines(layer.json(), filter).try_init(),
        LogFormat::Text if times => lines(layer, filter).try_init(),
        LogFormat::Text => lines(layer.without_time(), filter).try_init(),
    };
    // A log that is there already goes on.
    drop(started);
}

fn lines<Lines>(layer: Lines, filter: EnvFilter) -> impl Subscriber + Send + Sync
where
    Lines: Layer<tracing_subscriber::Registry> + Send + Sync,
    tracing_subscriber::Registry: for<'a> LookupSpan<'a>,
{
    tracing_subscriber::registry().with(layer.with_filter(filter.and(filter_fn(is_discreet))))
}

fn is_discreet(metadata: &Metadata<'_>) -> bool {
    let library = metadata.target().split("::").next().unwrap_or_default();
    let says_little = *metadata.level() <= LevelFilter::WARN && metadata.target() != TELLS_ALL;
    says_little || !DISCREET.contains(&library)
}
