//! A run as the logs write it.

use serde_json::{Map, Value, json};

use crate::state::backoff::{DEFAULT_DELAY, RetryDelay};
use crate::state::dlq::Dlq;
use crate::state::failed_attempts::{FailedAttempt, FailedAttempts, cut};
use crate::state::logs::LoggedRun;
use crate::state::run::{Phase, Run, StepState};
use crate::state::run_spec::RunSpec;

/// How much of the bodies of requests and responses is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bodies {
    Whole,
    /// At most so many bytes.
    Cut(usize),
    None,
}

impl Bodies {
    /// Returns the text of a body, cut between two characters.
    fn show(self, body: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(body);
        match self {
            _ if text.is_empty() => None,
            Self::Whole => Some(text.into_owned()),
            Self::Cut(limit) => Some(cut(&text, limit).to_owned()),
            Self::None => None,
        }
    }
}

/// Formats a run with its two steps: the arrival of the payload, and the request to the workflow.
pub(crate) fn run_view(logged: &LoggedRun<'_>, dlq: &Dlq, bodies: Bodies) -> Value {
    let seeded;
    let run = match logged {
        LoggedRun::Run(run) => run,
        LoggedRun::Seeded(run) => {
            seeded = run.as_run();
            &seeded
        }
    };
    let (spec, message_id) = (&*run.spec, logged.message_id());
    let mut view = object(json!({
        "workflowRunId": *run.id,
        "workflowUrl": spec.workflow_url,
        "workflowState": run.state(),
        "workflowRunCreatedAt": run.created_at,
        "steps": [
            { "steps": [init_step(run, &message_id, bodies)], "type": "sequential" },
            { "steps": [run_step(run, &message_id, bodies)], "type": group_type(run) },
        ],
    }));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(name.into(), value);
        }
    };
    put("workflowRunCompletedAt", run.completed_at().map(Value::from));
    put("workflowRunCallerIp", spec.caller_ip.as_deref().map(Value::from));
    put("workflowRunResponse", response(run, bodies).map(Value::from));
    put("failureFunction", failure_function(run, dlq, bodies));
    put("dlqId", dlq_id(run).map(Value::from));
    put("label", spec.labels.first().map(|label| json!(label)));
    put("labels", (!spec.labels.is_empty()).then(|| json!(spec.labels)));
    put("flowControlKey", spec.flow_control_key().map(Value::from));
    Value::Object(view)
}

fn init_step(run: &Run, message_id: &str, bodies: Bodies) -> Value {
    let spec = &*run.spec;
    let mut step = object(json!({
        "stepName": "init",
        "stepType": "Initial",
        "callType": "step",
        "concurrent": 1,
        "messageId": format!("{message_id}i"),
        "state": StepState::Success,
        "createdAt": run.received_at,
        "headers": spec.redact.headers(&spec.header),
    }));
    put_retries(&mut step, spec);
    if let Some(payload) = bodies.show(&spec.redact.body(&spec.body)) {
        step.insert("out".into(), payload.into());
    }
    Value::Object(step)
}

fn run_step(run: &Run, message_id: &str, bodies: Bodies) -> Value {
    let mut step = object(json!({ "messageId": message_id, "state": run.step_state() }));
    put_retries(&mut step, &run.spec);
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
        // Only a finished step has these; before that it is a message.
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

/// Adds the number of retries of a message, and their delay if there are any.
fn put_retries(step: &mut Map<String, Value>, spec: &RunSpec) {
    step.insert("retries".into(), spec.max_retries.into());
    if spec.max_retries > 0 {
        let delay = spec.retry_delay.as_ref().map_or(DEFAULT_DELAY, RetryDelay::as_str);
        step.insert("retryDelay".into(), delay.into());
    }
}

/// Returns the type of the second group of steps: `next` until the request succeeds.
fn group_type(run: &Run) -> &'static str {
    if matches!(run.phase, Phase::Succeeded { .. }) { "sequential" } else { "next" }
}

/// Returns the result of the run, which is shown even without bodies.
fn response(run: &Run, bodies: Bodies) -> Option<String> {
    let Phase::Succeeded { response, .. } = &run.phase else { return None };
    let bodies = if bodies == Bodies::None { Bodies::Whole } else { bodies };
    bodies.show(response)
}

fn dlq_id(run: &Run) -> Option<String> {
    let Phase::Failed { dlq_id, .. } = run.phase else { return None };
    Some(dlq_id.to_string())
}

/// Formats the failure callback. Its state is in the DLQ entry, so it is missing once the entry is gone.
fn failure_function(run: &Run, dlq: &Dlq, bodies: Bodies) -> Option<Value> {
    let Phase::Failed { dlq_id, .. } = run.phase else { return None };
    let entry = dlq.get(dlq_id)?;
    let state = entry.state?;
    let callback = entry.failure.spec.failure_callback.as_ref()?;
    let mut view = object(json!({
        "messageId": dlq_id.callback_message_id(),
        "url": callback.url,
        "state": state,
        "dlqId": dlq_id.to_string(),
        "failHeaders": entry.failure.response_header,
        "maxRetries": callback.max_retries,
    }));
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            view.insert(name.into(), value);
        }
    };
    put("failStatus", entry.failure.response_status.map(Value::from));
    put("failResponse", bodies.show(&entry.failure.response_body).map(Value::from));
    if let Some(record) = entry.record.as_deref() {
        if let Some(response) = &record.last_response {
            put("responseStatus", response.status.map(Value::from));
            put("responseHeaders", Some(json!(response.headers)));
            put("responseBody", bodies.show(response.body.as_bytes()).map(Value::from));
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
