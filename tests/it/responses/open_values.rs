//! Enumerations grow: a value that is known has its own variant, and one that is not known
//! yet is kept and written back as it came.

use upstash_workflow::types::{
    BulkActionKind, BulkActionState, FailureCallbackState, RunOrStepState, RunState, StepGroupType,
    StepState, WorkflowEvent,
};

use crate::responses::check::{assert_filled, json_response, parse, with_fields_added_later};

#[tokio::test]
async fn unknown_states_in_a_page_of_logs_are_kept() {
    let page = r#"{"runs": [{
        "workflowRunId": "wfr_1",
        "workflowState": "RUN_PAUSED",
        "steps": [{"type": "diagonal", "steps": [{"state": "STEP_SKIPPED"}]}],
        "failureFunction": {"state": "CALLBACK_LATER"}
    }, {
        "workflowRunId": "wfr_2",
        "workflowState": "RUN_SUCCESS"
    }]}"#;
    let (_, outcome) = ask!(json_response("200 OK", page), list_workflow_run_logs);
    let decoded = outcome.expect("a page");
    assert_eq!(decoded.value, parse(page));
    for kept in ["RUN_PAUSED", "diagonal", "STEP_SKIPPED", "CALLBACK_LATER"] {
        let unknown = format!("Unknown({kept:?})");
        assert!(decoded.debug.contains(&unknown), "{unknown}: {}", decoded.debug);
    }
}

#[tokio::test]
async fn unknown_states_in_a_page_of_the_dlq_are_kept() {
    let page = r#"{"messages": [{
        "dlqId": "1-0",
        "failureFunctionState": "CALLBACK_LATER",
        "failureCallbackInfo": {"state": "callback_fail"}
    }]}"#;
    let (_, outcome) = ask!(json_response("200 OK", page), list_failed_workflow_runs);
    let decoded = outcome.expect("a page");
    assert_eq!(decoded.value, parse(page));
    // A known value in another case is another value.
    assert_eq!(decoded.debug.matches("Unknown(").count(), 2, "{}", decoded.debug);
}

#[tokio::test]
async fn an_unknown_kind_and_state_of_a_bulk_action_are_kept() {
    let action = r#"{"actionId": "act_1", "kind": "restart", "state": "PAUSED"}"#;
    let (_, outcome) = ask!(json_response("200 OK", action), get_bulk_action.action_id("act_1"));
    let decoded = outcome.expect("a bulk action");
    assert_eq!(decoded.value, parse(action));
    assert_eq!(decoded.debug.matches("Unknown(").count(), 2, "{}", decoded.debug);
}

/// Asserts for each value that it reads as that variant and is written as that text.
macro_rules! known {
    ($($type:ident { $($variant:ident = $text:literal),+ $(,)? })+) => {
        $($({
            let text = concat!("\"", $text, "\"");
            let value: $type = serde_json::from_str(text).expect(text);
            assert_eq!(value, $type::$variant);
            assert_eq!(value.as_str(), $text);
            assert_eq!(serde_json::to_string(&value).expect(text), text);
        })+)+
    };
}

#[test]
fn every_known_value_has_its_variant() {
    known! {
        RunState {
            RunStarted = "RUN_STARTED",
            RunSuccess = "RUN_SUCCESS",
            RunFailed = "RUN_FAILED",
            RunCanceled = "RUN_CANCELED",
        }
        StepState {
            StepProgress = "STEP_PROGRESS",
            StepSuccess = "STEP_SUCCESS",
            StepRetry = "STEP_RETRY",
            StepFailed = "STEP_FAILED",
            StepCanceled = "STEP_CANCELED",
        }
        RunOrStepState {
            RunStarted = "RUN_STARTED",
            RunSuccess = "RUN_SUCCESS",
            RunFailed = "RUN_FAILED",
            RunCanceled = "RUN_CANCELED",
            StepProgress = "STEP_PROGRESS",
            StepSuccess = "STEP_SUCCESS",
            StepRetry = "STEP_RETRY",
            StepFailed = "STEP_FAILED",
            StepCanceled = "STEP_CANCELED",
        }
        FailureCallbackState {
            CallbackInprogress = "CALLBACK_INPROGRESS",
            CallbackSuccess = "CALLBACK_SUCCESS",
            CallbackFail = "CALLBACK_FAIL",
            CallbackCanceled = "CALLBACK_CANCELED",
        }
        StepGroupType { Parallel = "parallel", Sequential = "sequential", Next = "next" }
        BulkActionKind { Cancel = "cancel" }
        BulkActionState { InProgress = "IN_PROGRESS", Finished = "FINISHED" }
    }
}

/// No operation returns it, but a reader of the service's events needs the type.
#[test]
fn an_event_of_a_run_is_decoded_field_by_field() {
    let event = format!(
        r#"{{
            "time": 1752829293531,
            "state": "STEP_FAILED",
            "workflowRunId": "wfr_5XAx",
            "workflowUrl": "https://app.example.com/api/workflow",
            "workflowCreatedAt": 1752829293530,
            "stepInfo": {},
            "nextDeliveryTime": 1752829300000,
            "error": "boom",
            "responseStatus": 500,
            "responseBody": "no",
            "responseHeaders": {{"Content-Type": ["text/plain"]}},
            "headers": {{"X-Message": ["1"]}},
            "invokerWorkflowRunId": "wfr_parent",
            "invokerWorkflowUrl": "https://app.example.com/api/parent",
            "invokerWorkflowCreatedAt": 1752829293529,
            "workflowRunResponse": "done",
            "dlqId": "1752829295505-0",
            "label": "orders",
            "labels": ["orders", "eu"],
            "callerIp": "203.0.113.7"
        }}"#,
        super::logs::STEP
    );
    let event = parse(&event);
    let decoded: WorkflowEvent =
        serde_json::from_value(with_fields_added_later(&event)).expect("an event");
    assert_filled(&format!("{decoded:?}"));
    assert_eq!(serde_json::to_value(&decoded).expect("JSON"), event);

    let least: WorkflowEvent = serde_json::from_str("{}").expect("an event");
    assert_eq!(serde_json::to_string(&least).expect("JSON"), "{}");
}
