//! Runs: cancel one or many, retry a waiting step now.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Extension, Json, Router};
use bytes::Bytes;
use http::StatusCode;
use serde_json::json;

use crate::behaviour::operation::RUN_FILTERS;
use crate::delivery::engine::Engine;
use crate::delivery::tasks::cancel_runs;
use crate::http::api_error::ApiError;
use crate::http::filters::cancel_filter;
use crate::http::path::PathParam;
use crate::http::query::Query;
use crate::state::bulk::Selection;
use crate::state::clock::now_ms;
use crate::state::logs::LoggedRun;
use crate::state::run::Run;

pub(crate) fn routes() -> Router<Arc<Engine>> {
    Router::new()
        .route("/v2/workflows/runs/{workflowRunId}", get(steps).delete(end_one))
        .route("/v2/workflows/runs", delete(cancel_many))
        .route("/v2/messages/{messageId}/retry", post(retry_now))
}

/// The official `serve` requests the steps of a run. A 404 tells it that the run is over.
async fn steps(State(engine): State<Arc<Engine>>, PathParam(id): PathParam<String>) -> ApiError {
    step_protocol_error(&engine, &id).unwrap_or_else(|| no_such_run(&id))
}

/// Cancels a run, or ends it with a result, as the official `serve` does. Does nothing if the run is over.
async fn end_one(
    State(engine): State<Arc<Engine>>,
    PathParam(id): PathParam<String>,
    Extension(query): Extension<Query>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let succeeds = query.one("cancel")?.is_some() && !query.flag("cancel")?;
    let no = engine.runs.lock().no_of(&id);
    match no {
        Some(no) if succeeds => engine.runs.lock().succeed(no, body, now_ms()),
        Some(no) => _ = engine.cancel(no),
        None if engine.dlq.lock().has_seeded_run(&id) => {}
        None => return Err(no_such_run(&id)),
    }
    Ok(StatusCode::OK)
}

fn no_such_run(id: &str) -> ApiError {
    ApiError::not_found(format!("no workflow run has the id `{id}`, or it is over"))
}

/// Cancels the given ids and ignores filters beside them, as the service does; without ids, all that the filters match.
async fn cancel_many(
    State(engine): State<Arc<Engine>>,
    Extension(query): Extension<Query>,
) -> Result<Response, ApiError> {
    if query.has("workflowRunIds") {
        let ids = query.list("workflowRunIds")?;
        // Unknown ids are skipped.
        let known: Vec<_> = {
            let runs = engine.runs.lock();
            ids.iter().filter_map(|id| runs.no_of(id)).collect()
        };
        let cancelled = known.into_iter().filter(|no| engine.cancel(*no)).count();
        return Ok(Json(json!({ "cancelled": cancelled })).into_response());
    }
    let (filter, in_background) = (cancel_filter(&query)?, query.flag("async")?);
    // Checked but not applied, as at the service: one request takes all that match.
    query.number("count", 1, u64::MAX)?;
    let matches = |run: &&Run| filter.matches(&LoggedRun::Run(run));
    let matching: Vec<_> = engine.runs.lock().active().filter(matches).map(|run| run.no).collect();
    let total = matching.len();
    let action = engine.bulk.lock().create(selection(&query), total, now_ms());
    if in_background {
        engine.spawn(cancel_runs(Arc::clone(&engine), action, matching));
        let accepted = json!({ "cancelled": total, "actionId": action.to_string() });
        return Ok((StatusCode::ACCEPTED, Json(accepted)).into_response());
    }
    for no in matching {
        engine.cancel(no);
    }
    engine.bulk.lock().progress(action, total, now_ms());
    Ok(Json(json!({ "cancelled": total })).into_response())
}

/// Returns the filters among the parameters, with their values.
fn selection(query: &Query) -> Selection {
    let mut selection = Selection::new();
    for name in RUN_FILTERS.iter().chain(&["workflowUrlExactMatch"]) {
        let values: Vec<String> =
            query.values(name).flat_map(|value| value.split(',')).map(str::to_owned).collect();
        if !values.is_empty() {
            selection.insert((*name).to_owned(), values);
        }
    }
    selection
}

/// Returns the error of a request of the step protocol, if the run is not over.
pub(crate) fn step_protocol_error(engine: &Engine, run_id: &str) -> Option<ApiError> {
    let runs = engine.runs.lock();
    let active = runs.no_of(run_id).and_then(|no| runs.get(no)).is_some_and(|run| !run.is_over());
    active.then(|| {
        ApiError::bad_request(format!(
            "the emulator does not support the step protocol: a run is one request, and `{run_id}` ends with a 2xx"
        ))
    })
}

async fn retry_now(
    State(engine): State<Arc<Engine>>,
    PathParam(id): PathParam<String>,
) -> Result<StatusCode, ApiError> {
    let mut runs = engine.runs.lock();
    let unknown = || ApiError::not_found(format!("no message has the id `{id}`"));
    if runs.by_message(&id).ok_or_else(unknown)?.deliver_now() {
        Ok(StatusCode::OK)
    } else {
        Err(ApiError::bad_request("the message does not wait for its time: it cannot be moved"))
    }
}
