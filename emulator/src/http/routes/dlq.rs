//! The DLQ: list, get, delete one or many.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use http::StatusCode;
use http::request::Parts;
use serde_json::{Value, json};

use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::dlq_message::Message;
use crate::http::filters::dlq_filter;
use crate::http::paging::{paging, with_cursor};
use crate::http::query::Query;
use crate::state::dlq_id::DlqId;

/// The largest page.
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
    let filter = dlq_filter(&query)?;
    let paging = app.page_of(paging(&query, MAX_PAGE)?);
    let dlq = app.engine.dlq.lock();
    let page = dlq.page(&filter, paging);
    let messages: Vec<Message<'_>> =
        page.items.into_iter().map(|(id, entry)| Message::of(id, entry)).collect();
    Ok(with_cursor(json!({ "messages": messages }), page.next).into_response())
}

async fn show(State(app): State<Arc<App>>, id: DlqId) -> Result<Response, ApiError> {
    let dlq = app.engine.dlq.lock();
    let entry = dlq.get(id).ok_or_else(|| ApiError::no_such_entry(id))?;
    Ok(Json(Message::of(id, entry)).into_response())
}

async fn delete_one(State(app): State<Arc<App>>, id: DlqId) -> Result<StatusCode, ApiError> {
    if app.engine.dlq.lock().remove(id) {
        Ok(StatusCode::OK)
    } else {
        Err(ApiError::no_such_entry(id))
    }
}

/// Deletes the given ids and ignores filters beside them, as the service does; without ids, what the filters match.
async fn delete_many(
    State(app): State<Arc<App>>,
    Extension(query): Extension<Query>,
) -> Result<Json<Value>, ApiError> {
    if query.has("dlqIds") {
        let ids = query.list("dlqIds")?;
        let mut dlq = app.engine.dlq.lock();
        // Invalid and unknown ids are skipped.
        let deleted =
            ids.iter().filter_map(|id| id.parse().ok()).filter(|id| dlq.remove(*id)).count();
        return Ok(Json(json!({ "deleted": deleted })));
    }
    let (filter, paging) = (dlq_filter(&query)?, paging(&query, u32::MAX)?);
    let page = app.engine.dlq.lock().remove_matching(&filter, paging);
    Ok(with_cursor(json!({ "deleted": page.items.len() }), page.next))
}

/// The `{dlqId}` of a path. An invalid id is 404, like an unknown one.
impl<S: Send + Sync> FromRequestParts<S> for DlqId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(text)) => text.parse().map_err(|_| ApiError::no_such_entry(&text)),
            Err(_) => Err(ApiError::parameter("dlqId", "is not UTF-8")),
        }
    }
}
