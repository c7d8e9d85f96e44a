//! What a person types, and what comes first.

use std::path::Path;

use super::{Field, Lookup, MOST};
use crate::knowledge::{Article, Issue, Knowledge, load};

/// The knowledge that comes with Firstline.
fn shipped() -> Knowledge {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    load::load(&path).expect("the shipped knowledge is there").knowledge
}

fn issue(id: &str, title: &str, codes: &[&str]) -> Issue {
    let codes = codes.iter().map(|code| (*code).to_owned()).collect();
    Issue { id: id.into(), title: title.into(), codes, ..Issue::default() }
}

fn article(id: &str, issues: Vec<Issue>) -> Article {
    Article { id: id.into(), title: id.into(), path: format!("{id}.toml"), issues, ..Article::default() }
}

/// A knowledge of other people's words: site, paste, languages.
fn mixed() -> Knowledge {
    let bot = vec![
        issue("paste", "Use a paste service for long logs", &[]),
        issue("site", "The site is down", &[]),
        issue("steps", "Steps to take before asking", &[]),
        issue("slow", "The gateway is slow", &["0x1FBD3", "5"]),
        issue("refused", "The connection is refused", &["-2147024891", "AADSTS50011"]),
        issue("sync", "VmSyncFailed while copying", &["VmSyncFailed"]),
    ];
    let world = vec![
        issue("groesse", "Die Größe der Datei überschreitet die Grenze", &[]),
        issue("rights", "Accès refusé à l’élément", &[]),
        issue("restore", "仮想マシンの復元に失敗する", &[]),
        issue("error", "Ошибка подключения к серверу", &[]),
    ];
    Knowledge { articles: vec![article("bot", bot), article("world", world)] }
}

fn ids(knowledge: &Knowledge, query: &str) -> Vec<String> {
    let found = Lookup::new(knowledge).find(query, MOST);
    found.iter().map(|found| knowledge.issue(found.issue).id.to_string()).collect()
}

fn first(knowledge: &Knowledge, lookup: &Lookup, query: &str) -> String {
    let found = lookup.find(query, 1);
    found.first().map_or_else(|| "nothing".to_owned(), |found| knowledge.issue(found.issue).id.to_string())
}

fn finds(knowledge: &Knowledge, table: &[(&str, &str)]) {
    let lookup = Lookup::new(knowledge);
    let missed: Vec<String> = table
        .iter()
        .map(|(query, wanted)| (query, wanted, first(knowledge, &lookup, query)))
        .filter(|(_, wanted, found)| *wanted != found)
        .map(|(query, wanted, found)| format!("  {query:?} finds {found}, not {wanted}"))
        .collect();
    assert!(missed.is_empty(), "\n{}", missed.join("\n"));
}

#[test]
fn what_a_person_types_comes_first() {
    finds(
        &shipped(),
        &[
            ("replica is inconsistent", "replica-is-inconsistent"),
            ("Replica Inconsis", "replica-is-inconsistent"),
            ("inconsistent replica", "replica-is-inconsistent"),
            ("repl incons", "replica-is-inconsistent"),
            ("replca inconsistant", "replica-is-inconsistent"),
            ("scratch folder", "scratch-folder-space"),
            ("scrach foldr", "scratch-folder-space"),
            ("cache full", "scratch-folder-space"),
            ("security pin", "security-pin-incorrect"),
            ("agent too old", "mars-agent-version"),
            ("mars-agent-version", "mars-agent-version"),
            ("azure-backup-server/mars-agent-version", "mars-agent-version"),
            ("130003", "mars-agent-version"),
            ("ID 130003", "mars-agent-version"),
            ("error 0x1FBD3", "mars-agent-version"),
            ("1fbd3", "mars-agent-version"),
            ("3106", "replica-is-inconsistent"),
            ("0xC22", "replica-is-inconsistent"),
            ("ApplicationQuiesce", "vmware-applicationquiescefault"),
            ("quiesce fault", "vmware-applicationquiescefault"),
        ],
    );
}

#[test]
fn words_of_any_script_and_with_any_accents_are_found() {
    finds(
        &mixed(),
        &[
            ("pste", "paste"),
            ("past", "paste"),
            ("sit", "site"),
            ("stie", "site"),
            ("grosse", "groesse"),
            ("GRÖSSE", "groesse"),
            ("groß", "groesse"),
            ("uberschrietet", "groesse"),
            ("acces refuse", "rights"),
            ("復元", "restore"),
            ("仮想マシン", "restore"),
            ("ошибк", "error"),
            ("СЕРВЕРУ", "error"),
            ("0x1fbd3", "slow"),
            ("130003", "slow"),
            ("1FBD3", "slow"),
            ("0x80070005", "refused"),
            ("80070005", "refused"),
            ("aadsts50011", "refused"),
            ("sign-in AADSTS50011", "refused"),
            ("vm sync", "sync"),
            ("VMSYNCFAILED", "sync"),
            ("5", "slow"),
            ("error 5", "slow"),
        ],
    );
}

#[test]
fn what_nobody_wrote_finds_nothing() {
    let (shipped, mixed) = (shipped(), mixed());
    for knowledge in [&shipped, &mixed] {
        let lookup = Lookup::new(knowledge);
        let found: Vec<String> = [
            "asdfgh",
            "qwertz uiop",
            "xkcdqwz",
            "lorem ipsum dolor sit amet",
            "zzzz",
            "jjjjjjjjjjjjjjjj",
            "asdf replica",
            "pizza recipe",
            "minecraft crash",
            "hunter2hunter2",
            "99999",
            "0xDEAD",
            "deadbeef",
            "13000 ",
            "1300033",
            "0x1FBD4",
            "31o6",
            "13000 agent",
            "[",
            "(",
            "*",
            ".*",
            "\\",
            "(?",
            "[a-z",
            "^$",
            "a{1000000}",
            "%%",
            "' \" --",
            "::",
            "/",
            "-",
            "🙂",
            "👩‍👩‍👧",
            "\u{200b}",
            "\u{202e}",
            "\u{301}",
            "\0",
            "\u{FFFD}",
            "ﷺ",
            "龘龘",
            "שגיאה",
        ]
        .into_iter()
        .filter(|query| !lookup.find(query, MOST).is_empty())
        .map(|query| format!("  {query:?} finds {}", first(knowledge, &lookup, query)))
        .collect();
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }
}

#[test]
fn an_exact_code_comes_before_whatever_else_has_the_word() {
    let issues = vec![
        issue("talks", "Error 3106, also called 3106, after error 3106", &[]),
        issue("longer", "Something", &["31065"]),
        issue("has", "Something else entirely", &["0xC22"]),
    ];
    let knowledge = Knowledge { articles: vec![article("a", issues)] };
    assert_eq!(ids(&knowledge, "3106"), ["has", "talks", "longer"]);
    assert_eq!(Lookup::new(&knowledge).find("3106", 1)[0].by, Field::Code);
}

#[test]
fn a_title_that_is_all_asked_for_comes_first() {
    let issues = vec![
        issue("a", "When the agent is missing after the restore of a disk", &[]),
        issue("b", "Missing the agent", &[]),
        issue("c", "The agent is missing", &[]),
        issue("d", "Missing drivers", &[]),
    ];
    let knowledge = Knowledge { articles: vec![article("x", issues)] };
    assert_eq!(ids(&knowledge, "agent missing")[0], "b");
    assert_eq!(ids(&knowledge, "the agent is missing")[0], "c");
    assert_eq!(ids(&knowledge, "miss").len(), 4);
}

#[test]
fn a_number_among_words_is_no_code() {
    assert_eq!(ids(&mixed(), "5 connection refused"), ["refused"]);
}

#[test]
fn nothing_typed_shows_the_first_issues_in_the_order_of_the_files() {
    assert_eq!(ids(&mixed(), "")[..3], ["paste", "site", "steps"]);
    assert_eq!(ids(&mixed(), "  "), ids(&mixed(), ""));
    assert!(ids(&Knowledge::default(), "").is_empty());
    assert!(ids(&Knowledge::default(), "anything").is_empty());
}

#[test]
fn no_more_is_found_than_asked_for_and_than_discord_shows() {
    let issues: Vec<Issue> = (0..100).map(|i| issue(&format!("i{i:03}"), "The disk is full", &["7"])).collect();
    let knowledge = Knowledge { articles: vec![article("a", issues)] };
    let lookup = Lookup::new(&knowledge);
    for query in ["", "disk", "disk full", "d", "7"] {
        assert_eq!((lookup.find(query, 7).len(), lookup.find(query, 1000).len()), (7, MOST), "{query}");
        assert!(lookup.find(query, 0).is_empty());
    }
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let straight = Knowledge { articles: shipped().articles.into_iter().chain(mixed().articles).collect() };
    let turned = Knowledge { articles: straight.articles.iter().rev().cloned().collect() };
    let (one, other) = (Lookup::new(&straight), Lookup::new(&turned));
    for query in ["", "a", "the", "agent", "backup f", "vm", "replica inconsistnt", "3106", "s", "pste"] {
        let names = |knowledge: &Knowledge, lookup: &Lookup| -> Vec<(String, f32)> {
            lookup.find(query, MOST).iter().map(|found| (knowledge.full_id(found.issue), found.score)).collect()
        };
        assert_eq!(names(&straight, &one), names(&turned, &other), "{query:?}");
    }
}

#[test]
fn every_title_and_every_code_of_the_shipped_knowledge_finds_its_issue() {
    let knowledge = shipped();
    let lookup = Lookup::new(&knowledge);
    for (at, _, issue) in knowledge.issues() {
        assert_eq!(lookup.find(&issue.title, 1)[0].issue, at, "{}", issue.title);
        let id = knowledge.full_id(at);
        assert_eq!(lookup.find(&id, 1)[0].issue, at, "{id}");
        for code in &issue.codes {
            assert!(lookup.find(code, MOST).iter().any(|found| found.issue == at), "{code} of {id}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn anything_may_be_typed(query in proptest::prelude::any::<String>()) {
        let _ = Lookup::new(&mixed()).find(&query, MOST);
    }
}
