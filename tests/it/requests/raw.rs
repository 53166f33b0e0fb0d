//! A raw request follows the rules of every other call.

use std::time::Duration;

use crate::support::{TOKEN, Wire, response};
use upstash_workflow::reqwest::Method;
use upstash_workflow::{AuthScheme, Client, Error, ResponseValue, RetryPolicy};

fn quick() -> RetryPolicy {
    RetryPolicy::default().max_retries(2).base_delay(Duration::from_millis(1))
}

fn client(wire: &Wire) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(wire.url()).retry(quick());
    builder.build().expect("a client")
}

#[tokio::test]
async fn a_raw_request_has_query_headers_and_body_and_decodes_to_json() {
    let wire = Wire::json(r#"{"keys": ["a"]}"#).await;
    let call = client(&wire).request(Method::POST, "/v2/new/thing");
    let call = call.query("search", "a&b").query("search", 7).header("Upstash-X", "1");
    let body = call.json(&serde_json::json!({"a": 1})).expect("JSON").await.expect("a body");
    assert_eq!(body, serde_json::json!({"keys": ["a"]}));
    let request = wire.only_request();
    assert_eq!(
        (&*request.method, &*request.target),
        ("POST", "/v2/new/thing?search=a%26b&search=7")
    );
    assert_eq!(request.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!(request.header("upstash-x"), Some("1"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, br#"{"a":1}"#);
}

#[tokio::test]
async fn its_body_decodes_to_a_type_with_status_and_headers_or_says_what_is_wrong() {
    let wire = Wire::start([response("202 Accepted", &[("X-Id", "7")], "[1, 2]")]).await;
    let call = || client(&wire).request(Method::GET, "/v2/numbers");
    let numbers: ResponseValue<Vec<u8>> = call().send_as().await.expect("numbers");
    assert_eq!((numbers.status().as_u16(), &**numbers), (202, &[1, 2][..]));
    assert_eq!(numbers.headers()["x-id"], "7");
    let error = call().send_as::<Vec<String>>().await.expect_err("numbers");
    assert!(error.is_decode() && error.operation() == Some("request"), "{error}");
    assert!(!error.to_string().contains("most likely done"), "it only reads: {error}");
}

#[tokio::test]
async fn an_empty_body_is_null() {
    let wire = Wire::start([response("204 No Content", &[], "")]).await;
    let body = client(&wire).request(Method::DELETE, "/v2/thing").await.expect("a body");
    assert_eq!(body, serde_json::Value::Null);
}

#[tokio::test]
async fn a_get_is_retried_and_other_methods_only_on_request() {
    for (method, idempotent, requests) in [
        (Method::GET, false, 3),
        (Method::POST, false, 1),
        (Method::DELETE, false, 1),
        (Method::POST, true, 3),
    ] {
        let wire = Wire::start([response("500 Broken", &[], "")]).await;
        let call = client(&wire).request(method.clone(), "/v2/thing");
        let call = if idempotent { call.idempotent(true) } else { call };
        let error = call.await.expect_err("broken");
        assert!(error.is_server_error(), "{error}");
        assert_eq!(wire.requests().len(), requests, "{method} idempotent: {idempotent}");
    }
}

#[tokio::test]
async fn it_has_the_limits_and_the_token_of_every_call() {
    let wire = Wire::json(&format!("\"{}\"", "x".repeat(1000))).await;
    let builder = || Client::builder().token(TOKEN).base_url(wire.url());
    let small = builder().max_response_bytes(100).build().expect("a client");
    let error = small.request(Method::GET, "/v2/long").await.expect_err("too long");
    assert!(error.is_decode() && error.to_string().contains("longer than 100 bytes"), "{error}");
    let query = builder().auth_scheme(AuthScheme::Query).build().expect("a client");
    query.request(Method::GET, "/v2/long").query("a", "b").await.expect("a text");
    let target = wire.requests().pop().expect("a request").target;
    assert_eq!(target, format!("/v2/long?a=b&qstash_token={TOKEN}"));
    let error = Error::to_string(&error);
    assert!(!error.contains(TOKEN), "{error}");
}

#[tokio::test]
async fn a_path_or_header_that_would_go_elsewhere_is_refused_and_nothing_is_sent() {
    let wire = Wire::json("{}").await;
    let client = client(&wire);
    for path in
        ["", "v2/keys", "//h/v2", "https://h/v2", "/v2/..", "/v2/./a", "/a?b=c", "/a#b", "/a b"]
    {
        let error = client.request(Method::GET, path).await.expect_err(path);
        assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{path}: {error:?}");
        assert!(error.to_string().starts_with("request: the path "), "{path}: {error}");
    }
    for (name, value) in [("a b", "c"), ("", "c"), ("X", "a\nb"), ("X", " a")] {
        let call = client.request(Method::GET, "/v2/keys").header(name, value);
        let error = call.await.expect_err(name);
        assert!(error.is_invalid_request(), "{name:?}: {error}");
    }
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn its_errors_keep_what_the_service_said() {
    let wire = Wire::start([response("404 Not Found", &[], r#"{"error":"no such thing"}"#)]).await;
    let error = client(&wire).request(Method::GET, "/v2/thing").await.expect_err("not found");
    assert!(error.is_not_found() && error.message() == Some("no such thing"), "{error:?}");
    assert!(error.to_string().contains("/v2/thing: 404 Not Found: no such thing"), "{error}");
}
