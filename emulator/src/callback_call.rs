//! What a failure callback says to its receiver, in the shape of the service's failure callbacks.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::dlq_id::DlqId;
use crate::entry::Entry;

/// A request to be delivered. It is taken from the entry as a whole, so that no lock is held while it is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CallbackCall {
    pub(crate) url: String,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Vec<u8>,
}

impl CallbackCall {
    /// The call of an entry's failure callback; `None` when it has none.
    pub(crate) fn of(id: DlqId, entry: &Entry) -> Option<Self> {
        let shape = &entry.shape;
        let run_id = entry.run_id(id);
        let body = json!({
            "status": shape.response_status,
            "header": shape.response_header,
            "body": STANDARD.encode(&shape.response_body),
            "retried": shape.max_retries,
            "maxRetries": shape.max_retries,
            "sourceMessageId": id.message_id(),
            "url": shape.workflow_url,
            "method": shape.method,
            "sourceHeader": shape.header,
            "sourceBody": STANDARD.encode(&shape.body),
            "notBefore": entry.created_at,
            "createdAt": entry.created_at,
            "callerIP": shape.caller_ip.as_deref().unwrap_or_default(),
            "dlqId": id.to_string(),
            "workflowRunId": run_id,
            "workflowCreatedAt": entry.workflow_created_at,
            "workflowUrl": shape.workflow_url,
        });
        let headers = vec![
            ("content-type", "application/json".to_owned()),
            ("upstash-workflow-runid", run_id.to_string()),
            ("upstash-workflow-url", shape.workflow_url.to_string()),
            ("upstash-workflow-failure-callback", "true".to_owned()),
            ("upstash-workflow-is-failure", "true".to_owned()),
            ("upstash-message-id", id.message_id()),
            ("upstash-region", "eu-central-1".to_owned()),
        ];
        let url = shape.failure_callback.as_deref()?.to_owned();
        Some(Self { url, headers, body: body.to_string().into_bytes() })
    }
}
