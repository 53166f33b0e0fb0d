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
            state: CallbackState::InProgress,
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
        entry.state = entry.callback_state().ok_or(Refused::NotConfigured)?.retry()?;
        let record = entry.record_mut();
        record.failed = FailedAttempts::default();
        record.called_off = Some(CancellationToken::new());
        Ok(entry)
    }

    pub(crate) fn cancel_callback(&mut self, id: DlqId) -> Result<(), Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = entry.callback_state().ok_or(Refused::NotConfigured)?.cancel()?;
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
        (entry.callback_state() == Some(CallbackState::InProgress)).then_some(entry)
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
        let settled = entry.callback_state()?.settle(answer.succeeded())?;
        let order = Arc::clone(&entry.shape.order);
        let callback = order.failure_callback.as_ref()?;
        let record = entry.record_mut();
        let retried = record.failed.count();
        record.delivery = Some((&answer).into());
        record.next_delivery = None;
        if !answer.succeeded() {
            record.failed.push(FailedAttempt::new(answer, now_ms));
            if retried < callback.max_retries {
                let wait = backoff::wait_ms(callback.retry_delay.as_ref(), retried);
                record.next_delivery = Some(clock.after(wait));
                return record.next_delivery;
            }
        }
        record.called_off = None;
        entry.state = settled;
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
mod tests {
    use super::*;

    fn run() -> FailedRun {
        FailedRun::new("https://app.example.com/api/workflow")
    }

    fn filled(count: usize) -> (Dlq, Vec<DlqId>) {
        let mut dlq = Dlq::default();
        let ids = (0..count).map(|_| dlq.insert(run(), 1, 0)).collect();
        (dlq, ids)
    }

    fn ids_of(page: &Page<(DlqId, &Entry)>) -> Vec<DlqId> {
        page.items.iter().map(|(id, _)| *id).collect()
    }

    #[test]
    fn a_page_goes_on_after_the_cursor_even_when_its_entry_is_gone() {
        let (mut dlq, ids) = filled(5);
        let everything = Filter::default();
        let first = dlq.page(&everything, Paging { after: None, count: 2 });
        assert_eq!((ids_of(&first), first.next), (ids[..2].to_vec(), Some(ids[1])));

        let cursor = first.next;
        assert!(dlq.remove(ids[1]) && dlq.remove(ids[2]));
        let last = dlq.page(&everything, Paging { after: cursor, count: 2 });
        assert_eq!(
            (ids_of(&last), last.next),
            (ids[3..].to_vec(), None),
            "an exactly full last page has no cursor"
        );
    }

    /// Counts what is looked at rather than how long it takes, which a loaded machine would blur.
    #[test]
    fn a_page_looks_at_as_many_entries_at_the_start_as_at_the_end() {
        let (dlq, ids) = filled(100_000);
        let all = Filter::default();
        for place in [None, Some(0), Some(49_999), Some(99_898)] {
            let after = place.map(|place: usize| ids[place]);
            let page = dlq.page(&all, Paging { after, count: 100 });
            let first = place.map_or(0, |place| place + 1);
            assert_eq!(ids_of(&page), ids[first..first + 100], "after {place:?}");
            assert_eq!(page.looked_at, 101, "after {place:?}");
        }
        let last = dlq.page(&all, Paging { after: Some(ids[99_899]), count: 100 });
        assert_eq!((last.items.len(), last.looked_at, last.next), (100, 100, None));
    }

    #[test]
    fn equal_shapes_are_kept_once_and_let_go_with_their_last_entry() {
        let (mut dlq, ids) = filled(3);
        let other = dlq.insert(run().label("other"), 1, 0);
        assert_eq!(dlq.shapes.len(), 2);
        assert!(dlq.remove(ids[0]) && dlq.remove(other));
        assert_eq!(dlq.shapes.len(), 1);
        assert!(dlq.remove(ids[1]) && dlq.remove(ids[2]));
        assert!(dlq.shapes.is_empty());
        assert!(!dlq.remove(ids[2]), "an entry is removed once");
    }

    #[test]
    fn an_answer_to_a_canceled_or_deleted_callback_changes_nothing() {
        let mut dlq = Dlq::default();
        let id =
            dlq.insert(run().failure_callback("http://127.0.0.1:1/", CallbackState::Fail), 1, 0);
        let answer = Answer { status: Some(200), ..Answer::default() };
        let clock = Clock::new(1.0).expect("a good factor");
        assert!(dlq.retry_callback(id).is_ok());
        assert_eq!(dlq.cancel_callback(id), Ok(()));
        assert_eq!(dlq.settle_callback(id, answer.clone(), 1, clock), None);
        let entry = dlq.get(id).expect("it is still there");
        assert_eq!((entry.state, entry.delivery()), (CallbackState::Canceled, None));

        assert!(dlq.remove(id));
        assert_eq!(dlq.settle_callback(id, answer, 1, clock), None);
        assert!(dlq.get(id).is_none());
    }
}
