//! What a bot remembers of the servers that it is in: resident memory in one and in ten thousand.

use std::sync::Arc;

use tempfile::TempDir;

use crate::bot::{Kind, Place, Storage};
use crate::process::resident;
use crate::report::Report;
use crate::{Outcome, shipped};

const MANY: usize = 10_000;

pub(crate) async fn measure(storage: Storage, report: &mut Report) -> Outcome {
    let mut grown = Vec::new();
    for kind in [Kind::Echo, Kind::Firstline(shipped())] {
        let mut taken = Vec::new();
        for servers in [1, MANY] {
            let folder = Arc::new(TempDir::new()?);
            let bot = Place::with_servers(servers, kind.clone(), storage, folder).await?.bring().await?;
            taken.push(resident(bot.pid())? as f64 / f64::from(1 << 20));
        }
        Report::note(&format!("Resident: {:.1} MiB in one server, {:.1} MiB in {MANY}.", taken[0], taken[1]))?;
        grown.push(taken[1] - taken[0]);
    }
    Ok(report.ratio(format!("memory that {MANY} servers take: Firstline / echo"), grown[1] / grown[0])?)
}
