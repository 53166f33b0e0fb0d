//! The timeout of an attempt, the delay before the next one, and what the final error says about
//! earlier ones.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::support::calls::CALLS;
use crate::support::{TOKEN, Wire, response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use upstash_workflow::{BoxError, Client, ClientBuilder, Error, RetryPolicy, Token, TokenProvider};

/// Long enough for a response on this machine, and short enough to wait for.
const SHORT: Duration = Duration::from_millis(250);
const HOUR: u64 = 3600;

fn fast() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::from_millis(1))
}

fn client(url: &str, set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(url).retry(fast());
    set(builder).build().expect("a client")
}

fn status(line: &str) -> Vec<u8> {
    response(line, &[], "")
}

#[tokio::test]
async fn a_client_retries_three_times_by_default() {
    let wire = Wire::start([status("503 Unavailable")]).await;
    let client = Client::builder().token(TOKEN).base_url(wire.url()).build().expect("a client");
    let error = client.get_signing_keys().await.expect_err("unavailable");
    assert_eq!((wire.requests().len(), error.attempts()), (4, Some(4)));
}

#[tokio::test]
async fn an_error_says_how_many_attempts_there_were() {
    for (line, attempts) in [("503 Unavailable", 4), ("404 Not Found", 1)] {
        let wire = Wire::start([status(line)]).await;
        let client = client(wire.url(), |builder| builder);
        for call in CALLS.iter().filter(|call| !call.id.starts_with("bulk_")) {
            for error in call.errors(&client).await {
                assert_eq!(error.attempts(), Some(attempts), "{}: {error}", call.id);
                let said = error.to_string().contains("after 4 attempts");
                assert_eq!(said, attempts == 4, "{error}");
            }
        }
    }
    // No response came, or the last one did not help.
    let cut = response("200 OK", &[("Content-Length", "9")], "{");
    for last in [Vec::new(), cut, response("200 OK", &[], "?")] {
        let wire = Wire::start([status("503 Unavailable"), last]).await;
        let error = client(wire.url(), |builder| builder.retry(fast().max_retries(1)));
        let error = error.get_signing_keys().await.expect_err("nothing of use");
        assert_eq!(error.attempts(), Some(2), "{error}");
        assert!(error.to_string().contains(", after 2 attempts"), "{error}");
        assert!(error.operation() == Some("get_signing_keys"), "{error}");
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            assert!(!cause.to_string().contains('#'), "no mark of ours is left: {cause}");
            source = cause.source();
        }
    }
    let refused = Client::builder().token(TOKEN).build().expect("a client");
    let refused = refused.get_failed_workflow_run().dlq_id("").await.expect_err("refused");
    assert_eq!(refused.attempts(), None, "{refused}");
}

/// Returns so many tokens, then an error.
struct Few(std::sync::Mutex<u32>);

impl TokenProvider for Few {
    async fn token(&self) -> Result<Token, BoxError> {
        let mut left = self.0.lock().expect("no panic while it is held");
        *left = left.checked_sub(1).ok_or("the vault is sealed")?;
        Ok(TOKEN.into())
    }
}

#[tokio::test]
async fn an_attempt_with_a_new_token_counts_and_so_does_one_before_the_provider_failed() {
    let with = |wire: &Wire, tokens: u32| {
        client(wire.url(), |builder| builder.token_provider(Few(tokens.into())))
    };
    let wire = Wire::start([status("401 Unauthorized")]).await;
    let error = with(&wire, 9).get_signing_keys().await.expect_err("refused twice");
    assert_eq!((error.is_unauthorized(), error.attempts()), (true, Some(2)));

    for tokens in [0, 1, 2] {
        let wire = Wire::start([status("503 Unavailable")]).await;
        let error = with(&wire, tokens).get_signing_keys().await.expect_err("no more tokens");
        assert!(error.is_configuration(), "{error}");
        assert_eq!(error.attempts(), Some(tokens).filter(|tokens| *tokens > 0));
        assert_eq!(error.may_have_been_sent(), tokens > 0, "{error}");
        assert_eq!(wire.requests().len(), usize::try_from(tokens).expect("few"));
    }
}

/// Accepts one connection and its request, and stops listening.
async fn gone_after_one() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let _ = stream.read(&mut [0; 4096]).await;
        drop(listener);
    });
    url
}

#[tokio::test]
async fn what_an_earlier_attempt_may_have_done_is_not_forgotten() {
    let client = client(&gone_after_one().await, |builder| builder);
    // With an id, so that the service starts one run however many requests arrive.
    let trigger = client.trigger("https://app.example.com/w").run_id("order-42");
    let error = trigger.await.expect_err("no server");
    assert!(error.is_connect() && error.attempts() == Some(4), "{error:?}");
    assert!(error.may_have_been_sent(), "the first attempt was: {error}");
    assert!(error.to_string().contains("an earlier attempt was sent"), "{error}");

    let again = client.trigger("https://app.example.com/w").run_id("order-42");
    let error = again.await.expect_err("no server at all");
    assert!(error.is_connect() && !error.may_have_been_sent(), "{error}");
    assert!(error.to_string().contains("nothing was sent"), "{error}");
}

/// Keeps the first connection waiting, after `begin`, and responds to the others.
async fn slow_at_first(begin: Vec<u8>) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let task = tokio::spawn(async move {
        let mut waiting = Vec::new();
        loop {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let _ = stream.read(&mut [0; 4096]).await;
            let bytes = if waiting.is_empty() { &begin } else { &response("200 OK", &[], "{}") };
            let _ = stream.write_all(bytes).await;
            waiting.push(stream);
        }
    });
    (url, task)
}

#[tokio::test]
async fn the_timeout_is_that_of_one_attempt_with_its_body() {
    let half_a_body = response("200 OK", &[("Content-Length", "9")], "{");
    for begin in [Vec::new(), half_a_body] {
        let (url, server) = slow_at_first(begin.clone()).await;
        let patient = client(&url, |builder| builder.timeout(SHORT));
        patient.get_global_parallelism().await.expect("the second attempt has its own time");
        server.abort();

        let (url, server) = slow_at_first(begin).await;
        let once = client(&url, |builder| builder.timeout(SHORT).retry(RetryPolicy::none()));
        let error = once.get_global_parallelism().await.expect_err("too slow");
        assert!(error.is_timeout() && error.may_have_been_sent(), "{error:?}");
        server.abort();
    }
}

/// A port where nobody accepts connections, with a full queue.
#[cfg(target_os = "linux")]
async fn full_port() -> (TcpListener, Vec<TcpStream>) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    let listener = socket.listen(1).expect("a listener");
    let address = listener.local_addr().expect("an address");
    let mut waiting = Vec::new();
    while let Ok(Ok(stream)) = tokio::time::timeout(SHORT, TcpStream::connect(address)).await {
        waiting.push(stream);
    }
    (listener, waiting)
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_connect_timeout_has_sent_nothing() {
    let (listener, _waiting) = full_port().await;
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    // The time of the attempt is long enough that it is not what ends it.
    let client = client(&url, |builder| {
        let builder = builder.connect_timeout(SHORT).timeout(Duration::from_secs(2));
        builder.retry(RetryPolicy::none())
    });
    let error = client.bulk_cancel_workflow_runs().all().await.expect_err("no connection");
    assert!(error.is_timeout() && error.is_connect(), "{error:?}");
    assert!(!error.may_have_been_sent(), "{error:?}");
    assert!(error.to_string().contains("no connection in time, nothing was sent"), "{error}");
}

/// The date so many seconds from now, as HTTP writes it.
fn date(seconds: i64) -> String {
    let now = SystemTime::now();
    let distance = Duration::from_secs(seconds.unsigned_abs());
    httpdate::fmt_http_date(if seconds < 0 { now - distance } else { now + distance })
}

/// The unix time so many seconds from now.
fn unix(seconds: u64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
    (now.as_secs() + seconds).to_string()
}

#[tokio::test]
async fn what_the_service_asks_for_is_read_in_each_of_its_forms() {
    // Longer than the client waits, so that the call ends; or zero, so that it goes on.
    for (status, name, value, requests) in [
        ("429 Too Many Requests", "Retry-After", HOUR.to_string(), 1),
        ("503 Unavailable", "Retry-After", date(3600), 1),
        ("429 Too Many Requests", "RateLimit-Reset", unix(HOUR), 1),
        ("429 Too Many Requests", "Burst-RateLimit-Reset", unix(HOUR), 1),
        ("429 Too Many Requests", "Retry-After", "0".into(), 4),
        ("503 Unavailable", "Retry-After", date(-5), 4),
        ("429 Too Many Requests", "RateLimit-Reset", "1".into(), 4),
        ("429 Too Many Requests", "Retry-After", "soon".into(), 4),
        ("503 Unavailable", "RateLimit-Reset", unix(HOUR), 4),
    ] {
        let what = format!("{status} with {name}: {value}");
        let wire = Wire::start([response(status, &[(name, &value)], "")]).await;
        let error = client(wire.url(), |builder| builder).get_signing_keys().await;
        let error = error.expect_err(&what);
        assert_eq!(wire.requests().len(), requests, "{what}");
        if name == "Retry-After" && requests == 1 {
            let asked = error.retry_after().expect("a wait").as_secs();
            assert!((HOUR - 60..=HOUR).contains(&asked), "{what}: {asked}");
        }
    }
}

#[tokio::test]
async fn no_attempt_is_made_after_the_deadline() {
    let wire = Wire::start([response("429 Too Many Requests", &[("Retry-After", "29")], "")]).await;
    let policy = fast().total_timeout(Duration::from_secs(20));
    let client = client(wire.url(), |builder| builder.retry(policy));
    let error = client.get_signing_keys().await.expect_err("too many");
    assert!(error.is_rate_limited(), "the error at hand: {error}");
    assert_eq!(wire.requests().len(), 1);
}

#[tokio::test]
async fn a_body_that_cannot_be_sent_twice_is_sent_once() {
    for first in ["429 Too Many Requests", "401 Unauthorized"] {
        let wire = Wire::start([status(first), response("200 OK", &[], "[]")]).await;
        let client = client(wire.url(), |builder| builder.token_provider(Few(9.into())));
        let notify = || client.notify_event().event_id("e");
        let chunks = futures::stream::iter([Ok::<_, std::io::Error>("pay"), Ok("load")]);
        let body = reqwest::Body::wrap_stream(chunks);
        let error: Error = notify().body(body).await.expect_err(first);
        assert_eq!((wire.requests().len(), error.attempts()), (1, Some(1)), "{error}");
        notify().body("payload").await.expect("one that can is another matter");
    }
}
