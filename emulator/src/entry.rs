//! What the DLQ remembers of one failed run, split so that a million of them fit into memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;

use crate::callback::{CallbackState, Delivery};
use crate::dlq_id::DlqId;

/// Header names to the values of each, as the API writes them.
pub(crate) type Headers = BTreeMap<Box<str>, Vec<Box<str>>>;

/// What entries of one kind have in common: the DLQ keeps equal shapes once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    pub(crate) workflow_url: Box<str>,
    pub(crate) method: Box<str>,
    pub(crate) header: Headers,
    pub(crate) body: Bytes,
    pub(crate) max_retries: u32,
    pub(crate) labels: Vec<Box<str>>,
    pub(crate) flow_control_key: Option<Box<str>>,
    pub(crate) caller_ip: Option<Box<str>>,
    pub(crate) failure_callback: Option<Box<str>>,
    pub(crate) response_status: u16,
    pub(crate) response_header: Headers,
    pub(crate) response_body: Bytes,
}

/// One failed run.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) shape: Arc<Shape>,
    /// `None`: the one derived from the DLQ id.
    pub(crate) run_id: Option<Box<str>>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// Unix milliseconds.
    pub(crate) workflow_created_at: u64,
    /// Means something only when the shape has a failure callback: ask [`Entry::callback_state`].
    pub(crate) state: CallbackState,
    pub(crate) delivery: Option<Box<Delivery>>,
}

impl Entry {
    /// `None` when the run has no failure callback.
    pub(crate) fn callback_state(&self) -> Option<CallbackState> {
        self.shape.failure_callback.is_some().then_some(self.state)
    }

    pub(crate) fn run_id(&self, id: DlqId) -> Cow<'_, str> {
        match &self.run_id {
            Some(given) => Cow::Borrowed(given),
            None => Cow::Owned(id.run_id()),
        }
    }
}
