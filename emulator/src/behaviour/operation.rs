//! The operations of the API: their names, methods, paths and query parameters in one table.

use std::fmt;

use http::Method;

pub(crate) const PAGE: &[&str] = &["cursor", "count"];
const DLQ_IDS: &[&str] = &["dlqIds"];
pub(crate) const DLQ_FILTERS: &[&str] = &[
    "fromDate",
    "toDate",
    "workflowUrl",
    "workflowRunId",
    "workflowCreatedAt",
    "label",
    "failureFunctionState",
    "callerIp",
    "flowControlKey",
];
/// The filters that the logs and a bulk cancellation have in common.
pub(crate) const RUN_FILTERS: &[&str] =
    &["workflowUrl", "host", "path", "fromDate", "toDate", "label", "callerIp", "flowControlKey"];
/// The filters of the logs alone.
pub(crate) const LOG_FILTERS: &[&str] =
    &["workflowRunId", "workflowCreatedAt", "workflowRuns", "state", "messageId"];
const TRIM_BODY: &[&str] = &["trimBody"];
const CANCEL: &[&str] = &["workflowRunIds", "workflowUrlExactMatch", "count", "async"];
const STATE: &[&str] = &["state"];
const SEARCH: &[&str] = &["search"];
const LIMITS: &[&str] = &["parallelism", "rate"];
const PERIOD: &[&str] = &["period"];
/// Missing in the document, but sent by the official clients.
const KEEP_OR_CANCEL: &[&str] = &["cancel"];

/// Declares the operations, each with its id in the `OpenAPI` document, its method, its path and its query parameters.
macro_rules! operations {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $id:literal $method:ident $path:literal $(takes $($parameters:ident)+)?;
    )+) => {
        /// An operation of the API, as [`FaultRule`](crate::FaultRule) and
        /// [`RecordedRequest`](crate::RecordedRequest) name it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Operation {
            $($(#[$doc])* $variant,)+
        }

        impl Operation {
            /// All operations, in the order of the API's documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// Returns the `operationId` in the `OpenAPI` document, which is also the name of the Rust client's method,
            /// such as `retry_failure_callback`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }
        }

        /// The routes of the operations.
        pub(crate) const ROUTES: &[Route] = &[$(Route {
            operation: Operation::$variant,
            method: Method::$method,
            path: $path,
            parameters: &[$($($parameters,)+)?],
        },)+];
    };
}

operations! {
    /// Starts a run.
    TriggerWorkflowRun = "trigger_workflow_run" POST "/v2/trigger/{*workflowUrl}";
    /// Starts several runs.
    BatchTriggerWorkflowRuns = "batch_trigger_workflow_runs" POST "/v2/batch/trigger";
    /// Cancels one run.
    CancelWorkflowRun =
        "cancel_workflow_run" DELETE "/v2/workflows/runs/{workflowRunId}" takes KEEP_OR_CANCEL;
    /// Cancels runs by ids, by filters, or all.
    BulkCancelWorkflowRuns =
        "bulk_cancel_workflow_runs" DELETE "/v2/workflows/runs" takes CANCEL RUN_FILTERS;
    /// Retries a waiting step now.
    RetryStepNow = "retry_step_now" POST "/v2/messages/{messageId}/retry";
    /// Lists runs with their steps.
    ListWorkflowRunLogs =
        "list_workflow_run_logs" GET "/v2/workflows/logs" takes PAGE RUN_FILTERS LOG_FILTERS TRIM_BODY;
    /// Lists the DLQ.
    ListFailedWorkflowRuns =
        "list_failed_workflow_runs" GET "/v2/workflows/dlq" takes PAGE DLQ_FILTERS;
    /// Deletes DLQ entries by ids, by filters, or all.
    BulkDeleteFailedWorkflowRuns =
        "bulk_delete_failed_workflow_runs" DELETE "/v2/workflows/dlq" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Returns one DLQ entry.
    GetFailedWorkflowRun = "get_failed_workflow_run" GET "/v2/workflows/dlq/{dlqId}";
    /// Deletes one DLQ entry.
    DeleteFailedWorkflowRun = "delete_failed_workflow_run" DELETE "/v2/workflows/dlq/{dlqId}";
    /// Resumes a failed run where it failed, as a new run.
    ResumeWorkflowRun = "resume_workflow_run" POST "/v2/workflows/dlq/resume/{dlqId}";
    /// Resumes several failed runs.
    BulkResumeWorkflowRuns =
        "bulk_resume_workflow_runs" POST "/v2/workflows/dlq/resume" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Restarts a failed run from its beginning, as a new run.
    RestartWorkflowRun = "restart_workflow_run" POST "/v2/workflows/dlq/restart/{dlqId}";
    /// Restarts several failed runs.
    BulkRestartWorkflowRuns =
        "bulk_restart_workflow_runs" POST "/v2/workflows/dlq/restart" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Retries a failed failure callback.
    RetryFailureCallback = "retry_failure_callback" POST "/v2/workflows/dlq/callback/{dlqId}";
    /// Cancels a failure callback in progress.
    CancelFailureCallback = "cancel_failure_callback" DELETE "/v2/workflows/dlq/callback/{dlqId}";
    /// Lists bulk actions.
    ListBulkActions = "list_bulk_actions" GET "/v2/workflows/bulkActions" takes PAGE STATE;
    /// Returns one bulk action.
    GetBulkAction = "get_bulk_action" GET "/v2/workflows/bulkActions/{actionId}";
    /// Lists flow-control keys.
    ListFlowControlKeys = "list_flow_control_keys" GET "/v2/flowControl" takes SEARCH;
    /// Returns one flow-control key.
    GetFlowControlKey = "get_flow_control_key" GET "/v2/flowControl/{flowControlKey}";
    /// Pauses the deliveries of a flow-control key.
    PauseFlowControlKey = "pause_flow_control_key" POST "/v2/flowControl/{flowControlKey}/pause";
    /// Resumes the deliveries of a flow-control key.
    ResumeFlowControlKey = "resume_flow_control_key" POST "/v2/flowControl/{flowControlKey}/resume";
    /// Pins the limits of a flow-control key: later triggers do not change them.
    PinFlowControlConfiguration =
        "pin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/pin" takes LIMITS PERIOD;
    /// Unpins the limits of a flow-control key.
    UnpinFlowControlConfiguration =
        "unpin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/unpin" takes LIMITS;
    /// Starts a new rate period of a flow-control key.
    ResetFlowControlRate =
        "reset_flow_control_rate" POST "/v2/flowControl/{flowControlKey}/resetRate";
    /// Returns the global limit of parallel deliveries, and their number.
    GetGlobalParallelism = "get_global_parallelism" GET "/v2/globalParallelism";
    /// Returns the signing keys.
    GetSigningKeys = "get_signing_keys" GET "/v2/keys";
    /// Rotates the signing keys.
    RotateSigningKeys = "rotate_signing_keys" POST "/v2/keys/rotate";
    /// Notifies all waiters of an event.
    NotifyEvent = "notify_event" POST "/v2/notify/{eventId}";
    /// Notifies one run of an event.
    NotifyWorkflowRunEvent =
        "notify_workflow_run_event" POST "/v2/notify/{workflowRunId}/{eventId}";
    /// Lists the waiters of an event.
    ListWaiters = "list_waiters" GET "/v2/waiters/{eventId}";
}

/// A method and a path with the query parameters that they take, and the operation of such a request.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) parameters: &'static [&'static [&'static str]],
}

impl Operation {
    /// Returns whether the service has a per-second limit for the operation: triggers and notifications have none.
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

/// Writes the [`id`](Operation::id).
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Removes the names of path parameters.
    fn without_names(path: &str) -> String {
        let part =
            |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    fn query_parameters(document: &Value, operation: &Value) -> BTreeSet<String> {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let resolved = parameters.map(|parameter| match parameter["$ref"].as_str() {
            Some(path) => document.pointer(&path[1..]).expect("a component"),
            None => parameter,
        });
        let queries = resolved.filter(|parameter| parameter["in"] == "query");
        queries.map(|parameter| parameter["name"].as_str().expect("a name").to_owned()).collect()
    }

    #[test]
    fn the_table_has_the_operations_of_the_document_with_their_parameters_and_no_others() {
        let document: Value =
            yaml_serde::from_str(include_str!("../../../openapi/openapi.yaml")).expect("YAML");
        let mut expected = BTreeSet::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("an object") {
                if let Some(id) = operation["operationId"].as_str() {
                    let parameters = query_parameters(&document, operation);
                    let method = method.to_uppercase();
                    expected.insert((id.to_owned(), method, without_names(path), parameters));
                }
            }
        }
        let row = |route: &Route| {
            let documented = route.parameters.iter().filter(|names| **names != KEEP_OR_CANCEL);
            let parameters = documented.flat_map(|names| *names).map(|name| (*name).to_owned());
            (
                route.operation.id().to_owned(),
                route.method.to_string(),
                without_names(route.path),
                parameters.collect(),
            )
        };
        let table: BTreeSet<_> = ROUTES.iter().map(row).collect();
        assert_eq!(table, expected);
        assert_eq!((table.len(), Operation::ALL.len()), (31, 31));
    }
}
