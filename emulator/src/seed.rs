//! What a user puts into the DLQ: a plain builder of one failed run.

use std::sync::Arc;

use bytes::Bytes;

use crate::callback::{CallbackState, Delivery};
use crate::entry::{Entry, Record, Shape};
use crate::headers::Headers;
use crate::order::{FailureCallback, FlowControl, Order};

/// A failed run to put into the DLQ with [`Emulator::seed`](crate::Emulator::seed).
///
/// What is not set is what a run has that failed at once: `POST`, an empty JSON body, three retries used up, and the
/// answer 500 of the workflow's endpoint.
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
/// A clone costs next to nothing, so a million equal runs are best cloned from one.
#[derive(Debug, Clone)]
pub struct FailedRun {
    shape: Arc<Shape>,
    run_id: Option<Box<str>>,
    created_at: Option<u64>,
    workflow_created_at: Option<u64>,
    state: Option<CallbackState>,
    delivery: Option<Box<Delivery>>,
}

impl FailedRun {
    /// A failed run of the workflow at this URL.
    pub fn new(workflow_url: impl Into<String>) -> Self {
        let order = Order {
            header: Headers::from([("Content-Type".into(), vec!["application/json".into()])]),
            ..Order::to(&workflow_url.into())
        };
        let shape = Arc::new(Shape {
            order: Arc::new(order),
            response_status: Some(500),
            response_header: Headers::from([(
                "Content-Type".into(),
                vec!["text/plain; charset=utf-8".into()],
            )]),
            response_body: Bytes::new(),
        });
        Self {
            shape,
            run_id: None,
            created_at: None,
            workflow_created_at: None,
            state: None,
            delivery: None,
        }
    }

    fn shape(&mut self) -> &mut Shape {
        Arc::make_mut(&mut self.shape)
    }

    fn order(&mut self) -> &mut Order {
        Arc::make_mut(&mut self.shape().order)
    }

    /// The run's id; without it one is made that starts with `wfr_`.
    #[must_use]
    pub fn run_id(mut self, run_id: impl Into<String>) -> Self {
        self.run_id = Some(run_id.into().into());
        self
    }

    /// Adds a label; call it again for several.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.order().labels.push(label.into().into());
        self
    }

    /// The flow-control key of the run; none by default.
    #[must_use]
    pub fn flow_control_key(mut self, key: impl Into<String>) -> Self {
        self.order().flow = Some(FlowControl { key: key.into().into(), limits: None });
        self
    }

    /// The address of who started the run, as text; none by default.
    #[must_use]
    pub fn caller_ip(mut self, ip: impl Into<String>) -> Self {
        self.order().caller_ip = Some(ip.into().into());
        self
    }

    /// When the failed message was made, in unix milliseconds: what the filters `fromDate` and `toDate` look at.
    /// By default the time of seeding.
    #[must_use]
    pub fn created_at(mut self, unix_ms: u64) -> Self {
        self.created_at = Some(unix_ms);
        self
    }

    /// When the run was made, in unix milliseconds; by default the same as [`created_at`](Self::created_at).
    #[must_use]
    pub fn workflow_created_at(mut self, unix_ms: u64) -> Self {
        self.workflow_created_at = Some(unix_ms);
        self
    }

    /// Adds a header to the request that failed, beside its `Content-Type: application/json`.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.order().header.entry(name.into().into()).or_default().push(value.into().into());
        self
    }

    /// The body of the request that failed; empty by default.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.order().body = body.into();
        self
    }

    /// How often the failed request was tried again; 3 by default.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.order().max_retries = retries;
        self
    }

    /// The status and body the workflow's endpoint answered with; 500 and nothing by default.
    #[must_use]
    pub fn response(mut self, status: u16, body: impl Into<Bytes>) -> Self {
        self.shape().response_status = Some(status);
        self.shape().response_body = body.into();
        self
    }

    /// Adds a header to that answer, beside its `Content-Type: text/plain; charset=utf-8`.
    #[must_use]
    pub fn response_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.shape()
            .response_header
            .entry(name.into().into())
            .or_default()
            .push(value.into().into());
        self
    }

    /// Where the failure callback goes and how it stands; none by default, and then there is nothing to retry.
    /// A retry really calls this URL.
    #[must_use]
    pub fn failure_callback(mut self, url: impl Into<String>, state: CallbackState) -> Self {
        self.order().failure_callback = Some(FailureCallback {
            url: url.into().into(),
            header: Headers::new(),
            max_retries: 0,
            retry_delay: None,
            flow: None,
        });
        self.state = Some(state);
        self
    }

    /// What the receiver of the failure callback answered last; nothing is remembered by default.
    #[must_use]
    pub fn failure_callback_response(mut self, status: u16, body: impl Into<String>) -> Self {
        let delivery =
            Delivery { status: Some(status), body: body.into().into(), headers: Headers::new() };
        self.delivery = Some(Box::new(delivery));
        self
    }

    pub(crate) fn flow(&self) -> Option<&FlowControl> {
        self.shape.order.flow.as_ref()
    }

    /// The entry as it comes in now; `share` gives the one copy of equal shapes.
    pub(crate) fn into_entry(
        self,
        now_ms: u64,
        share: impl FnOnce(Arc<Shape>) -> Arc<Shape>,
    ) -> Entry {
        let created_at = self.created_at.unwrap_or(now_ms);
        Entry {
            shape: share(self.shape),
            run_id: self.run_id,
            created_at,
            workflow_created_at: self.workflow_created_at.unwrap_or(created_at),
            state: self.state,
            record: self.delivery.map(|delivery| {
                Box::new(Record { delivery: Some(*delivery), ..Record::default() })
            }),
        }
    }
}
