//! Fields whose JSON can have another type than the document's (`x-read-as`).

use crate::support::Wire;
use serde_json::{Value, json};
use upstash_workflow::types::{self, FailureCallback};

fn read<T: serde::de::DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|why| panic!("{why} in {json}"))
}

#[test]
fn a_failure_callback_is_read_whichever_way_its_numbers_and_headers_are_written() {
    let numbers = json!({
        "status": 500, "retried": 3, "maxRetries": 3, "notBefore": 1_752_829_294_505_i64,
        "createdAt": 1_752_829_294_506_i64, "workflowCreatedAt": 1_752_829_293_531_i64,
        "header": {"Content-Type": ["text/html"], "X-Id": ["1", "2"]},
        "sourceHeader": {"Content-Type": ["text/html"], "X-Id": ["1", "2"]},
    });
    let texts = json!({
        "status": "500", "retried": "3", "maxRetries": "3", "notBefore": "1752829294505",
        "createdAt": "1752829294506", "workflowCreatedAt": "1752829293531",
        "header": {"Content-Type": "text/html", "X-Id": ["1", "2"]},
        "sourceHeader": {"Content-Type": "text/html", "X-Id": ["1", "2"]},
    });
    let callback: FailureCallback = read(numbers.clone());
    assert_eq!(callback.status, Some(500));
    assert_eq!(callback.created_at, Some(1_752_829_294_506.into()));
    let headers = callback.source_header.as_ref().expect("headers");
    assert_eq!(headers.get_all("x-id"), ["1", "2"]);
    assert_eq!(serde_json::to_value(&callback).expect("JSON"), numbers);
    assert_eq!(read::<FailureCallback>(texts), callback);
}

#[test]
fn a_failure_callback_can_lack_every_field_and_have_more() {
    for callback in [json!({}), json!({"state": "new", "status": null, "sourceHeader": null})] {
        let callback: FailureCallback = read(callback);
        assert_eq!(callback, FailureCallback::default());
        assert!(callback.body_bytes().expect("no body").is_none());
    }
}

#[test]
fn the_bodies_of_a_failure_callback_are_decoded() {
    let callback: FailureCallback = read(json!({"body": "/wA+", "sourceBody": "aGk="}));
    assert_eq!(callback.body_bytes().expect("a body"), Some(vec![0xff, 0, b'>']));
    assert_eq!(callback.source_body_bytes().expect("a body"), Some(b"hi".to_vec()));
    let wrong: FailureCallback = read(json!({"body": "{}", "sourceBody": ""}));
    assert!(wrong.body_bytes().expect_err("no base64").is_decode());
    assert_eq!(wrong.source_body_bytes().expect("an empty body"), Some(vec![]));
}

/// Reads JSON as a component and writes it again.
type Again = fn(Value) -> Value;

macro_rules! components {
    ($($document:literal is $ty:ident),+ $(,)?) => {
        [$(($document, (|json| json!(read::<types::$ty>(json))) as Again)),+]
    };
}

#[test]
fn whatever_json_is_in_a_field_of_somebody_elses_data_is_kept_as_its_text() {
    let components = components![
        "DeliveryError" is DeliveryError,
        "FailureCallbackInfo" is FailureCallbackInfo,
        "FailureFunction" is FailureFunction,
        "StepInfo" is StepInfo,
        "WorkflowDLQMessage" is WorkflowDlqMessage,
        "WorkflowEvent" is WorkflowEvent,
        "WorkflowRun" is WorkflowRun,
    ];
    let document = crate::document::document();
    let mut fields = Vec::new();
    for (component, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if property["x-read-as"]["type"] == "string" {
                fields.push(format!("{component}.{name}"));
                let (_, again) =
                    components.iter().find(|(known, _)| known == component).expect(component);
                check(name, *again);
            }
        }
    }
    assert_eq!(
        fields,
        [
            "DeliveryError.body",
            "FailureCallbackInfo.responseBody",
            "FailureFunction.failResponse",
            "FailureFunction.responseBody",
            "StepInfo.callBody",
            "StepInfo.callResponseBody",
            "StepInfo.invokedWorkflowRunBody",
            "StepInfo.out",
            "WorkflowDLQMessage.body",
            "WorkflowDLQMessage.responseBody",
            "WorkflowEvent.responseBody",
            "WorkflowEvent.workflowRunResponse",
            "WorkflowRun.workflowRunResponse",
        ]
    );
}

fn check(name: &str, again: Again) {
    let whole = |value: Value| {
        let mut whole = json!({"dlqId": "1-0", "workflowRunId": "wfr_1"});
        whole[name] = value;
        again(whole)[name].clone()
    };
    for (value, kept) in [
        (json!("plain"), "plain"),
        (json!(""), ""),
        (json!({"error": "boom"}), r#"{"error":"boom"}"#),
        (json!([1, "a", null]), r#"[1,"a",null]"#),
        (json!(7), "7"),
        (json!(-1.5), "-1.5"),
        (json!(false), "false"),
    ] {
        assert_eq!(whole(value), kept, "{name}");
    }
    assert_eq!(whole(Value::Null), Value::Null, "{name}");
}

#[tokio::test]
async fn one_odd_field_does_not_fail_a_page() {
    let odd = json!({"b": [1, {"c": null}], "a": "x"});
    let text = r#"{"b":[1,{"c":null}],"a":"x"}"#;
    // As it came, and not as a value with sorted members.
    let raw = format!(
        r#"{{"messages": [{{"dlqId": "1-0", "body": {text}, "responseBody": 7, "header": {{"X": {text}}}}}]}}"#
    );
    let wire = Wire::json(&raw).await;
    let page = wire.client().list_failed_workflow_runs().await.expect("a page");
    let message = &page.messages[0];
    assert_eq!(message.body.as_deref(), Some(text));
    assert_eq!(message.body_bytes().expect("a body").as_deref(), Some(text.as_bytes()));
    assert_eq!(message.response_body_bytes().expect("a body"), Some(b"7".to_vec()));
    assert_eq!(message.header.as_ref().and_then(|header| header.get("x")), Some(text));

    let step = json!({"out": odd, "callBody": odd, "callResponseHeaders": {"X": [odd, 1]}});
    let raw = json!({"runs": [{"workflowRunId": "wfr_1", "steps": [{"steps": [step]}]}]});
    let wire = Wire::json(&raw.to_string()).await;
    let page = wire.client().list_workflow_run_logs().await.expect("a page");
    let step = &page.runs[0].steps[0].steps[0];
    let read = |text: &Option<String>| {
        serde_json::from_str::<Value>(text.as_deref().unwrap_or_default()).expect("JSON")
    };
    assert_eq!(read(&step.out), odd);
    assert_eq!(read(&step.call_body), odd);
    let values = step.call_response_headers.as_ref().expect("headers").get_all("X");
    assert_eq!((values.len(), values[1]), (2, "1"));
}
