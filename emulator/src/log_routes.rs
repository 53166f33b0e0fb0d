//! The logs over HTTP.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::App;
use crate::logs;
use crate::paging::{Paging, with_cursor};
use crate::query::Query;
use crate::run_filter::RunFilter;
use crate::run_view::{Bodies, run_view};

/// The most runs a page holds.
const MAX_PAGE: u32 = 10;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/v2/workflows/logs", get(list)).route("/v2/workflows/events", get(events))
}

async fn list(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    let bodies = bodies(&query)?;
    page(&app, &query, bodies)
}

/// What the official JavaScript client asks for, and it wants to see bodies.
async fn events(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    match query.one("groupBy")? {
        Some("workflowRunId") => page(&app, &query, Bodies::Whole),
        _ => Err(ApiError::parameter("groupBy", "must be `workflowRunId`")),
    }
}

fn page(app: &App, query: &Query, bodies: Bodies) -> Result<Json<Value>, ApiError> {
    let filter = RunFilter::of_logs(query)?;
    let paging = app.conduct.page_of(Paging::from_query(query, MAX_PAGE)?);
    let runs = app.runs.lock();
    let dlq = app.dlq.lock();
    let page = logs::page(&runs, &dlq, &filter, paging);
    let views: Vec<Value> = page.items.iter().map(|run| run_view(run, &dlq, bodies)).collect();
    Ok(with_cursor(json!({ "runs": views }), page.next))
}

fn bodies(query: &Query) -> Result<Bodies, ApiError> {
    match query.one("trimBody")? {
        None | Some("-1") => Ok(Bodies::None),
        Some(_) => {
            let limit = query.number("trimBody", 0, u32::MAX.into())?.unwrap_or_default();
            Ok(Bodies::Cut(usize::try_from(limit).unwrap_or(usize::MAX)))
        }
    }
}
