//! The bot on Discord, driven over the real wire: the real serenity against the sandbox, in a closed world.

mod answers;
mod asked;
mod browsing;
mod buttons;
mod cases;
mod commands;
mod diagnosing;
mod drills;
mod files;
mod forged;
mod fuzzed;
mod gateway_faults;
mod hostile_files;
mod hostile_text;
mod keeping;
mod languages;
mod life;
mod log;
mod looking_up;
mod openapi;
mod order;
mod paging;
mod people;
mod postgres;
mod privacy;
mod quiet;
mod rate_limits;
mod rest_faults;
mod rota;
mod secrets;
mod settings;
mod shards;
mod starting;
mod stats;
mod team;
mod tls;

/// Three issues that share the beginning of their error text, so that one paste may be about any of them.
const MAIL: &str = r#"
id = "mail"
title = "Mail"
owner = "Mail team"
reviewed = 2026-05-01

[[issues]]
id = "server-moved"
title = "Outlook looks for the old mail server"
errors = ["The connection to the mail server is unavailable. Outlook must be online to complete this action"]
steps = ["Remove the account and add it again."]

[[issues]]
id = "profile-broken"
title = "The Outlook profile is broken"
errors = ["The connection to the mail server is unavailable. The profile cannot be opened"]
steps = ["Make a new profile."]

[[issues]]
id = "licence-missing"
title = "The mailbox has no licence"
errors = ["The connection to the mail server is unavailable. No licence"]
steps = ["Assign a licence."]
"#;

/// A paste that one of them is likely behind, and another may be.
const MAIL_ERROR: &str = "The connection to the mail server is unavailable.";

/// A paste that any of them may be behind.
const VAGUE_MAIL_ERROR: &str = "error: connection to the mail server is unavailable, again!";

/// A paste that the shared printers' issue is behind.
const PRINTER_ERROR: &str = "Operation failed with error 0x0000011b";
