//! What a run says to its workflow.

use http::Method;

use crate::delivery::Call;
use crate::headers;
use crate::run::Run;

/// The call that is the run's one step: its payload, what is forwarded, and the headers of the service.
pub(crate) fn run_call(run: &Run) -> Call {
    let order = &*run.order;
    let (message_id, retried) = (run.message_id(), run.retried().to_string());
    let mut headers = headers::to_request(&order.header);
    for (name, value) in [
        ("upstash-workflow-runid", &*run.id),
        ("upstash-workflow-url", &*order.workflow_url),
        ("upstash-workflow-init", "true"),
        ("upstash-message-id", &*message_id),
        ("upstash-retried", &*retried),
    ] {
        headers::set(&mut headers, name, value);
    }
    if !order.labels.is_empty() {
        headers::set(&mut headers, "upstash-label", &order.labels.join(","));
    }
    Call {
        method: Method::from_bytes(order.method.as_bytes()).unwrap_or(Method::POST),
        url: order.workflow_url.to_string(),
        headers,
        body: order.body.clone(),
    }
}
