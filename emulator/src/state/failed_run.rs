//! The builder of a failed run to seed.

use std::sync::Arc;

use bytes::Bytes;

use crate::state::callback::{CallbackState, LastResponse};
use crate::state::entry::{Entry, Failure, Record};
use crate::state::headers::Headers;
use crate::state::run_spec::{FailureCallback, FlowControl, RunSpec};

/// A failed run to put into the DLQ with [`Emulator::seed`](crate::Emulator::seed).
///
/// The defaults are those of a run that failed with a 500 response of the workflow's endpoint after three retries:
/// `POST`, `Content-Type: application/json`, an empty body.
///
/// ```
/// use upstash_workflow_emulator::{CallbackState, FailedRun};
///
/// let run = FailedRun::new("https://app.example.com/api/workflow")
///     .label("orders")
///     .response(503, "try later")
///     .failure_callback("http://127.0.0.1:9000/failed", CallbackState::Fail);
/// # let _ = run;
/// ```
///
/// A clone shares its data, so clone one for a million equal runs.
#[derive(Debug, Clone)]
pub struct FailedRun {
    failure: Arc<Failure>,
    run_id: Option<Box<str>>,
    created_at: Option<u64>,
    workflow_created_at: Option<u64>,
    state: Option<CallbackState>,
    last_response: Option<Box<LastResponse>>,
}

impl FailedRun {
    /// Creates a failed run of the workflow at this URL.
    pub fn new(workflow_url: impl Into<String>) -> Self {
        let spec = RunSpec {
            header: Headers::from([("Content-Type".into(), vec!["application/json".into()])]),
            ..RunSpec::to(&workflow_url.into())
        };
        let failure = Arc::new(Failure {
            spec: Arc::new(spec),
            response_status: Some(500),
            response_header: Headers::from([(
                "Content-Type".into(),
                vec!["text/plain; charset=utf-8".into()],
            )]),
            response_body: Bytes::new(),
        });
        Self {
            failure,
            run_id: None,
            created_at: None,
            workflow_created_at: None,
            state: None,
            last_response: None,
        }
    }

    fn failure(&mut self) -> &mut Failure {
        Arc::make_mut(&mut self.failure)
    }

    fn spec(&mut self) -> &mut RunSpec {
        Arc::make_mut(&mut self.failure().spec)
    }

    /// Sets the run id; the default is a generated one that starts with `wfr_`.
    #[must_use]
    pub fn run_id(mut self, run_id: impl Into<String>) -> Self {
        self.run_id = Some(run_id.into().into());
        self
    }

    /// Adds a label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.spec().labels.push(label.into().into());
        self
    }

    /// Sets the flow-control key; none by default.
    #[must_use]
    pub fn flow_control_key(mut self, key: impl Into<String>) -> Self {
        self.spec().flow = Some(FlowControl { key: key.into().into(), limits: None });
        self
    }

    /// Sets the IP address of the caller who started the run; none by default.
    #[must_use]
    pub fn caller_ip(mut self, ip: impl Into<String>) -> Self {
        self.spec().caller_ip = Some(ip.into().into());
        self
    }

    /// Sets when the failed message was created, in unix milliseconds: the filters `fromDate` and `toDate` compare it.
    /// The default is the time of seeding.
    #[must_use]
    pub fn created_at(mut self, unix_ms: u64) -> Self {
        self.created_at = Some(unix_ms);
        self
    }

    /// Sets when the run was created, in unix milliseconds; the default is [`created_at`](Self::created_at).
    #[must_use]
    pub fn workflow_created_at(mut self, unix_ms: u64) -> Self {
        self.workflow_created_at = Some(unix_ms);
        self
    }

    /// Adds a header to the request that failed, beside `Content-Type: application/json`.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.spec().header.entry(name.into().into()).or_default().push(value.into().into());
        self
    }

    /// Sets the body of the request that failed; empty by default.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.spec().body = body.into();
        self
    }

    /// Sets how often the failed request was retried; 3 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.spec().max_retries = retries;
        self
    }

    /// Sets the status and body of the endpoint's response; 500 and an empty body by default.
    #[must_use]
    pub fn response(mut self, status: u16, body: impl Into<Bytes>) -> Self {
        self.failure().response_status = Some(status);
        self.failure().response_body = body.into();
        self
    }

    /// Adds a header to that response, beside `Content-Type: text/plain; charset=utf-8`.
    #[must_use]
    pub fn response_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.failure()
            .response_header
            .entry(name.into().into())
            .or_default()
            .push(value.into().into());
        self
    }

    /// Sets the URL and the state of the failure callback; none by default. A retry sends a request to this URL.
    #[must_use]
    pub fn failure_callback(mut self, url: impl Into<String>, state: CallbackState) -> Self {
        self.spec().failure_callback = Some(FailureCallback {
            url: url.into().into(),
            header: Headers::new(),
            max_retries: 0,
            retry_delay: None,
            flow: None,
        });
        self.state = Some(state);
        self
    }

    /// Sets the last response of the failure callback's receiver; none by default.
    #[must_use]
    pub fn failure_callback_response(mut self, status: u16, body: impl Into<String>) -> Self {
        let last_response = LastResponse {
            status: Some(status),
            body: body.into().into(),
            headers: Headers::new(),
        };
        self.last_response = Some(Box::new(last_response));
        self
    }

    pub(crate) fn flow(&self) -> Option<&FlowControl> {
        self.failure.spec.flow.as_ref()
    }

    /// Converts it into an entry that arrives now; `share` returns the stored copy of an equal failure.
    pub(crate) fn into_entry(
        self,
        now_ms: u64,
        share: impl FnOnce(Arc<Failure>) -> Arc<Failure>,
    ) -> Entry {
        let created_at = self.created_at.unwrap_or(now_ms);
        Entry {
            failure: share(self.failure),
            run_id: self.run_id,
            created_at,
            workflow_created_at: self.workflow_created_at.unwrap_or(created_at),
            state: self.state,
            record: self.last_response.map(|last_response| {
                Box::new(Record { last_response: Some(*last_response), ..Record::default() })
            }),
        }
    }
}
