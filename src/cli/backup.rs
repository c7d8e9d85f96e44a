//! `firstline backup` and `firstline restore`: a copy of everything that is stored, made while the bot is running.

use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, BufWriter, Read as _, Write};
use std::path::{self, Path, PathBuf};
use std::process::ExitCode;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;

use super::Outcome;
use super::config::ConfigArgs;
use super::failure::Failure;
use super::run::runtime;
use crate::clock::Clock;
use crate::config::StoreUrl;
use crate::store::{BackupError, Store};

/// What a gzip begins with: <https://www.rfc-editor.org/rfc/rfc1952#page-6>.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What `firstline backup` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The copy is of one moment, whatever is written meanwhile. It holds what is stored about people: \
                        keep it as you keep the store, and for no longer than privacy.keep_days."
)]
pub struct BackupArgs {
    #[command(flatten)]
    config: ConfigArgs,
    /// Where the copy goes; one that is there is replaced when the new one is whole
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What `firstline restore` takes.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "A copy of SQLite may be restored into PostgreSQL, and the other way round. It is restored whole \
                        or not at all. Stop the bot first."
)]
pub struct RestoreArgs {
    #[command(flatten)]
    config: ConfigArgs,
    /// The copy
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Remove what is in the store first
    #[arg(long)]
    replace: bool,
}

/// Writes a copy of the store.
pub fn backup(args: &BackupArgs, out: &mut dyn Write) -> Outcome {
    let url = args.config.store()?;
    let file = args.file.display();
    let cannot = |error: std::io::Error| Failure::new(format_args!("the backup {file} cannot be written: {error}"));
    // Under another name until it is whole.
    let mut part = args.file.clone().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    let refused = |why: String| Failure::new(format_args!("the backup {file} cannot be written: {why}"));
    is_free(&args.file, &url).map_err(cannot)?.map_err(refused)?;
    // What an earlier one left when it was killed may be empty.
    if !fs::metadata(&part).is_ok_and(|part| part.is_file() && part.len() == 0) {
        is_free(&part, &url).map_err(cannot)?.map_err(refused)?;
    }
    let mut writer = BufWriter::new(GzEncoder::new(private(&part).map_err(cannot)?, Compression::default()));
    let written = runtime()?.block_on(async {
        let store = Store::open_as_it_is(&url).await?;
        let rows = store.back_up(&mut writer, Clock::system().now()).await;
        store.close().await;
        rows
    });
    let rows = match written {
        Ok(rows) => rows,
        Err(error) => {
            drop(writer);
            // What was written so far is of no use to anybody; that it stays does no harm.
            let _ = fs::remove_file(&part);
            return Err(Failure::new(error));
        }
    };
    let compressed = writer.into_inner().map_err(|error| cannot(error.into_error()))?;
    compressed.finish().and_then(|written| written.sync_all()).map_err(cannot)?;
    fs::rename(&part, &args.file).map_err(cannot)?;
    writeln!(out, "{} of {url} in {file}.", rows_of(rows))?;
    Ok(ExitCode::SUCCESS)
}

/// Fills the store from a copy.
pub fn restore(args: &RestoreArgs, out: &mut dyn Write) -> Outcome {
    let url = args.config.store()?;
    let file = args.file.display();
    let opened = File::open(&args.file)
        .map_err(|error| Failure::new(format_args!("the backup {file} cannot be read: {error}")))?;
    let mut reader = BufReader::new(MultiGzDecoder::new(opened));
    let restored = runtime()?.block_on(async {
        let store = Store::open(&url).await?;
        let rows = store.restore(&mut reader, args.replace).await;
        store.close().await;
        rows
    });
    let rows = restored.map_err(|error| match error {
        BackupError::NotEmpty => Failure::new(format_args!(
            "there is something in the store {url} already, and it was left as it is: restore into an empty one, or say \
             --replace"
        )),
        error => Failure::new(error),
    })?;
    writeln!(out, "{} from {file} in {url}.", rows_of(rows))?;
    Ok(ExitCode::SUCCESS)
}

/// Whether a backup may be written there: where nothing is yet, or an older backup. Else what would be right.
fn is_free(file: &Path, url: &StoreUrl) -> std::io::Result<Result<(), String>> {
    const OTHER: &str = "name another, such as firstline.backup.gz";
    let shown = file.display();
    if file.is_dir() {
        return Ok(Err(format!("{shown} is a folder; name a file in it")));
    }
    if let Some(store) = Store::path(url) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut own = store.clone().into_os_string();
            own.push(end);
            if place(file)? == place(Path::new(&own))? {
                return Ok(Err(format!("{shown} is a file of the store itself; {OTHER}")));
            }
        }
    }
    if !file.exists() {
        return Ok(Ok(()));
    }
    let mut start = Vec::new();
    if file.is_file() {
        File::open(file)?.take(2).read_to_end(&mut start)?;
    }
    Ok(if start == GZIP { Ok(()) } else { Err(format!("{shown} is there and is no backup; {OTHER}")) })
}

/// Where a file is, however it is named, whether it is there or not.
fn place(file: &Path) -> std::io::Result<PathBuf> {
    if let Ok(place) = file.canonicalize() {
        return Ok(place);
    }
    let file = path::absolute(file)?;
    Ok(match (file.parent().map(Path::canonicalize), file.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => file,
    })
}

fn rows_of(rows: u64) -> String {
    if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") }
}

/// A new file that nobody else may read.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
