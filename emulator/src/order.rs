//! What somebody asked to be run: all that a run needs to start, and to start again.

use bytes::Bytes;

use crate::backoff::RetryDelay;
use crate::headers::Headers;
use crate::redact::Redact;

/// How many retries there are when a request does not say.
pub(crate) const DEFAULT_RETRIES: u32 = 3;

/// The request behind a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Order {
    pub(crate) workflow_url: Box<str>,
    pub(crate) method: Box<str>,
    /// What goes to the workflow: its content type and the forwarded headers.
    pub(crate) header: Headers,
    pub(crate) body: Bytes,
    pub(crate) max_retries: u32,
    /// `None`: the service's own backoff.
    pub(crate) retry_delay: Option<RetryDelay>,
    pub(crate) labels: Vec<Box<str>>,
    pub(crate) flow: Option<FlowControl>,
    pub(crate) caller_ip: Option<Box<str>>,
    pub(crate) failure_callback: Option<FailureCallback>,
    pub(crate) redact: Redact,
}

impl Order {
    /// An order with nothing but where it goes.
    pub(crate) fn to(workflow_url: &str) -> Self {
        Self {
            workflow_url: workflow_url.into(),
            method: "POST".into(),
            header: Headers::new(),
            body: Bytes::new(),
            max_retries: DEFAULT_RETRIES,
            retry_delay: None,
            labels: Vec::new(),
            flow: None,
            caller_ip: None,
            failure_callback: None,
            redact: Redact::default(),
        }
    }

    pub(crate) fn flow_control_key(&self) -> Option<&str> {
        self.flow.as_ref().map(|flow| &*flow.key)
    }
}

/// Who is called when the run has failed, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FailureCallback {
    pub(crate) url: Box<str>,
    /// Forwarded headers.
    pub(crate) header: Headers,
    pub(crate) max_retries: u32,
    pub(crate) retry_delay: Option<RetryDelay>,
    pub(crate) flow: Option<FlowControl>,
}

/// The key whose limits deliveries keep, and the limits that come along.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FlowControl {
    pub(crate) key: Box<str>,
    /// `None`: those of the key stay as they are.
    pub(crate) limits: Option<Limits>,
}

/// What is missing is not limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Limits {
    pub(crate) parallelism: Option<u32>,
    pub(crate) rate: Option<Rate>,
}

/// So many deliveries in each period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Rate {
    pub(crate) max: u32,
    pub(crate) period_seconds: u32,
}
