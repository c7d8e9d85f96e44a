//! The look before a shift: whoever comes on call has to be in the server, and see the channel of those on call.

use std::sync::Arc;

use jiff::Timestamp;
use serenity::all::{Channel, ChannelId, Error, GuildId, Permissions};

use super::{Known, home};
use crate::discord::bot::Bot;
use crate::discord::ids::serenitys;
use crate::discord::paging::{AGAIN, Attempt, Left, Reached, Whom, finish, reach};
use crate::discord::post::Post;
use crate::discord::render::plain;
use crate::discord::sending::{code, insist, refusal, sentence};
use crate::ids::UserId;
use crate::store::{self, Due};
use crate::triage::Way;
use crate::words::Text;

/// Warns those on call where somebody comes on call at an instant who is not there to come.
pub(in crate::discord) async fn before_a_shift(
    bot: &Arc<Bot>,
    due: &Due,
    name: &str,
    at: Timestamp,
) -> store::Result<Left> {
    let known = Known::of(bot).await?;
    let Some(schedule) = known.roster().schedule(name).filter(|_| known.at < at) else {
        return finish(bot, due).await;
    };
    let shift = schedule.stretch_at(&known.overrides, at);
    let Some(incoming) = shift.person.filter(|_| shift.from == at) else { return finish(bot, due).await };
    let Some(guild) = home::of(bot, known.roster()).await else { return Ok(Left::Again(AGAIN)) };
    let server = bot.server(Some(guild));
    let Some(channel) = server.on_call_channel() else { return finish(bot, due).await };
    let lacks = match lacks(bot, guild, channel, incoming).await {
        Ok(None) => return finish(bot, due).await,
        Ok(Some(lacks)) => lacks,
        Err(error) if refusal(&error).is_some_and(|code| code > 0) => {
            tracing::warn!(%channel, "it could not be seen whether who comes on call is there: {}", sentence(&error));
            return finish(bot, due).await;
        }
        Err(_) => return Ok(Left::Again(AGAIN)),
    };
    let language = server.language(&bot.config);
    let when = format!("<t:{}:R>", at.as_second());
    let who = format!("<@{incoming}>");
    let text = language.fill(lacks, &[("who", &who), ("schedule", &plain(name)), ("when", &when)]);
    // Whoever would be left with it has to know.
    let on_call = schedule.on_call_at(&known.overrides, known.at).filter(|on_call| *on_call != incoming);
    let post = |_| match on_call {
        Some(on_call) => {
            Post { text: format!("<@{on_call}>\n{text}"), calls: vec![serenitys::user(on_call)], ..Post::default() }
        }
        None => Post::of(text.clone()),
    };
    let attempt = Attempt {
        key: due.timer.key.clone(),
        case: None,
        whom: Whom::Person(incoming),
        way: Way::Channel,
        channel: Some(channel),
        post: &post,
    };
    match reach(bot, &attempt).await? {
        Reached::Away => Ok(Left::Again(AGAIN)),
        Reached::Failed(_, reason) => {
            tracing::warn!(schedule = name, "those on call could not be warned of who is not there: {reason}");
            finish(bot, due).await
        }
        Reached::Sent(..) => finish(bot, due).await,
    }
}

/// What keeps somebody from being on call in a server; none where nothing does.
async fn lacks(bot: &Bot, guild: GuildId, channel: ChannelId, person: UserId) -> Result<Option<Text>, Error> {
    let person = serenitys::user(person);
    let member = match insist(&bot.counts, || bot.http.get_member(guild, person)).await {
        Ok(member) => member,
        Err(error) if matches!(refusal(&error), Some(code::UNKNOWN_MEMBER | code::UNKNOWN_USER)) => {
            return Ok(Some(Text::ShiftGone));
        }
        Err(error) => return Err(error),
    };
    let server = insist(&bot.counts, || bot.http.get_guild(guild)).await?;
    let Channel::Guild(channel) = insist(&bot.counts, || bot.http.get_channel(channel)).await? else {
        return Ok(None);
    };
    let sees = server.user_permissions_in(&channel, &member).contains(Permissions::VIEW_CHANNEL);
    Ok((!sees).then_some(Text::ShiftBlind))
}
