//! Events: notify all waiters or those of one run, list waiters.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};

use crate::delivery::engine::Engine;
use crate::delivery::request::event_request;
use crate::delivery::tasks::deliver_message;
use crate::http::path::PathParam;
use crate::state::clock::now_ms;
use crate::state::waiter::{Event, Waiter};

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new()
        .route("/v2/notify/{eventId}", post(notify))
        .route("/v2/notify/{workflowRunId}/{eventId}", post(notify_run))
        .route("/v2/waiters/{eventId}", get(list))
}

async fn notify(
    State(engine): State<Arc<Engine>>,
    PathParam(event_id): PathParam<String>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Vec<Value>>) {
    let event = event(&headers, body);
    let waiters = engine.waiters.lock().take_all(&event_id);
    let results = waiters.iter().map(|waiter| deliver(&engine, waiter, &event)).collect();
    (StatusCode::CREATED, Json(results))
}

async fn notify_run(
    State(engine): State<Arc<Engine>>,
    PathParam((run_id, event_id)): PathParam<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let event = event(&headers, body);
    let waiters = engine.waiters.lock().take_of_run(&run_id, &event_id, &event);
    let results: Vec<Value> =
        waiters.iter().map(|waiter| deliver(&engine, waiter, &event)).collect();
    let kept = || json!({ "messageId": engine.waiters.lock().next_message_id(now_ms()) });
    let mut result = results.into_iter().next().unwrap_or_else(kept);
    result["workflowRunId"] = run_id.as_str().into();
    let runs = engine.runs.lock();
    if let Some(run) = runs.no_of(&run_id).and_then(|no| runs.get(no)) {
        result["workflowCreatedAt"] = run.created_at.into();
    }
    (StatusCode::CREATED, Json(result))
}

async fn list(
    State(engine): State<Arc<Engine>>,
    PathParam(event_id): PathParam<String>,
) -> Json<Vec<Value>> {
    Json(engine.waiters.lock().of(&event_id).map(Waiter::view).collect())
}

fn event(headers: &HeaderMap, body: Bytes) -> Event {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into());
    Event { body, content_type }
}

fn deliver(engine: &Arc<Engine>, waiter: &Waiter, event: &Event) -> Value {
    let message_id = engine.waiters.lock().next_message_id(now_ms());
    engine.spawn(deliver_message(
        Arc::clone(engine),
        event_request(waiter, event),
        message_id.clone(),
    ));
    json!({ "waiter": waiter.view(), "messageId": message_id })
}
