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

pub(crate) use shorten::shortened;

use crate::{BoxError, RateLimit};

/// Everything that can go wrong, from making a client to decoding an answer.
///
/// The predicates say what it is; `Display` is one line that says what was asked,
/// what came back and, where one is known, the way out. Neither `Display` nor `Debug`
/// shows a token or a query, nor of a body more than the service's own text or the value that
/// could not be read, and of these a few hundred characters.
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
    /// Whether the call only reads.
    reads: bool,
    /// The number of attempts; 0: none was made.
    attempts: u32,
    /// Whether an attempt before the last one may have reached the service.
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
    /// What the call was part of, and what that did until then.
    note: Option<String>,
    /// What the call had done until then: a report, or the sum of a drain.
    done: Option<Box<dyn Any + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The client cannot be made, or has no token.
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

    /// Adds what the call was part of, and what that did until then.
    pub(crate) fn with_note(mut self, note: String) -> Self {
        self.0.note = Some(note);
        self
    }

    /// A success that, once read, is not what the document says.
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

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The service's own text: the `error` of its error body. For an error that did
    /// not come from the service, what is wrong. Should the text repeat the token, it says
    /// `[redacted]` there.
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers.as_ref()
    }

    /// The body of the answer as it came, if one came: up to its first 64 KiB, and up
    /// to where it broke off.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    /// The id of the operation that was called, which is the name of the client's method.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// How many attempts the call made; with `wait_for_…`, how often it looked. `None` if no
    /// attempt was made, or if the number is not known.
    pub fn attempts(&self) -> Option<u32> {
        Some(self.0.attempts).filter(|attempts| *attempts > 0)
    }

    /// The limit that was reached, for a 429.
    pub fn rate_limit(&self) -> Option<&RateLimit> {
        self.0.rate_limit.as_ref()
    }

    /// How long the service asks to wait: its `Retry-After`, counted from when the
    /// answer came.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The call was refused before anything was sent: a parameter is missing, empty or
    /// cannot be sent, or a bulk operation selects nothing.
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == Kind::InvalidRequest
    }

    /// The client could not be made, or had no token to send with.
    pub fn is_configuration(&self) -> bool {
        self.0.kind == Kind::Configuration
    }

    /// 401: the token is wrong.
    pub fn is_unauthorized(&self) -> bool {
        self.is_status(StatusCode::UNAUTHORIZED)
    }

    /// 403: the token may not do this; it may be a read-only one.
    pub fn is_forbidden(&self) -> bool {
        self.is_status(StatusCode::FORBIDDEN)
    }

    /// 404: what was named does not exist, or no longer. A 404 that
    /// [is about the region](Self::is_wrong_region) is not one of these.
    pub fn is_not_found(&self) -> bool {
        self.is_status(StatusCode::NOT_FOUND) && !self.is_wrong_region()
    }

    /// 404 because the token belongs to another region: tokens are good in one alone.
    pub fn is_wrong_region(&self) -> bool {
        // The service has no code for it, only this text.
        let text = "not found in this region";
        self.is_status(StatusCode::NOT_FOUND) && self.message().is_some_and(|m| m.contains(text))
    }

    /// 412: the plan's quota is used up. Trying again does not help.
    pub fn is_quota_exceeded(&self) -> bool {
        self.is_status(StatusCode::PRECONDITION_FAILED)
    }

    /// 429: too many requests; see [`rate_limit`](Self::rate_limit).
    pub fn is_rate_limited(&self) -> bool {
        self.is_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// 5xx: the service failed, or something between here and it.
    pub fn is_server_error(&self) -> bool {
        self.0.kind == Kind::Status && self.status().is_some_and(|s| s.is_server_error())
    }

    /// No answer in time, or not the whole of it; or no token in time from a
    /// [`TokenProvider`](crate::TokenProvider); or what was waited for with one of the
    /// `wait_for_…` methods of [`Client`](crate::Client) was not over in time.
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::NotSent | Kind::TooLate)
            || self.transport_error().is_some_and(reqwest::Error::is_timeout)
    }

    /// No connection could be made, at the last attempt if there were several. Whether one
    /// before it was sent is told by [`may_have_been_sent`](Self::may_have_been_sent).
    pub fn is_connect(&self) -> bool {
        self.transport_error().is_some_and(reqwest::Error::is_connect)
    }

    /// The service answered success, with a body that is not what the document says.
    /// What was asked for was most likely done, unless the body is a web page: that comes
    /// from somewhere else.
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// The same call may succeed later: a failed connection, a timeout, 408, 429, 500,
    /// 502, 503 or 504. Whether it may be repeated without acting twice is another
    /// matter; see [`may_have_been_sent`](Self::may_have_been_sent).
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Transport | Kind::NotSent => true,
            Kind::Status => {
                self.status().is_some_and(|s| matches!(s.as_u16(), 408 | 429 | 500 | 502..=504))
            }
            Kind::Configuration | Kind::InvalidRequest | Kind::Decode | Kind::TooLate => false,
        }
    }

    /// Whether the request may have reached the service, in any attempt. `false` says for
    /// certain that it did not, so that repeating it cannot act twice.
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
