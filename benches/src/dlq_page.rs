//! A page of the DLQ as the service sends it.

use serde_json::json;

/// Returns a page of so many messages, each with its own ids.
pub(crate) fn json(messages: usize) -> String {
    let message = |n: usize| {
        json!({
            "dlqId": format!("{}-0", 1_752_829_295_505_u64 + n as u64),
            "messageId": format!("msg_26hZCxZCuWyyTWPmSVBrNB882AxPw{n:04}"),
            "url": "https://app.example.com/api/workflow",
            "method": "POST",
            "header": {
                "Content-Type": ["application/json"],
                "Upstash-Workflow-Init": ["false"],
                "Upstash-Workflow-Runid": [format!("wfr_5XAxNjWwz4ZlJvUx{n:04}")],
                "Upstash-Workflow-Url": ["https://app.example.com/api/workflow"],
                "Upstash-Feature-Set": ["WF_NoDelete,InitialBody"],
                "User-Agent": ["Upstash-QStash"],
            },
            "body": "{\"order\":4711,\"customer\":\"c-0815\",\"items\":[{\"sku\":\"a-1\",\"count\":2}]}",
            "maxRetries": 3,
            "notBefore": 1_752_829_294_505_u64,
            "createdAt": 1_752_829_294_505_u64,
            "failureCallback": "https://app.example.com/api/workflow",
            "failureCallbackHeader": { "Content-Type": ["application/json"] },
            "callerIP": "203.0.113.7",
            "workflowRunId": format!("wfr_5XAxNjWwz4ZlJvUx{n:04}"),
            "workflowCreatedAt": 1_752_829_293_531_u64,
            "workflowUrl": "https://app.example.com/api/workflow",
            "responseStatus": 500,
            "responseHeader": {
                "Content-Type": ["text/plain;charset=UTF-8"],
                "Date": ["Fri, 18 Jul 2025 09:01:35 GMT"],
            },
            "responseBody": "{\"error\":\"Error\",\"message\":\"the stock service does not answer\"}",
            "failureCallbackInfo": {
                "state": "CALLBACK_FAIL",
                "responseStatus": 503,
                "responseBody": "try later",
                "responseHeaders": { "Content-Type": ["text/plain"] },
            },
            "label": "orders",
            "labels": ["orders"],
            "failureFunctionState": "CALLBACK_FAIL",
        })
    };
    let messages: Vec<_> = (0..messages).map(message).collect();
    json!({ "cursor": "1752829295605-0", "messages": messages }).to_string()
}
