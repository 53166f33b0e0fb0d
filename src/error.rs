//! The one error of the crate.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use url::Url;

use crate::BoxError;
use crate::rate_limit::{RateLimit, retry_after};
use crate::response::{Captured, Problem};

/// Everything that can go wrong, from making a client to decoding an answer.
///
/// The predicates say what it is; `Display` is one line that says what was asked,
/// what came back and, where one is known, the way out. Neither `Display` nor `Debug`
/// shows a token, a query or a body.
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
    operation: Option<Cow<'static, str>>,
    url: Option<Url>,
    status: Option<StatusCode>,
    headers: Option<HeaderMap>,
    body: Option<Bytes>,
    /// The service's text for an answer, ours for everything else.
    message: Option<String>,
    rate_limit: Option<RateLimit>,
    retry_after: Option<Duration>,
    source: Option<Source>,
    /// What the call was part of, and what that came to.
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The client cannot be made, or cannot have a token.
    Configuration,
    /// The call was refused here.
    InvalidRequest,
    /// No answer came, or not the whole of it.
    Transport,
    /// What was waited for did not come to pass in time.
    TooLate,
    /// The service answered that it did not do it.
    Status,
    /// It answered success with a body that is not what the document says.
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

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(Source::Other(Arc::new(source.into())));
        self
    }

    /// Adds what the call was part of, and what that came to.
    pub(crate) fn with_note(mut self, note: String) -> Self {
        self.0.note = Some(note);
        self
    }

    pub(crate) fn too_late(operation: &'static str, message: String) -> Self {
        let mut new = Self::new(Kind::TooLate, Some(message));
        new.0.operation = Some(operation.into());
        new
    }

    pub(crate) fn repeated_cursor(operation: &'static str, cursor: &str) -> Self {
        let message = format!("the cursor {cursor} came a second time, the list has no end");
        let mut new = Self::new(Kind::Decode, Some(message));
        new.0.operation = Some(operation.into());
        new
    }

    /// A success that turned out, after it was read, not to be what the document says.
    pub(crate) fn decode(message: impl Into<String>) -> Self {
        Self::new(Kind::Decode, Some(message.into()))
    }

    /// Adds the answer that the error is about.
    pub(crate) fn with_answer(
        mut self,
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
    ) -> Self {
        self.0.operation = Some(operation.into());
        self.0.status = Some(status);
        self.0.headers = Some(headers);
        self
    }

    fn new(kind: Kind, message: Option<String>) -> Self {
        Self(Box::new(Repr {
            kind,
            operation: None,
            url: None,
            status: None,
            headers: None,
            body: None,
            message,
            rate_limit: None,
            retry_after: None,
            source: None,
            note: None,
        }))
    }

    fn transport(error: reqwest::Error) -> Self {
        let mut new = Self::new(Kind::Transport, None);
        if let Some(url) = error.url() {
            new.0.operation = url.fragment().map(|operation| operation.to_owned().into());
            new.0.url = Some(url.clone());
        }
        new.0.source = Some(Source::Transport(Arc::new(error)));
        new
    }

    fn answer(mut response: reqwest::Response) -> Self {
        let captured = response.extensions_mut().remove::<Captured>();
        let mut new = Self::new(Kind::Status, None);
        new.0.url = Some(response.url().clone());
        if let Some(Captured { operation, body, problem }) = captured {
            new.0.operation = Some(operation.into());
            (new.0.kind, new.0.source) = match problem {
                Problem::Status => (Kind::Status, None),
                Problem::Decode(e) => (Kind::Decode, Some(Source::Decode(e))),
                Problem::Body(e) => (Kind::Transport, Some(Source::Transport(e))),
                Problem::TooLong(most) => {
                    new.0.message = Some(format!("its body is longer than {most} bytes"));
                    (Kind::Decode, None)
                }
                Problem::Token(e) => {
                    new.0.kind = Kind::Configuration;
                    new.0.message = Some("there is no token for the request".into());
                    new.0.source = Some(Source::Other(e));
                    return new;
                }
            };
            new.0.body = Some(body);
        }
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if new.0.kind == Kind::Status {
            new.0.message = new.0.body.as_deref().and_then(service_text);
        }
        new.0.rate_limit =
            (status == StatusCode::TOO_MANY_REQUESTS).then(|| RateLimit::from_headers(&headers));
        new.0.retry_after = retry_after(&headers, SystemTime::now());
        new.0.status = Some(status);
        new.0.headers = Some(headers);
        new
    }

    /// The status of the answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The service's own text: the `error` of its error body. For an error that did
    /// not come from the service, what is wrong.
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
        self.0.operation.as_deref()
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

    /// No answer in time, or not the whole of it; or what was waited for with one of the
    /// `wait_for_…` methods of [`Client`](crate::Client) was not over in time.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == Kind::TooLate
            || self.transport_error().is_some_and(reqwest::Error::is_timeout)
    }

    /// No connection could be made. Nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.transport_error().is_some_and(reqwest::Error::is_connect)
    }

    /// The service answered success, with a body that is not what the document says.
    /// What was asked for was most likely done.
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// The same call may succeed later: a failed connection, a timeout, 408, 429, 500,
    /// 502, 503 or 504. Whether it may be repeated without acting twice is another
    /// matter; see [`may_have_been_sent`](Self::may_have_been_sent).
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            Kind::Transport => true,
            Kind::Status => {
                self.status().is_some_and(|s| matches!(s.as_u16(), 408 | 429 | 500 | 502..=504))
            }
            Kind::Configuration | Kind::InvalidRequest | Kind::Decode | Kind::TooLate => false,
        }
    }

    /// Whether the request may have reached the service. `false` says for certain that
    /// it did not, so that repeating it cannot act twice.
    pub fn may_have_been_sent(&self) -> bool {
        match self.0.kind {
            Kind::Configuration | Kind::InvalidRequest => false,
            Kind::Transport => !self.is_connect(),
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

    /// The way out, where one is known.
    fn hint(&self) -> Option<&'static str> {
        if self.is_wrong_region() {
            return Some(
                "the token belongs to another region: set QSTASH_URL to that region's URL",
            );
        }
        // reqwest without TLS takes the scheme to be unknown.
        if self.is_connect()
            && self.0.url.as_ref().is_some_and(|url| url.scheme() == "https")
            && self.root_cause().is_some_and(|cause| cause.to_string().contains("scheme is not"))
        {
            return Some("there is no TLS: turn on the feature `rustls` or `native-tls`");
        }
        match (self.0.kind, self.0.status?.as_u16()) {
            (Kind::Status, 300..=399) => Some("redirects are not followed: check the base URL"),
            (Kind::Status, 401) => Some("check QSTASH_TOKEN: whole, and of this region"),
            (Kind::Status, 403) => Some("the token may be a read-only one"),
            (Kind::Status, 412) => {
                Some("the plan's quota is used up, and trying again does not help")
            }
            (Kind::Status, 429) => Some("send fewer requests, or later"),
            (Kind::Status, 500..=599) => Some("the service failed: try again later"),
            (Kind::Decode, _) if self.0.source.is_none() => {
                Some("ask for less, or allow more with .max_response_bytes(…)")
            }
            (Kind::Decode, _) => Some("it was most likely done: look before doing it again"),
            _ => None,
        }
    }
}

/// The `error` of the service's error body.
fn service_text(body: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Body {
        error: String,
    }
    serde_json::from_slice::<Body>(body).ok().map(|body| body.error)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = &self.0.operation {
            write!(f, "{operation}")?;
            if let Some(url) = &self.0.url {
                write!(f, " at {}", WithoutSecrets(url))?;
            }
            f.write_str(": ")?;
        }
        match (self.0.kind, self.0.status) {
            (Kind::Transport, Some(status)) => write!(f, "the answer {status} broke off")?,
            (Kind::Transport, None) => f.write_str(match self {
                e if e.is_connect() && e.is_timeout() => "no connection in time, nothing was sent",
                e if e.is_connect() => "no connection, nothing was sent",
                e if e.is_timeout() => "no answer in time, it may have been done",
                _ => "no answer, it may have been done",
            })?,
            (Kind::Decode, Some(status)) => write!(f, "the answer {status} cannot be understood")?,
            (_, Some(status)) => write!(f, "{status}")?,
            (_, None) => {}
        }
        if let Some(message) = &self.0.message {
            let colon = if self.0.status.is_some() { ": " } else { "" };
            write!(f, "{colon}{}", OneLine(message))?;
        }
        if let Some(source) = self.root_cause() {
            write!(f, ": {}", OneLine(&source.to_string()))?;
        }
        if let Some(hint) = self.hint() {
            write!(f, " ({hint}")?;
            if let Some(wait) = self.0.retry_after {
                write!(f, "; the service asks for {} s", wait.as_secs())?;
            }
            f.write_str(")")?;
        }
        if let Some(note) = &self.0.note {
            write!(f, "; {note}")?;
        }
        Ok(())
    }
}

impl Error {
    /// The innermost source, which says what happened where the outer ones say where.
    fn root_cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let mut cause = std::error::Error::source(self)?;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        Some(cause)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("status", &self.0.status)
            .field("message", &self.0.message)
            .field("body_bytes", &self.0.body.as_ref().map(Bytes::len))
            .field("display", &format_args!("{self}"))
            .finish_non_exhaustive()
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

/// What the generated `send` returns, for every operation.
impl From<progenitor_client::Error<()>> for Error {
    fn from(error: progenitor_client::Error<()>) -> Self {
        use progenitor_client::Error as E;
        match error {
            E::InvalidRequest(text) => {
                // The guards write the operation in front.
                let mut new = Self::new(Kind::InvalidRequest, None);
                let (operation, why) = text.split_once(": ").unwrap_or(("", &text));
                new.0.operation = (!operation.is_empty()).then(|| operation.to_owned().into());
                new.0.message = Some(why.to_owned());
                new
            }
            E::Custom(text) => Self::new(Kind::InvalidRequest, Some(text)),
            E::UnexpectedResponse(response) => Self::answer(response),
            E::ErrorResponse(value) => {
                let mut new = Self::new(Kind::Status, None);
                new.0.status = Some(value.status());
                new.0.headers = Some(value.headers().clone());
                new
            }
            E::CommunicationError(error)
            | E::InvalidUpgrade(error)
            | E::ResponseBodyError(error) => Self::transport(error),
            E::InvalidResponsePayload(body, error) => {
                let mut new = Self::new(Kind::Decode, None);
                new.0.body = Some(body);
                new.0.source = Some(Source::Decode(Arc::new(error)));
                new
            }
        }
    }
}

/// An URL without the parts that may hold a token.
struct WithoutSecrets<'a>(&'a Url);

impl fmt::Display for WithoutSecrets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.0.origin().ascii_serialization();
        write!(f, "{origin}{}", self.0.path())
    }
}

/// A foreign text as part of one line, and not too much of it.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 300;
        for c in self.0.trim().chars().take(MOST) {
            write!(f, "{}", if c.is_control() { ' ' } else { c })?;
        }
        if self.0.trim().chars().nth(MOST).is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}
