//! What the job does next, and where an entry ends up. Nothing here does IO.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::time::Instant;

use super::pacer::Pacer;
use super::trouble::Trouble;
use super::{Progress, RetryFailedCallbacks, RetryReport};
use crate::Error;
use crate::inner::Retry;
use crate::pages::Cursors;
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

pub(super) struct PageAt {
    pub(super) cursor: Option<String>,
    pub(super) tries: u32,
}

/// An entry that is not done with.
pub(super) struct Entry {
    pub(super) dlq_id: String,
    pub(super) tries: u32,
    /// A retry may have arrived without an answer.
    pub(super) unsure: bool,
    pub(super) settling: Option<Settling>,
}

/// The service has taken the retry.
pub(super) struct Settling {
    pub(super) until: Instant,
    pub(super) looks: u32,
}

pub(super) enum Listing {
    Next(PageAt),
    UnderWay,
    Ended,
}

impl Listing {
    /// The page to ask for, which is under way from now on.
    fn take(&mut self) -> Option<PageAt> {
        match std::mem::replace(self, Self::UnderWay) {
            Self::Next(page) => Some(page),
            other => {
                *self = other;
                None
            }
        }
    }
}

pub(super) struct Plan<'a> {
    pub(super) report: RetryReport,
    pacer: Pacer,
    pub(super) listing: Listing,
    pub(super) cursors: Cursors,
    /// The first page has come: the service is there and takes the token.
    pub(super) begun: bool,
    /// Found, and not begun.
    pub(super) ready: VecDeque<String>,
    /// To be made at a time; the number tells calls of the same time apart.
    waiting: BTreeMap<(Instant, u64), Call>,
    put_off: u64,
    pub(super) settling: usize,
    pub(super) retry: Arc<Retry>,
    pub(super) dry_run: bool,
    pub(super) settle: Option<Duration>,
    stall_timeout: Duration,
    tell: Option<Box<dyn FnMut(Progress) + Send + 'a>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(job: RetryFailedCallbacks<'a>, now: Instant) -> Self {
        Self {
            report: RetryReport::default(),
            pacer: Pacer::new(job.concurrency, now),
            listing: Listing::Next(PageAt { cursor: None, tries: 0 }),
            cursors: Cursors::default(),
            begun: false,
            ready: VecDeque::new(),
            waiting: BTreeMap::new(),
            put_off: 0,
            settling: 0,
            retry: Arc::clone(&job.client.inner.retry),
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
        if let Some(due) = self.waiting.first_entry().filter(|due| due.key().0 <= now) {
            return Some(due.remove());
        }
        // The next page is asked for while there are still entries for everyone.
        let enough = READY + 2 * self.pacer.most();
        if self.ready.len() < enough
            && let Some(page) = self.listing.take()
        {
            return Some(Call::Page(page));
        }
        if self.waiting.len() >= WAITING {
            return None;
        }
        let dlq_id = self.ready.pop_front()?;
        Some(Call::Retry(Entry { dlq_id, tries: 0, unsure: false, settling: None }))
    }

    /// When there may be a call to make though none has ended.
    pub(super) fn wakes(&self, under_way: usize, now: Instant) -> Option<Instant> {
        let due = self.waiting.first_key_value().map(|((at, _), _)| *at);
        let to_do =
            due.is_some() || !self.ready.is_empty() || matches!(self.listing, Listing::Next(_));
        match self.pacer.opens(now) {
            Some(opens) if to_do => Some(opens),
            None if under_way < self.pacer.limit() => due,
            _ => None,
        }
    }

    /// Takes note of what came of a call that had started at `started`. An error ends the job.
    pub(super) fn hear(
        &mut self,
        heard: Heard,
        started: Instant,
        now: Instant,
    ) -> Result<(), Error> {
        let (call, error) = match heard {
            Heard::Page(_, Ok(page)) => {
                self.pacer.come_through(started, now);
                return self.listed(page, now);
            }
            Heard::Retry(entry, Ok(())) => {
                self.pacer.come_through(started, now);
                self.taken(entry, now);
                return Ok(());
            }
            Heard::Look(entry, Ok(state)) => {
                self.pacer.come_through(started, now);
                self.seen(entry, state.as_ref(), now);
                return Ok(());
            }
            Heard::Page(page, Err(error)) => (Call::Page(page), error),
            Heard::Retry(entry, Err(error)) => (Call::Retry(entry), error),
            Heard::Look(entry, Err(error)) => (Call::Look(entry), error),
        };
        let trouble = Trouble::of(&error, SystemTime::now());
        let asked = match trouble {
            Trouble::Fatal => return Err(self.stop(error)),
            Trouble::PushBack(asked) => Some(asked.unwrap_or_default()),
            // Before anything has come, the client may have been given a wrong address.
            Trouble::NoConnection if self.begun => Some(Duration::ZERO),
            _ => None,
        };
        if let Some(asked) = asked {
            let pause = asked.saturating_add(self.backoff(self.pacer.strikes()));
            self.pacer.slow_down(started, pause, now);
        } else if error.status().is_some() {
            self.pacer.come_through(started, now);
        }
        // Tries bound what comes before the first page, but for pauses.
        if (self.begun || asked.is_some()) && self.pacer.waiting(now) > self.stall_timeout {
            return Err(self.stop(error));
        }
        if asked.is_some() {
            self.put_off(now, call);
            self.tell(now);
            return Ok(());
        }
        match call {
            Call::Page(page) => self.not_listed(page, trouble, error, now),
            Call::Retry(entry) => {
                self.not_taken(entry, trouble, error, now);
                Ok(())
            }
            Call::Look(entry) => {
                self.not_seen(entry, trouble, error, now);
                Ok(())
            }
        }
    }

    pub(super) fn finish(self) -> RetryReport {
        self.report
    }

    pub(super) fn put_off(&mut self, at: Instant, call: Call) {
        self.put_off += 1;
        self.waiting.insert((at, self.put_off), call);
    }

    pub(super) fn backoff(&self, retried: u32) -> Duration {
        self.retry.policy.backoff(retried, self.retry.jitter())
    }

    /// The error that ends the job, with how far it came.
    pub(super) fn stop(&self, error: Error) -> Error {
        if !self.begun {
            return error;
        }
        error.with_note(format!(
            "the job stopped with {}; run it again for what is left",
            self.report
        ))
    }

    pub(super) fn tell(&mut self, now: Instant) {
        let Some(tell) = &mut self.tell else { return };
        tell(Progress {
            done: self.report.done(),
            found: matches!(self.listing, Listing::Ended).then_some(self.report.found),
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
