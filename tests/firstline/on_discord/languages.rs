//! The languages: of the commands as Discord shows them, and of what is said to whom.

use firstline::sandbox::World;
use insta::assert_snapshot;
use serde_json::Value;

use super::team::{Setup, Team};

const LOCALES: [&str; 6] = ["de", "fr", "es-ES", "es-419", "pt-BR", "ja"];

/// Visits every command, sub-command, option and choice.
fn each<'v>(path: &str, named: &'v Value, visit: &mut dyn FnMut(String, &'v Value)) {
    let path = format!("{path}{}", named["name"].as_str().unwrap_or_default());
    for inner in named["options"].as_array().into_iter().flatten() {
        each(&format!("{path} "), inner, visit);
    }
    for inner in named["choices"].as_array().into_iter().flatten() {
        each(&format!("{path}="), inner, visit);
    }
    visit(path, named);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_and_option_has_its_name_and_description_in_every_language() {
    let team = Team::new().await;
    let commands = team.sandbox.commands();
    let mut missing = vec![];
    let mut seen = vec![];
    for command in &commands {
        each("", command, &mut |path, named| {
            for key in ["name_localizations", "description_localizations"] {
                // A menu has no description, and a choice none either.
                if key.starts_with("description") && named["description"].as_str().unwrap_or_default().is_empty() {
                    continue;
                }
                for locale in LOCALES {
                    if named[key][locale].as_str().unwrap_or_default().is_empty() {
                        missing.push(format!("{path}: {key} {locale}"));
                    }
                }
            }
            seen.push(path);
        });
    }
    assert_eq!(missing, Vec::<String>::new());
    assert_snapshot!(seen.join("\n"), @"");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_sees_is_in_their_language_and_what_all_see_in_the_servers() {
    let world = |world: World| world.with_locale("ada", "de").with_locale("mia", "pt-BR").with_locale("ben", "zh-CN");
    let mut team = Setup::new().world(world).start().await;
    for name in ["ada", "mia", "ben"] {
        team.person(name).types("#support", "/issue id:paper-jam-reported").expect("they may");
        let shown = team.sees().await;
        insta::allow_duplicates! {
            assert_snapshot!(shown.lines().nth(2).unwrap_or_default(), @"**Check first**");
        }
    }
    team.finish().await;
}
