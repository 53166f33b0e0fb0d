//! Starting what runs in the background: runs and waits for events.

use std::sync::Arc;

use crate::delivery::engine::Engine;
use crate::delivery::request::event_request;
use crate::delivery::tasks;
use crate::state::clock::now_ms;
use crate::state::run_spec::{RunSpec, StartOptions};
use crate::state::runs::NewRun;
use crate::state::waiter::Waiter;

/// A run that was started, or that had the id already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StartedRun {
    pub(crate) run_id: Arc<str>,
    pub(crate) message_id: String,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// There was a run with this id: nothing was started.
    pub(crate) deduplicated: bool,
}

/// Creates a run and starts its task, unless a run with its id exists.
///
/// `received_at` is the time of the payload in unix milliseconds, if it arrived earlier.
pub(crate) fn start_run(
    engine: &Arc<Engine>,
    spec: Arc<RunSpec>,
    options: StartOptions,
    received_at: Option<u64>,
) -> StartedRun {
    let created_at = now_ms();
    let not_before = match (options.not_before, options.delay_seconds) {
        (Some(time), _) => engine.clock.at(time),
        (None, Some(delay)) => engine.clock.after(delay.saturating_mul(1000)),
        (None, None) => created_at,
    };
    let new = NewRun {
        id: options.run_id,
        spec: Arc::clone(&spec),
        created_at,
        not_before,
        received_at: received_at.unwrap_or(created_at),
    };
    let (started, no) = {
        let mut runs = engine.runs.lock();
        let (run, is_new) = runs.create(new);
        let started = StartedRun {
            run_id: Arc::clone(&run.id),
            message_id: run.message_id(),
            created_at: run.created_at,
            deduplicated: !is_new,
        };
        (started, run.no)
    };
    if !started.deduplicated {
        let callback = spec.failure_callback.as_ref().and_then(|callback| callback.flow.as_ref());
        for flow in spec.flow.iter().chain(callback) {
            engine.limiter.set_limits(flow);
        }
        engine.spawn(tasks::deliver_run(Arc::clone(engine), no));
    }
    started
}

/// Adds a waiter, or delivers the event that arrived before it.
pub(crate) fn wait_for_event(engine: &Arc<Engine>, mut waiter: Waiter) {
    let in_a_week = now_ms() / 1000 + 7 * 24 * 60 * 60;
    let deadline = *waiter.deadline.get_or_insert(in_a_week);
    let event_id = waiter.event_id.clone();
    let added = engine.waiters.lock().add(waiter);
    match added {
        Ok(no) => engine.spawn(tasks::time_out(Arc::clone(engine), event_id, no, deadline)),
        Err(kept) => {
            let (waiter, event) = *kept;
            let message_id = engine.waiters.lock().next_message_id(now_ms());
            let request = event_request(&waiter, &event);
            engine.spawn(tasks::deliver_message(Arc::clone(engine), request, message_id));
        }
    }
}
