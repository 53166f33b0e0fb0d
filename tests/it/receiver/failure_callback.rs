//! Decoding a failure callback, in every form.

use http::HeaderMap;
use serde_json::{Value, json};
use upstash_workflow::types::FailureCallback;
use upstash_workflow::{Delivery, Error, UnixMillis};

use super::{CURRENT, Token, URL, headers, receiver};

/// `{"error":"TypeError","message":"boom"}`
const FAILED: &str = "eyJlcnJvciI6IlR5cGVFcnJvciIsIm1lc3NhZ2UiOiJib29tIn0=";

fn delivery(body: &[u8], more: &[(&'static str, &'static str)]) -> Delivery {
    let mut headers: HeaderMap = headers(&Token::over(URL, body).sign(CURRENT));
    for (name, value) in more {
        headers.append(*name, value.parse().expect("a value"));
    }
    receiver().verify(&headers, URL, body).expect("a good request")
}

fn decode(body: &Value) -> Result<FailureCallback, Error> {
    delivery(body.to_string().as_bytes(), &[]).failure_callback()
}

#[test]
fn every_field_of_a_failure_callback_decodes() {
    let failure = decode(&json!({
        "status": 500, "header": {"Content-Type": ["application/json"]}, "body": FAILED,
        "retried": 3, "maxRetries": 3, "sourceMessageId": "msg_1",
        "url": "https://app.example.com/api/workflow", "method": "POST",
        "sourceHeader": {"X-Tenant": ["acme", "other"]}, "sourceBody": "aGVsbG8=",
        "notBefore": 1_752_829_294_505_i64, "createdAt": 1_752_829_293_531_i64,
        "callerIP": "203.0.113.7", "workflowRunId": "wfr_1",
        "workflowCreatedAt": 1_752_829_293_000_i64, "dlqId": "1752829295505-0",
        "topicName": "t", "endpointName": "e", "scheduleId": "s", "newerThanThis": {"a": 1},
    }))
    .expect("a callback");
    assert_eq!(failure.status, Some(500));
    assert_eq!(
        failure.header.as_ref().and_then(|h| h.get("content-type")),
        Some("application/json")
    );
    assert_eq!((failure.retried, failure.max_retries), (Some(3), Some(3)));
    assert_eq!(failure.source_message_id.as_deref(), Some("msg_1"));
    assert_eq!(failure.url.as_deref(), Some("https://app.example.com/api/workflow"));
    assert_eq!(failure.method.as_deref(), Some("POST"));
    let tenants = failure.source_header.as_ref().map(|h| h.get_all("x-tenant"));
    assert_eq!(tenants, Some(vec!["acme", "other"]));
    assert_eq!(failure.source_body_bytes().expect("base64").as_deref(), Some(&b"hello"[..]));
    assert_eq!(failure.not_before.map(UnixMillis::get), Some(1_752_829_294_505));
    assert_eq!(failure.created_at.map(UnixMillis::get), Some(1_752_829_293_531));
    assert_eq!(failure.caller_ip.as_deref(), Some("203.0.113.7"));
    assert_eq!(failure.workflow_run_id.as_deref(), Some("wfr_1"));
    assert_eq!(failure.workflow_created_at.map(UnixMillis::get), Some(1_752_829_293_000));
    assert_eq!(failure.dlq_id.as_deref(), Some("1752829295505-0"));
    assert_eq!(failure.topic_name.as_deref(), Some("t"));
    assert_eq!(failure.endpoint_name.as_deref(), Some("e"));
    assert_eq!(failure.schedule_id.as_deref(), Some("s"));
    let reason = failure.reason().expect("a reason");
    assert_eq!((&*reason.error, &*reason.message, reason.stack), ("TypeError", "boom", None));
}

#[test]
fn numbers_come_as_texts_and_headers_as_texts_or_lists() {
    let numbers =
        ["status", "retried", "maxRetries", "notBefore", "createdAt", "workflowCreatedAt"];
    let as_numbers: Value = numbers.map(|name| (name, json!(500))).into_iter().collect();
    let as_texts: Value = numbers.map(|name| (name, json!("500"))).into_iter().collect();
    assert_eq!(decode(&as_numbers).expect("numbers"), decode(&as_texts).expect("texts"));
    for name in ["header", "sourceHeader"] {
        let read = |value: Value| {
            let mut body = json!({});
            body[name] = json!({"X-Tenant": value, "X-Null": null, "X-Empty": []});
            let failure = decode(&body).expect("headers");
            let headers = failure.header.or(failure.source_header).expect("headers");
            (headers.get_all("x-tenant").join("|"), headers.get("x-null").map(str::to_owned))
        };
        assert_eq!(read(json!("acme")), ("acme".into(), None), "{name}");
        assert_eq!(read(json!(["acme"])), ("acme".into(), None), "{name}");
        assert_eq!(read(json!(["acme", "b"])), ("acme|b".into(), None), "{name}");
    }
}

#[test]
fn what_is_missing_null_or_empty_is_no_error() {
    let empty = decode(&json!({})).expect("nothing");
    assert_eq!(empty, FailureCallback::default());
    let names = [
        "status",
        "header",
        "body",
        "retried",
        "maxRetries",
        "sourceMessageId",
        "url",
        "method",
        "sourceHeader",
        "sourceBody",
        "notBefore",
        "createdAt",
        "callerIP",
        "workflowRunId",
        "workflowCreatedAt",
        "dlqId",
        "topicName",
        "endpointName",
        "scheduleId",
    ];
    let nulls: Value = names.map(|name| (name, Value::Null)).into_iter().collect();
    assert_eq!(decode(&nulls).expect("nulls"), FailureCallback::default());
    assert_eq!(empty.body_bytes().expect("nothing"), None);
    assert_eq!(empty.reason(), None);
    let failure = decode(&json!({"body": "", "sourceBody": ""})).expect("empty bodies");
    let bodies = [failure.body_bytes(), failure.source_body_bytes()];
    assert!(bodies.into_iter().all(|body| body.expect("nothing").unwrap_or_default().is_empty()));
    assert_eq!(failure.reason(), None);
}

#[test]
fn a_reason_is_there_where_the_workflows_own_code_failed() {
    use base64::Engine;
    let reason = |body: &str| {
        let body = base64::engine::general_purpose::STANDARD.encode(body);
        let reason = decode(&json!({"body": body})).expect("a callback").reason()?;
        Some((reason.error, reason.message, reason.stack))
    };
    let some = |error: &str, message: &str, stack: Option<&str>| {
        Some((error.to_owned(), message.to_owned(), stack.map(str::to_owned)))
    };
    for (body, expected) in [
        (r#"{"error":"E","message":"m","stack":"at a"}"#, some("E", "m", Some("at a"))),
        (r#" {"error":"E","message":"m","stack":""} "#, some("E", "m", Some(""))),
        (r#"{"error":"E"}"#, some("E", "", None)),
        (r#"{"message":"m","more":1}"#, some("", "m", None)),
        (r#"{"error":"","message":""}"#, some("", "", None)),
        (r#"{"error":{"code":1},"message":null}"#, some(r#"{"code":1}"#, "", None)),
        (r#"{"error":"é😀\n"}"#, some("é😀\n", "", None)),
        ("{}", None),
        (r#"{"stack":"at a"}"#, None),
        (r#"{"error":null}"#, None),
        (r#"["E","m"]"#, None),
        (r#""E""#, None),
        ("", None),
        ("<html>502 Bad Gateway</html>", None),
        // Cut at the plan's limit.
        (r#"{"error":"E","message":"m"#, None),
        (r#"{"error":"E","error":"F","message":"m"}"#, some("F", "m", None)),
    ] {
        assert_eq!(reason(body), expected, "{body}");
    }
    assert_eq!(decode(&json!({"body": "not base64!"})).expect("a callback").reason(), None);
    assert_eq!(decode(&json!({"body": "/wA="})).expect("a callback").reason(), None);
}

#[test]
fn a_body_that_is_no_failure_callback_is_an_error_that_says_where() {
    for (body, part) in [
        ("", "could not decode the failure callback: expected a JSON object"),
        ("null", "expected a JSON object"),
        ("[500]", "expected a JSON object"),
        ("\"text\"", "expected a JSON object"),
        ("{\"status\": 500} {}", "trailing characters"),
        ("{\"status\": ", "EOF"),
        (r#"{"status": "five hundred"}"#, "status: "),
        (r#"{"workflowRunId": 7}"#, "workflowRunId: "),
        (r#"{"header": "X: 1"}"#, "header: "),
    ] {
        let error = delivery(body.as_bytes(), &[]).failure_callback().expect_err(body);
        assert!(error.is_decode(), "{error}");
        let text = error.to_string();
        assert!(text.contains(part), "{body}: {text}");
        assert!(!text.contains('\n'), "{text}");
        assert_eq!(error.status(), None);
    }
}

#[test]
fn a_delivery_says_what_its_headers_say() {
    let none = delivery(b"{}", &[]);
    assert_eq!((none.message_id(), none.workflow_run_id(), none.region()), (None, None, None));
    assert_eq!((none.retried(), none.is_failure_callback()), (None, false));
    assert_eq!(none.body(), b"{}");

    let all = delivery(
        b"{}",
        &[
            ("upstash-message-id", "msg_1"),
            ("upstash-workflow-runid", "wfr_1"),
            ("upstash-retried", "2"),
            ("upstash-region", "EU-CENTRAL-1"),
            ("upstash-workflow-is-failure", "true"),
        ],
    );
    assert_eq!((all.message_id(), all.workflow_run_id()), (Some("msg_1"), Some("wfr_1")));
    assert_eq!((all.retried(), all.region()), (Some(2), Some("EU-CENTRAL-1")));
    assert!(all.is_failure_callback());

    for (name, value, expected) in [
        ("upstash-workflow-failure-callback", "true", true),
        ("upstash-workflow-failure-callback", "True", true),
        ("upstash-workflow-is-failure", "false", false),
        ("upstash-workflow-is-failure", "", false),
    ] {
        assert_eq!(
            delivery(b"{}", &[(name, value)]).is_failure_callback(),
            expected,
            "{name}: {value}"
        );
    }
    for value in ["", "-1", "two", "99999999999"] {
        assert_eq!(delivery(b"{}", &[("upstash-retried", value)]).retried(), None, "{value}");
    }
}
