//! An entry of the DLQ, as a line of a table and as a page.

use upstash_workflow::Error;
use upstash_workflow::types::{FailureCallbackState, WorkflowDlqMessage};

use crate::output::{Column, Row, Sheet, bytes_as_line};
use crate::time;

impl Row for WorkflowDlqMessage {
    const COLUMNS: &'static [Column] = &columns("CALLBACK");

    fn cells(&self, wide: bool) -> Vec<String> {
        // `show` prints a body that is not valid base64.
        let reason = self.response_body_bytes().ok().flatten().unwrap_or_default();
        cells(self, response(self.response_status, &reason), wide)
    }
}

/// Returns the columns of a list of entries. `state` is the title of the callback's state.
pub(crate) const fn columns(state: &'static str) -> [Column; 7] {
    [
        Column::whole("DLQ ID"),
        Column::whole("RUN"),
        Column::cut("LABEL", 8),
        Column::url("WORKFLOW URL"),
        Column::whole("WHEN"),
        Column::whole(state),
        Column::cut("LAST RESPONSE", 7),
    ]
}

pub(crate) fn cells(entry: &WorkflowDlqMessage, last_response: String, wide: bool) -> Vec<String> {
    vec![
        entry.dlq_id.clone(),
        run_id(entry),
        labels(&entry.labels, entry.label.as_deref()),
        entry.workflow_url.clone().unwrap_or_default(),
        time::short(entry.created_at, wide),
        callback_state(entry),
        last_response,
    ]
}

/// Returns the status and reason of a response.
pub(crate) fn response<S: ToString>(status: Option<S>, body: &[u8]) -> String {
    let status = status.map(|status| status.to_string()).unwrap_or_default();
    format!("{status} {}", bytes_as_line(body)).trim().to_owned()
}

fn run_id(entry: &WorkflowDlqMessage) -> String {
    entry.workflow_run_id.clone().unwrap_or_default()
}

/// Returns the labels; older entries have a single one in `label`.
pub(crate) fn labels(labels: &[String], label: Option<&str>) -> String {
    if labels.is_empty() { label.unwrap_or_default().to_owned() } else { labels.join(",") }
}

/// Returns the state of an entry's callback without its prefix.
fn callback_state(entry: &WorkflowDlqMessage) -> String {
    let state = entry.failure_callback_state().map(FailureCallbackState::as_str);
    state
        .map(|state| state.strip_prefix("CALLBACK_").unwrap_or(state).to_ascii_lowercase())
        .unwrap_or_default()
}

pub(super) fn sheet(entry: &WorkflowDlqMessage) -> Sheet {
    let info = entry.failure_callback_info.as_ref();
    let callback_status = info.and_then(|info| info.response_status);
    let limits =
        [("parallelism", entry.parallelism), ("rate", entry.rate), ("period", entry.period)];
    let limits: Vec<_> = limits
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
        .collect();
    Sheet::default()
        .field("DLQ id", &entry.dlq_id)
        .field("Run", run_id(entry))
        .maybe("Workflow URL", entry.workflow_url.as_ref())
        .field("Labels", labels(&entry.labels, entry.label.as_deref()))
        .field("Created", time::long(entry.created_at))
        .field("Run created", time::long(entry.workflow_created_at))
        .field(
            "Not before",
            time::long(entry.not_before.filter(|time| Some(*time) != entry.created_at)),
        )
        .maybe("Message", entry.message_id.as_ref())
        .field(
            "Request",
            format!(
                "{} {}",
                entry.method.as_deref().unwrap_or_default(),
                entry.url.as_deref().unwrap_or_default()
            ),
        )
        .maybe("Retries", entry.max_retries)
        .maybe("Flow control", entry.flow_control_key.as_ref())
        .field("Limits", limits.join(", "))
        .maybe("Caller IP", entry.caller_ip.as_ref())
        .maybe("Status", entry.response_status)
        .maybe("Failure URL", entry.failure_callback.as_ref())
        .field("Callback", callback_state(entry))
        .maybe("Callback status", callback_status)
        .body(
            "Response",
            body(entry.response_body_bytes(), entry.response_body_base64.as_deref()).as_deref(),
        )
        .body(
            "Callback response",
            info.and_then(|info| info.response_body.as_deref()).map(str::as_bytes),
        )
        .body("Request body", body(entry.body_bytes(), entry.body_base64.as_deref()).as_deref())
        .headers("Response headers", entry.response_header.as_ref())
        .headers("Callback response headers", info.and_then(|info| info.response_headers.as_ref()))
        .headers("Request headers", entry.header.as_ref())
        .headers("Callback request headers", entry.failure_callback_header.as_ref())
}

/// Returns a body decoded, or as received if it cannot be decoded.
fn body(decoded: Result<Option<Vec<u8>>, Error>, came: Option<&str>) -> Option<Vec<u8>> {
    decoded.unwrap_or_else(|_| came.map(|text| text.as_bytes().to_vec()))
}
