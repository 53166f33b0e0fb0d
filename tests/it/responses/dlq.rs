//! The responses of the tag DLQ that tell of entries; those of the bulk operations are in
//! `dlq_bulk.rs`.

use upstash_workflow::types::FailureCallbackState;
use upstash_workflow::{UnixMillis, types};

use crate::responses::check::json_response;
use crate::support::Wire;

/// All that is documented of an entry. Of each pair of text and base64 one is empty on the
/// wire; here both have something, so that neither can be taken for the other.
const ENTRY: &str = r#"{
    "dlqId": "1752829295505-0",
    "messageId": "msg_26hZ",
    "workflowUrl": "https://app.example.com/api/workflow",
    "workflowRunId": "wfr_5XAx",
    "workflowCreatedAt": 1752829293531,
    "url": "https://app.example.com/api/workflow/step",
    "method": "POST",
    "header": {"Content-Type": ["application/json"], "X-Two": ["1", "2"]},
    "body": "{\"order\": 42}",
    "bodyBase64": "/w==",
    "maxRetries": 10,
    "retryDelayExpression": "pow(2, retried) * 1000",
    "notBefore": 1752829294505,
    "createdAt": 1752829294506,
    "failureCallback": "https://app.example.com/failed",
    "failureCallbackHeader": {"X-From": ["run"]},
    "failureCallbackInfo": {
        "state": "CALLBACK_FAIL",
        "responseStatus": 500,
        "responseBody": "no",
        "responseHeaders": {"Content-Type": ["text/plain"]}
    },
    "failureFunctionState": "CALLBACK_INPROGRESS",
    "callerIP": "203.0.113.7",
    "label": "orders",
    "labels": ["orders", "eu"],
    "flowControlKey": "mail",
    "rate": 5,
    "parallelism": 2,
    "period": 60,
    "responseStatus": 489,
    "responseHeader": {"Content-Type": ["text/plain;charset=UTF-8"]},
    "responseBody": "{\"error\": \"boom\"}",
    "responseBodyBase64": "/g=="
}"#;

responses! {
    list_failed_workflow_runs {
        call: ;
        full: &format!(r#"{{"cursor": "1752829295505-0", "messages": [{ENTRY}, {ENTRY}]}}"#);
        least: "{}", r#"{"messages": [{"dlqId": "1-0"}]}"#, r#"{"cursor": ""}"#;
    }

    get_failed_workflow_run {
        call: .dlq_id("1752829295505-0");
        full: ENTRY;
        least: r#"{"dlqId": "1752829295505-0"}"#;
    }

    resume_workflow_run {
        call: .dlq_id("1752829295505-0");
        full: r#"{"workflowRunId": "wfr_new", "workflowCreatedAt": 1752829293531}"#;
        least: r#"{"workflowRunId": "wfr_new"}"#;
    }

    restart_workflow_run {
        call: .dlq_id("1752829295505-0");
        full: r#"{"workflowRunId": "wfr_new", "workflowCreatedAt": 1752829293531}"#;
        least: r#"{"workflowRunId": "wfr_new"}"#;
    }

    retry_failure_callback {
        call: .dlq_id("1752829295505-0");
        full: r#"{"workflowRunId": "wfr_5XAx", "workflowCreatedAt": 1752829293531}"#;
        least: r#"{"workflowRunId": "wfr_5XAx"}"#;
    }
}

#[tokio::test]
async fn an_entry_as_the_service_sends_it_is_read_with_the_types_that_belong_to_it() {
    let entry = r#"{"dlqId":"1752829295505-0","messageId":"msg_26hZ",
        "url":"https://app.example.com/workflow","method":"POST",
        "header":{"Content-Type":["application/json"]},"maxRetries":10,
        "notBefore":1752829294505,"createdAt":1752829294505,
        "failureCallback":"https://app.example.com/workflow","callerIP":"203.0.113.7",
        "workflowRunId":"wfr_5XAx","workflowCreatedAt":1752829293531,
        "workflowUrl":"https://app.example.com/workflow","responseStatus":489,
        "responseHeader":{"Content-Type":["text/plain;charset=UTF-8"]},
        "responseBody":"{\"error\":\"boom\"}",
        "failureCallbackInfo":{"state":"CALLBACK_FAIL","responseStatus":500,
            "responseBody":"no","responseHeaders":{"Content-Type":["text/plain"]}},
        "labels":["orders"],"failureFunctionState":"CALLBACK_FAIL"}"#;
    let wire = Wire::start([json_response("200 OK", entry)]).await;
    let client = wire.client();
    let entry: types::WorkflowDlqMessage =
        client.get_failed_workflow_run().dlq_id("1752829295505-0").await.expect("an entry");

    assert_eq!(entry.dlq_id, "1752829295505-0");
    assert_eq!(entry.message_id.as_deref(), Some("msg_26hZ"));
    assert_eq!(entry.url.as_deref(), Some("https://app.example.com/workflow"));
    assert_eq!(entry.method.as_deref(), Some("POST"));
    let header = entry.header.expect("headers");
    assert_eq!(header.get("content-type"), Some("application/json"));
    assert_eq!(entry.max_retries, Some(10));
    assert_eq!(entry.not_before, Some(UnixMillis::from(1_752_829_294_505)));
    assert_eq!(entry.created_at, Some(UnixMillis::from(1_752_829_294_505)));
    assert_eq!(entry.failure_callback.as_deref(), Some("https://app.example.com/workflow"));
    assert_eq!(entry.caller_ip.as_deref(), Some("203.0.113.7"));
    assert_eq!(entry.workflow_run_id.as_deref(), Some("wfr_5XAx"));
    assert_eq!(entry.workflow_created_at, Some(UnixMillis::from(1_752_829_293_531)));
    assert_eq!(entry.workflow_url.as_deref(), Some("https://app.example.com/workflow"));
    assert_eq!(entry.response_status, Some(489));
    let header = entry.response_header.expect("headers");
    assert_eq!(header.get_all("Content-Type"), ["text/plain;charset=UTF-8"]);
    assert_eq!(entry.response_body.as_deref(), Some(r#"{"error":"boom"}"#));
    assert_eq!(entry.labels, ["orders"]);
    assert_eq!(entry.failure_function_state, Some(FailureCallbackState::CallbackFail));
    let callback = entry.failure_callback_info.expect("a failure callback");
    assert_eq!(callback.state, Some(FailureCallbackState::CallbackFail));
    assert_eq!(callback.response_status, Some(500));
    assert_eq!(callback.response_body.as_deref(), Some("no"));
    let header = callback.response_headers.expect("headers");
    assert_eq!(header.get("content-type"), Some("text/plain"));
    assert_eq!((entry.body, entry.body_base64, entry.label), (None, None, None));
}
