//! The dead letter queue.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::state::backoff;
use crate::state::callback::{CallbackState, Refused};
use crate::state::clock::Clock;
use crate::state::dlq_filter::DlqFilter;
use crate::state::dlq_id::DlqId;
use crate::state::entry::{Entry, Failure, Record, RunDetails};
use crate::state::failed_attempts::{FailedAttempt, FailedAttempts};
use crate::state::failed_run::FailedRun;
use crate::state::log_cursor::LogCursor;
use crate::state::page::{Page, Paging};
use crate::state::response::Response;
use crate::state::run::{Run, RunNo};
use crate::state::seeded_runs::{Seeded, SeededRun};

/// With a 2xx response, it says that the workflow has no failure function.
const NO_FAILURE_FUNCTION: &str = "Upstash-Workflow-Failure-Callback-Notfound";

/// The failed runs, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Dlq {
    entries: BTreeMap<DlqId, Entry>,
    failures: HashSet<Arc<Failure>>,
    seeded: Seeded,
    last: Option<DlqId>,
}

impl Dlq {
    /// Adds a seeded run. In the logs it follows `latest_run`.
    pub(crate) fn insert(&mut self, run: FailedRun, now_ms: u64, latest_run: RunNo) -> DlqId {
        let id = DlqId::next(self.last, now_ms);
        self.seeded.insert(id, self.last, latest_run);
        let failures = &mut self.failures;
        let entry = run.into_entry(now_ms, |failure| share(failures, failure));
        self.entries.insert(id, entry);
        self.last = Some(id);
        id
    }

    /// Adds a run that failed with this response. Its failure callback, if it has one, is in progress.
    pub(crate) fn insert_run(&mut self, run: &Run, response: Response, now_ms: u64) -> DlqId {
        let id = DlqId::next(self.last, now_ms);
        let failure = Failure {
            spec: Arc::clone(&run.spec),
            response_status: response.status,
            response_header: response.headers,
            response_body: response.body,
        };
        let run_details = RunDetails {
            message_id: run.message_id().into(),
            retried: run.retried(),
            not_before: run.not_before,
            received_at: run.received_at,
        };
        let entry = Entry {
            failure: share(&mut self.failures, Arc::new(failure)),
            run_id: Some((*run.id).into()),
            created_at: run.created_at,
            workflow_created_at: run.created_at,
            state: run.spec.failure_callback.is_some().then_some(CallbackState::InProgress),
            record: Some(Box::new(Record {
                run: Some(run_details),
                cancellation: Some(CancellationToken::new()),
                ..Record::default()
            })),
        };
        self.entries.insert(id, entry);
        self.last = Some(id);
        id
    }

    pub(crate) fn get(&self, id: DlqId) -> Option<&Entry> {
        self.entries.get(&id)
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the newest entries, newest first.
    pub(crate) fn latest(&self, count: usize) -> impl Iterator<Item = (DlqId, &Entry)> {
        self.entries.iter().rev().take(count).map(|(id, entry)| (*id, entry))
    }

    /// Returns the entries after a cursor that match, oldest first. The entry of the cursor may be gone. The scan stops
    /// as soon as it is known whether more entries match.
    pub(crate) fn page(
        &self,
        filter: &DlqFilter,
        paging: Paging<DlqId>,
    ) -> Page<(DlqId, &Entry), DlqId> {
        let start = paging.after.map_or(Unbounded, Excluded);
        let entries = self.entries.range((start, Unbounded)).map(|(id, entry)| (*id, entry));
        let matches = |(id, entry): &(DlqId, &Entry)| filter.matches(*id, entry);
        Page::cut(entries, paging.count, matches, |(id, _)| *id)
    }

    /// Returns the seeded runs before a cursor of the logs, newest first, whether or not their entries still exist.
    pub(crate) fn seeded_before(
        &self,
        cursor: Option<LogCursor>,
    ) -> impl Iterator<Item = SeededRun<'_>> {
        self.seeded.before(&self.entries, cursor)
    }

    /// Returns how many runs were seeded, whether or not their entries still exist.
    pub(crate) fn seeded_count(&self) -> usize {
        self.seeded.len()
    }

    /// Returns whether a seeded run has this id. It scans all of them: an index would cost more memory than it is worth.
    pub(crate) fn has_seeded_run(&self, run_id: &str) -> bool {
        self.seeded.has_run(&self.entries, run_id)
    }

    /// Returns whether there was such an entry.
    pub(crate) fn remove(&mut self, id: DlqId) -> bool {
        self.take(id).is_some()
    }

    pub(crate) fn take(&mut self, id: DlqId) -> Option<Entry> {
        let entry = self.entries.remove(&id)?;
        entry.cancel_delivery();
        if entry.run_details().is_none() {
            self.seeded.keep(id, &entry);
        }
        // Two owners are left: this entry and the set.
        if Arc::strong_count(&entry.failure) == 2 {
            self.failures.remove(&entry.failure);
        }
        Some(entry)
    }

    /// Removes a page of the entries that match, and returns their ids.
    pub(crate) fn remove_matching(
        &mut self,
        filter: &DlqFilter,
        paging: Paging<DlqId>,
    ) -> Page<DlqId, DlqId> {
        let found = self.page(filter, paging);
        let (next, scanned) = (found.next, found.scanned);
        let items: Vec<DlqId> = found.items.into_iter().map(|(id, _)| id).collect();
        for id in &items {
            self.remove(*id);
        }
        Page { items, next, scanned }
    }

    /// Starts a failed callback again, and returns the entry.
    pub(crate) fn retry_callback(&mut self, id: DlqId) -> Result<&Entry, Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = Some(entry.state.ok_or(Refused::NotConfigured)?.retry()?);
        let record = entry.record_mut();
        record.failed = FailedAttempts::default();
        record.cancellation = Some(CancellationToken::new());
        Ok(entry)
    }

    pub(crate) fn cancel_callback(&mut self, id: DlqId) -> Result<(), Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = Some(entry.state.ok_or(Refused::NotConfigured)?.cancel()?);
        entry.cancel_delivery();
        if let Some(record) = &mut entry.record {
            record.next_delivery = None;
        }
        Ok(())
    }

    /// Returns the token that is canceled when the callback in progress must not be delivered any more.
    pub(crate) fn cancellation(&self, id: DlqId) -> Option<CancellationToken> {
        self.in_progress(id)?.record.as_ref()?.cancellation.clone()
    }

    /// Returns the entry if its failure callback is in progress.
    pub(crate) fn in_progress(&self, id: DlqId) -> Option<&Entry> {
        let entry = self.entries.get(&id)?;
        (entry.state == Some(CallbackState::InProgress)).then_some(entry)
    }

    /// Records the response to an attempt, and returns the time of the next attempt in unix milliseconds, if one is due.
    /// Does nothing if the callback was canceled or the entry deleted in the meantime.
    pub(crate) fn settle_callback(
        &mut self,
        id: DlqId,
        response: Response,
        now_ms: u64,
        clock: Clock,
    ) -> Option<u64> {
        let entry = self.entries.get_mut(&id)?;
        let settled = entry.state?.settle(response.succeeded())?;
        let spec = Arc::clone(&entry.failure.spec);
        let callback = spec.failure_callback.as_ref()?;
        let record = entry.record_mut();
        let retried = record.failed.count();
        record.last_response = Some((&response).into());
        record.next_delivery = None;
        let has_function = !(response.succeeded() && response.says_true(NO_FAILURE_FUNCTION));
        if !response.succeeded() {
            let wait = backoff::wait_ms(&response, callback.retry_delay.as_ref(), retried, now_ms);
            record.failed.push(FailedAttempt::new(response, now_ms));
            if retried < callback.max_retries {
                record.next_delivery = Some(clock.after(wait));
                return record.next_delivery;
            }
        }
        record.cancellation = None;
        entry.state = has_function.then_some(settled);
        None
    }
}

fn share(failures: &mut HashSet<Arc<Failure>>, failure: Arc<Failure>) -> Arc<Failure> {
    if let Some(known) = failures.get(&failure) {
        return Arc::clone(known);
    }
    // Copy: an original that the user keeps would count as an entry that shares it.
    let failure = Arc::new(Arc::unwrap_or_clone(failure));
    failures.insert(Arc::clone(&failure));
    failure
}

#[cfg(test)]
#[path = "dlq_tests.rs"]
mod tests;
