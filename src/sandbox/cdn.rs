//! Files as they are fetched: at once, without end, or not at all after a while.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use jiff::Timestamp;

use super::core::Core;
use super::world::ids::made_at;
use super::world::model::FileBody;

/// How much of a made body is sent at a time.
const CHUNK_BYTES: u64 = 64 * 1024;

/// `GET /cdn/attachments/{channel}/{file}/{name}`.
pub(crate) async fn get(State(core): State<Arc<Core>>, Path((_, file, _)): Path<(String, String, String)>) -> Response {
    let found = file.parse().ok().and_then(|id| core.with(|state| state.world.files.get(id).cloned()));
    let Some(file) = found else {
        return (StatusCode::NOT_FOUND, "This content is no longer available.").into_response();
    };
    let body = match &file.body {
        FileBody::Bytes(bytes) => Body::from(bytes.clone()),
        FileBody::Made { bytes, .. } => made(*bytes),
        FileBody::Stalls { first, wait } => stalls(Arc::clone(&core), first.clone(), made_at(file.id) + *wait),
    };
    let mut response = Response::new(body);
    let kind =
        HeaderValue::from_str(&file.content_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    // They come from the page's own origin, and anyone may have sent them: nothing in them is to run.
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let inert = HeaderValue::from_static("sandbox; default-src 'none'");
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, inert);
    if let FileBody::Bytes(bytes) = &file.body {
        response.headers_mut().insert(CONTENT_LENGTH, bytes.len().into());
    }
    response
}

fn made(bytes: u64) -> Body {
    let chunk = Bytes::from(vec![b'x'; CHUNK_BYTES as usize]);
    let chunks = stream::unfold(bytes, move |left| {
        let next = chunk.slice(..left.min(CHUNK_BYTES) as usize);
        async move { (left > 0).then(|| (Ok::<_, std::io::Error>(next), left.saturating_sub(CHUNK_BYTES))) }
    });
    Body::from_stream(chunks)
}

fn stalls(core: Arc<Core>, first: Bytes, ends: Timestamp) -> Body {
    let chunks = stream::unfold(Some(first), move |first| {
        let core = Arc::clone(&core);
        async move {
            if let Some(first) = first {
                return Some((Ok::<_, std::io::Error>(first), None));
            }
            core.clock.reached(ends).await;
            None
        }
    });
    Body::from_stream(chunks)
}
