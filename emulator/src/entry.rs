//! What the DLQ remembers of one failed run, split so that a million of them fit into memory.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::callback::{CallbackState, Delivery};
use crate::dlq_id::DlqId;
use crate::failed_attempts::FailedAttempts;
use crate::headers::Headers;
use crate::order::Order;

/// What entries of one kind have in common: the DLQ keeps equal shapes once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Shape {
    pub(crate) order: Arc<Order>,
    /// Absent when no answer came: then the body says why.
    pub(crate) response_status: Option<u16>,
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
    /// How the failure callback stands; `None` when there is none.
    pub(crate) state: Option<CallbackState>,
    /// What is not so for most entries that are seeded.
    pub(crate) record: Option<Box<Record>>,
}

/// What an entry remembers of its run, and of the deliveries of its failure callback.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// What there is of a run that ran here.
    pub(crate) run: Option<OfRun>,
    /// What came back last.
    pub(crate) delivery: Option<Delivery>,
    /// The attempts that failed since the callback was last begun.
    pub(crate) failed: FailedAttempts,
    /// Unix milliseconds.
    pub(crate) next_delivery: Option<u64>,
    /// Tells whoever delivers the callback that it is no longer to be delivered. There while it is in progress.
    pub(crate) called_off: Option<CancellationToken>,
}

/// What only a run that ran here knows.
#[derive(Debug, Clone)]
pub(crate) struct OfRun {
    pub(crate) message_id: Box<str>,
    /// The retries that were made.
    pub(crate) retried: u32,
    /// Unix milliseconds.
    pub(crate) not_before: u64,
    /// When the payload first came in, in unix milliseconds.
    pub(crate) received_at: u64,
}

impl Entry {
    pub(crate) fn run_id(&self, id: DlqId) -> Cow<'_, str> {
        match &self.run_id {
            Some(given) => Cow::Borrowed(given),
            None => Cow::Owned(id.run_id()),
        }
    }

    pub(crate) fn message_id(&self, id: DlqId) -> Cow<'_, str> {
        match self.of_run() {
            Some(run) => Cow::Borrowed(&run.message_id),
            None => Cow::Owned(id.message_id()),
        }
    }

    pub(crate) fn of_run(&self) -> Option<&OfRun> {
        self.record.as_ref()?.run.as_ref()
    }

    /// The retries that were made before the run failed.
    pub(crate) fn retried(&self) -> u32 {
        self.of_run().map_or(self.shape.order.max_retries, |run| run.retried)
    }

    /// Unix milliseconds.
    pub(crate) fn not_before(&self) -> u64 {
        self.of_run().map_or(self.created_at, |run| run.not_before)
    }

    pub(crate) fn delivery(&self) -> Option<&Delivery> {
        self.record.as_ref()?.delivery.as_ref()
    }

    pub(crate) fn record_mut(&mut self) -> &mut Record {
        self.record.get_or_insert_default()
    }

    /// Nobody is to deliver the callback any more: not who waits in line for it, nor who waits for its next attempt.
    pub(crate) fn call_off(&self) {
        if let Some(called_off) = self.record.as_ref().and_then(|record| record.called_off.as_ref())
        {
            called_off.cancel();
        }
    }
}
