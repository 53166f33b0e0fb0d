//! Routes that are not operations of the API but that the official clients use.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use crate::api_error::ApiError;
use crate::app::App;
use crate::dlq_routes;
use crate::query::Query;

/// Asked before a client knows a token, so it answers without.
pub(crate) const LIVENESS: &str = "/v2/liveness";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/v2/dlq", get(list_dlq)).route(LIVENESS, get(|| async { "OK" }))
}

/// The DLQ of workflows; that of plain messages is not emulated.
async fn list_dlq(app: State<Arc<App>>, query: Extension<Query>) -> Result<Response, ApiError> {
    match query.one("source")? {
        Some("workflow") => dlq_routes::list(app, query).await,
        _ => Err(ApiError::parameter("source", "must be `workflow`")),
    }
}
