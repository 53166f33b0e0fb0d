//! What the job does next. No IO.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::listing::{Listing, PageAt};
use super::pacer::Pacer;
use super::progress::{Progress, Reporter};
use super::tries::Tries;
use super::{RetryFailedCallbacks, RetryReport};
use crate::Error;
use crate::RetryPolicy;
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};

/// Entries that may wait for a look or a retry before no further one is started, so that memory
/// does not depend on how many there are.
const WAITING: usize = 10_000;
/// Ids kept ready beside those that the requests in flight need next.
const READY: usize = 100;

/// A request to send.
pub(super) enum Call {
    Page(PageAt),
    Retry(Entry),
    Look(Entry),
}

/// A request that has ended.
pub(super) enum Outcome {
    Page(PageAt, Result<WorkflowDlqPage, Error>),
    Retry(Entry, Result<(), Error>),
    Look(Entry, Result<Option<State>, Error>),
}

/// An entry without a place in the report.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) dlq_id: String,
    pub(super) unclear: Tries,
    pub(super) pushed_back: Tries,
    /// A retry may have arrived although no response came.
    pub(super) unsure: bool,
    pub(super) settling: Option<Settling>,
}

/// The service accepted the retry.
pub(super) struct Settling {
    pub(super) until: Instant,
    pub(super) looks: u32,
}

/// Requests in the order of their times.
#[derive(Default)]
struct Agenda(VecDeque<(Instant, Call)>);

impl Agenda {
    /// Adds a request after those of the same time.
    fn add(&mut self, at: Instant, call: Call) {
        let place = self.0.partition_point(|(due, _)| *due <= at);
        self.0.insert(place, (at, call));
    }

    /// Takes the first request, if its time has come.
    fn take_due(&mut self, now: Instant) -> Option<Call> {
        self.next_due().filter(|due| *due <= now)?;
        self.0.pop_front().map(|(_, call)| call)
    }

    fn next_due(&self) -> Option<Instant> {
        self.0.front().map(|(due, _)| *due)
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

pub(super) struct Plan<'a> {
    pub(super) report: RetryReport,
    pub(super) pacer: Pacer,
    pub(super) listing: Listing,
    /// The first page has come: the service can be reached and accepts the token.
    pub(super) begun: bool,
    /// Found and not started.
    pub(super) ready: VecDeque<String>,
    /// Requests to send again.
    waiting: Agenda,
    /// Looks at entries that were retried. They come after everything else.
    looks: Agenda,
    /// Another request goes before those in `waiting`.
    pub(super) yields: bool,
    pub(super) settling: usize,
    pub(super) retry: RetryPolicy,
    pub(super) dry_run: bool,
    pub(super) settle: Option<Duration>,
    pub(super) stall_timeout: Duration,
    reporter: Option<Reporter<'a>>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(job: RetryFailedCallbacks<'a>, now: Instant) -> Self {
        let mut new = Self {
            report: RetryReport::default(),
            pacer: Pacer::new(job.concurrency, now),
            listing: Listing::new(),
            begun: false,
            ready: VecDeque::new(),
            waiting: Agenda::default(),
            looks: Agenda::default(),
            yields: false,
            settling: 0,
            retry: job.client.inner.retry.clone(),
            dry_run: job.dry_run,
            settle: job.settle,
            stall_timeout: job.stall_timeout,
            reporter: None,
        };
        let start = new.progress(now);
        new.reporter = job.progress.map(|call| Reporter::new(call, start));
        new
    }

    /// The request to send now beside those in flight, if there is one.
    pub(super) fn next(&mut self, in_flight: usize, now: Instant) -> Option<Call> {
        if !self.pacer.may_start(in_flight, now) {
            return None;
        }
        if self.yields
            && let Some(call) = self.other(now)
        {
            self.yields = false;
            return Some(call);
        }
        self.waiting.take_due(now).or_else(|| self.other(now))
    }

    /// A request that is not sent again.
    fn other(&mut self, now: Instant) -> Option<Call> {
        // Request the next page while there are entries left for everyone.
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
        // Last: a later look sees the same or more.
        self.looks.take_due(now)
    }

    /// When there may be a request to send before one in flight ends.
    pub(super) fn wakes(&self, in_flight: usize, now: Instant) -> Option<Instant> {
        let due = self.waiting.next_due().into_iter().chain(self.looks.next_due()).min();
        let has_more = due.is_some() || !self.ready.is_empty() || self.listing.has_next();
        match self.pacer.opens(now) {
            Some(opens) if has_more => Some(opens),
            None if in_flight < self.pacer.limit() => due,
            _ => None,
        }
    }

    /// How many entries and pages are kept beside those in flight.
    #[cfg(test)]
    pub(super) fn kept(&self) -> usize {
        self.ready.len() + self.waiting.len() + self.looks.len()
    }

    pub(super) fn schedule(&mut self, at: Instant, call: Call) {
        let agenda = match &call {
            Call::Look(Entry { settling: Some(_), .. }) => &mut self.looks,
            _ => &mut self.waiting,
        };
        agenda.add(at, call);
    }

    /// Drops the looks that wait and returns their number.
    pub(super) fn drop_looks(&mut self) -> usize {
        std::mem::take(&mut self.looks).len()
    }

    pub(super) fn backoff(&self, retried: u32) -> Duration {
        self.retry.backoff(retried, fastrand::f64())
    }

    /// The error that ends the job, with how far it came. `call` ended with it and is no longer in
    /// flight.
    pub(super) fn stop(&self, error: Error, call: Option<&Call>) -> Error {
        if !self.begun {
            return error;
        }
        let own = match call {
            Some(Call::Retry(entry) | Call::Look(entry)) => usize::from(entry.settling.is_none()),
            _ => 0,
        };
        let in_flight = self.report.left().saturating_sub(self.settling + self.ready.len() + own);
        let line = self
            .report
            .line(&[(self.settling, "retried and not yet settled"), (in_flight, "in flight")]);
        error.with_note(format!("the job stopped with {line}; run it again for what is left"))
    }

    /// Ends the job with its report, which is in the error if there is one.
    pub(super) fn end(
        mut self,
        ended: Result<(), Error>,
        now: Instant,
    ) -> Result<RetryReport, Error> {
        let progress = self.progress(now);
        if let Some(reporter) = &mut self.reporter {
            reporter.finish(progress, now);
        }
        self.report.retried += self.settling;
        match ended {
            Ok(()) => Ok(self.report),
            Err(error) => Err(error.with_done(self.report)),
        }
    }

    pub(super) fn report_progress(&mut self, now: Instant) {
        let progress = self.progress(now);
        if let Some(reporter) = &mut self.reporter {
            reporter.report(progress, now);
        }
    }

    /// When progress is to be reported though nothing happens.
    pub(super) fn progress_due(&self) -> Option<Instant> {
        self.reporter.as_ref()?.due()
    }

    fn progress(&self, now: Instant) -> Progress {
        Progress {
            done: self.report.done(),
            found: self.listing.has_ended().then_some(self.report.found),
            listed: self.report.found,
            settling: self.settling,
            concurrency: self.pacer.limit(),
            pause: self.pacer.opens(now).map(|opens| opens - now),
        }
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
