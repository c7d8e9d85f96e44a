use super::*;
use crate::config::{Config, DEFAULT_PATH};

/// The warnings about a file in the year from 1 March 2026 on, each with its line.
fn warnings(text: &str) -> Vec<String> {
    let config = Config::parse(text, DEFAULT_PATH).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let found = coverage(text, DEFAULT_PATH, &config.on_call, jiff::civil::date(2026, 3, 1));
    let told = found.iter().map(|problem| {
        assert_eq!(problem.severity, Severity::Warning);
        let report = problem.report(Some(text));
        format!("{}[{}] {}", report.line.unwrap_or(0), report.rule, report.message)
    });
    told.collect()
}

/// Who a layer has, from which day on, and in which hours.
type Layer<'a> = (&'a str, &'a str, &'a str);

/// A file with these schedules, and a policy that pages by some of them.
fn file(schedules: &[(&str, &[Layer<'_>])], paged: &[&str]) -> String {
    let mut text = "[on_call.people]\ncarol = '1'\ndan = '2'\n".to_owned();
    for (name, layers) in schedules {
        text += &format!("[[on_call.schedules]]\nname = '{name}'\ntime_zone = 'Europe/Berlin'\n");
        for (person, start, hours) in *layers {
            text += &format!(
                "[[on_call.schedules.layers]]\npeople = ['{person}']\nshift = 'weekly'\nhandoff = '00:00'\nstart = {start}\n"
            );
            text += &if hours.is_empty() { String::new() } else { format!("hours = ['{hours}']\n") };
        }
    }
    text += "[[on_call.policies]]\nname = 'default'\n";
    for name in paged {
        text += &format!("[[on_call.policies.steps]]\nafter_minutes = 5\npage = ['schedule:{name}']\n");
    }
    text
}

#[test]
fn a_schedule_that_always_has_somebody_and_is_paged_is_in_order() {
    let text = file(
        &[("primary", &[("carol", "2026-01-05", ""), ("dan", "2026-01-05", "mon-fri 08:00-18:00")])],
        &["primary"],
    );
    assert_eq!(warnings(&text), [""; 0]);
}

#[test]
fn a_time_without_anyone_is_told_once_with_how_often_it_comes_again() {
    let weekdays = file(&[("primary", &[("carol", "2026-01-05", "mon-fri")])], &["primary"]);
    assert_eq!(
        warnings(&weekdays),
        [
            "5[gap] nobody is on call by `primary` from Sun 2026-03-01 00:00 to Mon 2026-03-02 00:00 (Europe/Berlin), and 52 more \
          times within a year"
        ]
    );
    let later = file(&[("primary", &[("carol", "2026-04-01", "")])], &["primary"]);
    assert_eq!(
        warnings(&later),
        ["5[gap] nobody is on call by `primary` from Sun 2026-03-01 00:00 to Wed 2026-04-01 00:00 (Europe/Berlin)"]
    );
    let never = file(&[("primary", &[("carol", "2036-04-01", "")])], &["primary"]);
    assert_eq!(
        warnings(&never),
        ["5[gap] nobody is on call by `primary` from Sun 2026-03-01 00:00 on (Europe/Berlin)"]
    );
}

#[test]
fn a_layer_that_never_counts_is_told() {
    let hidden = file(&[("primary", &[("dan", "2026-01-05", "sat"), ("carol", "2026-01-05", "")])], &["primary"]);
    assert_eq!(warnings(&hidden), ["5[hidden-layer] layer 1 of `primary` never counts: later ones win all the time"]);
}

#[test]
fn a_schedule_that_nobody_is_paged_by_is_told() {
    let text =
        file(&[("primary", &[("carol", "2026-01-05", "")]), ("spare", &[("dan", "2026-01-05", "")])], &["primary"]);
    assert_eq!(warnings(&text), ["13[unused-schedule] no policy pages who is on call by `spare`"]);
}

#[test]
fn one_person_on_call_by_two_schedules_of_a_policy_is_told() {
    let text = file(
        &[
            ("primary", &[("carol", "2026-01-05", "")]),
            ("second", &[("dan", "2026-01-05", ""), ("carol", "2026-01-05", "sun")]),
        ],
        &["primary", "second"],
    );
    assert_eq!(
        warnings(&text),
        [
            "13[overlap] `carol` is on call by `primary` and by `second` from Sun 2026-03-01 00:00 to Mon 2026-03-02 00:00 \
          (Europe/Berlin), and 52 more times within a year: the policy `default` pages the same person for both"
        ]
    );
}
