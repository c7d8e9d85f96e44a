//! Those on call: written to alone, given a case from a menu, with the time set ahead from the page.

use std::time::Duration;

use super::browser::{Browser, key};
use super::{Firstline, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn who_is_on_call_is_written_to_alone_and_the_time_is_set_ahead() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    browser.types(&format!("Can you call somebody?{}", key::ENTER)).await;
    browser.sees("Case 17 is due in 15 minutes.").await;
    browser.until("document.querySelector('.picture img').naturalWidth === 1").await;
    browser.presses("+5 min").await;
    browser.sees("Case 17 is due in 10 minutes.").await;
    // The time is set ahead for the whole sandbox, and whoever else looks is told.
    stage.sandbox.clock().step(Duration::from_mins(5));
    browser.sees("Case 17 is due in 5 minutes.").await;
    browser.sees("was spoken to").await;

    browser.speaks_as("Carol").await;
    browser.css("#channels .called").await;
    browser.opens("firstline").await;
    browser.sees("You are called. Case 17 is due in 5 minutes.").await;
    browser.presses("+1 h").await;
    browser.sees("You are called. Case 17 is due 55 minutes ago.").await;
    browser.until("!document.querySelector('#channels .called')").await;
    for scheme in ["light", "dark"] {
        browser.prefers(scheme).await;
        browser.picture(&format!("on-call-{scheme}")).await;
    }
    browser.speaks_as("Dan").await;
    browser.until("!document.querySelector('#channels').textContent.includes('You are called')").await;
    browser.opens("support").await;
    let dan = stage.sandbox.person("dan").id().to_string();
    browser.chooses("give", &dan).await;
    browser.sees("@Dan has it.").await;

    // On a phone the clock is in the drawer of channels and people.
    browser.sized(390, 844).await;
    browser.presses("Channels and people").await;
    browser.presses("+1 h").await;
    browser.picture("on-call-phone").await;
    browser
        .until(
            "[...document.querySelectorAll('#navigation *')].every((one) => one.getBoundingClientRect().right <= 391)",
        )
        .await;

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn the_time_goes_to_what_the_sandbox_knows_of_and_to_nothing_that_never_comes() {
    let stage = Stage::set().await;
    let browser = &stage.browser;

    let clock = stage.sandbox.clock();
    let from = clock.now();
    clock.knows("next handoff", move |now| {
        (now < from + Duration::from_hours(1)).then(|| now + Duration::from_hours(2))
    });
    clock.step(Duration::from_secs(1));
    browser.presses("Next handoff").await;
    browser.until("[...document.querySelectorAll('#steps button')].at(-1).disabled").await;
    assert!(clock.now() >= from + Duration::from_hours(2));

    stage.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn a_newcomer_sees_an_error_nobody_knows_reach_one_person_and_then_the_next_until_it_is_solved() {
    let firstline = Firstline::start();
    let browser = Browser::open(&firstline.address).await;
    browser.sized(1280, 800).await;
    browser.presses("Got it").await;

    browser.types(&format!("error: the flux capacitor is out of sync{}", key::ENTER)).await;
    browser.sees("I do not know this one").await;
    browser.presses("Get a person").await;
    browser.css("dialog[open] textarea").await;
    browser.types("I turned it off and on again.").await;
    browser.presses("Submit").await;
    browser.sees("I have opened case #1").await;

    browser.speaks_as("Carol").await;
    browser.opens("firstline").await;
    browser.sees("You are on call, and somebody needs you.").await;
    browser.picture("paged").await;
    // Nobody answers.
    browser.presses("+5 min").await;
    browser.speaks_as("Dan").await;
    browser.opens("firstline").await;
    browser.sees("You are on call, and somebody needs you.").await;
    browser.presses("Acknowledge").await;
    browser.sees("You have case #1").await;

    browser.opens("on-call").await;
    browser.sees("Dan has it").await;
    browser.presses("Resolve").await;
    browser.chooses("1:case:1:resolve-by", "in words").await;
    browser.css("dialog[open] textarea").await;
    browser.types("The capacitor was replaced.").await;
    browser.presses("Submit").await;
    browser.sees("The capacitor was replaced.").await;
    browser.picture("resolved").await;

    browser.speaks_as("Erin").await;
    browser.opens("support").await;
    browser.css("#text").await.click().await.expect("it can be pressed");
    browser.types("/stats").await;
    browser.css("#offers [aria-selected=true]").await;
    browser.types(&format!("{0}{0}", key::ENTER)).await;
    browser.sees("1 opened").await;
    // The next day somebody else has it, and is told so.
    browser.presses("Next handoff").await;
    browser.speaks_as("Dan").await;
    browser.opens("firstline").await;
    browser.sees("You are on call now").await;
    browser.presses("I have it").await;
    browser.sees("You have it: you said so").await;
    browser.picture("handed-over").await;

    browser.close().await;
}
