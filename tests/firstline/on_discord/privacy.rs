//! `/privacy`: what is kept about whoever asks, for them alone, and having it deleted.

use insta::assert_snapshot;

use super::team::Team;

const PASTE: &str = "Paper jam in tray 2";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_shown_exported_and_deleted() {
    let mut team = Team::new().await;
    team.person("ada").types("#support", "/privacy show").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    About you I keep answers (0), votes (0), calls for a person (0) and pages to you (0): what was found, the lines that proved it without secrets, and when. None of it for longer than 90 days. I read what you write in support channels; `/privacy opt-out` stops that.
    ");
    team.person("ada").posts("#support", PASTE).expect("she may");
    team.sees().await;
    let reply = team.latest("ada", "#support").id;
    team.person("ada").presses(reply, "That fixed it").expect("it is there");
    team.sees().await;
    team.person("ada").types("#support", "/privacy show").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    About you I keep answers (1), votes (1), calls for a person (0) and pages to you (0): what was found, the lines that proved it without secrets, and when. None of it for longer than 90 days. I read what you write in support channels; `/privacy opt-out` stops that.
    ");

    team.person("ada").types("#support", "/privacy export").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    This is everything that I keep about you.
    [file: firstline.json]
    ");
    let export = team.latest("ada", "#support");
    assert_snapshot!(team.file(&export).await, @r#"
    {
      "person": "ID",
      "opted_out_since": null,
      "answers": [
        {
          "paste": "ID",
          "reply": "ID",
          "guild": "ID",
          "channel": "ID",
          "parent": null,
          "author": "ID",
          "paste_hash": "c40304402ff1305c",
          "told": {
            "verdict": "answer",
            "candidates": [
              {
                "issue": "printing/paper-jam-reported",
                "confidence": 0.97368,
                "lines": [
                  {
                    "text": "Paper jam in tray 2"
                  }
                ]
              }
            ],
            "named": 1,
            "shown": 0,
            "issues": [
              "printing/paper-jam-reported"
            ],
            "language": "en"
          },
          "created_at": "2026-05-04T09:00:00Z"
        }
      ],
      "votes": [
        {
          "paste": "ID",
          "issue": "printing/paper-jam-reported",
          "voter": "ID",
          "helped": true,
          "voted_at": "2026-05-04T09:00:00Z"
        }
      ],
      "cases": [],
      "timeline": [],
      "pages": [],
      "overrides": [],
      "handoffs": [],
      "kept_roles": [],
      "waited_for": []
    }
    "#);

    team.person("ada").types("#support", "/privacy delete").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    This deletes all your answers, votes and calls for a person, for good, and takes your name out of pages and of other people’s cases.
    [Delete it all]
    ");
    let question = team.latest("ada", "#support").id;
    team.person("ada").presses(question, "Delete it all").expect("it is there");
    assert_snapshot!(team.sees().await, @"
    ── changes in #support to ada alone:
    Everything that I kept about you is deleted.
    ");
    team.person("ada").types("#support", "/privacy show").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    About you I keep answers (0), votes (0), calls for a person (0) and pages to you (0): what was found, the lines that proved it without secrets, and when. None of it for longer than 90 days. I read what you write in support channels; `/privacy opt-out` stops that.
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_about_others_is_neither_shown_nor_deleted() {
    let mut team = Team::new().await;
    team.person("ada").posts("#support", PASTE).expect("she may");
    team.sees().await;
    team.person("mia").types("#support", "/privacy show").expect("she may");
    let nothing = team.sees().await;
    assert_snapshot!(nothing, @"
    ── says in #support to mia alone:
    About you I keep answers (0), votes (0), calls for a person (0) and pages to you (0): what was found, the lines that proved it without secrets, and when. None of it for longer than 90 days. I read what you write in support channels; `/privacy opt-out` stops that.
    ");
    team.person("mia").types("#support", "/privacy delete").expect("she may");
    team.sees().await;
    let question = team.latest("mia", "#support").id;
    team.person("mia").presses(question, "Delete it all").expect("it is there");
    team.sees().await;
    team.person("ada").types("#support", "/privacy show").expect("she may");
    assert_ne!(team.sees().await.replace("ada", "mia"), nothing);
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opted_out_is_read_only_when_they_ask_until_they_opt_in_again() {
    let mut team = Team::new().await;
    team.person("ada").types("@firstline", "/privacy opt-out").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says to ada to ada alone:
    From now on I read nothing of yours unless you ask me. `/privacy opt-out out:False` takes it back.
    ");
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");

    let mut team = team.restarts().await;
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_eq!(team.sees().await, "nothing");
    team.person("ada").types("#support", "/privacy show").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    About you I keep answers (0), votes (0), calls for a person (0) and pages to you (0): what was found, the lines that proved it without secrets, and when. None of it for longer than 90 days. I read nothing of yours unless you ask me.
    ");
    team.person("ada").types("#support", &format!("/lookup text:{PASTE}")).expect("she may");
    assert_ne!(team.sees().await, "nothing", "she asked");

    team.person("ada").types("#support", "/privacy opt-out out:False").expect("she may");
    assert_snapshot!(team.sees().await, @"
    ── says in #support to ada alone:
    From now on I read what you write in support channels.
    ");
    team.person("ada").posts("#support", PASTE).expect("she may");
    assert_ne!(team.sees().await, "nothing", "she is read again");
    team.finish().await;
}
