//! What becomes of a call that has ended: where its entry ends up or what is done about it
//! next, and what it says of the service. Nothing here does IO.
//!
//! | the call ended with | the service | the entry |
//! |---|---|---|
//! | success, or a 4xx not named below | it **comes through**: after a round of such calls one more goes at a time | has its place, or is looked at |
//! | 429, 503 | it **pushes back**: all calls pause, and half as many go at a time | the same call again; may count |
//! | no connection | as with a push-back | the same call again; never counts |
//! | other 5xx, 408, no answer, one that cannot be read: **unclear** | as with a push-back if nothing has come through since the call was started, else it says nothing | a look; may count |
//! | 501, 505, or it could not be sent | it says nothing | failed |
//! | 3xx, 401, 403, 412 | no call will come through: the job ends | has no place |
//!
//! - **Counting.** A try counts against an entry if more of the other calls have come through than
//!   were pushed back since its last try of that kind: others get on, and this one does not.
//!   After [`TRIES`] unclear ones it has failed, after [`PUSH_BACKS`] of the others, which say so much
//!   less of an entry. In an outage hardly anything counts. Where a page has as many unclear ones,
//!   the job ends. What was retried cannot fail any more: its looks end with its time.
//! - **Turns.** A call that was pushed back is the first one after the pause, for then the service
//!   has the most room. If that did not count, it lets one other call go first, which may be
//!   luckier. Looks at what was retried come after everything else.
//! - **Stalling.** All are kept waiting from the first push-back on until a call comes through.
//!   When that takes longer than the stall timeout, the job ends with the error at hand, as it
//!   does at a single pause that is longer. But an entry that others have overtaken fails instead, so
//!   that one bad entry, left at the end, does not take the report away; and if it is a look at
//!   what was retried, such looks end.

use std::time::Duration;

use tokio::time::Instant;

use super::SkipReason;
use super::listing::PageAt;
use super::plan::{Call, Entry, Heard, Plan, Settling};
use super::trouble::Trouble;
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};
use crate::{Error, wait};

/// How often a call may end unclear, where that counts.
const TRIES: u32 = 8;
/// How often a call may be pushed back, where that counts. A service that refuses every other
/// call at random must not fail one of thousands of entries by that.
const PUSH_BACKS: u32 = 16;

impl Plan<'_> {
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
        let trouble = Trouble::of(&error);
        let asked = match trouble {
            Trouble::Fatal => return Err(self.stop(error, Some(&call))),
            Trouble::PushBack(asked) => Some(asked.unwrap_or_default()),
            // Before the first page, the client may have been given a wrong address: its own
            // policy says how often that is tried.
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
            Call::Retry(entry) => self.not_taken(entry, trouble, error, now),
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
                self.tell(now);
                Ok(())
            }
            Call::Retry(entry) | Call::Look(entry)
                if (entry.unclear.overtaken || entry.pushed_back.overtaken)
                    && pause <= self.stall_timeout =>
            {
                // If another call is no luckier, it is the service.
                self.yields = true;
                self.fail(entry, error, now);
                Ok(())
            }
            call => Err(self.stop(error, Some(&call))),
        }
    }

    /// Makes the same call again, after the pause that all make.
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
            Call::Retry(entry) | Call::Look(entry) if enough => self.fail(entry, error, now),
            call => {
                self.put_off(now, call);
                self.tell(now);
            }
        }
    }

    fn listed(&mut self, page: WorkflowDlqPage, now: Instant) -> Result<(), Error> {
        self.begun = true;
        for entry in self.listing.what_is_new(page.messages) {
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
        let goes_on = self.listing.go_on(page.cursor.as_deref());
        goes_on.map_err(|error| self.stop(error, None))?;
        self.tell(now);
        Ok(())
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
        self.put_off(at, Call::Page(page));
        Ok(())
    }

    fn taken(&mut self, mut entry: Entry, now: Instant) {
        let Some(time) = self.settle else {
            self.report.retried += 1;
            return self.tell(now);
        };
        let until = wait::after(now, time);
        entry.settling = Some(Settling { until, looks: 0 });
        self.settling += 1;
        self.look_later(entry, now);
        self.tell(now);
    }

    fn not_taken(&mut self, mut entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        match trouble {
            Trouble::Vanished => self.skip(entry, SkipReason::Vanished, now),
            // It is this job's own retry that arrived.
            Trouble::NotFailed if entry.unsure => self.taken(entry, now),
            Trouble::NotFailed => {
                let text = error.message().unwrap_or("the service does not say why").to_owned();
                self.skip(entry, SkipReason::NoLongerFailed(text), now);
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
                Some(State::CallbackFail) => self.put_off(now, Call::Retry(entry)),
                Some(State::CallbackCanceled) => {
                    let reason = SkipReason::NoLongerFailed(State::CallbackCanceled.to_string());
                    self.skip(entry, reason, now);
                }
                _ => self.taken(entry, now),
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
        self.settled(now);
    }

    fn not_seen(&mut self, entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        match (trouble, entry.settling.is_some()) {
            (Trouble::Vanished, false) => self.skip(entry, SkipReason::Vanished, now),
            (_, false) => self.look_or_fail(entry, trouble, error, now),
            // It was retried, and there is nothing left to look at.
            (Trouble::Vanished, true) => {
                self.report.retried += 1;
                self.settled(now);
            }
            (_, true) => self.look_later(entry, now),
        }
    }

    /// Looks whether a retry without an answer has arrived, unless that is hopeless.
    fn look_or_fail(&mut self, mut entry: Entry, trouble: Trouble, error: Error, now: Instant) {
        if trouble == Trouble::Unclear {
            self.yields |= !entry.unclear.add(self.pacer.tally());
        }
        if trouble != Trouble::Unclear || entry.unclear.counted >= TRIES {
            return self.fail(entry, error, now);
        }
        let at = wait::after(now, self.backoff(entry.unclear.counted.saturating_sub(1)));
        self.put_off(at, Call::Look(entry));
    }

    /// Looks again at an entry that was retried, once more at the end of its time.
    fn look_later(&mut self, mut entry: Entry, now: Instant) {
        if let Some(settling) = &mut entry.settling
            && settling.until > now
        {
            settling.looks += 1;
            let interval = wait::interval(settling.looks, wait::MAX_INTERVAL);
            let at = settling.until.min(now + interval);
            return self.put_off(at, Call::Look(entry));
        }
        self.report.retried += 1;
        self.settled(now);
    }

    fn settled(&mut self, now: Instant) {
        self.settling -= 1;
        self.tell(now);
    }

    fn fail(&mut self, entry: Entry, error: Error, now: Instant) {
        self.report.fail(entry.dlq_id, error);
        self.tell(now);
    }

    fn skip(&mut self, entry: Entry, reason: SkipReason, now: Instant) {
        self.report.skip(entry.dlq_id, reason);
        self.tell(now);
    }
}

#[cfg(test)]
#[path = "transitions_tests.rs"]
mod tests;
