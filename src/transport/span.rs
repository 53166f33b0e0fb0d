//! The span of a call, named as OpenTelemetry names those of HTTP clients. It has names and
//! numbers alone: no value of a caller, no header, no body, no token.
//!
//! Numbers are `i64`: `tracing-opentelemetry` makes text of unsigned ones.

use std::borrow::Cow;
use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument as _, Span};

use super::response::Received;
use crate::Error;

/// The target of everything that the crate traces.
pub(crate) const TARGET: &str = "upstash_workflow";

/// Opens the span of a call, to a path made from this template.
pub(super) fn call(name: &str, template: &'static str, request: &reqwest::Request) -> Span {
    let (method, url) = (request.method(), request.url());
    let span = tracing::debug_span!(
        target: TARGET,
        "upstash_workflow",
        operation = name,
        otel.kind = "client",
        otel.name = Empty,
        otel.status_code = Empty,
        http.request.method = method.as_str(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        url.template = Some(template).filter(|template| !template.is_empty()),
        server.address = url.host_str(),
        server.port = url.port_or_known_default().map(i64::from),
        "error.type" = Empty,
    );
    if !span.is_disabled() {
        let name = match template {
            "" => method.to_string(),
            _ => format!("{method} {template}"),
        };
        span.record("otel.name", name);
    }
    span
}

/// Opens the span round the calls of a job, a stream or a waiting call.
pub(crate) fn many(operation: &'static str) -> Span {
    tracing::debug_span!(
        target: TARGET,
        "upstash_workflow",
        operation,
        otel.name = operation,
        otel.status_code = Empty,
        "error.type" = Empty,
    )
}

/// Makes the calls of a job or a waiting call within a span of its own.
pub(crate) async fn around<T>(
    operation: &'static str,
    calls: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let span = many(operation);
    let result = calls.instrument(span.clone()).await;
    result.inspect_err(|error| failed(&span, error))
}

/// Records an attempt. `span` is not always the current one: where it is filtered out, that is
/// the caller's.
pub(super) fn attempted(span: &Span, attempts: u32, attempt: &Result<Received, reqwest::Error>) {
    if attempts > 1 {
        span.record("http.request.resend_count", i64::from(attempts - 1));
    }
    if let Ok(received) = attempt {
        let status = received.head.status().as_u16();
        span.record("http.response.status_code", i64::from(status));
    }
}

/// Says that a retry follows, and why.
pub(super) fn retrying(attempts: u32, attempt: &Result<Received, reqwest::Error>, wait: Duration) {
    let reason = match attempt {
        Ok(received) if received.success => Cow::Borrowed("broken"),
        Ok(received) => Cow::Owned(received.head.status().as_str().to_owned()),
        Err(error) if error.is_connect() => Cow::Borrowed("connect"),
        Err(error) if error.is_timeout() => Cow::Borrowed("timeout"),
        Err(_) => Cow::Borrowed("transport"),
    };
    let wait_ms = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    tracing::debug!(
        target: TARGET,
        attempt = i64::from(attempts),
        "error.type" = &*reason,
        wait_ms,
        "retrying"
    );
}

/// Records that what a span is about failed.
pub(crate) fn failed(span: &Span, error: &Error) {
    if !span.is_disabled() {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", &*error.type_name());
    }
}
