//! The application behind the bot.

use super::call::{Answer, Call, Outcome};
use super::refusal::Refusal;
use crate::sandbox::world::ids::ApplicationId;
use crate::sandbox::world::{World, show};

pub(crate) fn me(world: &World, call: &Call) -> Outcome {
    call.bot()?;
    Ok(Answer::Json(show::application(world)))
}

/// Refuses a path that names another application.
pub(crate) fn check(world: &World, named: &str) -> Result<(), Refusal> {
    let known = named.parse().is_ok_and(|id: ApplicationId| world.application.id == id);
    if known { Ok(()) } else { Err(Refusal::unknown_application()) }
}
