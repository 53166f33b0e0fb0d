//! What follows when a request has ended: for its entry, and for the pace of all. No IO.
//!
//! | the request ended with | the service | the entry |
//! |---|---|---|
//! | success, or a 4xx not named below | **comes through**: after a round of these one more request goes at a time | has its place, or is looked at |
//! | 429, 503 | **pushes back**: all requests pause, and half as many go at a time | the same request again; may count |
//! | no connection | as for a push-back | the same request again; never counts |
//! | other 5xx, 408, no response, or one that cannot be decoded: **unclear** | as for a push-back if nothing has come through since the request was sent, else nothing | a look; may count |
//! | 501, 505, or it could not be sent | nothing | failed |
//! | 3xx, 401, 403, 412 | no request can succeed: the job ends | has no place |
//!
//! - **Counting.** A failure counts against an entry if more of the other requests came through than
//!   were pushed back since its last failure of that kind: the others succeed and this one does not.
//!   The entry has failed after [`TRIES`] unclear ones, or after [`PUSH_BACKS`] push-backs, which say
//!   much less about an entry. In an outage hardly anything counts. A page with as many unclear ones
//!   ends the job. An entry that was retried cannot fail any more: its looks end with its time.
//! - **Turns.** A request that was pushed back goes first after the pause, when the service has the
//!   most room. If that did not count, it lets one other request go first, which may succeed. Looks
//!   at entries that were retried come after everything else.
//! - **Stalling.** The job stalls from the first push-back until a request comes through. If that
//!   takes longer than the stall timeout, or a single pause is longer, the job ends with the error at
//!   hand. But if others have overtaken the entry, the entry fails instead, so that one bad entry at
//!   the end does not take the report away; and looks at entries that were retried just end.

use std::time::Duration;

use tokio::time::Instant;

use super::SkipReason;
use super::listing::PageAt;
use super::plan::{Call, Entry, Outcome, Plan, Settling};
use super::trouble::Trouble;
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};
use crate::{Error, wait};

/// Unclear failures that count before an entry has failed.
const TRIES: u32 = 8;
/// Push-backs that count before an entry has failed. A service that refuses every other request at
/// random must not make one of thousands of entries fail.
const PUSH_BACKS: u32 = 16;

impl Plan<'_> {
    /// Handles the outcome of a request sent at `started`. An error ends the job.
    pub(super) fn handle(
        &mut self,
        outcome: Outcome,
        started: Instant,
        now: Instant,
    ) -> Result<(), Error> {
        let (call, error) = match outcome {
            Outcome::Page(_, Ok(page)) => {
                self.pacer.come_through(started, now);
                return self.listed(page);
            }
            Outcome::Retry(entry, Ok(())) => {
                self.pacer.come_through(started, now);
                self.accepted(entry, now);
                return Ok(());
            }
            Outcome::Look(entry, Ok(state)) => {
                self.pacer.come_through(started, now);
                self.seen(entry, state.as_ref(), now);
                return Ok(());
            }
            Outcome::Page(page, Err(error)) => (Call::Page(page), error),
            Outcome::Retry(entry, Err(error)) => (Call::Retry(entry), error),
            Outcome::Look(entry, Err(error)) => (Call::Look(entry), error),
        };
        let trouble = Trouble::of(&error);
        let asked = match trouble {
            Trouble::Fatal => return Err(self.stop(error, Some(&call))),
            Trouble::PushBack(asked) => Some(asked.unwrap_or_default()),
            // Before the first page, the base URL may be wrong: the client's policy decides how
            // often to retry.
            Trouble::NoConnection if self.begun => Some(Duration::ZERO),
            Trouble::Unclear if self.begun && !self.pacer.came_through_since(started) => {
                Some(Duration::ZERO)
            }
            _ => None,
        };
        if let Some(asked) = asked {
            let pause = asked.saturating_add(self.backoff(self.pacer.strikes()));
            self.pacer.slow_down(started, pause, now);
            if self.pacer.kept_waiting(now) > self.stall_timeout {
                return self.stalled(call, error, now);
            }
            let is_settling = matches!(&call, Call::Look(entry) if entry.settling.is_some());
            if trouble != Trouble::Unclear || is_settling {
                self.again(call, trouble, error, now);
                return Ok(());
            }
        } else if trouble.came_through(&error) {
            self.pacer.come_through(started, now);
        }
        match call {
            Call::Page(page) => return self.not_listed(page, trouble, error, now),
            Call::Retry(entry) => self.not_accepted(entry, trouble, error, now),
            Call::Look(entry) => self.not_seen(entry, trouble, error, now),
        }
        Ok(())
    }

    /// Nothing has come through for too long.
    fn stalled(&mut self, call: Call, error: Error, now: Instant) -> Result<(), Error> {
        let pause = self.pacer.opens(now).map_or(Duration::ZERO, |opens| opens - now);
        match call {
            Call::Look(entry) if entry.settling.is_some() && pause <= self.stall_timeout => {
                let unknown = 1 + self.drop_looks();
                self.report.retried += unknown;
                self.settling -= unknown;
                Ok(())
            }
            Call::Retry(entry) | Call::Look(entry)
                if (entry.unclear.overtaken || entry.pushed_back.overtaken)
                    && pause <= self.stall_timeout =>
            {
                // If another request fails too, it is the service.
                self.yields = true;
                self.report.fail(entry.dlq_id, error);
                Ok(())
            }
            call => Err(self.stop(error, Some(&call))),
        }
    }

    /// Sends the same request again after the pause.
    fn again(&mut self, mut call: Call, trouble: Trouble, error: Error, now: Instant) {
        let (tries, settling) = match &mut call {
            Call::Page(page) => (&mut page.pushed_back, None),
            Call::Retry(entry) | Call::Look(entry) => {
                (&mut entry.pushed_back, entry.settling.as_ref())
            }
        };
        if matches!(trouble, Trouble::PushBack(_)) {
            self.yields |= !tries.add(self.pacer.tally());
        }
        let over = settling.is_some_and(|settling| settling.until <= now);
        let enough = settling.is_none() && tries.counted >= PUSH_BACKS;
        match call {
            Call::Look(entry) if over => self.look_later(entry, now),
            Call::Retry(entry) | Call::Look(entry) if enough => {
                self.report.fail(entry.dlq_id, error);
            }
            call => self.schedule(now, call),
        }
    }

    fn listed(&mut self, page: WorkflowDlqPage) -> Result<(), Error> {
        self.begun = true;
        for entry in self.listing.new_entries(page.messages) {
            self.report.found += 1;
            match entry.failure_callback_state() {
                Some(state) if *state != State::CallbackFail => {
                    let reason = SkipReason::NoLongerFailed(state.to_string());
                    self.report.skip(entry.dlq_id, reason);
                }
                _ if self.dry_run => self.report.skip(entry.dlq_id, SkipReason::DryRun),
                _ => self.ready.push_back(entry.dlq_id),
            }
        }
        let continued = self.listing.continue_at(page.cursor.as_deref());
        continued.map_err(|error| self.stop(error, None))
    }

    fn not_listed(
        &mut self,
        mut page: PageAt,
        trouble: Trouble,
        error: Error,
        now: Instant,
    ) -> Result<(), Error> {
        let most = if self.begun {
            self.yields |= !page.unclear.add(self.pacer.tally());
            TRIES
        } else {
            page.unclear.counted += 1;
            self.retry.most_retries()
        };
        let passes = matches!(trouble, Trouble::Unclear | Trouble::NoConnection);
        if !passes || page.unclear.counted > most {
            return Err(self.stop(error, None));
        }
        let at = wait::after(now, self.backoff(page.unclear.counted.saturating_sub(1)));
        self.schedule(at, Call::Page(page));
        Ok(())
    }

    /// The service has accepted the retry.
    fn accepted(&mut self, mut entry: Entry, now: Instant) {
        let Some(time) = self.settle else {
            self.report.retried += 1;
            return;
        };
        let until = wait::after(now, time);
        entry.settling = Some(Settling { until, looks: 0 });
        self.settling += 1;
        self.look_later(entry, now);
    }

    fn not_accepted(&mut self, mut entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        match trouble {
            Trouble::Vanished => self.report.skip(entry.dlq_id, SkipReason::Vanished),
            // This job's own retry arrived.
            Trouble::NotFailed if entry.unsure => self.accepted(entry, now),
            Trouble::NotFailed => {
                let text = error.message().unwrap_or("the service does not say why").to_owned();
                self.report.skip(entry.dlq_id, SkipReason::NoLongerFailed(text));
            }
            _ => {
                entry.unsure |= error.may_have_been_sent();
                self.look_or_fail(entry, trouble, error, now);
            }
        }
    }

    fn seen(&mut self, entry: Entry, state: Option<&State>, now: Instant) {
        if entry.settling.is_none() {
            return match state {
                Some(State::CallbackFail) => self.schedule(now, Call::Retry(entry)),
                Some(State::CallbackCanceled) => {
                    let reason = SkipReason::NoLongerFailed(State::CallbackCanceled.to_string());
                    self.report.skip(entry.dlq_id, reason);
                }
                _ => self.accepted(entry, now),
            };
        }
        match state {
            Some(State::CallbackInprogress | State::Unknown(_)) => {
                return self.look_later(entry, now);
            }
            Some(State::CallbackSuccess) => self.report.succeeded += 1,
            Some(State::CallbackFail) => self.report.still_failing += 1,
            Some(State::CallbackCanceled) | None => self.report.retried += 1,
        }
        self.settling -= 1;
    }

    fn not_seen(&mut self, entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        match (trouble, entry.settling.is_some()) {
            (Trouble::Vanished, false) => self.report.skip(entry.dlq_id, SkipReason::Vanished),
            (_, false) => self.look_or_fail(entry, trouble, error, now),
            // It was retried, and nothing is left to look at.
            (Trouble::Vanished, true) => self.settled_as_retried(),
            (_, true) => self.look_later(entry, now),
        }
    }

    /// Looks whether a retry without a response has arrived, unless that is hopeless.
    fn look_or_fail(&mut self, mut entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        if trouble == Trouble::Unclear {
            self.yields |= !entry.unclear.add(self.pacer.tally());
        }
        if trouble != Trouble::Unclear || entry.unclear.counted >= TRIES {
            return self.report.fail(entry.dlq_id, error);
        }
        let at = wait::after(now, self.backoff(entry.unclear.counted.saturating_sub(1)));
        self.schedule(at, Call::Look(entry));
    }

    /// Looks again at an entry that was retried, for the last time at the end of its time.
    fn look_later(&mut self, mut entry: Entry, now: Instant) {
        if let Some(settling) = &mut entry.settling
            && settling.until > now
        {
            settling.looks += 1;
            let interval = wait::interval(settling.looks, wait::MAX_INTERVAL);
            let at = settling.until.min(now + interval);
            return self.schedule(at, Call::Look(entry));
        }
        self.settled_as_retried();
    }

    /// Nothing more will be known of an entry that was retried.
    fn settled_as_retried(&mut self) {
        self.report.retried += 1;
        self.settling -= 1;
    }
}

#[cfg(test)]
#[path = "transitions_tests.rs"]
mod tests;
