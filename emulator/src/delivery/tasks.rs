//! The background tasks: each run, failure callback and message has its own.
//!
//! A graceful stop does not wait for the tasks, which may wait a day for a retry. It waits for the token that each
//! delivery holds until its response is recorded.

use std::sync::Arc;

use crate::delivery::engine::Engine;
use crate::delivery::request::{Request, callback_request, run_request, timeout_request};
use crate::state::backoff;
use crate::state::bulk::ActionId;
use crate::state::clock::{now_ms, until};
use crate::state::dlq_id::DlqId;
use crate::state::failed_attempts::FailedAttempt;
use crate::state::headers;
use crate::state::response::Response;
use crate::state::run::{Action, Phase, Run, RunNo, Verdict};
use crate::state::run_spec::DEFAULT_RETRIES;
use crate::state::waiters::WaiterNo;

/// How many runs a bulk cancellation processes at a time.
const BULK_SIZE: usize = 100;
/// The pause between two of these, in milliseconds, so that clients can observe the progress.
const BULK_PAUSE: u64 = 100;

/// Delivers a run until it is over, then its failure callback.
pub(crate) async fn deliver_run(engine: Arc<Engine>, no: RunNo) {
    let Some((wake, spec)) =
        engine.runs.lock().get(no).map(|run| (Arc::clone(&run.wake), Arc::clone(&run.spec)))
    else {
        return;
    };
    loop {
        let next = engine.runs.lock().get_mut(no).map(|run| run.next_action(now_ms()));
        match next.unwrap_or(Action::Stop) {
            Action::Stop => return,
            Action::Wait(time) => {
                tokio::select! {
                    () = until(time) => {}
                    () = wake.notified() => {}
                }
                continue;
            }
            Action::Queue => {}
        }
        let mut permit = engine.limiter.queue(spec.flow.as_ref());
        loop {
            tokio::select! {
                () = permit.granted() => break,
                () = wake.notified() => {
                    if engine.runs.lock().get(no).is_none_or(Run::is_over) {
                        return;
                    }
                }
            }
        }
        let request = {
            let mut runs = engine.runs.lock();
            runs.get_mut(no).and_then(|run| run.begin().then(|| run_request(run)))
        };
        let Some(request) = request else { return };
        let in_progress = engine.in_progress.token();
        let response = send(&engine, request).await;
        drop(permit);
        let failed = record(&engine, no, response);
        drop(in_progress);
        if let Some(failed) = failed {
            return deliver_callback(engine, failed).await;
        }
    }
}

async fn send(engine: &Engine, request: Request) -> Response {
    let key = engine.keys.lock().current.clone();
    engine.client.send(request, &key).await
}

/// Records the response to a run. If the run has failed, returns the DLQ entry whose failure callback is next.
fn record(engine: &Engine, no: RunNo, response: Response) -> Option<DlqId> {
    let now = now_ms();
    let mut runs = engine.runs.lock();
    let run = runs.get_mut(no)?;
    match run.decide(&response, now)? {
        Verdict::Success => {
            runs.end(no, Phase::Succeeded { at: now, response: response.body });
            None
        }
        Verdict::RetryAfter(wait) => {
            run.failed.push(FailedAttempt::new(response, now));
            run.phase = Phase::Waiting { until: engine.clock.after(wait) };
            None
        }
        Verdict::GiveUp => {
            // Both locks, so that nobody sees the entry without the failed run or the other way round.
            let mut dlq = engine.dlq.lock();
            let dlq_id = dlq.insert_run(run, response.clone(), now);
            run.failed.push(FailedAttempt::new(response, now));
            runs.end(no, Phase::Failed { at: now, dlq_id });
            Some(dlq_id)
        }
    }
}

/// Delivers a failure callback that is in progress, until it succeeds or has no retries left.
pub(crate) async fn deliver_callback(engine: Arc<Engine>, id: DlqId) {
    let Some(cancellation) = engine.dlq.lock().cancellation(id) else { return };
    loop {
        let flow = {
            let dlq = engine.dlq.lock();
            let Some(entry) = dlq.in_progress(id) else { return };
            entry.failure.spec.failure_callback.as_ref().and_then(|callback| callback.flow.clone())
        };
        let mut permit = engine.limiter.queue(flow.as_ref());
        if cancellation.run_until_cancelled(permit.granted()).await.is_none() {
            return;
        }
        // It may have been canceled just as the permit was granted.
        let request =
            engine.dlq.lock().in_progress(id).and_then(|entry| callback_request(id, entry));
        let Some(request) = request else { return };
        let in_progress = engine.in_progress.token();
        let response = send(&engine, request).await;
        drop(permit);
        let next = engine.dlq.lock().settle_callback(id, response, now_ms(), engine.clock);
        drop(in_progress);
        let Some(time) = next else { return };
        if cancellation.run_until_cancelled(until(time)).await.is_none() {
            return;
        }
    }
}

/// Delivers a message of no run, with the default retries.
pub(crate) async fn deliver_message(engine: Arc<Engine>, mut request: Request, message_id: String) {
    headers::set(&mut request.headers, "upstash-message-id", &message_id);
    for retried in 0..=DEFAULT_RETRIES {
        headers::set(&mut request.headers, "upstash-retried", &retried.to_string());
        let mut permit = engine.limiter.queue(None);
        permit.granted().await;
        let in_progress = engine.in_progress.token();
        let response = send(&engine, request.clone()).await;
        drop((permit, in_progress));
        if response.succeeded() {
            return;
        }
        if retried < DEFAULT_RETRIES {
            let wait = backoff::wait_ms(&response, None, retried, now_ms());
            until(engine.clock.after(wait)).await;
        }
    }
}

/// Times out a waiter at its deadline, in unix seconds, if the event has not arrived by then.
pub(crate) async fn time_out(engine: Arc<Engine>, event_id: Box<str>, no: WaiterNo, deadline: u64) {
    until(engine.clock.at(deadline)).await;
    let waiter = engine.waiters.lock().take(&event_id, no);
    if let Some(request) = waiter.and_then(|waiter| timeout_request(&waiter)) {
        let message_id = engine.waiters.lock().next_message_id(now_ms());
        deliver_message(engine, request, message_id).await;
    }
}

/// Cancels runs in parts, as a bulk action.
pub(crate) async fn cancel_runs(engine: Arc<Engine>, action: ActionId, runs: Vec<RunNo>) {
    for part in runs.chunks(BULK_SIZE) {
        until(engine.clock.after(BULK_PAUSE)).await;
        for no in part {
            engine.cancel(*no);
        }
        engine.bulk.lock().progress(action, part.len(), now_ms());
    }
}
