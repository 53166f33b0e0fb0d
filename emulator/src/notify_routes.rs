//! Events over HTTP: notify all waiters or those of one run, and see who waits.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::now_ms;
use crate::drive;
use crate::in_path::InPath;
use crate::waiter::{Event, Waiter};

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/v2/notify/{eventId}", post(notify))
        .route("/v2/notify/{workflowRunId}/{eventId}", post(notify_run))
        .route("/v2/waiters/{eventId}", get(list))
}

async fn notify(
    State(app): State<Arc<App>>,
    InPath(event_id): InPath<String>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Vec<Value>>) {
    let event = event(&headers, body);
    let waiters = app.waiters.lock().take_all(&event_id);
    let results = waiters.iter().map(|waiter| hand_over(&app, waiter, &event)).collect();
    (StatusCode::CREATED, Json(results))
}

async fn notify_run(
    State(app): State<Arc<App>>,
    InPath((run_id, event_id)): InPath<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, Json<Value>) {
    let event = event(&headers, body);
    let waiters = app.waiters.lock().take_of_run(&run_id, &event_id, &event);
    let results: Vec<Value> =
        waiters.iter().map(|waiter| hand_over(&app, waiter, &event)).collect();
    let kept = || json!({ "messageId": app.waiters.lock().next_message_id(now_ms()) });
    let mut result = results.into_iter().next().unwrap_or_else(kept);
    result["workflowRunId"] = run_id.as_str().into();
    let runs = app.runs.lock();
    if let Some(run) = runs.no_of(&run_id).and_then(|no| runs.get(no)) {
        result["workflowCreatedAt"] = run.created_at.into();
    }
    (StatusCode::CREATED, Json(result))
}

async fn list(State(app): State<Arc<App>>, InPath(event_id): InPath<String>) -> Json<Vec<Value>> {
    Json(app.waiters.lock().of(&event_id).map(Waiter::view).collect())
}

fn event(headers: &HeaderMap, body: Bytes) -> Event {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into());
    Event { body, content_type }
}

fn hand_over(app: &Arc<App>, waiter: &Waiter, event: &Event) -> Value {
    let message_id = app.waiters.lock().next_message_id(now_ms());
    app.spawn(drive::message(Arc::clone(app), waiter.event_call(event), message_id.clone()));
    json!({ "waiter": waiter.view(), "messageId": message_id })
}
