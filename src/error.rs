//! The one error of the crate.

mod display;
mod done;
mod make;
mod shorten;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use url::Url;

pub(crate) use shorten::{boundary, shortened};

use crate::{BoxError, RateLimit};

/// Every error of the crate, from building a client to decoding a response.
///
/// The predicates say what it is. `Display` is one line: what was called, what came back and, where
/// one is known, the way out. Neither `Display` nor `Debug` shows a token or a query. Of a body they
/// show a few hundred characters: the service's own text, or the value that could not be decoded.
///
/// ```no_run
/// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
/// match client.retry_failure_callback().dlq_id("1752829295505-0").await {
///     Ok(run) => println!("called again for {}", run.workflow_run_id),
///     Err(e) if e.is_not_found() => println!("the entry is gone"),
///     Err(e) if e.status() == Some(http::StatusCode::BAD_REQUEST) => {
///         println!("there is no failed callback: {}", e.message().unwrap_or_default());
///     }
///     Err(e) => return Err(e),
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Repr>);

struct Repr {
    kind: Kind,
    operation: Option<&'static str>,
    /// Does the call only read?
    reads: bool,
    /// The number of attempts; 0: none was made.
    attempts: u32,
    /// May an attempt before the last one have reached the service?
    sent_before: bool,
    url: Option<Url>,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    body: Option<Bytes>,
    /// The service's text for an error response, ours for everything else.
    message: Option<String>,
    rate_limit: Option<RateLimit>,
    retry_after: Option<Duration>,
    source: Option<Source>,
    /// What the call was part of, and what that had done before.
    note: Option<String>,
    /// What the call had done before: a report, or the sum of a drain.
    done: Option<Box<dyn Any + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The client could not be built, or has no token.
    Configuration,
    /// The call was refused before anything was sent.
    InvalidRequest,
    /// No response came, or only part of it.
    Transport,
    /// The deadline passed before the attempt.
    NotSent,
    /// Waiting timed out.
    TooLate,
    /// The response is not a success.
    Status,
    /// The response is a success whose body is not what the document says.
    Decode,
}

enum Source {
    Transport(Arc<reqwest::Error>),
    Decode(Arc<serde_json::Error>),
    Other(Arc<BoxError>),
}

impl Error {
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self::new(Kind::Configuration, Some(message.into()))
    }

    /// Adds what the call was part of, and what that had done before.
    pub(crate) fn with_note(mut self, note: String) -> Self {
        self.0.note = Some(note);
        self
    }

    /// Returns the error of a success whose decoded body is not what the document says.
    pub(crate) fn decode(message: impl Into<String>) -> Self {
        Self::new(Kind::Decode, Some(message.into()))
    }

    pub(crate) fn too_late(looks: u32, message: String) -> Self {
        let mut new = Self::new(Kind::TooLate, Some(message));
        new.0.attempts = looks;
        new
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Source::Other(Arc::new(source.into())));
        self
    }

    /// Adds the response that the error is about.
    pub(crate) fn with_response(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.0.status = Some(status);
        self.0.headers = Some(headers);
        self
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.0.message = Some(message.into());
        self
    }

    fn new(kind: Kind, message: Option<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: None,
            reads: false,
            attempts: 0,
            sent_before: false,
            url: None,
            status: None,
            headers: None,
            body: None,
            message,
            rate_limit: None,
            retry_after: None,
            source: None,
            note: None,
            done: None,
        }))
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the service's own text, the `error` of its error body; for an error that does not come
    /// from the service, what is wrong. A token in the text is replaced by `[redacted]`.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// Returns the headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers.as_ref()
    }

    /// Returns the first 64 KiB of the response's body, if there was a response.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    /// Returns the name of the method that was called.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// Returns the number of attempts, or of polls with `wait_for_…`. `None` if there was none, or if
    /// the number is not known.
    pub fn attempts(&self) -> Option<u32> {
        Some(self.0.attempts).filter(|attempts| *attempts > 0)
    }

    /// Returns the limit that was reached, for a 429.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.0.rate_limit.as_ref()
    }

    /// Returns the wait that the service asks for, which is what the client itself waits: `Retry-After`
    /// or the reset of the rate limit, counted from the response's own `Date`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns whether the call was refused before anything was sent: a parameter is missing, empty
    /// or invalid, or a bulk operation selects nothing.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == Kind::InvalidRequest
    }

    /// Returns whether the client could not be built, or had no token.
    pub fn is_configuration(&self) -> bool {
        self.0.kind == Kind::Configuration
    }

    /// Returns whether the status is 401: the token is wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.is_status(StatusCode::UNAUTHORIZED)
    }

    /// Returns whether the status is 403: the token does not permit this; it may be read-only.
    pub fn is_forbidden(&self) -> bool {
        self.is_status(StatusCode::FORBIDDEN)
    }

    /// Returns whether the status is 404: what was named does not exist, or no longer. `false`
    /// for a 404 [because of the region](Self::is_wrong_region).
    pub fn is_not_found(&self) -> bool {
        self.is_status(StatusCode::NOT_FOUND) && !self.is_wrong_region()
    }

    /// Returns whether the status is 404 because the token belongs to another region. A token is
    /// valid in one region only.
    pub fn is_wrong_region(&self) -> bool {
        // The service has no code for it, only this text.
        let text = "not found in this region";
        self.is_status(StatusCode::NOT_FOUND) && self.message().is_some_and(|m| m.contains(text))
    }

    /// Returns whether the status is 412: the plan's quota is used up. A retry does not help.
    pub fn is_quota_exceeded(&self) -> bool {
        self.is_status(StatusCode::PRECONDITION_FAILED)
    }

    /// Returns whether the status is 429: too many requests; see
    /// [`rate_limit`](Self::rate_limit).
    pub fn is_rate_limited(&self) -> bool {
        self.is_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns whether the status is 5xx: the service failed, or a proxy in front of it.
    pub fn is_server_error(&self) -> bool {
        self.0.kind == Kind::Status && self.status().is_some_and(|s| s.is_server_error())
    }

    /// Returns whether a timeout passed before the whole response came, before a
    /// [`TokenProvider`](crate::TokenProvider) returned a token, or before what a `wait_for_…` method
    /// of [`Client`](crate::Client) waits for had ended.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::NotSent | Kind::TooLate)
            || self.transport_error().is_some_and(reqwest::Error::is_timeout)
    }

    /// Returns whether the last attempt could not connect. An earlier one may have been sent: see
    /// [`may_have_been_sent`](Self::may_have_been_sent).
    pub fn is_connect(&self) -> bool {
        self.transport_error().is_some_and(reqwest::Error::is_connect)
    }

    /// Returns whether the response is a success whose body could not be decoded. The call most
    /// likely took effect, unless the body is an HTML page, which is not from the service.
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// Returns whether the same call may succeed later: after a failed connection, a timeout, 408,
    /// 429, 500, 502, 503 or 504. It may act twice: see
    /// [`may_have_been_sent`](Self::may_have_been_sent).
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Transport | Kind::NotSent => true,
            Kind::Status => {
                self.status().is_some_and(|s| matches!(s.as_u16(), 408 | 429 | 500 | 502..=504))
            }
            Kind::Configuration | Kind::InvalidRequest | Kind::Decode | Kind::TooLate => false,
        }
    }

    /// Returns whether an attempt may have reached the service. If not, a retry cannot act twice.
    pub fn may_have_been_sent(&self) -> bool {
        match self.0.kind {
            Kind::Configuration | Kind::InvalidRequest | Kind::NotSent => self.0.sent_before,
            Kind::Transport => !self.is_connect() || self.0.sent_before,
            Kind::Status | Kind::Decode | Kind::TooLate => true,
        }
    }

    fn is_status(&self, status: StatusCode) -> bool {
        self.0.kind == Kind::Status && self.0.status == Some(status)
    }

    fn transport_error(&self) -> Option<&reqwest::Error> {
        match &self.0.source {
            Some(Source::Transport(error)) => Some(error),
            _ => None,
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.0.source.as_ref()? {
            Source::Transport(error) => Some(&**error),
            Source::Decode(error) => Some(&**error),
            Source::Other(error) => Some(&***error),
        }
    }
}
