//! What a paste gives away by accident goes no further.

use insta::assert_snapshot;

use super::team::Setup;

const SAS: &str = "https://northwind.blob.core.windows.net/backup?sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2027-01-01T00:00:00Z&sig=dGhpcyBpcyBub3QgYSByZWFsIHNpZ25hdHVyZSBhdCBhbGw%3D";

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_neither_quoted_nor_kept() {
    let folder = tempfile::TempDir::new().expect("there is a folder for temporary files");
    let file = folder.path().join("firstline.db");
    let mut team = Setup::new().store(&format!("sqlite:{}", file.display())).start().await;
    let log = format!(
        "connecting to {SAS}\n\
         password=hunter2hunter2 Operation failed with error 0x0000011b for ada.lovelace@contoso.com from 51.140.12.7\n"
    );
    team.posts("ada", "#support", &log);
    let seen = team.sees().await;
    assert_snapshot!(seen, @r"
    ── says in #support:
    ⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    ```
    password=[password-1] Operation failed with error 0x0000011b for [e-mail-1] from [address-1]
    ```

    **What is behind it**
    The print server has the update that encrypts RPC, the computer does not.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Install the current cumulative update on the computer. ([wiki.example](https://wiki.example/updates))
    2. Restart it and add the printer again.

    **Solved when**
    The printer can be added and a test page comes out.

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.posts_files("mia", "#support", "look", &[("job.log", log.into())]);
    let seen = team.sees().await;
    assert_snapshot!(seen, @r"
    ── says in #support:
    ⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.
    # Shared printers refuse to connect since the RPC hardening update
    **Found in the paste**
    job.log:2
    ```
    password=[password-1] Operation failed with error 0x0000011b for [e-mail-1] from [address-1]
    ```

    **What is behind it**
    The print server has the update that encrypts RPC, the computer does not.

    **Check first**
    - Print a test page from another computer, to see whether it is the printer or the computer.

    **What to do**
    1. Install the current cumulative update on the computer. ([wiki.example](https://wiki.example/updates))
    2. Restart it and add the printer again.

    **Solved when**
    The printer can be added and a test page comes out.

    **When to get a person**
    Both sides are up to date and it still fails.
    Have ready:
    - `winver` of both computers
    - the name of the printer

    **Read more**
    - [Managing RPC printer changes](https://support.example/kb5005010)
    - [How printing is set up here](https://wiki.example/printing)
    -# Printing · likely this (NN %)
    [That fixed it] [Not my problem] [Get a person]
    ");
    team.gets_a_person("mia", "#support", "").await;
    assert_snapshot!(team.sees().await, @r"
    ── says in #on-call:
    # #1 · password=\[password-1\] Operation failed with error 0x0000011b for \[e-mail-1\] from \[address-1\]
    <@ID> needs help: https://discord.com/channels/ID/ID/ID
    Nobody has it yet. It was opened <t:1777885200:R>.
    Severity: **normal**

    **Found in the paste**
    job.log:2
    ```
    password=[password-1] Operation failed with error 0x0000011b for [e-mail-1] from [address-1]
    ```

    **What I found**
    - Shared printers refuse to connect since the RPC hardening update · NN %
    [Acknowledge] [Resolve] [Escalate]
    [Reassign] [Snooze] [Severity]
    ── says in #support to mia alone:
    I have opened case #1 and told whoever is on call. They will come here.
    [Where things stand] [Close it]
    ");
    let mut kept = Vec::new();
    for file in std::fs::read_dir(folder.path()).expect("the folder is there") {
        kept.extend(std::fs::read(file.expect("it is there").path()).expect("it can be read"));
    }
    let holds = |text: &str| kept.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("printing/rpc-hardening"), "the answer is in the files that are looked at");
    for secret in ["hunter2", "dGhpcyBp", "ada.lovelace", "contoso", "51.140", "northwind.blob"] {
        assert!(!holds(secret), "{secret} is kept");
    }
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_beside_nothing_known_is_warned_of_all_the_same() {
    let mut team = Setup::new().start().await;
    let paste = team.posts("ada", "#support", &format!("how do I mount {SAS} here?"));
    assert_snapshot!(team.sees().await, @r"
    ── says in #support:
    ⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.
    ");
    team.person("ada").edits(paste, "how do I mount it here?").expect("it is hers");
    assert_snapshot!(team.sees().await, @"── deletes in #support: ⚠️ This shows a password, key or token that anyone who reads it here can use. **Revoke it**, make a new one and delete the message. I neither keep nor repeat it.");
    team.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_public_address_of_a_list_is_quoted() {
    let mut team = Setup::new().start().await;
    team.posts("ada", "#support", "Operation failed with error 0x0000011b on hosts 20.50.2.1 and 20.50.2.2");
    let seen = team.sees().await;
    assert!(seen.contains("error 0x0000011b on hosts [address-1] and [address-2]\n"), "{seen}");
    team.finish().await;
}
