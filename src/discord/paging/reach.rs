//! Reaching somebody by one way, once.
//!
//! The attempt is written down with its nonce before it is made. Where one was begun before and its outcome is not known,
//! the same nonce makes Discord give back the first message, as long as it remembers that; after that, the channel's own
//! messages are looked through for ours, which is known by its buttons and by whom it calls.

use std::sync::Arc;

use jiff::SignedDuration;
use serenity::all::{ActionRowComponent, ButtonKind, ChannelId, Error, GetMessages, Message, MessageId};

use super::message;
use super::whom::Whom;
use crate::discord::bot::Bot;
use crate::discord::counts::PageOutcome;
use crate::discord::digest::Digest;
use crate::discord::ids::{self, serenitys};
use crate::discord::post::{Nonce, Post};
use crate::discord::sending::{code, insist, is_unauthorized, refusal, sentence};
use crate::store::{self, Begun, Page, PageEnd};
use crate::triage::{CaseId, Way};

/// For so long Discord surely knows a nonce again ("the past few minutes").
const NONCE_IS_KNOWN: SignedDuration = SignedDuration::from_secs(60);

/// A channel's messages are looked through in pages of so many, so many of them.
const A_PAGE: u8 = 100;
const PAGES: usize = 5;

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::discord) enum Reached {
    /// It went out, as this message.
    Sent(Whom, Option<(crate::ids::ChannelId, crate::ids::MessageId)>),
    /// It cannot: why.
    Failed(Whom, String),
    /// Discord could not be asked.
    Away,
}

/// Whom to reach, by which way, with what.
pub(in crate::discord) struct Attempt<'a> {
    /// What makes it this attempt.
    pub key: String,
    /// The case; none where it is about none.
    pub case: Option<CaseId>,
    /// Whom.
    pub whom: Whom,
    /// By which way.
    pub way: Way,
    /// The channel of those on call, where that is the way.
    pub channel: Option<ChannelId>,
    /// What is said to whoever it is.
    pub post: &'a (dyn Fn(Whom) -> Post + Sync),
}

/// Makes an attempt, unless its outcome is known.
pub(in crate::discord) async fn reach(bot: &Arc<Bot>, attempt: &Attempt<'_>) -> store::Result<Reached> {
    let mut page = Page {
        key: attempt.key.clone(),
        case: attempt.case,
        person: match attempt.whom {
            Whom::Person(person) => Some(person),
            Whom::Role(_) => None,
        },
        role: match attempt.whom {
            Whom::Role(role) => Some(role),
            Whom::Person(_) => None,
        },
        way: attempt.way,
        nonce: format!("p{:016x}", Digest::of(&attempt.key).get()),
        begun_at: bot.now(),
        end: None,
    };
    let mut begun_before = false;
    if let Begun::Before(before) = bot.store.begin_page(&page).await? {
        page = *before;
        begun_before = true;
    }
    // Whoever it was begun for is reached, even if somebody else is on call by now.
    let whom = match (page.person, page.role) {
        (Some(person), _) => Whom::Person(person),
        (None, Some(role)) => Whom::Role(role),
        (None, None) => attempt.whom,
    };
    match &page.end {
        Some(PageEnd::Sent { message, .. }) => return Ok(Reached::Sent(whom, *message)),
        Some(PageEnd::Failed { reason, .. }) => return Ok(Reached::Failed(whom, reason.clone())),
        None => {}
    }
    let sent = match open(bot, attempt, whom).await {
        Ok(channel) => {
            let old = begun_before && bot.now().duration_since(page.begun_at).abs() > NONCE_IS_KNOWN;
            match if old { find(bot, channel, attempt, whom).await } else { Ok(None) } {
                Ok(Some(message)) => Ok((channel, message)),
                Ok(None) => send(bot, channel, &(attempt.post)(whom), &page.nonce).await,
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    bot.counts.paged(match &sent {
        Ok(_) => PageOutcome::Sent,
        Err(Trouble::Refused(_)) => PageOutcome::Failed,
        Err(Trouble::Away) => PageOutcome::PutOff,
    });
    let (end, reached) = match sent {
        Ok((channel, message)) => {
            let message = Some((ids::channel(channel), ids::message(message)));
            (PageEnd::Sent { message, at: bot.now() }, Reached::Sent(whom, message))
        }
        Err(Trouble::Refused(reason)) => {
            (PageEnd::Failed { reason: reason.clone(), at: bot.now() }, Reached::Failed(whom, reason))
        }
        Err(Trouble::Away) => return Ok(Reached::Away),
    };
    bot.store.end_page(&page.key, &end).await?;
    Ok(reached)
}

enum Trouble {
    /// It will not go better another time.
    Refused(String),
    /// It may.
    Away,
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        match refusal(&error) {
            // A refusal has a code, or is one of a status that does not pass.
            Some(code) if code > 0 && !is_unauthorized(&error) => Self::Refused(reason(code, &error)),
            _ => Self::Away,
        }
    }
}

/// Why Discord refused, with its code.
fn reason(code: isize, error: &Error) -> String {
    let why = match code {
        code::CANNOT_DM => "takes no direct messages from the bot",
        code::NO_MUTUAL_GUILD => "is in no server with the bot",
        code::UNKNOWN_USER => "is no user any more",
        code::UNKNOWN_CHANNEL => "the channel is gone",
        code::MISSING_ACCESS => "the bot may not see the channel",
        code::MISSING_PERMISSIONS => "the bot may not write in the channel",
        _ => return sentence(error),
    };
    format!("{why} ({code})")
}

/// The channel to reach somebody in.
async fn open(bot: &Arc<Bot>, attempt: &Attempt<'_>, whom: Whom) -> Result<ChannelId, Trouble> {
    match (attempt.way, whom) {
        (Way::Direct, Whom::Person(person)) => {
            let person = serenitys::user(person);
            let opened = insist(&bot.counts, || async {
                let body = serde_json::json!({ "recipient_id": person });
                bot.http.create_private_channel(&body).await
            });
            Ok(opened.await?.id)
        }
        _ => attempt.channel.ok_or_else(|| Trouble::Refused("no on-call channel is set".to_owned())),
    }
}

async fn send(bot: &Arc<Bot>, channel: ChannelId, post: &Post, nonce: &str) -> Result<(ChannelId, MessageId), Trouble> {
    let message = post.message(Nonce::as_kept(nonce));
    let sent = insist(&bot.counts, || channel.send_message(&bot.http, message.clone())).await?;
    Ok((channel, sent.id))
}

/// Our message of this attempt, where it stands in the channel already.
async fn find(
    bot: &Arc<Bot>,
    channel: ChannelId,
    attempt: &Attempt<'_>,
    whom: Whom,
) -> Result<Option<MessageId>, Trouble> {
    let post = (attempt.post)(whom);
    let expected = post.button_ids();
    let mut before = None;
    for _ in 0..PAGES {
        let asked = before.map_or(GetMessages::new(), |id| GetMessages::new().before(id)).limit(A_PAGE);
        let page = insist(&bot.counts, || channel.messages(&bot.http, asked)).await?;
        let ours = page.iter().find(|message| {
            bot.me().is_some_and(|me| me.user == message.author.id)
                && buttons(message) == expected
                && (attempt.way == Way::Direct || message.content.contains(&message::mention(whom)))
                // One without buttons is known by its words.
                && (!expected.is_empty() || message.content == post.text)
        });
        if let Some(ours) = ours {
            return Ok(Some(ours.id));
        }
        match page.last() {
            Some(oldest) if page.len() == usize::from(A_PAGE) => before = Some(oldest.id),
            _ => break,
        }
    }
    Ok(None)
}

/// The ids of a message's buttons, in their order.
fn buttons(message: &Message) -> Vec<String> {
    let components = message.components.iter().flat_map(|row| &row.components);
    let ids = components.filter_map(|component| match component {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.clone()),
            _ => None,
        },
        _ => None,
    });
    ids.collect()
}
