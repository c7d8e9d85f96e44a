//! The people's side: who there is, and a [`Person`] to act for in-process, as a client would over Discord's user paths.

mod changes;
pub(crate) mod clock;
pub(crate) mod interact;
mod others;
mod person;
mod seen;
pub(crate) mod typed;

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

pub use self::person::{Choice, NewMessage, Person, PersonEvent};
pub use self::seen::SeenMessage;
use super::core::Core;

/// `GET /sandbox/people`: whom a page can speak as, with the token of each. This path and the clock's are not Discord's.
pub(crate) async fn list(State(core): State<Arc<Core>>) -> Json<Value> {
    let people = core.with(|state| {
        let world = &state.world;
        let home = world.guilds.values().next();
        let roles = |id| {
            let member = home.and_then(|guild| guild.members.get(id));
            let ids = member.map_or(&[][..], |member| &member.roles);
            ids.iter().filter_map(|role| home?.role(*role)).map(|role| role.name.clone()).collect::<Vec<_>>()
        };
        let people = world.users.values().filter(|user| !user.bot);
        let shown = people.map(|user| {
            json!({
                "id": user.id.to_string(),
                "name": user.name,
                "display": user.display,
                "token": user.token,
                "roles": roles(&user.id),
                "locale": user.locale,
            })
        });
        shown.collect()
    });
    Json(people)
}
