//! Addresses that the configuration names: Discord's REST interface, webhooks, and the database.

use core::net::IpAddr;
use std::fmt;
use std::str::FromStr;

/// Where Discord's REST interface is: `https://…`, or `http://…` on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUrl(String);

/// Which database: `sqlite:` with the path of a file, `sqlite::memory:`, or `postgres://user@host/database`.
///
/// Shown, it has no password.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreUrl(String);

/// Where a webhook is posted to: `https://…`, or `http://…` on this machine.
///
/// Shown, it is the host alone: what follows often lets in whoever knows it.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookUrl(String);

impl ApiUrl {
    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ApiUrl {
    type Err = String;

    /// # Errors
    /// One sentence: what would be right.
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = "write for example `https://discord.example` or, on this machine, `http://127.0.0.1:8086`";
        if text.contains('?') {
            return Err(shape.to_owned());
        }
        let plain = "use https: over plain http, anyone on the way to another machine reads the bot's token";
        web_address(text, shape, plain)?;
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

impl WebhookUrl {
    /// The whole address: for posting to, not for showing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for WebhookUrl {
    type Err = String;

    /// # Errors
    /// One sentence: what would be right.
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = "write for example `https://alerts.example/firstline`";
        let plain = "use https: over plain http, anyone on the way to another machine reads who is paged and why";
        web_address(text, shape, plain)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
        f.write_str(host)
    }
}

impl fmt::Debug for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebhookUrl({self})")
    }
}

/// Sees that something is an address that nobody on the way can read along: https, or http to this machine.
fn web_address(text: &str, shape: &str, plain: &str) -> Result<(), String> {
    let (scheme, rest) = text.split_once("://").ok_or(shape)?;
    if rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | '#' | '\\')) {
        return Err(shape.to_owned());
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let is_here = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    match scheme {
        "https" if !host.is_empty() => Ok(()),
        "http" if is_here => Ok(()),
        "http" if !host.is_empty() => Err(plain.to_owned()),
        _ => Err(shape.to_owned()),
    }
}

impl StoreUrl {
    /// The whole address, with its password if it has one: for connecting, not for showing.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether it is a PostgreSQL server's, which several processes may share.
    pub fn is_postgres(&self) -> bool {
        !self.0.starts_with("sqlite:")
    }

    /// The path of the file, for SQLite in a file.
    pub fn file(&self) -> Option<&str> {
        let path = self.0.strip_prefix("sqlite:").filter(|path| *path != ":memory:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        Some(path.split('?').next().unwrap_or(path))
    }
}

impl Default for StoreUrl {
    fn default() -> Self {
        Self("sqlite:firstline.db".to_owned())
    }
}

impl FromStr for StoreUrl {
    type Err = String;

    /// # Errors
    /// One sentence: what would be right.
    fn from_str(text: &str) -> Result<Self, String> {
        let shape = || {
            "write `sqlite:` and the path of a file, such as `sqlite:firstline.db`, or the address of a server, such as \
             `postgres://user@host/database`"
                .to_owned()
        };
        let (scheme, rest) = text.split_once(':').ok_or_else(shape)?;
        match scheme {
            "sqlite" if !rest.trim_start_matches('/').is_empty() => Ok(Self(text.to_owned())),
            "postgres" | "postgresql" if rest.strip_prefix("//").is_some_and(|server| !server.is_empty()) => {
                Ok(Self(text.to_owned()))
            }
            _ => Err(shape()),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = match password(&self.0) {
            Some((start, end)) => (&self.0[..start], &self.0[end..]),
            None => (self.0.as_str(), ""),
        };
        // An option may hold a password as well, and says little to a reader.
        let shown = |part: &str| part.split('?').next().unwrap_or_default().to_owned();
        write!(f, "{}{}", shown(before), shown(after))
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUrl({self})")
    }
}

/// Whether a password stands in an address.
pub(super) fn has_password(url: &str) -> bool {
    password(url).is_some() || url.split(['?', '&']).skip(1).any(|option| option.starts_with("password="))
}

/// Where the password stands before the host, with its colon.
fn password(url: &str) -> Option<(usize, usize)> {
    let start = url.find("://")? + 3;
    let authority = &url[start..];
    let authority = &authority[..authority.find(['/', '?', '#']).unwrap_or(authority.len())];
    let at = authority.rfind('@')?;
    let colon = authority[..at].find(':')?;
    Some((start + colon, start + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        for good in ["http://127.0.0.1:8086", "http://localhost", "http://[::1]:80/", "https://discord.example/proxy"] {
            assert_eq!(good.parse::<ApiUrl>().expect(good).as_str(), good.trim_end_matches('/'));
        }
        for bad in [
            "http://discord.com",
            "http://127.0.0.1.evil.example",
            "http://localhost@evil.example",
            "ftp://a",
            "x",
            "http://",
        ] {
            assert!(bad.parse::<ApiUrl>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for secret in [
            "postgres://ada:hunter2@db.example/firstline",
            "postgres://ada:hun@ter2@db.example/firstline?sslmode=require",
            "postgresql://ada@db.example/firstline?password=hunter2",
            "postgres://ada:hunter2@db.example?sslmode=require&password=hunter2",
        ] {
            let url: StoreUrl = secret.parse().expect(secret);
            assert!(has_password(secret), "{secret}");
            let shown = format!("{url} {url:?}");
            assert!(!shown.contains("ter2"), "{shown}");
            assert!(shown.contains("ada@db.example"), "{shown}");
        }
        assert!(!has_password("postgres://ada@db.example/firstline"));
    }

    #[test]
    fn a_store_is_a_file_a_server_or_memory() {
        let file = |url: &str| url.parse::<StoreUrl>().expect(url).file().map(str::to_owned);
        assert_eq!(file("sqlite:firstline.db").as_deref(), Some("firstline.db"));
        assert_eq!(file("sqlite:///var/lib/firstline.db").as_deref(), Some("/var/lib/firstline.db"));
        assert_eq!(file("sqlite://data/f.db?mode=ro").as_deref(), Some("data/f.db"));
        assert_eq!(file("sqlite::memory:"), None);
        for bad in ["firstline.db", "sqlite:", "sqlite://", "mysql://a/b", "postgres:", "postgres://", ""] {
            assert!(bad.parse::<StoreUrl>().is_err(), "{bad}");
        }
    }
}
