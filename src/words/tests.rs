//! The table is complete, its columns agree, and Discord takes what is in it.

use super::fill::placeholders;
use super::{Kind, Language, Text};

/// Every cell that is there, with its row's name and its language.
fn cells() -> impl Iterator<Item = (Text, Language, &'static str)> {
    let all = Text::ALL.iter().flat_map(|text| Language::ALL.map(|language| (*text, language)));
    all.filter_map(|(text, language)| Some((text, language, language.cell(text)?)))
}

#[test]
fn every_sentence_is_there_in_every_language() {
    let missing: Vec<String> = Text::ALL
        .iter()
        .map(|text| {
            let without = Language::ALL.iter().filter(|language| language.cell(*text).is_none());
            (text, without.map(|language| language.code()).collect::<Vec<_>>())
        })
        .filter(|(_, without)| !without.is_empty())
        .map(|(text, without)| format!("  {text:?}: {}", without.join(", ")))
        .collect();
    assert!(missing.is_empty(), "{} rows lack a language:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn the_placeholders_are_the_same_in_every_language() {
    let names = |sentence| {
        let mut names: Vec<&str> = placeholders(sentence).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let faults: Vec<String> = cells()
        .filter(|(text, _, cell)| names(cell) != names(Language::English.say(*text)))
        .map(|(text, language, cell)| {
            let english = names(Language::English.say(text));
            format!("  {text:?} in {}: {:?}, in English {english:?}", language.code(), names(cell))
        })
        .collect();
    assert!(faults.is_empty(), "the placeholders differ:\n{}", faults.join("\n"));
}

/// The marks of Discord's Markdown that come in pairs, or would begin a block.
#[test]
fn the_markdown_is_the_same_in_every_language() {
    let marks = |sentence: &str| ["**", "`", "](", "<t:", "</", "\n"].map(|mark| sentence.matches(mark).count());
    let faults: Vec<String> = cells()
        .filter(|(text, _, cell)| marks(cell) != marks(Language::English.say(*text)))
        .map(|(text, language, cell)| format!("  {text:?} in {}: {cell:?}", language.code()))
        .collect();
    assert!(faults.is_empty(), "the Markdown differs from the English:\n{}", faults.join("\n"));
}

#[test]
fn discord_takes_every_name_description_label_and_title() {
    let faults: Vec<String> = cells()
        .filter_map(|(text, language, cell)| {
            let fault = text.kind().fault(cell)?;
            Some(format!("  {text:?} in {}: {cell:?} {fault}", language.code()))
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The names of commands and options.
fn names() -> impl Iterator<Item = Text> {
    Text::ALL.iter().copied().filter(|text| text.kind() == Kind::Name)
}

/// A name within a command that a sentence gives, as another language has it; none where no command has the name.
fn name_in(language: Language, english: &str) -> Option<&'static str> {
    names().find(|name| Language::English.say(*name) == english).map(|name| language.say(name))
}

/// A command as an English sentence gives it, `/privacy opt-out out:False`, as another language has it.
fn command_in(language: Language, english: &str) -> Option<String> {
    let words = english.strip_prefix('/')?.split(' ').map(|word| match word.split_once(':') {
        Some((option, value)) => Some(format!("{}:{value}", name_in(language, option)?)),
        None => Some(name_in(language, word)?.to_owned()),
    });
    Some(format!("/{}", words.collect::<Option<Vec<_>>>()?.join(" ")))
}

/// The commands that a sentence gives.
fn commands(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('`').skip(1).step_by(2).filter(|code| code.starts_with('/'))
}

#[test]
fn a_command_in_a_sentence_has_the_name_that_its_reader_sees() {
    let mut faults = vec![];
    let mut given = 0;
    for (text, language, cell) in cells() {
        let english = commands(Language::English.say(text));
        let mut expected: Vec<_> = english
            .map(|english| command_in(language, english).unwrap_or_else(|| panic!("{text:?}: no `{english}`")))
            .collect();
        let mut found: Vec<_> = commands(cell).collect();
        given += found.len();
        // Languages differ in the order of their words.
        expected.sort();
        found.sort_unstable();
        if expected != found {
            faults.push(format!("  {text:?} in {}: {found:?}, where the names are {expected:?}", language.code()));
        }
    }
    assert!(faults.is_empty(), "commands that are called something else:\n{}", faults.join("\n"));
    assert!(given > 0, "no sentence gives a command");
}

#[test]
fn a_slash_stands_only_before_a_command_in_code() {
    let faults: Vec<String> = cells()
        .filter(|(_, _, cell)| {
            let prose: String = cell.split('`').step_by(2).collect();
            prose.split_whitespace().any(|word| word.starts_with('/'))
        })
        .map(|(text, language, cell)| format!("  {text:?} in {}: {cell:?}", language.code()))
        .collect();
    assert!(faults.is_empty(), "commands that are not in code:\n{}", faults.join("\n"));
}

/// Discord refuses two options of one name, and people cannot tell two commands of one name apart.
#[test]
fn no_two_names_are_the_same_in_a_language() {
    for language in Language::ALL {
        let mut all: Vec<&str> = names().map(|name| language.say(name)).collect();
        all.sort_unstable();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(twice.is_empty(), "{}: {twice:?} is the name of two", language.code());
    }
}

#[test]
fn the_help_calls_buttons_and_menus_what_they_are_called() {
    for language in Language::ALL {
        let help = language.say(Text::Help);
        for called in [Text::FindTheFix, Text::GetAPerson] {
            let called = language.say(called);
            assert!(help.contains(&format!("{called}**")), "{}: {called:?} is not in {help:?}", language.code());
        }
    }
}

#[test]
fn a_french_mark_stays_on_the_line_of_its_word() {
    let breaks = [" :", " ;", " ?", " !", "« ", " »"];
    let faults: Vec<_> = cells()
        .filter(|(_, language, _)| *language == Language::French)
        .filter(|(_, _, cell)| breaks.iter().any(|mark| cell.contains(mark)))
        .map(|(text, ..)| text)
        .collect();
    assert!(faults.is_empty(), "write \\u{{a0}} before the mark in {faults:?}");
}

#[test]
fn a_sentence_is_clean_text() {
    let stray = |c: char| c.is_control() && c != '\n' || c == '\u{FFFD}';
    let faults: Vec<String> = cells()
        .filter(|(_, _, cell)| cell.trim() != *cell || cell.contains("  ") || cell.contains(stray))
        .map(|(text, language, cell)| format!("  {text:?} in {}: {cell:?}", language.code()))
        .collect();
    assert!(faults.is_empty(), "stray spaces or control characters:\n{}", faults.join("\n"));
}

#[test]
fn an_empty_cell_falls_back_to_english() {
    for text in Text::ALL {
        for language in Language::ALL {
            let said = language.say(*text);
            assert!(!said.is_empty());
            if language.cell(*text).is_none() {
                assert_eq!(said, Language::English.say(*text));
            }
        }
    }
}

#[test]
fn discord_is_given_a_sentence_for_each_locale_that_the_default_does_not_serve() {
    let localized = Language::localizations(Text::Steps).collect::<Vec<_>>();
    assert_eq!(
        localized.iter().map(|(locale, _)| *locale).collect::<Vec<_>>(),
        ["de", "fr", "es-ES", "es-419", "pt-BR", "ja"]
    );
    assert_eq!(localized[0], ("de", "Was zu tun ist"));
}
