//! The operations of the API that are not emulated yet: they say so, rather than look like a mistake in a path.

use std::sync::Arc;

use axum::Router;
use axum::routing::{MethodFilter, on};
use http::StatusCode;

use crate::api_error::ApiError;
use crate::app::App;

const OPERATIONS: [(MethodFilter, &str); 23] = [
    (MethodFilter::POST, "/v2/trigger/{*workflowUrl}"),
    (MethodFilter::POST, "/v2/batch/trigger"),
    (MethodFilter::DELETE, "/v2/workflows/runs/{workflowRunId}"),
    (MethodFilter::DELETE, "/v2/workflows/runs"),
    (MethodFilter::POST, "/v2/messages/{messageId}/retry"),
    (MethodFilter::GET, "/v2/workflows/logs"),
    (MethodFilter::POST, "/v2/workflows/dlq/resume/{dlqId}"),
    (MethodFilter::POST, "/v2/workflows/dlq/resume"),
    (MethodFilter::POST, "/v2/workflows/dlq/restart/{dlqId}"),
    (MethodFilter::POST, "/v2/workflows/dlq/restart"),
    (MethodFilter::GET, "/v2/workflows/bulkActions"),
    (MethodFilter::GET, "/v2/workflows/bulkActions/{actionId}"),
    (MethodFilter::GET, "/v2/flowControl"),
    (MethodFilter::GET, "/v2/flowControl/{flowControlKey}"),
    (MethodFilter::POST, "/v2/flowControl/{flowControlKey}/pause"),
    (MethodFilter::POST, "/v2/flowControl/{flowControlKey}/resume"),
    (MethodFilter::POST, "/v2/flowControl/{flowControlKey}/pin"),
    (MethodFilter::POST, "/v2/flowControl/{flowControlKey}/unpin"),
    (MethodFilter::POST, "/v2/flowControl/{flowControlKey}/resetRate"),
    (MethodFilter::GET, "/v2/globalParallelism"),
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
