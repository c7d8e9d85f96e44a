//! `[on_call]`: what it may say, and every way to say it wrongly.

use insta::assert_snapshot;
use jiff::SignedDuration;
use proptest::prelude::*;

use super::{read, refused};
use crate::config::{Config, DEFAULT_PATH, Named, OnCall, Talk, WebhookForm};
use crate::ids::UserId;
use crate::triage::{EscalationPolicy, EscalationStep, Severity, Target};

const PEOPLE: &str = "[on_call.people]\ncarol = '1'\ndan = '<@2>'\n";

/// The whole section of a file, after two people.
fn with_people(rest: &str) -> String {
    format!("{PEOPLE}{rest}")
}

/// A schedule with one layer, as a file says it, with one thing put otherwise.
fn schedule_but(was: &str, is: &str) -> String {
    let schedule = "[[on_call.schedules]]\nname = 'primary'\ntime_zone = 'Europe/Berlin'\n\
        [[on_call.schedules.layers]]\npeople = ['carol', 'dan']\nshift = 'weekly'\nhandoff = '09:00'\nstart = 2026-01-05\n";
    assert!(schedule.contains(was), "{was}");
    with_people(&schedule.replacen(was, is, 1))
}

fn on_call(text: &str) -> OnCall {
    read(text).on_call
}

/// What is wrong, without the lines that show where.
fn faults(text: &str) -> Vec<String> {
    let problems = Config::parse(text, DEFAULT_PATH).expect_err("the file has faults");
    let told = problems.iter().map(|problem| {
        let report = problem.report(Some(text));
        let line = report.line.map_or(String::new(), |line| format!("{line}: "));
        format!("{line}{} ({})", report.message, report.help.unwrap_or("no help"))
    });
    told.collect()
}

fn fault(text: &str) -> String {
    let mut all = faults(text);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

/// What the example file shows, uncommented.
pub(super) fn is_as_in_the_example(shown: &OnCall) {
    let minutes = |minutes| Some(SignedDuration::from_mins(minutes));
    let role = |name: &str| Named::Name(name.to_owned());
    assert_eq!(shown.channel, Some(Named::Name("on-call".to_owned())));
    assert_eq!((&shown.role, &shown.keep_role), (&Some(role("On call")), &Some(role("On duty"))));
    assert_eq!((shown.policy.as_deref(), shown.talk, shown.unanswered), (Some("default"), Talk::None, minutes(30)));
    let times =
        [Severity::Critical, Severity::High, Severity::Normal, Severity::Low].map(|of| shown.reply_times.of(of));
    assert_eq!(shown.shift_check, minutes(60));
    assert_eq!(times, [minutes(10), minutes(30), minutes(120), minutes(480)]);

    let roster = &shown.roster;
    let people: Vec<_> = roster.people.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(people, ["carol", "dan", "erin"]);
    let erin = roster.person("erin").expect("she is there");
    let primary = roster.schedule("primary").expect("it is there");
    let who = |at: &str| {
        primary.on_call_at(&[], at.parse().expect("the test names a time")).and_then(|id| roster.name_of(id))
    };
    let told =
        ["2026-01-05T07:59:00Z", "2026-01-05T08:00:00Z", "2026-01-05T17:00:00Z", "2026-01-12T17:00:00Z"].map(who);
    assert_eq!(told, [Some("erin"), Some("erin"), Some("carol"), Some("dan")]);
    assert_eq!(who("2026-01-10T09:00:00Z"), Some("erin"), "on Saturday at ten");

    let step = |after, targets: Vec<Target>| EscalationStep { after: SignedDuration::from_mins(after), targets };
    let expected = EscalationPolicy {
        name: "default".to_owned(),
        steps: vec![
            step(0, vec![Target::Schedule("primary".to_owned())]),
            step(10, vec![Target::Member(erin), Target::Role(role("On call"))]),
        ],
        repeat: 2,
        repeat_after: SignedDuration::from_mins(15),
    };
    assert_eq!(shown.policy(), Some(&expected));
    let [webhook] = shown.webhooks.as_slice() else { panic!("{:?}", shown.webhooks) };
    assert_eq!((webhook.url.expose(), webhook.form), ("https://alerts.example/firstline", WebhookForm::Generic));
    assert_eq!(webhook.secret_env.as_deref(), Some("FIRSTLINE_WEBHOOK_SECRET"));
}

#[test]
fn a_schedule_says_who_is_on_call() {
    let on_call = on_call(&schedule_but("'primary'", "'primary'"));
    let schedule = on_call.roster.schedule("primary").expect("it is there");
    let who = |at: &str| schedule.on_call_at(&[], at.parse().expect("the test names a time"));
    assert_eq!(who("2026-03-30T06:59:59Z"), Some(UserId::new(2)));
    assert_eq!(who("2026-03-30T07:00:00Z"), Some(UserId::new(1)));
    assert_eq!(
        (on_call.roster.name_of(UserId::new(2)), on_call.roster.person("carol")),
        (Some("dan"), Some(UserId::new(1)))
    );
    assert_eq!(on_call.policy(), None);
}

#[test]
fn the_only_policy_is_the_one_that_new_cases_follow() {
    let one = with_people("[[on_call.policies]]\nname = 'default'\n[[on_call.policies.steps]]\npage = ['carol']\n");
    let on_call = on_call(&one);
    let policy = on_call.policy().expect("there is one");
    assert_eq!(
        (policy.name.as_str(), policy.repeat, policy.repeat_after),
        ("default", 0, SignedDuration::from_mins(15))
    );
    let two = format!("{one}[[on_call.policies]]\nname = 'night'\n[[on_call.policies.steps]]\npage = ['dan']\n");
    assert_snapshot!(fault(&two), @r#"4: there are several policies, and none that new cases follow (below `[on_call]`, write `policy = "default"`)"#);
    let chosen = format!("[on_call]\npolicy = 'night'\n{two}");
    assert_eq!(read(&chosen).on_call.policy().map(|policy| policy.name.as_str()), Some("night"));
    let missing = format!("[on_call]\npolicy = 'nigt'\n{two}");
    assert_snapshot!(fault(&missing), @"2: there is no policy called `nigt` (did you mean `night`?)");
}

#[test]
fn names_may_be_used_above_the_place_where_they_are_given() {
    let text = "[on_call]\npolicy = 'default'\n\
        [[on_call.policies]]\nname = 'default'\n[[on_call.policies.steps]]\npage = ['schedule:primary', '<@7>', 'role:@On call']\n\
        [[on_call.schedules]]\nname = 'primary'\ntime_zone = 'UTC'\n\
        [[on_call.schedules.layers]]\npeople = ['carol']\nshift = 'daily'\nhandoff = '00:00'\nstart = 2026-01-01\n\
        [on_call.people]\ncarol = '1'\n";
    let on_call = on_call(text);
    assert_eq!(on_call.policy().map(|policy| policy.steps[0].targets.len()), Some(3));
}

#[test]
fn a_person_who_is_unknown_is_shown_where_they_are_named() {
    assert_snapshot!(refused(&schedule_but("'dan'", "'dann'")), @"
    error[unknown-name]: there is no person called `dann`
     --> firstline.toml:8:20
      |
    8 | people = ['carol', 'dann']
      |                    ^^^^^^
      |
      = help: did you mean `dan`?
    ");
}

#[test]
fn what_is_wrong_with_a_schedule_is_said_with_what_would_be_right() {
    let told = [
        ("'dan'", "'zoe'"),
        ("['carol', 'dan']", "[]"),
        ("people = ['carol', 'dan']\n", ""),
        ("'Europe/Berlin'", "'Europe/Berln'"),
        ("'Europe/Berlin'", "'CEST'"),
        ("time_zone = 'Europe/Berlin'\n", ""),
        ("name = 'primary'\n", ""),
        ("'weekly'", "'fortnightly'"),
        ("'weekly'", "'400 days'"),
        ("'09:00'", "'9:00'"),
        ("'09:00'", "'25:00'"),
        ("2026-01-05", "'2026-01-05'"),
        ("2026-01-05", "2026-01-05T09:00:00"),
        ("handoff = '09:00'", "handoff = '09:00'\nhandoff_day = 'tuesday'"),
        ("shift = 'weekly'", "shift = 'daily'\nhandoff_day = 'monday'"),
        ("handoff = '09:00'", "handoff = '09:00'\nhours = ['mon-fri 8-18']"),
        ("handoff = '09:00'", "handof = '09:00'"),
    ]
    .map(|(was, is)| faults(&schedule_but(was, is)).join("\n"));
    assert_snapshot!(told.join("\n"), @r#"
    8: there is no person called `zoe` (there are `carol`, `dan`; others are added under `[on_call.people]`)
    8: the layer has nobody in it (name who takes turns: `people = ["carol"]`)
    7: the layer has no `people` (name who takes turns: `people = ["carol", "dan"]`)
    6: there is no time zone `Europe/Berln` (did you mean `Europe/Berlin`?)
    6: there is no time zone `CEST` (zones are named by a city, such as `Europe/Berlin` or `America/New_York`, or are `UTC`)
    4: the schedule `primary` has no `time_zone` (write for example `time_zone = "Europe/Berlin"`)
    4: the schedule has no `name` (write for example `name = "primary"`)
    9: `shift` cannot be `fortnightly` (a shift is `daily`, `weekly`, or for example `12 hours`, `3 days` or `2 weeks`)
    9: `shift` cannot be `400 days` (a shift is 1 to 366 days)
    10: `handoff` cannot be `9:00` (a handoff is a time of day with two digits each, such as `09:00`)
    10: `handoff` cannot be `25:00` (a handoff is a time of day with two digits each, such as `09:00`)
    11: `start` is a date, but this is a string (leave the quotes out: `start = 2026-01-05`)
    11: `start` has a time, but is a date only (write year, month and day: `start = 2026-01-31`)
    11: `handoff_day` is `tuesday`, but `start` 2026-01-05 is a `monday` (write `start = 2025-12-30`, or `handoff_day = "monday"`)
    10: `handoff_day` is for shifts of weeks, and this one is daily (leave it out, or write `shift = "weekly"`)
    11: `hours` cannot be `mon-fri 8-18` (hours are written `mon-fri 08:00-18:00`, `sat,sun` or `22:00-06:00`)
    10: a layer has no key `handof` (did you mean `handoff`?)
    "#);
}

#[test]
fn a_schedule_without_layers_is_empty() {
    let none = with_people("[[on_call.schedules]]\nname = 'primary'\ntime_zone = 'UTC'\n");
    assert_snapshot!(fault(&none), @"4: the schedule `primary` is empty (add people under a `[[on_call.schedules.layers]]` heading)");
}

#[test]
fn what_is_wrong_with_people_is_said_with_what_would_be_right() {
    let text =
        "[on_call.people]\ncarol = 'carol#1234'\n'12' = '12'\n'role:x' = '13'\ndan = '2'\ndaniel = '2'\nerin = 3\n";
    assert_snapshot!(faults(text).join("\n"), @r#"
    2: `carol#1234` is not the id of a person (copy it in Discord: Settings, Advanced, Developer Mode, then Copy User ID from the person's menu)
    3: `12` is no name for a person (write for example `carol = "123456789012345678"`)
    4: `role:x` is no name for a person (write for example `carol = "123456789012345678"`)
    6: `daniel` has the id of `dan` (give every person one name)
    7: `erin` is a string, but this is an integer (put it into quotes: `erin = "3"`)
    "#);
}

#[test]
fn what_is_wrong_with_a_policy_is_said_with_what_would_be_right() {
    let policy = |text: &str| faults(&format!("{}{text}", schedule_but("'primary'", "'primary'"))).join("\n");
    let told = [
        "[[on_call.policies]]\nname = 'default'\n",
        "[[on_call.policies]]\n[[on_call.policies.steps]]\npage = ['carol']\n",
        "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = []\n",
        "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\nafter_minutes = 1\n",
        "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = ['schedule:primry', 'schedule:x', 'erin', 'role:']\n",
        "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = ['carol']\n[[on_call.policies.steps]]\npage = ['dan']\n",
        "[[on_call.policies]]\nname = 'a'\nrepeat = 21\n[[on_call.policies.steps]]\npage = ['carol']\nafter_minutes = -1\n",
        "[[on_call.policies]]\nname = 'a'\nsteps = []\n",
    ]
    .map(policy);
    assert_snapshot!(told.join("\n"), @r#"
    12: the policy has no steps (say who is paged under a `[[on_call.policies.steps]]` heading)
    12: the policy has no `name` (write for example `name = "default"`)
    15: the step pages nobody (write for example `page = ["schedule:primary"]`)
    14: the step has no `page` (write for example `page = ["schedule:primary"]`)
    15: there is no schedule called `primry` (did you mean `primary`?)
    15: there is no schedule called `x` (there is `primary`; others are added under `[[on_call.schedules]]`)
    15: there is no person called `erin` (there are `carol`, `dan`; others are added under `[on_call.people]`)
    16: the step has no `after_minutes` (say how long it waits after the step before it: `after_minutes = 10`)
    14: `repeat` cannot be 21 (it is a number from 0 to 20)
    17: `after_minutes` cannot be -1 (it is a number from 0 to 10080)
    14: `on_call.policies.steps` is empty (put each one below a heading of its own: `[[on_call.policies.steps]]`)
    "#);
}

#[test]
fn two_of_one_name_are_refused() {
    let policy = "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = ['carol']\n";
    let schedule = schedule_but("'primary'", "'primary'").replace(PEOPLE, "");
    let text = with_people(&format!("{schedule}{schedule}{policy}{policy}"))
        .replace(PEOPLE, &format!("[on_call]\npolicy = 'a'\n{PEOPLE}"));
    assert_snapshot!(faults(&text).join("\n"), @"
    15: there are two schedules called `primary` (give each a name of its own)
    27: there are two policies called `a` (give each a name of its own)
    ");
}

#[test]
fn what_is_wrong_with_the_rest_is_said_with_what_would_be_right() {
    let text = "[on_call]\ntalk = 'loud'\nunanswered_minutes = 0\nkeep_role = '@'\nschedules = 1\n\
        [on_call.reply_minutes]\ncritical = '10'\nurgent = 5\n";
    assert_snapshot!(faults(text).join("\n"), @r#"
    2: `talk` cannot be `loud` (it is one of `none`, `public`, `private`)
    3: `unanswered_minutes` cannot be 0 (it is a number from 1 to 10080)
    4: `@` is neither a name nor an id (write for example `keep_role = "@support"`, or the id in quotes)
    5: `on_call.schedules` is an array of tables, but this is an integer (put each one below a heading of its own: `[[on_call.schedules]]`)
    7: `critical` is a whole number, but this is a string (leave the quotes out: `critical = 10`)
    8: `[on_call.reply_minutes]` has no key `urgent` (its keys are `critical`, `high`, `low`, `normal`)
    "#);
}

#[test]
fn a_secret_of_a_webhook_does_not_stand_in_the_file_and_is_not_shown() {
    let text = "[[on_call.webhooks]]\nurl = 'https://alerts.example/x'\nsecret_env = 'hunter2!'\n";
    let shown = refused(text);
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_snapshot!(shown, @r#"
    error[secret]: `secret_env` on line 3 is not the name of a variable
    --> firstline.toml
     = help: write the name of the environment variable that holds the secret: `secret_env = "FIRSTLINE_WEBHOOK_SECRET"`
    "#);
    let told = [
        "[[on_call.webhooks]]\nurl = 'http://alerts.example/x'\n",
        "[[on_call.webhooks]]\nform = 'pagerduty'\nurl = 'https://events.pagerduty.com/v2/enqueue'\n",
        "[[on_call.webhooks]]\nform = 'slack'\n",
    ]
    .map(|text| faults(text).join("\n"));
    assert_snapshot!(told.join("\n"), @r#"
    2: `url` cannot be `http://alerts.example/x` (use https: over plain http, anyone on the way to another machine reads who is paged and why)
    1: the webhook has no `secret_env` (name the environment variable that holds PagerDuty's integration key: `secret_env = "PAGERDUTY_KEY"`)
    1: the webhook has no `url` (write for example `url = "https://alerts.example/firstline"`)
    2: `form` cannot be `slack` (it is one of `generic`, `pagerduty`)
    "#);
}

#[test]
fn the_guide_shows_a_section_that_means_what_it_says() {
    let guide = include_str!("../../../docs/on-call.md");
    let shown = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("it shows one");
    let on_call = on_call(shown);
    let primary = on_call.roster.schedule("primary").expect("it is there");
    let who = |at: &str| primary.on_call_at(&[], at.parse().expect("the test names a time"));
    let name = |at: &str| who(at).and_then(|id| on_call.roster.name_of(id));
    // A Friday evening of Carol's week, the Monday evening on which Dan's has begun, and office hours.
    let told = ["2026-01-09T19:00:00Z", "2026-01-12T19:00:00Z", "2026-01-12T09:00:00Z"].map(name);
    assert_eq!(told, [Some("carol"), Some("dan"), Some("erin")]);
    assert_eq!(on_call.policy().map(|policy| (policy.steps.len(), policy.repeat)), Some((2, 2)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_target_makes_the_reader_panic(target in "(schedule:|role:|<@)?\\PC{0,20}") {
        let quoted = toml::Value::String(target).to_string();
        let text = format!("[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = [{quoted}]\n");
        if let Err(problems) = Config::parse(&text, DEFAULT_PATH) {
            for problem in problems {
                problem.render(Some(&text));
            }
        }
    }

    #[test]
    fn no_value_makes_the_reader_of_schedules_panic(
        key in prop::sample::select(vec!["people", "shift", "handoff", "handoff_day", "start", "hours"]),
        value in r"(-?[0-9]{1,25}|'[^'\n]{0,20}'|\[\]|\['[^'\n]{0,9}', 1\]|\{a = 1\}|true|inf|[0-9]{4}-[01][0-9]-[0-3][0-9])",
    ) {
        let lines = ["people = ['carol']", "shift = 'weekly'", "handoff = '09:00'", "start = 2026-01-05"];
        let others = lines.iter().filter(|line| !line.starts_with(&format!("{key} "))).map(|line| format!("{line}\n"));
        let layer: String = others.chain([format!("{key} = {value}\n")]).collect();
        let text = with_people(&format!("[[on_call.schedules]]\nname = 'a'\ntime_zone = 'UTC'\n[[on_call.schedules.layers]]\n{layer}"));
        if let Err(problems) = Config::parse(&text, DEFAULT_PATH) {
            for problem in problems {
                problem.render(Some(&text));
            }
        }
    }
}
