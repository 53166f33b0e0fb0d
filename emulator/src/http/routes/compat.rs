//! Routes that only the official clients use.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use crate::http::api_error::ApiError;
use crate::http::app::App;
use crate::http::query::Query;
use crate::http::routes::dlq;

/// Responds without a token: clients ask before they have one.
pub(crate) const LIVENESS: &str = "/v2/liveness";

pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new().route("/v2/dlq", get(list_dlq)).route(LIVENESS, get(|| async { "OK" }))
}

/// Lists the DLQ of workflows. The DLQ of plain messages is not emulated.
async fn list_dlq(app: State<Arc<App>>, query: Extension<Query>) -> Result<Response, ApiError> {
    match query.one("source")? {
        Some("workflow") => dlq::list(app, query).await,
        _ => Err(ApiError::parameter("source", "must be `workflow`")),
    }
}
