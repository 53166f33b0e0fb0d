//! Records requests, for tests to inspect.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, Method, header};

use crate::behaviour::operation::Operation;
use crate::http::auth::TOKEN_PARAMETER;
use crate::http::query::Query;
use crate::http::route::operation;

/// How many requests are kept.
const MAX_REQUESTS: usize = 10_000;
/// How many bytes of bodies are kept.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// A request that arrived, whatever the response.
#[derive(Clone)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The HTTP method.
    pub method: Method,
    /// The path as it was sent, with its percent-encoding.
    pub path: String,
    /// The operation of its method and path; `None` if there is no such operation.
    pub operation: Option<Operation>,
    /// The query parameters, decoded and in order.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty if it was too large.
    pub body: Bytes,
}

impl RecordedRequest {
    pub(crate) fn new(parts: &Parts, body: Bytes) -> Self {
        Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            operation: operation(&parts.method, parts.uri.path()),
            query: Query::parse(parts.uri.query().unwrap_or_default()).into_pairs(),
            headers: parts.headers.clone(),
            body,
        }
    }
}

/// Redacts tokens: this ends up in the output of failed tests.
impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut headers = self.headers.clone();
        if let Some(value) = headers.get_mut(header::AUTHORIZATION) {
            value.set_sensitive(true);
        }
        let hide = |(name, value): &(String, String)| {
            let shown = if name == TOKEN_PARAMETER { "[redacted]" } else { value };
            (name.clone(), shown.to_owned())
        };
        f.debug_struct("RecordedRequest")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("operation", &self.operation)
            .field("query", &self.query.iter().map(hide).collect::<Vec<_>>())
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}

/// The latest requests, oldest first, within limits of number and size.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    requests: VecDeque<RecordedRequest>,
    body_bytes: usize,
}

impl Recorder {
    pub(crate) fn record(&mut self, request: RecordedRequest) {
        self.body_bytes += request.body.len();
        self.requests.push_back(request);
        while self.requests.len() > MAX_REQUESTS || self.body_bytes > MAX_BODY_BYTES {
            let Some(oldest) = self.requests.pop_front() else {
                break;
            };
            self.body_bytes -= oldest.body.len();
        }
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests.iter().cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(path: &str, body: Bytes) -> RecordedRequest {
        let (parts, ()) = http::Request::get(path)
            .header("authorization", "Bearer secret")
            .body(())
            .expect("a valid request")
            .into_parts();
        RecordedRequest::new(&parts, body)
    }

    #[test]
    fn the_oldest_requests_are_dropped_first() {
        let mut recorder = Recorder::default();
        for number in 0..=MAX_REQUESTS {
            recorder.record(request(&format!("/{number}"), Bytes::new()));
        }
        let requests = recorder.requests();
        assert_eq!((requests.len(), requests[0].path.as_str()), (MAX_REQUESTS, "/1"));
    }

    #[test]
    fn large_bodies_push_out_old_requests_sooner() {
        let mut recorder = Recorder::default();
        let mebibyte = Bytes::from(vec![0; 1024 * 1024]);
        for _ in 0..100 {
            recorder.record(request("/", mebibyte.clone()));
        }
        assert_eq!(recorder.requests().len(), 64);
    }

    #[test]
    fn debug_redacts_tokens_and_the_fields_have_them() {
        let request = request("/x?qstash_token=secret&label=a", Bytes::new());
        let shown = format!("{request:?}");
        assert!(!shown.contains("secret") && shown.contains("label"), "{shown}");
        assert_eq!(request.headers["authorization"], "Bearer secret");
        assert_eq!(request.query[0], ("qstash_token".to_owned(), "secret".to_owned()));
    }
}
