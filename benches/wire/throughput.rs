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

pub(crate) async fn measure(storage: Storage, report: &mut Report) -> Outcome {
    let shipped = shipped();
    let mut pastes = Pastes::about(&shipped)?;
    let mut bots = Vec::new();
    for kind in [Kind::Echo, Kind::Fixed, Kind::Firstline(shipped)] {
        let mut bot = Place::new(kind, storage).await?.bring().await?;
        round(&mut bot, &mut pastes, PASTES).await?;
        bots.push((bot, Samples::default(), Samples::default()));
    }
    for _ in 0..ROUNDS {
        for (bot, time, work) in &mut bots {
            let (started, before) = (Instant::now(), worked(bot.pid())?);
            round(bot, &mut pastes, PASTES).await?;
            time.add(started.elapsed());
            work.add(worked(bot.pid())?.saturating_sub(before));
        }
    }
    let [(_, echo, echo_work), (_, fixed, fixed_work), (_, ours, our_work)] = &bots[..] else {
        unreachable!("there are three")
    };
    let rate = |time: &Samples| PASTES as f64 / time.median();
    let each = |work: &Samples| work.median() / PASTES as f64 * 1e6;
    let spoken: Vec<String> =
        [("Echoed", echo, echo_work), ("A fixed reply", fixed, fixed_work), ("Answered", ours, our_work)]
            .map(|(what, time, work)| format!("{what}: {:.0} a second, with {:.0} µs of work", rate(time), each(work)))
            .into();
    Report::note(&format!("{} in the bot's process.", spoken.join("; ")))?;
    report.at_least("pastes a second: Firstline / echo", rate(ours) / rate(echo), 0.7)?;
    report.ratio("pastes a second: Firstline / a bot with one fixed reply", rate(ours) / rate(fixed))?;
    report.ratio("pastes a second: a bot with one fixed reply / echo", rate(fixed) / rate(echo))?;
    report.ratio("processors' time a paste: Firstline / echo", each(our_work) / each(echo_work))?;
    report
        .ratio("processors' time a paste: Firstline / a bot with one fixed reply", each(our_work) / each(fixed_work))?;
    Ok(())
}
