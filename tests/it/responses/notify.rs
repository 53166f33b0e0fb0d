//! The responses of the tag Notify.

const WAITER: &str = r#"{
    "url": "https://app.example.com/api/workflow",
    "headers": {"Upstash-Workflow-Runid": ["wfr_5XAx"], "X-Two": ["1", "2"]},
    "deadline": 1752829999,
    "timeoutBody": "eyJ0aW1lZCI6dHJ1ZX0=",
    "timeoutUrl": "https://app.example.com/api/timeout",
    "timeoutHeaders": {"Content-Type": ["application/json"]}
}"#;

fn notified() -> String {
    format!(
        r#"{{
            "waiter": {WAITER},
            "messageId": "msg_26hZ",
            "deduplicated": true,
            "error": "the waiter is gone",
            "workflowRunId": "wfr_5XAx",
            "workflowCreatedAt": 1752829293531
        }}"#
    )
}

responses! {
    notify_event {
        call: .event_id("order-paid");
        full: &format!("[{0}, {0}]", notified());
        // Nobody waits, or a waiter of which nothing is said.
        least: "[]", "[{}]", r#"[{"waiter": {}}]"#;
    }

    notify_workflow_run_event {
        call: .workflow_run_id("wfr_5XAx").event_id("order-paid");
        full: &notified();
        least: "{}", r#"{"waiter": {}}"#;
    }

    list_waiters {
        call: .event_id("order-paid");
        full: &format!("[{WAITER}, {WAITER}]");
        least: "[]", "[{}]";
    }
}
