//! The dead letter queue: state and rules, without IO.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::answer::Answer;
use crate::backoff;
use crate::callback::{CallbackState, Refused};
use crate::clock::Clock;
use crate::dlq_id::DlqId;
use crate::entry::{Entry, OfRun, Record, Shape};
use crate::failed_attempts::{FailedAttempt, FailedAttempts};
use crate::filter::Filter;
use crate::logs::Place;
use crate::page::Page;
use crate::paging::Paging;
use crate::run::{Run, RunNo};
use crate::seed::FailedRun;
use crate::seeded::{Seeded, SeededRun};

/// The header by which the official server says that a workflow has no failure function.
const NO_FAILURE_FUNCTION: &str = "Upstash-Workflow-Failure-Callback-Notfound";

/// The failed runs, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Dlq {
    entries: BTreeMap<DlqId, Entry>,
    shapes: HashSet<Arc<Shape>>,
    seeded: Seeded,
    last: Option<DlqId>,
}

impl Dlq {
    /// Takes in a run that did not run here; the run that did and was made last says where in the logs it belongs.
    pub(crate) fn insert(&mut self, run: FailedRun, now_ms: u64, latest_run: RunNo) -> DlqId {
        let id = DlqId::next(self.last, now_ms);
        self.seeded.insert(id, self.last, latest_run);
        let shapes = &mut self.shapes;
        let entry = run.into_entry(now_ms, |shape| share(shapes, shape));
        self.entries.insert(id, entry);
        self.last = Some(id);
        id
    }

    /// Takes in a run that failed with this answer. Its failure callback, if it has one, is in progress.
    pub(crate) fn insert_run(&mut self, run: &Run, answer: Answer, now_ms: u64) -> DlqId {
        let id = DlqId::next(self.last, now_ms);
        let shape = Shape {
            order: Arc::clone(&run.order),
            response_status: answer.status,
            response_header: answer.headers,
            response_body: answer.body,
        };
        let of_run = OfRun {
            message_id: run.message_id().into(),
            retried: run.retried(),
            not_before: run.not_before,
            received_at: run.received_at,
        };
        let entry = Entry {
            shape: share(&mut self.shapes, Arc::new(shape)),
            run_id: Some((*run.id).into()),
            created_at: run.created_at,
            workflow_created_at: run.created_at,
            state: run.order.failure_callback.is_some().then_some(CallbackState::InProgress),
            record: Some(Box::new(Record {
                run: Some(of_run),
                called_off: Some(CancellationToken::new()),
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

    /// The entries that came in last, newest first.
    pub(crate) fn latest(&self, count: usize) -> impl Iterator<Item = (DlqId, &Entry)> {
        self.entries.iter().rev().take(count).map(|(id, entry)| (*id, entry))
    }

    /// The entries after a place. Its own entry may be gone by now: the place remains. Finding it costs the same at
    /// both ends, and entries that match are looked for only as far as it takes to know whether there are more.
    pub(crate) fn page(&self, filter: &Filter, paging: Paging<DlqId>) -> Page<(DlqId, &Entry)> {
        let start = paging.after.map_or(Unbounded, Excluded);
        let entries = self.entries.range((start, Unbounded)).map(|(id, entry)| (*id, entry));
        let matches = |(id, entry): &(DlqId, &Entry)| filter.matches(*id, entry);
        Page::cut(entries, paging.count, matches, |(id, _)| *id)
    }

    /// The seeded runs before a place in the logs, latest first, whether or not their entries are still here.
    pub(crate) fn seeded_before(
        &self,
        place: Option<Place>,
    ) -> impl Iterator<Item = SeededRun<'_>> {
        self.seeded.before(&self.entries, place)
    }

    /// How many runs were seeded, whether or not their entries are still here.
    pub(crate) fn seeded_count(&self) -> usize {
        self.seeded.len()
    }

    /// Whether a seeded run has this id. All are looked at: an index would cost more than it is worth.
    pub(crate) fn has_seeded_run(&self, run_id: &str) -> bool {
        self.seeded.has_run(&self.entries, run_id)
    }

    /// Whether there was such an entry.
    pub(crate) fn remove(&mut self, id: DlqId) -> bool {
        self.take(id).is_some()
    }

    pub(crate) fn take(&mut self, id: DlqId) -> Option<Entry> {
        let entry = self.entries.remove(&id)?;
        entry.call_off();
        if entry.of_run().is_none() {
            self.seeded.leave(id, &entry);
        }
        // Two owners: this entry and the set.
        if Arc::strong_count(&entry.shape) == 2 {
            self.shapes.remove(&entry.shape);
        }
        Some(entry)
    }

    /// The ids of the removed; those that were not there are left out.
    pub(crate) fn remove_matching(
        &mut self,
        filter: &Filter,
        paging: Paging<DlqId>,
    ) -> Page<DlqId> {
        let found = self.page(filter, paging);
        let (next, looked_at) = (found.next, found.looked_at);
        let items: Vec<DlqId> = found.items.into_iter().map(|(id, _)| id).collect();
        for id in &items {
            self.remove(*id);
        }
        Page { items, next, looked_at }
    }

    /// Puts a failed callback in progress and gives the entry.
    pub(crate) fn retry_callback(&mut self, id: DlqId) -> Result<&Entry, Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = Some(entry.state.ok_or(Refused::NotConfigured)?.retry()?);
        let record = entry.record_mut();
        record.failed = FailedAttempts::default();
        record.called_off = Some(CancellationToken::new());
        Ok(entry)
    }

    pub(crate) fn cancel_callback(&mut self, id: DlqId) -> Result<(), Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = Some(entry.state.ok_or(Refused::NotConfigured)?.cancel()?);
        entry.call_off();
        if let Some(record) = &mut entry.record {
            record.next_delivery = None;
        }
        Ok(())
    }

    /// What tells that the failure callback of this entry is no longer to be delivered, while it is in progress.
    pub(crate) fn called_off(&self, id: DlqId) -> Option<CancellationToken> {
        self.in_progress(id)?.record.as_ref()?.called_off.clone()
    }

    /// The entry, while its failure callback is to be delivered.
    pub(crate) fn in_progress(&self, id: DlqId) -> Option<&Entry> {
        let entry = self.entries.get(&id)?;
        (entry.state == Some(CallbackState::InProgress)).then_some(entry)
    }

    /// Takes in what a delivery brought back, and gives the moment of the next attempt, in unix milliseconds, if there
    /// is one. Nothing happens when the callback was canceled or the entry deleted meanwhile.
    pub(crate) fn settle_callback(
        &mut self,
        id: DlqId,
        answer: Answer,
        now_ms: u64,
        clock: Clock,
    ) -> Option<u64> {
        let entry = self.entries.get_mut(&id)?;
        let settled = entry.state?.settle(answer.succeeded())?;
        let order = Arc::clone(&entry.shape.order);
        let callback = order.failure_callback.as_ref()?;
        let record = entry.record_mut();
        let retried = record.failed.count();
        record.delivery = Some((&answer).into());
        record.next_delivery = None;
        let has_function = !(answer.succeeded() && answer.says_true(NO_FAILURE_FUNCTION));
        if !answer.succeeded() {
            let wait = backoff::wait_ms(&answer, callback.retry_delay.as_ref(), retried, now_ms);
            record.failed.push(FailedAttempt::new(answer, now_ms));
            if retried < callback.max_retries {
                record.next_delivery = Some(clock.after(wait));
                return record.next_delivery;
            }
        }
        record.called_off = None;
        entry.state = has_function.then_some(settled);
        None
    }
}

fn share(shapes: &mut HashSet<Arc<Shape>>, shape: Arc<Shape>) -> Arc<Shape> {
    if let Some(known) = shapes.get(&shape) {
        return Arc::clone(known);
    }
    // A copy of our own: a user who keeps the original would look like one more entry that has this shape.
    let shape = Arc::new(Arc::unwrap_or_clone(shape));
    shapes.insert(Arc::clone(&shape));
    shape
}

#[cfg(test)]
#[path = "dlq_tests.rs"]
mod tests;
