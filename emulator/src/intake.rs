//! What happens to every request before a route sees it: its body is read, it is recorded, its token is checked.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use http::StatusCode;
use http::request::Parts;

use crate::api_error::ApiError;
use crate::app::App;
use crate::auth;
use crate::clock::now_ms;
use crate::compat_routes::LIVENESS;
use crate::line::LineHandle;
use crate::operation::Route;
use crate::query::Query;
use crate::recorder::RecordedRequest;

/// The largest body that is taken in.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// How much of a larger one is read and thrown away: a client that still sends would not see the answer.
const MAX_DISCARDED_BYTES: usize = 64 * 1024 * 1024;

pub(crate) async fn take_in(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = read(body).await;
    let known = body.clone().unwrap_or_default();
    app.recorder.lock().record(RecordedRequest::new(&parts, known));
    let route = Route::of(&parts.method, parts.uri.path());
    let operation = route.map(|route| route.operation);
    let line = parts.extensions.get::<ConnectInfo<LineHandle>>().map(|info| info.0.clone());
    let act = async {
        match let_through(&app, route, &parts, body) {
            Ok((query, body)) => {
                parts.extensions.insert(query);
                next.run(Request::from_parts(parts, Body::from(body))).await
            }
            Err(refusal) => refusal.into_response(),
        }
    };
    app.conduct.carry_out(operation, line.as_ref(), act).await
}

/// The parameters and the body of a request that may act: it has a token for what it asks, is not one too many, not too
/// large, and says nothing that its route does not know.
fn let_through(
    app: &App,
    route: Option<&Route>,
    parts: &Parts,
    body: Result<Bytes, ApiError>,
) -> Result<(Query, Bytes), ApiError> {
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    if parts.uri.path() != LIVENESS {
        auth::check(&app.token, &app.conduct.guests, &parts.method, &parts.headers, &query)?;
    }
    app.conduct.rate_limits.lock().take(route.map(|route| route.operation), now_ms())?;
    let body = body?;
    let query = match route {
        Some(route) => route.parameters(query, &body)?,
        None => query,
    };
    Ok((query, body))
}

/// Tells the route who asks, and the connection that the answer that comes is one of ours.
pub(crate) async fn mark_answer(mut request: Request, next: Next) -> Response {
    let line = request.extensions().get::<ConnectInfo<LineHandle>>().cloned();
    if let Some(ConnectInfo(line)) = &line {
        request.extensions_mut().insert(ConnectInfo(line.from));
    }
    let answer = next.run(request).await;
    if let Some(ConnectInfo(line)) = line {
        line.mark_answered();
    }
    answer
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
