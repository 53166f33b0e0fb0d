//! Failed runs: resume or restart one or many.
//!
//! A workflow here is one request, so both repeat that request. They differ in the logs: a resumed run keeps the first
//! step, in which the payload arrived, with its time.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::delivery::engine::Engine;
use crate::delivery::start::{StartedRun, start_run};
use crate::http::api_error::ApiError;
use crate::http::control_headers::ControlHeaders;
use crate::http::filters::dlq_filter;
use crate::http::paging::{capped_paging, cursor, with_cursor};
use crate::http::query::Query;
use crate::http::routes::trigger::reference;
use crate::http::trigger_headers::Overrides;
use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;

/// The most runs of one request.
const MAX_RUNS: u32 = 50;

#[derive(Debug, Clone, Copy)]
enum How {
    Resume,
    Restart,
}

pub(crate) fn routes() -> Router<Arc<Engine>> {
    let mut router = Router::new();
    for (path, how) in [("resume", How::Resume), ("restart", How::Restart)] {
        let one = move |State(engine): State<Arc<Engine>>, id: DlqId, headers: HeaderMap| async move {
            rerun_one(&engine, id, &headers, how)
        };
        let many = move |State(engine): State<Arc<Engine>>,
                         Extension(query): Extension<Query>,
                         headers: HeaderMap| async move {
            rerun_many(&engine, &query, &headers, how)
        };
        router = router
            .route(&format!("/v2/workflows/dlq/{path}"), post(many))
            .route(&format!("/v2/workflows/dlq/{path}/{{dlqId}}"), post(one));
    }
    router
}

fn rerun_one(
    engine: &Arc<Engine>,
    id: DlqId,
    headers: &HeaderMap,
    how: How,
) -> Result<Json<Value>, ApiError> {
    let overrides = Overrides::read(&ControlHeaders::of_request(headers))?;
    let entry = engine.dlq.lock().take(id).ok_or_else(|| ApiError::no_such_entry(id))?;
    Ok(Json(reference(&start(engine, &entry, &overrides, how))))
}

fn rerun_many(
    engine: &Arc<Engine>,
    query: &Query,
    headers: &HeaderMap,
    how: How,
) -> Result<Json<Value>, ApiError> {
    let overrides = Overrides::read(&ControlHeaders::of_request(headers))?;
    let taken =
        if query.has("dlqIds") { take_ids(engine, query)? } else { take_matching(engine, query)? };
    let runs: Vec<Value> = taken
        .entries
        .iter()
        .map(|entry| reference(&start(engine, entry, &overrides, how)))
        .collect();
    Ok(with_cursor(json!({ "workflowRuns": runs }), taken.next))
}

/// Entries taken out of the DLQ, and the cursor if more follow.
struct Taken {
    entries: Vec<Entry>,
    next: Option<DlqId>,
}

/// Takes the entries with these ids after the cursor, lowest first. If one does not exist, takes none.
fn take_ids(engine: &Engine, query: &Query) -> Result<Taken, ApiError> {
    let done: Option<DlqId> = cursor(query)?;
    let mut ids = BTreeSet::new();
    for text in query.list("dlqIds")? {
        ids.insert(text.parse::<DlqId>().map_err(|_| ApiError::no_such_entry(&text))?);
    }
    ids.retain(|id| done.is_none_or(|done| done < *id));
    let mut dlq = engine.dlq.lock();
    if let Some(missing) = ids.iter().find(|id| dlq.get(**id).is_none()) {
        return Err(ApiError::no_such_entry(missing));
    }
    let mut left = ids.into_iter();
    let now: Vec<DlqId> = left.by_ref().take(MAX_RUNS as usize).collect();
    let next = now.last().copied().filter(|_| left.next().is_some());
    Ok(Taken { entries: now.into_iter().filter_map(|id| dlq.take(id)).collect(), next })
}

fn take_matching(engine: &Engine, query: &Query) -> Result<Taken, ApiError> {
    let filter = dlq_filter(query)?;
    let paging = capped_paging(query, MAX_RUNS, MAX_RUNS)?;
    let mut dlq = engine.dlq.lock();
    let page = dlq.page(&filter, paging);
    let (ids, next): (Vec<DlqId>, _) =
        (page.items.into_iter().map(|(id, _)| id).collect(), page.next);
    Ok(Taken { entries: ids.into_iter().filter_map(|id| dlq.take(id)).collect(), next })
}

fn start(engine: &Arc<Engine>, entry: &Entry, overrides: &Overrides, how: How) -> StartedRun {
    let received_at = match how {
        How::Restart => None,
        How::Resume => {
            Some(entry.run_details().map_or(entry.workflow_created_at, |run| run.received_at))
        }
    };
    let spec = Arc::new(overrides.apply(&entry.failure.spec));
    start_run(engine, spec, overrides.start(), received_at)
}
