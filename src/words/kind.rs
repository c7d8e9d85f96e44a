//! Where a sentence is shown, which bounds how long it may be.

/// Where a sentence is shown, with Discord's bounds for such a place in characters ("Application commands", "Component
/// reference" and "Receiving and responding" in its documentation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// In a message, where the renderer measures and cuts.
    Plain,
    /// The name of a slash command or an option: 1 to 32 letters, digits, `-` and `_`, lower case where a letter has one.
    Name,
    /// The name of a message command in the context menu: 1 to 32, with spaces and capitals as one likes.
    Menu,
    /// The description of a command or an option, and the name of a choice: 1 to 100.
    Description,
    /// On a button: 1 to 80; what is longer than some 30 is hard to read on a phone.
    Label,
    /// Over a modal, and over one of its inputs: 1 to 45.
    Title,
    /// In an empty input or an unopened select menu: 1 to 100.
    Placeholder,
}

impl Kind {
    /// How many characters Discord takes there; none where the text is cut when it is rendered.
    pub fn most_characters(self) -> Option<usize> {
        match self {
            Self::Plain => None,
            Self::Name | Self::Menu => Some(32),
            Self::Title => Some(45),
            Self::Label => Some(80),
            Self::Description | Self::Placeholder => Some(100),
        }
    }

    /// What is wrong with such a text for Discord, as the end of a sentence that begins with it.
    pub fn fault(self, text: &str) -> Option<String> {
        let characters = text.chars().count();
        if let Some(most) = self.most_characters()
            && !(1..=most).contains(&characters)
        {
            return Some(format!("has {characters} characters, where Discord takes 1 to {most}"));
        }
        let fits_a_name = |c: char| c.is_alphanumeric() && c.to_lowercase().eq([c]) || matches!(c, '-' | '_' | '\'');
        if self == Self::Name && !text.chars().all(fits_a_name) {
            return Some("is no command name: small letters, digits, `-` and `_` only".to_owned());
        }
        (self != Self::Plain && text.trim() != text).then(|| "begins or ends with a space".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_discord_would_refuse_is_found_at_its_bound() {
        for kind in [Kind::Name, Kind::Menu, Kind::Description, Kind::Label, Kind::Title, Kind::Placeholder] {
            let most = kind.most_characters().unwrap();
            assert_eq!(kind.fault(&"x".repeat(most)), None);
            assert!(kind.fault(&"x".repeat(most + 1)).is_some());
            assert!(kind.fault(&"あ".repeat(most)).is_none());
            assert!(kind.fault("").is_some());
        }
        assert_eq!(Kind::Plain.fault(&"x".repeat(5000)), None);
    }

    #[test]
    fn a_command_name_is_small_letters_without_spaces() {
        for name in ["lookup", "opt-out", "prüfen", "確認", "データ", "l'aide"] {
            assert_eq!(Kind::Name.fault(name), None, "{name}");
        }
        for name in ["Lookup", "opt out", "prüfen!", "a/b", "Ö", "データ。"] {
            assert!(Kind::Name.fault(name).is_some(), "{name}");
        }
        assert_eq!(Kind::Menu.fault("Find the fix"), None);
    }
}
