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
        // The languages are called by their own names, whoever reads them.
        if named["name"] != "language" {
            each(&format!("{path}="), inner, visit);
        }
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
    assert_snapshot!(seen.join("\n"), @"
    lookup text
    lookup public
    lookup
    diagnose file
    diagnose second
    diagnose third
    diagnose text
    diagnose public
    diagnose
    issues
    issue id
    issue public
    issue
    knowledge status
    knowledge reload
    knowledge
    settings show
    settings channel channel
    settings channel answer
    settings channel
    settings helper role
    settings helper helps
    settings helper
    settings on-miss say=nothing
    settings on-miss say=one line that offers a person
    settings on-miss say
    settings on-miss
    settings language language
    settings language
    settings on-call channel
    settings on-call role
    settings on-call
    settings reset
    settings
    stats period=Last 7 days
    stats period=Last 30 days
    stats period=Last 90 days
    stats period=Last 365 days
    stats period
    stats article
    stats time-zone
    stats public
    stats
    privacy show
    privacy export
    privacy delete
    privacy opt-out out
    privacy opt-out
    privacy
    help
    case open text
    case open severity=low
    case open severity=normal
    case open severity=high
    case open severity=critical
    case open severity
    case open
    case list which=Open cases
    case list which=Your cases
    case list which=All cases
    case list which
    case list
    case mine
    case show case
    case show
    case note case
    case note text
    case note
    case assign case
    case assign person
    case assign
    case resolve case
    case resolve issue
    case resolve text
    case resolve
    case reopen case
    case reopen
    case export case
    case export format=for people (Markdown)
    case export format=for programs (JSON)
    case export format
    case export
    case
    oncall now
    oncall next
    oncall schedule schedule
    oncall schedule
    oncall override person
    oncall override until
    oncall override from
    oncall override schedule
    oncall override
    oncall take until
    oncall take schedule
    oncall take
    oncall swap person
    oncall swap schedule
    oncall swap
    oncall cover person
    oncall cover from
    oncall cover until
    oncall cover schedule
    oncall cover
    oncall undo change
    oncall undo
    oncall
    Find the fix
    Open a case
    ");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_sees_is_in_their_language_and_what_all_see_in_the_servers() {
    let world = |world: World| world.with_locale("ada", "de").with_locale("mia", "pt-BR").with_locale("ben", "zh-CN");
    let mut team = Setup::new().world(world).start().await;
    let mut headings = vec![];
    for name in ["ada", "mia", "ben"] {
        for public in [false, true] {
            let line = format!("/issue id:paper-jam-reported public:{public}");
            team.person(name).types("#support", &line).expect("they may");
            headings.push(team.sees().await.lines().nth(2).unwrap_or_default().to_owned());
        }
    }
    // The server speaks English; Chinese is not spoken here.
    assert_eq!(
        headings,
        [
            "**Zuerst prüfen**",
            "**Check first**",
            "**Verifique primeiro**",
            "**Check first**",
            "**Check first**",
            "**Check first**"
        ]
    );
    team.finish().await;
}
