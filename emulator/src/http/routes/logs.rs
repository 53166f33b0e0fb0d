//! The logs.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::filters::log_filter;
use crate::http::paging::{paging, with_cursor};
use crate::http::query::Query;
use crate::http::run_view::{Bodies, run_view};
use crate::state::logs;

/// The largest page.
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

/// The path of the official JavaScript client, which expects bodies.
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
    let filter = log_filter(query)?;
    let paging = app.page_of(paging(query, MAX_PAGE)?);
    let runs = app.engine.runs.lock();
    let dlq = app.engine.dlq.lock();
    let page = logs::page(&runs, &dlq, |run| filter.matches(run), paging);
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
