//! Rate limits, as the real Discord keeps them: over TLS, where serenity's limiter is on.

use std::time::Duration;

use firstline::config::{Budget, Config};
use firstline::sandbox::{Fault, World};
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{Setup, Team};

const MESSAGES: &str = "channels/*/messages";

fn generous(config: &mut Config) {
    let budget = Budget { replies: 100, window: SignedDuration::from_mins(1) };
    (config.limits.person, config.limits.channel) = (budget, budget);
}

impl Team {
    /// The statuses of the requests that sent a message.
    fn sendings(&self) -> Vec<u16> {
        let requests = self.sandbox.requests();
        let sendings = requests.iter().filter(|made| made.method == "POST" && made.path.ends_with("/messages"));
        sendings.map(|made| made.status).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_replies_than_discord_takes_at_once_wait_and_all_come() {
    let mut team = Setup::new().world(World::with_rate_limits).config(generous).over_tls().start().await;
    for number in 0..7 {
        let paste = format!("PC-{number} says: Operation failed with error 0x0000011b");
        team.person("ada").posts("#support", &paste).expect("she may");
    }
    let seen = team.sees().await;
    assert_eq!(seen.matches("── says").count(), 7);
    assert_eq!(team.sendings(), [200; 7], "it waits before it is told to: five messages in five seconds");
    assert_eq!(team.bot().counts().retries.get(), 0);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_is_obeyed_and_the_reply_comes_when_it_may() {
    let mut team = Setup::new().over_tls().start().await;
    for global in [false, true] {
        team.sandbox.faults().next(
            "POST",
            MESSAGES,
            1,
            Fault::RateLimited { after: Duration::from_millis(200), global },
        );
    }
    team.person("ada").posts("#support", "Operation failed with error 0x0000011b").expect("she may");
    let seen = team.sees().await;
    assert_eq!(seen.matches("── says").count(), 1);
    assert_eq!(team.sendings(), [429, 429, 200]);
    assert_eq!(team.bot().counts().retries.get(), 0, "serenity waits by itself");
    assert_snapshot!(team.complaints().await, @"");
    team.finish().await;
}

/// serenity sends a request again and again, without a pause, while it cannot read the headers about its limit. There is
/// nothing to be done about that from outside; but the nonce makes one message of it.
#[tokio::test(flavor = "multi_thread")]
async fn limits_that_cannot_be_read_make_no_second_reply() {
    let mut team = Setup::new().over_tls().start().await;
    team.sandbox.faults().next("POST", MESSAGES, 50, Fault::GarbledLimits);
    team.person("ada").posts("#support", "Operation failed with error 0x0000011b").expect("she may");
    let seen = team.sees().await;
    assert_eq!(seen.matches("── ").count(), 1, "{seen}");
    assert_eq!(team.sendings().len(), 51);
    let reply = team.latest("ada", "#support").id;
    team.person("ada").presses(reply, "That fixed it").expect("it is there");
    assert!(team.sees().await.contains("this fixed it"), "the reply that is there is the one that was written down");
    team.finish().await;
}
