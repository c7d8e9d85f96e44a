//! `/stats`: what happened in a server, as text and as a picture, for those who may manage it.

use firstline::sandbox::SeenMessage;
use insta::assert_snapshot;
use jiff::SignedDuration;

use super::team::{Setup, Team};
use super::{MAIL, PRINTER_ERROR, VAGUE_MAIL_ERROR};

/// The width and the height of the picture that a message brings.
async fn picture(message: &SeenMessage) -> (u32, u32) {
    let file = &message.json["attachments"][0];
    assert_eq!((file["filename"].as_str(), file["content_type"].as_str()), (Some("stats.png"), Some("image/png")));
    let url = file["url"].as_str().expect("the message has a file");
    let bytes = firstline::discord::client().get(url).send().await.expect("it is there").bytes().await;
    let bytes = bytes.expect("it is whole");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("it is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it is not too large")];
    let frame = reader.next_frame(&mut pixels).expect("it holds a picture");
    (frame.width, frame.height)
}

/// A morning on which some things happened: two answers, one of which helped, a suggestion, and an error nobody knows.
async fn a_morning() -> Team {
    let mut team = Setup::new().file("knowledge/mail.toml", MAIL).start().await;
    team.person("ada").posts("#support", PRINTER_ERROR).expect("she may");
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.person("ada").presses(reply, "That fixed it").expect("it is there");
    team.sees().await;
    team.person("ada").presses(reply, "That fixed it").expect_err("the button is gone");
    team.hands.step(SignedDuration::from_hours(2));
    team.person("mia").posts("#support", "Paper jam in tray 2").expect("she may");
    team.sees().await;
    let reply = team.latest("mia", "#support").id;
    team.person("mia").presses(reply, "Not my problem").expect("it is there");
    team.sees().await;
    team.person("ben").posts("#general", "no error here, just talk").expect("he may");
    team.person("mia").posts("#support", VAGUE_MAIL_ERROR).expect("she may");
    team.person("mia").posts("#support", "error: the flux capacitor is out of sync").expect("she may");
    team.person("mia").posts("#support", "thanks everyone, have a nice day").expect("she may");
    team.sees().await;
    team
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_shown_as_text_and_as_a_picture() {
    let mut team = a_morning().await;
    team.person("erin").types("#general", "/stats").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to erin alone:
    **2026-04-05 – 2026-05-04** · all articles
    **2** answered · **1** suggested · **1** nothing found
    **1** helped · **1** not helped (NN %, n = 2)
    **Busiest hours** (UTC): 11:00 (3) · 09:00 (1)
    **Found most often**
    - The mailbox has no licence (1)
    - The Outlook profile is broken (1)
    - Outlook looks for the old mail server (1)
    - A paper jam is reported where there is none (1, helped 0/1)
    - Shared printers refuse to connect since the RPC hardening update (1, helped 1/1)
    **Cases**: **0** opened · **0** still open
    [file: stats.png]
    ");
    let shown = team.latest("erin", "#general");
    assert_eq!(picture(&shown).await, (1200, 840));
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_article_one_week_and_a_time_zone_can_be_asked_for() {
    let mut team = a_morning().await;
    team.person("erin")
        .types("#general", "/stats period:Last 7 days article:printing time-zone:Europe/Berlin public:True")
        .expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general:
    **2026-04-28 – 2026-05-04** · Printing
    **2** answered · **0** suggested · **0** nothing found
    **1** helped · **1** not helped (NN %, n = 2)
    **Busiest hours** (Europe/Berlin): 11:00 (1) · 13:00 (1)
    **Found most often**
    - A paper jam is reported where there is none (1, helped 0/1)
    - Shared printers refuse to connect since the RPC hardening update (1, helped 1/1)
    **Cases**: **0** opened · **0** still open
    [file: stats.png]
    ");

    team.person("erin").types("#general", "/stats article:Nothing of the kind").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to erin alone:
    There is no article `Nothing of the kind`. `/issues` lists them all.
    ");
    team.person("erin").types("#general", "/stats time-zone:Mars/Olympus").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to erin alone:
    I know no time zone `Mars/Olympus`. They are written like Europe/Berlin or UTC.
    ");
    let offered = team.person("erin").completes("#general", "/stats article:PRIN").await.expect("she may");
    assert_snapshot!(format!("{offered:?}"), @r#"[Choice { name: "Printing", value: "printing" }]"#);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_counted_with_how_long_they_took_and_who_had_them() {
    let mut team = Team::new().await;
    for (who, taken, done) in [("ada", 4, 26), ("mia", 10, 50), ("dan", 0, 0)] {
        team.person(who).types("#general", &format!("/case open text:{PRINTER_ERROR}")).expect("they may");
        team.sees().await;
        if done > 0 {
            team.hands.step(SignedDuration::from_mins(taken));
            team.presses("carol", "#on-call", "Acknowledge");
            team.sees().await;
            team.hands.step(SignedDuration::from_mins(done));
            team.presses("carol", "#on-call", "Resolve");
            team.sees().await;
            team.chooses("carol", "#on-call", "Shared printers refuse to connect since the RPC hardening update");
            team.sees().await;
        }
    }
    team.person("erin").types("#general", "/stats").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #general to erin alone:
    **2026-04-05 – 2026-05-04** · all articles
    **0** answered · **0** suggested · **0** nothing found
    **0** helped · **0** not helped (–, n = 0)
    **Busiest hours** (UTC): –
    **Cases**: **3** opened · **1** still open
    - until taken: **7 min** (NN %: 10 min, n = 2)
    - until resolved: **45 min** (NN %: 1 h, n = 2)
    What cases turned out to be: Shared printers refuse to connect since the RPC hardening update (2)
    - <@ID>: **2** taken · **2** resolved
    [file: stats.png]
    ");
    assert_eq!(team.notified().await, "@ada, @mia");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_those_who_may_manage_the_server() {
    let mut team = Team::new().await;
    assert!(team.person("ada").types("#general", "/stats").is_err(), "it is not offered to her");
    assert!(team.person("erin").types("@firstline", "/stats").is_err(), "nor in a direct conversation");
    assert_eq!(team.sees().await, "nothing");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_known_after_a_restart_and_after_a_person_was_forgotten() {
    let mut team = a_morning().await;
    team.person("erin").types("#general", "/stats").expect("she may");
    let before = team.sees().await;
    team.person("ada").types("#support", "/privacy delete").expect("she may");
    team.sees().await;
    let question = team.latest("ada", "#support").id;
    team.person("ada").presses(question, "Delete it all").expect("it is there");
    team.sees().await;
    let mut team = team.restarts().await;
    team.sees().await;
    team.person("erin").types("#general", "/stats").expect("she may");
    assert_eq!(team.sees().await, before);
    team.finish().await;
}
