//! For the tests: the plan against a service that is played here, with times of its own and
//! without IO.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::plan::{Call, Heard, Plan};
use super::{RetryFailedCallbacks, RetryReport};
use crate::types::{FailureCallbackState as State, WorkflowDlqPage};
use crate::{Client, Error, RetryPolicy};

pub(super) const MOST: usize = 32;
const LATENCY: Duration = Duration::from_millis(20);

/// A page with entries from a number on, all failed.
pub(super) fn page(from: usize, entries: usize, last: bool) -> WorkflowDlqPage {
    let entry = |number| serde_json::json!({ "dlqId": format!("{number}-0") });
    let cursor = if last { String::new() } else { from.to_string() };
    let messages: Vec<_> = (from..from + entries).map(entry).collect();
    let page = serde_json::json!({ "messages": messages, "cursor": cursor });
    serde_json::from_value(page).expect("a page")
}

/// The error of a response with this status.
pub(super) fn answered(code: u16) -> Error {
    Error::of_status(http::StatusCode::from_u16(code).expect("a status"))
}

/// The call, answered with this status.
pub(super) fn refused(call: Call, code: u16) -> Heard {
    match call {
        Call::Page(page) => Heard::Page(page, Err(answered(code))),
        Call::Retry(entry) => Heard::Retry(entry, Err(answered(code))),
        Call::Look(entry) => Heard::Look(entry, Err(answered(code))),
    }
}

/// A service that has pages of 100 failed entries, takes every retry, and whose callbacks are
/// over when they have been looked at so often.
pub(super) struct Service {
    pub(super) pages: usize,
    pub(super) listed: usize,
    pub(super) looks: u32,
}

impl Service {
    pub(super) fn with(pages: usize) -> Self {
        Self { pages, listed: 0, looks: 0 }
    }

    pub(super) fn answer(&mut self, call: Call) -> Heard {
        match call {
            Call::Page(at) => {
                self.listed += 1;
                Heard::Page(at, Ok(page(self.listed * 100, 100, self.listed == self.pages)))
            }
            Call::Retry(entry) => Heard::Retry(entry, Ok(())),
            Call::Look(entry) => {
                let state = match &entry.settling {
                    None => State::CallbackFail,
                    Some(settling) if settling.looks > self.looks => State::CallbackSuccess,
                    Some(_) => State::CallbackInprogress,
                };
                Heard::Look(entry, Ok(Some(state)))
            }
        }
    }
}

/// What came of a job that was played.
pub(super) struct Played {
    pub(super) ended: Result<RetryReport, Error>,
    pub(super) took: Duration,
    /// `list`, `retry 1-0` or `look 1-0`, with the time since the start.
    pub(super) calls: Vec<(String, Duration)>,
    /// The most that was kept at once.
    pub(super) kept: usize,
}

impl Played {
    pub(super) fn report(self) -> RetryReport {
        self.ended.expect("a report")
    }

    /// When calls were made that begin like this.
    pub(super) fn times(&self, name: &str) -> Vec<Duration> {
        let named = self.calls.iter().filter(|(call, _)| call.starts_with(name));
        named.map(|(_, at)| *at).collect()
    }
}

pub(super) fn client() -> Client {
    // The same random waits in every run.
    fastrand::seed(1);
    let policy = RetryPolicy::default();
    Client::builder().token("t").retry(policy).build().expect("a client")
}

/// Plays the job against a service that answers every call after [`LATENCY`], knowing when
/// the call arrived.
pub(super) fn play(
    job: RetryFailedCallbacks<'_>,
    mut answer: impl FnMut(Call, Duration) -> Heard,
) -> Played {
    let most = job.concurrency;
    let start = Instant::now();
    let mut now = start;
    let mut plan = Plan::new(job, now);
    let (mut calls, mut kept) = (Vec::new(), 0);
    let mut under_way: VecDeque<(Call, Instant)> = VecDeque::new();
    let ended = loop {
        while let Some(call) = plan.next(under_way.len(), now) {
            let name = match &call {
                Call::Page(_) => "list".to_owned(),
                Call::Retry(entry) => format!("retry {}", entry.dlq_id),
                Call::Look(entry) => format!("look {}", entry.dlq_id),
            };
            calls.push((name, now - start));
            assert!(calls.len() < 2_000_000, "it goes on for ever");
            under_way.push_back((call, now));
            assert!(under_way.len() <= most);
        }
        if under_way.len() == most {
            assert_eq!(plan.wakes(most, now), None, "only an answer makes room");
        }
        kept = kept.max(plan.kept() + under_way.len());
        let ends = under_way.front().map(|(_, started)| *started + LATENCY);
        match (ends, plan.wakes(under_way.len(), now)) {
            (None, None) => break Ok(plan.finish()),
            (Some(ends), wakes) if wakes.is_none_or(|wakes| ends <= wakes) => now = ends,
            (_, wakes) => {
                now = wakes.expect("one of the two");
                continue;
            }
        }
        let Some((call, started)) = under_way.pop_front() else { continue };
        let heard = answer(call, started - start);
        if let Err(error) = plan.hear(heard, started, now) {
            break Err(error);
        }
    };
    Played { ended, took: now - start, calls, kept }
}

/// Whether it is a call for the entry with this id.
pub(super) fn is(call: &Call, id: &str) -> bool {
    matches!(call, Call::Retry(entry) | Call::Look(entry) if entry.dlq_id == id)
}
