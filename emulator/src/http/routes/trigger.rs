//! Triggers: one run, several, and as the official clients do it.

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

use crate::delivery::engine::Engine;
use crate::delivery::start::{StartedRun, start_run};
use crate::http::api_error::ApiError;
use crate::http::control_headers::ControlHeaders;
use crate::http::routes::runs::step_protocol_error;
use crate::http::trigger_headers::{Dialect, read};

const TRIGGER: &str = "/v2/trigger/";
/// The path of the official Go client.
const PUBLISH: &str = "/v2/publish/";

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new()
        .route(&format!("{TRIGGER}{{*workflowUrl}}"), post(trigger))
        .route("/v2/batch/trigger", post(batch_trigger))
        .route("/v2/batch", post(batch))
        .route(&format!("{PUBLISH}{{*workflowUrl}}"), post(publish))
}

/// The parts of a request that starts the run of a URL in its path.
type Incoming = (State<Arc<Engine>>, ConnectInfo<SocketAddr>, Uri, HeaderMap, Bytes);

async fn trigger(request: Incoming) -> Result<Json<Value>, ApiError> {
    let started = start_one(request, TRIGGER, Dialect::Trigger)?;
    let mut response = reference(&started);
    if started.deduplicated {
        response["deduplicated"] = true.into();
    }
    Ok(Json(response))
}

async fn publish(request: Incoming) -> Result<Json<Value>, ApiError> {
    let started = start_one(request, PUBLISH, Dialect::Message)?;
    Ok(Json(message_reference(&started)))
}

/// Starts the run of a raw URL in the path. An encoded URL is not decoded but refused.
fn start_one(request: Incoming, prefix: &str, dialect: Dialect) -> Result<StartedRun, ApiError> {
    let (State(engine), ConnectInfo(caller), uri, headers, body) = request;
    let url = uri.path().strip_prefix(prefix).unwrap_or_default();
    let control = ControlHeaders::of_request(&headers);
    check_init(&engine, &control, dialect)?;
    let (spec, start) = read(url, &control, body, caller.ip().to_string(), dialect)?;
    Ok(start_run(&engine, Arc::new(spec), start, None))
}

/// Refuses the results of steps and plain messages: they do not start a run.
fn check_init(engine: &Engine, control: &ControlHeaders, dialect: Dialect) -> Result<(), ApiError> {
    match control.one("Upstash-Workflow-Init")? {
        Some("true") => Ok(()),
        None if dialect == Dialect::Trigger => Ok(()),
        Some("false") => {
            let run_id = control.one("Upstash-Workflow-RunId")?.unwrap_or_default();
            Err(step_protocol_error(engine, run_id).unwrap_or_else(|| {
                ApiError::bad_request(format!("no workflow run `{run_id}` is active"))
            }))
        }
        _ => Err(ApiError::bad_request(
            "header `Upstash-Workflow-Init` must be `true`: only messages that start a run are emulated",
        )),
    }
}

/// An entry of a batch.
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
    State(engine): State<Arc<Engine>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let started = start_all(&engine, caller, &body, Dialect::Trigger)?;
    let result = |started: &StartedRun| {
        let mut result = reference(started);
        result["deduplicated"] = started.deduplicated.into();
        result
    };
    let results: Vec<Value> = started.iter().map(result).collect();
    Ok((StatusCode::CREATED, Json(results)).into_response())
}

async fn batch(
    State(engine): State<Arc<Engine>>,
    ConnectInfo(caller): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let started = start_all(&engine, caller, &body, Dialect::Message)?;
    Ok(Json(started.iter().map(message_reference).collect()))
}

fn message_reference(started: &StartedRun) -> Value {
    let mut reference = reference(started);
    reference["messageId"] = started.message_id.clone().into();
    reference["deduplicated"] = started.deduplicated.into();
    reference
}

/// Starts all runs of a batch, or none if an entry is invalid.
fn start_all(
    engine: &Arc<Engine>,
    caller: SocketAddr,
    body: &[u8],
    dialect: Dialect,
) -> Result<Vec<StartedRun>, ApiError> {
    let entries: Vec<Entry> = serde_json::from_slice(body).map_err(|error| {
        ApiError::bad_request(format!("the body is not a list of runs: {error}"))
    })?;
    let within = |place| move |error: ApiError| error.within(&format!("entry {place}"));
    let read_one = |(place, entry): (usize, Entry)| {
        let control = ControlHeaders::of_entry(entry.headers).map_err(within(place))?;
        let ip = caller.ip().to_string();
        let spec = read(&entry.destination, &control, entry.body.into(), ip, dialect);
        Ok((spec.map_err(within(place))?, control))
    };
    let specs: Vec<_> =
        entries.into_iter().enumerate().map(read_one).collect::<Result<_, ApiError>>()?;
    for (place, (_, control)) in specs.iter().enumerate() {
        check_init(engine, control, dialect).map_err(within(place))?;
    }
    Ok(specs
        .into_iter()
        .map(|((spec, start), _)| start_run(engine, Arc::new(spec), start, None))
        .collect())
}

pub(crate) fn reference(started: &StartedRun) -> Value {
    json!({ "workflowRunId": *started.run_id, "workflowCreatedAt": started.created_at })
}
