//! The operations of the API and the one table that says which request is which.

use std::fmt;
use std::sync::LazyLock;

use http::Method;

/// Declares the operations, each with its name in the `OpenAPI` document, its method and its path.
macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident = $id:literal $method:ident $path:literal;)+) => {
        /// An operation of the API: what a [`FaultRule`](crate::FaultRule) is for, and what a
        /// [`RecordedRequest`](crate::RecordedRequest) asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            $($(#[$doc])* $variant,)+
        }

        impl Operation {
            /// All of them, in the order of the API's documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The `operationId` in the `OpenAPI` document, which is also the name of the Rust client's method, such as
            /// `retry_failure_callback`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }

        const ROUTES: &[(Operation, Method, &str)] =
            &[$((Operation::$variant, Method::$method, $path),)+];
    };
}

operations! {
    /// Starts a run.
    TriggerWorkflowRun = "trigger_workflow_run" POST "/v2/trigger/{*workflowUrl}";
    /// Starts several runs.
    BatchTriggerWorkflowRuns = "batch_trigger_workflow_runs" POST "/v2/batch/trigger";
    /// Cancels one run.
    CancelWorkflowRun = "cancel_workflow_run" DELETE "/v2/workflows/runs/{workflowRunId}";
    /// Cancels the runs with some ids, those that filters select, or all.
    BulkCancelWorkflowRuns = "bulk_cancel_workflow_runs" DELETE "/v2/workflows/runs";
    /// Retries a step without waiting for its time.
    RetryStepNow = "retry_step_now" POST "/v2/messages/{messageId}/retry";
    /// Lists runs with their steps.
    ListWorkflowRunLogs = "list_workflow_run_logs" GET "/v2/workflows/logs";
    /// Lists the DLQ.
    ListFailedWorkflowRuns = "list_failed_workflow_runs" GET "/v2/workflows/dlq";
    /// Deletes the DLQ entries with some ids, those that filters select, or all.
    BulkDeleteFailedWorkflowRuns = "bulk_delete_failed_workflow_runs" DELETE "/v2/workflows/dlq";
    /// Shows one DLQ entry.
    GetFailedWorkflowRun = "get_failed_workflow_run" GET "/v2/workflows/dlq/{dlqId}";
    /// Deletes one DLQ entry.
    DeleteFailedWorkflowRun = "delete_failed_workflow_run" DELETE "/v2/workflows/dlq/{dlqId}";
    /// Goes on with a failed run where it failed, as a new run.
    ResumeWorkflowRun = "resume_workflow_run" POST "/v2/workflows/dlq/resume/{dlqId}";
    /// Goes on with several failed runs.
    BulkResumeWorkflowRuns = "bulk_resume_workflow_runs" POST "/v2/workflows/dlq/resume";
    /// Starts a failed run from its beginning, as a new run.
    RestartWorkflowRun = "restart_workflow_run" POST "/v2/workflows/dlq/restart/{dlqId}";
    /// Starts several failed runs from their beginning.
    BulkRestartWorkflowRuns = "bulk_restart_workflow_runs" POST "/v2/workflows/dlq/restart";
    /// Calls a failed failure callback again.
    RetryFailureCallback = "retry_failure_callback" POST "/v2/workflows/dlq/callback/{dlqId}";
    /// Cancels a failure callback in progress.
    CancelFailureCallback = "cancel_failure_callback" DELETE "/v2/workflows/dlq/callback/{dlqId}";
    /// Lists bulk actions.
    ListBulkActions = "list_bulk_actions" GET "/v2/workflows/bulkActions";
    /// Shows one bulk action.
    GetBulkAction = "get_bulk_action" GET "/v2/workflows/bulkActions/{actionId}";
    /// Lists flow-control keys.
    ListFlowControlKeys = "list_flow_control_keys" GET "/v2/flowControl";
    /// Shows one flow-control key.
    GetFlowControlKey = "get_flow_control_key" GET "/v2/flowControl/{flowControlKey}";
    /// Holds back the runs of a flow-control key.
    PauseFlowControlKey = "pause_flow_control_key" POST "/v2/flowControl/{flowControlKey}/pause";
    /// Lets the runs of a paused flow-control key go on.
    ResumeFlowControlKey = "resume_flow_control_key" POST "/v2/flowControl/{flowControlKey}/resume";
    /// Fixes the limits of a flow-control key, whatever later triggers say.
    PinFlowControlConfiguration =
        "pin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/pin";
    /// Lets later triggers set the limits of a flow-control key again.
    UnpinFlowControlConfiguration =
        "unpin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/unpin";
    /// Starts a fresh rate period of a flow-control key.
    ResetFlowControlRate =
        "reset_flow_control_rate" POST "/v2/flowControl/{flowControlKey}/resetRate";
    /// Shows how many runs may be, and are, under way at once.
    GetGlobalParallelism = "get_global_parallelism" GET "/v2/globalParallelism";
    /// Shows the signing keys.
    GetSigningKeys = "get_signing_keys" GET "/v2/keys";
    /// Rotates the signing keys.
    RotateSigningKeys = "rotate_signing_keys" POST "/v2/keys/rotate";
    /// Wakes whoever waits for an event.
    NotifyEvent = "notify_event" POST "/v2/notify/{eventId}";
    /// Wakes one run that waits for an event.
    NotifyWorkflowRunEvent =
        "notify_workflow_run_event" POST "/v2/notify/{workflowRunId}/{eventId}";
    /// Lists who waits for an event.
    ListWaiters = "list_waiters" GET "/v2/waiters/{eventId}";
}

/// What the official JavaScript client calls instead, to the same effect.
const ALIASES: &[(Operation, Method, &str)] = &[
    (Operation::ListFailedWorkflowRuns, Method::GET, "/v2/dlq"),
    (Operation::ListWorkflowRunLogs, Method::GET, "/v2/workflows/events"),
    (Operation::BatchTriggerWorkflowRuns, Method::POST, "/v2/batch"),
];

/// The operations at one path, each with its method.
type AtPath = Vec<(Method, Operation)>;

static BY_PATH: LazyLock<matchit::Router<AtPath>> = LazyLock::new(|| {
    let mut paths: Vec<(&str, AtPath)> = Vec::new();
    for (operation, method, path) in ROUTES.iter().chain(ALIASES) {
        let found = paths.iter_mut().find(|(known, _)| known == path);
        match found {
            Some((_, operations)) => operations.push((method.clone(), *operation)),
            None => paths.push((path, vec![(method.clone(), *operation)])),
        }
    }
    let mut router = matchit::Router::new();
    for (path, operations) in paths {
        router.insert(path, operations).expect("the paths of the table are apart from each other");
    }
    router
});

impl Operation {
    /// What a request asks for; `None` when its method and path are those of no operation.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        // A GET's handler answers a HEAD too.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let found = BY_PATH.at(path).ok()?;
        found.value.iter().find(|(one, _)| one == method).map(|(_, operation)| *operation)
    }

    /// Whether there is a limit of requests a second: the service has none for what starts or wakes runs.
    pub(crate) fn has_burst_limit(self) -> bool {
        !matches!(
            self,
            Self::TriggerWorkflowRun
                | Self::BatchTriggerWorkflowRuns
                | Self::NotifyEvent
                | Self::NotifyWorkflowRunEvent
        )
    }
}

/// Shows the [`id`](Operation::id).
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Parameters by any name: what follows the last part of a path may have several segments.
    fn without_names(path: &str) -> String {
        let part =
            |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn the_table_has_the_operations_of_the_document_and_no_others() {
        let document: serde_json::Value =
            yaml_serde::from_str(include_str!("../../openapi/openapi.yaml")).expect("YAML");
        let mut expected = BTreeSet::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("an object") {
                if let Some(id) = operation["operationId"].as_str() {
                    expected.insert((id.to_owned(), method.to_uppercase(), without_names(path)));
                }
            }
        }
        let table: BTreeSet<_> = ROUTES
            .iter()
            .map(|(operation, method, path)| {
                (operation.id().to_owned(), method.to_string(), without_names(path))
            })
            .collect();
        assert_eq!(table, expected);
        assert_eq!((table.len(), Operation::ALL.len()), (31, 31));
    }

    #[test]
    fn a_request_is_the_operation_of_its_method_and_path() {
        for (method, path, expected) in [
            (Method::GET, "/v2/workflows/dlq", Some(Operation::ListFailedWorkflowRuns)),
            (Method::HEAD, "/v2/workflows/dlq", Some(Operation::ListFailedWorkflowRuns)),
            (Method::DELETE, "/v2/workflows/dlq", Some(Operation::BulkDeleteFailedWorkflowRuns)),
            (Method::PUT, "/v2/workflows/dlq", None),
            (Method::GET, "/v2/workflows/dlq/", None),
            // A fixed path wins over a parameter, as in the router.
            (Method::GET, "/v2/workflows/dlq/resume", None),
            (Method::POST, "/v2/workflows/dlq/resume", Some(Operation::BulkResumeWorkflowRuns)),
            (Method::POST, "/v2/workflows/dlq/callback/%2F", Some(Operation::RetryFailureCallback)),
            (Method::POST, "/v2/trigger/https://a.example/b", Some(Operation::TriggerWorkflowRun)),
            (Method::POST, "/v2/trigger/https%3A%2F%2Fa", Some(Operation::TriggerWorkflowRun)),
            (Method::POST, "/v2/notify/wfr_1/event", Some(Operation::NotifyWorkflowRunEvent)),
            (Method::GET, "/v2/dlq", Some(Operation::ListFailedWorkflowRuns)),
            (Method::GET, "/", None),
            (Method::OPTIONS, "*", None),
            (Method::CONNECT, "", None),
        ] {
            assert_eq!(Operation::of(&method, path), expected, "{method} {path}");
        }
    }
}
