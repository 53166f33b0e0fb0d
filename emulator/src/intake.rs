//! What happens to every request before a route sees it: its body is read, it is recorded, its token is checked.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use http::StatusCode;

use crate::api_error::ApiError;
use crate::app::App;
use crate::auth;
use crate::compat_routes::LIVENESS;
use crate::query::Query;
use crate::recorder::RecordedRequest;

/// The largest body that is taken in.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// How much of a larger one is read and thrown away: a client that still sends would not see the answer.
const MAX_DISCARDED_BYTES: usize = 64 * 1024 * 1024;

pub(crate) async fn take_in(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let body = read(body).await;
    let known = body.clone().unwrap_or_default();
    app.recorder.lock().record(RecordedRequest::new(&parts, known));
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    let allowed = match parts.uri.path() {
        LIVENESS => Ok(()),
        _ => auth::check(&app.token, &parts.headers, &query),
    };
    match allowed.and(body) {
        Ok(body) => next.run(Request::from_parts(parts, Body::from(body))).await,
        Err(error) => error.into_response(),
    }
}

async fn read(body: Body) -> Result<Bytes, ApiError> {
    let mut chunks = body.into_data_stream();
    let mut kept = BytesMut::new();
    let mut arrived = 0;
    while let Some(chunk) = chunks.next().await {
        let broken =
            |_| ApiError::new(StatusCode::BAD_REQUEST, "the body could not be read to its end");
        let chunk = chunk.map_err(broken)?;
        arrived += chunk.len();
        if arrived <= MAX_BODY_BYTES {
            kept.extend_from_slice(&chunk);
        } else if arrived > MAX_DISCARDED_BYTES {
            break;
        }
    }
    if arrived > MAX_BODY_BYTES {
        let message = format!("the body is larger than {MAX_BODY_BYTES} bytes");
        return Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, message));
    }
    Ok(kept.freeze())
}
