//! The fixed sentences of the bot, in every language it speaks.
//!
//! What a reader sees comes from the team's knowledge, which is in the team's own language, and from the sentences here.
//! All of them stand in [`table`], one row each with a column a language, so that a translator reads one file and a test
//! can name every cell that is missing. A missing cell falls back to English.
//!
//! ```
//! use firstline::words::{Language, Text};
//!
//! let language = Language::of_locale("de").unwrap_or_default();
//! assert_eq!(language.say(Text::Steps), "Was zu tun ist");
//! assert_eq!(Language::English.fill(Text::FoundSeveral, &[("count", "3")]), "3 known issues are in this paste");
//! ```

mod fill;
mod kind;
mod language;
pub mod table;

#[cfg(test)]
mod tests;

pub use self::kind::Kind;
pub use self::language::Language;
pub use self::table::Text;

impl Language {
    /// The sentence in this language, or in English where its cell is empty.
    pub fn say(self, text: Text) -> &'static str {
        self.cell(text).unwrap_or_else(|| text.row().cells[Self::English as usize])
    }

    /// The sentence in this language; none where its cell is empty.
    pub fn cell(self, text: Text) -> Option<&'static str> {
        Some(text.row().cells[self as usize]).filter(|cell| !cell.is_empty())
    }

    /// The sentence with its `{placeholders}` filled in. A value is put in as it is: braces in it are no placeholders.
    ///
    /// A placeholder without a value stays as it is written, which a debug build refuses, as it does a value that the
    /// sentence has no place for.
    pub fn fill(self, text: Text, values: &[(&str, &str)]) -> String {
        fill::fill(self.say(text), values)
    }

    /// The sentence in each of Discord's locales that the English default does not serve, for the localizations of
    /// commands and options.
    pub fn localizations(text: Text) -> impl Iterator<Item = (&'static str, &'static str)> {
        let locales = Self::ALL.into_iter().filter(|language| *language != Self::English);
        locales.flat_map(move |language| language.locales().iter().map(move |locale| (*locale, language.say(text))))
    }
}
