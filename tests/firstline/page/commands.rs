//! How a typed line becomes a command: what is read, what is sent, and what is said of a mistake.

use firstline::sandbox::{Sandbox, World};
use serde_json::json;

use super::browser::Browser;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn a_typed_line_becomes_a_command() {
    let sandbox = Sandbox::start_with(World::default(), ([127, 0, 0, 1], 0).into(), super::panel()).await;
    let sandbox = sandbox.expect("a port is free");
    let browser = Browser::open(&sandbox.url()).await;
    let commands = json!([
        { "id": "1", "name": "lookup", "options": [
            { "type": 3, "name": "text", "required": true },
            { "type": 5, "name": "all" },
            { "type": 4, "name": "most" },
            { "type": 3, "name": "time-zone" },
            { "type": 3, "name": "kind", "choices": [{ "name": "An error", "value": "error" }] },
        ] },
        { "id": "2", "name": "knowledge", "options": [
            { "type": 1, "name": "status", "options": [] },
            { "type": 2, "name": "owner", "options": [
                { "type": 1, "name": "set", "options": [{ "type": 6, "name": "who", "required": true }] },
            ] },
        ] },
        { "id": "3", "name": "diagnose", "options": [{ "type": 11, "name": "file", "required": true }] },
    ]);
    let lines = json!([
        "/lookup text:disk full all:true most:3",
        "/lookup disk: full",
        "/lookup text:C:\\text: kind:An error",
        "/lookup text:x time-zone:UTC",
        "/lookup",
        "/lookup text:x most:many",
        "/lookup text:x kind:other",
        "/knowledge status",
        "/knowledge owner set who:@mia",
        "/knowledge owner set who:nobody",
        "/diagnose",
        "/var/log/syslog: disk full",
    ]);
    let script = format!(
        "const {{ leaves, readCommand, commandData }} = await import('/page/commands/read.js');
         const all = leaves({commands}, 'en-US');
         const world = {{ members: new Map([['7', {{ user: {{ id: '7', username: 'mia' }} }}]]) }};
         const sent = (line) => {{
             const reading = readCommand(line, all);
             if (!reading) return 'is no command';
             try {{ return JSON.stringify(commandData(reading, {{ picked: new Map(), files: 0, world }}).options); }}
             catch (refused) {{ return refused.message; }}
         }};
         return {lines}.map((line) => `${{line}}\\n  ${{sent(line)}}`).join('\\n');"
    );
    let read = browser.module(&script).await;
    insta::assert_snapshot!(read.as_str().expect("it is text"), @r#"
    /lookup text:disk full all:true most:3
      [{"type":3,"name":"text","value":"disk full"},{"type":5,"name":"all","value":true},{"type":4,"name":"most","value":3}]
    /lookup disk: full
      [{"type":3,"name":"text","value":"disk: full"}]
    /lookup text:C:\text: kind:An error
      [{"type":3,"name":"text","value":"C:\\text:"},{"type":3,"name":"kind","value":"error"}]
    /lookup text:x time-zone:UTC
      [{"type":3,"name":"text","value":"x"},{"type":3,"name":"time-zone","value":"UTC"}]
    /lookup
      text: this is needed.
    /lookup text:x most:many
      most: “many” is no number.
    /lookup text:x kind:other
      kind: choose one of An error.
    /knowledge status
      [{"type":1,"name":"status","options":[]}]
    /knowledge owner set who:@mia
      [{"type":2,"name":"owner","options":[{"type":1,"name":"set","options":[{"type":6,"name":"who","value":"7"}]}]}]
    /knowledge owner set who:nobody
      who: nothing here is called “nobody”.
    /diagnose
      file: attach a file.
    /var/log/syslog: disk full
      is no command
    "#);
    browser.close().await;
}
