//! Whatever the service returns, the one error keeps it and says what it is.

use std::time::Duration;

use crate::support::calls::{CALLS, assert_all_operations, documented_routes};
use crate::support::{TOKEN, Wire, response};
use upstash_workflow::{Client, Error, RateLimitKind, RetryPolicy};

/// Statuses that are special, and one of each class that is not.
const STATUSES: [u16; 17] =
    [301, 304, 307, 400, 401, 403, 404, 408, 409, 412, 418, 429, 500, 502, 503, 504, 599];

/// What a body can be: its bytes, how much longer the response claims it is, and the
/// service's text in it, if that can be read.
const BODIES: [(&str, &[u8], usize, Option<&str>); 6] = [
    ("the schema's JSON", br#"{"error":"it broke"}"#, 0, Some("it broke")),
    ("other JSON", br#"[{"error":7}]"#, 0, None),
    ("HTML", b"<html><h1>Bad Gateway</h1></html>", 0, None),
    ("empty", b"", 0, None),
    ("cut off", br#"{"error":"it bro"#, 4, None),
    ("not UTF-8", b"\xff\xfe{\"error\":", 0, None),
];

/// A response whose `Content-Length` may claim more than there is.
fn claiming(status: u16, body: &[u8], missing: usize) -> Vec<u8> {
    let length = (body.len() + missing).to_string();
    // 304 has no body on the wire, whatever its length says.
    let body = if status == 304 { b"" } else { body };
    response(&format!("{status} Status"), &[("Content-Length", &length), ("X-Trace", "t-1")], body)
}

#[test]
fn the_matrix_covers_every_operation_of_the_document() {
    assert_all_operations(CALLS.iter().map(|call| call.id));
}

#[tokio::test]
async fn every_status_with_every_body_keeps_all_of_it_for_every_operation() {
    for status in STATUSES {
        for (kind, body, missing, text) in BODIES {
            let wire = Wire::start([claiming(status, body, missing)]).await;
            let client = wire.client();
            let body = if status == 304 { b"" } else { body };
            let text = text.filter(|_| status != 304);
            for call in CALLS {
                for error in call.errors(&client).await {
                    let what = format!("{} on {status} with {kind}: {error:?}", call.id);
                    assert_eq!(error.status().map(|s| s.as_u16()), Some(status), "{what}");
                    assert_eq!(error.body(), Some(body), "{what}");
                    assert_eq!(error.message(), text, "{what}");
                    assert_eq!(error.operation(), Some(call.id), "{what}");
                    let headers = error.headers().expect("headers");
                    assert_eq!(headers["x-trace"], "t-1", "{what}");
                    assert!(error.may_have_been_sent(), "{what}");
                    predicates_fit(&error, status, &what);
                    let shown = error.to_string();
                    assert_eq!(shown.lines().count(), 1, "{what}");
                    for part in [call.id, &status.to_string(), text.unwrap_or_default()] {
                        assert!(shown.contains(part), "{what}");
                    }
                }
            }
        }
    }
}

/// Each predicate is true for its statuses and for no other.
fn predicates_fit(error: &Error, status: u16, what: &str) {
    for (name, holds, statuses) in [
        ("unauthorized", error.is_unauthorized(), &[401][..]),
        ("forbidden", error.is_forbidden(), &[403]),
        ("not found", error.is_not_found(), &[404]),
        ("wrong region", error.is_wrong_region(), &[]),
        ("quota", error.is_quota_exceeded(), &[412]),
        ("rate limited", error.is_rate_limited(), &[429]),
        ("rate limit", error.rate_limit().is_some(), &[429]),
        ("server error", error.is_server_error(), &[500, 502, 503, 504, 599]),
        ("retryable", error.is_retryable(), &[408, 429, 500, 502, 503, 504]),
        ("timeout", error.is_timeout(), &[]),
        ("connect", error.is_connect(), &[]),
        ("decode", error.is_decode(), &[]),
        ("invalid request", error.is_invalid_request(), &[]),
        ("configuration", error.is_configuration(), &[]),
    ] {
        assert_eq!(holds, statuses.contains(&status), "{name}: {what}");
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_decoded_keeps_status_headers_and_body() {
    for (kind, body, missing, _) in BODIES {
        // An object that is invalid for one operation may be valid for another; these are
        // invalid for all.
        if kind == "the schema's JSON" || kind == "other JSON" {
            continue;
        }
        let wire = Wire::start([claiming(200, body, missing)]).await;
        let client = wire.client();
        for call in CALLS {
            for (way, outcome) in call.both(&client).await {
                let what = format!("{}{way} with {kind}", call.id);
                if !call.has_body {
                    // Nothing is decoded, so any body is fine.
                    outcome.unwrap_or_else(|error| panic!("{what}: {error}"));
                    continue;
                }
                let error = outcome.expect_err(&what);
                assert_eq!(error.is_decode(), missing == 0, "{what}: {error:?}");
                assert_eq!(error.is_retryable(), missing > 0, "{what}: {error:?}");
                assert_eq!(error.status().map(|s| s.as_u16()), Some(200), "{what}");
                assert_eq!(error.headers().expect("headers")["x-trace"], "t-1", "{what}");
                assert_eq!(error.body(), Some(body), "{what}");
                assert_eq!(error.operation(), Some(call.id), "{what}");
                assert!(std::error::Error::source(&error).is_some(), "{what}");
                assert!(error.may_have_been_sent(), "{what}");
            }
        }
    }
}

#[tokio::test]
async fn a_body_is_kept_up_to_a_limit() {
    let long = vec![b'x'; 300 * 1024];
    for status in [200, 500] {
        let wire = Wire::start([claiming(status, &long, 0)]).await;
        let error = wire.client().get_signing_keys().await.expect_err("an error");
        assert_eq!(error.body().map(<[u8]>::len), Some(64 * 1024), "{status}");
        assert!(error.to_string().len() < 1000, "{error}");
    }
}

#[tokio::test]
async fn what_is_shown_of_a_long_text_is_short() {
    let long = "x".repeat(60_000);
    let text = format!(r#"{{"error":"{long}"}}"#);
    let wire = Wire::start([response("400 Bad Request", &[], text)]).await;
    let refused = wire.client().get_signing_keys().await.expect_err("an error");
    assert_eq!(refused.message(), Some(&*long), "it is all there for whoever asks");

    let value = format!(r#"{{"parallelismMax":"{long}"}}"#);
    let wire = Wire::start([response("200 OK", &[], value)]).await;
    let unread = wire.client().get_global_parallelism().await.expect_err("no number");
    let source = std::error::Error::source(&unread).expect("a source").to_string();
    assert!(source.contains("invalid type: string \"xxx"), "{source}");
    assert!(
        source.contains("xxx\", expected") && source.contains(" at line 1 column "),
        "{source}"
    );

    for error in [refused, unread] {
        let mut next: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = next {
            let shown = format!("{error} {error:?} {error:#?}");
            assert!(shown.len() < 5000, "{} bytes: {shown:.200}", shown.len());
            next = error.source();
        }
    }
}

/// What an error knows beside the status.
#[tokio::test]
async fn known_causes_are_told_apart_with_the_way_out() {
    let region = r#"{"error":"user not found in this region, are you using the wrong token?"}"#;
    let wire = Wire::start([response("404 Not Found", &[], region)]).await;
    let error = wire.client().get_signing_keys().await.expect_err("an error");
    assert!(error.is_wrong_region() && !error.is_not_found(), "{error:?}");
    assert!(error.to_string().contains("QSTASH_URL"), "{error}");

    let daily = [
        ("RateLimit-Limit", "1000"),
        ("RateLimit-Remaining", "0"),
        ("RateLimit-Reset", "1752829295"),
        ("Retry-After", "7"),
    ];
    let wire = Wire::start([response("429 Too Many Requests", &daily, "")]).await;
    let error = wire.client().list_failed_workflow_runs().await.expect_err("an error");
    let limit = error.rate_limit().expect("a rate limit");
    assert_eq!(limit.kind, RateLimitKind::Daily);
    assert_eq!((limit.limit, limit.remaining), (Some(1000), Some(0)));
    assert_eq!(limit.reset, Some(1_752_829_295.into()));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(error.to_string().contains("7 s"), "{error}");

    for (status, part) in [
        ("301 Moved", "redirects are not followed"),
        ("401 Unauthorized", "check QSTASH_TOKEN"),
        ("403 Forbidden", "read-only"),
        ("412 Precondition Failed", "quota"),
        ("503 Unavailable", "later"),
    ] {
        let wire = Wire::start([response(status, &[("Location", "https://elsewhere/")], "")]).await;
        let error = wire.client().list_failed_workflow_runs().await.expect_err("an error");
        assert!(error.to_string().contains(part), "{error}");
        assert_eq!(wire.requests().len(), 1, "a redirect is not followed");
    }
}

#[tokio::test]
async fn a_transport_failure_says_whether_the_request_may_have_been_sent() {
    // The port is bound, so that nobody else gets it, and nobody listens.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let closed = format!("http://{}", socket.local_addr().expect("an address"));
    let builder = Client::builder().token(TOKEN).base_url(closed).retry(RetryPolicy::none());
    let client = builder.build().expect("a client");
    // The connection is closed without a response.
    let silent = Wire::start([Vec::new()]).await;
    for call in CALLS {
        for error in call.errors(&client).await {
            assert!(error.is_connect() && error.is_retryable(), "{error:?}");
            assert!(!error.may_have_been_sent() && !error.is_timeout(), "{error:?}");
            assert_eq!((error.status(), error.operation()), (None, Some(call.id)), "{error:?}");
            assert!(error.to_string().contains("nothing was sent"), "{error}");
            assert!(std::error::Error::source(&error).is_some(), "{error:?}");
        }
        for error in call.errors(&silent.client()).await {
            assert!(!error.is_connect() && error.is_retryable(), "{error:?}");
            assert!(error.may_have_been_sent() && !error.is_timeout(), "{error:?}");
            assert_eq!((error.status(), error.operation()), (None, Some(call.id)), "{error:?}");
            // A read changes nothing, so it does not matter whether it was done.
            let changes = !documented_routes()[call.id].0.eq("GET");
            assert_eq!(error.to_string().contains("may have been done"), changes, "{error}");
            assert!(std::error::Error::source(&error).is_some(), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_response_that_does_not_come_in_time_is_a_timeout() {
    // Accepts and never responds.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let builder = Client::builder().token(TOKEN).base_url(url);
    let client = builder.timeout(Duration::from_millis(50)).build().expect("a client");
    let error = client.retry_failure_callback().dlq_id("1-0").await.expect_err("a timeout");
    assert!(error.is_timeout() && error.may_have_been_sent() && error.is_retryable(), "{error:?}");
    assert!(!error.is_connect() && error.status().is_none(), "{error:?}");
    assert!(error.to_string().contains("in time"), "{error}");

    // The same where the pool is the caller's own.
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let own = Client::builder().token(TOKEN).base_url(url).http_client(reqwest::Client::new());
    let client = own.timeout(Duration::from_millis(50)).build().expect("a client");
    let error = client.get_signing_keys().await.expect_err("a timeout");
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn an_error_is_an_error_like_any_other() {
    fn takes(_: &(dyn std::error::Error + Send + Sync + 'static)) {}
    let wire = Wire::start([response("500 Internal Server Error", &[], "")]).await;
    let error = wire.client().get_signing_keys().await.expect_err("an error");
    takes(&error);
    let boxed: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert!(boxed.downcast_ref::<Error>().is_some_and(Error::is_server_error));
}

#[tokio::test]
async fn debug_is_the_sentence_once_and_then_the_fields_that_are_set() {
    let wire = Wire::start([response("404 Not Found", &[], r#"{"error":"no such entry"}"#)]).await;
    let error = wire.client().get_failed_workflow_run().dlq_id("1-0").await.expect_err("an error");
    let (sentence, shown) = (error.to_string(), format!("{error:?}"));
    assert_eq!(shown, format!("{sentence} [Status, attempts: 1, status: 404, body: 25 bytes]"));

    let refused = wire.client().get_failed_workflow_run().dlq_id("").await.expect_err("refused");
    assert_eq!(format!("{refused:?}"), format!("{refused} [InvalidRequest]"));
}

#[tokio::test]
async fn a_request_that_is_too_large_for_a_server_says_what_to_do() {
    for (status, way_out) in [
        ("413 Content Too Large", "send less, or split it"),
        ("414 URI Too Long", "give fewer values, or split them"),
        ("431 Request Header Fields Too Large", "give fewer or shorter ones"),
    ] {
        let wire = Wire::start([response(status, &[], "")]).await;
        let error = wire.client().bulk_delete_failed_workflow_runs().dlq_ids(["1-0"]).await;
        let error = error.expect_err(status).to_string();
        assert!(error.contains(way_out), "{error}");
    }
}

#[tokio::test]
async fn what_cannot_be_decoded_was_most_likely_done_unless_the_operation_only_reads() {
    let wire = Wire::json("[]").await;
    let client = wire.client();
    let read = client.get_signing_keys().await.expect_err("not an object");
    let done = client.rotate_signing_keys().await.expect_err("not an object");
    assert!(read.is_decode() && done.is_decode(), "{read} {done}");
    assert!(!read.to_string().contains("most likely done"), "{read}");
    assert!(done.to_string().contains("it was most likely done: look before you retry"), "{done}");
}

#[tokio::test]
async fn a_refused_connection_on_this_machine_says_how_to_start_a_development_server() {
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let url = format!("http://{}", socket.local_addr().expect("an address"));
    let builder = Client::builder().token(TOKEN).base_url(url).retry(RetryPolicy::none());
    let error = builder.build().expect("a client").get_signing_keys().await.expect_err("refused");
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().contains("`upstash-workflow dev`"), "{error}");
}

#[tokio::test]
async fn the_wait_of_a_rate_limit_is_that_of_its_reset_by_the_clock_of_the_service() {
    // The service's clock is two minutes behind.
    let now = std::time::SystemTime::now() - Duration::from_secs(120);
    let date = httpdate::fmt_http_date(now);
    let seconds = now.duration_since(std::time::UNIX_EPOCH).expect("after 1970").as_secs();
    let reset = (seconds + 7).to_string();
    let headers = [("Date", &*date), ("Burst-RateLimit-Reset", &*reset)];
    let wire = Wire::start([response("429 Too Many Requests", &headers, "")]).await;
    let policy = RetryPolicy::none();
    let builder = Client::builder().token(TOKEN).base_url(wire.url()).retry(policy);
    let error = builder.build().expect("a client").get_signing_keys().await.expect_err("limited");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "{error:?}");
}
