//! The body of a request: JSON, or several parts with files.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::refusal::Refusal;
use crate::sandbox::world::files::NewFile;
use crate::sandbox::world::model::FileBody;

/// The most bytes that a request may have, all its files together.
pub(crate) const MOST_BYTES: usize = 25 * 1024 * 1024;

/// A body, read.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) json: Value,
    pub(crate) files: Vec<(u64, NewFile)>,
}

/// Reads a body to its end, as far as Discord would.
pub(crate) async fn body(request: Request) -> Result<Body, Refusal> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let (parts, stream) = request.into_parts();
        let bytes = to_bytes(stream, MOST_BYTES).await.map_err(|_| Refusal::too_large())?;
        return several(Request::from_parts(parts, axum::body::Body::from(bytes))).await;
    }
    let bytes = to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| Refusal::too_large())?;
    Ok(Body { json: json(&bytes)?, files: Vec::new() })
}

async fn several(request: Request) -> Result<Body, Refusal> {
    let mut read = Body::default();
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Refusal::invalid_json())?;
    while let Some(field) = form.next_field().await.map_err(|_| Refusal::invalid_json())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| Refusal::invalid_json())?;
        if name == "payload_json" {
            read.json = json(&bytes)?;
        } else if let Some(file_name) = file_name {
            let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']')?.parse().ok());
            let number = number.unwrap_or(read.files.len() as u64);
            read.files.push((number, NewFile { name: file_name, body: FileBody::Bytes(bytes) }));
        }
    }
    Ok(read)
}

fn json(bytes: &Bytes) -> Result<Value, Refusal> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(bytes).map_err(|_| Refusal::invalid_json())
}
