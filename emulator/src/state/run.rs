//! A run: its states and their transitions.
//!
//! ```text
//! waiting --due--> queued --permitted--> delivering --2xx-------------> RUN_SUCCESS
//!    ^                                       |-- retries left ------> waiting
//!    |_______________________________________|-- no retries left ---> RUN_FAILED
//! any of these --cancel--> RUN_CANCELED
//! ```

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use serde::{Serialize, Serializer};
use tokio::sync::Notify;

use crate::state::backoff;
use crate::state::dlq_id::DlqId;
use crate::state::failed_attempts::FailedAttempts;
use crate::state::response::Response;
use crate::state::run_spec::RunSpec;

/// The number of a run. Later runs have larger ones.
pub(crate) type RunNo = u64;

/// One run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) no: RunNo,
    pub(crate) id: Arc<str>,
    pub(crate) spec: Arc<RunSpec>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// When its first attempt was due, in unix milliseconds.
    pub(crate) not_before: u64,
    /// When its payload first arrived, in unix milliseconds. A resumed run keeps the time of the failed run.
    pub(crate) received_at: u64,
    pub(crate) phase: Phase,
    pub(crate) failed: FailedAttempts,
    /// Wakes the task of the run.
    pub(crate) wake: Arc<Notify>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Until a time in unix milliseconds.
    Waiting {
        until: u64,
    },
    /// Waits for flow control.
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

/// What the task of a run has to do next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Wait until a time in unix milliseconds.
    Wait(u64),
    Queue,
    Stop,
}

/// What follows from a response.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Success,
    /// Milliseconds, before the time factor.
    RetryAfter(u64),
    GiveUp,
}

impl Run {
    pub(crate) fn message_id(&self) -> String {
        format!("msg_{:013}-{:07}", self.created_at, self.no)
    }

    pub(crate) fn next_action(&mut self, now: u64) -> Action {
        match self.phase {
            Phase::Waiting { until } if now < until => Action::Wait(until),
            Phase::Waiting { .. } => {
                self.phase = Phase::Queued;
                Action::Queue
            }
            _ => Action::Stop,
        }
    }

    /// Starts the delivery, unless the run was canceled while it was queued.
    pub(crate) fn begin(&mut self) -> bool {
        let queued = self.phase == Phase::Queued;
        if queued {
            self.phase = Phase::Delivering;
        }
        queued
    }

    /// Decides what follows from a response; `None` if the run is no longer delivering.
    pub(crate) fn decide(&self, response: &Response, now: u64) -> Option<Verdict> {
        if self.phase != Phase::Delivering {
            return None;
        }
        if response.succeeded() {
            return Some(Verdict::Success);
        }
        let retried = self.retried();
        if retried >= self.spec.max_retries || response.forbids_retries() {
            return Some(Verdict::GiveUp);
        }
        let wait = backoff::wait_ms(response, self.spec.retry_delay.as_ref(), retried, now);
        Some(Verdict::RetryAfter(wait))
    }

    /// Returns the number of retries made so far.
    pub(crate) fn retried(&self) -> u32 {
        self.failed.count()
    }

    /// Makes a waiting delivery due now. Returns whether one was waiting.
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
            Phase::Waiting { .. } | Phase::Queued | Phase::Delivering => RunState::StartedRun,
            Phase::Succeeded { .. } => RunState::Success,
            Phase::Failed { .. } => RunState::Failed,
            Phase::Canceled { .. } => RunState::Canceled,
        }
    }

    /// Returns the state of the step that calls the workflow.
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
    /// The state of a run.
    RunState {
        StartedRun = "RUN_STARTED",
        Success = "RUN_SUCCESS",
        Failed = "RUN_FAILED",
        Canceled = "RUN_CANCELED",
    }
}

states! {
    /// The state of a step.
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
    use crate::state::failed_attempts::FailedAttempt;

    fn run(max_retries: u32) -> Run {
        let spec = RunSpec { max_retries, ..RunSpec::to("https://app.example.com/a") };
        Run {
            no: 7,
            id: "wfr_1".into(),
            spec: Arc::new(spec),
            created_at: 5,
            not_before: 5,
            received_at: 5,
            phase: Phase::Waiting { until: 10 },
            failed: FailedAttempts::default(),
            wake: Arc::default(),
        }
    }

    fn response(status: u16) -> Response {
        Response { status: Some(status), ..Response::default() }
    }

    #[test]
    fn a_run_waits_until_it_is_due_and_is_queued_once() {
        let mut run = run(0);
        assert_eq!(run.next_action(9), Action::Wait(10));
        assert_eq!(run.next_action(10), Action::Queue);
        assert_eq!(run.next_action(11), Action::Stop);
        assert!(run.begin() && !run.begin());
    }

    #[test]
    fn the_response_and_the_retries_left_decide_what_happens_next() {
        let mut run = run(2);
        run.phase = Phase::Delivering;
        assert_eq!(run.decide(&response(204), 1), Some(Verdict::Success));
        for expected in [Verdict::RetryAfter(12_000), Verdict::RetryAfter(148_000), Verdict::GiveUp]
        {
            assert_eq!(run.decide(&response(500), 1), Some(expected));
            run.failed.push(FailedAttempt::new(response(500), 1));
        }
        for phase in [Phase::Canceled { at: 1 }, Phase::Queued, Phase::Waiting { until: 0 }] {
            run.phase = phase;
            assert_eq!(run.decide(&response(200), 1), None, "it is too late");
        }
    }

    #[test]
    fn only_a_waiting_delivery_can_be_brought_forward() {
        let mut run = run(2);
        assert!(run.deliver_now());
        assert_eq!(run.next_action(0), Action::Queue);
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
