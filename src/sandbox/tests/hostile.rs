//! Whatever is sent, the sandbox stands.

use proptest::prelude::*;
use reqwest::Method;
use serde_json::{Map, Value, json};

use super::super::World;
use super::lookup;
use crate::sandbox::people::typed;
use crate::sandbox::rest::call::{Call, Caller};
use crate::sandbox::rest::routes::route;

/// Fields that the routes look at, so that chance finds its way inside.
const KEYS: [&str; 20] = [
    "type",
    "data",
    "content",
    "embeds",
    "fields",
    "components",
    "options",
    "name",
    "value",
    "custom_id",
    "message",
    "message_id",
    "channel_id",
    "flags",
    "allowed_mentions",
    "attachments",
    "id",
    "nonce",
    "values",
    "choices",
];

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_u64..20).prop_map(Value::from),
        "[a-z<@>:/0-9 ]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 5, |inner| {
        let object = prop::collection::vec((prop::sample::select(&KEYS[..]), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            object.prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>()
            )),
        ]
    })
}

/// A world in which something can be hit: a message with a menu, an interaction that waits.
fn world() -> (World, Vec<String>) {
    let mut world = World::default();
    world.register(None, vec![lookup()]);
    let support = world.channel_named("support").unwrap();
    let forum = world.channel_named("help-forum").unwrap();
    let ada = world.user_named("ada").unwrap().id;
    let data = json!({"id": world.commands.list(None)[0]["id"]});
    let form = json!({"type": 2, "channel_id": support.to_string(), "data": data});
    let asked = crate::sandbox::people::interact::interact(&mut world, ada, &form, &[]).unwrap();
    let token = world.interactions.get(asked).unwrap().token.clone();
    let app = world.application.id;
    let paths = vec![
        format!("/channels/{support}/messages"),
        format!("/channels/{support}/threads"),
        format!("/channels/{forum}/threads"),
        format!("/channels/{support}"),
        format!("/interactions/{asked}/{token}/callback"),
        format!("/webhooks/{app}/{token}"),
        format!("/webhooks/{app}/{token}/messages/@original"),
        format!("/applications/{app}/commands"),
        "/interactions".to_owned(),
        "/users/@me/channels".to_owned(),
    ];
    (world, paths)
}

proptest! {
    #[test]
    fn no_body_on_any_path_makes_it_panic(bodies in prop::collection::vec((0_usize..10, 0_usize..4, any::<bool>(), any_json()), 1..6)) {
        let (mut world, paths) = world();
        let methods = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
        let ada = world.user_named("ada").unwrap().id;
        for (path, method, of_bot, body) in bodies {
            let caller = if of_bot { Caller::Bot(world.application.bot) } else { Caller::Person(ada) };
            let (method, path) = (methods[method].clone(), paths[path].clone());
            let (query, files, sent_files) = (Vec::new(), Vec::new(), Vec::new());
            let _ = route(&mut world, &mut Call { method, path, query, caller, body, files, sent_files });
        }
    }

    #[test]
    fn no_typed_line_makes_it_panic(line in "/?(lookup)? ?(text:)?.{0,40}") {
        let (world, _) = world();
        let (ada, support) = (world.user_named("ada").unwrap().id, world.channel_named("support").unwrap());
        let _ = typed::read(&world, ada, support, &line, &[]);
        let _ = typed::read_partly(&world, ada, support, &line);
    }
}
