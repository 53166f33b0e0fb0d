//! A step that waits for an event.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::state::headers::{self, Headers};

/// A step that waits for an event, to add with [`Emulator::seed_waiter`](crate::Emulator::seed_waiter).
///
/// At the service, a workflow adds waiters through the step protocol, which this emulator does not support. Here a test
/// adds them, for a run that need not exist.
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
    pub(crate) url: Box<str>,
    pub(crate) headers: Headers,
    /// Unix seconds.
    pub(crate) deadline: Option<u64>,
    pub(crate) timeout_url: Option<Box<str>>,
    pub(crate) timeout_headers: Headers,
    pub(crate) timeout_body: Bytes,
}

impl Waiter {
    /// Creates a step of a run that waits for an event. The body of the event is sent to the URL with a `POST`.
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

    /// Adds a header to both requests, beside `Upstash-Workflow-Runid`.
    #[must_use]
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        headers::add(&mut self.headers, name.as_ref(), value.as_ref());
        headers::add(&mut self.timeout_headers, name.as_ref(), value.as_ref());
        self
    }

    /// Sets when the wait times out, in unix seconds; a week from now by default. The time factor shortens the wait.
    #[must_use]
    pub fn deadline(mut self, unix_seconds: u64) -> Self {
        self.deadline = Some(unix_seconds);
        self
    }

    /// Sets the request to send when the wait times out; none by default.
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
}

/// The content of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) body: Bytes,
    pub(crate) content_type: Option<String>,
}
