//! Constructors of errors, one for each way in which a call fails.

use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use http::StatusCode;
use url::Url;

use super::{Error, Kind, Source};
use crate::BoxError;
use crate::transport::decode::without_mark;
use crate::transport::rate_limit::{RateLimit, asked_wait};
use crate::transport::{Call, Exchange, KEPT_BODY, Received};
use crate::types::ErrorBody;

impl Error {
    /// A call that is refused before anything is sent.
    pub(crate) fn invalid_request(operation: &'static str, why: impl Into<String>) -> Self {
        Self::new(Kind::InvalidRequest, Some(why.into())).with_operation(operation)
    }

    /// The deadline passed before an attempt.
    pub(crate) fn too_late_to_send(call: Call, why: &str) -> Self {
        let sent = if call.sent_before { "an earlier attempt was" } else { "nothing was" };
        Self::new(Kind::NotSent, Some(format!("{why}, {sent} sent"))).of(call)
    }

    /// The token provider failed.
    pub(crate) fn no_token(call: Call, error: BoxError) -> Self {
        let message = Some("no token for the request".to_owned());
        Self::new(Kind::Configuration, message).of(call).with_source(error)
    }

    /// No response came.
    pub(crate) fn transport(mut call: Call, error: reqwest::Error) -> Self {
        let url = error.url().map(shown);
        let error = error.without_url();
        let kind = if error.is_builder() { Kind::InvalidRequest } else { Kind::Transport };
        let mut new = Self::new(kind, None);
        if kind == Kind::InvalidRequest {
            // The request could not be built, so this attempt was not sent.
            call.attempts = call.attempts.saturating_sub(1);
            new.0.message = Some("the HTTP client does not send requests to this URL".into());
        } else {
            new.0.url = url;
        }
        new.0.source = Some(Source::Transport(Arc::new(error)));
        new.of(call)
    }

    /// The response is not a success.
    pub(crate) fn status_of(exchange: Exchange) -> Self {
        let token = exchange.token.clone();
        let mut new = Self::response(Kind::Status, exchange);
        new.0.message =
            new.0.body.as_deref().and_then(service_text).map(|text| token.hide_in(text));
        new
    }

    /// The body of a success is incomplete.
    pub(crate) fn broken(mut exchange: Exchange) -> Self {
        let cause = exchange.received.broken.take();
        let mut new = Self::response(Kind::Transport, exchange);
        new.0.source = cause.map(|error| Source::Transport(Arc::new(error)));
        new
    }

    /// The body of a success is not what the document says.
    pub(crate) fn undecodable(exchange: Exchange) -> Self {
        Self::response(Kind::Decode, exchange)
    }

    pub(crate) fn with_decode_error(mut self, error: serde_json::Error) -> Self {
        self.0.source = Some(Source::Decode(Arc::new(error)));
        self
    }

    fn response(kind: Kind, exchange: Exchange) -> Self {
        let Received { mut head, body, .. } = exchange.received;
        let mut new = Self::new(kind, None);
        let status = head.status();
        new.0.url = Some(shown(head.url()));
        // A slice would keep the whole buffer in memory for as long as the error lives.
        new.0.body = Some(Bytes::copy_from_slice(&body[..body.len().min(KEPT_BODY)]));
        let headers = std::mem::take(head.headers_mut());
        new.0.rate_limit =
            (status == StatusCode::TOO_MANY_REQUESTS).then(|| RateLimit::from_headers(&headers));
        new.0.retry_after = asked_wait(status, &headers, SystemTime::now());
        new.0.status = Some(status);
        new.0.headers = Some(headers);
        new.of(exchange.call)
    }

    /// A response with this status and nothing else.
    #[cfg(test)]
    pub(crate) fn of_status(status: StatusCode) -> Self {
        let mut new = Self::new(Kind::Status, None);
        new.0.status = Some(status);
        new
    }

    fn of(mut self, call: Call) -> Self {
        self.0.attempts = call.attempts;
        self.0.sent_before = call.sent_before;
        self.0.reads = call.reads;
        self.with_operation(call.name)
    }
}

/// A URL without its query, which may hold the token.
fn shown(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// The `error` of the service's error body.
fn service_text(body: &[u8]) -> Option<String> {
    serde_json::from_slice::<ErrorBody>(without_mark(body)).ok().map(|body| body.error)
}
