//! Runs that fail: retries, the DLQ, and the failure callback.

use http::StatusCode;
use serde_json::{Value, json};

use super::workflow;
use crate::support::{Api, Receiver};

#[tokio::test]
async fn a_failing_workflow_is_retried_and_then_in_the_dlq_and_its_failure_is_called_back() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "2"),
        ("upstash-retry-delay", "1000 * (1 + retried)"),
        ("upstash-failure-callback", &*receiver.url.clone()),
        ("upstash-failure-callback-retries", "1"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-label", "orders"),
        ("content-type", "text/plain"),
    ];
    let response = api.trigger(&workflow(&receiver), &headers, "payload").await;
    let id = response.json()["workflowRunId"].as_str().expect("an id").to_owned();
    for attempt in ["0", "1", "2"] {
        let held = receiver.next().await;
        assert_eq!((held.header("upstash-retried"), &held.body[..]), (attempt, &b"payload"[..]));
        held.respond((StatusCode::SERVICE_UNAVAILABLE, format!("no {attempt}")));
    }
    let callback = receiver.next().await;
    assert_eq!(callback.path, "/failed?from=test");
    let told = callback.json();
    assert_eq!((&told["retried"], &told["status"]), (&json!(2), &json!(503)));
    assert_eq!((&told["workflowRunId"], callback.header("x-tenant")), (&json!(id), "acme"));

    let run = api.ended(&id).await;
    assert_eq!(run["workflowState"], "RUN_FAILED");
    assert_eq!(run["dlqId"], told["dlqId"]);
    assert_eq!(run["failureFunction"]["state"], "CALLBACK_INPROGRESS");
    assert_eq!(
        (&run["steps"][1]["type"], &run["steps"][1]["steps"][0]["state"]),
        (&json!("next"), &json!("STEP_FAILED"))
    );
    let errors = run["steps"][1]["steps"][0]["errors"].as_array().expect("errors").clone();
    let bodies: Vec<&str> = errors.iter().filter_map(|error| error["body"].as_str()).collect();
    assert_eq!(bodies, ["no 0", "no 1", "no 2"]);

    let dlq_id = run["dlqId"].as_str().expect("an id").to_owned();
    let message = api.message(&dlq_id).await;
    for (name, expected) in [
        ("workflowRunId", json!(id)),
        ("workflowUrl", json!(workflow(&receiver))),
        ("messageId", run["steps"][1]["steps"][0]["messageId"].clone()),
        ("body", json!("payload")),
        ("header", json!({ "Content-Type": ["text/plain"], "X-Tenant": ["acme"] })),
        ("responseStatus", json!(503)),
        ("responseBody", json!("no 2")),
        ("maxRetries", json!(2)),
        ("labels", json!(["orders"])),
        ("callerIP", json!("127.0.0.1")),
        ("failureCallback", json!(receiver.url)),
        ("failureFunctionState", json!("CALLBACK_INPROGRESS")),
        ("workflowCreatedAt", run["workflowRunCreatedAt"].clone()),
    ] {
        assert_eq!(message[name], expected, "{name}");
    }

    callback.respond(StatusCode::BAD_GATEWAY);
    let again = receiver.next().await;
    assert_eq!((&*again.path, again.header("upstash-retried")), ("/failed?from=test", "1"));
    again.respond((StatusCode::BAD_GATEWAY, "down"));
    let message = api.settled(&dlq_id).await;
    assert_eq!(message["failureFunctionState"], "CALLBACK_FAIL");
    let callback = &api.run(&id).await["failureFunction"];
    assert_eq!(
        (&callback["state"], &callback["responseStatus"]),
        (&json!("CALLBACK_FAIL"), &json!(502))
    );
    assert_eq!(callback["errors"].as_array().map(Vec::len), Some(2));
    assert!(!receiver.has_more(), "one retry, not two");

    assert_eq!(api.retry(&dlq_id).await.status, 200);
    receiver.next().await.respond(StatusCode::OK);
    assert_eq!(api.settled(&dlq_id).await["failureFunctionState"], "CALLBACK_SUCCESS");
}

#[tokio::test]
async fn by_default_there_are_three_retries_and_the_workflow_gets_the_failure_callback() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [("upstash-retry-delay", "1")];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    for _ in 0..4 {
        let held = receiver.next().await;
        assert!(!held.headers.contains_key("upstash-workflow-is-failure"));
        held.respond(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let callback = receiver.next().await;
    assert_eq!(
        (&*callback.path, callback.header("upstash-workflow-is-failure")),
        ("/api/workflow", "true")
    );
    callback.respond(StatusCode::OK);
    let run = api.ended(&id).await;
    let dlq_id = run["dlqId"].as_str().expect("it failed");
    assert_eq!(api.settled(dlq_id).await["failureFunctionState"], "CALLBACK_SUCCESS");
}

#[tokio::test]
async fn a_run_that_recovers_is_a_success_with_its_errors_on_record() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let id = api.start_run(&workflow(&receiver), &[("upstash-retry-delay", "1")]).await;
    receiver.next().await.respond(StatusCode::NOT_FOUND);
    receiver.next().await.respond("fine");
    let run = api.ended(&id).await;
    assert_eq!(
        (&run["workflowState"], &run["workflowRunResponse"]),
        (&json!("RUN_SUCCESS"), &json!("fine"))
    );
    assert_eq!(run["steps"][1]["steps"][0]["errors"][0]["status"], 404);
    assert!(api.listed("").await.is_empty());
}

#[tokio::test]
async fn a_permanent_failure_is_not_retried() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let id = api
        .start_run(&workflow(&receiver), &[("upstash-failure-callback", &*receiver.url.clone())])
        .await;
    let status = StatusCode::from_u16(489).expect("a status");
    receiver.next().await.respond((status, [("upstash-nonretryable-error", "true")], "no"));
    assert_eq!(receiver.next().await.path, "/failed?from=test");
    assert_eq!(api.ended(&id).await["workflowState"], "RUN_FAILED");
}

#[tokio::test]
async fn a_workflow_that_cannot_be_reached_fails_and_says_why() {
    let api = Api::fast().await;
    let url = "http://127.0.0.1:1/workflow";
    let id = api.start_run(url, &[("upstash-retries", "0")]).await;
    let run = api.ended(&id).await;
    let error = &run["steps"][1]["steps"][0]["errors"][0];
    assert!(error["error"].as_str().is_some_and(|why| !why.is_empty()), "{run}");
    assert_eq!(error["status"], Value::Null);
    let message = api.message(run["dlqId"].as_str().expect("an id")).await;
    assert_eq!(message["responseStatus"], Value::Null);
    assert!(!message["responseBody"].as_str().expect("a reason").is_empty());
}

#[tokio::test]
async fn a_failure_callback_gets_the_workflows_headers_and_its_own() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
        ("upstash-failure-callback-retries", "0"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-failure-callback-forward-x-alarm", "loud"),
        ("upstash-failure-callback-forward-x-tenant", "ops"),
    ];
    let batch = json!([{
        "destination": workflow(&receiver),
        "headers": headers.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
    }]);
    for in_batch in [false, true] {
        if in_batch {
            assert_eq!(api.post_json("/v2/batch/trigger", &batch).await.status, 201);
        } else {
            api.start_run(&workflow(&receiver), &headers).await;
        }
        let call = receiver.next().await;
        assert_eq!(call.header("x-tenant"), "acme");
        assert!(!call.headers.contains_key("x-alarm"), "it is for the failure callback");
        call.respond(StatusCode::INTERNAL_SERVER_ERROR);
        let callback = receiver.next().await;
        assert_eq!((&*callback.path, callback.header("x-alarm")), ("/failed?from=test", "loud"));
        let tenants: Vec<_> = callback.headers.get_all("x-tenant").iter().collect();
        assert_eq!(tenants, ["acme", "ops"], "given twice it has two values, as on the service");
        callback.respond(StatusCode::OK);
    }
}

#[tokio::test]
async fn a_dlq_message_has_the_first_label_and_the_retry_delay() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-label", "orders,eu"),
        ("upstash-retries", "0"),
        ("upstash-retry-delay", "pow(2, retried)"),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
    api.ended(&id).await;
    let message = api.get("/v2/workflows/dlq").await.json()["messages"][0].clone();
    assert_eq!(
        (&message["label"], &message["labels"]),
        (&json!("orders"), &json!(["orders", "eu"]))
    );
    assert_eq!(message["retryDelayExpression"], "pow(2, retried)");
}
