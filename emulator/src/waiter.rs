//! A step that waits for an event: what a user puts in, and what the API writes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};

use crate::delivery::Call;
use crate::headers::{self, Headers};

/// A step that waits for an event, to put in with [`Emulator::seed_waiter`](crate::Emulator::seed_waiter).
///
/// On the service a workflow makes waiters through the step protocol, which this emulator does not speak. So they are
/// put in from outside, for a run that may or may not be one of the logs.
///
/// ```
/// use upstash_workflow_emulator::Waiter;
///
/// let waiter = Waiter::new("order-paid", "wfr_1", "http://127.0.0.1:9000/api/workflow")
///     .header("X-Step", "3")
///     .timeout("http://127.0.0.1:9000/api/workflow", "too late");
/// # let _ = waiter;
/// ```
#[derive(Debug, Clone)]
pub struct Waiter {
    pub(crate) event_id: Box<str>,
    pub(crate) run_id: Box<str>,
    url: Box<str>,
    headers: Headers,
    /// Unix seconds.
    pub(crate) deadline: Option<u64>,
    timeout_url: Option<Box<str>>,
    timeout_headers: Headers,
    timeout_body: Bytes,
}

impl Waiter {
    /// A step of this run that waits for this event. The event's body is sent to the URL with a `POST`.
    pub fn new(
        event_id: impl Into<String>,
        run_id: impl Into<String>,
        url: impl Into<String>,
    ) -> Self {
        let run_id = run_id.into();
        let mut headers = Headers::new();
        headers::add(&mut headers, "Upstash-Workflow-Runid", &run_id);
        Self {
            event_id: event_id.into().into(),
            run_id: run_id.into(),
            url: url.into().into(),
            timeout_headers: headers.clone(),
            headers,
            deadline: None,
            timeout_url: None,
            timeout_body: Bytes::new(),
        }
    }

    /// Adds a header to both calls, beside `Upstash-Workflow-Runid`.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        headers::add(&mut self.headers, name.as_ref(), value.as_ref());
        headers::add(&mut self.timeout_headers, name.as_ref(), value.as_ref());
        self
    }

    /// When the wait gives up, in unix seconds; a week from being put in by default. The time factor makes the way
    /// there shorter.
    #[must_use]
    pub fn deadline(mut self, unix_seconds: u64) -> Self {
        self.deadline = Some(unix_seconds);
        self
    }

    /// Who is called with which body when the wait gives up; nobody by default.
    #[must_use]
    pub fn timeout(mut self, url: impl Into<String>, body: impl Into<Bytes>) -> Self {
        self.timeout_url = Some(url.into().into());
        self.timeout_body = body.into();
        self
    }

    pub(crate) fn view(&self) -> Value {
        let mut view = json!({ "url": self.url, "headers": self.headers });
        if let Some(deadline) = self.deadline {
            view["deadline"] = deadline.into();
        }
        if let Some(url) = &self.timeout_url {
            view["timeoutUrl"] = json!(url);
            view["timeoutHeaders"] = json!(self.timeout_headers);
            view["timeoutBody"] = STANDARD.encode(&self.timeout_body).into();
        }
        view
    }

    /// The call that hands over an event.
    pub(crate) fn event_call(&self, event: &Event) -> Call {
        let mut headers = headers::to_request(&self.headers);
        if let Some(content_type) = &event.content_type {
            headers::set(&mut headers, "content-type", content_type);
        }
        Call { method: Method::POST, url: self.url.to_string(), headers, body: event.body.clone() }
    }

    /// The call that says that the time is over.
    pub(crate) fn timeout_call(&self) -> Option<Call> {
        Some(Call {
            method: Method::POST,
            url: self.timeout_url.as_ref()?.to_string(),
            headers: headers::to_request(&self.timeout_headers),
            body: self.timeout_body.clone(),
        })
    }
}

/// What a notification brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) body: Bytes,
    pub(crate) content_type: Option<String>,
}
