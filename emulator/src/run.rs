//! The life of one run: its states and the ways between them, without IO.
//!
//! ```text
//! waiting --its time--> queued --admitted--> delivering --2xx--------------> RUN_SUCCESS
//!    ^                                            |-- retries are left --> waiting
//!    |____________________________________________|-- none is left ------> RUN_FAILED
//! all but the ends --cancel--> RUN_CANCELED
//! ```

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Serialize, Serializer};
use tokio::sync::Notify;

use crate::answer::Answer;
use crate::backoff;
use crate::dlq_id::DlqId;
use crate::failed_attempts::FailedAttempts;
use crate::order::Order;

/// The place of a run among all, which is also the cursor that names it: later runs have larger ones.
pub(crate) type RunNo = u64;

/// One run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) no: RunNo,
    pub(crate) id: Arc<str>,
    pub(crate) order: Arc<Order>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// When it was to begin, in unix milliseconds.
    pub(crate) not_before: u64,
    /// When its payload first came in, in unix milliseconds: a resumed run takes over the step.
    pub(crate) received_at: u64,
    pub(crate) phase: Phase,
    pub(crate) failed: FailedAttempts,
    /// Tells whoever drives the run to look at it again.
    pub(crate) wake: Arc<Notify>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Until a moment in unix milliseconds.
    Waiting {
        until: u64,
    },
    /// Flow control has not let it begin yet.
    Queued,
    Delivering,
    Succeeded {
        at: u64,
        response: Bytes,
    },
    Failed {
        at: u64,
        dlq_id: DlqId,
    },
    Canceled {
        at: u64,
    },
}

/// What is to be done for a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// Nothing before this moment, in unix milliseconds.
    Wait(u64),
    GetInLine,
    /// Nothing ever again.
    Stop,
}

/// What an answer makes of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Success,
    /// After so many milliseconds, as the user counts them.
    RetryAfter(u64),
    GiveUp,
}

impl Run {
    pub(crate) fn message_id(&self) -> String {
        format!("msg_{:013}-{:07}", self.created_at, self.no)
    }

    pub(crate) fn next_move(&mut self, now: u64) -> Move {
        match self.phase {
            Phase::Waiting { until } if now < until => Move::Wait(until),
            Phase::Waiting { .. } => {
                self.phase = Phase::Queued;
                Move::GetInLine
            }
            _ => Move::Stop,
        }
    }

    /// Whether the delivery may begin: not when the run was canceled in line.
    pub(crate) fn begin(&mut self) -> bool {
        let queued = self.phase == Phase::Queued;
        if queued {
            self.phase = Phase::Delivering;
        }
        queued
    }

    /// What to make of an answer; `None` when it comes too late to matter.
    pub(crate) fn judge(&self, answer: &Answer, now: u64) -> Option<Verdict> {
        if self.phase != Phase::Delivering {
            return None;
        }
        if answer.succeeded() {
            return Some(Verdict::Success);
        }
        let retried = self.retried();
        if retried >= self.order.max_retries || answer.forbids_retries() {
            return Some(Verdict::GiveUp);
        }
        let wait = backoff::wait_ms(answer, self.order.retry_delay.as_ref(), retried, now);
        Some(Verdict::RetryAfter(wait))
    }

    /// The retries made so far.
    pub(crate) fn retried(&self) -> u32 {
        self.failed.count()
    }

    /// Whether a delivery was waiting for its time, which is now.
    pub(crate) fn deliver_now(&mut self) -> bool {
        let waiting = matches!(self.phase, Phase::Waiting { .. });
        if waiting {
            self.phase = Phase::Waiting { until: 0 };
            self.wake.notify_one();
        }
        waiting
    }

    pub(crate) fn is_over(&self) -> bool {
        self.completed_at().is_some()
    }

    pub(crate) fn completed_at(&self) -> Option<u64> {
        match self.phase {
            Phase::Succeeded { at, .. } | Phase::Failed { at, .. } | Phase::Canceled { at } => {
                Some(at)
            }
            Phase::Waiting { .. } | Phase::Queued | Phase::Delivering => None,
        }
    }

    pub(crate) fn state(&self) -> RunState {
        match self.phase {
            Phase::Waiting { .. } | Phase::Queued | Phase::Delivering => RunState::Started,
            Phase::Succeeded { .. } => RunState::Success,
            Phase::Failed { .. } => RunState::Failed,
            Phase::Canceled { .. } => RunState::Canceled,
        }
    }

    /// The state of the step that calls the workflow.
    pub(crate) fn step_state(&self) -> StepState {
        match self.phase {
            Phase::Waiting { .. } | Phase::Queued if self.retried() > 0 => StepState::Retry,
            Phase::Waiting { .. } | Phase::Queued | Phase::Delivering => StepState::Progress,
            Phase::Succeeded { .. } => StepState::Success,
            Phase::Failed { .. } => StepState::Failed,
            Phase::Canceled { .. } => StepState::Canceled,
        }
    }
}

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)* }

        impl $name {
            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                match text { $($text => Ok(Self::$variant),)* _ => Err(()) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

states! {
    /// Where a run stands.
    RunState {
        Started = "RUN_STARTED",
        Success = "RUN_SUCCESS",
        Failed = "RUN_FAILED",
        Canceled = "RUN_CANCELED",
    }
}

states! {
    /// Where a step of a run stands.
    StepState {
        Progress = "STEP_PROGRESS",
        Success = "STEP_SUCCESS",
        Retry = "STEP_RETRY",
        Failed = "STEP_FAILED",
        Canceled = "STEP_CANCELED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failed_attempts::FailedAttempt;

    fn run(max_retries: u32) -> Run {
        let order = Order { max_retries, ..Order::to("https://app.example.com/a") };
        Run {
            no: 7,
            id: "wfr_1".into(),
            order: Arc::new(order),
            created_at: 5,
            not_before: 5,
            received_at: 5,
            phase: Phase::Waiting { until: 10 },
            failed: FailedAttempts::default(),
            wake: Arc::default(),
        }
    }

    fn answer(status: u16) -> Answer {
        Answer { status: Some(status), ..Answer::default() }
    }

    #[test]
    fn a_run_waits_for_its_time_and_gets_in_line_once() {
        let mut run = run(0);
        assert_eq!(run.next_move(9), Move::Wait(10));
        assert_eq!(run.next_move(10), Move::GetInLine);
        assert_eq!(run.next_move(11), Move::Stop);
        assert!(run.begin() && !run.begin());
    }

    #[test]
    fn the_answers_and_the_retries_left_decide_what_happens_next() {
        let mut run = run(2);
        run.phase = Phase::Delivering;
        assert_eq!(run.judge(&answer(204), 1), Some(Verdict::Success));
        for expected in [Verdict::RetryAfter(12_000), Verdict::RetryAfter(148_000), Verdict::GiveUp]
        {
            assert_eq!(run.judge(&answer(500), 1), Some(expected));
            run.failed.push(FailedAttempt::new(answer(500), 1));
        }
        for phase in [Phase::Canceled { at: 1 }, Phase::Queued, Phase::Waiting { until: 0 }] {
            run.phase = phase;
            assert_eq!(run.judge(&answer(200), 1), None, "it comes too late");
        }
    }

    #[test]
    fn only_a_waiting_delivery_can_be_brought_forward() {
        let mut run = run(2);
        assert!(run.deliver_now());
        assert_eq!(run.next_move(0), Move::GetInLine);
        assert!(!run.deliver_now());
        run.phase = Phase::Delivering;
        assert!(!run.deliver_now());
    }

    #[test]
    fn names_of_states_are_read_as_they_are_written() {
        assert_eq!("RUN_FAILED".parse(), Ok(RunState::Failed));
        assert_eq!("STEP_RETRY".parse(), Ok(StepState::Retry));
        assert_eq!(RunState::Canceled.to_string(), "RUN_CANCELED");
        assert_eq!("RUN_BROKEN".parse::<RunState>(), Err(()));
    }
}
