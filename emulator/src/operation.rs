//! The operations of the API and the one table that says which request is which.

use std::fmt;
use std::sync::LazyLock;

use http::Method;

use crate::api_error::ApiError;
use crate::auth::TOKEN_PARAMETER;
use crate::query::Query;

/// The parameters of a listing: where a page starts and how long it may be.
const PAGE: &[&str] = &["cursor", "count"];
const DLQ_IDS: &[&str] = &["dlqIds"];
/// The filters of the DLQ.
const DLQ_FILTERS: &[&str] = &[
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
/// The filters of runs, in the logs and of a bulk cancellation.
const RUN_FILTERS: &[&str] =
    &["workflowUrl", "host", "path", "fromDate", "toDate", "label", "callerIp", "flowControlKey"];
/// The filters of the logs alone.
const LOG_FILTERS: &[&str] =
    &["workflowRunId", "workflowCreatedAt", "workflowRuns", "state", "messageId"];
const TRIM_BODY: &[&str] = &["trimBody"];
const CANCEL: &[&str] = &["workflowRunIds", "workflowUrlExactMatch", "count", "async"];
const STATE: &[&str] = &["state"];
const SEARCH: &[&str] = &["search"];
const LIMITS: &[&str] = &["parallelism", "rate"];
const PERIOD: &[&str] = &["period"];
/// Not in the document, but the official clients send it.
const KEEP_OR_CANCEL: &[&str] = &["cancel"];

/// Declares the operations, each with its name in the `OpenAPI` document, its method, its path and its query
/// parameters.
macro_rules! operations {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $id:literal $method:ident $path:literal $(takes $($parameters:ident)+)?;
    )+) => {
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

        const ROUTES: &[Route] = &[$(Route {
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
    /// Cancels the runs with some ids, those that filters select, or all.
    BulkCancelWorkflowRuns =
        "bulk_cancel_workflow_runs" DELETE "/v2/workflows/runs" takes CANCEL RUN_FILTERS;
    /// Retries a step without waiting for its time.
    RetryStepNow = "retry_step_now" POST "/v2/messages/{messageId}/retry";
    /// Lists runs with their steps.
    ListWorkflowRunLogs =
        "list_workflow_run_logs" GET "/v2/workflows/logs" takes PAGE RUN_FILTERS LOG_FILTERS TRIM_BODY;
    /// Lists the DLQ.
    ListFailedWorkflowRuns =
        "list_failed_workflow_runs" GET "/v2/workflows/dlq" takes PAGE DLQ_FILTERS;
    /// Deletes the DLQ entries with some ids, those that filters select, or all.
    BulkDeleteFailedWorkflowRuns =
        "bulk_delete_failed_workflow_runs" DELETE "/v2/workflows/dlq" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Shows one DLQ entry.
    GetFailedWorkflowRun = "get_failed_workflow_run" GET "/v2/workflows/dlq/{dlqId}";
    /// Deletes one DLQ entry.
    DeleteFailedWorkflowRun = "delete_failed_workflow_run" DELETE "/v2/workflows/dlq/{dlqId}";
    /// Goes on with a failed run where it failed, as a new run.
    ResumeWorkflowRun = "resume_workflow_run" POST "/v2/workflows/dlq/resume/{dlqId}";
    /// Goes on with several failed runs.
    BulkResumeWorkflowRuns =
        "bulk_resume_workflow_runs" POST "/v2/workflows/dlq/resume" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Starts a failed run from its beginning, as a new run.
    RestartWorkflowRun = "restart_workflow_run" POST "/v2/workflows/dlq/restart/{dlqId}";
    /// Starts several failed runs from their beginning.
    BulkRestartWorkflowRuns =
        "bulk_restart_workflow_runs" POST "/v2/workflows/dlq/restart" takes DLQ_IDS PAGE DLQ_FILTERS;
    /// Calls a failed failure callback again.
    RetryFailureCallback = "retry_failure_callback" POST "/v2/workflows/dlq/callback/{dlqId}";
    /// Cancels a failure callback in progress.
    CancelFailureCallback = "cancel_failure_callback" DELETE "/v2/workflows/dlq/callback/{dlqId}";
    /// Lists bulk actions.
    ListBulkActions = "list_bulk_actions" GET "/v2/workflows/bulkActions" takes PAGE STATE;
    /// Shows one bulk action.
    GetBulkAction = "get_bulk_action" GET "/v2/workflows/bulkActions/{actionId}";
    /// Lists flow-control keys.
    ListFlowControlKeys = "list_flow_control_keys" GET "/v2/flowControl" takes SEARCH;
    /// Shows one flow-control key.
    GetFlowControlKey = "get_flow_control_key" GET "/v2/flowControl/{flowControlKey}";
    /// Holds back the runs of a flow-control key.
    PauseFlowControlKey = "pause_flow_control_key" POST "/v2/flowControl/{flowControlKey}/pause";
    /// Lets the runs of a paused flow-control key go on.
    ResumeFlowControlKey = "resume_flow_control_key" POST "/v2/flowControl/{flowControlKey}/resume";
    /// Fixes the limits of a flow-control key, whatever later triggers say.
    PinFlowControlConfiguration =
        "pin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/pin" takes LIMITS PERIOD;
    /// Lets later triggers set the limits of a flow-control key again.
    UnpinFlowControlConfiguration =
        "unpin_flow_control_configuration" POST "/v2/flowControl/{flowControlKey}/unpin" takes LIMITS;
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

/// What the official clients call instead, to the same effect.
const ALIASES: &[Route] = &[
    Route {
        operation: Operation::ListFailedWorkflowRuns,
        method: Method::GET,
        path: "/v2/dlq",
        parameters: &[&["source"], PAGE, DLQ_FILTERS],
    },
    Route {
        operation: Operation::ListWorkflowRunLogs,
        method: Method::GET,
        path: "/v2/workflows/events",
        parameters: &[&["groupBy"], PAGE, RUN_FILTERS, LOG_FILTERS],
    },
    Route {
        operation: Operation::BatchTriggerWorkflowRuns,
        method: Method::POST,
        path: "/v2/batch",
        parameters: &[],
    },
    Route {
        operation: Operation::TriggerWorkflowRun,
        method: Method::POST,
        path: "/v2/publish/{*workflowUrl}",
        parameters: &[],
    },
];

/// A method and a path, and what a request to them asks for.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) operation: Operation,
    method: Method,
    path: &'static str,
    parameters: &'static [&'static [&'static str]],
}

static BY_PATH: LazyLock<matchit::Router<Vec<&Route>>> = LazyLock::new(|| {
    let mut paths: Vec<(&str, Vec<&Route>)> = Vec::new();
    for route in ROUTES.iter().chain(ALIASES) {
        match paths.iter_mut().find(|(known, _)| *known == route.path) {
            Some((_, routes)) => routes.push(route),
            None => paths.push((route.path, vec![route])),
        }
    }
    let mut router = matchit::Router::new();
    for (path, routes) in paths {
        router.insert(path, routes).expect("the paths of the table are apart from each other");
    }
    router
});

impl Route {
    /// What a request asks for; `None` when its method and path are those of no operation.
    pub(crate) fn of(method: &Method, path: &str) -> Option<&'static Self> {
        // A GET's handler answers a HEAD too.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let found = BY_PATH.at(path).ok()?;
        found.value.iter().find(|route| route.method == method).copied()
    }

    fn takes(&self, parameter: &str) -> bool {
        self.parameters.iter().any(|names| names.contains(&parameter))
    }

    /// The parameters of a request, those in its JSON body included. What is not understood is refused: passed over, it
    /// would widen a selection, in the worst case to everything.
    pub(crate) fn parameters(&self, query: Query, body: &[u8]) -> Result<Query, ApiError> {
        // Where there are no parameters, or the body is a run's result, it is not ours to read.
        let reads_body =
            !self.parameters.is_empty() && self.operation != Operation::CancelWorkflowRun;
        let members = match body {
            [] => Query::default(),
            _ if !reads_body => Query::default(),
            body => Query::of_json(body)?,
        };
        // Older official clients select so.
        let takes_members = self.operation == Operation::BulkCancelWorkflowRuns;
        if let Some(name) = members.names().find(|name| !takes_members || !self.takes(name)) {
            let place = format!("member `{name}` of the body");
            return Err(self.unknown(&place));
        }
        if let Some(name) = query.names().find(|name| !self.takes(name) && *name != TOKEN_PARAMETER)
        {
            return Err(self.unknown(&format!("parameter `{name}`")));
        }
        Ok(query.and(members))
    }

    fn unknown(&self, place: &str) -> ApiError {
        let known = self.parameters.concat().join("`, `");
        let known = if known.is_empty() { "none".to_owned() } else { format!("`{known}`") };
        ApiError::bad_request(format!(
            "{place} is not known: the query parameters of {} are {known}",
            self.operation
        ))
    }
}

impl Operation {
    /// What a request asks for; `None` when its method and path are those of no operation.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        Route::of(method, path).map(|route| route.operation)
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

    use serde_json::Value;

    use super::*;

    /// Parameters by any name: what follows the last part of a path may have several segments.
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
            yaml_serde::from_str(include_str!("../../openapi/openapi.yaml")).expect("YAML");
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

    #[test]
    fn what_a_request_selects_by_is_known_or_refused() {
        let bulk_cancel = Route::of(&Method::DELETE, "/v2/workflows/runs").expect("a route");
        let bulk_delete = Route::of(&Method::DELETE, "/v2/workflows/dlq").expect("a route");
        for (route, query, body, expected) in [
            (bulk_cancel, "label=a&qstash_token=t", "", Ok("label=a&qstash_token=t")),
            (bulk_cancel, "", "{}", Ok("")),
            (
                bulk_cancel,
                "",
                r#"{"workflowRunIds":["a","b"]}"#,
                Ok("workflowRunIds=a&workflowRunIds=b"),
            ),
            (
                bulk_cancel,
                "label=x",
                r#"{"workflowUrl":"http://a"}"#,
                Ok("label=x&workflowUrl=http://a"),
            ),
            (
                bulk_cancel,
                "",
                r#"{"fromDate":1,"workflowUrlExactMatch":true}"#,
                Ok("fromDate=1&workflowUrlExactMatch=true"),
            ),
            (bulk_cancel, "labeel=a", "", Err("parameter `labeel`")),
            (bulk_cancel, "Label=a", "", Err("parameter `Label`")),
            (bulk_cancel, "dlqIds=1-0", "", Err("parameter `dlqIds`")),
            (bulk_cancel, "", r#"{"workflowRunId":"a"}"#, Err("member `workflowRunId`")),
            (bulk_cancel, "", r#"{"workflowRunIds":[]}"#, Err("member `workflowRunIds`")),
            (bulk_cancel, "", r#"{"workflowRunIds":null}"#, Err("member `workflowRunIds`")),
            (bulk_cancel, "", r#"{"workflowRunIds":[["a"]]}"#, Err("member `workflowRunIds`")),
            (bulk_cancel, "", r#"{"filter":{"label":"a"}}"#, Err("member `filter`")),
            (bulk_cancel, "", r#"{"label":"a,b"}"#, Err("member `label`")),
            (bulk_cancel, "", r#"["a"]"#, Err("JSON object")),
            (bulk_cancel, "", "null", Err("JSON object")),
            (bulk_cancel, "", "workflowRunIds=a", Err("JSON object")),
            (bulk_delete, "", r#"{"dlqIds":["1-0"]}"#, Err("member `dlqIds`")),
            (bulk_delete, "", "{}", Ok("")),
        ] {
            match (route.parameters(Query::parse(query), body.as_bytes()), expected) {
                (Ok(parameters), Ok(expected)) => {
                    assert_eq!(parameters, Query::parse(expected), "{query} {body}");
                }
                (Err(error), Err(expected)) => {
                    assert!(error.message().contains(expected), "{query} {body}: {error:?}");
                }
                (outcome, _) => panic!("{query} {body}: {outcome:?}"),
            }
        }
    }
}
