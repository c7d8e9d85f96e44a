//! The matcher from outside: pastes as people send them, over a small help desk's knowledge.
//!
//! Nothing here holds a score to a figure: which issue comes first, whether it is answered, and what is shown for it.

mod evidence;
mod finds;
mod properties;
mod redacted;
mod silence;

use super::{Config, Judgement, Match, Matcher, Verdict};
use crate::knowledge::{Article, Issue, Knowledge, Step};
use crate::paste::{Paste, decode};

/// An article from its issues.
fn article(id: &str, title: &str, issues: Vec<Issue>) -> Article {
    Article { id: id.into(), title: title.into(), path: format!("{id}.toml"), issues, ..Article::default() }
}

/// An issue from its title, what people see, and what helps.
fn issue(id: &str, title: &str, errors: &[&str], codes: &[&str], step: &str) -> Issue {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Issue {
        id: id.into(),
        title: title.into(),
        errors: owned(errors),
        codes: owned(codes),
        steps: vec![Step { text: step.into(), link: None }],
        ..Issue::default()
    }
}

const BACKUP_FULL: &str = "The backup of * was cancelled because the staging volume ran out of space.";
const RESTORE_FULL: &str = "The restore of * was cancelled because the staging volume ran out of space.";

/// The believable default: what a help desk knows.
fn help_desk() -> Knowledge {
    let backup = article(
        "backup",
        "Backup server",
        vec![
            issue(
                "online-copies",
                "Creation of online recovery points fails",
                &["Online recovery point creation jobs for * on * have been failing."],
                &["0x1FBD3"],
                "Update the agent, then run the job again.",
            ),
            issue(
                "vault",
                "The agent cannot reach the vault",
                &["The backup agent was unable to connect to the recovery vault because the proxy refused it."],
                &["UserErrorVaultUnreachable"],
                "Allow the addresses of the vault in the proxy.",
            ),
            issue("backup-full", "Backup stops for want of space", &[BACKUP_FULL], &[], "Extend the staging volume."),
            issue(
                "restore-full",
                "Restore stops for want of space",
                &[RESTORE_FULL],
                &[],
                "Restore to another volume.",
            ),
            issue(
                "passphrase",
                "The passphrase is lost",
                &["The encryption passphrase supplied does not match the one this server was registered with."],
                &["100170"],
                "Register the server again with a new passphrase.",
            ),
        ],
    );
    let network = article(
        "network",
        "Remote access",
        vec![
            issue(
                "certificate",
                "The certificate of the gateway has expired",
                &["A certificate chain processed, but terminated in a root certificate which is not trusted."],
                &["0x800B0109"],
                "Install the new root certificate.",
            ),
            issue(
                "tunnel",
                "The tunnel does not come up",
                &["The remote connection was not made because the attempted VPN tunnels failed."],
                &["ERROR_AUTOMATIC_VPN_FAILED"],
                "Open the ports of the gateway.",
            ),
            issue(
                "name",
                "The host name is not resolved",
                &["getaddrinfo ENOTFOUND *", "Could not resolve host: *"],
                &[],
                "Set the resolver of the branch office.",
            ),
        ],
    );
    let printing = article(
        "printing",
        "Printers",
        vec![
            issue(
                "spooler",
                "The print spooler is not running",
                &["Operation could not be completed. The local print spooler service is not running."],
                &["0x000006BA"],
                "Start the spooler service.",
            ),
            issue(
                "driver",
                "The printer driver cannot be installed",
                &["The specified printer driver was not found on the system and needs to be downloaded."],
                &["0x00000BCB"],
                "Point-and-print needs the policy of the print server.",
            ),
        ],
    );
    let database = article(
        "database",
        "The order database",
        vec![
            issue(
                "login",
                "Login to the database fails",
                &["Login failed for user '*'."],
                &["18456"],
                "Reset the password of the account.",
            ),
            issue(
                "deadlock",
                "Orders block each other",
                &["Transaction (Process ID *) was deadlocked on lock resources with another process and has been \
                   chosen as the deadlock victim."],
                &["1205"],
                "Rerun the transaction.",
            ),
            issue(
                "log-full",
                "The transaction log is full",
                &["The transaction log for database '*' is full due to '*'."],
                &["9002"],
                "Back up the log, then shrink it.",
            ),
        ],
    );
    let files = article(
        "files",
        "File shares",
        vec![
            issue(
                "denied",
                "Access to a share is denied",
                &["Access to the path '*' is denied."],
                &["0x80070005"],
                "Ask the owner of the share for membership in its group.",
            ),
            issue(
                "locked",
                "A file is held open by another program",
                &["The process cannot access the file '*' because it is being used by another process."],
                &["0x80070020"],
                "Close the program that holds the file.",
            ),
        ],
    );
    Knowledge { articles: vec![backup, database, files, network, printing] }
}

/// What the matcher makes of texts, in the names that people use.
struct Desk {
    knowledge: Knowledge,
    matcher: Matcher,
}

impl Desk {
    fn new() -> Self {
        Self::knowing(help_desk())
    }

    fn knowing(knowledge: Knowledge) -> Self {
        let matcher = Matcher::new(&knowledge, &Config::default());
        Self { knowledge, matcher }
    }

    /// Without one issue.
    fn forgetting(id: &str) -> Self {
        let mut knowledge = help_desk();
        for article in &mut knowledge.articles {
            article.issues.retain(|issue| issue.id.as_str() != id);
        }
        Self::knowing(knowledge)
    }

    fn judge(&self, text: &str) -> Judgement {
        self.matcher.judge(&Paste::new(text))
    }

    /// Full ids of what bytes are answered with; nothing where they are not.
    fn answers(&self, bytes: impl Into<Vec<u8>>) -> Vec<String> {
        let judgement = self.judge(&decode::text(bytes.into()));
        if judgement.verdict == Verdict::Answer { self.names(&judgement.matches) } else { Vec::new() }
    }

    /// Full id of the likeliest issue, sure or not.
    fn first(&self, text: &str) -> String {
        self.names(&self.judge(text).candidates).into_iter().next().unwrap_or_default()
    }

    fn names(&self, matches: &[Match]) -> Vec<String> {
        matches.iter().map(|m| self.knowledge.full_id(m.issue)).collect()
    }
}
