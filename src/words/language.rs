//! The languages, and what Discord calls them.

/// A language that the bot speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English, which every sentence is written in first.
    #[default]
    English,
    /// German, with "Sie".
    German,
    /// French, with "vous".
    French,
    /// Spanish as it is understood everywhere, with "usted".
    Spanish,
    /// Portuguese as in Brazil.
    Portuguese,
    /// Japanese, in the polite form.
    Japanese,
}

impl Language {
    /// All of them, in the order of the table's columns.
    pub const ALL: [Self; 6] =
        [Self::English, Self::German, Self::French, Self::Spanish, Self::Portuguese, Self::Japanese];

    /// The language of a locale as Discord or a person writes it: `de`, `pt-BR`, `es-419`, `en_GB`. A region that has no
    /// column of its own reads its language's.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|known| known.subtag().eq_ignore_ascii_case(language))
    }

    /// The code it is stored and configured by, which [`Language::of_locale`] reads back.
    pub fn code(self) -> &'static str {
        match self {
            Self::Portuguese => "pt-BR",
            language => language.subtag(),
        }
    }

    /// Discord's locales in which people read it (Discord's reference, "Locales").
    pub fn locales(self) -> &'static [&'static str] {
        match self {
            Self::English => &["en-US", "en-GB"],
            Self::German => &["de"],
            Self::French => &["fr"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::Portuguese => &["pt-BR"],
            Self::Japanese => &["ja"],
        }
    }

    /// What its speakers call it, for a list to choose from.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Spanish => "Español",
            Self::Portuguese => "Português (Brasil)",
            Self::Japanese => "日本語",
        }
    }

    fn subtag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Japanese => "ja",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_of_discord_that_we_speak_is_known() {
        for language in Language::ALL {
            for locale in language.locales() {
                assert_eq!(Language::of_locale(locale), Some(language), "{locale}");
            }
            assert_eq!(Language::of_locale(language.code()), Some(language));
        }
    }

    #[test]
    fn a_region_reads_its_language_and_a_stranger_is_not_guessed() {
        assert_eq!(Language::of_locale("de-AT"), Some(Language::German));
        assert_eq!(Language::of_locale("pt_PT"), Some(Language::Portuguese));
        assert_eq!(Language::of_locale("EN-gb"), Some(Language::English));
        for stranger in ["", "-", "d", "deu", "den", "zh-CN", "nl", "\u{202e}de", "german"] {
            assert_eq!(Language::of_locale(stranger), None, "{stranger:?}");
        }
    }

    #[test]
    fn a_column_is_a_languages_number() {
        for (column, language) in Language::ALL.into_iter().enumerate() {
            assert_eq!(language as usize, column);
        }
    }
}
