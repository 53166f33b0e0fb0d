//! What the routes and the deliveries share.

use std::future::Future;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;

use crate::api_error::ApiError;
use crate::bulk::BulkActions;
use crate::clock::{Clock, now_ms};
use crate::conduct::Conduct;
use crate::delivery::Courier;
use crate::dlq::Dlq;
use crate::drive;
use crate::gate::Gate;
use crate::keys::SigningKeys;
use crate::order::Order;
use crate::order_headers::Start;
use crate::recorder::Recorder;
use crate::run::RunNo;
use crate::runs::{NewRun, Runs};
use crate::waiter::Waiter;
use crate::waiters::Waiters;

/// The state of one emulator. Each part has its own lock, none of which is held across an await. Who needs two takes
/// them in the order they stand here.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) token: String,
    pub(crate) clock: Clock,
    pub(crate) runs: Mutex<Runs>,
    pub(crate) dlq: Mutex<Dlq>,
    pub(crate) waiters: Mutex<Waiters>,
    pub(crate) bulk: Mutex<BulkActions>,
    pub(crate) gate: Arc<Gate>,
    pub(crate) keys: Mutex<SigningKeys>,
    pub(crate) recorder: Mutex<Recorder>,
    pub(crate) conduct: Conduct,
    /// Holds a token for each delivery under way: a graceful end waits for them, but not for what is to come later.
    pub(crate) background: TaskTracker,
    pub(crate) courier: Courier,
    runtime: OnceLock<Handle>,
}

/// A run that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Started {
    pub(crate) run_id: Arc<str>,
    pub(crate) message_id: String,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
    /// There was a run with this id: nothing was started.
    pub(crate) deduplicated: bool,
}

impl App {
    pub(crate) fn new(
        token: String,
        clock: Clock,
        max_parallelism: u32,
        courier: Courier,
        conduct: Conduct,
    ) -> Self {
        Self {
            token,
            clock,
            runs: Mutex::default(),
            dlq: Mutex::default(),
            waiters: Mutex::default(),
            bulk: Mutex::default(),
            gate: Arc::new(Gate::new(max_parallelism, clock)),
            keys: Mutex::new(SigningKeys::development()),
            recorder: Mutex::default(),
            conduct,
            background: TaskTracker::new(),
            courier,
            runtime: OnceLock::new(),
        }
    }

    /// Where tasks run from now on.
    pub(crate) fn live_on(&self, runtime: Handle) {
        // Set once, by the one server of this emulator.
        let _ = self.runtime.set(runtime);
    }

    /// Starts something in the background. It ends with the server's runtime.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = self.runtime.get() {
            runtime.spawn(task);
        }
    }

    /// Whether there was anything to cancel.
    pub(crate) fn cancel(&self, no: RunNo) -> bool {
        let canceled = {
            let mut runs = self.runs.lock();
            let canceled = runs.cancel(no, now_ms());
            runs.get(no).filter(|_| canceled).map(|run| Arc::clone(&run.id))
        };
        if let Some(run_id) = &canceled {
            self.waiters.lock().forget(run_id);
        }
        canceled.is_some()
    }

    /// The refusal of what belongs to the steps of a run, if it is one that is not over.
    pub(crate) fn no_step_protocol(&self, run_id: &str) -> Option<ApiError> {
        let runs = self.runs.lock();
        let lives =
            runs.no_of(run_id).and_then(|no| runs.get(no)).is_some_and(|run| !run.is_over());
        lives.then(|| {
            ApiError::bad_request(format!(
                "the emulator does not play the step protocol: a run is one call, and `{run_id}` ends with a 2xx"
            ))
        })
    }

    /// Lets a step wait, or hands it the event that came before it.
    pub(crate) fn wait(self: &Arc<Self>, mut waiter: Waiter) {
        let in_a_week = now_ms() / 1000 + 7 * 24 * 60 * 60;
        let deadline = *waiter.deadline.get_or_insert(in_a_week);
        let event_id = waiter.event_id.clone();
        let added = self.waiters.lock().add(waiter);
        match added {
            Ok(no) => self.spawn(drive::deadline(Arc::clone(self), event_id, no, deadline)),
            Err(kept) => {
                let (waiter, event) = *kept;
                let message_id = self.waiters.lock().next_message_id(now_ms());
                let call = waiter.event_call(&event);
                self.spawn(drive::message(Arc::clone(self), call, message_id));
            }
        }
    }

    /// Makes a run and lets it go, unless one with its id exists.
    pub(crate) fn start(self: &Arc<Self>, order: Arc<Order>, start: Start) -> Started {
        self.start_resumed(order, start, None)
    }

    /// As [`start`](Self::start), for a run whose payload came in earlier, at a time in unix milliseconds.
    pub(crate) fn start_resumed(
        self: &Arc<Self>,
        order: Arc<Order>,
        start: Start,
        received_at: Option<u64>,
    ) -> Started {
        let created_at = now_ms();
        let not_before = match (start.not_before, start.delay_seconds) {
            (Some(moment), _) => self.clock.at(moment),
            (None, Some(delay)) => self.clock.after(delay.saturating_mul(1000)),
            (None, None) => created_at,
        };
        let new = NewRun {
            id: start.run_id,
            order: Arc::clone(&order),
            created_at,
            not_before,
            received_at: received_at.unwrap_or(created_at),
        };
        let (started, no) = {
            let mut runs = self.runs.lock();
            let (run, is_new) = runs.create(new);
            let started = Started {
                run_id: Arc::clone(&run.id),
                message_id: run.message_id(),
                created_at: run.created_at,
                deduplicated: !is_new,
            };
            (started, run.no)
        };
        if !started.deduplicated {
            let callback = order.failure_callback.as_ref().and_then(|to| to.flow.as_ref());
            for flow in order.flow.iter().chain(callback) {
                self.gate.bring(flow);
            }
            self.spawn(drive::run(Arc::clone(self), no));
        }
        started
    }
}
