//! Firstline: paste an error, get the fix.
//!
//! A person pastes an error where a team gives support. Firstline finds the known issue in the team's knowledge and
//! replies with the steps and the documents. When it does not know, it says so, or says nothing. It never invents an
//! answer: every word of a reply comes from the team's own files.
//!
//! This page is the map, and is kept true: `tests/firstline/rooms.rs` holds the code to it.
//!
//! # Words
//!
//! One word for one thing, in code, in replies and in the guides.
//!
//! | word | meaning |
//! |---|---|
//! | [`Knowledge`](knowledge::Knowledge) | everything loaded from a folder: a snapshot that never changes |
//! | [`Article`](knowledge::Article) | one file: a product or topic, with its checks, issues and documents |
//! | [`Issue`](knowledge::Issue) | one known problem: how it shows, why it happens, what to do |
//! | [`Check`](knowledge::Check) | what to do first, whatever the error |
//! | [`Step`](knowledge::Step), [`Document`](knowledge::Document) | one thing to do; a titled link |
//! | [`Paste`](paste::Paste), [`Part`](paste::Part) | what a person sent; the message's own text or one of its files |
//! | [`Token`](paste::scan::Token), [`Term`](paste::terms::Term) | a word where it stands; what it counts as |
//! | [`Signature`](matching::Signature) | a text by which an issue is recognised; `*` stands for anything |
//! | [`Match`](matching::Match), [`Evidence`](matching::Evidence) | an issue that was found; the places that prove it |
//! | [`Signals`](matching::Signals), confidence | what speaks for a match; the probability that it is right |
//! | [`Verdict`](matching::Verdict) | answer, suggest, or abstain |
//! | [`Reply`](reply::Reply) | what the reader sees |
//! | [`Snapshot`](live::Snapshot) | one version of the knowledge, compiled, as it is being served |
//! | [`Case`](triage::Case) | one person's problem that needs a person: Triggered, Acknowledged, Resolved |
//! | [`CaseEvent`](triage::CaseEvent), timeline | an entry of a case's append-only record; all of them |
//! | [`Timer`](triage::Timer) | something to be done at an instant, once |
//! | [`Schedule`](triage::Schedule), [`Rotation`](triage::Rotation) | named coverage; people who take turns in it |
//! | [`Shift`](triage::Shift), handoff, [`Override`](triage::Override) | one turn; its boundary; a temporary change |
//! | [`EscalationPolicy`](triage::EscalationPolicy), [`EscalationStep`](triage::EscalationStep) | who is paged next, and after how long |
//! | page, notify | urgent, expects an acknowledgement; informs |
//! | [`Tally`](numbers::Tally), [`Figures`](numbers::Figures) | how often something happened in an hour; what a period comes to |
//! | [`Text`](words::Text), [`Language`](words::Language) | a fixed sentence of ours; what it is said in |
//!
//! # Flow
//!
//! ```text
//! bytes ── paste::{decode, unpack} ─┐
//! a message ── paste::markup ───────┼─▶ Paste ─┐
//!          (paste::secrets takes out)┘          ├─▶ Matcher::judge ──▶ Judgement ──▶ Reply ──▶ a page, JSON, a post
//! files ── knowledge::load ──▶ live::Snapshot ─┘         (verdict, matches)
//! ```
//!
//! On Discord: an event is heard in its order, enters its lane, and is judged; what there is to say is claimed in the
//! store, rendered within Discord's limits, and sent once. A button finds in the store what it is about.
//!
//! Data goes one way and nothing flows back up: decide, then render, then send. Inside `judge`: the paste is *read* into
//! segments and terms; likely *phrases* and the *text search* name candidates; each is *aligned* with the paste word by
//! word; the *signals* are joined into a score, by which candidates are ranked, and into a *confidence*, by which the
//! verdict is made. Every entry, on whatever surface, enters this one flow at [`paste::Paste`].
//!
//! # Rooms
//!
//! `a → b`: a may name b. `main → cli → everything`, and beyond that:
//!
//! | room | may name | does |
//! |---|---|---|
//! | [`paste`] | – | bytes to text to tokens: encodings, escapes, what folds together, what is noise |
//! | [`knowledge`] | – | the model, its three formats, loading, and the rules it is checked by |
//! | [`matching`] | `paste`, `knowledge` | which issue, how sure, proven by what; the measures of all that |
//! | [`lookup`] | `knowledge`, `paste` | which issue a person has in mind, while they type |
//! | [`reply`] | `matching`, `knowledge`, `paste`, `words` | what a reader sees: the parts of an answer, their order, the quotes |
//! | [`chart`] | `numbers`, `words` | figures as a picture |
//! | [`words`] | – | the fixed sentences, in every language: one table |
//! | [`live`] | `clock`, `config`, `knowledge`, `lookup`, `matching` | what is being served, and how a changed file becomes part of it |
//! | [`numbers`] | `ids` | what happened in a period, in figures: counts, medians, busiest hours |
//! | [`ids`] | – | Discord's ids, each a type of its own |
//! | [`clock`] | – | the one place that asks for the time |
//! | [`triage`] | `ids` | who is on call, who is paged next, and what becomes of a case |
//! | [`config`] | `ids`, `knowledge`, `matching`, `triage` | `firstline.toml` and the token: read, and refused with the line shown |
//! | [`webhooks`] | `config`, `ids`, `knowledge`, `triage` | what other systems are told of a case: its forms, its signature, its way there |
//! | [`store`] | `config`, `ids`, `matching`, `numbers`, `triage` | what must outlive the process, in SQLite or PostgreSQL; alone knows SQL |
//! | [`discord`] | all but `cli`, `sandbox`, `server` | the bot: the only room that knows serenity |
//! | [`server`] | `config`, `discord`, `triage` | what whoever watches the bot asks it: health, metrics, calendars |
//! | [`sandbox`] | – | a Discord in a box, for trying the bot and for its tests; it knows nothing of the bot |
//! | [`cli`] | everything | one file a command; the edge: files, terminal, network, clock |
//!
//! [`knowledge::lint`] needs what the matcher makes of a text, and [`matching`] needs the knowledge. There is no circle:
//! the rules take the matcher as a function, and `cli` brings the two together.
//!
//! # Invariants
//!
//! - `paste`, `matching`, `lookup`, `words`, `reply`, `triage` and the model in `knowledge` do no I/O, hold no async and
//!   read no clock: bytes and time are arguments. [`knowledge::load`] alone reads the files of the knowledge, and [`live`]
//!   says when.
//! - Nothing that is pasted, and no knowledge, makes the matcher panic. The same paste over the same knowledge has the
//!   same judgement, whatever the order of the files.
//! - Spans are bytes of a part's decoded text, on character boundaries: slicing the original gives what is shown.
//! - Whoever reads bytes for a paste holds to a bound: [`paste::MOST_BYTES`] in the terminal, `[limits]` on Discord.
//! - Examples are tests: they are never indexed, so that a check and a measurement stay honest.
//! - Pasted text is never logged above `trace`.
//!
//! - On Discord, secrets are taken out before anything is matched, quoted, stored or logged; a paste is answered once,
//!   however often it is told of; nobody is notified but the role that is configured.
//!
// In the order a paste meets them.
pub mod cli;
pub mod paste;

pub mod knowledge;
pub mod lookup;
pub mod matching;

pub mod chart;
pub mod numbers;
pub mod reply;
pub mod words;

pub mod triage;

pub mod discord;
pub mod sandbox;
pub mod server;

// What the bot stands on.
pub mod clock;
pub mod config;
pub mod ids;
pub mod live;
pub mod store;
pub mod webhooks;
