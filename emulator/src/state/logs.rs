//! The logs: runs that ran here and seeded runs in one list, newest first.

use std::borrow::Cow;
use std::ops::Bound::{Excluded, Included};
use std::sync::Arc;

use crate::state::dlq::Dlq;
use crate::state::log_cursor::{LogCursor, merge};
use crate::state::page::{Page, Paging};
use crate::state::run::{Run, RunState, StepState};
use crate::state::run_id_filter::RunIdFilter;
use crate::state::run_spec::RunSpec;
use crate::state::runs::Runs;
use crate::state::seeded_runs::SeededRun;

/// A run in the logs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum LoggedRun<'a> {
    Run(&'a Run),
    Seeded(SeededRun<'a>),
}

/// Returns the runs before a cursor that match, newest first.
pub(crate) fn page<'a>(
    runs: &'a Runs,
    dlq: &'a Dlq,
    matches: impl Fn(&LoggedRun<'_>) -> bool,
    paging: Paging<LogCursor>,
) -> Page<LoggedRun<'a>, LogCursor> {
    let end = paging.after.map(|cursor| match cursor.seeded {
        Some(_) => Included(cursor.run),
        None => Excluded(cursor.run),
    });
    let ran = runs.before(end).map(LoggedRun::Run);
    let seeded = dlq.seeded_before(paging.after).map(LoggedRun::Seeded);
    let all = merge(ran, seeded, LoggedRun::cursor);
    Page::cut(all, paging.count, matches, LoggedRun::cursor)
}

impl LoggedRun<'_> {
    fn cursor(&self) -> LogCursor {
        match self {
            Self::Run(run) => LogCursor { run: run.no, seeded: None },
            Self::Seeded(run) => run.cursor(),
        }
    }

    pub(crate) fn spec(&self) -> &Arc<RunSpec> {
        match self {
            Self::Run(run) => &run.spec,
            Self::Seeded(run) => run.spec,
        }
    }

    pub(crate) fn id(&self) -> Cow<'_, str> {
        match self {
            Self::Run(run) => Cow::Borrowed(&run.id),
            Self::Seeded(run) => run.id(),
        }
    }

    pub(crate) fn has_id(&self, wanted: &RunIdFilter) -> bool {
        match self {
            Self::Run(run) => wanted.is(&run.id),
            Self::Seeded(run) => run.has_id(wanted),
        }
    }

    pub(crate) fn message_id(&self) -> String {
        match self {
            Self::Run(run) => run.message_id(),
            Self::Seeded(run) => run.dlq_id.message_id(),
        }
    }

    /// Unix milliseconds.
    pub(crate) fn created_at(&self) -> u64 {
        match self {
            Self::Run(run) => run.created_at,
            Self::Seeded(run) => run.created_at,
        }
    }

    pub(crate) fn state(&self) -> RunState {
        match self {
            Self::Run(run) => run.state(),
            Self::Seeded(_) => RunState::Failed,
        }
    }

    /// Returns the state of the step that calls the workflow.
    pub(crate) fn step_state(&self) -> StepState {
        match self {
            Self::Run(run) => run.step_state(),
            Self::Seeded(_) => StepState::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::failed_run::FailedRun;

    #[test]
    fn no_seeded_run_is_skipped_when_two_are_seeded_concurrently() {
        let (runs, mut dlq) = (Runs::default(), Dlq::default());
        let run = FailedRun::new("https://app.example.com/api/workflow");
        // The second caller read the latest run before the first one did, and inserted later.
        let ids = [5, 3].map(|latest_run| dlq.insert(run.clone(), 1, latest_run));
        let (mut found, mut after) = (Vec::new(), None);
        for _ in 0..2 {
            let paging = Paging { after, count: 1 };
            let page = page(&runs, &dlq, |_| true, paging);
            found.extend(page.items.iter().map(|run| run.cursor().seeded));
            after = page.next;
        }
        assert_eq!(found, [Some(ids[1]), Some(ids[0])]);
    }

    /// Counts scanned items instead of time, which depends on the load of the machine.
    #[test]
    fn a_page_scans_as_many_runs_at_the_start_as_at_the_end() {
        let (runs, mut dlq) = (Runs::default(), Dlq::default());
        let run = FailedRun::new("https://app.example.com/api/workflow");
        let ids: Vec<_> = (0..100_000).map(|_| dlq.insert(run.clone(), 1, 0)).collect();
        for taken in ids.iter().step_by(2) {
            assert!(dlq.remove(*taken));
        }
        for place in [50_000, 99_999, 12] {
            let after = Some(LogCursor { run: 0, seeded: Some(ids[place]) });
            let page = page(&runs, &dlq, |_| true, Paging { after, count: 10 });
            let found: Vec<_> = page.items.iter().map(|run| run.cursor().seeded).collect();
            let expected: Vec<_> =
                ids[place - 10..place].iter().rev().map(|id| Some(*id)).collect();
            assert_eq!((found, page.scanned), (expected, 11), "{place}");
        }
    }
}
