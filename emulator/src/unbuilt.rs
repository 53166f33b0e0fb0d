//! The operations of the API that are not emulated yet: they say so, rather than look like a mistake in a path.

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodFilter, on};
use http::StatusCode;

use crate::api_error::ApiError;
use crate::app::App;

const OPERATIONS: [(MethodFilter, &str); 3] = [
    (MethodFilter::POST, "/v2/notify/{eventId}"),
    (MethodFilter::POST, "/v2/notify/{workflowRunId}/{eventId}"),
    (MethodFilter::GET, "/v2/waiters/{eventId}"),
];

pub(crate) fn routes() -> Router<Arc<App>> {
    OPERATIONS.into_iter().fold(Router::new(), |router, (method, path)| {
        router.route(path, on(method, async move || not_yet(path)))
    })
}

fn not_yet(path: &str) -> ApiError {
    ApiError::new(StatusCode::NOT_IMPLEMENTED, format!("{path} is not emulated yet"))
}
