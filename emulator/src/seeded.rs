//! Runs that were put into the DLQ and never ran here. What the logs need to know of them costs nothing as long as
//! they are there.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound::{self, Excluded, Included};
use std::sync::Arc;

use tokio::sync::Notify;

use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::failed_attempts::FailedAttempts;
use crate::logs::{Place, merge};
use crate::order::Order;
use crate::run::{Phase, Run, RunNo};
use crate::wanted_run::WantedRun;

/// Which entries they are, and what is left of those that are no longer in the DLQ: their runs have failed all the same.
#[derive(Debug, Default)]
pub(crate) struct Seeded {
    /// Oldest first.
    spans: Vec<Span>,
    gone: BTreeMap<DlqId, Gone>,
    count: usize,
}

/// Entries that came in one after the other, with no run made or failed in between.
#[derive(Debug)]
struct Span {
    first: DlqId,
    last: DlqId,
    /// The run that was made last before them.
    after: RunNo,
}

#[derive(Debug)]
struct Gone {
    run_id: Option<Box<str>>,
    order: Arc<Order>,
    created_at: u64,
    failed_at: u64,
}

/// A seeded run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeededRun<'a> {
    pub(crate) dlq_id: DlqId,
    pub(crate) order: &'a Arc<Order>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    failed_at: u64,
    run_id: Option<&'a str>,
    after: RunNo,
}

impl Seeded {
    /// An entry came in, right after the one named if that was seeded too.
    pub(crate) fn insert(&mut self, id: DlqId, previous: Option<DlqId>, latest_run: RunNo) {
        self.count += 1;
        // Who seeds at the same time may have asked for the latest run earlier, and places only grow.
        let after = self.spans.last().map_or(latest_run, |span| span.after.max(latest_run));
        match self.spans.last_mut() {
            Some(span) if Some(span.last) == previous && span.after == after => span.last = id,
            _ => self.spans.push(Span { first: id, last: id, after }),
        }
    }

    /// How many came in.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// An entry leaves the DLQ.
    pub(crate) fn leave(&mut self, id: DlqId, entry: &Entry) {
        let gone = Gone {
            run_id: entry.run_id.clone(),
            order: Arc::clone(&entry.shape.order),
            created_at: entry.workflow_created_at,
            failed_at: entry.created_at,
        };
        self.gone.insert(id, gone);
    }

    /// Those before a place, latest first.
    pub(crate) fn before<'a>(
        &'a self,
        entries: &'a BTreeMap<DlqId, Entry>,
        place: Option<Place>,
    ) -> impl Iterator<Item = SeededRun<'a>> {
        let begins = |span: &Span| Place { run: span.after, seeded: Some(span.first) };
        let count = place.map_or(self.spans.len(), |place| {
            self.spans.partition_point(|span| begins(span) < place)
        });
        self.spans[..count].iter().rev().flat_map(move |span| {
            let end = match place {
                Some(Place { run, seeded: Some(id) }) if run == span.after && id <= span.last => {
                    Excluded(id)
                }
                _ => Included(span.last),
            };
            self.within(entries, (Included(span.first), end), span.after)
        })
    }

    /// Whether one of them has this run id.
    pub(crate) fn has_run(&self, entries: &BTreeMap<DlqId, Entry>, run_id: &str) -> bool {
        let wanted = WantedRun::new(run_id);
        self.before(entries, None).any(|run| run.has_id(&wanted))
    }

    fn within<'a>(
        &'a self,
        entries: &'a BTreeMap<DlqId, Entry>,
        range: (Bound<DlqId>, Bound<DlqId>),
        after: RunNo,
    ) -> impl Iterator<Item = SeededRun<'a>> {
        let there = entries.range(range).rev().map(move |(id, entry)| SeededRun {
            dlq_id: *id,
            order: &entry.shape.order,
            created_at: entry.workflow_created_at,
            failed_at: entry.created_at,
            run_id: entry.run_id.as_deref(),
            after,
        });
        let gone = self.gone.range(range).rev().map(move |(id, gone)| SeededRun {
            dlq_id: *id,
            order: &gone.order,
            created_at: gone.created_at,
            failed_at: gone.failed_at,
            run_id: gone.run_id.as_deref(),
            after,
        });
        merge(there, gone, |run| run.dlq_id)
    }
}

impl<'a> SeededRun<'a> {
    pub(crate) fn id(&self) -> Cow<'a, str> {
        self.run_id.map_or_else(|| Cow::Owned(self.dlq_id.run_id()), Cow::Borrowed)
    }

    pub(crate) fn has_id(&self, wanted: &WantedRun) -> bool {
        wanted.is_of(self.dlq_id, self.run_id)
    }

    pub(crate) fn place(&self) -> Place {
        Place { run: self.after, seeded: Some(self.dlq_id) }
    }

    /// What it would be if it had run here.
    pub(crate) fn as_run(&self) -> Run {
        Run {
            no: self.after,
            id: self.id().into(),
            order: Arc::clone(self.order),
            created_at: self.created_at,
            not_before: self.created_at,
            received_at: self.created_at,
            phase: Phase::Failed { at: self.failed_at, dlq_id: self.dlq_id },
            failed: FailedAttempts::default(),
            wake: Arc::<Notify>::default(),
        }
    }
}
