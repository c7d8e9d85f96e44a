//! From the start of the process until the commands are registered, the session is there and the server is known.

use std::sync::Arc;
use std::time::Instant;

use tempfile::TempDir;

use crate::bot::{Kind, Place, Storage};
use crate::report::Report;
use crate::rounds::{Samples, spoken};
use crate::{Outcome, shipped};

const ROUNDS: usize = 40;

pub(crate) async fn measure(storage: Storage, report: &mut Report) -> Outcome {
    let folder = Arc::new(TempDir::new()?);
    let mut sides = [Kind::Echo, Kind::Firstline(shipped())].map(|kind| (kind, Samples::default()));
    // The first makes the store and warms the file cache.
    for round in 0..=ROUNDS {
        for (kind, samples) in &mut sides {
            let place = Place::with_folder(kind.clone(), storage, Arc::clone(&folder)).await?;
            let started = Instant::now();
            let mut bot = place.begin()?;
            bot.come().await?;
            if round > 0 {
                samples.add(started.elapsed());
            }
        }
    }
    let [(_, echo), (_, ours)] = &sides;
    Report::note(&format!("Ready after {} and {}.", spoken(echo.median()), spoken(ours.median())))?;
    Ok(report.at_most("start to ready: Firstline / echo", ours.median() / echo.median(), 2.0)?)
}
