//! A DLQ entry as the API writes it.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use crate::state::backoff::RetryDelay;
use crate::state::callback::{CallbackState, LastResponse};
use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;
use crate::state::headers::Headers;

/// A message of the DLQ. Missing values are omitted, as the service does.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message<'a> {
    dlq_id: String,
    message_id: Cow<'a, str>,
    url: &'a str,
    method: &'a str,
    header: Cow<'a, Headers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    max_retries: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_delay_expression: Option<&'a str>,
    not_before: u64,
    created_at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_callback: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_callback_header: Option<Cow<'a, Headers>>,
    #[serde(rename = "callerIP", skip_serializing_if = "Option::is_none")]
    caller_ip: Option<&'a str>,
    workflow_run_id: Cow<'a, str>,
    workflow_created_at: u64,
    workflow_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    flow_control_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parallelism: Option<u32>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_status: Option<u16>,
    response_header: &'a Headers,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_body_base64: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_callback_info: Option<CallbackInfo<'a>>,
    /// The first label, for clients that read only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    labels: &'a [Box<str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    failure_function_state: Option<CallbackState>,
}

#[derive(Debug, Serialize)]
struct CallbackInfo<'a> {
    state: CallbackState,
    #[serde(flatten)]
    last_response: Option<&'a LastResponse>,
}

impl<'a> Message<'a> {
    pub(crate) fn of(id: DlqId, entry: &'a Entry) -> Self {
        let failure = &*entry.failure;
        let spec = &*failure.spec;
        let (body, body_base64) = text_or_base64(&spec.redact.body(&spec.body));
        let (response_body, response_body_base64) = text_or_base64(&failure.response_body);
        let callback = spec.failure_callback.as_ref();
        let limits = spec.flow.as_ref().and_then(|flow| flow.limits).unwrap_or_default();
        let state = entry.state;
        let info = |state| CallbackInfo { state, last_response: entry.last_response() };
        Self {
            dlq_id: id.to_string(),
            message_id: entry.message_id(id),
            url: &spec.workflow_url,
            method: &spec.method,
            header: spec.redact.headers(&spec.header),
            body,
            body_base64,
            max_retries: spec.max_retries,
            retry_delay_expression: spec.retry_delay.as_ref().map(RetryDelay::as_str),
            not_before: entry.not_before(),
            created_at: entry.created_at,
            failure_callback: callback.map(|callback| &*callback.url),
            failure_callback_header: callback
                .map(|callback| &callback.header)
                .filter(|header| !header.is_empty())
                .map(|header| spec.redact.headers(header)),
            caller_ip: spec.caller_ip.as_deref(),
            workflow_run_id: entry.run_id(id),
            workflow_created_at: entry.workflow_created_at,
            workflow_url: &spec.workflow_url,
            flow_control_key: spec.flow_control_key(),
            rate: limits.rate.map(|rate| rate.max),
            parallelism: limits.parallelism,
            period: limits.rate.map(|rate| rate.period_seconds),
            response_status: failure.response_status,
            response_header: &failure.response_header,
            response_body,
            response_body_base64,
            failure_callback_info: state.map(info),
            label: spec.labels.first().map(|label| &**label),
            labels: &spec.labels,
            failure_function_state: state,
        }
    }
}

/// Returns a UTF-8 body as text, any other as base64, an empty one as neither.
fn text_or_base64(body: &[u8]) -> (Option<String>, Option<String>) {
    match std::str::from_utf8(body) {
        Ok("") => (None, None),
        Ok(text) => (Some(text.to_owned()), None),
        Err(_) => (None, Some(STANDARD.encode(body))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::state::failed_run::FailedRun;

    fn written(run: FailedRun) -> serde_json::Value {
        let entry = run.into_entry(5, |failure| failure);
        serde_json::to_value(Message::of("5-1".parse().expect("an id"), &entry))
            .expect("it has string keys only")
    }

    #[test]
    fn a_message_has_the_names_and_values_of_the_wire() {
        let run = FailedRun::new("https://app.example.com/workflow")
            .run_id("wfr_5XAx")
            .label("orders")
            .flow_control_key("key")
            .caller_ip("203.0.113.7")
            .workflow_created_at(4)
            .header("X-Tenant", "acme")
            .body(&b"\xff"[..])
            .max_retries(10)
            .response(489, "{\"error\":\"boom\"}")
            .failure_callback("https://app.example.com/failed", CallbackState::Fail)
            .failure_callback_response(500, "no");
        let expected = json!({
            "dlqId": "5-1", "messageId": "msg_000000000000500000001", "url": "https://app.example.com/workflow",
            "method": "POST", "header": {"Content-Type": ["application/json"], "X-Tenant": ["acme"]},
            "bodyBase64": "/w==", "maxRetries": 10, "notBefore": 5, "createdAt": 5,
            "failureCallback": "https://app.example.com/failed", "callerIP": "203.0.113.7",
            "workflowRunId": "wfr_5XAx", "workflowCreatedAt": 4, "workflowUrl": "https://app.example.com/workflow",
            "flowControlKey": "key", "responseStatus": 489,
            "responseHeader": {"Content-Type": ["text/plain; charset=utf-8"]}, "responseBody": "{\"error\":\"boom\"}",
            "failureCallbackInfo": {"state": "CALLBACK_FAIL", "responseStatus": 500, "responseBody": "no"},
            "label": "orders", "labels": ["orders"], "failureFunctionState": "CALLBACK_FAIL",
        });
        assert_eq!(written(run), expected);
    }

    #[test]
    fn what_a_run_does_not_have_is_left_out() {
        let message = written(FailedRun::new("https://app.example.com/workflow"));
        assert_eq!(message["workflowRunId"], "wfr_000000000000500000001");
        let absent = [
            "body",
            "bodyBase64",
            "label",
            "labels",
            "retryDelayExpression",
            "callerIP",
            "failureCallback",
            "failureCallbackInfo",
            "failureFunctionState",
        ];
        for name in absent {
            assert_eq!(message.get(name), None, "{name}");
        }
    }
}
