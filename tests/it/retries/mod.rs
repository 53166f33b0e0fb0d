//! A failed attempt is retried where that helps and cannot act twice.

mod attempts;

use std::time::{Duration, Instant};

use crate::support::{TOKEN, Wire, response};
use upstash_workflow::{BoxError, Client, RetryPolicy, Token, TokenProvider};

fn fast() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

fn client(wire: &Wire, policy: RetryPolicy) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(wire.url());
    builder.retry(policy).build().expect("a client")
}

#[tokio::test]
async fn a_retry_that_succeeds_is_a_success_and_repeats_the_request_exactly() {
    let wire = Wire::start([
        response("429 Too Many Requests", &[], ""),
        response("503 Unavailable", &[], "<html>"),
        response("200 OK", &[], "[]"),
    ])
    .await;
    let call = client(&wire, fast()).notify_event().event_id("e").body("payload").send().await;
    assert_eq!(call.expect("a response").status(), 200);
    let requests = wire.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!((&*request.target, &*request.body), ("/v2/notify/e", &b"payload"[..]));
        assert_eq!(request.headers, requests[0].headers);
    }
}

#[tokio::test]
async fn a_trigger_is_retried_only_if_it_has_a_run_id() {
    let wire = Wire::start([Vec::new()]).await;
    let client = client(&wire, fast().max_retries(2));
    let url = "https://app.example.com/w";
    let trigger = || client.trigger_workflow_run().workflow_url(url);
    let batch = |body: &str| {
        let items = serde_json::from_str::<Vec<_>>(body).expect("items");
        client.batch_trigger_workflow_runs().body(items)
    };
    let mut before = 0;
    let mut sent = || {
        let count = wire.requests().len();
        std::mem::replace(&mut before, count).abs_diff(count)
    };
    trigger().await.expect_err("no response");
    assert_eq!(sent(), 1);
    trigger().run_id("order-42").await.expect_err("no response");
    assert_eq!(sent(), 3);
    // A service that ignores an empty header makes up an id for each request.
    trigger().run_id("").await.expect_err("no response");
    assert_eq!(sent(), 1);
    let with = r#"{"destination":"https://h/w","headers":{"upstash-workflow-runid":"a"}}"#;
    let without = r#"{"destination":"https://h/w"}"#;
    let with_an_empty_one = with.replace(r#""a""#, r#""""#);
    let with_a_blank = with.replace(r#""a""#, r#"" \t""#);
    let with_two = with.replace(r#""a""#, r#""a","Upstash-Workflow-RunId":"""#);
    // A payload is a payload, whatever it looks like.
    trigger().body(format!("[{with}]")).await.expect_err("no response");
    assert_eq!(sent(), 1);
    for (items, attempts) in [
        (format!("[{with},{with}]"), 3),
        (format!("[{with},{without}]"), 1),
        (format!("[{without}]"), 1),
        (format!("[{with_an_empty_one}]"), 1),
        (format!("[{with},{with_a_blank}]"), 1),
        (format!("[{with_two}]"), 1),
        ("[]".into(), 1),
    ] {
        batch(&items).await.expect_err("no response");
        assert_eq!(sent(), attempts, "{items}");
    }
}

#[tokio::test]
async fn a_request_that_was_never_sent_is_retried_whatever_it_is() {
    // The port is bound, and nobody listens until later.
    let socket = tokio::net::TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let url = format!("http://{}", socket.local_addr().expect("an address"));
    let policy = RetryPolicy::default().max_retries(50).base_delay(Duration::from_millis(20));
    let policy = policy.max_delay(Duration::from_millis(40));
    let builder = Client::builder().token(TOKEN).base_url(url).retry(policy);
    let client = builder.build().expect("a client");
    let call = tokio::spawn(async move { client.bulk_cancel_workflow_runs().all().await });
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert!(!call.is_finished(), "it keeps trying");
    let listener = socket.listen(8).expect("a listener");
    let server = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut bytes = [0; 4096];
        let _ = stream.read(&mut bytes).await;
        stream.write_all(&response("200 OK", &[], r#"{"cancelled":3}"#)).await.expect("sent");
    });
    assert_eq!(call.await.expect("no panic").expect("a response").cancelled, Some(3));
    server.await.expect("no panic");
}

#[tokio::test]
async fn a_wait_that_the_service_asks_for_is_respected() {
    let wire = Wire::start([
        response("429 Too Many Requests", &[("Retry-After", "1")], ""),
        response("200 OK", &[], "{}"),
    ])
    .await;
    let started = Instant::now();
    client(&wire, fast()).get_global_parallelism().await.expect("a response");
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());

    let wire =
        Wire::start([response("429 Too Many Requests", &[("Retry-After", "3600")], "")]).await;
    let error = client(&wire, fast()).get_global_parallelism().await.expect_err("too long");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(wire.requests().len(), 1, "an hour is more than is waited");
}

#[tokio::test]
async fn the_total_time_ends_a_call_that_its_attempts_do_not() {
    // Accepts and never responds.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let policy = fast().max_retries(u32::MAX).total_timeout(Duration::from_millis(200));
    let builder = Client::builder().token(TOKEN).base_url(url).retry(policy);
    let client = builder.timeout(Duration::from_secs(60)).build().expect("a client");
    let error = client.get_signing_keys().await.expect_err("a timeout");
    assert!(error.is_timeout(), "{error:?}");
}

struct Counting(std::sync::atomic::AtomicUsize);

impl TokenProvider for Counting {
    async fn token(&self) -> Result<Token, BoxError> {
        let number = self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        Ok(format!("tok_{number}").into())
    }
}

#[tokio::test]
async fn each_attempt_asks_for_a_token() {
    let wire = Wire::start([response("500 Broken", &[], "")]).await;
    let builder = Client::builder().base_url(wire.url()).retry(fast().max_retries(2));
    let client = builder.token_provider(Counting(0.into())).build().expect("a client");
    client.get_signing_keys().await.expect_err("an error");
    let requests = wire.requests();
    let tokens: Vec<_> = requests.iter().map(|r| r.header("authorization")).collect();
    assert_eq!(tokens, [Some("Bearer tok_0"), Some("Bearer tok_1"), Some("Bearer tok_2")]);
}

#[tokio::test]
async fn a_response_that_is_too_long_is_an_error() {
    let long = format!("[{}]", " ".repeat(1000));
    let wire = Wire::json(&long).await;
    let builder = Client::builder().token(TOKEN).base_url(wire.url());
    let client = builder.max_response_bytes(1001).build().expect("a client");
    let error = client.list_waiters().event_id("e").await.expect_err("1002 bytes");
    assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains("longer than 1001 bytes"), "{error}");
    assert_eq!(wire.requests().len(), 1);
    let builder = Client::builder().token(TOKEN).base_url(wire.url());
    let client = builder.max_response_bytes(1002).build().expect("a client");
    client.list_waiters().event_id("e").await.expect("exactly as long as allowed");
}
