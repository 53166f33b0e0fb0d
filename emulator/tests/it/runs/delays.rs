//! Delays of runs and of retries.

use http::StatusCode;
use serde_json::json;

use super::workflow;
use crate::support::{Api, Receiver};

#[tokio::test]
async fn a_delayed_run_waits_until_it_is_told_to_go_now() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let far = (1_u64 << 33).to_string();
    for header in [("upstash-delay", "1d10h30m"), ("upstash-not-before", far.as_str())] {
        let id = api.start_run(&url, &[header]).await;
        let step = api.step(&id).await;
        assert_eq!(step["state"], "STEP_PROGRESS");
        let created = api.run(&id).await["workflowRunCreatedAt"].as_u64().expect("a time");
        assert!(step["nextDeliveryTime"].as_u64() > Some(created + 100_000_000), "{step}");
        assert!(!receiver.has_more());
        let path = format!("/v2/messages/{}/retry", step["messageId"].as_str().expect("an id"));
        let now = api.post(&path).await;
        assert_eq!((now.status, now.text.as_str()), (200, ""));
        let held = receiver.next().await;
        assert!(api.post(&path).await.error(400).contains("does not wait"), "it is under way");
        held.respond(StatusCode::OK);
        assert_eq!(api.ended(&id).await["workflowState"], "RUN_SUCCESS");
        assert!(api.post(&path).await.error(400).contains("does not wait"), "it is over");
    }
    for unknown in ["msg_1", "msg_0000000000000-0000001", "nonsense"] {
        assert!(
            api.post(&format!("/v2/messages/{unknown}/retry")).await.error(404).contains(unknown)
        );
    }
}

#[tokio::test]
async fn not_before_wins_over_the_delay_and_a_short_delay_ends_by_itself() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let url = workflow(&receiver);
    let past = [("upstash-not-before", "1"), ("upstash-delay", "1000d")];
    for headers in [&past[..], &[("upstash-delay", "1m")]] {
        let id = api.start_run(&url, headers).await;
        receiver.next().await.respond(StatusCode::OK);
        assert_eq!(api.ended(&id).await["workflowState"], "RUN_SUCCESS");
    }
}

#[tokio::test]
async fn a_retry_that_waits_can_be_brought_forward_without_gaining_an_attempt() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "1"),
        ("upstash-retry-delay", "86400000"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let run = api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
    let step = &run["steps"][1]["steps"][0];
    assert_eq!((&step["retries"], &step["retryDelay"]), (&json!(1), &json!("86400000")));
    assert_eq!(run["steps"][1]["type"], "next");
    assert_eq!(api.logged("state=STEP_RETRY").await[0], id);
    let message = step["messageId"].as_str().expect("an id");
    assert_eq!(api.post(&format!("/v2/messages/{message}/retry")).await.status, 200);
    let second = receiver.next().await;
    assert_eq!(second.header("upstash-retried"), "1");
    second.respond(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(receiver.next().await.path, "/failed?from=test", "that was the last attempt");
    assert_eq!(api.ended(&id).await["workflowState"], "RUN_FAILED");
}

#[tokio::test]
async fn many_attempts_are_all_counted_and_the_last_hundred_logged() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "110"),
        ("upstash-retry-delay", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    for attempt in 0..=110 {
        let held = receiver.next().await;
        assert_eq!(held.header("upstash-retried"), attempt.to_string());
        held.respond((StatusCode::SERVICE_UNAVAILABLE, format!("no {attempt}")));
    }
    let callback = receiver.next().await;
    assert_eq!(callback.json()["retried"], 110);
    callback.respond(StatusCode::OK);
    let step = api.step(&id).await;
    let errors = step["errors"].as_array().expect("errors");
    assert_eq!((errors.len(), &errors[0]["body"]), (100, &json!("no 11")));
    assert_eq!(errors[99]["body"], "no 110");
}

#[tokio::test]
async fn the_retry_after_of_a_receiver_is_respected() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.start_run(&workflow(&receiver), &[("upstash-retries", "1")]).await;
    receiver.next().await.respond((StatusCode::TOO_MANY_REQUESTS, [("retry-after", "2")]));
    let run = api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
    let step = &run["steps"][1]["steps"][0];
    let (failed, next) = (step["errors"][0]["time"].as_u64(), step["nextDeliveryTime"].as_u64());
    let wait = next.expect("a time") - failed.expect("a time");
    assert!((2000..3000).contains(&wait), "{wait}");
    let message = step["messageId"].as_str().expect("an id");
    assert_eq!(api.post(&format!("/v2/messages/{message}/retry")).await.status, 200);
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);

    // So does the receiver of the failure callback, which is the workflow itself here.
    let callback = receiver.next().await;
    assert_eq!(callback.path, "/api/workflow");
    callback.respond((StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1h30m")]));
    let run = api.run_until(&id, |run| run["failureFunction"]["nextDeliveryTime"].is_u64()).await;
    let function = &run["failureFunction"];
    let failed = function["errors"][0]["time"].as_u64().expect("a time");
    let wait = function["nextDeliveryTime"].as_u64().expect("a time") - failed;
    assert!((5_400_000..5_401_000).contains(&wait), "{wait}");
}
