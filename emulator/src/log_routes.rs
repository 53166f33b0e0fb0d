//! The logs over HTTP.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::App;
use crate::logs;
use crate::paging::Paging;
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
    Ok(Json(page(&app, &query, bodies)?))
}

/// What the official JavaScript client asks for, and it wants to see bodies.
async fn events(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    match query.one("groupBy")? {
        Some("workflowRunId") => Ok(Json(page(&app, &query, Bodies::Whole)?)),
        _ => Err(ApiError::parameter("groupBy", "must be `workflowRunId`")),
    }
}

fn page(app: &App, query: &Query, bodies: Bodies) -> Result<Value, ApiError> {
    let filter = RunFilter::of_logs(query)?;
    let paging = app.conduct.page_of(Paging::from_query(query, MAX_PAGE)?);
    let runs = app.runs.lock();
    let dlq = app.dlq.lock();
    let page = logs::page(&runs, &dlq, &filter, paging);
    let views: Vec<Value> = page.items.iter().map(|run| run_view(run, &dlq, bodies)).collect();
    let cursor = page.next.map(|place| place.to_string()).unwrap_or_default();
    Ok(json!({ "cursor": cursor, "runs": views }))
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
