//! What must go, and what must stay.

mod must_go;
mod must_stay;

use proptest::prelude::*;

use super::{Kind, Redactor, Secret, redact};

#[test]
fn the_same_secret_is_the_same_in_all_parts() {
    let mut redactor = Redactor::default();
    let parts = ["password=hunter2\nPassword: 0ther!one", "mail ada@fabrikam.com, pwd=0ther!one;", "pwd = 'hunter2'"];
    let told: Vec<String> = parts.iter().map(|part| redactor.redact(part).text).collect();
    insta::assert_snapshot!(told.join("\n--\n"), @r"
    password=[password-1]
    Password: [password-2]
    --
    mail [e-mail-1], pwd=[password-2];
    --
    pwd = '[password-1]'
    ");
}

#[test]
fn each_secret_is_told_once_and_whether_it_opens_something() {
    let redacted = redact("from 52.137.102.9 to 52.137.102.9 as ada@fabrikam.com pwd=hunter2 or pwd=hunter2");
    let told = |kind, ordinal| Secret { kind, ordinal };
    assert_eq!(redacted.found, [told(Kind::Address, 1), told(Kind::Mail, 1), told(Kind::Password, 1)]);
    assert_eq!(redacted.found.iter().map(|secret| secret.is_live()).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn a_log_keeps_everything_but_its_secrets() {
    let log = "2024-06-06 07:08:09 INFO agent 2.0.9262.0 started by FABRIKAM\\svc-backup on 10.0.0.4\n\
        2024-06-06 07:08:10 INFO POST https://fabrikam.blob.core.windows.net/c?sv=2022-11-02&sig=Ab1%2Fcd2EFgh3ijKL4mnOP5qrST6uvWX7yz0%3D&sp=rw\n\
        2024-06-06 07:08:11 ERROR connect to 52.137.102.9:443 failed (0x80070005), passphrase: correct-h0rse-battery\n\
        Server=tcp:sql.fabrikam.com,1433;User ID=sa;Password=P@ss;w0rd;Encrypt=True\n\
        Correlation ID: 6f9619ff-8b86-d011-b42d-00cf4fc964ff, contact ada@fabrikam.com.\n";
    insta::assert_snapshot!(redact(log).text, @r"
    2024-06-06 07:08:09 INFO agent 2.0.9262.0 started by FABRIKAM\svc-backup on 10.0.0.4
    2024-06-06 07:08:10 INFO POST https://fabrikam.blob.core.windows.net/c?sv=2022-11-02&sig=[signature-1]&sp=rw
    2024-06-06 07:08:11 ERROR connect to [address-1]:443 failed (0x80070005), passphrase: [passphrase-1]
    Server=tcp:sql.fabrikam.com,1433;User ID=sa;Password=[password-1];w0rd;Encrypt=True
    Correlation ID: 6f9619ff-8b86-d011-b42d-00cf4fc964ff, contact [e-mail-1].
    ");
}

#[test]
fn hostile_texts_cost_about_their_length() {
    for piece in [
        "password=",
        "password: ",
        "password \"",
        "'password':'",
        "<password>",
        "token=\"",
        "cookie:",
        "cookie:a=",
        "sig=",
        "://",
        "a:b@",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "PuTTY-User-Key-File-",
        "managementcert",
        "managementcert>",
        "curl -u ",
        "net use \\\\a ",
        "eyJ.",
        "eyJ",
        "Q~",
        "==",
        ":AA",
        "@",
        "a@b.",
        "1.",
        "1.2.3.4",
        "2001:",
        "::",
        ".",
        "bearer ",
        "basic ",
        "convertto-securestring ",
        "?code=",
        "/api/webhooks/",
        "AKIA",
        "sk-",
        "é=password",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        redact(&text);
    }
}

/// Text in which all that is looked for stands thick.
fn some_text() -> impl Strategy<Value = String> {
    let bits = prop_oneof![
        3 => "[a-zA-Z0-9]{1,12}",
        3 => r#"[ \t\n=:;,.@/"'<>&?$%\\-]{1,3}"#,
        3 => prop::sample::select(vec![
            "password", "Passphrase", "token", "secret", "pwd=", "--password ", "<Password>", "sig=", "https://", "eyJ", "AKIA", "ghp_",
            "Bearer ", "Cookie: ", "-----BEGIN RSA PRIVATE KEY-----\n", "net use ", "ConvertTo-SecureString ", "Q~", "==", ":AA",
            "PuTTY-User-Key-File-2: x\nPrivate-Lines: 1\n", "<ManagementCert>", "\\\\", "\"Password\" value=\"",
        ]).prop_map(str::to_owned),
        2 => "[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}",
        1 => "[0-9a-f:]{2,20}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(bits, 0..24).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_read_and_every_secret_has_its_placeholder(text in some_text()) {
        let once = redact(&text);
        prop_assert_eq!(once.found.is_empty(), once.text == text);
        for secret in &once.found {
            prop_assert!(once.text.contains(&secret.placeholder()));
        }
    }

    #[test]
    fn a_text_without_names_or_numbers_stays(text in "[a-z ,.!?\n]{0,200}") {
        prop_assume!(!text.contains("pass") && !text.contains("pwd") && !text.contains("secret") && !text.contains("token"));
        prop_assert_eq!(redact(&text).text, text);
    }
}
