//! The table is complete, its columns agree, and Discord takes what is in it.

use super::fill::placeholders;
use super::{Language, Text};

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
