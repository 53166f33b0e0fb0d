//! Any bytes on the wire get a response in the service's error shape, and leave the state consistent.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};

use super::dice::{Dice, PARAMETERS, VALUES};
use crate::support::{Api, ApiResponse, PATIENCE, WORKFLOW, run_ids, send};
use http::{Method, StatusCode};
use serde_json::Value;
use upstash_workflow_emulator::{CallbackState, FailedRun};

/// Bounded by number, so that a slow machine tries the same as a fast one.
const CASES: usize = 1500;

/// A refusal has the error shape, and there is no 5xx.
#[track_caller]
fn assert_right(method: &Method, asked: &str, got: &ApiResponse) {
    let status = StatusCode::from_u16(got.status).expect("a status");
    assert!(!status.is_server_error(), "{method} {asked}: {got:?}");
    if status.is_client_error() && method != Method::HEAD {
        assert!(!got.error(got.status).is_empty(), "{method} {asked}");
    }
}

#[tokio::test]
async fn random_requests_get_a_response_and_leave_a_consistent_state() {
    let api = Api::start().await;
    let mut dice = Dice::seeded(20);
    let mut statuses = std::collections::BTreeMap::new();
    for number in 0..CASES {
        if number % 100 == 0 {
            let run = FailedRun::new(WORKFLOW);
            api.seed_one(run.failure_callback("http://127.0.0.1:1/", CallbackState::Fail));
        }
        let (method, asked) = (dice.method(), format!("{}?{}", dice.path(), dice.query()));
        let request = api.request(method.clone(), &asked).body(dice.body());
        let got = send(request.bearer_auth(api.emulator.token())).await;
        assert_right(&method, &asked, &got);
        *statuses.entry(got.status).or_insert(0) += 1;
    }
    // Some got past the first checks.
    for status in [200, 400, 404, 405] {
        assert!(statuses.contains_key(&status), "{statuses:?}");
    }
    assert_consistent(&api).await;
}

/// Random requests seldom combine a parameter with an operation that reads it, so here is each combination.
#[tokio::test]
async fn every_operation_that_selects_responds_to_every_parameter_with_every_strange_value() {
    let api = Api::start().await;
    for (method, path) in [
        (Method::GET, "/v2/workflows/dlq"),
        (Method::DELETE, "/v2/workflows/dlq"),
        (Method::POST, "/v2/workflows/dlq/resume"),
        (Method::POST, "/v2/workflows/dlq/restart"),
        (Method::GET, "/v2/workflows/logs"),
        (Method::DELETE, "/v2/workflows/runs"),
        (Method::GET, "/v2/workflows/bulkActions"),
    ] {
        api.seed_failed("http://127.0.0.1:1/");
        for (name, value) in PARAMETERS.iter().flat_map(|name| VALUES.map(|value| (name, value))) {
            let asked = format!("{path}?{name}={value}");
            assert_right(&method, &asked, &api.call(method.clone(), &asked).await);
        }
    }
    assert_consistent(&api).await;
}

/// Every entry that is listed is there, each once; it is listed under its state; and what is put in now is found.
async fn assert_consistent(api: &Api) {
    let id = api.seed_failed("http://127.0.0.1:1/");
    let (mut listed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2/workflows/dlq?count=3&cursor={cursor}")).await;
        listed.extend(page.ids());
        let Some(next) = page.cursor() else { break };
        cursor = next;
    }
    let distinct: std::collections::BTreeSet<&String> = listed.iter().collect();
    assert_eq!(distinct.len(), listed.len(), "{listed:?}");
    assert!(listed.contains(&id));
    for id in &listed {
        let state = api.settled(id).await["failureFunctionState"].clone();
        let state = state.as_str().expect("a state");
        let same = api.listed(&format!("failureFunctionState={state}")).await;
        assert!(same.contains(id), "{id} is {state}");
    }
    assert_eq!(api.delete(&format!("/v2/workflows/dlq/{id}")).await.status, 200);
    assert_eq!(api.listed("").await.len(), listed.len() - 1);
    assert_runs_consistent(api).await;
}

/// Every run that is listed is there, each once, under its state; and what is started now is found and can be canceled.
async fn assert_runs_consistent(api: &Api) {
    let id = api.start_run("http://127.0.0.1:1/", &[("upstash-delay", "1h")]).await;
    let (mut listed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2/workflows/logs?count=3&cursor={cursor}")).await;
        listed.extend(run_ids(&page.json()["runs"]));
        let Some(next) = page.cursor() else { break };
        cursor = next;
    }
    let distinct: std::collections::BTreeSet<&String> = listed.iter().collect();
    assert_eq!(distinct.len(), listed.len(), "{listed:?}");
    assert_eq!(listed.first(), Some(&id));
    for id in &listed {
        let run = api.run(id).await;
        assert_eq!(run["workflowRunId"], **id);
        let url = run["workflowUrl"].as_str().expect("a URL");
        assert!(url.starts_with("http://127.0.0.1:1/"), "nothing goes elsewhere: {url}");
        if run["workflowState"] != "RUN_STARTED" || !is_listed_under(api, id, &run).await {
            // It may go on between the two requests, but only forward, until it ends.
            let run = api.ended(id).await;
            assert!(is_listed_under(api, id, &run).await, "{run}");
        }
    }
    assert_eq!(api.delete(&format!("/v2/workflows/runs/{id}")).await.status, 200);
    assert_eq!(api.run(&id).await["workflowState"], "RUN_CANCELED");
}

/// Whether the logs list a run under this state.
async fn is_listed_under(api: &Api, id: &str, seen: &Value) -> bool {
    let state = seen["workflowState"].as_str().expect("a state");
    api.logged(&format!("workflowRunId={id}&state={state}")).await == [id]
}

#[tokio::test]
async fn random_requests_without_a_token_change_nothing() {
    let api = Api::start().await;
    let id = api.seed_failed("http://127.0.0.1:1/");
    let keys = api.emulator.signing_keys();
    let mut dice = Dice::seeded(21);
    for _ in 0..CASES / 5 {
        let (method, asked) = (dice.method(), format!("{}?{}", dice.path(), dice.query()));
        let got = send(api.request(method.clone(), &asked).body(dice.body())).await;
        let sent = reqwest::Url::parse(&format!("{}{asked}", api.emulator.url())).expect("a URL");
        let allowed: &[u16] = if sent.path() == "/" { &[200, 405] } else { &[401] };
        assert!(allowed.contains(&got.status), "{method} {asked}: {got:?}");
    }
    assert_eq!(
        (api.emulator.signing_keys(), api.state(&id).await.as_str()),
        (keys, "CALLBACK_FAIL")
    );
}

/// A connection on which these bytes were sent.
fn sent(api: &Api, bytes: &[u8]) -> TcpStream {
    let address = api.emulator.url().strip_prefix("http://").expect("a plain URL");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    // The response may come, and the connection end, before all is sent.
    let _ = stream.write_all(bytes);
    stream
}

/// Shuts down sending, and reads the rest.
fn rest(mut stream: TcpStream) -> String {
    let _ = stream.shutdown(Shutdown::Write);
    let mut response = Vec::new();
    let _ = stream.read_to_end(&mut response);
    String::from_utf8_lossy(&response).into_owned()
}

/// The response to these bytes. The client waits for it before it closes its side: a server may drop the response to
/// a client that goes away.
fn response_to(api: &Api, bytes: &[u8]) -> String {
    let stream = sent(api, bytes);
    stream.peek(&mut [0]).expect("a response");
    rest(stream)
}

/// The response to these bytes and the end of the stream, if there is one.
fn response_to_the_end_of(api: &Api, bytes: &[u8]) -> String {
    rest(sent(api, bytes))
}

#[tokio::test]
async fn what_is_not_http_gets_the_error_shape_too() {
    let api = Api::start().await;
    let long = "x".repeat(70_000);
    for (bytes, status) in [
        ("nonsense\r\n\r\n".to_owned(), 400),
        ("GET /\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nno colon\r\n\r\n".to_owned(), 400),
        ("GET / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n".to_owned(), 400),
        ("GET /a b HTTP/1.1\r\nhost: a\r\n\r\n".to_owned(), 400),
        (format!("GET /{long} HTTP/1.1\r\nhost: a\r\n\r\n"), 414),
        (format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(200)), 431),
        (
            "POST /v2/keys/rotate HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"
                .to_owned(),
            401,
        ),
        ("OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_owned(), 401),
        ("CONNECT a:1 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_owned(), 401),
        (
            "GET http://elsewhere/v2/keys HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
                .to_owned(),
            401,
        ),
    ] {
        let response = response_to(&api, bytes.as_bytes());
        let shown: String = bytes.chars().take(60).collect();
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{shown:?}: {response:?}");
        assert!(response.contains("content-type: application/json\r\n"), "{shown:?}: {response:?}");
        let (_, body) = response.split_once("\r\n\r\n").expect("a body");
        let error: Value = serde_json::from_str(body).expect("JSON");
        assert!(error["error"].is_string(), "{shown:?}: {response:?}");
    }
    assert_eq!(api.get("/v2/keys").await.status, 200, "it serves on");
}

#[tokio::test]
async fn random_bytes_get_nothing_or_400_and_do_no_harm() {
    let api = Api::start().await;
    let mut dice = Dice::seeded(22);
    let mut responded = 0;
    for _ in 0..300 {
        let mut bytes = dice
            .one(&["", "GET ", "POST /v2/keys/rotate HTTP/1.1\r\n", "PRI * HTTP/2.0\r\n\r\n"])
            .as_bytes()
            .to_vec();
        bytes.extend(dice.bytes(200));
        bytes.extend(b"\r\n\r\n");
        let response = response_to_the_end_of(&api, &bytes);
        responded += usize::from(!response.is_empty());
        let fine = response.is_empty() || response.starts_with("HTTP/1.1 4");
        assert!(fine, "{bytes:?}: {response}");
        if let Some((_, body)) = response.split_once("\r\n\r\n") {
            assert!(body.starts_with("{\"error\":"), "{bytes:?}: {response}");
        }
    }
    assert!(responded > 0, "there was never a response");
    assert_eq!(api.get("/v2/keys").await.status, 200);
}

#[tokio::test]
async fn a_request_that_ends_in_the_middle_of_its_body_does_not_act() {
    let api = Api::start().await;
    let keys = api.emulator.signing_keys();
    let token = api.emulator.token();
    let head = format!(
        "POST /v2/keys/rotate HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {token}\r\ncontent-length: 9\r\n\r\nhalf"
    );
    let response = response_to_the_end_of(&api, head.as_bytes());
    assert!(response.is_empty() || response.starts_with("HTTP/1.1 400 "), "{response}");
    assert_eq!(api.emulator.signing_keys(), keys);
}
