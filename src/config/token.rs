//! The bot's token: the one secret, from the environment only.

use std::fmt;
use std::path::Path;

/// The variable that holds the token.
pub const TOKEN: &str = "DISCORD_TOKEN";
/// The variable that names a file with the token in it, for where secrets are handed over as files.
pub const TOKEN_FILE: &str = "DISCORD_TOKEN_FILE";

const WHERE: &str = "copy it from discord.com/developers/applications, under Bot, Reset Token";

/// A bot's token. Shown, it is not there.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// The token of the environment, which `variable` looks up: [`TOKEN`], or what `read` finds in the file that
    /// [`TOKEN_FILE`] names.
    ///
    /// # Errors
    /// One sentence: what is wrong, without the secret in it.
    pub fn find(
        variable: impl Fn(&str) -> Option<String>,
        read: impl Fn(&Path) -> Result<String, String>,
    ) -> Result<Self, String> {
        let set = |name| variable(name).filter(|value| !value.trim().is_empty());
        match (set(TOKEN), set(TOKEN_FILE)) {
            (Some(_), Some(_)) => Err(format!(
                "{TOKEN} and {TOKEN_FILE} are both set: leave one of them out, so that it is clear which counts"
            )),
            (Some(text), None) => Self::parse(&text, TOKEN),
            (None, Some(path)) => {
                let text = read(Path::new(&path))
                    .map_err(|error| format!("{TOKEN_FILE} names {path}, which cannot be read: {error}"))?;
                Self::parse(&text, &format!("{path} ({TOKEN_FILE})"))
            }
            (None, None) => Err(format!(
                "there is no bot token: set {TOKEN}, or {TOKEN_FILE} to the path of a file with it; {WHERE}"
            )),
        }
    }

    /// The token in a text that people pasted somewhere; `origin` says where, for the sentence.
    fn parse(text: &str, origin: &str) -> Result<Self, String> {
        let mut token = text.trim_start_matches('\u{feff}').trim();
        if let Some((_, value)) = token.split_once('=').filter(|(name, _)| name.trim() == TOKEN) {
            // A whole line of an .env file.
            token = value;
        }
        for _ in 0..2 {
            token = token.trim().trim_matches(['"', '\'']).trim();
            token = match token.split_at_checked(4) {
                Some((bot, rest)) if bot.eq_ignore_ascii_case("bot ") => rest,
                _ => token,
            };
        }
        let is = |wrong: &str| Err(format!("{origin} {wrong}: {WHERE}"));
        let parts: Vec<&str> = token.split('.').collect();
        if token.is_empty() {
            is("is empty")
        } else if token.chars().all(|c| c.is_ascii_digit()) {
            is("holds an application's id rather than the bot's token")
        } else if token.len() == 64 && token.chars().all(|c| c.is_ascii_hexdigit()) {
            is("holds the application's public key rather than the bot's token")
        } else if token.contains(char::is_whitespace) {
            is("holds more than one word, and a token has no spaces in it")
        } else if !token.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')) {
            is("holds characters that no token has, perhaps the dots of a hidden secret")
        } else if parts.len() != 3 || parts.iter().any(|part| part.is_empty()) {
            is("is no bot token, which has three parts with a dot between them (a client secret has none)")
        } else {
            Ok(Self(token.to_owned()))
        }
    }

    /// The secret itself: for logging in, not for showing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    const REAL: &str = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789_-";

    fn token(variables: &[(&str, &str)], file: Result<&str, &str>) -> Result<Token, String> {
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        Token::find(variable, |_| file.map(str::to_owned).map_err(str::to_owned))
    }

    #[test]
    fn a_token_is_taken_as_people_paste_it() {
        for pasted in [
            REAL.to_owned(),
            format!("  {REAL}\r\n"),
            format!("Bot {REAL}"),
            format!("\"bot {REAL}\""),
            format!("'{REAL}'\n"),
            format!("\u{feff}Bot \"{REAL}\""),
            format!("DISCORD_TOKEN={REAL}"),
        ] {
            assert_eq!(token(&[(TOKEN, &pasted)], Err("unread")).expect(&pasted).expose(), REAL);
            assert_eq!(token(&[(TOKEN_FILE, "/run/token")], Ok(&pasted)).expect(&pasted).expose(), REAL);
        }
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = token(&[(TOKEN, REAL)], Err("unread")).expect("it is a token");
        assert_eq!(format!("{token:?}"), "Token(hidden)");
    }

    #[test]
    fn what_is_no_token_is_named_for_what_it_is() {
        let no = |text: &str| token(&[(TOKEN, text)], Err("unread")).expect_err(text);
        assert_snapshot!(no("123456789012345678"), @"DISCORD_TOKEN holds an application's id rather than the bot's token: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(no(&"0f".repeat(32)), @"DISCORD_TOKEN holds the application's public key rather than the bot's token: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(no("your token here"), @"DISCORD_TOKEN holds more than one word, and a token has no spaces in it: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(no("abcdefghijklmnopqrstuvwxyz012345"), @"DISCORD_TOKEN is no bot token, which has three parts with a dot between them (a client secret has none): copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(no("••••••••"), @"DISCORD_TOKEN holds characters that no token has, perhaps the dots of a hidden secret: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(no("\"\""), @"DISCORD_TOKEN is empty: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(token(&[], Err("unread")).expect_err("none"), @"there is no bot token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to the path of a file with it; copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(token(&[(TOKEN, " "), (TOKEN_FILE, "/run/token")], Err("permission denied")).expect_err("file"), @"DISCORD_TOKEN_FILE names /run/token, which cannot be read: permission denied");
        assert_snapshot!(token(&[(TOKEN_FILE, "/run/token")], Ok("\n")).expect_err("empty file"), @"/run/token (DISCORD_TOKEN_FILE) is empty: copy it from discord.com/developers/applications, under Bot, Reset Token");
        assert_snapshot!(token(&[(TOKEN, REAL), (TOKEN_FILE, "/run/token")], Ok(REAL)).expect_err("both"), @"DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: leave one of them out, so that it is clear which counts");
    }
}
