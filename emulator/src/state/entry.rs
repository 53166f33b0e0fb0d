//! A DLQ entry, split so that a million of them fit into memory.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::state::callback::{CallbackState, LastResponse};
use crate::state::dlq_id::DlqId;
use crate::state::failed_attempts::FailedAttempts;
use crate::state::headers::Headers;
use crate::state::run_spec::RunSpec;

/// What failed: the request and its response. The DLQ stores equal failures once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Failure {
    pub(crate) spec: Arc<RunSpec>,
    /// `None` if there was no response: then the body has the error.
    pub(crate) response_status: Option<u16>,
    pub(crate) response_header: Headers,
    pub(crate) response_body: Bytes,
}

/// One failed run.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) failure: Arc<Failure>,
    /// `None`: derived from the DLQ id.
    pub(crate) run_id: Option<Box<str>>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// Unix milliseconds.
    pub(crate) workflow_created_at: u64,
    /// The state of the failure callback; `None` if there is none.
    pub(crate) state: Option<CallbackState>,
    /// `None` for most seeded entries.
    pub(crate) record: Option<Box<Record>>,
}

/// The details of the run and of the attempts of its failure callback.
#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    /// `None` for a seeded run.
    pub(crate) run: Option<RunDetails>,
    pub(crate) last_response: Option<LastResponse>,
    /// The failed attempts since the callback was last started.
    pub(crate) failed: FailedAttempts,
    /// Unix milliseconds.
    pub(crate) next_delivery: Option<u64>,
    /// Set while the callback is in progress; canceled when it must not be delivered any more.
    pub(crate) cancellation: Option<CancellationToken>,
}

/// The details of a run that ran here.
#[derive(Debug, Clone)]
pub(crate) struct RunDetails {
    pub(crate) message_id: Box<str>,
    /// The number of retries made.
    pub(crate) retried: u32,
    /// Unix milliseconds.
    pub(crate) not_before: u64,
    /// When the payload first arrived, in unix milliseconds.
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
        match self.run_details() {
            Some(run) => Cow::Borrowed(&run.message_id),
            None => Cow::Owned(id.message_id()),
        }
    }

    pub(crate) fn run_details(&self) -> Option<&RunDetails> {
        self.record.as_ref()?.run.as_ref()
    }

    /// Returns the number of retries made before the run failed.
    pub(crate) fn retried(&self) -> u32 {
        self.run_details().map_or(self.failure.spec.max_retries, |run| run.retried)
    }

    /// Unix milliseconds.
    pub(crate) fn not_before(&self) -> u64 {
        self.run_details().map_or(self.created_at, |run| run.not_before)
    }

    pub(crate) fn last_response(&self) -> Option<&LastResponse> {
        self.record.as_ref()?.last_response.as_ref()
    }

    pub(crate) fn record_mut(&mut self) -> &mut Record {
        self.record.get_or_insert_default()
    }

    /// Cancels the delivery of the callback, be it queued or waiting for its next attempt.
    pub(crate) fn cancel_delivery(&self) {
        if let Some(cancellation) =
            self.record.as_ref().and_then(|record| record.cancellation.as_ref())
        {
            cancellation.cancel();
        }
    }
}
