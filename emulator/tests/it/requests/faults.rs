//! Faults as a client meets them: statuses, cut bodies, reset connections, delays.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{Api, PATIENCE, WORKFLOW};
use http::{HeaderValue, Method, StatusCode, header};
use serde_json::json;
use upstash_workflow_emulator::{
    Emulator, EmulatorBuilder, FailedRun, Fault, FaultRule, Operation,
};

const ROTATE: Operation = Operation::RotateSigningKeys;

async fn api(builder: EmulatorBuilder) -> Api {
    Api::over(builder.start().await.expect("an emulator"))
}

/// The bytes of a connection until its end, and whether it ended with a reset.
#[derive(Debug, PartialEq, Eq)]
struct Ended {
    bytes: Vec<u8>,
    reset: bool,
}

/// Sends without an HTTP client, which would report every fault as the same error.
fn by_hand(emulator: &Emulator, method: &str, path: &str) -> Ended {
    let address = emulator.url().strip_prefix("http://").expect("a plain URL");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let token = emulator.token();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("it is sent");
    let mut bytes = Vec::new();
    let reset = match stream.read_to_end(&mut bytes) {
        Ok(_) => false,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => true,
        Err(error) => panic!("neither ended nor reset: {error}"),
    };
    Ended { bytes, reset }
}

async fn sent(emulator: &Emulator, method: &'static str, path: &'static str) -> Ended {
    std::thread::scope(|scope| scope.spawn(|| by_hand(emulator, method, path)).join())
        .expect("no panic")
}

#[tokio::test]
async fn a_status_comes_in_the_error_shape_and_the_request_does_not_act() {
    let fault = Fault::status(StatusCode::SERVICE_UNAVAILABLE);
    let api = api(Emulator::builder().fault(FaultRule::on(ROTATE, fault).times(2))).await;
    let keys = api.emulator.signing_keys();
    for _ in 0..2 {
        assert!(!api.post("/v2/keys/rotate").await.error(503).is_empty());
    }
    assert_eq!(api.emulator.signing_keys(), keys);
    assert_eq!(api.get("/v2/keys").await.status, 200, "another operation");
    assert_eq!(api.post("/v2/keys/rotate").await.status, 200, "the third");
    assert_ne!(api.emulator.signing_keys(), keys);
}

#[tokio::test]
async fn a_status_may_come_after_the_request_has_acted() {
    let fault = Fault::status(StatusCode::BAD_GATEWAY).after_acting();
    let api = api(Emulator::builder().fault(FaultRule::on(ROTATE, fault).times(1))).await;
    let keys = api.emulator.signing_keys();
    assert!(!api.post("/v2/keys/rotate").await.error(502).is_empty());
    assert_eq!(api.emulator.signing_keys().current, keys.next);
}

#[tokio::test]
async fn a_status_may_have_a_body_and_headers_of_its_own() {
    let fault = Fault::status(StatusCode::TOO_MANY_REQUESTS)
        .body("<h1>slow down</h1>")
        .header(header::CONTENT_TYPE, HeaderValue::from_static("text/html"))
        .header(header::RETRY_AFTER, HeaderValue::from(7))
        .header(header::CONTENT_LENGTH, HeaderValue::from(999));
    let api = api(Emulator::builder().fault(fault)).await;
    let response = api.get("/v2/keys").await;
    assert_eq!((response.status, response.text.as_str()), (429, "<h1>slow down</h1>"));
    assert_eq!(response.headers["content-type"], "text/html");
    assert_eq!(response.headers["retry-after"], "7");

    let in_shape = Fault::status(StatusCode::INTERNAL_SERVER_ERROR);
    api.emulator.clear_faults();
    api.emulator.add_fault(in_shape.header(header::RETRY_AFTER, HeaderValue::from(1)));
    let response = api.get("/v2/keys").await;
    assert!(!response.error(500).is_empty());
    assert_eq!(response.headers["retry-after"], "1");
}

#[tokio::test]
async fn a_reset_before_acting_loses_the_request_and_one_after_it_the_response() {
    let api = Api::start().await;
    for (fault, acts) in [(Fault::reset(), false), (Fault::reset().after_acting(), true)] {
        api.emulator.clear_faults();
        api.emulator.add_fault(FaultRule::on(ROTATE, fault).times(1));
        let keys = api.emulator.signing_keys();
        let ended = sent(&api.emulator, "POST", "/v2/keys/rotate").await;
        assert_eq!(ended, Ended { bytes: vec![], reset: true }, "acts: {acts}");
        assert_eq!(api.emulator.signing_keys() != keys, acts);
        let arrived = api.emulator.requests().pop().expect("it is recorded");
        assert_eq!(arrived.operation, Some(ROTATE));
    }
    assert_eq!(api.post("/v2/keys/rotate").await.status, 200, "it serves on");
}

#[tokio::test]
async fn a_client_library_sees_a_reset_as_an_error_and_its_next_request_succeeds() {
    let api = Api::start().await;
    assert_eq!(api.get("/v2/keys").await.status, 200, "a connection is open");
    api.emulator.add_fault(FaultRule::on(ROTATE, Fault::reset().after_acting()).times(1));
    let request = api.request(Method::POST, "/v2/keys/rotate").bearer_auth(api.emulator.token());
    let error = request.send().await.expect_err("no response");
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    assert_eq!(api.get("/v2/keys").await.status, 200);
    let rotations =
        api.emulator.requests().iter().filter(|one| one.operation == Some(ROTATE)).count();
    assert_eq!(rotations, 1, "the client did not send it again by itself");
}

#[tokio::test]
async fn a_cut_body_has_the_first_bytes_and_a_length_that_promises_more() {
    let api = Api::start().await;
    let whole = api.get("/v2/keys").await;
    for sent_bytes in [0, 1, 10, whole.text.len() - 1] {
        api.emulator.clear_faults();
        api.emulator.add_fault(Fault::cut_body(sent_bytes));
        let ended = sent(&api.emulator, "GET", "/v2/keys").await;
        let text = String::from_utf8(ended.bytes).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
        assert!(head.contains(&format!("content-length: {}", whole.text.len())), "{head}");
        assert_eq!((body, ended.reset), (&whole.text[..sent_bytes], false));

        let request = api.request(Method::GET, "/v2/keys").bearer_auth(api.emulator.token());
        let response = request.send().await.expect("a head");
        assert_eq!(response.status(), 200);
        assert!(response.text().await.is_err(), "the body is not whole");
    }
}

#[tokio::test]
async fn a_body_too_short_to_be_cut_announces_more() {
    let api = Api::start().await;
    let id = api.seed_one(FailedRun::new(WORKFLOW));
    api.emulator.add_fault(Fault::cut_body(1000));
    let path = format!("/v2/workflows/dlq/{id}");
    let request = api.request(Method::DELETE, &path).bearer_auth(api.emulator.token());
    let response = request.send().await.expect("a head");
    assert_eq!(response.headers()["content-length"], "1");
    assert!(response.bytes().await.is_err());
    api.emulator.clear_faults();
    assert_eq!(api.get(&path).await.status, 404, "a cut response is that of a request that acted");
}

#[tokio::test]
async fn a_long_body_is_cut_at_the_byte_that_was_asked_for() {
    let api = Api::start().await;
    let run = FailedRun::new(WORKFLOW).body(vec![b'x'; 3_000_000]);
    api.seed_one(run);
    api.emulator.add_fault(Fault::cut_body(2_500_000));
    let ended = sent(&api.emulator, "GET", "/v2/workflows/dlq").await;
    let head = ended.bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    assert_eq!(ended.bytes.len() - head - 4, 2_500_000);
}

#[tokio::test]
async fn a_response_to_head_has_nothing_to_cut() {
    let api = api(Emulator::builder().fault(Fault::cut_body(0))).await;
    let response = api.call(Method::HEAD, "/v2/keys").await;
    assert_eq!((response.status, response.text.as_str()), (200, ""));
}

#[tokio::test]
async fn latency_and_delays_make_a_request_take_at_least_so_long() {
    let (latency, delay) = (Duration::from_millis(40), Duration::from_millis(60));
    let rules = [
        FaultRule::on(ROTATE, Fault::delay(delay)),
        FaultRule::on(ROTATE, Fault::delay(delay).after_acting()),
    ];
    let [before, after] = rules;
    let api = api(Emulator::builder().latency(latency).fault(before).fault(after)).await;
    for (method, path, at_least) in
        [(Method::GET, "/v2/keys", latency), (Method::POST, "/v2/keys/rotate", latency + delay * 2)]
    {
        let start = Instant::now();
        assert_eq!(api.call(method, path).await.status, 200);
        assert!(start.elapsed() >= at_least, "{path}: {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_delay_before_acting_holds_the_effect_back_and_one_after_it_only_the_response() {
    let api = Api::start().await;
    for (fault, acts) in
        [(Fault::delay(PATIENCE * 10), false), (Fault::delay(PATIENCE * 10).after_acting(), true)]
    {
        api.emulator.clear_faults();
        api.emulator.add_fault(FaultRule::on(ROTATE, fault));
        let (keys, arrived) = (api.emulator.signing_keys(), api.emulator.requests().len());
        let request = api.request(Method::POST, "/v2/keys/rotate");
        let waiting = tokio::spawn(request.bearer_auth(api.emulator.token()).send());
        let happened = || match acts {
            true => api.emulator.signing_keys() != keys,
            false => api.emulator.requests().len() > arrived,
        };
        until(happened).await;
        assert!(!waiting.is_finished(), "no response yet");
        assert_eq!(api.emulator.signing_keys() != keys, acts);
        waiting.abort();
    }
}

async fn until(happened: impl Fn() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("it happens");
}

#[tokio::test]
async fn the_same_seed_strikes_the_same_requests_in_every_emulator() {
    let fates = async |seed| {
        let rule = FaultRule::any(Fault::status(StatusCode::BAD_GATEWAY)).probability(0.5);
        let api = api(Emulator::builder().rng_seed(seed).fault(rule)).await;
        let mut fates = Vec::new();
        for _ in 0..40 {
            fates.push(api.get("/v2/keys").await.status);
        }
        fates
    };
    let first = fates(5).await;
    assert!(first.contains(&200) && first.contains(&502), "{first:?}");
    assert_eq!(fates(5).await, first);
    assert_ne!(fates(6).await, first);
}

#[tokio::test]
async fn faults_can_be_added_and_removed_while_it_runs() {
    let api = api(Emulator::builder().fault(Fault::status(StatusCode::BAD_GATEWAY))).await;
    assert_eq!(api.get("/v2/keys").await.status, 502);
    api.emulator.clear_faults();
    assert_eq!(api.get("/v2/keys").await.status, 200);
    api.emulator.add_fault(Fault::status(StatusCode::GATEWAY_TIMEOUT));
    api.emulator.add_fault(Fault::status(StatusCode::BAD_GATEWAY));
    assert_eq!(api.get("/v2/keys").await.status, 504, "the first of those that fire");
}

#[tokio::test]
async fn many_clients_at_once_meet_exactly_so_many_faults() {
    let rule = FaultRule::any(Fault::status(StatusCode::BAD_GATEWAY)).times(10);
    let api = api(Emulator::builder().fault(rule)).await;
    let responses = futures::future::join_all((0..64).map(|_| api.get("/v2/keys"))).await;
    let struck = responses.iter().filter(|response| response.status == 502).count();
    let succeeded = responses.iter().filter(|response| response.status == 200).count();
    assert_eq!((struck, succeeded), (10, 54));
}

#[tokio::test]
async fn what_arrives_says_which_operation_it_asks_for() {
    let api = Api::start().await;
    api.get("/v2/workflows/dlq?count=1").await;
    api.retry("1-0").await;
    api.get("/nowhere").await;
    let operations: Vec<_> =
        api.emulator.requests().into_iter().map(|request| request.operation).collect();
    let expected =
        [Some(Operation::ListFailedWorkflowRuns), Some(Operation::RetryFailureCallback), None];
    assert_eq!(operations, expected);
    let ids: Vec<_> = operations.iter().flatten().map(|operation| json!(operation.id())).collect();
    assert_eq!(ids, ["list_failed_workflow_runs", "retry_failure_callback"]);
}
