//! The dead letter queue: state and rules, without IO.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::sync::Arc;

use crate::callback::{Delivery, Refused};
use crate::dlq_id::DlqId;
use crate::entry::{Entry, Shape};
use crate::filter::Filter;
use crate::paging::Paging;
use crate::seed::FailedRun;

/// The failed runs, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Dlq {
    entries: BTreeMap<DlqId, Entry>,
    shapes: HashSet<Arc<Shape>>,
    last: Option<DlqId>,
}

/// A part of the DLQ. `next` is there when more entries match.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<DlqId>,
}

impl Dlq {
    pub(crate) fn insert(&mut self, run: FailedRun, now_ms: u64) -> DlqId {
        let id = DlqId::next(self.last, now_ms);
        let shapes = &mut self.shapes;
        let entry = run.into_entry(now_ms, |shape| share(shapes, shape));
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
    pub(crate) fn page(&self, filter: &Filter, paging: Paging) -> Page<(DlqId, &Entry)> {
        let start = paging.after.map_or(Unbounded, Excluded);
        let mut matching = self
            .entries
            .range((start, Unbounded))
            .filter(|&(id, entry)| filter.matches(*id, entry))
            .map(|(id, entry)| (*id, entry));
        let items: Vec<_> = matching.by_ref().take(paging.count).collect();
        let more = matching.next().is_some();
        let next = items.last().map(|&(id, _)| id).filter(|_| more);
        Page { items, next }
    }

    /// Whether there was such an entry.
    pub(crate) fn remove(&mut self, id: DlqId) -> bool {
        let Some(entry) = self.entries.remove(&id) else {
            return false;
        };
        // Two owners: this entry and the set.
        if Arc::strong_count(&entry.shape) == 2 {
            self.shapes.remove(&entry.shape);
        }
        true
    }

    /// The ids of the removed; those that were not there are left out.
    pub(crate) fn remove_matching(&mut self, filter: &Filter, paging: Paging) -> Page<DlqId> {
        let found = self.page(filter, paging);
        let next = found.next;
        let items: Vec<DlqId> = found.items.into_iter().map(|(id, _)| id).collect();
        for id in &items {
            self.remove(*id);
        }
        Page { items, next }
    }

    /// Puts a failed callback in progress and gives the entry, from which the delivery is made.
    pub(crate) fn retry_callback(&mut self, id: DlqId) -> Result<&Entry, Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = entry.callback_state().ok_or(Refused::NotConfigured)?.retry()?;
        Ok(entry)
    }

    pub(crate) fn cancel_callback(&mut self, id: DlqId) -> Result<(), Refused> {
        let entry = self.entries.get_mut(&id).ok_or(Refused::NoSuchEntry)?;
        entry.state = entry.callback_state().ok_or(Refused::NotConfigured)?.cancel()?;
        Ok(())
    }

    /// Takes in what a delivery brought back. Nothing happens when the callback was canceled or the entry deleted
    /// meanwhile.
    pub(crate) fn settle_callback(&mut self, id: DlqId, delivery: Delivery) {
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        if let Some(state) = entry.state.settle(delivery.succeeded()) {
            entry.state = state;
            entry.delivery = Some(Box::new(delivery));
        }
    }
}

fn share(shapes: &mut HashSet<Arc<Shape>>, shape: Shape) -> Arc<Shape> {
    if let Some(known) = shapes.get(&shape) {
        return Arc::clone(known);
    }
    let shape = Arc::new(shape);
    shapes.insert(Arc::clone(&shape));
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::CallbackState;

    fn run() -> FailedRun {
        FailedRun::new("https://app.example.com/api/workflow")
    }

    fn filled(count: usize) -> (Dlq, Vec<DlqId>) {
        let mut dlq = Dlq::default();
        let ids = (0..count).map(|_| dlq.insert(run(), 1)).collect();
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

    #[test]
    fn equal_shapes_are_kept_once_and_let_go_with_their_last_entry() {
        let (mut dlq, ids) = filled(3);
        let other = dlq.insert(run().label("other"), 1);
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
        let id = dlq.insert(run().failure_callback("http://127.0.0.1:1/", CallbackState::Fail), 1);
        let answer = Delivery { status: Some(200), ..Delivery::default() };
        assert!(dlq.retry_callback(id).is_ok());
        assert_eq!(dlq.cancel_callback(id), Ok(()));
        dlq.settle_callback(id, answer.clone());
        let entry = dlq.get(id).expect("it is still there");
        assert_eq!((entry.state, &entry.delivery), (CallbackState::Canceled, &None));

        assert!(dlq.remove(id));
        dlq.settle_callback(id, answer);
        assert!(dlq.get(id).is_none());
    }
}
