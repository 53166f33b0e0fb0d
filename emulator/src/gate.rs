//! Where deliveries wait until flow control lets them begin.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::{Mutex, MutexGuard};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::clock::{Clock, now_ms, until};
use crate::flow::{FlowKeys, TicketId};
use crate::order::FlowControl;

/// The gate that every delivery goes through.
#[derive(Debug)]
pub(crate) struct Gate {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    flow: FlowKeys,
    /// Those who wait, to be told that they may begin.
    callers: HashMap<TicketId, oneshot::Sender<()>>,
    /// The moment of the nearest timer, in unix milliseconds.
    timer: Option<u64>,
}

impl Gate {
    pub(crate) fn new(global_max: u32, clock: Clock) -> Self {
        let flow = FlowKeys::new(global_max, clock);
        Self { state: Mutex::new(State { flow, callers: HashMap::new(), timer: None }) }
    }

    /// A message has come: its key is known from now on, with the limits that it brings.
    pub(crate) fn bring(self: &Arc<Self>, flow: &FlowControl) {
        self.change(|keys| keys.bring(&flow.key, flow.limits));
    }

    /// Gets in line. The place is kept, and later the slot, until the ticket is dropped.
    pub(crate) fn enter(self: &Arc<Self>, flow: Option<&FlowControl>) -> Ticket {
        let key: Option<Box<str>> = flow.map(|flow| flow.key.clone());
        let (caller, admitted) = oneshot::channel();
        let mut state = self.state.lock();
        let id = state.flow.enter(key.as_deref());
        state.callers.insert(id, caller);
        self.admit(state);
        Ticket { gate: Arc::clone(self), key, id, admitted }
    }

    /// Looks at the keys.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&FlowKeys) -> T) -> T {
        look(&self.state.lock().flow)
    }

    /// Changes the keys and lets begin what may begin then.
    pub(crate) fn change(self: &Arc<Self>, change: impl FnOnce(&mut FlowKeys)) {
        let mut state = self.state.lock();
        change(&mut state.flow);
        self.admit(state);
    }

    fn admit(self: &Arc<Self>, mut state: MutexGuard<'_, State>) {
        let admitted = state.flow.admit(now_ms());
        for ticket in admitted.tickets {
            if let Some(caller) = state.callers.remove(&ticket) {
                // Who no longer listens drops the ticket, and thereby gives the slot back.
                let _ = caller.send(());
            }
        }
        let Some(moment) = admitted.look_again_at else { return };
        if state.timer.is_some_and(|timer| timer <= moment) {
            return;
        }
        // Without a runtime nothing is delivered, so nobody waits for a period to end.
        let Ok(runtime) = Handle::try_current() else { return };
        state.timer = Some(moment);
        let gate = Arc::clone(self);
        runtime.spawn(async move {
            until(moment).await;
            let mut state = gate.state.lock();
            if state.timer == Some(moment) {
                state.timer = None;
            }
            gate.admit(state);
        });
    }

    fn leave(self: &Arc<Self>, key: Option<&str>, id: TicketId) {
        let mut state = self.state.lock();
        state.callers.remove(&id);
        state.flow.leave(key, id);
        self.admit(state);
    }
}

/// A place in line, and a slot once it is admitted.
#[derive(Debug)]
pub(crate) struct Ticket {
    gate: Arc<Gate>,
    key: Option<Box<str>>,
    id: TicketId,
    admitted: oneshot::Receiver<()>,
}

impl Ticket {
    /// Returns when the delivery may begin.
    pub(crate) async fn admitted(&mut self) {
        // The gate forgets a caller only when it admits it or is left by it.
        let _ = (&mut self.admitted).await;
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.gate.leave(self.key.as_deref(), self.id);
    }
}
