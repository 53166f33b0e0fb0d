//! A response, decoded or not yet.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use super::limits::Limits;
use super::operation::Shape;
use crate::Token;

/// The body of a response with its status and headers.
///
/// It dereferences to the body.
///
/// ```no_run
/// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
/// let response = client.retry_failure_callback().dlq_id("1752829295505-0").send().await?;
/// println!("{} {:?}", response.status(), response.headers().get("date"));
/// println!("{}", response.workflow_run_id);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ResponseValue<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> ResponseValue<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self { value, status, headers }
    }

    /// Returns the body.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the number of bytes that the header `Content-Length` announces.
    pub fn content_length(&self) -> Option<u64> {
        self.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// Converts the body and keeps status and headers.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue { value: f(self.value), status: self.status, headers: self.headers }
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for ResponseValue<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> AsRef<T> for ResponseValue<T> {
    fn as_ref(&self) -> &T {
        &self.value
    }
}

/// Shows the body alone: headers may repeat what was sent.
impl<T: fmt::Debug> fmt::Debug for ResponseValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Which call a response or an error belongs to, and how often it was sent.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Call {
    /// What the caller called.
    pub(crate) name: &'static str,
    /// Whether it changes nothing at the service.
    pub(crate) reads: bool,
    /// The number of attempts; 0: none was made.
    pub(crate) attempts: u32,
    /// Whether an attempt before the last one may have reached the service.
    pub(crate) sent_before: bool,
}

/// The response to a call, read and not yet decoded.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) call: Call,
    pub(crate) received: Received,
    pub(crate) shape: Shape,
    pub(crate) limits: Limits,
    /// Not shown where the response repeats it.
    pub(crate) token: Token,
}

/// What came back for an attempt.
#[derive(Debug)]
pub(crate) struct Received {
    /// The response without its body.
    pub(crate) head: reqwest::Response,
    /// Of a success up to the limit and one byte more, of any other response up to
    /// [`KEPT_BODY`](super::read::KEPT_BODY).
    pub(crate) body: Bytes,
    /// Why the body is incomplete.
    pub(crate) broken: Option<reqwest::Error>,
    /// Whether the status is a success of the operation.
    pub(crate) success: bool,
}
