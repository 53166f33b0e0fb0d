//! Why a run failed, from whatever the logs have of it.

use serde_json::{Value, json};

use super::*;

fn failure(run: Value) -> Option<RunFailure> {
    serde_json::from_value::<WorkflowRun>(run).expect("a run").failure()
}

fn failed(step: Option<&str>, status: Option<u16>, message: &str) -> Option<RunFailure> {
    Some(RunFailure { step_name: step.map(Into::into), status, message: message.into() })
}

fn run(state: &str, steps: Value, callback: Value) -> Value {
    json!({
        "workflowRunId": "wfr_1",
        "workflowState": state,
        "steps": steps,
        "failureFunction": callback,
    })
}

fn steps(errors: Value) -> Value {
    json!([
        {"type": "sequential", "steps": [{"stepName": "init", "state": "STEP_SUCCESS"}]},
        {"type": "parallel", "steps": [
            {"stepName": "charge", "state": "STEP_FAILED", "errors": errors},
            {"stepName": "ship", "state": "STEP_SUCCESS", "errors": [{"status": 503}]},
        ]},
    ])
}

#[test]
fn a_run_that_did_not_fail_has_no_failure() {
    for state in ["RUN_STARTED", "RUN_SUCCESS", "RUN_CANCELED", "RUN_PAUSED"] {
        assert_eq!(failure(run(state, steps(json!([{"status": 500}])), json!(null))), None);
    }
    assert_eq!(failure(json!({"workflowRunId": "wfr_1"})), None);
}

#[test]
fn a_failure_has_the_step_that_failed_with_its_last_response() {
    let first = json!({"error": "500 Internal Server Error", "status": 500, "body": "first"});
    let last = json!({"error": "489", "status": 489, "body": "{\"message\": \"no stock\"}"});
    let callback = json!({"failStatus": 489, "failResponse": "no stock at all"});
    for (errors, callback, expected) in [
        (json!([first, last]), json!(null), failed(Some("charge"), Some(489), "no stock")),
        (json!([first]), callback.clone(), failed(Some("charge"), Some(489), "no stock at all")),
        (json!([]), callback, failed(Some("charge"), Some(489), "no stock at all")),
        // The callback says nothing: its body was cut, or not asked for.
        (
            json!([last]),
            json!({"failResponse": "", "state": "CALLBACK_FAIL"}),
            failed(Some("charge"), Some(489), "no stock"),
        ),
        (
            json!([{"error": "context deadline exceeded"}]),
            json!(null),
            failed(Some("charge"), None, "context deadline exceeded"),
        ),
        (json!([]), json!(null), failed(Some("charge"), None, "")),
        (json!([{"status": 70_000}]), json!(null), failed(Some("charge"), None, "")),
    ] {
        let found = failure(run("RUN_FAILED", steps(errors.clone()), callback));
        assert_eq!(found, expected, "{errors}");
    }
    let unfinished = json!([{"steps": [
        {"stepName": "a", "errors": [{"status": 500}]},
        {"stepName": "b", "errors": [{"status": 502}]},
        {"stepName": "c"},
    ]}]);
    assert_eq!(
        failure(run("RUN_FAILED", unfinished, json!(null))),
        failed(Some("b"), Some(502), ""),
        "no step says that it failed"
    );
    assert_eq!(failure(run("RUN_FAILED", json!([]), json!(null))), failed(None, None, ""));
}

#[test]
fn a_message_is_the_errors_own_or_the_text_of_the_body() {
    for (body, expected) in [
        (r#"{"error":"Error","message":"no stock","stack":"at …"}"#, "no stock"),
        (r#"{"error":"TypeError","message":""}"#, "TypeError"),
        (r#"{"error":"boom"}"#, "boom"),
        (r#" {"message":"no stock"} "#, "no stock"),
        (r#"{"error":null,"message":null}"#, r#"{"error":null,"message":null}"#),
        (r#"{"error":{"code":5}}"#, r#"{"error":{"code":5}}"#),
        (r#"{"code":5}"#, r#"{"code":5}"#),
        (r#"["a","b"]"#, r#"["a","b"]"#),
        ("<html>Bad Gateway</html>", "<html>Bad Gateway</html>"),
        ("größe", "größe"),
        ("{", "{"),
    ] {
        assert_eq!(message(body), expected);
    }
}
