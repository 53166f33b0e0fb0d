//! What the logs and the DLQ record about a run.

use axum::response::IntoResponse;
use http::StatusCode;
use serde_json::{Value, json};

use super::workflow;
use crate::support::{Api, Receiver};

#[tokio::test]
async fn what_is_redacted_is_delivered_but_neither_logged_nor_listed() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-redact-fields", "body,header[X-Secret]"),
        ("upstash-forward-x-secret", "hush"),
        ("upstash-forward-x-open", "open"),
        ("upstash-retries", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let response = api.trigger(&workflow(&receiver), &headers, "the-payload").await;
    let id = response.json()["workflowRunId"].as_str().expect("an id").to_owned();
    let held = receiver.next().await;
    assert_eq!((&held.body[..], held.header("x-secret")), (&b"the-payload"[..], "hush"));
    held.respond((StatusCode::BAD_REQUEST, "no").into_response());
    receiver.next().await.respond(StatusCode::OK);
    let run = api.ended(&id).await;
    let message = api.message(run["dlqId"].as_str().expect("an id")).await;
    for shown in [run.to_string(), message.to_string()] {
        assert!(!shown.contains("hush") && !shown.contains("the-payload"), "{shown}");
        assert!(shown.contains("REDACTED:") && shown.contains("open"), "{shown}");
    }
}

#[tokio::test]
async fn the_logs_tell_of_steps_what_the_service_tells() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let keys = |step: &Value| -> Vec<String> {
        step.as_object().expect("a step").keys().cloned().collect()
    };
    let id = api.start_run(&url, &[("upstash-retries", "0")]).await;
    receiver.next().await.respond((StatusCode::BAD_REQUEST, "no"));
    receiver.next().await.respond(StatusCode::OK);
    let run = api.ended(&id).await;
    let (init, next) = (&run["steps"][0]["steps"][0], &run["steps"][1]);
    assert_eq!(next["type"], "next");
    let next = &next["steps"][0];
    assert_eq!(
        keys(init),
        [
            "callType",
            "concurrent",
            "createdAt",
            "headers",
            "messageId",
            "retries",
            "state",
            "stepName",
            "stepType"
        ]
    );
    assert_eq!(keys(next), ["errors", "messageId", "retries", "state"]);
    assert_eq!((&init["retries"], &next["retries"]), (&json!(0), &json!(0)));
    assert!(init["messageId"].is_string() && init["messageId"] != next["messageId"]);
    let error = &next["errors"][0];
    assert_eq!((&error["error"], &error["status"]), (&json!("400 Bad Request"), &json!(400)));

    let id = api.start_run(&url, &[("upstash-retry-delay", "1000 * retried")]).await;
    receiver.next().await.respond(StatusCode::from_u16(599).expect("a status"));
    receiver.next().await.respond((StatusCode::OK, "done"));
    let run = api.ended(&id).await;
    let (init, call) = (&run["steps"][0]["steps"][0], &run["steps"][1]["steps"][0]);
    assert_eq!(
        keys(call),
        [
            "callType",
            "concurrent",
            "createdAt",
            "errors",
            "messageId",
            "out",
            "retries",
            "retryDelay",
            "state",
            "stepId",
            "stepName",
            "stepType",
        ],
        "what is done is a step"
    );
    for step in [init, call] {
        assert_eq!((&step["retries"], &step["retryDelay"]), (&json!(3), &json!("1000 * retried")));
    }
    assert_eq!(call["errors"][0]["error"], "599");
    let id = api.start_run(&url, &[("upstash-delay", "1h")]).await;
    let delay = api.step(&id).await["retryDelay"].clone();
    let headers = [("upstash-retry-delay", delay.as_str().expect("an expression"))];
    let read_back = api.trigger(&url, &headers, "");
    assert_eq!(read_back.await.status, 200, "{delay}");
    receiver.next().await.respond(StatusCode::OK);
}
