//! Where the gateway is.

use serde_json::json;

use super::call::{Answer, Call, Outcome};
use crate::sandbox::world::World;

/// The guilds that one shard should hold at most, from which the number of shards is recommended.
const GUILDS_A_SHARD: usize = 1_000;
/// How often a bot may identify in a day.
const STARTS_A_DAY: u32 = 1_000;

pub(crate) fn address(world: &World) -> Answer {
    Answer::Json(json!({"url": url(world)}))
}

pub(crate) fn address_for_bot(world: &World, call: &Call) -> Outcome {
    call.bot()?;
    Ok(Answer::Json(json!({
        "url": url(world),
        "shards": world.guilds.len().div_ceil(GUILDS_A_SHARD).max(1),
        "session_start_limit": {
            "total": STARTS_A_DAY,
            "remaining": STARTS_A_DAY,
            "reset_after": 0,
            "max_concurrency": world.max_concurrency.unwrap_or(1),
        },
    })))
}

/// `ws://host:port/gateway`.
pub(crate) fn url(world: &World) -> String {
    format!("{}/gateway", world.base_url.replacen("http", "ws", 1))
}
