//! The responses of the tag Logs.

pub(crate) const STEP: &str = r#"{
    "stepId": 5000000000,
    "stepName": "charge",
    "stepType": "call",
    "callType": "step",
    "messageId": "msg_26hZ",
    "state": "STEP_RETRY",
    "createdAt": 1752829293532,
    "out": "{\"paid\": true}",
    "concurrent": 3,
    "headers": {"X-Step": ["1", "2"]},
    "targetStep": 4,
    "sleepFor": 30,
    "sleepUntil": 1752829323531,
    "callUrl": "https://pay.example.com/charge",
    "callMethod": "PUT",
    "callBody": "{\"amount\": 7}",
    "callHeaders": {"Accept": ["application/json"]},
    "callResponseStatus": 402,
    "callResponseBody": "declined",
    "callResponseHeaders": {"Content-Type": ["text/plain"]},
    "waitEventId": "order-paid",
    "waitTimeout": true,
    "waitTimeoutDuration": "1d",
    "waitTimeoutDeadline": 1752915693531,
    "invokedWorkflowRunId": "wfr_child",
    "invokedWorkflowUrl": "https://app.example.com/api/child",
    "invokedWorkflowCreatedAt": 1752829293533,
    "invokedWorkflowRunBody": "child",
    "invokedWorkflowRunHeaders": {"X-Child": ["yes"]},
    "retries": 3,
    "retryDelay": "pow(2, retried) * 1000",
    "nextDeliveryTime": 1752829300000,
    "errors": [{
        "error": "connection reset",
        "body": "bad gateway",
        "headers": {"Server": ["proxy"]},
        "status": 502,
        "time": 1752829294000
    }]
}"#;

fn run() -> String {
    format!(
        r#"{{
            "workflowRunId": "wfr_5XAx",
            "workflowUrl": "https://app.example.com/api/workflow",
            "workflowState": "RUN_FAILED",
            "workflowRunCreatedAt": 1752829293531,
            "workflowRunCompletedAt": 1752829295505,
            "workflowRunCallerIp": "203.0.113.7",
            "steps": [
                {{"steps": [{STEP}], "type": "sequential"}},
                {{"steps": [{STEP}, {STEP}], "type": "parallel"}}
            ],
            "workflowRunResponse": "{{\"done\": false}}",
            "invoker": {{
                "workflowRunId": "wfr_parent",
                "workflowUrl": "https://app.example.com/api/parent",
                "workflowRunCreatedAt": 1752829293530
            }},
            "failureFunction": {{
                "messageId": "msg_fail",
                "url": "https://app.example.com/failed",
                "state": "CALLBACK_FAIL",
                "dlqId": "1752829295505-9",
                "failHeaders": {{"X-Fail": ["step"]}},
                "failStatus": 489,
                "failResponse": "boom",
                "responseBody": "no",
                "responseHeaders": {{"X-Callback": ["response"]}},
                "responseStatus": 500,
                "errors": [{{
                    "error": "timed out",
                    "body": "late",
                    "headers": {{"Server": ["app"]}},
                    "status": 504,
                    "time": 1752829295000
                }}],
                "nextDeliveryTime": 1752829300001,
                "maxRetries": 7
            }},
            "dlqId": "1752829295505-0",
            "label": "orders",
            "labels": ["orders", "eu"],
            "flowControlKey": "mail"
        }}"#
    )
}

responses! {
    list_workflow_run_logs {
        call: ;
        full: &format!(r#"{{"cursor": "1752829295505-0", "runs": [{0}, {0}]}}"#, run());
        least: "{}",
            r#"{"cursor": ""}"#,
            r#"{"runs": [{"workflowRunId": "wfr_1"}]}"#,
            r#"{"runs": [{"workflowRunId": "wfr_1", "steps": [{}], "invoker": {},
                "failureFunction": {}}]}"#,
            r#"{"runs": [{"workflowRunId": "wfr_1", "steps": [{"steps": [{}]}],
                "failureFunction": {"errors": [{}]}}]}"#;
    }
}
