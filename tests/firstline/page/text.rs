//! How text is shown: Discord's Markdown as the page builds it, and hostile text that stays text.

use axum::Router;
use firstline::sandbox::{Sandbox, World};
use serde_json::{Value, json};

use super::browser::Browser;

/// A browser on the page, without any bot.
async fn page() -> (Browser, Sandbox) {
    let sandbox = Sandbox::start_with(World::default(), ([127, 0, 0, 1], 0).into(), super::panel()).await.expect("a port is free");
    let browser = Browser::open(&sandbox.url()).await;
    (browser, sandbox)
}

/// Each text with the markup that the page makes of it.
async fn shown(browser: &Browser, texts: &[&str]) -> String {
    let script = format!(
        "const {{ markdown }} = await import('/page/render/markdown.js');
         const names = {{ userName: () => 'Ada', roleName: () => 'On call', channelName: () => 'support' }};
         return {}.map((text) => markdown(text, names).map((node) => node.outerHTML).join('\\n')).join('\\n\\n');",
        json!(texts),
    );
    match browser.module(&script).await {
        Value::String(text) => text,
        other => panic!("no text: {other}"),
    }
}
