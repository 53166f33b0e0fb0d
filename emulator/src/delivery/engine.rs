//! The state of one emulator, and what its deliveries need.

use std::future::Future;
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio_util::task::TaskTracker;

use crate::delivery::client::DeliveryClient;
use crate::delivery::limiter::Limiter;
use crate::state::bulk::BulkActions;
use crate::state::clock::{Clock, now_ms};
use crate::state::dlq::Dlq;
use crate::state::run::RunNo;
use crate::state::runs::Runs;
use crate::state::signing_keys::SigningKeys;
use crate::state::waiters::Waiters;

/// The state of one emulator. Each part has its own lock, and no lock is held across an await. Code that needs two locks
/// takes them in the order of the fields.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) clock: Clock,
    pub(crate) runs: Mutex<Runs>,
    pub(crate) dlq: Mutex<Dlq>,
    pub(crate) waiters: Mutex<Waiters>,
    pub(crate) bulk: Mutex<BulkActions>,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) keys: Mutex<SigningKeys>,
    pub(crate) client: DeliveryClient,
    /// Each delivery in progress holds a token. A graceful stop waits for these, but not for retries that are due later.
    pub(crate) in_progress: TaskTracker,
    runtime: OnceLock<Handle>,
}

impl Engine {
    pub(crate) fn new(clock: Clock, max_parallelism: u32, client: DeliveryClient) -> Self {
        Self {
            clock,
            runs: Mutex::default(),
            dlq: Mutex::default(),
            waiters: Mutex::default(),
            bulk: Mutex::default(),
            limiter: Arc::new(Limiter::new(max_parallelism, clock)),
            keys: Mutex::new(SigningKeys::development()),
            client,
            in_progress: TaskTracker::new(),
            runtime: OnceLock::new(),
        }
    }

    /// Sets the runtime of all tasks.
    pub(crate) fn run_on(&self, runtime: Handle) {
        // Only the one server of this emulator sets it.
        let _ = self.runtime.set(runtime);
    }

    /// Spawns a task. It ends with the server's runtime.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = self.runtime.get() {
            runtime.spawn(task);
        }
    }

    /// Cancels a run. Returns whether there was anything to cancel.
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
}
