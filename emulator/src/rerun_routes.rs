//! Failed runs started again over HTTP: resumed or restarted, one or many.
//!
//! A workflow here is one call, so both make that call again. They differ in the logs: a resumed run takes over the
//! step in which the payload came in, with its time.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::State;
use axum::routing::post;
use axum::{Extension, Json, Router};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::{App, Started};
use crate::control::Control;
use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::order_headers::Overrides;
use crate::paging::{Paging, cursor, with_cursor};
use crate::query::Query;
use crate::trigger_routes::reference;

/// The most runs that one request starts again.
const MAX_RUNS: u32 = 50;

#[derive(Debug, Clone, Copy)]
enum How {
    Resume,
    Restart,
}

pub(crate) fn routes() -> Router<Arc<App>> {
    let mut router = Router::new();
    for (path, how) in [("resume", How::Resume), ("restart", How::Restart)] {
        let one = move |State(app): State<Arc<App>>, id: DlqId, headers: HeaderMap| async move {
            rerun_one(&app, id, &headers, how)
        };
        let many =
            move |State(app): State<Arc<App>>,
                  Extension(query): Extension<Query>,
                  headers: HeaderMap| async move { rerun_many(&app, &query, &headers, how) };
        router = router
            .route(&format!("/v2/workflows/dlq/{path}"), post(many))
            .route(&format!("/v2/workflows/dlq/{path}/{{dlqId}}"), post(one));
    }
    router
}

fn rerun_one(
    app: &Arc<App>,
    id: DlqId,
    headers: &HeaderMap,
    how: How,
) -> Result<Json<Value>, ApiError> {
    let overrides = Overrides::read(&Control::of_request(headers))?;
    let entry = app.dlq.lock().take(id).ok_or_else(|| ApiError::no_such_entry(id))?;
    Ok(Json(reference(&start(app, &entry, &overrides, how))))
}

fn rerun_many(
    app: &Arc<App>,
    query: &Query,
    headers: &HeaderMap,
    how: How,
) -> Result<Json<Value>, ApiError> {
    let overrides = Overrides::read(&Control::of_request(headers))?;
    let taken =
        if query.has("dlqIds") { take_ids(app, query)? } else { take_matching(app, query)? };
    let runs: Vec<Value> =
        taken.entries.iter().map(|entry| reference(&start(app, entry, &overrides, how))).collect();
    Ok(with_cursor(json!({ "workflowRuns": runs }), taken.next))
}

/// Entries that are no longer in the DLQ, and the cursor when there are more of them.
struct Taken {
    entries: Vec<Entry>,
    next: Option<DlqId>,
}

/// The entries with these ids, lowest first; the cursor says which of them are done. All of the others have to be
/// there, else nothing is taken.
fn take_ids(app: &App, query: &Query) -> Result<Taken, ApiError> {
    let done: Option<DlqId> = cursor(query)?;
    let mut ids = BTreeSet::new();
    for text in query.list("dlqIds")? {
        ids.insert(text.parse::<DlqId>().map_err(|_| ApiError::no_such_entry(&text))?);
    }
    ids.retain(|id| done.is_none_or(|done| done < *id));
    let mut dlq = app.dlq.lock();
    if let Some(missing) = ids.iter().find(|id| dlq.get(**id).is_none()) {
        return Err(ApiError::no_such_entry(missing));
    }
    let mut left = ids.into_iter();
    let now: Vec<DlqId> = left.by_ref().take(MAX_RUNS as usize).collect();
    let next = now.last().copied().filter(|_| left.next().is_some());
    Ok(Taken { entries: now.into_iter().filter_map(|id| dlq.take(id)).collect(), next })
}

fn take_matching(app: &App, query: &Query) -> Result<Taken, ApiError> {
    let filter = Filter::from_query(query)?;
    let paging = Paging::capped(query, MAX_RUNS, MAX_RUNS)?;
    let mut dlq = app.dlq.lock();
    let page = dlq.page(&filter, paging);
    let (ids, next): (Vec<DlqId>, _) =
        (page.items.into_iter().map(|(id, _)| id).collect(), page.next);
    Ok(Taken { entries: ids.into_iter().filter_map(|id| dlq.take(id)).collect(), next })
}

fn start(app: &Arc<App>, entry: &Entry, overrides: &Overrides, how: How) -> Started {
    let received_at = match how {
        How::Restart => None,
        How::Resume => {
            Some(entry.of_run().map_or(entry.workflow_created_at, |run| run.received_at))
        }
    };
    let order = Arc::new(overrides.apply(&entry.shape.order));
    app.start_resumed(order, overrides.start(), received_at)
}
