//! Error responses in the service's format: `{"error": "text"}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::behaviour::rate_limit::TooMany;

/// An error response: a status and a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    status: StatusCode,
    message: String,
    /// Boxed, since few errors have any.
    headers: Option<Box<HeaderMap>>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { status, message, headers: None }
    }

    /// Creates a 400 for a parameter, which the message names.
    pub(crate) fn parameter(name: &str, problem: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, format!("parameter `{name}` {problem}"))
    }

    pub(crate) fn no_such_entry(dlq_id: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("no DLQ message has the id `{dlq_id}`"))
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// Puts a place in front of the message.
    pub(crate) fn within(self, place: &str) -> Self {
        Self { message: format!("{place}: {}", self.message), ..self }
    }

    #[cfg(test)]
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    #[cfg(test)]
    pub(crate) fn message(&self) -> &str {
        &self.message
    }
}

impl From<TooMany> for ApiError {
    fn from(too_many: TooMany) -> Self {
        let headers = Some(Box::new(too_many.headers()));
        Self { headers, ..Self::new(StatusCode::TOO_MANY_REQUESTS, too_many.message()) }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let headers = self.headers.map(|headers| *headers).unwrap_or_default();
        (self.status, headers, Json(json!({ "error": self.message }))).into_response()
    }
}
