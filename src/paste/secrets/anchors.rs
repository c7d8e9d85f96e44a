//! The words by which secrets are found, and who looks closer at which.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind};

use super::{Kind, Place, assigned, command, key_file, token, web};

/// What a word announces.
#[derive(Debug, Clone, Copy)]
enum Anchor {
    /// The name of something secret, whose value may follow.
    Name(Kind),
    /// The first letters of a token: these, and at least so many more.
    Prefix(Kind, usize),
    /// The middle or end of something with a look of its own.
    Jwt,
    AzureClientSecret,
    StorageKey,
    TelegramToken,
    /// Something in an address or a header of the web.
    UserInfo,
    WebhookPath,
    Signature,
    FunctionCode,
    Authorization,
    Cookie,
    /// A file of keys.
    Pem,
    Putty,
    ManagementCertificate,
    /// A command whose arguments hold a password.
    Command,
    SecureString,
}

use Anchor::{
    Authorization, AzureClientSecret, Command, Cookie, FunctionCode, Jwt, ManagementCertificate, Name, Pem, Prefix,
    Putty, SecureString, Signature, StorageKey, TelegramToken, UserInfo, WebhookPath,
};

const ANCHORS: &[(&str, Anchor)] = &[
    ("password", Name(Kind::Password)),
    ("passwd", Name(Kind::Password)),
    ("passwort", Name(Kind::Password)),
    ("kennwort", Name(Kind::Password)),
    ("contraseña", Name(Kind::Password)),
    ("senha", Name(Kind::Password)),
    ("mot de passe", Name(Kind::Password)),
    ("pwd", Name(Kind::Password)),
    ("pass", Name(Kind::Password)),
    ("passphrase", Name(Kind::Passphrase)),
    ("secret", Name(Kind::Key)),
    ("accountkey", Name(Kind::Key)),
    ("account_key", Name(Kind::Key)),
    ("sharedaccesskey", Name(Kind::Key)),
    ("accesskey", Name(Kind::Key)),
    ("access_key", Name(Kind::Key)),
    ("access-key", Name(Kind::Key)),
    ("access key", Name(Kind::Key)),
    ("storagekey", Name(Kind::Key)),
    ("storage key", Name(Kind::Key)),
    ("apikey", Name(Kind::Key)),
    ("api_key", Name(Kind::Key)),
    ("api-key", Name(Kind::Key)),
    ("api key", Name(Kind::Key)),
    ("subscription-key", Name(Kind::Key)),
    ("encryptionkey", Name(Kind::Key)),
    ("encryption_key", Name(Kind::Key)),
    ("privatekey", Name(Kind::Key)),
    ("private_key", Name(Kind::Key)),
    ("secretkey", Name(Kind::Key)),
    ("secret_key", Name(Kind::Key)),
    ("secretaccesskey", Name(Kind::Key)),
    ("secret_access_key", Name(Kind::Key)),
    ("client_secret", Name(Kind::Key)),
    ("token", Name(Kind::Token)),
    ("ghp_", Prefix(Kind::Token, 36)),
    ("gho_", Prefix(Kind::Token, 36)),
    ("ghu_", Prefix(Kind::Token, 36)),
    ("ghs_", Prefix(Kind::Token, 36)),
    ("ghr_", Prefix(Kind::Token, 36)),
    ("github_pat_", Prefix(Kind::Token, 40)),
    ("glpat-", Prefix(Kind::Token, 20)),
    ("gldt-", Prefix(Kind::Token, 20)),
    ("xoxb-", Prefix(Kind::Token, 20)),
    ("xoxp-", Prefix(Kind::Token, 20)),
    ("xoxa-", Prefix(Kind::Token, 20)),
    ("xoxe-", Prefix(Kind::Token, 20)),
    ("xoxr-", Prefix(Kind::Token, 20)),
    ("xoxs-", Prefix(Kind::Token, 20)),
    ("xapp-", Prefix(Kind::Token, 20)),
    ("AKIA", Prefix(Kind::Key, 16)),
    ("ASIA", Prefix(Kind::Key, 16)),
    ("AIza", Prefix(Kind::Key, 35)),
    ("GOCSPX-", Prefix(Kind::Key, 20)),
    ("ya29.", Prefix(Kind::Token, 20)),
    ("sk-", Prefix(Kind::Key, 20)),
    ("sk_live_", Prefix(Kind::Key, 16)),
    ("sk_test_", Prefix(Kind::Key, 16)),
    ("rk_live_", Prefix(Kind::Key, 16)),
    ("rk_test_", Prefix(Kind::Key, 16)),
    ("whsec_", Prefix(Kind::Key, 20)),
    ("npm_", Prefix(Kind::Token, 36)),
    ("pypi-", Prefix(Kind::Token, 40)),
    ("hf_", Prefix(Kind::Token, 30)),
    ("dop_v1_", Prefix(Kind::Token, 40)),
    ("shpat_", Prefix(Kind::Token, 32)),
    ("dapi", Prefix(Kind::Token, 32)),
    ("SG.", Prefix(Kind::Key, 60)),
    ("eyJ", Jwt),
    ("Q~", AzureClientSecret),
    ("==", StorageKey),
    (":AA", TelegramToken),
    ("://", UserInfo),
    ("/services/T", WebhookPath),
    ("/api/webhooks/", WebhookPath),
    ("sig=", Signature),
    ("signature=", Signature),
    ("?code=", FunctionCode),
    ("&code=", FunctionCode),
    ("bearer ", Authorization),
    ("basic ", Authorization),
    ("cookie:", Cookie),
    ("-----begin ", Pem),
    ("putty-user-key-file-", Putty),
    ("managementcert", ManagementCertificate),
    ("net use ", Command),
    ("net user ", Command),
    ("net.exe use ", Command),
    ("sshpass ", Command),
    ("mysql ", Command),
    ("mysqldump ", Command),
    ("docker login ", Command),
    ("az login ", Command),
    ("curl ", Command),
    ("plink ", Command),
    ("psexec ", Command),
    ("convertto-securestring ", SecureString),
];

/// The longest name wins: `passphrase` is no `pass`.
static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(ANCHORS.iter().map(|(word, _)| word))
        .expect("a table of a hundred short words can be compiled")
});

/// The places of all secrets that open something, in no order, perhaps over one another.
pub(super) fn places(text: &str) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    // Nothing is looked for inside what was found, nor twice in one command line: else many words for one would cost
    // more than the text is long.
    let mut found_to = 0;
    let mut commands_to = 0;
    for found in FINDER.find_iter(text) {
        let (start, end) = (found.start(), found.end());
        if start < found_to {
            continue;
        }
        match ANCHORS[found.pattern().as_usize()].1 {
            Name(kind) => out.extend(assigned::place(text, start, end, kind)),
            Prefix(kind, more) => {
                let prefix = ANCHORS[found.pattern().as_usize()].0;
                out.extend(token::prefixed(text, start, prefix, more).map(|range| Place { kind, range }));
            }
            Jwt => out.extend(token::jwt(text, start)),
            AzureClientSecret => out.extend(token::azure_client_secret(text, start)),
            StorageKey => out.extend(token::storage_key(text, start)),
            TelegramToken => out.extend(token::telegram(text, start)),
            UserInfo => out.extend(web::user_info(text, start)),
            WebhookPath => out.extend(web::webhook(text, start)),
            Signature => out.extend(web::signature(text, end)),
            FunctionCode => out.extend(web::function_code(text, end)),
            Authorization => out.extend(web::authorization(text, start, end)),
            Cookie => out.extend(web::cookie(text, start, end)),
            Pem => out.extend(key_file::pem(text, start, end)),
            Putty => out.extend(key_file::putty(text, start)),
            ManagementCertificate => out.extend(key_file::management_certificate(text, end)),
            Command if start < commands_to => {}
            Command => {
                let (places, to) = command::places(text, start);
                commands_to = to;
                out.extend(places);
            }
            SecureString => out.extend(command::secure_string(text, end)),
        }
        found_to = out.last().map_or(found_to, |place| found_to.max(place.range.end));
    }
    out.extend(token::discord(text));
    out
}
