//! A request that the service sent.

use std::fmt;

use http::{HeaderMap, HeaderValue};

use super::jwt::object;
use crate::transport::decode::locate;
use crate::{Error, types};

pub(super) const REGION: &str = "upstash-region";

/// A verified request of the service.
///
/// The signature covers the URL and the body. It does not cover the headers, so decide by the
/// body where it matters: recognize a callback that arrives twice by the run id of
/// [`failure_callback`](Self::failure_callback).
#[derive(Clone)]
pub struct Delivery {
    message_id: Option<String>,
    workflow_run_id: Option<String>,
    retried: Option<u32>,
    is_failure_callback: bool,
    region: Option<String>,
    body: Vec<u8>,
}

impl Delivery {
    pub(super) fn new(headers: &HeaderMap, body: &[u8]) -> Self {
        let first = |name| first_text(headers, name);
        let is_on = |name| first(name).is_some_and(|value| value.eq_ignore_ascii_case("true"));
        Self {
            message_id: first("upstash-message-id").map(str::to_owned),
            workflow_run_id: first("upstash-workflow-runid").map(str::to_owned),
            retried: first("upstash-retried").and_then(|value| value.parse().ok()),
            is_failure_callback: is_on("upstash-workflow-is-failure")
                || is_on("upstash-workflow-failure-callback"),
            region: first(REGION).map(str::to_owned),
            body: body.to_vec(),
        }
    }

    /// Returns the id of the message that this is a delivery of (`Upstash-Message-Id`).
    pub fn message_id(&self) -> Option<&str> {
        self.message_id.as_deref()
    }

    /// Returns the id of the run (`Upstash-Workflow-RunId`).
    pub fn workflow_run_id(&self) -> Option<&str> {
        self.workflow_run_id.as_deref()
    }

    /// Returns how many times this message was sent before (`Upstash-Retried`).
    pub fn retried(&self) -> Option<u32> {
        self.retried
    }

    /// Returns whether this is a failure callback (`Upstash-Workflow-Is-Failure` or
    /// `Upstash-Workflow-Failure-Callback`), and not a step of a workflow at the same URL.
    pub fn is_failure_callback(&self) -> bool {
        self.is_failure_callback
    }

    /// Returns the region that sent this (`Upstash-Region`), as the service writes it.
    pub fn region(&self) -> Option<&str> {
        self.region.as_deref()
    }

    /// Returns the body as it came.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Decodes the body of a failure callback.
    ///
    /// # Errors
    /// [`Error::is_decode`] if the body is something else. Respond with a status outside of 2xx,
    /// such as 400, if the callback is to stay failed and visible in the DLQ.
    pub fn failure_callback(&self) -> Result<types::FailureCallback, Error> {
        object(&self.body).map_err(|error| {
            let error = locate(&self.body, &self.body, error);
            Error::decode("could not decode the failure callback").with_source(error)
        })
    }
}

/// Shows neither the body nor the forwarded headers: they are the workflow's.
impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("message_id", &self.message_id)
            .field("workflow_run_id", &self.workflow_run_id)
            .field("retried", &self.retried)
            .field("is_failure_callback", &self.is_failure_callback)
            .field("region", &self.region)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// A header's first value, if it is there and text.
pub(super) fn first_text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(text).filter(|value| !value.is_empty())
}

/// A header's value, if it is text.
pub(super) fn text(value: &HeaderValue) -> Option<&str> {
    value.to_str().ok().map(str::trim)
}
