//! Events: waiters, notifications to all and to one run, and waits that end.

use crate::support::{Api, ApiResponse, Receiver, send};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use upstash_workflow_emulator::Waiter;

async fn notify(api: &Api, path: &str, body: &'static str) -> ApiResponse {
    let request = api.request(Method::POST, path).bearer_auth(api.emulator.token());
    send(request.header("content-type", "text/plain").body(body)).await
}

#[tokio::test]
async fn an_event_wakes_everyone_who_waits_for_it_once() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = format!("{}/wake", receiver.origin);
    for run in ["wfr_1", "wfr_2"] {
        api.emulator.seed_waiter(Waiter::new("paid", run, &url).header("X-Step", "3"));
    }
    api.emulator.seed_waiter(Waiter::new("other", "wfr_1", &url));
    let waiters = api.get("/v2/waiters/paid").await.json();
    assert_eq!(waiters.as_array().map(Vec::len), Some(2));
    assert_eq!(
        waiters[0]["headers"],
        json!({ "Upstash-Workflow-Runid": ["wfr_1"], "X-Step": ["3"] })
    );
    let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    let deadline = waiters[0]["deadline"].as_u64().expect("unix seconds");
    assert!(deadline > now + 6 * 86_400 && deadline <= now + 7 * 86_400, "a week: {deadline}");

    let response = notify(&api, "/v2/notify/paid", "hello").await;
    assert_eq!(response.status, 201);
    let results = response.json();
    assert_eq!(results.as_array().map(Vec::len), Some(2));
    assert_eq!(results[1]["waiter"], waiters[1]);
    let mut told = Vec::new();
    for _ in 0..2 {
        let held = receiver.next().await;
        assert_eq!(
            (&*held.path, &held.body[..], held.header("x-step")),
            ("/wake", &b"hello"[..], "3")
        );
        assert_eq!(held.header("content-type"), "text/plain");
        assert_eq!(held.header("upstash-signature").split('.').count(), 3);
        told.push((
            held.header("upstash-workflow-runid").to_owned(),
            held.header("upstash-message-id").to_owned(),
        ));
        held.respond(StatusCode::OK);
    }
    told.sort();
    let id = |place: usize| results[place]["messageId"].as_str().expect("an id").to_owned();
    assert_eq!(told, [("wfr_1".to_owned(), id(0)), ("wfr_2".to_owned(), id(1))]);
    assert_eq!(api.get("/v2/waiters/paid").await.json(), json!([]));
    assert_eq!(notify(&api, "/v2/notify/paid", "again").await.json(), json!([]));
    assert_eq!(api.get("/v2/waiters/other").await.json().as_array().map(Vec::len), Some(1));
    assert!(!receiver.has_more());
}

#[tokio::test]
async fn an_event_for_all_is_lost_when_nobody_waits() {
    let (api, receiver) = (Api::start().await, Receiver::start().await);
    assert_eq!(notify(&api, "/v2/notify/paid", "lost").await.json(), json!([]));
    api.emulator.seed_waiter(Waiter::new("paid", "wfr_1", &receiver.url));
    assert_eq!(api.get("/v2/waiters/paid").await.json().as_array().map(Vec::len), Some(1));
    assert!(!receiver.has_more());
}

#[tokio::test]
async fn an_event_for_a_run_wakes_that_run_only_or_is_kept_for_it() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    for run in ["wfr_1", "wfr_2"] {
        api.emulator.seed_waiter(Waiter::new("paid", run, &receiver.url));
    }
    let first = notify(&api, "/v2/notify/wfr_2/paid", "now").await;
    assert_eq!(first.status, 201);
    assert_eq!(first.json()["waiter"]["headers"]["Upstash-Workflow-Runid"], json!(["wfr_2"]));
    let held = receiver.next().await;
    assert_eq!((held.header("upstash-workflow-runid"), &held.body[..]), ("wfr_2", &b"now"[..]));
    held.respond(StatusCode::OK);

    let kept = notify(&api, "/v2/notify/wfr_2/paid", "early").await;
    assert_eq!((kept.status, &kept.json()["waiter"]), (201, &Value::Null));
    assert_eq!(kept.json()["workflowRunId"], "wfr_2");
    assert!(kept.json()["messageId"].as_str().is_some_and(|id| !id.is_empty()));
    assert!(!receiver.has_more());
    api.emulator.seed_waiter(Waiter::new("paid", "wfr_2", &receiver.url));
    let held = receiver.next().await;
    assert_eq!((held.header("upstash-workflow-runid"), &held.body[..]), ("wfr_2", &b"early"[..]));
    held.respond(StatusCode::OK);
    let left = api.get("/v2/waiters/paid").await.json();
    assert_eq!(left[0]["headers"]["Upstash-Workflow-Runid"], json!(["wfr_1"]));
    assert_eq!(left.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_receiver_that_fails_gets_the_event_again() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    api.emulator.seed_waiter(Waiter::new("paid", "wfr_1", &receiver.url));
    notify(&api, "/v2/notify/paid", "hello").await;
    receiver.next().await.respond(StatusCode::BAD_GATEWAY);
    let again = receiver.next().await;
    assert_eq!((again.header("upstash-retried"), &again.body[..]), ("1", &b"hello"[..]));
    again.respond(StatusCode::OK);
}

#[tokio::test]
async fn a_wait_ends_at_its_deadline_with_a_call_that_says_so() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = format!("{}/late", receiver.origin);
    let waiter = Waiter::new("paid", "wfr_1", &receiver.url).deadline(1).timeout(&url, "too late");
    api.emulator.seed_waiter(waiter);
    let held = receiver.next().await;
    assert_eq!((&*held.path, &held.body[..]), ("/late", &b"too late"[..]));
    assert_eq!(held.header("upstash-workflow-runid"), "wfr_1");
    held.respond(StatusCode::OK);
    assert_eq!(api.get("/v2/waiters/paid").await.json(), json!([]));
    let shown = Waiter::new("paid", "wfr_1", &receiver.url).timeout(&url, "too late");
    api.emulator.seed_waiter(shown);
    let waiter = &api.get("/v2/waiters/paid").await.json()[0];
    assert_eq!(
        (&waiter["timeoutUrl"], &waiter["timeoutBody"]),
        (&json!(url), &json!("dG9vIGxhdGU="))
    );
}

#[tokio::test]
async fn a_canceled_run_waits_for_nothing() {
    let (api, receiver) = (Api::start().await, Receiver::start().await);
    let headers = [("upstash-workflow-runid", "wfr_1"), ("upstash-delay", "1d")];
    api.start_run(&receiver.url.replace("?from=test", ""), &headers).await;
    api.emulator.seed_waiter(Waiter::new("paid", "wfr_1", &receiver.url));
    assert_eq!(api.delete("/v2/workflows/runs/wfr_1").await.status, 200);
    assert_eq!(api.get("/v2/waiters/paid").await.json(), json!([]));
}

#[tokio::test]
async fn an_id_that_is_not_valid_text_is_400() {
    let api = Api::start().await;
    for (method, path) in [
        (Method::POST, "/v2/notify/%FF"),
        (Method::POST, "/v2/notify/wfr_1/%FF"),
        (Method::GET, "/v2/waiters/%FF"),
        (Method::DELETE, "/v2/workflows/runs/%FF"),
        (Method::POST, "/v2/messages/%FF/retry"),
        (Method::GET, "/v2/workflows/bulkActions/%FF"),
    ] {
        assert!(api.call(method, path).await.error(400).contains("UTF-8"), "{path}");
    }
}
