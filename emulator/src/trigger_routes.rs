//! Starting runs over HTTP: one, several, and as the official clients do it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, State};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::{App, Started};
use crate::control::Control;
use crate::order_headers::{Dialect, read};

const TRIGGER: &str = "/v2/trigger/";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(&format!("{TRIGGER}{{*workflowUrl}}"), post(trigger))
        .route("/v2/batch/trigger", post(batch_trigger))
        .route("/v2/batch", post(batch))
}

/// The URL is taken from the path as it was sent: an encoded one is not decoded, and refused.
async fn trigger(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let url = uri.path().strip_prefix(TRIGGER).unwrap_or_default();
    let control = Control::of_request(&headers);
    let (order, start) = read(url, &control, body, caller.ip().to_string(), Dialect::Trigger)?;
    let started = app.start(Arc::new(order), start);
    let mut answer = reference(&started);
    if started.deduplicated {
        answer["deduplicated"] = true.into();
    }
    Ok(Json(answer))
}

/// One entry of a batch.
#[derive(Debug, Deserialize)]
struct Entry {
    destination: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
}

async fn batch_trigger(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let started = start_all(&app, caller, &body, Dialect::Trigger)?;
    let result = |started: &Started| {
        let mut result = reference(started);
        result["deduplicated"] = started.deduplicated.into();
        result
    };
    let results: Vec<Value> = started.iter().map(result).collect();
    Ok((StatusCode::CREATED, Json(results)).into_response())
}

async fn batch(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let started = start_all(&app, caller, &body, Dialect::Message)?;
    let result = |started: &Started| {
        let mut result = reference(started);
        result["messageId"] = started.message_id.clone().into();
        result["deduplicated"] = started.deduplicated.into();
        result
    };
    Ok(Json(started.iter().map(result).collect()))
}

/// Starts nothing unless every entry is good.
fn start_all(
    app: &Arc<App>,
    caller: SocketAddr,
    body: &[u8],
    dialect: Dialect,
) -> Result<Vec<Started>, ApiError> {
    let entries: Vec<Entry> = serde_json::from_slice(body)
        .map_err(|error| ApiError::bad_request(format!("the body is no list of runs: {error}")))?;
    let read_one = |(place, entry): (usize, Entry)| {
        let control = Control::of_entry(entry.headers)?;
        let ip = caller.ip().to_string();
        read(&entry.destination, &control, entry.body.into(), ip, dialect)
            .map_err(|error| error.within(&format!("entry {place}")))
    };
    let orders: Vec<_> = entries.into_iter().enumerate().map(read_one).collect::<Result<_, _>>()?;
    Ok(orders.into_iter().map(|(order, start)| app.start(Arc::new(order), start)).collect())
}

pub(crate) fn reference(started: &Started) -> Value {
    json!({ "workflowRunId": *started.run_id, "workflowCreatedAt": started.created_at })
}
