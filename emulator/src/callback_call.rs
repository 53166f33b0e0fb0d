//! What a failure callback says to its receiver, in the shape of the service's failure callbacks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::json;

use crate::delivery::Call;
use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::headers;

/// The call of an entry's failure callback; `None` when it has none.
pub(crate) fn callback_call(id: DlqId, entry: &Entry) -> Option<Call> {
    let shape = &entry.shape;
    let order = &*shape.order;
    let callback = order.failure_callback.as_ref()?;
    let (run_id, message_id) = (entry.run_id(id), entry.message_id(id));
    let body = json!({
        "status": shape.response_status.unwrap_or_default(),
        "header": shape.response_header,
        "body": STANDARD.encode(&shape.response_body),
        "retried": entry.retried(),
        "maxRetries": order.max_retries,
        "sourceMessageId": message_id,
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
    let retried = entry.record.as_ref().map_or(0, |record| record.failed.count()).to_string();
    let mut headers = headers::to_request(&callback.header);
    for (name, value) in [
        ("content-type", "application/json"),
        ("upstash-workflow-runid", &*run_id),
        ("upstash-workflow-url", &*order.workflow_url),
        ("upstash-workflow-failure-callback", "true"),
        ("upstash-workflow-is-failure", "true"),
        ("upstash-message-id", &*message_id),
        ("upstash-retried", &*retried),
    ] {
        headers::set(&mut headers, name, value);
    }
    Some(Call {
        method: Method::POST,
        url: callback.url.to_string(),
        headers,
        body: body.to_string().into(),
    })
}
