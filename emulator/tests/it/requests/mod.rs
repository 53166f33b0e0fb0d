//! Rules for every request: tokens, errors, limits, the record of requests; and the signing keys.

mod bad_input;
mod dice;
mod faults;
mod limits;

use crate::support::{Api, http, send};
use http::{Method, StatusCode};
use serde_json::json;
use upstash_workflow_emulator::Emulator;

const ROUTES: [(Method, &str); 35] = [
    (Method::POST, "/v2/trigger/http://127.0.0.1:1/"),
    (Method::POST, "/v2/batch/trigger"),
    (Method::POST, "/v2/batch"),
    (Method::DELETE, "/v2/workflows/runs/wfr_1"),
    (Method::DELETE, "/v2/workflows/runs"),
    (Method::POST, "/v2/messages/msg_1/retry"),
    (Method::GET, "/v2/workflows/logs"),
    (Method::GET, "/v2/workflows/events"),
    (Method::GET, "/v2/workflows/dlq"),
    (Method::GET, "/v2/dlq"),
    (Method::DELETE, "/v2/workflows/dlq"),
    (Method::GET, "/v2/workflows/dlq/1-0"),
    (Method::DELETE, "/v2/workflows/dlq/1-0"),
    (Method::POST, "/v2/workflows/dlq/resume/1-0"),
    (Method::POST, "/v2/workflows/dlq/resume"),
    (Method::POST, "/v2/workflows/dlq/restart/1-0"),
    (Method::POST, "/v2/workflows/dlq/restart"),
    (Method::POST, "/v2/workflows/dlq/callback/1-0"),
    (Method::DELETE, "/v2/workflows/dlq/callback/1-0"),
    (Method::GET, "/v2/workflows/bulkActions"),
    (Method::GET, "/v2/workflows/bulkActions/act_1"),
    (Method::GET, "/v2/flowControl"),
    (Method::GET, "/v2/flowControl/k"),
    (Method::POST, "/v2/flowControl/k/pause"),
    (Method::POST, "/v2/flowControl/k/resume"),
    (Method::POST, "/v2/flowControl/k/pin"),
    (Method::POST, "/v2/flowControl/k/unpin"),
    (Method::POST, "/v2/flowControl/k/resetRate"),
    (Method::GET, "/v2/globalParallelism"),
    (Method::GET, "/v2/keys"),
    (Method::POST, "/v2/keys/rotate"),
    (Method::POST, "/v2/notify/event"),
    (Method::POST, "/v2/notify/wfr_1/event"),
    (Method::GET, "/v2/waiters/event"),
    (Method::GET, "/nowhere"),
];

#[tokio::test]
async fn no_route_works_without_the_right_token() {
    let api = Api::start().await;
    let keys = api.emulator.signing_keys();
    for (method, path) in ROUTES {
        let without = send(api.request(method.clone(), path)).await;
        assert!(without.error(401).contains("no token"), "{method} {path}");
        let wrong = send(api.request(method.clone(), path).bearer_auth("wrong")).await;
        assert!(wrong.error(401).contains("not valid"), "{method} {path}");
        let in_query =
            send(api.request(method.clone(), &format!("{path}?qstash_token=wrong"))).await;
        assert!(in_query.error(401).contains("not valid"), "{method} {path}");
        assert_ne!(api.call(method.clone(), path).await.status, 401, "{method} {path}");
    }
    assert_ne!(api.emulator.signing_keys(), keys, "the one rotation with a token happened");
}

#[tokio::test]
async fn the_token_may_come_in_the_query() {
    let emulator = Emulator::builder().token("s&cr=t").start().await.expect("an emulator");
    let api = Api { emulator, http: http() };
    assert_eq!(
        send(api.request(Method::GET, "/v2/keys?qstash_token=s%26cr%3Dt")).await.status,
        200
    );
    assert_eq!(send(api.request(Method::GET, "/v2/keys").bearer_auth("s&cr=t")).await.status, 200);
    assert_eq!(api.emulator.token(), "s&cr=t");
}

#[tokio::test]
async fn by_default_the_token_is_the_development_servers() {
    let emulator = Emulator::start().await.expect("an emulator");
    assert_eq!(
        emulator.token(),
        "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0="
    );
}

#[tokio::test]
async fn keys_are_the_development_servers_until_they_are_rotated() {
    let api = Api::start().await;
    let (first, second) = ("sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r", "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs");
    assert_eq!(api.get("/v2/keys").await.json(), json!({ "current": first, "next": second }));
    let rotated = api.post("/v2/keys/rotate").await;
    assert_eq!((rotated.status, rotated.json()["current"].as_str()), (200, Some(second)));
    let fresh = rotated.json()["next"].as_str().expect("a key").to_owned();
    assert!(fresh.starts_with("sig_") && fresh != first && fresh != second, "{fresh}");
    assert_eq!(api.get("/v2/keys").await.json(), rotated.json());
}

#[tokio::test]
async fn an_unknown_route_is_404() {
    let api = Api::start().await;
    for path in [
        "/v2",
        "/v2/workflows/dlq/",
        "/v2/workflows/dlq/callback/",
        "/v2/workflows/dlq/1-0/x",
        "//",
    ] {
        assert!(api.delete(path).await.error(404).contains(path), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_method_is_405_and_lists_the_right_ones() {
    let api = Api::start().await;
    for (method, path, allowed) in [
        (Method::PUT, "/v2/workflows/dlq", "GET,HEAD,DELETE"),
        (Method::POST, "/v2/workflows/dlq/1-0", "GET,HEAD,DELETE"),
        (Method::GET, "/v2/workflows/dlq/callback/1-0", "POST,DELETE"),
        (Method::GET, "/v2/keys/rotate", "POST"),
        (Method::POST, "/", "GET,HEAD"),
    ] {
        let response = api.call(method.clone(), path).await;
        assert!(response.error(405).contains(method.as_str()), "{method} {path}");
        assert_eq!(response.headers["allow"], allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn whether_it_is_alive_is_told_without_a_token() {
    let api = Api::start().await;
    let alive = send(api.request(Method::GET, "/v2/liveness")).await;
    assert_eq!((alive.status, alive.text.as_str()), (200, "OK"));
    assert!(send(api.request(Method::GET, "/v2/liveness/x")).await.error(401).contains("no token"));
}

#[tokio::test]
async fn a_body_over_a_mebibyte_is_413_and_one_of_a_mebibyte_is_not() {
    let api = Api::start().await;
    let send = |size: usize| {
        let request =
            api.request(Method::POST, "/v2/keys/rotate").bearer_auth(api.emulator.token());
        send(request.body(vec![b'x'; size]))
    };
    assert!(send(1024 * 1024 + 1).await.error(413).contains("1048576"));
    assert!(send(20 * 1024 * 1024).await.error(413).contains("1048576"));
    assert_eq!(send(1024 * 1024).await.status, 200);
}

#[tokio::test]
async fn what_arrives_is_recorded_as_it_was_sent() {
    let api = Api::start().await;
    let path = "/v2/workflows/dlq?label=a%2Cb&label=c&qstash_token=in-the-query";
    let request = api
        .request(Method::DELETE, path)
        .bearer_auth(api.emulator.token())
        .header("x-more", "1")
        .body("text");
    assert_eq!(send(request).await.status, StatusCode::BAD_REQUEST, "it selects by no text");
    assert_eq!(send(api.request(Method::GET, "/v2/%41")).await.status, StatusCode::UNAUTHORIZED);

    let requests = api.emulator.requests();
    assert_eq!(requests.len(), 2, "refused ones too");
    let first = &requests[0];
    assert_eq!((first.method.as_str(), first.path.as_str()), ("DELETE", "/v2/workflows/dlq"));
    let pairs: Vec<(&str, &str)> =
        first.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(pairs, [("label", "a,b"), ("label", "c"), ("qstash_token", "in-the-query")]);
    assert_eq!(
        (&first.headers["x-more"], &first.body[..]),
        (&"1".parse().expect("a value"), &b"text"[..])
    );
    assert_eq!(requests[1].path, "/v2/%41");

    let shown = format!("{requests:?} {:?}", api.emulator);
    assert!(!shown.contains(api.emulator.token()) && !shown.contains("in-the-query"), "{shown}");
}
