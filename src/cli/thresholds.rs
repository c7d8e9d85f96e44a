//! How sure is sure enough: the thresholds that `match` and `eval` share.

use super::failure::Failure;
use crate::matching::Config;

/// The thresholds of the verdict.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Thresholds {
    /// Answer at this confidence or above, 0 to 1
    #[arg(long, value_name = "CONFIDENCE", default_value_t = Config::default().answer_at, value_parser = confidence)]
    answer_at: f32,
    /// Below that, suggest candidates at this confidence or above, 0 to 1
    #[arg(long, value_name = "CONFIDENCE", default_value_t = Config::default().suggest_at, value_parser = confidence)]
    suggest_at: f32,
}

impl Thresholds {
    /// The matcher's configuration, unless the two contradict each other.
    pub fn config(self) -> Result<Config, Failure> {
        if self.suggest_at > self.answer_at {
            return Err(Failure::new(format_args!(
                "--suggest-at {} is above --answer-at {}: what is sure enough to answer would not be sure enough to suggest",
                self.suggest_at, self.answer_at
            )));
        }
        Ok(Config { answer_at: self.answer_at, suggest_at: self.suggest_at })
    }
}

fn confidence(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a confidence is a number from 0 to 1, such as 0.75".to_owned()),
    }
}

/// A share of cases that must be reached.
pub(super) fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a share is a number from 0 to 1, such as 0.9".to_owned()),
    }
}
