//! The files that people and the bot sent, by their ids.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::World;
use super::ids::{AttachmentId, ChannelId};
use super::model::{Attachment, FileBody};

/// Files given to a command belong to no message; so many of the latest are kept.
const MOST_LOOSE: usize = 64;

/// All files that can still be fetched.
#[derive(Debug, Default)]
pub(crate) struct Files {
    by_id: HashMap<AttachmentId, Arc<Attachment>>,
    loose: VecDeque<AttachmentId>,
}

/// A file as it is sent: its name and its bytes.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// The name, with its ending.
    pub name: String,
    /// What is sent when it is fetched.
    pub body: FileBody,
}

impl NewFile {
    /// A file of these bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<axum::body::Bytes>) -> Self {
        Self { name: name.into(), body: FileBody::Bytes(bytes.into()) }
    }
}

impl Files {
    pub(crate) fn get(&self, id: AttachmentId) -> Option<&Arc<Attachment>> {
        self.by_id.get(&id)
    }

    pub(crate) fn forget(&mut self, files: &[Arc<Attachment>]) {
        for file in files {
            self.by_id.remove(&file.id);
        }
    }
}

impl World {
    /// Keeps a file for the message that will hold it.
    pub(crate) fn keep_file(
        &mut self,
        channel: ChannelId,
        file: NewFile,
        description: Option<String>,
    ) -> Arc<Attachment> {
        let id = self.new_id();
        let size = file.body.says_bytes();
        let content_type = content_type(&file.name).to_owned();
        let points = points(&file.body);
        let kept = Arc::new(Attachment {
            id,
            channel,
            name: file.name,
            content_type,
            size,
            points,
            body: file.body,
            description,
        });
        self.files.by_id.insert(id, Arc::clone(&kept));
        kept
    }

    /// Keeps a file that a command was given.
    pub(crate) fn keep_loose_file(&mut self, channel: ChannelId, file: NewFile) -> Arc<Attachment> {
        let kept = self.keep_file(channel, file, None);
        self.files.loose.push_back(kept.id);
        if self.files.loose.len() > MOST_LOOSE
            && let Some(oldest) = self.files.loose.pop_front()
        {
            self.files.by_id.remove(&oldest);
        }
        kept
    }
}

/// The width and height of a PNG in points, from its header.
fn points(body: &FileBody) -> Option<(u32, u32)> {
    let FileBody::Bytes(bytes) = body else { return None };
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let number = |from: usize| Some(u32::from_be_bytes(header.get(from..from + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

/// What Discord says a file is, by its ending.
fn content_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "txt" | "log" => "text/plain; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "gz" => "application/gzip",
        "zip" => "application/zip",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        _ => "application/octet-stream",
    }
}
