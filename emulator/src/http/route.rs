//! Finds the operation of a request, and checks its parameters.

use std::sync::LazyLock;

use http::Method;

use crate::behaviour::operation::{
    DLQ_FILTERS, LOG_FILTERS, Operation, PAGE, ROUTES, RUN_FILTERS, Route,
};
use crate::http::api_error::ApiError;
use crate::http::auth::TOKEN_PARAMETER;
use crate::http::query::Query;

/// The routes that official clients use instead, to the same effect.
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
        router.insert(path, routes).expect("no two paths of the table conflict");
    }
    router
});

impl Route {
    /// Returns the route of a request.
    pub(crate) fn of(method: &Method, path: &str) -> Option<&'static Self> {
        // HEAD is routed as GET.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let found = BY_PATH.at(path).ok()?;
        found.value.iter().find(|route| route.method == method).copied()
    }

    fn takes(&self, parameter: &str) -> bool {
        self.parameters.iter().any(|names| names.contains(&parameter))
    }

    /// Returns the parameters of a request, including the members of a JSON body.
    ///
    /// Refuses what the operation does not take: ignored, it would widen a selection, at worst to everything.
    pub(crate) fn parameters(&self, query: Query, body: &[u8]) -> Result<Query, ApiError> {
        // Without parameters the body has another meaning. When a run is ended, it is the result.
        let reads_body =
            !self.parameters.is_empty() && self.operation != Operation::CancelWorkflowRun;
        let members = match body {
            [] => Query::default(),
            _ if !reads_body => Query::default(),
            body => Query::of_json(body)?,
        };
        // Older official clients select in the body.
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

/// Returns the operation of a request, if there is one.
pub(crate) fn operation(method: &Method, path: &str) -> Option<Operation> {
    Route::of(method, path).map(|route| route.operation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_the_operation_of_its_method_and_path() {
        for (method, path, expected) in [
            (Method::GET, "/v2/workflows/dlq", Some(Operation::ListFailedWorkflowRuns)),
            (Method::HEAD, "/v2/workflows/dlq", Some(Operation::ListFailedWorkflowRuns)),
            (Method::DELETE, "/v2/workflows/dlq", Some(Operation::BulkDeleteFailedWorkflowRuns)),
            (Method::PUT, "/v2/workflows/dlq", None),
            (Method::GET, "/v2/workflows/dlq/", None),
            // A fixed path takes precedence over a parameter, as in the router.
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
            assert_eq!(operation(&method, path), expected, "{method} {path}");
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
