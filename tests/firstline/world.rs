//! A folder of its own for every test, with a small believable knowledge in it, and a way to run `firstline` there.

use std::fmt;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder with `knowledge/` in it.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    /// The believable default: two articles of an IT help desk.
    pub(crate) fn new() -> Self {
        Self::bare().with("knowledge/printing.toml", PRINTING).with("knowledge/vpn.toml", VPN)
    }

    /// Without any knowledge.
    pub(crate) fn bare() -> Self {
        Self { folder: TempDir::new().expect("there is a folder for temporary files") }
    }

    /// With one more file.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        let folder = path.parent().expect("a file is in a folder");
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, bytes)).expect("the folder can be written");
        self
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs `firstline` with these arguments, and nothing on standard input.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Ran {
        self.fed(arguments, "")
    }

    /// Runs `firstline` with bytes on standard input.
    pub(crate) fn fed<const N: usize>(&self, arguments: [&str; N], input: impl AsRef<[u8]>) -> Ran {
        feed(self.command().args(arguments), input.as_ref())
    }

    /// `firstline` in this folder, untouched by the settings of whoever runs the tests.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firstline"));
        command.current_dir(self.path());
        for setting in [
            "DISCORD_TOKEN",
            "DISCORD_TOKEN_FILE",
            "FIRSTLINE_CALENDAR_KEY",
            "FIRSTLINE_CONFIG",
            "FIRSTLINE_KNOWLEDGE",
            "FIRSTLINE_LISTEN",
            "FIRSTLINE_STORE",
            "RUST_LOG",
            "NO_COLOR",
            "CLICOLOR",
            "CLICOLOR_FORCE",
            "COLORTERM",
        ] {
            command.env_remove(setting);
        }
        command
    }
}

/// Runs a command with bytes on standard input.
pub(crate) fn feed(command: &mut Command, input: &[u8]) -> Ran {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the binary starts");
    // A command that complains about its arguments does not read what it is fed.
    let _ = child.stdin.take().expect("the input is piped").write_all(input);
    Ran { output: child.wait_with_output().expect("the binary ends") }
}

/// What came of a run. Printed whole, with what the matcher's tuning moves (how sure, what score) masked.
pub(crate) struct Ran {
    output: Output,
}

impl Ran {
    /// The exit code.
    pub(crate) fn code(&self) -> i32 {
        self.output.status.code().expect("the binary was not killed")
    }

    /// What it printed, as it is.
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("the output is text")
    }

    /// What it complained about.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("the complaints are text")
    }

    /// What it printed as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout()).expect("the output is JSON")
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&masked(&self.stdout()))?;
        if !self.output.stderr.is_empty() {
            writeln!(f, "--- stderr")?;
            f.write_str(&self.stderr())?;
        }
        write!(f, "--- exit code {}", self.code())
    }
}

/// Masks how sure the matcher is.
pub(crate) fn masked(text: &str) -> String {
    const SURE: [&str; 5] = ["almost certainly", "very likely", "likely", "perhaps", "possibly"];
    let mut masked = text.to_owned();
    for words in SURE {
        masked = masked.replace(&format!(" · {words} this ("), " · likely this (");
    }
    let mut shown = String::new();
    let mut rest = masked.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length = rest[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len() - start);
        let (before, number, after) = (&rest[..start], &rest[start..start + length], &rest[start + length..]);
        let measured = ["confidence ", "confidence, ", "score ", "score of ", "against "]
            .iter()
            .any(|word| before.ends_with(word));
        shown.push_str(before);
        shown.push_str(if measured || after.starts_with(" %") { "NN" } else { number });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

const PRINTING: &str = r#"
id = "printing"
title = "Printing"
summary = "Printers, queues and the print server."
owner = "Workplace team"
reviewed = 2026-05-01

[[checks]]
text = "Print a test page from another computer, to see whether it is the printer or the computer."

[[documents]]
title = "How printing is set up here"
url = "https://wiki.example/printing"

[[issues]]
id = "rpc-hardening"
title = "Shared printers refuse to connect since the RPC hardening update"
errors = ["Windows cannot connect to the printer. Operation failed with error 0x0000011b"]
codes = ["0x0000011b"]
cause = "The print server has the update that encrypts RPC, the computer does not."
steps = [
  { text = "Install the current cumulative update on the computer.", link = "https://wiki.example/updates" },
  "Restart it and add the printer again.",
]
verify = "The printer can be added and a test page comes out."
documents = [{ title = "Managing RPC printer changes", url = "https://support.example/kb5005010" }]
examples = ["Operation failed with error 0x0000011b"]
[issues.escalate]
when = "Both sides are up to date and it still fails."
collect = ["`winver` of both computers", "the name of the printer"]

[[issues]]
id = "spooler-stops"
title = "The print spooler keeps stopping"
errors = ["The Print Spooler service terminated unexpectedly. It has done this * time(s)."]
codes = ["7031", "7034"]
cause = "A job that cannot be read, or a driver that crashes."
steps = ["Run `net stop spooler`.", "Empty `C:\\Windows\\System32\\spool\\PRINTERS`.", "Run `net start spooler`."]
verify = "The service still runs after an hour."
examples = ["The Print Spooler service terminated unexpectedly. It has done this 3 time(s)."]

[[issues]]
id = "paper-jam-reported"
title = "A paper jam is reported where there is none"
errors = ["Paper jam in tray *"]
steps = ["Open and close every door of the printer."]
examples = ["Paper jam in tray 2"]
"#;

const VPN: &str = r#"
id = "vpn"
title = "VPN"
summary = "Reaching the office from outside."
owner = "Network team"
reviewed = 2026-05-01

[[issues]]
id = "certificate-expired"
title = "The VPN refuses the computer's certificate"
errors = ["IKE authentication credentials are unacceptable"]
codes = ["13801"]
cause = "The certificate of the computer has expired."
steps = ["Connect the computer to the office network once; it renews its certificate by itself."]
verify = "The VPN connects from outside."
examples = ["IKE authentication credentials are unacceptable (13801)"]

[[issues]]
id = "name-not-resolved"
title = "The VPN connects but names of the office are not found"
errors = ["DNS server * did not respond for intranet.example"]
steps = ["Run `ipconfig /flushdns`."]
examples = ["DNS server 10.0.0.53 did not respond for intranet.example"]
"#;
