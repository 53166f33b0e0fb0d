//! Stopping finishes what is under way.

use std::net::TcpStream;
use std::time::Duration;

use crate::support::{Api, PATIENCE, Receiver, at_one_of_a_few_tries, is_closed};
use http::{Method, StatusCode};
use upstash_workflow_emulator::{Emulator, Fault};

#[tokio::test]
async fn stopping_finishes_open_requests_and_accepts_no_new_ones() {
    assert!(at_one_of_a_few_tries(stopping_closes_the_port).await, "somebody listens");
}

async fn stopping_closes_the_port() -> bool {
    let api = Api::over(Emulator::start().await.expect("an emulator"));
    api.emulator.add_fault(Fault::delay(Duration::from_millis(300)));
    let address = api.emulator.url().strip_prefix("http://").expect("a plain URL").to_owned();
    let request = api.request(Method::GET, "/v2/keys").bearer_auth(api.emulator.token());
    let waiting = tokio::spawn(request.send());
    while api.emulator.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    api.emulator.stop().await;
    let closed = is_closed(address);
    let response = waiting.await.expect("no panic").expect("a response");
    assert_eq!(response.status(), 200);
    assert!(response.text().await.expect("a whole body").contains("sig_"));
    closed
}

#[tokio::test]
async fn stopping_brings_a_delivery_to_its_end() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    let held = receiver.next().await;
    let mut stopping = tokio::spawn(api.emulator.stop());
    let early = tokio::time::timeout(Duration::from_millis(100), &mut stopping).await;
    assert!(early.is_err(), "the receiver has not responded yet");
    held.respond(StatusCode::OK);
    let stopped = tokio::time::timeout(PATIENCE, stopping).await;
    stopped.expect("it ends").expect("no panic");
}

#[tokio::test]
async fn an_idle_connection_does_not_keep_it_from_stopping() {
    let api = Api::start().await;
    assert_eq!(api.get("/v2/keys").await.status, 200);
    let address = api.emulator.url().strip_prefix("http://").expect("a plain URL");
    let _silent = TcpStream::connect(address).expect("a connection");
    let stopped = tokio::time::timeout(PATIENCE, api.emulator.stop()).await;
    assert!(stopped.is_ok(), "it waits for those who say nothing");
}
