//! Whether a bot that runs for long grows: its resident memory early in a long stream of messages, and at its end.

use crate::bot::{Kind, Place, Storage};
use crate::pastes::Pastes;
use crate::process::resident;
use crate::report::Report;
use crate::{Outcome, shipped};

/// Pastes without a reply at any moment.
const AT_ONCE: usize = 16;
/// One message in so many is a paste; the others are talk, which is read and left alone.
const PASTE_EVERY: usize = 4;
const TALK: [&str; 3] = ["thanks, that was quick", "is anyone else seeing this today?", "good morning everyone!"];

pub(crate) async fn measure(storage: Storage, messages: usize, report: &mut Report) -> Outcome {
    let shipped = shipped();
    let mut pastes = Pastes::logs(&shipped)?;
    let mut bot = Place::new(Kind::Firstline(shipped), storage).await?.bring().await?;
    let at_start = resident(bot.pid())?;
    let (mut early, mut waiting) = (at_start, 0);
    for number in 0..messages {
        if number % PASTE_EVERY != 0 {
            bot.post(TALK[number % TALK.len()])?;
            continue;
        }
        bot.ask(pastes.next())?;
        waiting += 1;
        if waiting == AT_ONCE {
            bot.answer().await?;
            waiting -= 1;
        }
        if number == messages / 10 / PASTE_EVERY * PASTE_EVERY {
            early = resident(bot.pid())?;
        }
    }
    for _ in 0..waiting {
        bot.answer().await?;
    }
    let at_end = resident(bot.pid())?;
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    Report::note(&format!(
        "Resident: {:.1} MiB at the start, {:.1} MiB after {} messages, {:.1} MiB after {messages}.",
        mebibytes(at_start),
        mebibytes(early),
        messages / 10,
        mebibytes(at_end)
    ))?;
    report.at_most(format!("memory after {messages} messages / after a tenth"), at_end as f64 / early as f64, 1.1)?;
    Ok(())
}
