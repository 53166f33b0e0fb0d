//! A slow token provider counts towards the timeouts of the call.

use std::future::pending;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::support::{TOKEN, Wire, response};
use upstash_workflow::{BoxError, Client, ClientBuilder, Error, RetryPolicy, Token, TokenProvider};

/// What an attempt or a call may take here.
const SHORT: Duration = Duration::from_secs(1);
/// Reached only if something hangs.
const LONG: Duration = Duration::from_secs(60);

/// Returns so many tokens, and never responds after that.
struct Few(AtomicU32);

impl Few {
    fn new(tokens: u32) -> Self {
        Self(tokens.into())
    }
}

impl TokenProvider for Few {
    async fn token(&self) -> Result<Token, BoxError> {
        if self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1)).is_err() {
            return pending().await;
        }
        Ok(TOKEN.into())
    }

    async fn invalidate(&self, _: &Token) {
        pending::<()>().await;
    }
}

/// Returns a token after the deadline, having blocked the thread until then.
struct Late;

impl TokenProvider for Late {
    async fn token(&self) -> Result<Token, BoxError> {
        std::thread::sleep(SHORT * 2);
        Ok(TOKEN.into())
    }
}

/// The error of a call with this token provider. Panics if the call hangs.
async fn error_of(
    wire: &Wire,
    provider: impl TokenProvider,
    set: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Error {
    let builder = Client::builder().base_url(wire.url()).token_provider(provider);
    let client = set(builder).build().expect("a client");
    let call = client.get_signing_keys().into_future();
    let outcome = tokio::time::timeout(LONG, call).await.expect("the call ends");
    outcome.expect_err("there is no token")
}

fn once() -> RetryPolicy {
    RetryPolicy::none()
}

#[tokio::test]
async fn a_token_that_does_not_come_is_a_timeout_and_nothing_was_sent() {
    let wire = Wire::json("{}").await;
    let own = reqwest::Client::new();
    for error in [
        error_of(&wire, Few::new(0), |b| b.timeout(SHORT)).await,
        error_of(&wire, Few::new(0), |b| b.timeout(SHORT).http_client(own)).await,
        error_of(&wire, Few::new(0), |b| b.retry(once().total_timeout(SHORT))).await,
        // The token comes, too late.
        error_of(&wire, Late, |b| b.retry(once().total_timeout(SHORT))).await,
    ] {
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
        assert!(!error.may_have_been_sent() && !error.is_configuration(), "{error:?}");
        assert!(!error.is_connect() && error.status().is_none(), "{error:?}");
        assert_eq!((error.operation(), error.attempts()), (Some("get_signing_keys"), None));
        assert!(error.to_string().contains("nothing was sent"), "{error}");
    }
    assert!(wire.requests().is_empty());
}

#[tokio::test]
async fn a_token_that_does_not_come_for_a_second_attempt_does_not_undo_the_first() {
    let wire = Wire::start([response("503 Unavailable", &[], "")]).await;
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(1));
    let error = error_of(&wire, Few::new(1), |b| b.timeout(SHORT).retry(policy)).await;
    assert!(error.is_timeout() && error.may_have_been_sent(), "{error:?}");
    assert_eq!((error.attempts(), wire.requests().len()), (Some(1), 1), "{error}");
    assert!(error.to_string().contains("an earlier attempt was sent"), "{error}");
}

#[tokio::test]
async fn a_provider_that_never_forgets_a_token_leaves_the_refusal() {
    let wire = Wire::start([response("401 Unauthorized", &[], r#"{"error":"expired"}"#)]).await;
    let error = error_of(&wire, Few::new(9), |b| b.timeout(SHORT)).await;
    assert!(error.is_unauthorized() && error.message() == Some("expired"), "{error:?}");
    assert_eq!((error.attempts(), wire.requests().len()), (Some(1), 1), "{error}");
}
