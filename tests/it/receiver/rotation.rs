//! Keys that change while the program runs.

use futures::FutureExt;
use futures::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use upstash_workflow::{Client, Receiver, RetryPolicy, SignatureErrorReason};
use upstash_workflow_emulator::Emulator;

use super::{BODY, CURRENT, NEXT, URL, good, headers, reason};
use crate::support::{Wire, response};

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
const NEWER: &str = "sig_MARKED_newer";
const NEWEST: &str = "sig_MARKED_newest";

fn keys(current: &str, next: &str) -> Vec<u8> {
    response("200 OK", JSON, format!(r#"{{"current":"{current}","next":"{next}"}}"#))
}

async fn refreshed(receiver: &Receiver, key: &str) -> Option<SignatureErrorReason> {
    let headers = headers(&good().sign(key));
    receiver.verify_refreshing(&headers, URL, BODY).await.err().map(|error| error.reason())
}

#[tokio::test]
async fn keys_are_fetched_again_when_a_signature_fits_neither() {
    let wire = Wire::start([keys(CURRENT, NEXT), keys(NEWER, NEWEST)]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    for key in [CURRENT, NEXT] {
        assert_eq!(refreshed(&receiver, key).await, None);
    }
    assert_eq!(wire.requests().len(), 1);

    let clone = receiver.clone();
    assert_eq!(reason(&receiver, &good().sign(NEWER)), Some(SignatureErrorReason::WrongKey));
    assert_eq!(refreshed(&receiver, NEWER).await, None);
    assert_eq!(wire.requests().len(), 2);
    // Clones share the keys, and the old ones are gone.
    assert_eq!(reason(&clone, &good().sign(NEWEST)), None);
    assert_eq!(reason(&clone, &good().sign(CURRENT)), Some(SignatureErrorReason::WrongKey));
}

#[tokio::test]
async fn only_a_wrong_key_is_a_reason_to_fetch() {
    let wire = Wire::start([keys(CURRENT, NEXT)]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    for (token, expected) in [
        (good().claim("exp", 0).sign(CURRENT), SignatureErrorReason::Expired),
        (good().header("alg", "none").sign(CURRENT), SignatureErrorReason::UnsupportedAlgorithm),
        ("x".to_owned(), SignatureErrorReason::Malformed),
    ] {
        let result = receiver.verify_refreshing(&headers(&token), URL, BODY).await;
        assert_eq!(result.expect_err("a refusal").reason(), expected);
    }
    assert_eq!(wire.requests().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_forged_requests_cause_one_fetch_and_a_rotation_is_still_seen() {
    let wire = Wire::start([keys(CURRENT, NEXT), keys(NEWER, NEWEST)]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    let forged = (0..1_000).map(|number| {
        let receiver = receiver.clone();
        tokio::spawn(async move {
            // A few good ones of the new keys among them share the fetch.
            let key = if number % 100 == 50 { NEWER } else { "forged" };
            (key, refreshed(&receiver, key).await)
        })
    });
    for outcome in join_all(forged).await {
        let (key, reason) = outcome.expect("no panic");
        let expected = (key == "forged").then_some(SignatureErrorReason::WrongKey);
        assert_eq!(reason, expected, "{key}");
    }
    assert_eq!(wire.requests().len(), 2, "the first keys, and one fetch");
    for key in [NEWER, NEWEST] {
        assert_eq!(refreshed(&receiver, key).await, None);
    }
    assert_eq!(wire.requests().len(), 2);
}

#[tokio::test]
async fn a_fetch_that_fails_is_not_made_again_at_once_and_keeps_the_keys() {
    let failure = response("500 Internal Server Error", JSON, r#"{"error":"down"}"#);
    let wire = Wire::start([keys(CURRENT, NEXT), failure, keys(NEWER, NEWEST)]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    for _ in 0..20 {
        assert_eq!(refreshed(&receiver, NEWER).await, Some(SignatureErrorReason::WrongKey));
        assert_eq!(refreshed(&receiver, CURRENT).await, None);
        assert_eq!(reason(&receiver, &good().sign(NEXT)), None);
    }
    assert_eq!(wire.requests().len(), 2);
}

#[tokio::test]
async fn invalid_keys_do_not_replace_good_ones() {
    let wire = Wire::start([keys(CURRENT, NEXT), keys("", "")]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    assert_eq!(refreshed(&receiver, "").await, Some(SignatureErrorReason::WrongKey));
    assert_eq!(wire.requests().len(), 2);
    assert_eq!(reason(&receiver, &good().sign(CURRENT)), None);
}

#[tokio::test]
async fn a_good_request_does_not_wait_for_the_fetch_that_a_forged_one_causes() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (connected, mut connections) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        let (mut first, _) = listener.accept().await.expect("a connection");
        assert!(first.read(&mut [0; 4096]).await.expect("a request") > 0);
        first.write_all(&keys(CURRENT, NEXT)).await.expect("it listens");
        drop(first);
        // No later one gets a response.
        while let Ok((connection, _)) = listener.accept().await {
            connected.send(connection).expect("the test goes on");
        }
    });
    let builder = Client::builder().token("token").base_url(url).retry(RetryPolicy::none());
    let client = builder.build().expect("a client");
    let receiver = Receiver::with_client(client).await.expect("keys");
    let forged = tokio::spawn({
        let receiver = receiver.clone();
        async move { refreshed(&receiver, "forged").await }
    });
    let _fetch = connections.recv().await.expect("a fetch");
    assert_eq!(refreshed(&receiver, CURRENT).await, None);
    assert!(!forged.is_finished());
}

#[tokio::test]
async fn whoever_hangs_up_does_not_end_the_fetch() {
    let wire = Wire::start([keys(CURRENT, NEXT), keys(NEWER, NEWEST)]).await;
    let receiver = Receiver::with_client(wire.client()).await.expect("keys");
    // Asked once, and dropped while the fetch is under way.
    assert_eq!(refreshed(&receiver, "forged").now_or_never(), None);
    assert_eq!(refreshed(&receiver, NEWER).await, None, "it waits for the same fetch");
    assert_eq!(wire.requests().len(), 2);
}

#[tokio::test]
async fn without_a_client_nothing_is_fetched() {
    let receiver = super::receiver();
    assert_eq!(refreshed(&receiver, CURRENT).await, None);
    assert_eq!(refreshed(&receiver, NEWER).await, Some(SignatureErrorReason::WrongKey));
}

#[tokio::test]
async fn a_receiver_is_not_made_without_keys() {
    let refused = response("401 Unauthorized", JSON, r#"{"error":"no"}"#);
    let wire = Wire::start([refused, keys("", " ")]).await;
    let error = Receiver::with_client(wire.client()).await.expect_err("no token");
    assert!(error.is_unauthorized(), "{error}");
    let error = Receiver::with_client(wire.client()).await.expect_err("no keys");
    assert!(error.to_string().contains("signing key is empty"), "{error}");
}

#[tokio::test]
async fn a_rotation_on_the_emulator_loses_no_request() {
    let emulator = Emulator::start().await.expect("an emulator");
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.retry(RetryPolicy::none()).build().expect("a client");
    let receiver = Receiver::with_client(client.clone()).await.expect("keys");
    for rotation in 0..2 {
        client.rotate_signing_keys().await.expect("a rotation");
        let current = emulator.signing_keys().current;
        assert_eq!(refreshed(&receiver, &current).await, None, "after rotation {rotation}");
    }
}
