//! What the routes and the deliveries share.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio_util::task::TaskTracker;

use crate::callback_call::CallbackCall;
use crate::conduct::Conduct;
use crate::delivery::Courier;
use crate::dlq::Dlq;
use crate::dlq_id::DlqId;
use crate::keys::SigningKeys;
use crate::recorder::Recorder;

/// The state of one emulator. Each part has its own lock, none of which is held across an await.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) token: String,
    pub(crate) dlq: Mutex<Dlq>,
    pub(crate) keys: Mutex<SigningKeys>,
    pub(crate) recorder: Mutex<Recorder>,
    pub(crate) conduct: Conduct,
    /// What goes on after a request was answered, and is to be finished before a graceful end.
    pub(crate) background: TaskTracker,
    courier: Courier,
}

impl App {
    pub(crate) fn new(token: String, courier: Courier, conduct: Conduct) -> Self {
        Self {
            token,
            dlq: Mutex::default(),
            keys: Mutex::new(SigningKeys::development()),
            recorder: Mutex::default(),
            conduct,
            background: TaskTracker::new(),
            courier,
        }
    }

    /// Starts a delivery in the background. It ends with the server's runtime.
    pub(crate) fn dispatch(self: &Arc<Self>, id: DlqId, call: CallbackCall) {
        let app = Arc::clone(self);
        self.background.spawn(async move {
            let key = app.keys.lock().current.clone();
            let delivery = app.courier.deliver(call, &key).await;
            app.dlq.lock().settle_callback(id, delivery);
        });
    }
}
