//! Rate limits as Discord keeps them: a bucket for each route and its channel, guild or webhook, and one for all
//! requests of a second; both told in headers. The figures of buckets are the sandbox's own: Discord publishes none.

use std::collections::HashMap;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;

/// Requests a second over all routes, by Discord's documentation.
const GLOBAL: Rate = Rate { limit: 50, within: Duration::from_secs(1) };
/// Messages sent to a channel, as they are seen in the wild.
const SENDING: Rate = Rate { limit: 5, within: Duration::from_secs(5) };
const REACTING: Rate = Rate { limit: 1, within: Duration::from_millis(250) };
const ANYTHING: Rate = Rate { limit: 10, within: Duration::from_secs(5) };

/// Buckets beyond this are looked through for those that ran out.
const MANY: usize = 1_024;

#[derive(Clone, Copy, Debug)]
struct Rate {
    limit: u32,
    within: Duration,
}

/// All buckets.
#[derive(Debug, Default)]
pub(crate) struct RateLimits {
    buckets: HashMap<String, Bucket>,
    global: Option<Bucket>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    used: u32,
    resets_at: Timestamp,
}

/// What is left of a bucket.
#[derive(Debug, PartialEq)]
pub(crate) struct Allowance {
    bucket: String,
    limit: u32,
    remaining: u32,
    resets_at: Timestamp,
    resets_after: Duration,
}

/// A request too many.
#[derive(Debug, PartialEq)]
pub(crate) struct TooMany {
    pub(crate) after: Duration,
    pub(crate) global: bool,
}

impl RateLimits {
    /// Counts a request; none where the route is free of limits, as the answers to interactions are.
    pub(crate) fn count(&mut self, now: Timestamp, method: &str, path: &str) -> Result<Option<Allowance>, TooMany> {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        if matches!(parts.as_slice(), ["interactions", ..]) {
            return Ok(None);
        }
        if let Err(after) = self.global.get_or_insert(Bucket { used: 0, resets_at: now }).take(now, GLOBAL) {
            return Err(TooMany { after, global: true });
        }
        let rate = match (method, parts.as_slice()) {
            ("POST", ["channels", _, "messages"]) => SENDING,
            ("PUT" | "DELETE", ["channels", _, "messages", _, "reactions", ..]) => REACTING,
            _ => ANYTHING,
        };
        if self.buckets.len() > MANY {
            self.buckets.retain(|_, bucket| bucket.resets_at > now);
        }
        let name = bucket_of(method, &parts);
        let bucket = self.buckets.entry(name.clone()).or_insert(Bucket { used: 0, resets_at: now });
        bucket.take(now, rate).map_err(|after| TooMany { after, global: false })?;
        Ok(Some(Allowance {
            bucket: name,
            limit: rate.limit,
            remaining: rate.limit - bucket.used,
            resets_at: bucket.resets_at,
            resets_after: bucket.resets_at.duration_since(now).unsigned_abs(),
        }))
    }
}

impl Bucket {
    /// Takes one, or says after what time there will be more.
    fn take(&mut self, now: Timestamp, rate: Rate) -> Result<(), Duration> {
        if self.resets_at <= now {
            *self = Self { used: 0, resets_at: now.saturating_add(rate.within).unwrap_or(now) };
        }
        if self.used >= rate.limit {
            return Err(self.resets_at.duration_since(now).unsigned_abs());
        }
        self.used += 1;
        Ok(())
    }
}

impl Allowance {
    /// Tells it as Discord does: whole numbers, and decimals for times.
    pub(crate) fn tell(&self, headers: &mut HeaderMap) {
        let resets_at = self.resets_at.as_millisecond() as f64 / 1_000.0;
        let told = [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", format!("{resets_at:.3}")),
            ("x-ratelimit-reset-after", format!("{:.3}", self.resets_after.as_secs_f64())),
            ("x-ratelimit-bucket", self.bucket.clone()),
        ];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// A route with its channel, guild or webhook; all other ids are the same to it.
fn bucket_of(method: &str, parts: &[&str]) -> String {
    let mut name = method.to_ascii_lowercase();
    for (place, part) in parts.iter().enumerate() {
        let major = place == 1 || (place == 2 && parts[0] == "webhooks");
        let id = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        name.push('-');
        name.push_str(if id && !major { "id" } else { part });
        if *part == "reactions" {
            break;
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_message_in_five_seconds_is_too_many_until_they_are_over() {
        let (mut limits, now) = (RateLimits::default(), Timestamp::UNIX_EPOCH);
        let mut send = |at| limits.count(at, "POST", "/channels/1/messages");
        for left in (0..5).rev() {
            assert_eq!(send(now).unwrap().unwrap().remaining, left);
        }
        let later = now + Duration::from_secs(2);
        assert_eq!(send(later), Err(TooMany { after: Duration::from_secs(3), global: false }));
        assert!(send(now + Duration::from_secs(5)).is_ok());
    }

    #[test]
    fn channels_have_buckets_of_their_own_and_messages_have_not() {
        let name = |path: &str| bucket_of("GET", &path.split('/').collect::<Vec<_>>());
        assert_ne!(name("channels/1/messages"), name("channels/2/messages"));
        assert_eq!(name("channels/1/messages/5"), name("channels/1/messages/6"));
    }

    #[test]
    fn all_requests_of_a_second_are_fifty_but_for_answers_to_interactions() {
        let (mut limits, now) = (RateLimits::default(), Timestamp::UNIX_EPOCH);
        for channel in 0..50 {
            limits.count(now, "GET", &format!("/channels/{channel}")).unwrap();
        }
        assert!(limits.count(now, "GET", "/channels/50").unwrap_err().global);
        assert_eq!(limits.count(now, "POST", "/interactions/1/token/callback"), Ok(None));
    }
}
