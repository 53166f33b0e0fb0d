//! Makes deliveries wait until flow control permits them.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::state::clock::{Clock, now_ms, until};
use crate::state::flow_control::{FlowKeys, PermitId};
use crate::state::run_spec::FlowControl;

/// Every delivery needs a permit of the limiter.
#[derive(Debug)]
pub(crate) struct Limiter {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    flow: FlowKeys,
    /// The waiting deliveries.
    waiting: HashMap<PermitId, oneshot::Sender<()>>,
    /// The time of the next timer, in unix milliseconds.
    timer: Option<u64>,
}

impl Limiter {
    pub(crate) fn new(global_max: u32, clock: Clock) -> Self {
        let flow = FlowKeys::new(global_max, clock);
        Self { state: Mutex::new(State { flow, waiting: HashMap::new(), timer: None }) }
    }

    /// Sets the limits that a message carries on its key.
    pub(crate) fn set_limits(self: &Arc<Self>, flow: &FlowControl) {
        self.update(|keys| keys.set_limits(&flow.key, flow.limits));
    }

    /// Queues a delivery. It keeps its place, and later its slot, until the permit is dropped.
    pub(crate) fn queue(self: &Arc<Self>, flow: Option<&FlowControl>) -> Permit {
        let key: Option<Box<str>> = flow.map(|flow| flow.key.clone());
        let (caller, granted) = oneshot::channel();
        let mut state = self.state.lock();
        let id = state.flow.enter(key.as_deref());
        state.waiting.insert(id, caller);
        self.admit(state);
        Permit { limiter: Arc::clone(self), key, id, granted }
    }

    /// Reads the keys.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&FlowKeys) -> T) -> T {
        read(&self.state.lock().flow)
    }

    /// Updates the keys and grants the permits that are possible then.
    pub(crate) fn update(self: &Arc<Self>, update: impl FnOnce(&mut FlowKeys)) {
        let mut state = self.state.lock();
        update(&mut state.flow);
        self.admit(state);
    }

    fn admit(self: &Arc<Self>, mut state: MutexGuard<'_, State>) {
        let admitted = state.flow.admit(now_ms());
        for permit in admitted.permits {
            if let Some(caller) = state.waiting.remove(&permit) {
                // A caller that is gone drops its permit, which releases the slot.
                let _ = caller.send(());
            }
        }
        let Some(time) = admitted.check_again_at else { return };
        if state.timer.is_some_and(|timer| timer <= time) {
            return;
        }
        // Without a runtime nothing is delivered, so nothing waits for the end of a period.
        let Ok(runtime) = Handle::try_current() else { return };
        state.timer = Some(time);
        let limiter = Arc::clone(self);
        runtime.spawn(async move {
            until(time).await;
            let mut state = limiter.state.lock();
            if state.timer == Some(time) {
                state.timer = None;
            }
            limiter.admit(state);
        });
    }

    fn leave(self: &Arc<Self>, key: Option<&str>, id: PermitId) {
        let mut state = self.state.lock();
        state.waiting.remove(&id);
        state.flow.leave(key, id);
        self.admit(state);
    }
}

/// A place in the queue, then a slot.
#[derive(Debug)]
pub(crate) struct Permit {
    limiter: Arc<Limiter>,
    key: Option<Box<str>>,
    id: PermitId,
    granted: oneshot::Receiver<()>,
}

impl Permit {
    /// Waits until the delivery may start.
    pub(crate) async fn granted(&mut self) {
        // The sender is dropped only after it sent, or with this permit.
        let _ = (&mut self.granted).await;
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.limiter.leave(self.key.as_deref(), self.id);
    }
}
