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
/// The path by which the official Go client triggers.
const PUBLISH: &str = "/v2/publish/";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(&format!("{TRIGGER}{{*workflowUrl}}"), post(trigger))
        .route("/v2/batch/trigger", post(batch_trigger))
        .route("/v2/batch", post(batch))
        .route(&format!("{PUBLISH}{{*workflowUrl}}"), post(publish))
}

async fn trigger(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let url = uri.path().strip_prefix(TRIGGER).unwrap_or_default();
    let started = start_one(&app, caller, url, &headers, body, Dialect::Trigger)?;
    let mut answer = reference(&started);
    if started.deduplicated {
        answer["deduplicated"] = true.into();
    }
    Ok(Json(answer))
}

async fn publish(
    State(app): State<Arc<App>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let url = uri.path().strip_prefix(PUBLISH).unwrap_or_default();
    let started = start_one(&app, caller, url, &headers, body, Dialect::Message)?;
    Ok(Json(message_reference(&started)))
}

/// The URL is taken from the path as it was sent: an encoded one is not decoded, and refused.
fn start_one(
    app: &Arc<App>,
    caller: SocketAddr,
    url: &str,
    headers: &HeaderMap,
    body: Bytes,
    dialect: Dialect,
) -> Result<Started, ApiError> {
    let control = Control::of_request(headers);
    check_init(app, &control, dialect)?;
    let (order, start) = read(url, &control, body, caller.ip().to_string(), dialect)?;
    Ok(app.start(Arc::new(order), start))
}

/// Lets through what starts a run, and neither the result of a step nor a plain message.
fn check_init(app: &App, control: &Control, dialect: Dialect) -> Result<(), ApiError> {
    match control.one("Upstash-Workflow-Init")? {
        Some("true") => Ok(()),
        None if dialect == Dialect::Trigger => Ok(()),
        None => Err(ApiError::bad_request(
            "only messages that start a workflow run are emulated: header `Upstash-Workflow-Init` must be `true`",
        )),
        Some("false") => {
            let run_id = control.one("Upstash-Workflow-RunId")?.unwrap_or_default();
            Err(app.no_step_protocol(run_id).unwrap_or_else(|| {
                ApiError::bad_request(format!(
                    "no workflow run that is not over has the id `{run_id}`"
                ))
            }))
        }
        Some(other) => Err(ApiError::bad_request(format!(
            "header `Upstash-Workflow-Init` must be true or false, not `{other}`"
        ))),
    }
}

/// One entry of a batch.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
    Ok(Json(started.iter().map(message_reference).collect()))
}

fn message_reference(started: &Started) -> Value {
    let mut reference = reference(started);
    reference["messageId"] = started.message_id.clone().into();
    reference["deduplicated"] = started.deduplicated.into();
    reference
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
    let within = |place| move |error: ApiError| error.within(&format!("entry {place}"));
    let read_one = |(place, entry): (usize, Entry)| {
        let control = Control::of_entry(entry.headers).map_err(within(place))?;
        let ip = caller.ip().to_string();
        let order = read(&entry.destination, &control, entry.body.into(), ip, dialect);
        Ok((order.map_err(within(place))?, control))
    };
    let orders: Vec<_> =
        entries.into_iter().enumerate().map(read_one).collect::<Result<_, ApiError>>()?;
    for (place, (_, control)) in orders.iter().enumerate() {
        check_init(app, control, dialect).map_err(within(place))?;
    }
    Ok(orders.into_iter().map(|((order, start), _)| app.start(Arc::new(order), start)).collect())
}

pub(crate) fn reference(started: &Started) -> Value {
    json!({ "workflowRunId": *started.run_id, "workflowCreatedAt": started.created_at })
}
