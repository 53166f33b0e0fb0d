//! Seeded runs: they never ran here. As long as its DLQ entry exists, a seeded run costs no memory of its own in the logs.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Bound::{self, Excluded, Included};
use std::sync::Arc;

use tokio::sync::Notify;

use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;
use crate::state::failed_attempts::FailedAttempts;
use crate::state::log_cursor::{LogCursor, merge};
use crate::state::run::{Phase, Run, RunNo};
use crate::state::run_id_filter::RunIdFilter;
use crate::state::run_spec::RunSpec;

/// Which DLQ entries are seeded, and the runs whose entries are gone: the logs keep them.
#[derive(Debug, Default)]
pub(crate) struct Seeded {
    /// Oldest first.
    spans: Vec<Span>,
    gone: BTreeMap<DlqId, Gone>,
    count: usize,
}

/// Consecutive seeded entries, with no run created or failed in between.
#[derive(Debug)]
struct Span {
    first: DlqId,
    last: DlqId,
    /// The run created last before them.
    after: RunNo,
}

#[derive(Debug)]
struct Gone {
    run_id: Option<Box<str>>,
    spec: Arc<RunSpec>,
    created_at: u64,
    failed_at: u64,
}

/// A seeded run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeededRun<'a> {
    pub(crate) dlq_id: DlqId,
    pub(crate) spec: &'a Arc<RunSpec>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    failed_at: u64,
    run_id: Option<&'a str>,
    after: RunNo,
}

impl Seeded {
    /// Records a new entry. It extends the last span if the previous entry was seeded too.
    pub(crate) fn insert(&mut self, id: DlqId, previous: Option<DlqId>, latest_run: RunNo) {
        self.count += 1;
        // A concurrent caller may have read an earlier run, and cursors only grow.
        let after = self.spans.last().map_or(latest_run, |span| span.after.max(latest_run));
        match self.spans.last_mut() {
            Some(span) if Some(span.last) == previous && span.after == after => span.last = id,
            _ => self.spans.push(Span { first: id, last: id, after }),
        }
    }

    /// Returns how many runs were seeded.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Keeps the run of an entry that leaves the DLQ.
    pub(crate) fn keep(&mut self, id: DlqId, entry: &Entry) {
        let gone = Gone {
            run_id: entry.run_id.clone(),
            spec: Arc::clone(&entry.failure.spec),
            created_at: entry.workflow_created_at,
            failed_at: entry.created_at,
        };
        self.gone.insert(id, gone);
    }

    /// Returns the seeded runs before a cursor, newest first.
    pub(crate) fn before<'a>(
        &'a self,
        entries: &'a BTreeMap<DlqId, Entry>,
        cursor: Option<LogCursor>,
    ) -> impl Iterator<Item = SeededRun<'a>> {
        let begins = |span: &Span| LogCursor { run: span.after, seeded: Some(span.first) };
        let count = cursor.map_or(self.spans.len(), |cursor| {
            self.spans.partition_point(|span| begins(span) < cursor)
        });
        self.spans[..count].iter().rev().flat_map(move |span| {
            let end = match cursor {
                Some(LogCursor { run, seeded: Some(id) })
                    if run == span.after && id <= span.last =>
                {
                    Excluded(id)
                }
                _ => Included(span.last),
            };
            self.within(entries, (Included(span.first), end), span.after)
        })
    }

    /// Returns whether a seeded run has this id.
    pub(crate) fn has_run(&self, entries: &BTreeMap<DlqId, Entry>, run_id: &str) -> bool {
        let wanted = RunIdFilter::new(run_id);
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
            spec: &entry.failure.spec,
            created_at: entry.workflow_created_at,
            failed_at: entry.created_at,
            run_id: entry.run_id.as_deref(),
            after,
        });
        let gone = self.gone.range(range).rev().map(move |(id, gone)| SeededRun {
            dlq_id: *id,
            spec: &gone.spec,
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

    pub(crate) fn has_id(&self, wanted: &RunIdFilter) -> bool {
        wanted.is_of(self.dlq_id, self.run_id)
    }

    pub(crate) fn cursor(&self) -> LogCursor {
        LogCursor { run: self.after, seeded: Some(self.dlq_id) }
    }

    /// Returns the run as if it had run here.
    pub(crate) fn as_run(&self) -> Run {
        Run {
            no: self.after,
            id: self.id().into(),
            spec: Arc::clone(self.spec),
            created_at: self.created_at,
            not_before: self.created_at,
            received_at: self.created_at,
            phase: Phase::Failed { at: self.failed_at, dlq_id: self.dlq_id },
            failed: FailedAttempts::default(),
            wake: Arc::<Notify>::default(),
        }
    }
}
