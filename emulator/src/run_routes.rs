//! Runs over HTTP: cancel one or many, bring a waiting step forward.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Extension, Json, Router};
use bytes::Bytes;
use http::StatusCode;
use serde_json::json;

use crate::api_error::ApiError;
use crate::app::App;
use crate::bulk::Selection;
use crate::clock::now_ms;
use crate::drive_bulk;
use crate::in_path::InPath;
use crate::query::Query;
use crate::run_filter::RunFilter;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/v2/workflows/runs/{workflowRunId}", get(steps).delete(end_one))
        .route("/v2/workflows/runs", delete(cancel_many))
        .route("/v2/messages/{messageId}/retry", post(retry_now))
}

/// The official `serve` asks for the steps of a run, and takes 404 as "it is over".
async fn steps(State(app): State<Arc<App>>, InPath(id): InPath<String>) -> ApiError {
    app.no_step_protocol(&id).unwrap_or_else(|| no_such_run(&id))
}

/// Cancels a run, or takes its result when the official `serve` ends it; one that is over stays as it ended.
async fn end_one(
    State(app): State<Arc<App>>,
    InPath(id): InPath<String>,
    Extension(query): Extension<Query>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let succeeds = query.one("cancel")?.is_some() && !query.flag("cancel")?;
    let no = app.runs.lock().no_of(&id);
    match no {
        Some(no) if succeeds => app.runs.lock().succeed(no, body, now_ms()),
        Some(no) => _ = app.cancel(no),
        None if app.dlq.lock().has_seeded_run(&id) => {}
        None => return Err(no_such_run(&id)),
    }
    Ok(StatusCode::OK)
}

fn no_such_run(id: &str) -> ApiError {
    ApiError::not_found(format!("no workflow run has the id `{id}`, or it is over"))
}

/// With ids, just those and whatever else is said ignored; else all that the filters let through, which without any
/// filter is everything.
async fn cancel_many(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Response, ApiError> {
    if query.has("workflowRunIds") {
        let ids = query.list("workflowRunIds")?;
        // Unknown ones are skipped.
        let known: Vec<_> = {
            let runs = app.runs.lock();
            ids.iter().filter_map(|id| runs.no_of(id)).collect()
        };
        let cancelled = known.into_iter().filter(|no| app.cancel(*no)).count();
        return Ok(Json(json!({ "cancelled": cancelled })).into_response());
    }
    let (filter, in_background) = (RunFilter::of_cancel(&query)?, query.flag("async")?);
    // The service ignores it: one request takes all that match.
    query.number("count", 1, u64::MAX)?;
    let matching = app.runs.lock().active(&filter);
    let total = matching.len();
    let action = app.bulk.lock().create(Selection::of(&query), total, now_ms());
    if in_background {
        app.spawn(drive_bulk::cancel(Arc::clone(&app), action, matching));
        let accepted = json!({ "cancelled": total, "actionId": action.to_string() });
        return Ok((StatusCode::ACCEPTED, Json(accepted)).into_response());
    }
    for no in matching {
        app.cancel(no);
    }
    app.bulk.lock().progress(action, total, now_ms());
    Ok(Json(json!({ "cancelled": total })).into_response())
}

async fn retry_now(
    State(app): State<Arc<App>>,
    InPath(id): InPath<String>,
) -> Result<StatusCode, ApiError> {
    let mut runs = app.runs.lock();
    let unknown = || ApiError::not_found(format!("no message has the id `{id}`"));
    if runs.by_message(&id).ok_or_else(unknown)?.deliver_now() {
        Ok(StatusCode::OK)
    } else {
        Err(ApiError::bad_request("the message does not wait for its time: it cannot be moved"))
    }
}
