//! How much a case hurts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How much a case hurts; the later the worse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nobody waits for it.
    Low,
    /// Somebody's work is held up.
    #[default]
    Normal,
    /// Many are held up, or something will be lost soon.
    High,
    /// Something is being lost now.
    Critical,
}

impl Severity {
    /// All there are, from the lightest.
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Critical];

    /// Its name in files, in the store and for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name() == name)
            .ok_or_else(|| "a severity is `low`, `normal`, `high` or `critical`".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_severity_is_read_as_it_is_written_and_the_worse_comes_later() {
        for severity in Severity::ALL {
            assert_eq!(severity.to_string().parse(), Ok(severity));
            assert_eq!(serde_json::to_string(&severity).expect("it is JSON"), format!("\"{severity}\""));
        }
        assert!(Severity::ALL.is_sorted());
        assert!("urgent".parse::<Severity>().is_err());
    }
}
