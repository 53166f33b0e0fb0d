//! Bulk actions: list, get.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Json, Router};
use serde_json::{Value, json};

use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::paging::{capped_paging, with_cursor};
use crate::http::path::PathParam;
use crate::http::query::Query;
use crate::state::bulk::{BulkAction, BulkState};

/// The largest page.
const MAX_PAGE: u32 = 1000;
/// The default page size.
const DEFAULT_PAGE: u32 = 100;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/v2/workflows/bulkActions", get(list))
        .route("/v2/workflows/bulkActions/{actionId}", get(show))
}

async fn list(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    let paging = app.page_of(capped_paging(&query, MAX_PAGE, DEFAULT_PAGE)?);
    let state: Option<BulkState> = match query.one("state")? {
        None => None,
        Some(text) => Some(text.parse().map_err(|()| {
            ApiError::parameter("state", format!("must be IN_PROGRESS or FINISHED, not `{text}`"))
        })?),
    };
    let bulk = app.engine.bulk.lock();
    let page = bulk.page(state, paging);
    let actions: Vec<Value> = page.items.into_iter().map(BulkAction::view).collect();
    Ok(with_cursor(json!({ "bulkActions": actions }), page.next))
}

async fn show(
    State(app): State<Arc<App>>,
    PathParam(id): PathParam<String>,
) -> Result<Json<Value>, ApiError> {
    let bulk = app.engine.bulk.lock();
    let action = id.parse().ok().and_then(|id| bulk.get(id));
    let view = action.map(|action| Json(action.view()));
    view.ok_or_else(|| ApiError::not_found(format!("no bulk action has the id `{id}`")))
}
