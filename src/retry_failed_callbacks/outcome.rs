//! What an answer, or none, means for a page and for an entry: where it ends up, or what is
//! done about it next.

use tokio::time::Instant;

use super::SkipReason;
use super::plan::{Call, Entry, Listing, PageAt, Plan, Settling};
use super::trouble::Trouble;
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};
use crate::{Error, wait};

/// How often a call is made of which nobody knows whether it arrived, before the entry counts
/// as failed.
const TRIES: u32 = 8;

impl Plan<'_> {
    pub(super) fn listed(&mut self, page: WorkflowDlqPage, now: Instant) -> Result<(), Error> {
        self.begun = true;
        for entry in page.messages {
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
        let next = self.cursors.next("list_failed_workflow_runs", page.cursor.as_deref());
        self.listing = match next.map_err(|error| self.stop(error))? {
            Some(cursor) => Listing::Next(PageAt { cursor: Some(cursor), tries: 0 }),
            None => Listing::Ended,
        };
        self.tell(now);
        Ok(())
    }

    pub(super) fn not_listed(
        &mut self,
        mut page: PageAt,
        trouble: Trouble,
        error: Error,
        now: Instant,
    ) -> Result<(), Error> {
        let tries = if self.begun { TRIES } else { self.retry.policy.most_retries() };
        let passes = matches!(trouble, Trouble::Unclear | Trouble::NoConnection);
        if !passes || page.tries >= tries {
            return Err(self.stop(error));
        }
        let at = wait::after(now, self.backoff(page.tries));
        page.tries += 1;
        self.put_off(at, Call::Page(page));
        Ok(())
    }

    pub(super) fn taken(&mut self, mut entry: Entry, now: Instant) {
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

    pub(super) fn not_taken(
        &mut self,
        mut entry: Entry,
        trouble: Trouble,
        error: Error,
        now: Instant,
    ) {
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

    pub(super) fn seen(&mut self, entry: Entry, state: Option<&State>, now: Instant) {
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

    pub(super) fn not_seen(&mut self, entry: Entry, trouble: Trouble, error: Error, now: Instant) {
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
        entry.tries += 1;
        if trouble != Trouble::Unclear || entry.tries >= TRIES {
            self.report.fail(entry.dlq_id, error);
            return self.tell(now);
        }
        let at = wait::after(now, self.backoff(entry.tries - 1));
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

    fn skip(&mut self, entry: Entry, reason: SkipReason, now: Instant) {
        self.report.skip(entry.dlq_id, reason);
        self.tell(now);
    }
}
