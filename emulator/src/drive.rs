//! What happens in the background: each run, and each failure callback, is driven by a task of its own.
//!
//! A graceful end waits for the token that each delivery holds until its answer is taken in, not for the tasks: those
//! may wait for a retry a day ahead.

use std::sync::Arc;

use crate::answer::Answer;
use crate::app::App;
use crate::backoff;
use crate::calls::{callback_call, run_call};
use crate::clock::{now_ms, until};
use crate::delivery::Call;
use crate::dlq_id::DlqId;
use crate::failed_attempts::FailedAttempt;
use crate::headers;
use crate::order::DEFAULT_RETRIES;
use crate::run::{Move, Phase, Run, RunNo, Verdict};
use crate::waiters::WaiterNo;

/// Drives a run to its end, and its failure callback after it.
pub(crate) async fn run(app: Arc<App>, no: RunNo) {
    let Some((wake, order)) =
        app.runs.lock().get(no).map(|run| (Arc::clone(&run.wake), Arc::clone(&run.order)))
    else {
        return;
    };
    loop {
        let next = app.runs.lock().get_mut(no).map(|run| run.next_move(now_ms()));
        match next.unwrap_or(Move::Stop) {
            Move::Stop => return,
            Move::Wait(moment) => {
                tokio::select! {
                    () = until(moment) => {}
                    () = wake.notified() => {}
                }
                continue;
            }
            Move::GetInLine => {}
        }
        let mut ticket = app.gate.enter(order.flow.as_ref());
        loop {
            tokio::select! {
                () = ticket.admitted() => break,
                () = wake.notified() => {
                    if app.runs.lock().get(no).is_none_or(Run::is_over) {
                        return;
                    }
                }
            }
        }
        let call = {
            let mut runs = app.runs.lock();
            runs.get_mut(no).and_then(|run| run.begin().then(|| run_call(run)))
        };
        let Some(call) = call else { return };
        let under_way = app.background.token();
        let answer = deliver(&app, call).await;
        drop(ticket);
        let failed = settle(&app, no, answer);
        drop(under_way);
        if let Some(failed) = failed {
            return callback(app, failed).await;
        }
    }
}

async fn deliver(app: &App, call: Call) -> Answer {
    let key = app.keys.lock().current.clone();
    app.courier.deliver(call, &key).await
}

/// Takes in an answer. When the run has failed by it, the DLQ entry whose failure callback is next.
fn settle(app: &App, no: RunNo, answer: Answer) -> Option<DlqId> {
    let now = now_ms();
    let mut runs = app.runs.lock();
    let run = runs.get_mut(no)?;
    match run.judge(&answer, now)? {
        Verdict::Success => {
            runs.end(no, Phase::Succeeded { at: now, response: answer.body });
            None
        }
        Verdict::RetryAfter(wait) => {
            run.failed.push(FailedAttempt::new(answer, now));
            run.phase = Phase::Waiting { until: app.clock.after(wait) };
            None
        }
        Verdict::GiveUp => {
            // Both locks, so that nobody sees the entry without the run's failure or the other way round.
            let mut dlq = app.dlq.lock();
            let dlq_id = dlq.insert_run(run, answer.clone(), now);
            run.failed.push(FailedAttempt::new(answer, now));
            runs.end(no, Phase::Failed { at: now, dlq_id });
            Some(dlq_id)
        }
    }
}

/// Delivers a failure callback that is in progress, again and again until it succeeds or gives up.
pub(crate) async fn callback(app: Arc<App>, id: DlqId) {
    let Some(called_off) = app.dlq.lock().called_off(id) else { return };
    loop {
        let flow = {
            let dlq = app.dlq.lock();
            let Some(entry) = dlq.in_progress(id) else { return };
            entry.shape.order.failure_callback.as_ref().and_then(|callback| callback.flow.clone())
        };
        let mut ticket = app.gate.enter(flow.as_ref());
        if called_off.run_until_cancelled(ticket.admitted()).await.is_none() {
            return;
        }
        // It may have been called off at the moment when its turn came.
        let call = app.dlq.lock().in_progress(id).and_then(|entry| callback_call(id, entry));
        let Some(call) = call else { return };
        let under_way = app.background.token();
        let answer = deliver(&app, call).await;
        drop(ticket);
        let next = app.dlq.lock().settle_callback(id, answer, now_ms(), app.clock);
        drop(under_way);
        let Some(moment) = next else { return };
        if called_off.run_until_cancelled(until(moment)).await.is_none() {
            return;
        }
    }
}

/// Delivers a message that belongs to no run of its own, with the retries a message has by default.
pub(crate) async fn message(app: Arc<App>, mut call: Call, message_id: String) {
    headers::set(&mut call.headers, "upstash-message-id", &message_id);
    for retried in 0..=DEFAULT_RETRIES {
        headers::set(&mut call.headers, "upstash-retried", &retried.to_string());
        let mut ticket = app.gate.enter(None);
        ticket.admitted().await;
        let under_way = app.background.token();
        let answer = deliver(&app, call.clone()).await;
        drop((ticket, under_way));
        if answer.succeeded() {
            return;
        }
        if retried < DEFAULT_RETRIES {
            let wait = backoff::wait_ms(&answer, None, retried, now_ms());
            until(app.clock.after(wait)).await;
        }
    }
}

/// Ends a wait at its deadline, in unix seconds, if the event has not come by then.
pub(crate) async fn deadline(app: Arc<App>, event_id: Box<str>, no: WaiterNo, at: u64) {
    until(app.clock.at(at)).await;
    let late = app.waiters.lock().take(&event_id, no);
    if let Some(call) = late.and_then(|waiter| waiter.timeout_call()) {
        let message_id = app.waiters.lock().next_message_id(now_ms());
        message(app, call, message_id).await;
    }
}
