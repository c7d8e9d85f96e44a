//! The configuration that a command runs by: the file, and what the environment adds to it.

use std::fs;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::counted;
use super::failure::Failure;
use crate::config::{CALENDAR_KEY, CalendarKey, Config, DEFAULT_PATH, Secrets, StoreUrl, Token};
use crate::knowledge::problem::Problem;

/// Where the configuration is.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ConfigArgs {
    /// The configuration [default: firstline.toml, where it is there]
    #[arg(short, long, value_name = "PATH", env = "FIRSTLINE_CONFIG")]
    pub config: Option<PathBuf>,
    /// The store, instead of what the configuration names: the path of a file behind sqlite:, or a server's address
    #[arg(long, value_name = "URL", env = "FIRSTLINE_STORE", hide_env_values = true)]
    store: Option<String>,
}

impl ConfigArgs {
    /// The file that is read, whether it is there or not: the one to watch.
    pub fn path(&self) -> &Path {
        self.config.as_deref().unwrap_or(Path::new(DEFAULT_PATH))
    }

    /// The text of the file; none where it is not there and nobody named it.
    pub fn text(&self) -> Result<Option<String>, Failure> {
        let path = self.path();
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.config.is_none() => Ok(None),
            Err(error) => {
                Err(Failure::new(format_args!("the configuration {} cannot be read: {error}", path.display())))
            }
        }
    }

    /// Reads the configuration. What is wrong with it is shown on stderr, each fault with its line.
    pub fn load(&self) -> Result<Config, Failure> {
        let (store, text) = (self.named_store()?, self.text()?);
        self.read(text.as_deref(), Config::parse, store)
    }

    /// Reads these sections of the configuration. That something is wrong with others is said and stops nothing.
    pub fn load_sections(&self, sections: &[&str]) -> Result<Config, Failure> {
        let (store, text) = (self.named_store()?, self.text()?);
        let config = self.read(text.as_deref(), |text, path| Config::parse_sections(text, path, sections), store)?;
        let shown = self.path().display();
        if text.is_some_and(|text| Config::parse(&text, &shown.to_string()).is_err()) {
            // Nothing is left to tell anyone when stderr is closed.
            let _ = writeln!(
                anstream::stderr(),
                "warning: {shown} has faults, but not in what is needed here: `firstline check` shows them"
            );
        }
        Ok(config)
    }

    /// The store. The file is not read where something else names it.
    pub fn store(&self) -> Result<StoreUrl, Failure> {
        match self.named_store()? {
            Some(store) => Ok(store),
            None => Ok(self.load_sections(&["storage"])?.storage.url),
        }
    }

    /// The store that an option or a variable names.
    fn named_store(&self) -> Result<Option<StoreUrl>, Failure> {
        let store = named(self.store.as_deref()).map(|store| {
            // Not a word of it is shown: it may hold a password.
            store.parse().map_err(|right: String| {
                Failure::new(format_args!("the store that --store or FIRSTLINE_STORE names cannot be used: {right}"))
            })
        });
        store.transpose()
    }

    fn read(
        &self,
        text: Option<&str>,
        parse: impl Fn(&str, &str) -> Result<Config, Vec<Problem>>,
        store: Option<StoreUrl>,
    ) -> Result<Config, Failure> {
        let shown = self.path().display();
        let read = text.map_or_else(|| Ok(Config::default()), |text| parse(text, &shown.to_string()));
        let mut config = read.map_err(|problems| {
            let mut stderr = anstream::stderr();
            for problem in &problems {
                // Nothing is left to tell anyone when stderr is closed.
                let _ = writeln!(stderr, "{}\n", problem.render(text));
            }
            let faults = counted(problems.len(), "fault");
            let they_are = if problems.len() == 1 { "it is" } else { "they are" };
            Failure::new(format_args!(
                "{shown} has {faults}, shown above; nothing of it is used until {they_are} mended"
            ))
        })?;
        config.storage.url = store.unwrap_or(config.storage.url);
        Ok(config)
    }
}

/// Where whoever watches the bot finds it.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ListenArgs {
    /// Where health and metrics are served, instead of what the configuration names: 127.0.0.1:9464
    #[arg(long, value_name = "ADDRESS", env = "FIRSTLINE_LISTEN")]
    listen: Option<String>,
}

impl ListenArgs {
    /// The address; none where nothing is served.
    pub fn address(&self, config: &Config) -> Result<Option<SocketAddr>, Failure> {
        Ok(self.named()?.or(config.server.listen))
    }

    /// The address that an option or a variable names.
    pub fn named(&self) -> Result<Option<SocketAddr>, Failure> {
        let address = named(self.listen.as_deref()).map(|listen| {
            listen.parse().map_err(|_| {
                Failure::new(format_args!(
                    "`{listen}`, which --listen or FIRSTLINE_LISTEN names, is no address to listen at: write for example \
                     127.0.0.1:9464"
                ))
            })
        });
        address.transpose()
    }
}

/// What an option or its variable names. A variable that is set to nothing is as good as one that is not set: that is how
/// the files of containers leave one out.
fn named(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A variable of the environment, for what is secret.
#[expect(clippy::disallowed_methods, reason = "clap would show a secret among the arguments of `ps`, or in its help")]
fn variable(name: &str) -> Option<String> {
    std::env::var_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// The secrets that the configuration names, from the environment.
pub fn secrets() -> Secrets {
    Secrets::by(variable)
}

/// The key of the calendars, from the environment; none where there are no calendars.
pub fn calendar_key() -> Result<Option<CalendarKey>, Failure> {
    let set = variable(CALENDAR_KEY).filter(|key| !key.trim().is_empty());
    set.map(|key| CalendarKey::parse(&key).map_err(Failure::new)).transpose()
}

/// The bot's token, from the environment.
pub fn token() -> Result<Token, Failure> {
    let read = |path: &Path| fs::read_to_string(path).map_err(|error| error.to_string());
    Token::find(variable, read).map_err(Failure::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(config: PathBuf) -> String {
        match (ConfigArgs { config: Some(config), ..ConfigArgs::default() }).load() {
            Err(Failure::Sentence(sentence)) => sentence,
            other => panic!("this is no failure: {other:?}"),
        }
    }

    #[test]
    fn a_file_that_is_named_must_be_there_and_without_fault() {
        let folder = tempfile::tempdir().expect("there is room for a file");
        let path = folder.path().join("firstline.toml");
        assert!(sentence(path.clone()).contains("cannot be read"));

        fs::write(&path, "[limits]\nperson_replies = 0\nchanel_replies = 3\n").expect("it can be written");
        assert!(sentence(path.clone()).contains("firstline.toml has 2 faults"));

        fs::write(&path, "[limits]\nperson_replies = 2\n").expect("it can be written");
        let config = ConfigArgs { config: Some(path), ..ConfigArgs::default() }.load().expect("it is without fault");
        assert_eq!(config.limits.person.replies, 2);
    }
}
