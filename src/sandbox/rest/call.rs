//! A request as the routes read it, and their answers.

use std::str::FromStr;

use axum::http::Method;
use serde_json::Value;

use super::refusal::Refusal;
use crate::sandbox::world::World;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::ids::{Id, UserId};

/// One request to `/api/v10`, its body decoded.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    /// The path below `/api/v10`, as `/channels/1/messages`.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) caller: Caller,
    /// The JSON body, or the `payload_json` of a multipart one; null when there is none.
    pub(crate) body: Value,
    /// The files of a multipart body with the number in `files[n]`.
    pub(crate) files: Vec<(u64, NewFile)>,
    /// The names and sizes of those files, for the log; the routes take the files themselves.
    pub(crate) sent_files: Vec<(String, u64)>,
}

/// Whose token a request bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    Bot(UserId),
    Person(UserId),
    Nobody,
}

impl Caller {
    pub(crate) fn user(self) -> Result<UserId, Refusal> {
        match self {
            Self::Bot(id) | Self::Person(id) => Ok(id),
            Self::Nobody => Err(Refusal::unauthorized()),
        }
    }

    pub(crate) fn is_bot(self) -> bool {
        matches!(self, Self::Bot(_))
    }
}

/// What a route answers when it did what was asked.
#[derive(Debug)]
pub(crate) enum Answer {
    Json(Value),
    /// The same, written already.
    Written(String),
    Created(Value),
    NoContent,
}

impl Answer {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Json(_) | Self::Written(_) => 200,
            Self::Created(_) => 201,
            Self::NoContent => 204,
        }
    }
}

pub(crate) type Outcome = Result<Answer, Refusal>;

impl Call {
    pub(crate) fn query<T: FromStr>(&self, key: &str) -> Option<T> {
        self.query.iter().find(|(name, _)| name == key).and_then(|(_, value)| value.parse().ok())
    }

    /// The caller, who must be the bot.
    pub(crate) fn bot(&self) -> Result<UserId, Refusal> {
        match self.caller {
            Caller::Bot(id) => Ok(id),
            Caller::Person(_) | Caller::Nobody => Err(Refusal::unauthorized()),
        }
    }

    /// The caller, who must be a person.
    pub(crate) fn person(&self) -> Result<UserId, Refusal> {
        match self.caller {
            Caller::Person(id) => Ok(id),
            Caller::Bot(_) | Caller::Nobody => Err(Refusal::unauthorized()),
        }
    }

    /// The request as a person names it: `POST /channels/1/messages`.
    pub(crate) fn request(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.body.get(key).and_then(Value::as_str)
    }
}

/// An id in a path; what is none is refused as Discord does.
pub(crate) fn id<T>(named: &str, text: &str) -> Result<Id<T>, Refusal> {
    let wrong = || Refusal::invalid_field(named, "NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not snowflake."));
    text.parse().map_err(|_| wrong())
}

/// Whose token it is: `Bot …` for the bot, as it is for a person.
pub(crate) fn caller(world: &World, authorization: Option<&str>) -> Result<Caller, Refusal> {
    let Some(given) = authorization else { return Ok(Caller::Nobody) };
    let (token, as_bot) = given.strip_prefix("Bot ").map_or((given, false), |token| (token, true));
    let user = world.users.values().find(|user| user.token == token && user.bot == as_bot);
    match user {
        Some(user) if user.bot => Ok(Caller::Bot(user.id)),
        Some(user) => Ok(Caller::Person(user.id)),
        None => Err(Refusal::unauthorized()),
    }
}
