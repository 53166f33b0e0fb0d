//! For tests: the plan against a simulated service, with simulated time and no IO.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

use super::plan::{Call, Outcome, Plan};
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
pub(super) fn status_error(code: u16) -> Error {
    Error::of_status(http::StatusCode::from_u16(code).expect("a status"))
}

/// The outcome of a request whose response has this status.
pub(super) fn refused(call: Call, code: u16) -> Outcome {
    match call {
        Call::Page(page) => Outcome::Page(page, Err(status_error(code))),
        Call::Retry(entry) => Outcome::Retry(entry, Err(status_error(code))),
        Call::Look(entry) => Outcome::Look(entry, Err(status_error(code))),
    }
}

/// A service with pages of 100 failed entries that accepts every retry. A callback succeeds once it
/// has been looked at more often than `looks`.
pub(super) struct Service {
    pub(super) pages: usize,
    pub(super) listed: usize,
    pub(super) looks: u32,
}

impl Service {
    pub(super) fn with(pages: usize) -> Self {
        Self { pages, listed: 0, looks: 0 }
    }

    pub(super) fn respond(&mut self, call: Call) -> Outcome {
        match call {
            Call::Page(at) => {
                self.listed += 1;
                Outcome::Page(at, Ok(page(self.listed * 100, 100, self.listed == self.pages)))
            }
            Call::Retry(entry) => Outcome::Retry(entry, Ok(())),
            Call::Look(entry) => {
                let state = match &entry.settling {
                    None => State::CallbackFail,
                    Some(settling) if settling.looks > self.looks => State::CallbackSuccess,
                    Some(_) => State::CallbackInprogress,
                };
                Outcome::Look(entry, Ok(Some(state)))
            }
        }
    }
}

/// A job that has ended.
pub(super) struct Played {
    pub(super) ended: Result<RetryReport, Error>,
    pub(super) took: Duration,
    /// `list`, `retry 1-0` or `look 1-0`, with the time since the start.
    pub(super) calls: Vec<(String, Duration)>,
    /// The most that was kept at the same time.
    pub(super) kept: usize,
}

impl Played {
    pub(super) fn report(self) -> RetryReport {
        self.ended.expect("a report")
    }

    /// When requests were sent whose names start like this.
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

/// Runs the job against a service that responds to every request after [`LATENCY`], given the time
/// when the request arrived.
pub(super) fn play(
    job: RetryFailedCallbacks<'_>,
    mut respond: impl FnMut(Call, Duration) -> Outcome,
) -> Played {
    let most = job.concurrency;
    let start = Instant::now();
    let mut now = start;
    let mut plan = Plan::new(job, now);
    let (mut calls, mut kept) = (Vec::new(), 0);
    let mut in_flight: VecDeque<(Call, Instant)> = VecDeque::new();
    let ended = loop {
        while let Some(call) = plan.next(in_flight.len(), now) {
            let name = match &call {
                Call::Page(_) => "list".to_owned(),
                Call::Retry(entry) => format!("retry {}", entry.dlq_id),
                Call::Look(entry) => format!("look {}", entry.dlq_id),
            };
            calls.push((name, now - start));
            assert!(calls.len() < 2_000_000, "it never ends");
            in_flight.push_back((call, now));
            assert!(in_flight.len() <= most);
        }
        if in_flight.len() == most {
            assert_eq!(plan.wakes(most, now), None, "only a response makes room");
        }
        kept = kept.max(plan.kept() + in_flight.len());
        let ends = in_flight.front().map(|(_, started)| *started + LATENCY);
        match (ends, plan.wakes(in_flight.len(), now)) {
            (None, None) => break Ok(()),
            (Some(ends), wakes) if wakes.is_none_or(|wakes| ends <= wakes) => now = ends,
            (_, wakes) => {
                now = wakes.expect("one of the two");
                continue;
            }
        }
        let Some((call, started)) = in_flight.pop_front() else { continue };
        let outcome = respond(call, started - start);
        if let Err(error) = plan.handle(outcome, started, now) {
            break Err(error);
        }
    };
    Played { ended: plan.end(ended, now), took: now - start, calls, kept }
}

/// Is it a request for the entry with this id?
pub(super) fn is(call: &Call, id: &str) -> bool {
    matches!(call, Call::Retry(entry) | Call::Look(entry) if entry.dlq_id == id)
}
