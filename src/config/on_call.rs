//! `[on_call]`: who is brought by **Get a person**, and how a case goes on from there.

use jiff::SignedDuration;

use super::{ChannelId, Named, RoleId, WebhookUrl};
use crate::triage::{EscalationPolicy, Roster, Severity};

/// Who is brought by **Get a person**, and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnCall {
    /// Where they are told; none where nobody can be brought.
    pub channel: Option<Named<ChannelId>>,
    /// Whom to mention there; none to mention nobody.
    pub role: Option<Named<RoleId>>,
    /// The policy by which new cases are escalated, by name; see [`OnCall::policy`].
    pub policy: Option<String>,
    /// Where those who help talk to the person.
    pub talk: Talk,
    /// After how long a paste without a helpful answer becomes a case; none where it never does.
    pub unanswered: Option<SignedDuration>,
    /// A role that whoever is on call has, and nobody else; none where there is no such role.
    pub keep_role: Option<Named<RoleId>>,
    /// How long before a shift it is looked whether whoever comes on call is there; see [`OnCall::shift_check`].
    pub shift_check: Option<SignedDuration>,
    /// How soon a case should have been answered.
    pub reply_times: ReplyTimes,
    /// The people, the schedules and the policies.
    pub roster: Roster,
    /// Where pages go out to as well.
    pub webhooks: Vec<Webhook>,
}

/// Where those who help talk to the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Talk {
    /// Where the person asked.
    #[default]
    None,
    /// In a thread that all can see.
    Public,
    /// In a thread for the person and those who help.
    Private,
}

/// How soon a case should have been answered, by severity; none where nobody is reminded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReplyTimes {
    /// For low.
    pub low: Option<SignedDuration>,
    /// For normal.
    pub normal: Option<SignedDuration>,
    /// For high.
    pub high: Option<SignedDuration>,
    /// For critical.
    pub critical: Option<SignedDuration>,
}

/// Where pages go out to as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Where it is posted to.
    pub url: WebhookUrl,
    /// What is posted.
    pub form: WebhookForm,
    /// The environment variable with the key that signs it, or with PagerDuty's integration key; none to leave it
    /// unsigned.
    pub secret_env: Option<String>,
}

/// What is posted to a webhook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WebhookForm {
    /// JSON of our own, signed.
    #[default]
    Generic,
    /// An event for PagerDuty's Events API, version 2.
    Pagerduty,
}

/// How long before a shift that is, where nothing else is said: long enough to find somebody else.
const SHIFT_CHECK: SignedDuration = SignedDuration::from_hours(1);

impl OnCall {
    /// How long before a shift it is looked whether whoever comes on call is there.
    pub fn shift_check(&self) -> SignedDuration {
        self.shift_check.unwrap_or(SHIFT_CHECK)
    }

    /// The policy by which new cases are escalated: the one that is named, or the only one there is. None where there is
    /// none: then the role is mentioned in the channel.
    pub fn policy(&self) -> Option<&EscalationPolicy> {
        match (&self.policy, self.roster.policies.as_slice()) {
            (Some(name), _) => self.roster.policy(name),
            (None, [only]) => Some(only),
            (None, _) => None,
        }
    }
}

impl ReplyTimes {
    /// How soon a case of that severity should have been answered.
    pub fn of(&self, severity: Severity) -> Option<SignedDuration> {
        match severity {
            Severity::Low => self.low,
            Severity::Normal => self.normal,
            Severity::High => self.high,
            Severity::Critical => self.critical,
        }
    }
}
