//! What every request passes before its route: it is read, recorded and checked, and faults apply.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use http::StatusCode;
use http::request::Parts;

use crate::behaviour::fault::Moment;
use crate::behaviour::operation::{Operation, Route};
use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::auth;
use crate::http::connection::ConnectionHandle;
use crate::http::fault_response;
use crate::http::query::Query;
use crate::http::recorder::RecordedRequest;
use crate::http::routes::compat::LIVENESS;
use crate::state::clock::now_ms;

/// The largest body that is accepted.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// How much of a larger body is read and dropped: a client that is still sending would not read the response.
const MAX_DISCARDED_BYTES: usize = 64 * 1024 * 1024;

pub(crate) async fn handle(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = read(body).await;
    let recorded = body.clone().unwrap_or_default();
    app.recorder.lock().record(RecordedRequest::new(&parts, recorded));
    let route = Route::of(&parts.method, parts.uri.path());
    let operation = route.map(|route| route.operation);
    let connection = parts.extensions.get::<ConnectInfo<ConnectionHandle>>().cloned();
    let act = async {
        match check(&app, route, &parts, body) {
            Ok((query, body)) => {
                parts.extensions.insert(query);
                next.run(Request::from_parts(parts, Body::from(body))).await
            }
            Err(error) => error.into_response(),
        }
    };
    with_faults(&app, operation, connection.map(|ConnectInfo(handle)| handle).as_ref(), act).await
}

/// Checks token, rate limits, size and parameters. Returns the parameters and the body of a request that may act.
fn check(
    app: &App,
    route: Option<&Route>,
    parts: &Parts,
    body: Result<Bytes, ApiError>,
) -> Result<(Query, Bytes), ApiError> {
    let query = Query::parse(parts.uri.query().unwrap_or_default());
    if parts.uri.path() != LIVENESS {
        auth::check(&app.token, &app.extra_tokens, &parts.method, &parts.headers, &query)?;
    }
    app.rate_limits.lock().take(route.map(|route| route.operation), now_ms())?;
    let body = body?;
    let query = match route {
        Some(route) => route.parameters(query, &body)?,
        None => query,
    };
    Ok((query, body))
}

/// Applies latency and faults to a request. `act` is polled only if the request is to act.
async fn with_faults(
    app: &App,
    operation: Option<Operation>,
    connection: Option<&ConnectionHandle>,
    act: impl Future<Output = Response>,
) -> Response {
    let decision = app.faults.lock().decide(operation);
    pause(app.latency.saturating_add(decision.delay_before)).await;
    match decision.fault {
        Some(fault) if fault.moment == Moment::Before => {
            fault_response::instead(fault.kind, connection)
        }
        fault => {
            let response = act.await;
            pause(decision.delay_after).await;
            match fault {
                Some(fault) => fault_response::after(fault.kind, connection, response).await,
                None => response,
            }
        }
    }
}

/// Exact to the microsecond: tokio's timer adds up to a millisecond and wakes tasks together. A pause of no time does not
/// yield.
async fn pause(time: Duration) {
    if !time.is_zero() {
        async_io::Timer::after(time).await;
    }
}

/// Passes the client's address to the route, and tells the connection that the next response is ours.
pub(crate) async fn mark_responded(mut request: Request, next: Next) -> Response {
    let connection = request.extensions().get::<ConnectInfo<ConnectionHandle>>().cloned();
    if let Some(ConnectInfo(connection)) = &connection {
        request.extensions_mut().insert(ConnectInfo(connection.from));
    }
    let response = next.run(request).await;
    if let Some(ConnectInfo(connection)) = connection {
        connection.mark_responded();
    }
    response
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
