//! How text is shown: Discord's Markdown as the page builds it, and hostile text that stays text.

use firstline::sandbox::{Sandbox, World};
use serde_json::{Value, json};

use super::browser::Browser;

/// A browser on the page, without any bot.
async fn page() -> (Browser, Sandbox) {
    let sandbox = Sandbox::start_with(World::default(), ([127, 0, 0, 1], 0).into(), super::panel())
        .await
        .expect("a port is free");
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn markdown_is_shown_as_discord_shows_it() {
    let (browser, _sandbox) = page().await;
    let texts = [
        "**bold** *it* _it_ __under__ ~~gone~~ ***both*** `a *b*` snake_case_name 2 * 3 * 4",
        "```rust\nfn main() {}\n```\nafter ```one```",
        "> quoted\n> *twice*\nnot",
        "# Head\n- a\n- b\n  - c\n1. x\n2. y\n-# small",
        "[a](https://a.example/b_(c)) <https://d.example> https://e.example/f). ||no||",
        "<@1> <@&2> <#3> </lookup:4> @everyone <t:0:D>",
        r"\*not\* \`code\`",
    ];
    insta::assert_snapshot!(shown(&browser, &texts).await, @r##"
    <p><strong>bold</strong> <em>it</em> <em>it</em> <u>under</u> <s>gone</s> <strong><em>both</em></strong> <code>a *b*</code> snake_case_name 2 * 3 * 4</p>

    <pre data-language="rust" tabindex="0"><code>fn main() {}</code></pre>
    <p>after </p>
    <pre tabindex="0"><code>one</code></pre>

    <blockquote><p>quoted
    <em>twice</em></p></blockquote>
    <p>not</p>

    <p class="heading-1" role="heading" aria-level="4">Head</p>
    <ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>
    <ol><li>x</li><li>y</li></ol>
    <p class="subtext">small</p>

    <p><a href="https://a.example/b_(c)" target="_blank" rel="noopener noreferrer" title="https://a.example/b_(c)">a</a> <a href="https://d.example/" target="_blank" rel="noopener noreferrer" title="https://d.example/">https://d.example</a> <a href="https://e.example/f" target="_blank" rel="noopener noreferrer" title="https://e.example/f">https://e.example/f</a>). <button type="button" class="spoiler" aria-label="Spoiler, press to show">no</button></p>

    <p><span class="mention">@Ada</span> <span class="mention">@On call</span> <span class="mention">#support</span> <span class="mention">/lookup</span> <span class="mention">@everyone</span> <time datetime="1970-01-01T00:00:00.000Z" title="Thursday, 1 January 1970 at 00:00">1 January 1970</time></p>

    <p>*not* `code`</p>
    "##);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn hostile_text_stays_text() {
    let (browser, sandbox) = page().await;
    let texts = [
        "<img src=x onerror=alert(1)><script>alert(1)</script>",
        "[press](javascript:alert(1)) <javascript:alert(1)>",
        "[press](data:text/html,x) **<b>**",
        "`<i>` ```<i>```",
    ];
    insta::assert_snapshot!(shown(&browser, &texts).await, @r##"
    <p>&lt;img src=x onerror=alert(1)&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>

    <p>[press](javascript:alert(1)) &lt;javascript:alert(1)&gt;</p>

    <p>[press](data:text/html,x) <strong>&lt;b&gt;</strong></p>

    <p><code>&lt;i&gt;</code> </p>
    <pre tabindex="0"><code>&lt;i&gt;</code></pre>
    "##);
    // The same as a message, and texts that make a careless reader slow.
    let ada = sandbox.person("ada");
    for text in texts {
        ada.posts("#support", text).expect("it is posted");
    }
    for piece in ["*", "**", "_", "`", "```", "||", "[", "[](", "> ", ">>> ", "- ", "https://", "\\*", "<t:"] {
        ada.posts("#support", &piece.repeat(2_000 / piece.len())).expect("it is posted");
    }
    ada.posts("#support", "The end.").expect("it is posted");
    browser.sees("The end.").await;
    browser.until("!document.querySelector('#conversation :is(script, img[src=x])')").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)"]
async fn names_are_carried_as_ids_but_not_within_code() {
    let (browser, _sandbox) = page().await;
    let script = "const { carried, typed } = await import('/page/mentions.js');
         const member = (id, username) => [id, { user: { id, username } }];
         const world = {
             members: new Map([member('1', 'ada'), member('2', 'ada-maria')]),
             roles: new Map([['3', { id: '3', name: 'On call', mentionable: true }], ['4', { id: '4', name: 'Admin' }]]),
             channels: new Map([['5', { id: '5', name: 'support' }]]),
             userName: (id) => id === '1' ? 'Ada' : 'Ada-Maria', roleName: () => 'On call', channelName: () => 'support',
         };
         const texts = ['@ada, (@Ada) and @ada-maria', 'a@ada.example @adam', '@on call in #support, @admin', '`@ada` ```\\n@ada``` @ada'];
         return texts.map((text) => `${text}\\n  ${carried(text, world)}\\n  ${typed(carried(text, world), world)}`).join('\\n');";
    insta::assert_snapshot!(browser.module(script).await.as_str().expect("it is text"), @r"
    @ada, (@Ada) and @ada-maria
      <@1>, (<@1>) and <@2>
      @Ada, (@Ada) and @Ada-Maria
    a@ada.example @adam
      a@ada.example @adam
      a@ada.example @adam
    @on call in #support, @admin
      <@&3> in <#5>, @admin
      @On call in #support, @admin
    `@ada` ```
    @ada``` @ada
      `@ada` ```
    @ada``` <@1>
      `@ada` ```
    @ada``` @Ada
    ");
    browser.close().await;
}
