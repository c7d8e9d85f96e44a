//! A paste in a support channel, and what becomes of it.

use insta::assert_snapshot;

use super::team::{Setup, Team};

#[tokio::test(flavor = "multi_thread")]
async fn a_known_error_is_answered_with_what_to_do() {
    let mut team = Team::new().await;
    team.person("ada").posts("#support", "Hi! It says: `Operation failed with error 0x0000011b`").expect("she may");
    assert_snapshot!(team.sees().await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ordinary_talk_is_left_alone() {
    let mut team = Team::new().await;
    for talk in ["good morning!", "thanks, that was quick", "is anyone around?", "🎉🎉", "lunch at 12:30?"] {
        team.person("ada").posts("#support", talk).expect("she may");
    }
    assert_snapshot!(team.sees().await, @"nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_error_is_offered_a_person_where_that_is_set() {
    let mut team =
        Setup::new().config(|config| config.support.on_miss = firstline::config::OnMiss::Offer).start().await;
    team.person("ada").posts("#support", "Error: the frobnicator is out of spoons (E-9131)").expect("she may");
    assert_snapshot!(team.sees().await, @"");
    team.finish().await;
}
