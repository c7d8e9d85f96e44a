//! What people mean by what they type, and what an error must not lose.

use proptest::prelude::*;

use super::plain;

#[test]
fn a_message_reads_as_it_was_meant() {
    let message = "## Help!\n\
        Hi <@80351110224678912>, **every** cloud job __really always__ fails since ||last night|| <t:1717650000:R>, \
        see [the portal](https://portal.azure.com/#home) and <#41771983423143937> <a:sadparrot:4177198342314>\n\
        > *it* worked ~~before~~\n\
        > `ID 130003`\n\
        ```log\n\
        > **Online** recovery point creation jobs for * have been failing. (ID 3188)\n\
        ```\n\
        ran </diagnose file:123456789012345678> but \\*nothing\\* came";
    insta::assert_snapshot!(plain(message), @r"
    Help!
    Hi @…, every cloud job really always fails since last night 2024-06-06T05:00:00Z, see the portal (https://portal.azure.com/#home) and #… :sadparrot:
    it worked before
    ID 130003
    > **Online** recovery point creation jobs for * have been failing. (ID 3188)
    ran /diagnose file but *nothing* came
    ");
}

#[test]
fn markup_goes() {
    for (typed, meant) in [
        ("**bold** *slanted* _slanted_ ***both*** ~~gone~~ ||hidden||", "bold slanted slanted both gone hidden"),
        ("**__both__ words**, **_one_**", "__both__ words, one"),
        ("(**Error:** it _just fails_)", "(Error: it just fails)"),
        ("**エラー**が出る", "エラーが出る"),
        ("**`0x80070005`**", "0x80070005"),
        ("> quoted\n> > twice\nnot", "quoted\ntwice\nnot"),
        (">>> all\nof it", "all\nof it"),
        ("# Title\n### Part\n-# small", "Title\nPart\nsmall"),
        ("``a ` b`` and `c`", "a ` b and c"),
        ("<@!1><@&22> <:ok:333> <a:ok:4>", "@…@… :ok: :ok:"),
        ("<https://aka.ms/mars>", "https://aka.ms/mars"),
        ("[**docs**](<https://aka.ms/mars> \"MARS\") ok", "docs (https://aka.ms/mars) ok"),
        ("<t:0> <t:0:F>", "1970-01-01T00:00:00Z 1970-01-01T00:00:00Z"),
        (r"snake\_case\_name \# \> \`x\` \[x\]", "snake_case_name # > `x` [x]"),
        ("back\u{200b}up \u{202e}failed\u{202c}\u{2066}\u{2069}", "backup failed"),
    ] {
        assert_eq!(plain(typed), meant, "{typed}");
    }
}

#[test]
fn errors_stay() {
    for error in [
        r"C:\Users\*_x and C:\Users\*_y",
        r"copy .\logs\*.log *.txt \\server\share\*",
        r"\\server\share\_old\ and C:\_temp\_x_",
        r"%TEMP%\* is full",
        "snake_case_names, __init__, __main__ and _x1_ in __init__.py",
        "ModuleNotFoundError: No module named '__main__.a_b_c'",
        "SELECT * FROM a WHERE x * y > 2 * 3",
        "if (a || b || c) && x||y||z",
        "*.log,*.txt **/*.rs a*b*c",
        "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><EventID>5</EventID></Event>",
        "Vec<&str> List<string> a < b > c <none> <t:never> <@nobody> <:a:b>",
        "[ERROR] (x) [a](b) arr[0](1) [2024-05-06 07:08:09](agent)",
        "~/.config ~ ~~ ~5% of 100%",
        "|| | Name || Id |",
        "2 > 1, >5 and >> x",
        "#1 #include <stdio.h>",
        "PS C:\\> Get-ChildItem | ? { $_.Name -like '*.log' }",
        "Error: 0x80070005: Access is denied. (Exception from HRESULT: 0x80070005 (E_ACCESSDENIED))",
        "don't `stop",
        "https://example.com/a_b_c/*?x=_y_&z=__w__",
        r#"{"path":"C:\\dir\\*","glob":"**"}"#,
        "\u{1F468}\u{1F3FD} خطأ في النسخ",
        "",
        "\n\n \n",
    ] {
        assert_eq!(plain(error), error);
    }
}

#[test]
fn code_blocks_are_kept_whatever_is_around_them() {
    for (typed, meant) in [
        ("```\n**a**\n```", "**a**\n"),
        ("```json\n{\"a\": 1}\n```\nwhat now", "{\"a\": 1}\nwhat now"),
        ("it says ```Access **denied**``` today", "it says \nAccess **denied**\n today"),
        ("```ERROR\nAccess denied```", "ERROR\nAccess denied"),
        ("```PowerShell\r\nGet-X\r\n```", "Get-X\r\n"),
        ("```xml", "xml"),
        ("never closed ```log\n> a *b*\n`c", "never closed \n> a *b*\n`c"),
        ("> ```\n> a\n> ```\n> b", "a\nb"),
        (">>> ```\na\n> b\n```\nc", "a\n> b\nc"),
        ("``````", ""),
        ("````a````", "`a\n`"),
        ("```\n\n\n  indented\n\n```", "\n\n  indented\n\n"),
        ("**a ```b** c``` d**", "**a \nb** c\n d**"),
    ] {
        assert_eq!(plain(typed), meant, "{typed:?}");
    }
}

#[test]
fn hostile_content_costs_about_its_length() {
    for piece in [
        "*",
        "**a ",
        "[",
        "[](",
        "](http",
        "[x](http://",
        "`",
        "`` ` ",
        "```",
        "<",
        "<@1",
        "> ",
        ">>> ",
        "> >>> # ",
        "\\",
        "_a ",
        "*_",
        "\\*",
        "~~||",
        "> ```\n",
        "<t:9999999999999999999:R>",
        "__a",
        "a\\",
        "\u{202e}",
        "> \n",
    ] {
        let content = piece.repeat(200_000 / piece.len());
        // Were any of these quadratic, nobody would wait for the end of the test.
        assert!(plain(&content).len() <= content.len() * 3, "{piece:?}");
    }
}

/// Content in which all that is markup stands thick.
fn some_content() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        3 => "[a-z]{1,4}",
        3 => r"[ \n*_~|`>#\[\]()<\\:@/-]{1,3}",
        1 => Just("```".to_owned()),
        1 => Just("> ".to_owned()),
        1 => Just("[t](https://a.b/c)".to_owned()),
        1 => Just("<@123>".to_owned()),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bits, 0..32).prop_map(|bits| bits.concat())
}

/// What stands in an error, apart from one another by spaces.
fn some_error() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        4 => "[a-zA-Z]{1,9}[:,.]?",
        2 => "[a-z]{1,4}(_[a-z0-9]{1,4}){1,3}",
        2 => "__[a-z]{1,6}__",
        2 => r"[A-Z]:(\\[a-z_*]{1,5}){1,3}",
        2 => r"\\\\[a-z]{1,5}(\\[a-z_*.]{1,5}){1,3}",
        2 => r"\*\.[a-z]{3}",
        1 => "0x[0-9A-F]{8}",
        1 => r"\[[A-Z]{3,5}\] \([a-z]{1,3}\)",
        1 => "<[a-zA-Z]{1,6}( [a-z]{1,3}=\"[a-z]{1,3}\")?/?>",
        1 => Just("*".to_owned()),
    ];
    prop::collection::vec(bits, 1..16).prop_map(|bits| bits.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_content_is_read(content in some_content()) {
        plain(&content);
    }

    #[test]
    fn a_code_block_survives_whatever_it_holds(before in "[a-z*_ ]{0,12}", code: String, after in some_content()) {
        prop_assume!(!code.contains('`'));
        let said = plain(&format!("{before}```log\n{code}\n```\n{after}"));
        let whole = format!("{code}\n");
        prop_assert!(said.contains(&whole), "{said:?}");
    }

    #[test]
    fn inline_code_survives_whatever_it_holds(code in "[^`]{1,20}") {
        let said = plain(&format!("it says `{code}` again"));
        prop_assert_eq!(said, format!("it says {code} again"));
    }

    #[test]
    fn an_error_is_what_it_was(error in some_error()) {
        prop_assert_eq!(plain(&error), error);
    }

    #[test]
    fn what_was_read_once_reads_the_same_again(words in prop::collection::vec((r"|\*{1,3}|~~|\|\|", "[a-z]{1,5}"), 0..12)) {
        let content: Vec<String> = words.iter().map(|(sign, word)| format!("{sign}{word}{sign}")).collect();
        let once = plain(&content.join(", "));
        prop_assert_eq!(plain(&once), once.clone());
    }
}
