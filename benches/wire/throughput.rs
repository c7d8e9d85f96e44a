//! How many pastes a second a bot answers on one shard, every reply looked at, when many ask at once.

use std::time::Instant;

use crate::bot::{Bot, Kind, Place, Storage};
use crate::pastes::Pastes;
use crate::process::worked;
use crate::report::Report;
use crate::rounds::Samples;
use crate::{Outcome, shipped};

/// Pastes without a reply at any moment.
const AT_ONCE: usize = 64;
const PASTES: usize = 3000;
const ROUNDS: usize = 5;

/// Asks so many pastes, so many of them at once, and waits for the last reply.
async fn round(bot: &mut Bot, pastes: &mut Pastes, count: usize) -> Outcome {
    for number in 0..count + AT_ONCE {
        if number >= AT_ONCE {
            bot.answer().await?;
        }
        if number < count {
            bot.ask(pastes.next())?;
        }
    }
    Ok(())
}

/// A bot, how long its rounds took, and the work of its process in them.
struct Side {
    bot: Bot,
    time: Samples,
    work: Samples,
}

impl Side {
    /// Pastes a second.
    fn rate(&self) -> f64 {
        PASTES as f64 / self.time.median()
    }

    /// Microseconds of work a paste.
    fn each(&self) -> f64 {
        self.work.median() / PASTES as f64 * 1e6
    }
}

pub(crate) async fn measure(storage: Storage, report: &mut Report) -> Outcome {
    let pasted = Pastes::examples(&shipped())?;
    let mut sides = measured(storage, pasted).await?;
    report.at_least("what people paste, a second: Firstline / echo", sides[2].rate() / sides[0].rate(), 0.7)?;
    compare("what people paste", &sides, report)?;
    sides = measured(storage, Pastes::logs(&shipped())?).await?;
    report.ratio("logs a second: Firstline / echo", sides[2].rate() / sides[0].rate())?;
    compare("logs", &sides, report)
}

/// The three bots in turns.
async fn measured(storage: Storage, mut pastes: Pastes) -> Outcome<[Side; 3]> {
    let mut sides = Vec::new();
    for kind in [Kind::Echo, Kind::Fixed, Kind::Firstline(shipped())] {
        let mut bot = Place::new(kind, storage).await?.bring().await?;
        round(&mut bot, &mut pastes, PASTES).await?;
        sides.push(Side { bot, time: Samples::default(), work: Samples::default() });
    }
    for _ in 0..ROUNDS {
        for Side { bot, time, work } in &mut sides {
            let (started, before) = (Instant::now(), worked(bot.pid())?);
            round(bot, &mut pastes, PASTES).await?;
            time.add(started.elapsed());
            work.add(worked(bot.pid())?.saturating_sub(before));
        }
    }
    sides.try_into().map_err(|_| "there are three".into())
}

fn compare(what: &str, [echo, fixed, ours]: &[Side; 3], report: &mut Report) -> Outcome {
    let spoken: Vec<String> = [("echoed", echo), ("a fixed reply", fixed), ("answered", ours)]
        .map(|(kind, side)| format!("{kind}: {:.0} a second, with {:.0} µs of work", side.rate(), side.each()))
        .into();
    Report::note(&format!("Of {what}, {} in the bot's process.", spoken.join("; ")))?;
    report.ratio(format!("{what} a second: Firstline / a bot with one fixed reply"), ours.rate() / fixed.rate())?;
    report.ratio(format!("{what} a second: a bot with one fixed reply / echo"), fixed.rate() / echo.rate())?;
    report.ratio(format!("{what}, processors' time: Firstline / echo"), ours.each() / echo.each())?;
    report.ratio(format!("{what}, processors' time: Firstline / one fixed reply"), ours.each() / fixed.each())?;
    Ok(())
}
