//! What Discord answers when it does not do what was asked: a status, a code and a sentence.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

/// A request that was not done, with Discord's own status, code and words.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The status of the answer.
    pub status: u16,
    /// Discord's code, 0 where it gives none.
    pub code: u32,
    /// Discord's words.
    pub message: String,
    /// Which fields are wrong and how, nested as the body is.
    pub errors: Option<Value>,
    /// When it may be asked again, where that is why it was refused.
    pub retry_after: Option<Duration>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.status, self.message, self.code)?;
        self.errors.as_ref().map_or(Ok(()), |errors| write!(f, " {errors}"))
    }
}

impl std::error::Error for Refusal {}

/// One function for each refusal: status, code, words.
macro_rules! refusals {
    ($($name:ident: $status:literal $code:literal $message:literal;)*) => {
        impl Refusal {
            $(pub(crate) fn $name() -> Self {
                Self { status: $status, code: $code, message: $message.to_owned(), errors: None, retry_after: None }
            })*
        }
    };
}

refusals! {
    unauthorized: 401 0 "401: Unauthorized";
    not_found: 404 0 "404: Not Found";
    method_not_allowed: 405 0 "405: Method Not Allowed";
    unknown_application: 404 10002 "Unknown Application";
    unknown_channel: 404 10003 "Unknown Channel";
    unknown_guild: 404 10004 "Unknown Guild";
    unknown_member: 404 10007 "Unknown Member";
    unknown_message: 404 10008 "Unknown Message";
    unknown_role: 404 10011 "Unknown Role";
    unknown_user: 404 10013 "Unknown User";
    unknown_webhook: 404 10015 "Unknown Webhook";
    unknown_interaction: 404 10062 "Unknown interaction";
    unknown_command: 404 10063 "Unknown application command";
    too_large: 413 40005 "Request entity too large";
    slow_mode: 429 20016 "This action cannot be performed due to slowmode rate limit";
    too_many_old_edits: 429 30046 "Maximum number of edits to messages older than 1 hour reached. Try again later";
    already_acknowledged: 400 40060 "Interaction has already been acknowledged.";
    missing_access: 403 50001 "Missing Access";
    not_the_author: 403 50005 "Cannot edit a message authored by another user";
    empty_message: 400 50006 "Cannot send an empty message";
    cannot_message: 403 50007 "Cannot send messages to this user";
    non_text_channel: 400 50008 "Cannot send messages in a non-text channel";
    wrong_channel_type: 400 50024 "Cannot execute action on this channel type";
    invalid_role: 400 50028 "Invalid role";
    no_guild_in_common: 403 50278 "Cannot send messages to this user due to having no mutual guilds";
    missing_permissions: 403 50013 "Missing Permissions";
    invalid_webhook_token: 401 50027 "Invalid Webhook Token";
    thread_archived: 400 50083 "Thread is archived";
    invalid_json: 400 50109 "The request body contains invalid JSON.";
    cannot_reply_unread: 400 160_002 "Cannot reply without permission to read message history";
    thread_exists: 400 160_004 "A thread has already been created for this message";
}

impl Refusal {
    /// A body with wrong fields; `errors` is nested as the body is.
    pub(crate) fn invalid_form(errors: Value) -> Self {
        Self {
            status: 400,
            code: 50035,
            message: "Invalid Form Body".to_owned(),
            errors: Some(errors),
            retry_after: None,
        }
    }

    /// A body with one wrong field.
    pub(crate) fn invalid_field(path: &str, code: &str, message: &str) -> Self {
        let mut errors = json!({"_errors": [{"code": code, "message": message}]});
        for key in path.rsplit('.') {
            errors = json!({key: errors});
        }
        Self::invalid_form(errors)
    }

    /// The same, until so long from now.
    pub(crate) fn for_now(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    pub(crate) fn body(&self) -> Value {
        let mut body = json!({"message": self.message, "code": self.code});
        if let Some(errors) = &self.errors {
            body["errors"] = errors.clone();
        }
        if let Some(wait) = self.retry_after {
            body["retry_after"] = json!(wait.as_secs_f64());
            body["global"] = json!(false);
        }
        body
    }
}
