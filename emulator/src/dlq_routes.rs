//! The DLQ over HTTP: list, look at one, delete one, delete many.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use http::StatusCode;
use http::request::Parts;
use serde_json::{Value, json};

use crate::api_error::ApiError;
use crate::app::App;
use crate::dlq_id::DlqId;
use crate::filter::Filter;
use crate::message::Message;
use crate::paging::{Paging, with_cursor};
use crate::query::Query;

/// The most entries a page holds.
const MAX_PAGE: u32 = 100;

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/v2/workflows/dlq", get(list).delete(delete_many))
        .route("/v2/workflows/dlq/{dlqId}", get(show).delete(delete_one))
}

pub(crate) async fn list(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Response, ApiError> {
    let filter = Filter::from_query(&query)?;
    let paging = app.conduct.page_of(Paging::from_query(&query, MAX_PAGE)?);
    let dlq = app.dlq.lock();
    let page = dlq.page(&filter, paging);
    let messages: Vec<Message<'_>> =
        page.items.into_iter().map(|(id, entry)| Message::of(id, entry)).collect();
    Ok(with_cursor(json!({ "messages": messages }), page.next).into_response())
}

async fn show(State(app): State<Arc<App>>, id: DlqId) -> Result<Response, ApiError> {
    let dlq = app.dlq.lock();
    let entry = dlq.get(id).ok_or_else(|| ApiError::no_such_entry(id))?;
    Ok(Json(Message::of(id, entry)).into_response())
}

async fn delete_one(State(app): State<Arc<App>>, id: DlqId) -> Result<StatusCode, ApiError> {
    if app.dlq.lock().remove(id) { Ok(StatusCode::OK) } else { Err(ApiError::no_such_entry(id)) }
}

/// With ids, just those and whatever else is said ignored; else what the filters let through, which without any filter
/// is everything.
async fn delete_many(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    if query.has("dlqIds") {
        let ids = query.list("dlqIds")?;
        let mut dlq = app.dlq.lock();
        // Text that is no id names no entry, and unknown entries are skipped.
        let deleted =
            ids.iter().filter_map(|id| id.parse().ok()).filter(|id| dlq.remove(*id)).count();
        return Ok(Json(json!({ "deleted": deleted })));
    }
    let filter = Filter::from_query(&query)?;
    let paging = Paging::from_query(&query, u32::MAX)?;
    let page = app.dlq.lock().remove_matching(&filter, paging);
    Ok(with_cursor(json!({ "deleted": page.items.len() }), page.next))
}

/// The `{dlqId}` of a path. Text that is no id names no entry: the same 404 as for an id that is not there.
impl<S: Send + Sync> FromRequestParts<S> for DlqId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(text)) => text.parse().map_err(|_| ApiError::no_such_entry(&text)),
            Err(_) => Err(ApiError::parameter("dlqId", "is not UTF-8")),
        }
    }
}
