//! A run as the logs write it.

use serde_json::{Map, Value, json};

use crate::backoff::{DEFAULT_DELAY, RetryDelay};
use crate::dlq::Dlq;
use crate::failed_attempts::{FailedAttempt, FailedAttempts};
use crate::logs::Logged;
use crate::order::Order;
use crate::run::{Phase, Run, StepState};

/// How much is shown of the bodies of requests and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bodies {
    Whole,
    /// So many bytes.
    Cut(usize),
    None,
}

impl Bodies {
    /// The text of a body, cut between two characters.
    fn show(self, body: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(body);
        match self {
            _ if text.is_empty() => None,
            Self::Whole => Some(text.into_owned()),
            Self::Cut(limit) => Some(text[..text.floor_char_boundary(limit)].to_owned()),
            Self::None => None,
        }
    }
}

/// The run with its steps: the payload that came in, and the call of the workflow with its retries and its result.
pub(crate) fn run_view(logged: &Logged<'_>, dlq: &Dlq, bodies: Bodies) -> Value {
    let seeded;
    let run = match logged {
        Logged::Run(run) => run,
        Logged::Seeded(run) => {
            seeded = run.as_run();
            &seeded
        }
    };
    let (order, message_id) = (&*run.order, logged.message_id());
    let mut view = object(json!({
        "workflowRunId": *run.id,
        "workflowUrl": order.workflow_url,
        "workflowState": run.state(),
        "workflowRunCreatedAt": run.created_at,
        "steps": [
            { "steps": [payload_step(run, &message_id, bodies)], "type": "sequential" },
            { "steps": [call_step(run, &message_id, bodies)], "type": call_type(run) },
        ],
    }));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(name.into(), value);
        }
    };
    put("workflowRunCompletedAt", run.completed_at().map(Value::from));
    put("workflowRunCallerIp", order.caller_ip.as_deref().map(Value::from));
    put("workflowRunResponse", response(run, bodies).map(Value::from));
    put("failureFunction", failure_function(run, dlq, bodies));
    put("dlqId", dlq_id(run).map(Value::from));
    put("label", order.labels.first().map(|label| json!(label)));
    put("labels", (!order.labels.is_empty()).then(|| json!(order.labels)));
    put("flowControlKey", order.flow_control_key().map(Value::from));
    Value::Object(view)
}

fn payload_step(run: &Run, message_id: &str, bodies: Bodies) -> Value {
    let order = &*run.order;
    let mut step = object(json!({
        "stepName": "init",
        "stepType": "Initial",
        "callType": "step",
        "concurrent": 1,
        "messageId": format!("{message_id}i"),
        "state": StepState::Success,
        "createdAt": run.received_at,
        "headers": order.redact.headers(&order.header),
    }));
    put_retries(&mut step, order);
    if let Some(payload) = bodies.show(&order.redact.body(&order.body)) {
        step.insert("out".into(), payload.into());
    }
    Value::Object(step)
}

fn call_step(run: &Run, message_id: &str, bodies: Bodies) -> Value {
    let mut step = object(json!({ "messageId": message_id, "state": run.step_state() }));
    put_retries(&mut step, &run.order);
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            step.insert(name.into(), value);
        }
    };
    if let Phase::Waiting { until } = run.phase {
        put("nextDeliveryTime", Some(until.into()));
    }
    put("errors", errors(&run.failed, bodies));
    if let Phase::Succeeded { response, .. } = &run.phase {
        put("out", bodies.show(response).map(Value::from));
        // Only what is done is known as a step; before that it is a message.
        step.extend(object(json!({
            "stepId": 1,
            "stepName": "run",
            "stepType": "Run",
            "callType": "step",
            "concurrent": 1,
            "createdAt": run.created_at,
        })));
    }
    Value::Object(step)
}

/// How often a message is retried, and with which delay if it is.
fn put_retries(step: &mut Map<String, Value>, order: &Order) {
    step.insert("retries".into(), order.max_retries.into());
    if order.max_retries > 0 {
        let delay = order.retry_delay.as_ref().map_or(DEFAULT_DELAY, RetryDelay::as_str);
        step.insert("retryDelay".into(), delay.into());
    }
}

/// What is done and part of the run, apart from what is being tried or was given up.
fn call_type(run: &Run) -> &'static str {
    if matches!(run.phase, Phase::Succeeded { .. }) { "sequential" } else { "next" }
}

/// The run's result is no body among others: it is there even when bodies are left out.
fn response(run: &Run, bodies: Bodies) -> Option<String> {
    let Phase::Succeeded { response, .. } = &run.phase else { return None };
    let bodies = if bodies == Bodies::None { Bodies::Whole } else { bodies };
    bodies.show(response)
}

fn dlq_id(run: &Run) -> Option<String> {
    let Phase::Failed { dlq_id, .. } = run.phase else { return None };
    Some(dlq_id.to_string())
}

/// The DLQ entry knows how the callback stands, so there is nothing to tell once it is gone.
fn failure_function(run: &Run, dlq: &Dlq, bodies: Bodies) -> Option<Value> {
    let Phase::Failed { dlq_id, .. } = run.phase else { return None };
    let entry = dlq.get(dlq_id)?;
    let state = entry.state?;
    let callback = entry.shape.order.failure_callback.as_ref()?;
    let mut view = object(json!({
        "messageId": dlq_id.callback_message_id(),
        "url": callback.url,
        "state": state,
        "dlqId": dlq_id.to_string(),
        "failHeaders": entry.shape.response_header,
        "maxRetries": callback.max_retries,
    }));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(name.into(), value);
        }
    };
    put("failStatus", entry.shape.response_status.map(Value::from));
    put("failResponse", bodies.show(&entry.shape.response_body).map(Value::from));
    if let Some(record) = entry.record.as_deref() {
        if let Some(delivery) = &record.delivery {
            put("responseStatus", delivery.status.map(Value::from));
            put("responseHeaders", Some(json!(delivery.headers)));
            put("responseBody", bodies.show(delivery.body.as_bytes()).map(Value::from));
        }
        put("errors", errors(&record.failed, bodies));
        put("nextDeliveryTime", record.next_delivery.map(Value::from));
    }
    Some(Value::Object(view))
}

fn errors(failed: &FailedAttempts, bodies: Bodies) -> Option<Value> {
    let show = |attempt: &FailedAttempt| {
        let body = attempt.body.as_deref().and_then(|body| bodies.show(body.as_bytes()));
        json!(FailedAttempt { body: body.map(Into::into), ..attempt.clone() })
    };
    (failed.count() > 0).then(|| failed.last().map(show).collect())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_shown_whole_cut_between_characters_or_not_at_all() {
        for (bodies, body, expected) in [
            (Bodies::Whole, "text", Some("text")),
            (Bodies::Cut(2), "text", Some("te")),
            (Bodies::Cut(9), "text", Some("text")),
            (Bodies::Cut(2), "\u{20ac}", Some("")),
            (Bodies::None, "text", None),
            (Bodies::Whole, "", None),
        ] {
            assert_eq!(bodies.show(body.as_bytes()).as_deref(), expected, "{bodies:?} {body}");
        }
    }
}
