//! The logs: the runs that ran here and those that were seeded, as one list, latest first.

use std::borrow::Cow;
use std::fmt;
use std::ops::Bound::{Excluded, Included};
use std::str::FromStr;
use std::sync::Arc;

use crate::dlq::Dlq;
use crate::dlq_id::DlqId;
use crate::order::Order;
use crate::page::Page;
use crate::paging::Paging;
use crate::run::{Run, RunNo, RunState, StepState};
use crate::run_filter::RunFilter;
use crate::runs::Runs;
use crate::seeded::SeededRun;
use crate::wanted_run::WantedRun;

/// A run in the logs.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Logged<'a> {
    Run(&'a Run),
    Seeded(SeededRun<'a>),
}

/// The place of a run in the logs, which is also the cursor that names it: later runs have larger ones. A seeded run
/// stands after the run that was made last before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) run: RunNo,
    pub(crate) seeded: Option<DlqId>,
}

/// The runs before a place, latest first.
pub(crate) fn page<'a>(
    runs: &'a Runs,
    dlq: &'a Dlq,
    filter: &RunFilter,
    paging: Paging<Place>,
) -> Page<Logged<'a>, Place> {
    let end = paging.after.map(|place| match place.seeded {
        Some(_) => Included(place.run),
        None => Excluded(place.run),
    });
    let ran = runs.before(end).map(Logged::Run);
    let seeded = dlq.seeded_before(paging.after).map(Logged::Seeded);
    let all = merge(ran, seeded, Logged::place);
    Page::cut(all, paging.count, |run| filter.matches(run), Logged::place)
}

/// Two lists of which each has the largest place first, as one that has too.
pub(crate) fn merge<T, P: Ord>(
    some: impl Iterator<Item = T>,
    others: impl Iterator<Item = T>,
    place: impl Fn(&T) -> P,
) -> impl Iterator<Item = T> {
    let (mut some, mut others) = (some.peekable(), others.peekable());
    std::iter::from_fn(move || match (some.peek(), others.peek()) {
        (Some(one), Some(other)) if place(one) < place(other) => others.next(),
        (None, _) => others.next(),
        _ => some.next(),
    })
}

impl Logged<'_> {
    fn place(&self) -> Place {
        match self {
            Self::Run(run) => Place { run: run.no, seeded: None },
            Self::Seeded(run) => run.place(),
        }
    }

    pub(crate) fn order(&self) -> &Arc<Order> {
        match self {
            Self::Run(run) => &run.order,
            Self::Seeded(run) => run.order,
        }
    }

    pub(crate) fn id(&self) -> Cow<'_, str> {
        match self {
            Self::Run(run) => Cow::Borrowed(&run.id),
            Self::Seeded(run) => run.id(),
        }
    }

    pub(crate) fn has_id(&self, wanted: &WantedRun) -> bool {
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

    /// The state of the step that calls the workflow.
    pub(crate) fn step_state(&self) -> StepState {
        match self {
            Self::Run(run) => run.step_state(),
            Self::Seeded(_) => StepState::Failed,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seeded {
            None => write!(f, "{}", self.run),
            Some(id) => write!(f, "{}_{id}", self.run),
        }
    }
}

/// The text is not a cursor of the logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NotAPlace;

impl FromStr for Place {
    type Err = NotAPlace;

    fn from_str(text: &str) -> Result<Self, NotAPlace> {
        let (run, seeded) = match text.split_once('_') {
            None => (text, None),
            Some((run, id)) => (run, Some(id.parse().map_err(|_| NotAPlace)?)),
        };
        Ok(Self { run: run.parse().map_err(|_| NotAPlace)?, seeded })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::FailedRun;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for text in ["0", "7", "7_1752829295505-3"] {
            assert_eq!(text.parse::<Place>().expect(text).to_string(), text);
        }
        for text in ["", "_", "7_", "_1-0", "7_1", "x", "-1", "7_1-0_1"] {
            assert_eq!(text.parse::<Place>(), Err(NotAPlace), "{text}");
        }
    }

    #[test]
    fn no_seeded_run_is_passed_over_when_two_are_seeded_at_once() {
        let (runs, mut dlq) = (Runs::default(), Dlq::default());
        let run = FailedRun::new("https://app.example.com/api/workflow");
        // The second asked for the latest run earlier than the first, and came in later.
        let ids = [5, 3].map(|latest_run| dlq.insert(run.clone(), 1, latest_run));
        let (mut found, mut after) = (Vec::new(), None);
        for _ in 0..2 {
            let paging = Paging { after, count: 1 };
            let page = page(&runs, &dlq, &RunFilter::default(), paging);
            found.extend(page.items.iter().map(|run| run.place().seeded));
            after = page.next;
        }
        assert_eq!(found, [Some(ids[1]), Some(ids[0])]);
    }

    /// Counts what is looked at rather than how long it takes, which a loaded machine would blur.
    #[test]
    fn a_page_looks_at_as_many_runs_at_the_start_as_at_the_end() {
        let (runs, mut dlq) = (Runs::default(), Dlq::default());
        let run = FailedRun::new("https://app.example.com/api/workflow");
        let ids: Vec<_> = (0..100_000).map(|_| dlq.insert(run.clone(), 1, 0)).collect();
        for taken in ids.iter().step_by(2) {
            assert!(dlq.remove(*taken));
        }
        for place in [50_000, 99_999, 12] {
            let after = Some(Place { run: 0, seeded: Some(ids[place]) });
            let page = page(&runs, &dlq, &RunFilter::default(), Paging { after, count: 10 });
            let found: Vec<_> = page.items.iter().map(|run| run.place().seeded).collect();
            let expected: Vec<_> =
                ids[place - 10..place].iter().rev().map(|id| Some(*id)).collect();
            assert_eq!((found, page.looked_at), (expected, 11), "{place}");
        }
    }
}
