//! What a person can type to confuse a reader, a renderer or a bot.

use firstline::config::{Budget, Config};
use insta::assert_snapshot;
use jiff::SignedDuration;
use serde_json::json;

use super::team::{Setup, Team};

fn generous(config: &mut Config) {
    let budget = Budget { replies: 100, window: SignedDuration::from_mins(1) };
    (config.limits.person, config.limits.channel) = (budget, budget);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_error_is_left_alone_however_it_is_written() {
    let mut team = Setup::new().config(generous).start().await;
    let texts = [
        "🖨️🔥😭".to_owned(),
        "👩‍👩‍👧‍👦".repeat(80),
        "🇩🇪".repeat(200),
        "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}".repeat(50),
        "\u{202e}sdrawkcab gniklat ma I".to_owned(),
        "الطابعة لا تعمل اليوم، هل من أحد هنا؟".to_owned(),
        "המדפסת לא עובדת".to_owned(),
        "Z̷̢̛a̴̡͝l̵̨̕g̶̢̛o̴̧͝ ".repeat(40),
        "a".repeat(2000),
        "\u{1}\u{2}\u{7}\u{8}\u{1b}[31mred\u{1b}[0m\u{7f}\u{85}".to_owned(),
        "```".repeat(300),
        "> ".repeat(900),
        "||".repeat(900),
        "[".repeat(1900),
        "<@".repeat(900),
        "\\".repeat(1999),
        "*_~`|>#-".repeat(240),
        "<:print:123456789012345678>".repeat(70),
    ];
    for text in &texts {
        team.person("ada").posts("#support", text).expect("she may");
        assert_eq!(team.sees().await, "nothing", "{text:?}");
    }
    assert_snapshot!(team.complaints().await, @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_found_whatever_stands_in_and_around_it() {
    let mut team = Setup::new().config(generous).start().await;
    let error = "Operation failed with error 0x0000011b";
    let spaced: String = error.chars().flat_map(|c| [c, '\u{200b}']).collect();
    let texts = [
        format!("الطابعة لا تعمل: {error}"),
        format!("\u{202e}{error}\u{202c}"),
        format!("\u{2067}{error}\u{2069}"),
        spaced,
        format!("{}\n{error}", "🖨️".repeat(300)),
        format!("\u{1b}[31m{error}\u{1b}[0m"),
        format!("{error}\u{0}\u{1}\u{2}"),
        format!("||{error}||"),
        format!("@everyone {error} @here <@&1> <@1> <#1>"),
        format!("```ansi\n{error}\n"),
        format!("{error}\n```{}", "`".repeat(100)),
    ];
    for (number, text) in texts.iter().enumerate() {
        // Nothing is answered twice.
        let text = format!("PC-{number} says: {text}");
        team.person("ada").posts("#support", &text).expect("she may");
        let seen = team.sees().await;
        assert_eq!(seen.matches("── says in #support").count(), 1, "{text:?}: {seen}");
        assert!(seen.contains("RPC hardening"), "{text:?}: {seen}");
        let unseen = |c: char| {
            matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
                || c.is_control() && c != '\n'
        };
        // A mention is kept from being one by what cannot be seen.
        let seen = seen.replace("@\u{200b}", "@");
        assert!(!seen.contains(unseen), "nothing that cannot be seen is said back: {seen:?}");
    }
    assert_snapshot!(team.complaints().await, @"");
    team.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_mentions_notify_nobody_and_hide_nothing() {
    let mut team = Team::new().await;
    let (_, mut told) = team.posts_and_is_told_of("ada", "good morning!").await;
    let mentioned: Vec<String> = (0..10_000_u64).map(|number| (200_000_000_000_000_000 + number).to_string()).collect();
    let mentions: String = mentioned.iter().map(|id| format!("<@{id}> ")).collect();
    told["content"] = json!(format!("{mentions}\nOperation failed with error 0x0000011b\n{mentions}"));
    let user = |id: &String| json!({"id": id, "username": "x", "discriminator": "0", "avatar": null});
    told["mentions"] = mentioned.iter().map(user).collect();
    told["mention_roles"] = json!(mentioned);
    told["mention_everyone"] = json!(true);
    team.sandbox.gateway().dispatch("MESSAGE_CREATE", &told.to_string());
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    Operation failed with error 0x0000011b
    ```

    **What is behind it**
    The print server has the update that encrypts RPC, the computer does not.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Install the current cumulative update on the computer. ([wiki.example](https://wiki.example/updates))
    2. Restart it and add the printer again.

    **Solved when**
    The printer can be added and a test page comes out.

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.finish().await;
}
