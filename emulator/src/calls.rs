//! What a run says to its workflow, and a failure callback to its receiver, in the shape of the service's deliveries.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, Method};
use serde_json::json;

use crate::delivery::Call;
use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::headers;
use crate::order::Order;
use crate::run::Run;

/// The call that is the run's one step: its payload, what is forwarded, and the headers of the service.
pub(crate) fn run_call(run: &Run) -> Call {
    let order = &*run.order;
    let mut headers = headers::to_request(&order.header);
    headers::set(&mut headers, "upstash-workflow-init", "true");
    identify(&mut headers, order, &run.id, &run.message_id(), run.retried());
    Call {
        method: Method::from_bytes(order.method.as_bytes()).unwrap_or(Method::POST),
        url: order.workflow_url.to_string(),
        headers,
        body: order.body.clone(),
    }
}

/// The call of an entry's failure callback; `None` when it has none.
pub(crate) fn callback_call(id: DlqId, entry: &Entry) -> Option<Call> {
    let shape = &entry.shape;
    let order = &*shape.order;
    let callback = order.failure_callback.as_ref()?;
    let run_id = entry.run_id(id);
    let body = json!({
        "status": shape.response_status.unwrap_or_default(),
        "header": shape.response_header,
        "body": STANDARD.encode(&shape.response_body),
        "retried": entry.retried(),
        "maxRetries": order.max_retries,
        "sourceMessageId": entry.message_id(id),
        "url": order.workflow_url,
        "method": order.method,
        "sourceHeader": order.header,
        "sourceBody": STANDARD.encode(&order.body),
        "notBefore": entry.not_before(),
        "createdAt": entry.created_at,
        "callerIP": order.caller_ip.as_deref().unwrap_or_default(),
        "dlqId": id.to_string(),
        "workflowRunId": run_id,
        "workflowCreatedAt": entry.workflow_created_at,
        "workflowUrl": order.workflow_url,
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
    identify(&mut headers, order, &run_id, &id.callback_message_id(), retried);
    Some(Call {
        method: Method::POST,
        url: callback.url.to_string(),
        headers,
        body: body.to_string().into(),
    })
}

/// Says which run it is about, and which message and attempt this is.
fn identify(headers: &mut HeaderMap, order: &Order, run_id: &str, message_id: &str, retried: u32) {
    for (name, value) in [
        ("upstash-workflow-runid", run_id),
        ("upstash-workflow-url", &order.workflow_url),
        ("upstash-message-id", message_id),
        ("upstash-retried", &retried.to_string()),
    ] {
        headers::set(headers, name, value);
    }
    if !order.labels.is_empty() {
        headers::set(headers, "upstash-label", &order.labels.join(","));
    }
}
