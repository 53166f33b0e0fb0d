//! What became of a failed run's callback.

use crate::types::{FailureCallbackState, WorkflowDlqMessage};

impl WorkflowDlqMessage {
    /// The state of the failure callback, which the service says in two places:
    /// `failure_function_state`, or else the `state` of `failure_callback_info`. `None` where
    /// it says none, as for a run without a callback.
    pub fn failure_callback_state(&self) -> Option<&FailureCallbackState> {
        let info = self.failure_callback_info.as_ref();
        self.failure_function_state.as_ref().or_else(|| info?.state.as_ref())
    }
}
