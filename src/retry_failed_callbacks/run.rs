//! The job's calls: made as the plan says, and told to it when they end.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::plan::{Call, Heard, Plan};
use super::{RetryFailedCallbacks, RetryReport};
use crate::types::FailureCallbackState;
use crate::{Client, Error, builder};

pub(super) async fn run(job: RetryFailedCallbacks<'_>) -> Result<RetryReport, Error> {
    job.check()?;
    // Whether and when a call is made again is decided for all of them together.
    let client = job.client.without_retries();
    let list = job.list_of(&client).failure_function_state([FailureCallbackState::CallbackFail]);
    let mut plan = Plan::new(job, Instant::now());
    // Not on tasks of their own: nothing of the job outlives its future.
    let mut under_way = FuturesUnordered::new();
    loop {
        let now = Instant::now();
        while let Some(call) = plan.next(under_way.len(), now) {
            under_way.push(make(&client, &list, call, now));
        }
        let ended = match plan.wakes(under_way.len(), now) {
            Some(at) if under_way.is_empty() => {
                sleep_until(at).await;
                continue;
            }
            Some(at) => match timeout_at(at, under_way.next()).await {
                Ok(ended) => ended,
                Err(_) => continue,
            },
            None => under_way.next().await,
        };
        let Some((heard, started)) = ended else { return Ok(plan.finish()) };
        plan.hear(heard, started, Instant::now())?;
    }
}

async fn make(
    client: &Client,
    list: &builder::ListFailedWorkflowRuns<'_>,
    call: Call,
    now: Instant,
) -> (Heard, Instant) {
    let heard = match call {
        Call::Page(page) => {
            let list = list.clone();
            let answer = match page.cursor.clone() {
                Some(cursor) => list.cursor(cursor).await,
                None => list.await,
            };
            Heard::Page(page, answer)
        }
        Call::Retry(entry) => {
            let answer = client.retry_failure_callback().dlq_id(&entry.dlq_id).await;
            Heard::Retry(entry, answer.map(drop))
        }
        Call::Look(entry) => {
            let answer = client.get_failed_workflow_run().dlq_id(&entry.dlq_id).await;
            Heard::Look(entry, answer.map(|entry| entry.failure_callback_state().cloned()))
        }
    };
    (heard, now)
}
