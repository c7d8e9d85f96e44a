//! Secrets that the configuration names by their environment variables.

use std::fmt;
use std::sync::Arc;

/// Looks up secrets by the names of their variables. Shown, they are not there.
#[derive(Clone)]
pub struct Secrets(Arc<LookUp>);

type LookUp = dyn Fn(&str) -> Option<String> + Send + Sync;

impl Secrets {
    /// Those that `variable` knows.
    pub fn by(variable: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        Self(Arc::new(variable))
    }

    /// None at all.
    pub fn none() -> Self {
        Self::by(|_| None)
    }

    /// The secret in a variable; none where it is not set, or empty.
    pub fn find(&self, variable: &str) -> Option<String> {
        (self.0)(variable).map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty())
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(hidden)")
    }
}
