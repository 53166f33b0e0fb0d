//! What the emulator delivers over real HTTP verifies.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use upstash_workflow::{Client, Receiver, SignatureErrorReason};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

type Arrived = (HeaderMap, Bytes);

/// An endpoint that hands on what arrives.
async fn endpoint() -> (String, UnboundedReceiver<Arrived>) {
    async fn arrive(
        State(arrived): State<UnboundedSender<Arrived>>,
        headers: HeaderMap,
        body: Bytes,
    ) -> StatusCode {
        let _ = arrived.send((headers, body));
        StatusCode::OK
    }
    let (sender, arrived) = unbounded_channel();
    let router = Router::new().fallback(arrive).with_state(sender);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, arrived)
}

async fn next(arrived: &mut UnboundedReceiver<Arrived>) -> Arrived {
    let next = tokio::time::timeout(Duration::from_secs(20), arrived.recv()).await;
    next.expect("a request in time").expect("a request")
}

#[tokio::test]
async fn a_retried_failure_callback_of_the_emulator_verifies_and_says_what_failed() {
    let (endpoint, mut arrived) = endpoint().await;
    let emulator = Emulator::start().await.expect("an emulator");
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    let receiver = Receiver::from(client.get_signing_keys().await.expect("keys"));
    for path in ["/failed", "/failed?x=1&y=%20", "/"] {
        let url = format!("{endpoint}{path}");
        let run = FailedRun::new("https://app.example.com/api/workflow")
            .run_id("wfr_1")
            .body("an order")
            .response(500, r#"{"error":"TypeError","message":"boom"}"#)
            .failure_callback(&*url, CallbackState::Fail);
        let ids = emulator.seed([run]);
        client.retry_failure_callback().dlq_id(&*ids[0]).await.expect("a retry");
        let (headers, body) = next(&mut arrived).await;

        let delivery = receiver.verify(&headers, &url, &body).expect("the emulator's");
        assert!(delivery.is_failure_callback());
        assert_eq!(delivery.workflow_run_id(), Some("wfr_1"));
        let failure = delivery.failure_callback().expect("a failure callback");
        assert_eq!(failure.workflow_run_id.as_deref(), Some("wfr_1"));
        assert_eq!((failure.status, failure.dlq_id.as_deref()), (Some(500), Some(&*ids[0])));
        assert_eq!(failure.source_body_bytes().expect("base64").as_deref(), Some(&b"an order"[..]));
        let reason = failure.reason().expect("a reason");
        assert_eq!((&*reason.error, &*reason.message), ("TypeError", "boom"));

        let elsewhere = receiver.verify(&headers, &format!("{url}/"), &body);
        assert_eq!(elsewhere.expect_err("elsewhere").reason(), SignatureErrorReason::WrongUrl);
        receiver.verify_any_url(&headers, &body).expect("any URL");
        let altered = receiver.verify(&headers, &url, b"{}").expect_err("another body");
        assert_eq!(altered.reason(), SignatureErrorReason::WrongBody);
    }
}

#[tokio::test]
async fn the_call_of_a_triggered_run_verifies_and_is_no_failure_callback() {
    let (endpoint, mut arrived) = endpoint().await;
    let emulator = Emulator::start().await.expect("an emulator");
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    let url = format!("{endpoint}/api/workflow");
    let run = client.trigger(&*url).text("hello").await.expect("a run");
    let (headers, body) = next(&mut arrived).await;
    let receiver = Receiver::from(client.get_signing_keys().await.expect("keys"));
    let delivery = receiver.verify(&headers, &url, &body).expect("the emulator's");
    assert!(!delivery.is_failure_callback());
    assert_eq!(delivery.workflow_run_id(), Some(&*run.workflow_run_id));
    assert_eq!(delivery.body(), b"hello");
}

/// Its signatures are made by `jsonwebtoken`.
#[tokio::test]
async fn what_the_emulator_signs_verifies_until_the_second_rotation() {
    let emulator = Emulator::start().await.expect("an emulator");
    let keys = emulator.signing_keys();
    let receiver = Receiver::new(&keys.current, &keys.next).expect("two keys");
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    let (url, body) = ("https://app.example.com/failed?x=1", "{\"order\": \"€\"}");
    for expected in [None, None, Some(SignatureErrorReason::WrongKey)] {
        let headers = super::headers(&emulator.sign(url, body));
        let result = receiver.verify(&headers, url, body.as_bytes());
        assert_eq!(result.err().map(|error| error.reason()), expected);
        client.rotate_signing_keys().await.expect("a rotation");
    }
}
