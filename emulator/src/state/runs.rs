//! All runs, in the order of their creation.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound::{self, Unbounded};
use std::sync::Arc;

use bytes::Bytes;

use crate::state::failed_attempts::FailedAttempts;
use crate::state::run::{Phase, Run, RunNo};
use crate::state::run_spec::RunSpec;

/// All runs, including those that are over.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    runs: BTreeMap<RunNo, Run>,
    by_id: HashMap<Arc<str>, RunNo>,
    /// The runs that are not over.
    active: BTreeSet<RunNo>,
}

/// A run to create.
#[derive(Debug)]
pub(crate) struct NewRun {
    /// `None`: generate an id.
    pub(crate) id: Option<Box<str>>,
    pub(crate) spec: Arc<RunSpec>,
    /// Unix milliseconds, as are the others.
    pub(crate) created_at: u64,
    pub(crate) not_before: u64,
    pub(crate) received_at: u64,
}

impl Runs {
    /// Returns the run and whether it is new: an id that is taken creates nothing.
    pub(crate) fn create(&mut self, new: NewRun) -> (&Run, bool) {
        let known = new.id.as_deref().and_then(|id| self.by_id.get(id)).copied();
        let no = known.unwrap_or_else(|| self.latest_no() + 1);
        let created_at = new.created_at;
        let id: Arc<str> = match new.id {
            Some(id) => id.into(),
            None => format!("wfr_{created_at:013}-{no:07}").into(),
        };
        let run = self.runs.entry(no).or_insert_with(|| Run {
            no,
            id: Arc::clone(&id),
            spec: new.spec,
            created_at,
            not_before: new.not_before,
            received_at: new.received_at,
            phase: Phase::Waiting { until: new.not_before },
            failed: FailedAttempts::default(),
            wake: Arc::default(),
        });
        if known.is_none() {
            self.by_id.insert(id, no);
            self.active.insert(no);
        }
        (run, known.is_none())
    }

    pub(crate) fn len(&self) -> usize {
        self.runs.len()
    }

    /// Returns the number of the newest run; 0 before the first.
    pub(crate) fn latest_no(&self) -> RunNo {
        self.runs.last_key_value().map_or(0, |(last, _)| *last)
    }

    pub(crate) fn get(&self, no: RunNo) -> Option<&Run> {
        self.runs.get(&no)
    }

    pub(crate) fn get_mut(&mut self, no: RunNo) -> Option<&mut Run> {
        self.runs.get_mut(&no)
    }

    pub(crate) fn no_of(&self, id: &str) -> Option<RunNo> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn by_message(&mut self, message_id: &str) -> Option<&mut Run> {
        let (_, no) = message_id.rsplit_once('-')?;
        self.runs.get_mut(&no.parse().ok()?).filter(|run| run.message_id() == message_id)
    }

    /// Ends a run that is not over.
    pub(crate) fn end(&mut self, no: RunNo, end: Phase) {
        self.active.remove(&no);
        if let Some(run) = self.runs.get_mut(&no) {
            run.phase = end;
            run.wake.notify_one();
        }
    }

    /// Returns whether there was anything to cancel.
    pub(crate) fn cancel(&mut self, no: RunNo, now: u64) -> bool {
        let active = self.active.contains(&no);
        if active {
            self.end(no, Phase::Canceled { at: now });
        }
        active
    }

    /// Ends a run with this result, unless it is over.
    pub(crate) fn succeed(&mut self, no: RunNo, response: Bytes, now: u64) {
        if self.active.contains(&no) {
            self.end(no, Phase::Succeeded { at: now, response });
        }
    }

    /// Returns the runs that are not over.
    pub(crate) fn active(&self) -> impl Iterator<Item = &Run> {
        self.active.iter().filter_map(|no| self.runs.get(no))
    }

    /// Returns the runs up to an end, newest first.
    pub(crate) fn before(&self, end: Option<Bound<RunNo>>) -> impl Iterator<Item = &Run> {
        self.runs.range((Unbounded, end.unwrap_or(Unbounded))).rev().map(|(_, run)| run)
    }
}
