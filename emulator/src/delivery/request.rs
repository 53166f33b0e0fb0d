//! The requests of deliveries, as the service sends them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::json;

use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;
use crate::state::headers;
use crate::state::run::Run;
use crate::state::run_spec::RunSpec;
use crate::state::waiter::{Event, Waiter};

/// A request to deliver. It owns its data, so that no lock is held while it is in progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Creates the request of a run: its payload, the forwarded headers, and those of the service.
pub(crate) fn run_request(run: &Run) -> Request {
    let spec = &*run.spec;
    let mut headers = headers::to_request(&spec.header);
    headers::set(&mut headers, "upstash-workflow-init", "true");
    identify(&mut headers, spec, &run.id, &run.message_id(), run.retried());
    Request {
        method: Method::from_bytes(spec.method.as_bytes()).unwrap_or(Method::POST),
        url: spec.workflow_url.to_string(),
        headers,
        body: spec.body.clone(),
    }
}

/// Creates the request of a failure callback; `None` if the entry has none.
pub(crate) fn callback_request(id: DlqId, entry: &Entry) -> Option<Request> {
    let failure = &entry.failure;
    let spec = &*failure.spec;
    let callback = spec.failure_callback.as_ref()?;
    let run_id = entry.run_id(id);
    let body = json!({
        "status": failure.response_status.unwrap_or_default(),
        "header": failure.response_header,
        "body": STANDARD.encode(&failure.response_body),
        "retried": entry.retried(),
        "maxRetries": spec.max_retries,
        "sourceMessageId": entry.message_id(id),
        "url": spec.workflow_url,
        "method": spec.method,
        "sourceHeader": spec.header,
        "sourceBody": STANDARD.encode(&spec.body),
        "notBefore": entry.not_before(),
        "createdAt": entry.created_at,
        "callerIP": spec.caller_ip.as_deref().unwrap_or_default(),
        "dlqId": id.to_string(),
        "workflowRunId": run_id,
        "workflowCreatedAt": entry.workflow_created_at,
        "workflowUrl": spec.workflow_url,
    });
    let mut headers = headers::to_request(&callback.header);
    for (name, value) in [
        ("content-type", "application/json"),
        ("upstash-workflow-failure-callback", "true"),
        ("upstash-workflow-is-failure", "true"),
    ] {
        headers::set(&mut headers, name, value);
    }
    let retried = entry.record.as_ref().map_or(0, |record| record.failed.count());
    identify(&mut headers, spec, &run_id, &id.callback_message_id(), retried);
    Some(Request {
        method: Method::POST,
        url: callback.url.to_string(),
        headers,
        body: body.to_string().into(),
    })
}

/// Creates the request that delivers an event to a waiter.
pub(crate) fn event_request(waiter: &Waiter, event: &Event) -> Request {
    let mut headers = headers::to_request(&waiter.headers);
    if let Some(content_type) = &event.content_type {
        headers::set(&mut headers, "content-type", content_type);
    }
    let (url, body) = (waiter.url.to_string(), event.body.clone());
    Request { method: Method::POST, url, headers, body }
}

/// Creates the request that tells a waiter of its timeout; `None` if it asked for none.
pub(crate) fn timeout_request(waiter: &Waiter) -> Option<Request> {
    Some(Request {
        method: Method::POST,
        url: waiter.timeout_url.as_ref()?.to_string(),
        headers: headers::to_request(&waiter.timeout_headers),
        body: waiter.timeout_body.clone(),
    })
}

/// Adds the headers that identify the run, the message and the attempt.
fn identify(headers: &mut HeaderMap, spec: &RunSpec, run_id: &str, message_id: &str, retried: u32) {
    for (name, value) in [
        ("upstash-workflow-runid", run_id),
        ("upstash-workflow-url", &spec.workflow_url),
        ("upstash-message-id", message_id),
        ("upstash-retried", &retried.to_string()),
    ] {
        headers::set(headers, name, value);
    }
    if !spec.labels.is_empty() {
        headers::set(headers, "upstash-label", &spec.labels.join(","));
    }
}
