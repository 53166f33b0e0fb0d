//! The specification of a run: all that it needs to start, and to start again.

use bytes::Bytes;

use crate::state::backoff::RetryDelay;
use crate::state::headers::Headers;
use crate::state::redact::Redact;

/// The default number of retries.
pub(crate) const DEFAULT_RETRIES: u32 = 3;

/// The specification of a run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RunSpec {
    pub(crate) workflow_url: Box<str>,
    pub(crate) method: Box<str>,
    /// The headers of the request to the workflow: its content type and the forwarded headers.
    pub(crate) header: Headers,
    pub(crate) body: Bytes,
    pub(crate) max_retries: u32,
    /// `None`: the default backoff.
    pub(crate) retry_delay: Option<RetryDelay>,
    pub(crate) labels: Vec<Box<str>>,
    pub(crate) flow: Option<FlowControl>,
    pub(crate) caller_ip: Option<Box<str>>,
    pub(crate) failure_callback: Option<FailureCallback>,
    pub(crate) redact: Redact,
}

impl RunSpec {
    /// Creates a specification with defaults for everything but the URL.
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

    /// Returns whether the run has one of these labels, or none is wanted.
    pub(crate) fn has_label_of(&self, wanted: &[String]) -> bool {
        wanted.is_empty()
            || self.labels.iter().any(|label| wanted.iter().any(|one| **one == **label))
    }

    pub(crate) fn flow_control_key(&self) -> Option<&str> {
        self.flow.as_ref().map(|flow| &*flow.key)
    }
}

/// The request to send when the run fails.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FailureCallback {
    pub(crate) url: Box<str>,
    /// Forwarded headers.
    pub(crate) header: Headers,
    pub(crate) max_retries: u32,
    pub(crate) retry_delay: Option<RetryDelay>,
    pub(crate) flow: Option<FlowControl>,
}

/// A flow-control key, and the limits that the run sets on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct FlowControl {
    pub(crate) key: Box<str>,
    /// `None`: leave the limits of the key unchanged.
    pub(crate) limits: Option<Limits>,
}

/// A missing part means no limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Limits {
    pub(crate) parallelism: Option<u32>,
    pub(crate) rate: Option<Rate>,
}

/// The number of deliveries per period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Rate {
    pub(crate) max: u32,
    pub(crate) period_seconds: u32,
}

/// The id and the schedule of a run to start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StartOptions {
    /// `None`: generate an id.
    pub(crate) run_id: Option<Box<str>>,
    pub(crate) delay_seconds: Option<u64>,
    /// Unix seconds. It takes precedence over the delay.
    pub(crate) not_before: Option<u64>,
}
