//! Retrying and canceling failure callbacks: the states and the real delivery.

use crate::support::{Api, Receiver, WORKFLOW};
use axum::response::Redirect;
use http::StatusCode;
use serde_json::json;
use upstash_workflow_emulator::{CallbackState, FailedRun};

#[tokio::test]
async fn a_retry_is_in_progress_until_the_receiver_responds_and_then_a_success() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let run = FailedRun::new(WORKFLOW).run_id("wfr_1").workflow_created_at(42);
    let id = api.seed_one(run.failure_callback(&receiver.url, CallbackState::Fail));

    let response = api.retry(&id).await;
    assert_eq!(
        (response.status, response.json()),
        (200, json!({ "workflowRunId": "wfr_1", "workflowCreatedAt": 42 }))
    );
    let held = receiver.next().await;
    assert_eq!(api.state(&id).await, "CALLBACK_INPROGRESS");
    held.respond((StatusCode::ACCEPTED, "thanks"));

    let message = api.settled(&id).await;
    let info = &message["failureCallbackInfo"];
    assert_eq!(message["failureFunctionState"], "CALLBACK_SUCCESS");
    assert_eq!((&info["responseStatus"], &info["responseBody"]), (&json!(202), &json!("thanks")));
    assert_eq!(info["responseHeaders"]["Content-Type"], json!(["text/plain; charset=utf-8"]));
    assert_eq!(api.listed("failureFunctionState=CALLBACK_SUCCESS").await, [id]);
}

#[tokio::test]
async fn a_response_other_than_2xx_leaves_the_callback_failed_and_retryable() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    for status in [500, 404, 399] {
        assert_eq!(api.retry(&id).await.status, 200, "after {status}");
        receiver.next().await.respond((StatusCode::from_u16(status).expect("a status"), "no"));
        let message = api.settled(&id).await;
        assert_eq!(message["failureFunctionState"], "CALLBACK_FAIL");
        assert_eq!(message["failureCallbackInfo"]["responseStatus"], status);
    }
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_not_followed() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    receiver.next().await.respond(Redirect::temporary(&receiver.url));
    let message = api.settled(&id).await;
    assert_eq!(message["failureFunctionState"], "CALLBACK_FAIL");
    assert_eq!(message["failureCallbackInfo"]["responseStatus"], 307);
}

#[tokio::test]
async fn a_receiver_that_cannot_be_reached_is_a_failure_that_says_why() {
    let api = Api::start().await;
    // Bound and not listening: nobody accepts, and nobody else can bind it.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let closed = socket.local_addr().expect("an address");
    for url in [
        format!("http://{closed}/"),
        "nonsense".to_owned(),
        "ftp://127.0.0.1/".to_owned(),
        String::new(),
    ] {
        let id = api.seed_failed(&url);
        assert_eq!(api.retry(&id).await.status, 200, "{url}");
        let info = &api.settled(&id).await["failureCallbackInfo"];
        assert_eq!(
            (&info["state"], info.get("responseStatus")),
            (&json!("CALLBACK_FAIL"), None),
            "{url}"
        );
        assert!(!info["responseBody"].as_str().expect("a reason").is_empty(), "{url}");
    }
    drop(socket);
}

#[tokio::test]
async fn a_receiver_that_is_too_slow_is_a_failure() {
    let timeout = std::time::Duration::from_millis(50);
    let builder = upstash_workflow_emulator::Emulator::builder().delivery_timeout(timeout);
    let api = Api::with(builder).await;
    // The system accepts connections, and nobody reads from them. How much of the request arrives does not matter.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let id = api.seed_failed(&format!("http://{}/", silent.local_addr().expect("an address")));
    assert_eq!(api.retry(&id).await.status, 200);
    let info = &api.settled(&id).await["failureCallbackInfo"];
    assert_eq!((&info["state"], info.get("responseStatus")), (&json!("CALLBACK_FAIL"), None));
}

#[tokio::test]
async fn a_canceled_callback_stays_canceled_when_the_response_comes_late() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    let held = receiver.next().await;

    let response = api.cancel(&id).await;
    assert_eq!((response.status, response.text.as_str()), (302, ""));
    assert!(!response.headers.contains_key("location"));
    assert_eq!(api.state(&id).await, "CALLBACK_CANCELED");

    held.respond(StatusCode::OK);
    // One more delivery: by its end the late response has arrived.
    let other = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&other).await.status, 200);
    receiver.next().await.respond(StatusCode::OK);
    assert_eq!(api.settled(&other).await["failureFunctionState"], "CALLBACK_SUCCESS");

    let message = api.message(&id).await;
    assert_eq!(message["failureCallbackInfo"], json!({ "state": "CALLBACK_CANCELED" }));
}

#[tokio::test]
async fn an_entry_deleted_during_its_delivery_stays_deleted() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    let held = receiver.next().await;
    assert_eq!(api.delete(&format!("/v2/workflows/dlq/{id}")).await.status, 200);
    held.respond(StatusCode::OK);
    assert!(api.cancel(&id).await.error(404).contains(&id));
    assert!(api.listed("").await.is_empty());
}

#[tokio::test]
async fn a_retry_is_refused_in_every_state_but_failed() {
    let api = Api::start().await;
    for state in [CallbackState::InProgress, CallbackState::Success, CallbackState::Canceled] {
        let id =
            api.seed_one(FailedRun::new(WORKFLOW).failure_callback("http://127.0.0.1:1/", state));
        let error = api.retry(&id).await.error(400);
        assert!(error.contains(state.as_str()), "{error}");
        assert_eq!(api.state(&id).await, state.as_str(), "a refusal changes nothing");
    }
    let without = api.seed_one(FailedRun::new(WORKFLOW));
    assert!(api.retry(&without).await.error(400).contains("no failure callback"));
    assert!(api.retry("1-0").await.error(404).contains("1-0"));
}

#[tokio::test]
async fn a_second_retry_while_the_first_is_under_way_is_refused_and_delivers_nothing() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    assert!(api.retry(&id).await.error(400).contains("CALLBACK_INPROGRESS"));
    receiver.next().await.respond(StatusCode::OK);
    assert_eq!(api.settled(&id).await["failureFunctionState"], "CALLBACK_SUCCESS");

    let other = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&other).await.status, 200);
    let next = receiver.next().await;
    assert_eq!(next.json()["dlqId"], other, "nothing arrived in between");
    next.respond(StatusCode::OK);
}

#[tokio::test]
async fn a_cancel_is_refused_in_every_state_but_in_progress() {
    let api = Api::start().await;
    for state in [CallbackState::Fail, CallbackState::Success, CallbackState::Canceled] {
        let id =
            api.seed_one(FailedRun::new(WORKFLOW).failure_callback("http://127.0.0.1:1/", state));
        let error = api.cancel(&id).await.error(400);
        assert!(error.contains(state.as_str()), "{error}");
        assert_eq!(api.state(&id).await, state.as_str(), "a refusal changes nothing");
    }
    let seeded =
        FailedRun::new(WORKFLOW).failure_callback("http://127.0.0.1:1/", CallbackState::InProgress);
    assert_eq!(api.cancel(&api.seed_one(seeded)).await.status, 302);
    let without = api.seed_one(FailedRun::new(WORKFLOW));
    assert!(api.cancel(&without).await.error(400).contains("no failure callback"));
    assert!(api.cancel("1-0").await.error(404).contains("1-0"));
}

#[tokio::test]
async fn many_retries_at_once_are_each_delivered_once() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let run = || FailedRun::new(WORKFLOW).failure_callback(&receiver.url, CallbackState::Fail);
    let ids = api.emulator.seed((0..64).map(|_| run()));
    let responses = futures::future::join_all(ids.iter().map(|id| api.retry(id))).await;
    assert!(responses.iter().all(|response| response.status == 200), "{responses:?}");
    let mut delivered = Vec::new();
    for _ in &ids {
        let held = receiver.next().await;
        delivered.push(held.json()["dlqId"].as_str().expect("an id").to_owned());
        held.respond(StatusCode::OK);
    }
    for id in &ids {
        assert_eq!(api.settled(id).await["failureFunctionState"], "CALLBACK_SUCCESS");
        assert_eq!(delivered.iter().filter(|one| *one == id).count(), 1, "{id}");
    }
}

#[tokio::test]
async fn without_a_failure_url_the_workflow_itself_is_called_and_may_have_no_failure_function() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = format!("{}/api/workflow", receiver.origin);
    for (batch, has_function) in [(false, true), (false, false), (true, true), (true, false)] {
        let headers = json!({ "Upstash-Retries": "0", "Upstash-Forward-X-Tenant": "acme" });
        if batch {
            let entry = json!({ "destination": url, "headers": headers });
            assert_eq!(api.post_json("/v2/batch/trigger", &json!([entry])).await.status, 201);
        } else {
            let headers = [("upstash-retries", "0"), ("upstash-forward-x-tenant", "acme")];
            assert_eq!(api.trigger(&url, &headers, "").await.status, 200);
        }
        receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
        let callback = receiver.next().await;
        assert_eq!((&*callback.path, callback.header("x-tenant")), ("/api/workflow", "acme"));
        assert_eq!(callback.header("upstash-workflow-is-failure"), "true");
        let id = callback.json()["dlqId"].as_str().expect("an id").to_owned();
        let not_found = [("upstash-workflow-failure-callback-notfound", "true")];
        if has_function {
            callback.respond(StatusCode::OK);
            assert_eq!(api.settled(&id).await["failureFunctionState"], "CALLBACK_SUCCESS");
        } else {
            callback.respond((StatusCode::OK, not_found));
            let path = format!("/v2/workflows/dlq/{id}");
            let message = api.get_until(&path, |one| one["failureFunctionState"].is_null()).await;
            assert_eq!(message["failureCallbackInfo"], json!(null));
            assert!(api.retry(&id).await.error(400).contains("no failure callback"));
            assert!(api.cancel(&id).await.error(400).contains("no failure callback"));
            let run = api.run(message["workflowRunId"].as_str().expect("an id")).await;
            assert_eq!(
                (&run["workflowState"], &run["failureFunction"]),
                (&json!("RUN_FAILED"), &json!(null))
            );
        }
    }
    // A failure is a failure whatever the header says.
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    let not_found = [("upstash-workflow-failure-callback-notfound", "true")];
    receiver.next().await.respond((StatusCode::BAD_GATEWAY, not_found));
    assert_eq!(api.settled(&id).await["failureFunctionState"], "CALLBACK_FAIL");
}
