//! From the moment somebody posts a paste until the reply stands in the channel, one paste after the other.

use std::path::Path;
use std::time::Instant;

use crate::bot::{Bot, Kind, Place, Storage};
use crate::pastes::Pastes;
use crate::report::Report;
use crate::rounds::{Samples, spoken};
use crate::{Outcome, shipped};

const WARM_UP: usize = 200;
const ROUNDS: usize = 3000;

/// One bot, with what is asked of it and how long it took.
struct Side {
    bot: Bot,
    pastes: Pastes,
    samples: Samples,
}

impl Side {
    async fn new(kind: Kind, storage: Storage, knowledge: &Path) -> Outcome<Self> {
        let bot = Place::new(kind, storage).await?.bring().await?;
        Ok(Self { bot, pastes: Pastes::logs(knowledge)?, samples: Samples::default() })
    }

    async fn round(&mut self, counts: bool) -> Outcome {
        let asked = self.pastes.next();
        let started = Instant::now();
        self.bot.ask(asked)?;
        self.bot.answer().await?;
        if counts {
            self.samples.add(started.elapsed());
        }
        Ok(())
    }
}

pub(crate) async fn measure(storage: Storage, selfhelp: Option<&Path>, report: &mut Report) -> Outcome {
    let shipped = shipped();
    let mut sides = vec![
        Side::new(Kind::Echo, storage, &shipped).await?,
        Side::new(Kind::Firstline(shipped.clone()), storage, &shipped).await?,
    ];
    match selfhelp {
        Some(path) => sides.push(Side::new(Kind::Firstline(path.to_owned()), storage, path).await?),
        None => Report::note("FIRSTLINE_SELFHELP is not set: only the shipped knowledge is measured.")?,
    }
    for round in 0..WARM_UP + ROUNDS {
        for side in &mut sides {
            side.round(round >= WARM_UP).await?;
        }
    }
    let [median, p99] = [0.5, 0.99].map(|share| move |side: &Side| side.samples.quantile(share));
    let spoken: Vec<String> =
        sides.iter().map(|side| format!("{} and {}", spoken(median(side)), spoken(p99(side)))).collect();
    Report::note(&format!("Medians and 99th percentiles: {}.", spoken.join("; ")))?;
    let (echo, ours) = (&sides[0], &sides[1]);
    report.at_most("paste to reply: median / echo's", median(ours) / median(echo), 3.0)?;
    report.at_most("paste to reply: 99th percentile / echo's", p99(ours) / p99(echo), 5.0)?;
    if let Some(many) = sides.get(2) {
        report.at_most("paste to reply, self-help articles: median / echo's", median(many) / median(echo), 10.0)?;
        report.ratio("paste to reply, self-help articles: 99th percentile / echo's", p99(many) / p99(echo))?;
    }
    Ok(())
}
