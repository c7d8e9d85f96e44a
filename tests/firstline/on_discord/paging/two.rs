//! Two processes on one PostgreSQL server: both hear everything, and each level is paged by one of them.

use insta::assert_snapshot;

use super::minutes;
use crate::on_discord::postgres;
use crate::on_discord::team::{BOT, Setup};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL server: FIRSTLINE_TEST_POSTGRES_URL names one, as postgres://user@host/database"]
async fn of_two_processes_on_one_server_one_pages_each_level() {
    let schema = postgres::Schema::new().await;
    let team = Setup::new().store(&schema.url).on_call().start().await;
    let mut team = team.joined_by_another().await;
    team.posts("ada", "#support", "Paper jam in tray 2");
    team.sees().await;
    team.presses("ada", "#support", "Get a person");
    team.sees().await;
    team.fills("ada", &[("What have you tried?", "")]);
    team.caught_up().await;
    for wait in [10, 15, 10, 15] {
        team.steps(minutes(wait)).await;
    }
    let pages = ["carol", "dan"].map(|name| {
        let seen = team.person(name).sees(&format!("@{BOT}")).expect("they were written to");
        seen.iter().filter(|message| message.buttons().contains(&"Acknowledge".to_owned())).count()
    });
    assert_eq!(pages, [2, 2], "two rounds, each once");
    let cards = team.person("erin").sees("#on-call").expect("she sees it").len();
    assert_eq!(cards, 1);
    assert_snapshot!(team.entries(1).await, @r#"
    {"origin":"button","what":"opened"}
    {"late_seconds":0,"person":"carol","position":{"round":0,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"dan","position":{"round":0,"step":1},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"carol","position":{"round":1,"step":0},"role":null,"way":"direct","what":"paged"}
    {"late_seconds":0,"person":"dan","position":{"round":1,"step":1},"role":null,"way":"direct","what":"paged"}
    {"what":"exhausted"}
    "#);
    team.ended_together().await;
    schema.drop().await;
}
