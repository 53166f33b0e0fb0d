//! The state of a failed run's callback.

use crate::types::{FailureCallbackState, WorkflowDlqMessage};

impl WorkflowDlqMessage {
    /// Returns the state of the failure callback, which the service sends in two places:
    /// `failure_function_state`, or else the `state` of `failure_callback_info`. `None` if it sends
    /// neither, as for a run without a callback.
    pub fn failure_callback_state(&self) -> Option<&FailureCallbackState> {
        let info = self.failure_callback_info.as_ref();
        self.failure_function_state.as_ref().or_else(|| info?.state.as_ref())
    }
}
