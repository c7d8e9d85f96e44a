//! What is taken out of a paste as a secret is not missed.

use super::Desk;
use crate::knowledge::{Knowledge, toml};
use crate::paste::secrets::redact;

/// What stands among an error when it is pasted in a hurry; each has a secret.
const SECRETS: [&str; 10] = [
    "password: hunter2!\n",
    "DefaultEndpointsProtocol=https;AccountName=fabrikam;AccountKey=\
     K7fBHnWfVGK7fjwEvCNFK7fqPd37TBK7fuJsFP7xK7fBHnWfVGK7fjwEvCNFK7fqPd37TBK7fuJsFP7xK7fBHn==\n",
    "from 52.137.102.9 by ada.byron@fabrikam.com: ",
    "passphrase = K7fAo8M7FW595vzK2mjA ",
    "https://fabrikam.blob.core.windows.net/c?sv=2022-11-02&sig=Ab1%2Fcd2EFgh3ijKL4mnOP5qrST6uvWX7yz0%3D\n",
    "Server=sql;User Id=sa;Password=0ther!one;\n",
    "[52.137.102.9] ",
    "-----BEGIN PRIVATE KEY-----\nK7fAo8M7FW595vzK2mjAK7fAo8M7FW595vzK2mjA\n-----END PRIVATE KEY-----\n",
    "net use Z: \\\\srv\\share hunter2 /user:ada\n",
    "<ada@fabrikam.com> ",
];

fn shipped() -> Knowledge {
    let text = include_str!("../../../knowledge/azure-backup-server.toml");
    let (article, problems) = toml::parse(text, "azure-backup-server.toml");
    assert!(problems.is_empty(), "{problems:?}");
    Knowledge { articles: article.into_iter().collect() }
}

#[test]
fn an_example_finds_its_issue_with_a_secret_before_after_and_within_it() {
    let desk = Desk::knowing(shipped());
    let mut faults = Vec::new();
    let mut count = 0;
    for (_, _, issue) in desk.knowledge.issues() {
        // Each example with one of the secrets, so that each secret meets many examples.
        for (example, secret) in
            issue.examples.iter().zip(SECRETS.iter().cycle().skip(issue.title.len() % SECRETS.len()))
        {
            let middle = example.char_indices().filter(|(_, c)| *c == ' ').nth(4).map_or(0, |(at, _)| at + 1);
            let (first, rest) = example.split_at(middle);
            let clean = redact(example).text;
            for sent in [format!("{secret}{example}"), format!("{example}\n{secret}"), format!("{first}{secret}{rest}")]
            {
                let redacted = redact(&sent);
                count += usize::from(!redacted.found.is_empty());
                let (wanted, before, after) = (desk.first(&clean), desk.first(&sent), desk.first(&redacted.text));
                // The words around a secret may lead astray, its placeholder may not.
                let bare = redacted
                    .found
                    .iter()
                    .fold(redacted.text.clone(), |text, secret| text.replace(&secret.placeholder(), ""));
                if after != before && after != wanted && after != desk.first(&bare) {
                    faults.push(format!("{wanted}, {before}, {after}: {}", redacted.text));
                }
            }
        }
    }
    assert!(count > 100 && faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n--\n"));
}

#[test]
fn an_example_without_secrets_is_judged_as_it_is() {
    let desk = Desk::knowing(shipped());
    for (_, _, issue) in desk.knowledge.issues() {
        for example in issue.examples.iter().chain(&issue.errors) {
            let redacted = redact(example);
            assert!(redacted.found.iter().all(|secret| !secret.is_live()), "{}", redacted.text);
            assert_eq!(desk.first(&redacted.text), desk.first(example), "{example}");
        }
    }
}
