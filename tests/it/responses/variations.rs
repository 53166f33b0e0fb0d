//! Values that come in more than one form: servers differ, and each form is decoded.

use serde_json::{Value, json};

use crate::responses::check::json_response;

#[tokio::test]
async fn the_length_of_a_sleep_is_kept_as_a_number_or_a_text() {
    for sleep in [json!(30), json!(1.5), json!("30"), json!("1d")] {
        let step = json!({"stepType": "sleep", "sleepFor": sleep});
        let page = json!({"runs": [{"workflowRunId": "wfr_1", "steps": [{"steps": [step]}]}]});
        let response = json_response("200 OK", &page.to_string());
        let (_, outcome) = ask!(response, list_workflow_run_logs);
        assert_eq!(outcome.expect("a page").value, page);
    }
}

/// The forms in which a creation time has been seen or typed.
const TIMES: [&str; 3] = ["1752829293531", "\"1752829293531\"", "1752829293531.0"];

/// Asserts that a time at `$at` of the response reads the same in all its forms.
macro_rules! time_in_every_form {
    ($($operation:ident$(.$setter:ident($($value:expr),*))* => $body:literal at $at:literal;)+) => {
        $({
            for time in TIMES {
                let response = json_response("200 OK", &$body.replace("TIME", time));
                let (_, outcome) = ask!(response, $operation$(.$setter($($value),*))*);
                let decoded = outcome.expect(stringify!($operation));
                let found = decoded.value.pointer($at);
                let expected = json!(1_752_829_293_531_i64);
                assert_eq!(found, Some(&expected), "{} {time}", stringify!($operation));
            }
        })+
    };
}

#[tokio::test]
async fn the_creation_time_of_a_run_is_a_number_or_a_text() {
    time_in_every_form! {
        trigger_workflow_run.workflow_url("https://app.example.com")
            => r#"{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
        batch_trigger_workflow_runs.body(Vec::new())
            => r#"[{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}]"#
            at "/0/workflowCreatedAt";
        resume_workflow_run.dlq_id("1-0")
            => r#"{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
        restart_workflow_run.dlq_id("1-0")
            => r#"{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
        bulk_resume_workflow_runs.all()
            => r#"{"workflowRuns": [{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}]}"#
            at "/workflowRuns/0/workflowCreatedAt";
        bulk_restart_workflow_runs.all()
            => r#"{"workflowRuns": [{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}]}"#
            at "/workflowRuns/0/workflowCreatedAt";
        retry_failure_callback.dlq_id("1-0")
            => r#"{"workflowRunId": "wfr_1", "workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
        notify_event.event_id("e")
            => r#"[{"workflowCreatedAt": TIME}]"# at "/0/workflowCreatedAt";
        notify_workflow_run_event.workflow_run_id("wfr_1").event_id("e")
            => r#"{"workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
        list_failed_workflow_runs
            => r#"{"messages": [{"dlqId": "1-0", "workflowCreatedAt": TIME}]}"#
            at "/messages/0/workflowCreatedAt";
        get_failed_workflow_run.dlq_id("1-0")
            => r#"{"dlqId": "1-0", "workflowCreatedAt": TIME}"# at "/workflowCreatedAt";
    }
}

#[tokio::test]
async fn a_time_in_seconds_is_a_number_or_a_text_too() {
    for time in [json!(1_752_829_999), json!("1752829999")] {
        let waiters = json!([{"deadline": time}]).to_string();
        let (_, outcome) = ask!(json_response("200 OK", &waiters), list_waiters.event_id("e"));
        let expected = json!([{"deadline": 1_752_829_999}]);
        assert_eq!(outcome.expect("waiters").value, expected);
    }
}

#[tokio::test]
async fn a_notification_of_one_run_returns_one_result() {
    let result = json!({"messageId": "msg_26hZ", "workflowRunId": "wfr_1"});
    let found = notified(&result).await;
    assert_eq!(found.expect("a result"), result);
}

#[tokio::test]
async fn a_notification_of_one_run_returns_an_array_of_one_result() {
    let result = json!({"messageId": "msg_26hZ", "workflowRunId": "wfr_1"});
    let found = notified(&json!([result])).await;
    assert_eq!(found.expect("a result"), result);
}

async fn notified(body: &Value) -> Result<Value, upstash_workflow::Error> {
    let response = json_response("201 Created", &body.to_string());
    let (_, outcome) =
        ask!(response, notify_workflow_run_event.workflow_run_id("wfr_1").event_id("e"));
    outcome.map(|decoded| decoded.value)
}

#[tokio::test]
async fn the_flow_control_keys_are_an_array() {
    let keys = json!([{"flowControlKey": "orders"}, {"flowControlKey": "mail"}]);
    assert_eq!(flow_control_keys(&keys).await.expect("keys"), keys);
}

#[tokio::test]
async fn the_flow_control_keys_are_an_array_in_an_object() {
    let keys = json!([{"flowControlKey": "orders"}, {"flowControlKey": "mail"}]);
    let wrapped = json!({"flowControls": keys});
    assert_eq!(flow_control_keys(&wrapped).await.expect("keys"), keys);
    let none = json!({"flowControls": []});
    assert_eq!(flow_control_keys(&none).await.expect("no keys"), json!([]));
}

async fn flow_control_keys(body: &Value) -> Result<Value, upstash_workflow::Error> {
    let response = json_response("200 OK", &body.to_string());
    let (_, outcome) = ask!(response, list_flow_control_keys);
    outcome.map(|decoded| decoded.value)
}

#[tokio::test]
async fn white_space_around_a_response_does_not_matter() {
    let keys = "\r\n { \"current\" : \"a\" , \"next\" : \"b\" } \n";
    let (_, outcome) = ask!(json_response("200 OK", keys), get_signing_keys);
    assert_eq!(outcome.expect("keys").value, json!({"current": "a", "next": "b"}));
}

#[tokio::test]
async fn an_empty_list_or_map_may_come_as_null() {
    let page = r#"{"messages": null, "cursor": null}"#;
    let (_, outcome) = ask!(json_response("200 OK", page), list_failed_workflow_runs);
    assert_eq!(outcome.expect("a page").value, json!({}));
    let entry =
        r#"{"dlqId": "1-0", "labels": null, "header": {"A": null}, "responseHeader": null}"#;
    let (_, outcome) = ask!(json_response("200 OK", entry), get_failed_workflow_run.dlq_id("1-0"));
    assert_eq!(outcome.expect("an entry").value, json!({"dlqId": "1-0", "header": {"A": []}}));
    let action = r#"{"actionId": "a", "filter": null}"#;
    let (_, outcome) = ask!(json_response("200 OK", action), get_bulk_action.action_id("a"));
    assert_eq!(outcome.expect("an action").value, json!({"actionId": "a"}));
    let (_, outcome) = ask!(json_response("200 OK", "null"), list_waiters.event_id("e"));
    assert_eq!(outcome.expect("no waiters").value, json!([]));
}

#[tokio::test]
async fn a_notification_without_waiters_has_an_empty_result() {
    assert_eq!(notified(&json!([])).await.expect("a result"), json!({}));
}
