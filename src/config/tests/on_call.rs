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
    assert_snapshot!(fault(&two), @"");
    let chosen = format!("[on_call]\npolicy = 'night'\n{two}");
    assert_eq!(read(&chosen).on_call.policy().map(|policy| policy.name.as_str()), Some("night"));
    let missing = format!("[on_call]\npolicy = 'nigt'\n{two}");
    assert_snapshot!(fault(&missing), @"");
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
    assert_snapshot!(refused(&schedule_but("'dan'", "'dann'")), @"");
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
    assert_snapshot!(told.join("\n"), @"");
}

#[test]
fn a_schedule_without_layers_is_empty() {
    let none = with_people("[[on_call.schedules]]\nname = 'primary'\ntime_zone = 'UTC'\n");
    assert_snapshot!(fault(&none), @"");
}

#[test]
fn what_is_wrong_with_people_is_said_with_what_would_be_right() {
    let text =
        "[on_call.people]\ncarol = 'carol#1234'\n'12' = '12'\n'role:x' = '13'\ndan = '2'\ndaniel = '2'\nerin = 3\n";
    assert_snapshot!(faults(text).join("\n"), @"");
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
    assert_snapshot!(told.join("\n"), @"");
}

#[test]
fn two_of_one_name_are_refused() {
    let policy = "[[on_call.policies]]\nname = 'a'\n[[on_call.policies.steps]]\npage = ['carol']\n";
    let schedule = schedule_but("'primary'", "'primary'").replace(PEOPLE, "");
    let text = with_people(&format!("{schedule}{schedule}{policy}{policy}"))
        .replace(PEOPLE, &format!("[on_call]\npolicy = 'a'\n{PEOPLE}"));
    assert_snapshot!(faults(&text).join("\n"), @"");
}

#[test]
fn what_is_wrong_with_the_rest_is_said_with_what_would_be_right() {
    let text = "[on_call]\ntalk = 'loud'\nunanswered_minutes = 0\nkeep_role = '@'\nschedules = 1\n\
        [on_call.reply_minutes]\ncritical = '10'\nurgent = 5\n";
    assert_snapshot!(faults(text).join("\n"), @"");
}

#[test]
fn a_secret_of_a_webhook_does_not_stand_in_the_file_and_is_not_shown() {
    let text = "[[on_call.webhooks]]\nurl = 'https://alerts.example/x'\nsecret_env = 'hunter2!'\n";
    let shown = refused(text);
    assert!(!shown.contains("hunter2"), "{shown}");
    assert_snapshot!(shown, @"");
    let told = [
        "[[on_call.webhooks]]\nurl = 'http://alerts.example/x'\n",
        "[[on_call.webhooks]]\nform = 'pagerduty'\nurl = 'https://events.pagerduty.com/v2/enqueue'\n",
        "[[on_call.webhooks]]\nform = 'slack'\n",
    ]
    .map(|text| faults(text).join("\n"));
    assert_snapshot!(told.join("\n"), @"");
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
        value in r#"(-?[0-9]{1,25}|'[^'\n]{0,20}'|\[\]|\['[^'\n]{0,9}', 1\]|\{a = 1\}|true|inf|[0-9]{4}-[01][0-9]-[0-3][0-9])"#,
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
