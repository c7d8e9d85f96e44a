use insta::assert_snapshot;
use proptest::prelude::*;

use super::read::on_call::policies::{POLICY_KEYS, STEP_KEYS};
use super::read::on_call::schedules::{LAYER_KEYS, SCHEDULE_KEYS};
use super::read::on_call::{ON_CALL_KEYS, REPLY_KEYS, WEBHOOK_KEYS};
use super::read::{
    DISCORD_KEYS, KEYS, LIMITS_KEYS, LOG_KEYS, MATCHING_KEYS, PRIVACY_KEYS, SERVER_KEYS, STORAGE_KEYS, SUPPORT_KEYS,
};
use super::*;

mod on_call;

const EXAMPLE: &str = include_str!("../../firstline.example.toml");

/// The example with every commented key in force: prose has a space behind its `#`, keys have none.
fn uncommented() -> String {
    let lines = EXAMPLE.lines().map(|line| match line.strip_prefix('#') {
        Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase() || c == '[') => key,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn read(text: &str) -> Config {
    Config::parse(text, DEFAULT_PATH).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn refused(text: &str) -> String {
    let problems = Config::parse(text, DEFAULT_PATH).expect_err("the file has faults");
    let shown: Vec<String> = problems.iter().map(|problem| problem.render(Some(text))).collect();
    anstream::adapter::strip_str(&shown.join("\n\n")).to_string()
}

#[test]
fn an_empty_file_is_the_defaults() {
    assert_eq!(read(""), Config::default());
}

#[test]
fn the_example_as_it_is_changes_nothing() {
    assert_eq!(read(EXAMPLE), Config::default());
}

#[test]
fn the_example_shows_every_default_and_an_example_where_there_is_none() {
    let shown = read(&uncommented());
    let expected = Config {
        discord: Discord {
            api_url: Some("http://127.0.0.1:8086".parse().expect("it is an address")),
            ..Discord::default()
        },
        support: Support {
            channels: vec![Named::Name("support".to_owned()), Named::Id(ChannelId::new(123_456_789_012_345_678))],
            ignore_channels: vec![Named::Name("support-archive".to_owned())],
            helper_roles: vec![Named::Name("Support team".to_owned())],
            ..Support::default()
        },
        server: Server { listen: Some(SocketAddr::from(([127, 0, 0, 1], 9464))) },
        limits: Limits { link_hosts: vec!["paste.example".to_owned()], ..Limits::default() },
        ..Config::default()
    };
    assert_eq!(Config { on_call: OnCall::default(), ..shown.clone() }, expected);
    on_call::is_as_in_the_example(&shown.on_call);
}

#[test]
fn the_example_has_every_key() {
    let example: toml::Table = uncommented().parse().expect("the example is TOML");
    let sections = [
        ("discord", DISCORD_KEYS),
        ("support", SUPPORT_KEYS),
        ("matching", MATCHING_KEYS),
        ("limits", LIMITS_KEYS),
        ("on_call", ON_CALL_KEYS),
        ("server", SERVER_KEYS),
        ("storage", STORAGE_KEYS),
        ("privacy", PRIVACY_KEYS),
        ("log", LOG_KEYS),
    ];
    assert_eq!(sections.len() + 1, KEYS.len(), "a section is missing in this test");
    for key in KEYS {
        assert!(example.contains_key(*key), "`{key}` is not in the example");
    }
    for (section, keys) in sections {
        for key in keys {
            assert!(example[section].get(*key).is_some(), "`{key}` of [{section}] is not in the example");
        }
    }
    let on_call = &example["on_call"];
    let below = [
        (&on_call["schedules"][0], SCHEDULE_KEYS),
        (&on_call["policies"][0], POLICY_KEYS),
        (&on_call["policies"][0]["steps"][0], STEP_KEYS),
        (&on_call["reply_minutes"], REPLY_KEYS),
        (&on_call["webhooks"][0], WEBHOOK_KEYS),
    ];
    for (table, keys) in below {
        for key in keys {
            assert!(table.get(*key).is_some(), "`{key}` is not in the example of [on_call]: {table}");
        }
    }
    let layers = on_call["schedules"][0]["layers"].as_array().expect("there are layers");
    for key in LAYER_KEYS {
        assert!(layers.iter().any(|layer| layer.get(*key).is_some()), "`{key}` of a layer is not in the example");
    }
}

#[test]
fn a_mistyped_key_is_refused_with_the_one_that_was_meant() {
    assert_snapshot!(refused("[support]\nchanels = ['#help']\n\n[suport]\non_miss = 'offer'\n"), @"
    error[unknown-key]: `[support]` has no key `chanels`
     --> firstline.toml:2:1
      |
    2 | chanels = ['#help']
      | ^^^^^^^
      |
      = help: did you mean `channels`?

    error[unknown-key]: the configuration has no key `suport`
     --> firstline.toml:4:2
      |
    4 | [suport]
      |  ^^^^^^
      |
      = help: did you mean `support`?
    ");
}

#[test]
fn everything_wrong_is_said_at_once_and_in_its_place() {
    let text = "knowledge = 7\n\
        [discord]\napi_url = 'http://proxy.example'\nlanguage = 'tlh'\n\
        [support]\nchannels = '#help'\nhelper_roles = [12, '']\non_miss = 'shout'\n\
        [matching]\nanswer_at = 70\nsuggest_at = '0.3'\n\
        [limits]\nperson_replies = 0\nchannel_window_minutes = '10'\nlink_hosts = ['https://paste.example/raw']\n\
        [on_call]\nchannel = '<#>'\n\
        [storage]\nurl = 'mysql://db'\n\
        [privacy]\nkeep_days = 1.5\n\
        [log]\nformat = 'xml'\n";
    assert_snapshot!(refused(text), @r##"
    error[wrong-type]: `knowledge` is a string, but this is an integer
     --> firstline.toml:1:13
      |
    1 | knowledge = 7
      |             ^
      |
      = help: put it into quotes: `knowledge = "7"`

    error[bad-value]: `api_url` cannot be used
     --> firstline.toml:3:11
      |
    3 | api_url = 'http://proxy.example'
      |           ^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: use https: over plain http, anyone on the way to another machine reads the bot's token

    error[bad-value]: there are no replies in `tlh`
     --> firstline.toml:4:12
      |
    4 | language = 'tlh'
      |            ^^^^^
      |
      = help: replies can be in `de`, `en`, `es`, `fr`, `ja`, `pt`

    error[wrong-type]: `channels` is an array of strings, but this is a string
     --> firstline.toml:6:12
      |
    6 | channels = '#help'
      |            ^^^^^^^
      |
      = help: put it into brackets: `channels = ['#help']`

    error[wrong-type]: `helper_roles` holds strings, but this is an integer
     --> firstline.toml:7:17
      |
    7 | helper_roles = [12, '']
      |                 ^^
      |
      = help: put it into quotes: `"12"`

    error[bad-value]: `on_miss` cannot be `shout`
     --> firstline.toml:8:11
      |
    8 | on_miss = 'shout'
      |           ^^^^^^^
      |
      = help: it is one of `silent`, `offer`

    error[bad-value]: `answer_at` cannot be 70
      --> firstline.toml:10:13
       |
    10 | answer_at = 70
       |             ^^
       |
       = help: it is a number from 0 to 1

    error[wrong-type]: `suggest_at` is a number, but this is a string
      --> firstline.toml:11:14
       |
    11 | suggest_at = '0.3'
       |              ^^^^^
       |
       = help: leave the quotes out: `suggest_at = 0.3`

    error[bad-value]: `person_replies` cannot be 0
      --> firstline.toml:13:18
       |
    13 | person_replies = 0
       |                  ^
       |
       = help: it is a number from 1 to 10000

    error[wrong-type]: `channel_window_minutes` is a whole number, but this is a string
      --> firstline.toml:14:26
       |
    14 | channel_window_minutes = '10'
       |                          ^^^^
       |
       = help: leave the quotes out: `channel_window_minutes = 10`

    error[bad-value]: `https://paste.example/raw` is not the name of a host
      --> firstline.toml:15:15
       |
    15 | link_hosts = ['https://paste.example/raw']
       |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: write the host alone: `"paste.example"`

    error[bad-value]: `<#>` is neither a name nor an id
      --> firstline.toml:17:11
       |
    17 | channel = '<#>'
       |           ^^^^^
       |
       = help: write for example `channel = "#support"`, or the id in quotes

    error[bad-value]: `url` cannot be used
      --> firstline.toml:19:7
       |
    19 | url = 'mysql://db'
       |       ^^^^^^^^^^^^
       |
       = help: write `sqlite:` and the path of a file, such as `sqlite:firstline.db`, or the address of a server, such as `postgres://user@host/database`

    error[wrong-type]: `keep_days` is a whole number, but this is a number
      --> firstline.toml:21:13
       |
    21 | keep_days = 1.5
       |             ^^^
       |
       = help: write for example `keep_days = 10`

    error[bad-value]: `format` cannot be `xml`
      --> firstline.toml:23:10
       |
    23 | format = 'xml'
       |          ^^^^^
       |
       = help: it is one of `text`, `json`
    "##);
}

#[test]
fn a_section_is_a_table() {
    assert_snapshot!(refused("log = 'json'\n"), @"
    error[wrong-type]: `log` is a table, but this is a string
     --> firstline.toml:1:7
      |
    1 | log = 'json'
      |       ^^^^^^
      |
      = help: put its keys below a heading of their own: `[log]`
    ");
}

#[test]
fn what_is_not_toml_is_said_and_nothing_is_made_of_it() {
    assert_snapshot!(refused("[limits\nperson_replies = 5\n"), @"
    error[syntax]: this is not TOML: unclosed table
     --> firstline.toml:1:8
      |
    1 | [limits
      |        ^
      |
      = help: expected `]` here
    ");
}

#[test]
fn thresholds_that_contradict_each_other_are_refused() {
    assert_snapshot!(refused("[matching]\nanswer_at = 0.5\nsuggest_at = 0.6\n"), @"
    error[contradiction]: `suggest_at` 0.6 is above `answer_at` 0.5: what is sure enough to answer would not be sure enough to suggest
     --> firstline.toml:3:14
      |
    3 | suggest_at = 0.6
      |              ^^^
      |
      = help: suggest at a lower confidence than you answer at
    ");
    assert_snapshot!(refused("[matching]\nanswer_at = 0.2\n"), @"
    error[contradiction]: `suggest_at` 0.3 is above `answer_at` 0.2: what is sure enough to answer would not be sure enough to suggest
     --> firstline.toml:2:13
      |
    2 | answer_at = 0.2
      |             ^^^
      |
      = help: suggest at a lower confidence than you answer at
    ");
}

#[test]
fn one_attachment_is_no_larger_than_all() {
    assert_snapshot!(refused("[limits]\nmessage_bytes = 0x10_0000\n"), @"
    error[contradiction]: `attachment_bytes` 8388608 is more than `message_bytes` 1048576, which all attachments of a message share
     --> firstline.toml:2:17
      |
    2 | message_bytes = 0x10_0000
      |                 ^^^^^^^^^
      |
      = help: let `message_bytes` be the larger of the two
    ");
}

#[test]
fn a_password_in_the_file_is_refused_and_not_shown() {
    for url in ["postgres://ada:hunter2@db.example/firstline", "mysql://ada:hunter2@db.example"] {
        let shown = refused(&format!("[storage]\nurl = '{url}'\n"));
        insta::allow_duplicates! {
            assert_snapshot!(shown, @"
            error[secret]: `url` on line 2 holds a password, and this file is no place for secrets
            --> firstline.toml
             = help: leave the password out, and set PGPASSWORD or use a .pgpass file for it
            ");
        }
    }
}

#[test]
fn channels_and_roles_are_taken_as_people_write_them() {
    let support = read(
        "[support]\n\
         channels = ['#help', 'help-me', '<#42>', '42', ' #spaced ', '＃全角']\n\
         helper_roles = ['@Helpers', 'Second line', '<@&7>', '7']\n",
    )
    .support;
    let channels: Vec<String> = support.channels.iter().map(|c| format!("{c:?}")).collect();
    assert_eq!(
        channels,
        [
            r#"Name("help")"#,
            r#"Name("help-me")"#,
            "Id(ChannelId(42))",
            "Id(ChannelId(42))",
            r#"Name("spaced")"#,
            r#"Name("＃全角")"#
        ]
    );
    let roles: Vec<String> = support.helper_roles.iter().map(|r| format!("{r:?}")).collect();
    assert_eq!(roles, [r#"Name("Helpers")"#, r#"Name("Second line")"#, "Id(RoleId(7))", "Id(RoleId(7))"]);
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = Config::parse(&text, DEFAULT_PATH);
    }

    #[test]
    fn no_value_makes_the_reader_panic(
        key in prop::sample::select(uncommented().lines().filter(|l| l.contains(" = ")).map(str::to_owned).collect::<Vec<_>>()),
        value in r#"(-?[0-9]{1,25}|'[^'\n]{0,20}'|\[\]|\['[^'\n]{0,9}', 1\]|\{a = 1\}|true|inf|nan|2026-01-01|"postgres://[^"\\\n]{0,20}")"#,
        section in prop::sample::select(KEYS),
    ) {
        let key = key.split(" = ").next().unwrap_or_default();
        let text = format!("[{section}]\n{key} = {value}\n");
        if let Err(problems) = Config::parse(&text, DEFAULT_PATH) {
            for problem in problems {
                problem.render(Some(&text));
            }
        }
    }
}
