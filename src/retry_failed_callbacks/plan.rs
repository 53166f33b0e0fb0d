//! What the job does next. Nothing here does IO.

use std::collections::VecDeque;
use std::collections::btree_map::{BTreeMap, OccupiedEntry};
use std::time::Duration;

use tokio::time::Instant;

use super::listing::{Listing, PageAt};
use super::pacer::Pacer;
use super::tries::Tries;
use super::{Progress, RetryFailedCallbacks, RetryReport};
use crate::Error;
use crate::RetryPolicy;
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};

/// Entries that may wait, for a look or another try, before no further one is begun. So the
/// memory that they take does not depend on how many there are.
const WAITING: usize = 10_000;
/// Ids that are kept ready beside those that the calls under way will need next.
const READY: usize = 100;

/// A call to make.
pub(super) enum Call {
    Page(PageAt),
    Retry(Entry),
    Look(Entry),
}

/// What came of it.
pub(super) enum Heard {
    Page(PageAt, Result<WorkflowDlqPage, Error>),
    Retry(Entry, Result<(), Error>),
    Look(Entry, Result<Option<State>, Error>),
}

/// An entry that is not done with.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) dlq_id: String,
    pub(super) unclear: Tries,
    pub(super) pushed_back: Tries,
    /// A retry may have arrived without an answer.
    pub(super) unsure: bool,
    pub(super) settling: Option<Settling>,
}

/// The service has taken the retry.
pub(super) struct Settling {
    pub(super) until: Instant,
    pub(super) looks: u32,
}

/// Calls by their time, with a number that tells those of the same time apart.
type Agenda = BTreeMap<(Instant, u64), Call>;

/// Takes the first call whose time has come.
fn take_due(agenda: &mut Agenda, now: Instant) -> Option<Call> {
    let due = agenda.first_entry().filter(|due| due.key().0 <= now);
    due.map(OccupiedEntry::remove)
}

pub(super) struct Plan<'a> {
    pub(super) report: RetryReport,
    pub(super) pacer: Pacer,
    pub(super) listing: Listing,
    /// The first page has come: the service is there and takes the token.
    pub(super) begun: bool,
    /// Found, and not begun.
    pub(super) ready: VecDeque<String>,
    /// Calls to be made at a time.
    waiting: Agenda,
    /// Those that see what became of a retry: there is nothing else to do first.
    looks: Agenda,
    put_off: u64,
    /// Another call goes before those that are waiting.
    pub(super) yields: bool,
    pub(super) settling: usize,
    pub(super) retry: RetryPolicy,
    pub(super) dry_run: bool,
    pub(super) settle: Option<Duration>,
    pub(super) stall_timeout: Duration,
    tell: Option<Box<dyn FnMut(Progress) + Send + 'a>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(job: RetryFailedCallbacks<'a>, now: Instant) -> Self {
        Self {
            report: RetryReport::default(),
            pacer: Pacer::new(job.concurrency, now),
            listing: Listing::new(),
            begun: false,
            ready: VecDeque::new(),
            waiting: Agenda::new(),
            looks: Agenda::new(),
            put_off: 0,
            yields: false,
            settling: 0,
            retry: job.client.inner.retry.clone(),
            dry_run: job.dry_run,
            settle: job.settle,
            stall_timeout: job.stall_timeout,
            tell: job.progress,
        }
    }

    /// The call to make now, beside those under way, if there is one.
    pub(super) fn next(&mut self, under_way: usize, now: Instant) -> Option<Call> {
        if !self.pacer.may_start(under_way, now) {
            return None;
        }
        if self.yields
            && let Some(call) = self.other(now)
        {
            self.yields = false;
            return Some(call);
        }
        take_due(&mut self.waiting, now).or_else(|| self.other(now))
    }

    /// A call that is none of those that were made before and have to be made again.
    fn other(&mut self, now: Instant) -> Option<Call> {
        // The next page is asked for while there are still entries for everyone.
        let enough = self.pacer.most().saturating_mul(2).saturating_add(READY);
        if self.ready.len() < enough
            && let Some(page) = self.listing.take_next()
        {
            return Some(Call::Page(page));
        }
        if self.waiting.len() + self.looks.len() < WAITING
            && let Some(dlq_id) = self.ready.pop_front()
        {
            return Some(Call::Retry(Entry { dlq_id, ..Entry::default() }));
        }
        // They have time: what is found out later is as true.
        take_due(&mut self.looks, now)
    }

    /// When there may be a call to make though none has ended.
    pub(super) fn wakes(&self, under_way: usize, now: Instant) -> Option<Instant> {
        let first = |agenda: &Agenda| agenda.first_key_value().map(|((at, _), _)| *at);
        let due = first(&self.waiting).into_iter().chain(first(&self.looks)).min();
        let to_do = due.is_some() || !self.ready.is_empty() || self.listing.has_next();
        match self.pacer.opens(now) {
            Some(opens) if to_do => Some(opens),
            None if under_way < self.pacer.limit() => due,
            _ => None,
        }
    }

    pub(super) fn finish(self) -> RetryReport {
        self.report
    }

    /// How many entries and pages are kept, beside those under way.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.ready.len() + self.waiting.len() + self.looks.len()
    }

    pub(super) fn put_off(&mut self, at: Instant, call: Call) {
        self.put_off += 1;
        let agenda = match &call {
            Call::Look(Entry { settling: Some(_), .. }) => &mut self.looks,
            _ => &mut self.waiting,
        };
        agenda.insert((at, self.put_off), call);
    }

    /// Gives up the looks that wait, and says how many there were.
    pub(super) fn drop_looks(&mut self) -> usize {
        std::mem::take(&mut self.looks).len()
    }

    pub(super) fn backoff(&self, retried: u32) -> Duration {
        self.retry.backoff(retried, fastrand::f64())
    }

    /// The error that ends the job, with how far it came. The call that ended with it is no
    /// longer under way.
    pub(super) fn stop(&self, error: Error, call: Option<&Call>) -> Error {
        if !self.begun {
            return error;
        }
        let own = match call {
            Some(Call::Retry(entry) | Call::Look(entry)) => usize::from(entry.settling.is_none()),
            _ => 0,
        };
        let others = self.report.done() + self.settling + self.ready.len() + own;
        let under_way = self.report.found.saturating_sub(others);
        let line = self
            .report
            .line([(self.settling, "retried and not yet settled"), (under_way, "under way")]);
        error.with_note(format!("the job stopped with {line}; run it again for what is left"))
    }

    pub(super) fn tell(&mut self, now: Instant) {
        let Some(tell) = &mut self.tell else { return };
        tell(Progress {
            done: self.report.done(),
            found: self.listing.has_ended().then_some(self.report.found),
            listed: self.report.found,
            settling: self.settling,
            concurrency: self.pacer.limit(),
            pause: self.pacer.opens(now).map(|opens| opens - now),
        });
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
