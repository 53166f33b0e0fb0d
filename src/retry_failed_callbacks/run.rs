//! The job's requests: sent as the plan says, and reported to it when they end.

use std::future::pending;
use std::pin::pin;

use futures_util::StreamExt;
use futures_util::future::{Either, select};
use futures_util::stream::FuturesUnordered;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::plan::{Call, Outcome, Plan};
use super::{JOB, RetryFailedCallbacks, RetryReport};
use crate::types::FailureCallbackState;
use crate::{Client, Error, builder};

pub(super) async fn run(mut job: RetryFailedCallbacks<'_>) -> Result<RetryReport, Error> {
    job.check()?;
    // The plan decides on retries, for all requests together.
    let client = job.client.without_retries();
    let list = job.list_of(&client).failure_function_state([FailureCallbackState::CallbackFail]);
    let mut stop = job.stop.take().unwrap_or_else(|| Box::pin(pending()));
    let mut plan = Plan::new(job, Instant::now());
    // Not spawned: nothing of the job outlives its future.
    let mut in_flight = FuturesUnordered::new();
    let ended = loop {
        let now = Instant::now();
        plan.report_progress(now);
        while let Some(call) = plan.next(in_flight.len(), now) {
            in_flight.push(send(&client, &list, call, now));
        }
        let wakes = plan.wakes(in_flight.len(), now);
        if wakes.is_none() && in_flight.is_empty() {
            break Ok(());
        }
        let wakes = wakes.into_iter().chain(plan.progress_due()).min();
        let next = async {
            match wakes {
                Some(at) if in_flight.is_empty() => {
                    sleep_until(at).await;
                    None
                }
                Some(at) => timeout_at(at, in_flight.next()).await.ok().flatten(),
                None => in_flight.next().await,
            }
        };
        let outcome = match select(&mut stop, pin!(next)).await {
            Either::Left(_) => break Ok(()),
            Either::Right((outcome, _)) => outcome,
        };
        let Some((outcome, started)) = outcome else { continue };
        if let Err(error) = plan.handle(outcome, started, Instant::now()) {
            break Err(error);
        }
    };
    plan.end(ended, Instant::now())
}

/// Errors name the job, which is what the caller called.
async fn send(
    client: &Client,
    list: &builder::ListFailedWorkflowRuns<'_>,
    call: Call,
    started: Instant,
) -> (Outcome, Instant) {
    let named = |error: Error| error.with_operation(JOB);
    let outcome = match call {
        Call::Page(page) => {
            let list = list.clone();
            let response = match page.cursor.clone() {
                Some(cursor) => list.cursor(cursor).await,
                None => list.await,
            };
            Outcome::Page(page, response.map_err(named))
        }
        Call::Retry(entry) => {
            let response = client.retry_failure_callback().dlq_id(&entry.dlq_id).await;
            Outcome::Retry(entry, response.map(drop).map_err(named))
        }
        Call::Look(entry) => {
            let response = client.get_failed_workflow_run().dlq_id(&entry.dlq_id).await;
            let state = response.map(|entry| entry.failure_callback_state().cloned());
            Outcome::Look(entry, state.map_err(named))
        }
    };
    (outcome, started)
}
