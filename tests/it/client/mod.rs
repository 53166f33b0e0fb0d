//! Building clients, sharing them, and tokens that change.

mod environment;
#[cfg(all(feature = "rustls", target_os = "linux"))]
mod no_certificates;
mod redaction;
mod slow_tokens;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::support::calls::CALLS;
use crate::support::{TOKEN, Wire, response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use upstash_workflow::{BoxError, Client, ClientBuilder, Error, RetryPolicy, Token, TokenProvider};

#[test]
fn clients_tokens_and_errors_can_be_shared_between_tasks() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn sent<T: Send>(_: T) {}
    shared::<Client>();
    shared::<Token>();
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    error::<Error>();
    sent(ClientBuilder::default());

    let client = Client::builder().token(TOKEN).build().expect("a client");
    for call in CALLS {
        // The futures of both ways of calling; `Call` keeps them as futures that are `Send`.
        sent(call.both(&client));
    }
    sent(client.list_failed_workflow_runs().send());
    sent(client.list_failed_workflow_runs().into_future());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clones_of_a_client_work_at_the_same_time() {
    let wire = Wire::json(r#"{"workflowRunId":"wfr_1","workflowCreatedAt":1}"#).await;
    let client = wire.client();
    let calls = (0..200).map(|number| {
        let client = client.clone();
        tokio::spawn(
            async move { client.retry_failure_callback().dlq_id(format!("{number}-0")).await },
        )
    });
    for call in futures::future::join_all(calls).await {
        let run = call.expect("no panic").expect("a response");
        assert_eq!(run.workflow_run_id, "wfr_1");
    }
    let paths: BTreeSet<_> = wire.requests().iter().map(|r| r.path().to_owned()).collect();
    assert_eq!(paths.len(), 200, "each call arrived once, with its own id");
    assert_eq!(wire.requests().len(), 200);
}

#[tokio::test]
async fn another_token_on_the_same_pool_leaves_the_first_as_it_is() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    let other = client.with_token("tok_other");
    other.get_global_parallelism().await.expect("a response");
    client.get_global_parallelism().await.expect("a response");
    let requests = wire.requests();
    let tokens: Vec<_> = requests.iter().map(|r| r.header("authorization")).collect();
    let first = format!("Bearer {TOKEN}");
    assert_eq!(tokens, [Some("Bearer tok_other"), Some(&*first)]);
}

#[tokio::test]
async fn clones_and_other_tokens_share_the_connections() {
    // Responds on a connection for as long as that is open, and counts the connections.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    let server = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                while stream.read(&mut [0; 4096]).await.is_ok_and(|length| length > 0) {
                    let response = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
                    stream.write_all(response).await.expect("sent");
                }
            });
        }
    });
    let client = Client::builder().token(TOKEN).base_url(url).build().expect("a client");
    for client in [client.clone(), client.with_token("other"), client] {
        client.get_global_parallelism().await.expect("a response");
        client.delete_failed_workflow_run().dlq_id("1-0").await.expect("a response");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 1, "for six calls");
    server.abort();
}

/// Returns this token.
struct Fixed(&'static str);

impl TokenProvider for Fixed {
    async fn token(&self) -> Result<Token, BoxError> {
        Ok(self.0.into())
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_right_is_an_error_of_the_call() {
    let wire = Wire::json("{}").await;
    for (token, fault) in [
        ("", "is empty"),
        ("two\nlines MARKED", "has a line break"),
        ("\"MARKED\"", "has quotes around it"),
        ("Bearer MARKED", "starts with `Bearer`"),
        ("https://MARKED.example.com", "is a URL"),
    ] {
        let provided = Client::builder().base_url(wire.url()).token_provider(Fixed(token));
        for (client, origin) in [
            (wire.client().with_token(token), "the token given with .with_token(…)"),
            (provided.build().expect("a client"), "the token of the TokenProvider"),
        ] {
            let error = client.get_signing_keys().await.expect_err("an error");
            assert!(error.is_configuration() && !error.may_have_been_sent(), "{error:?}");
            assert_eq!(error.operation(), Some("get_signing_keys"));
            assert_eq!(error.status(), None);
            assert!(error.to_string().contains(&format!("{origin} {fault}")), "{error}");
            assert!(!format!("{error} {error:?}").contains("MARKED"), "{error:?}");
        }
    }
    assert_eq!(wire.requests().len(), 0);
}

#[test]
fn a_client_that_cannot_work_is_not_built() {
    let with = || Client::builder().token(TOKEN);
    for (builder, parts) in [
        (with().token(""), ["the token given with .token(…) is empty", ""]),
        (with().token("a\nb"), ["the token given with .token(…) has a line break", "remove"]),
        (with().base_url("no-url"), [".base_url(…) is not a valid URL", "https://"]),
        (with().base_url("https://"), [".base_url(…) is not a valid URL", "https://"]),
        (
            with().base_url("file:///tmp"),
            [".base_url(…) does not start with https://", "use an https"],
        ),
        (with().base_url("https://h/v2"), ["has a path", "remove it"]),
        (with().base_url("https://h?x"), ["has a query", "remove"]),
        (with().base_url("https://h//"), ["has a path", "remove it"]),
        (with().base_url("http://example.com"), ["unencrypted", "https://"]),
        (with().user_agent("a\nb"), ["HTTP client", "user agent"]),
    ] {
        let error = builder.build().expect_err(parts[0]);
        assert!(error.is_configuration() && !error.may_have_been_sent(), "{error:?}");
        for part in parts {
            assert!(error.to_string().contains(part), "{error}");
        }
    }
    let allowed = Client::builder().token(TOKEN).base_url("http://example.com");
    allowed.danger_allow_plain_http(true).build().expect("allowed in so many words");
}

#[tokio::test]
async fn a_client_sends_its_user_agent() {
    let wire = Wire::json("{}").await;
    wire.client().get_global_parallelism().await.expect("a response");
    let builder = Client::builder().token(TOKEN).base_url(wire.url());
    let named = builder.user_agent("my-service/1.0").build().expect("a client");
    named.get_global_parallelism().await.expect("a response");
    let requests = wire.requests();
    let own = concat!("upstash-workflow/", env!("CARGO_PKG_VERSION"));
    let agents: Vec<_> = requests.iter().map(|r| r.header("user-agent")).collect();
    assert_eq!(agents, [Some(own), Some("my-service/1.0")]);
}

#[tokio::test]
async fn settings_of_a_pool_that_is_given_are_set_on_that_pool() {
    let own = || Client::builder().token(TOKEN).http_client(reqwest::Client::new());
    for builder in [own().user_agent("x"), own().connect_timeout(Duration::from_secs(1))] {
        let error = builder.build().expect_err("an error");
        assert!(error.to_string().contains("connection pool"), "{error}");
    }
    let wire = Wire::json("{}").await;
    let client = own().base_url(wire.url()).build().expect("a client");
    client.get_global_parallelism().await.expect("a response");
    assert_eq!(wire.requests().len(), 1);
}

/// Gives `tok_0`, then `tok_1` once that one was refused, and so on.
#[derive(Default)]
struct Rotating {
    number: AtomicUsize,
    refused: Mutex<Vec<String>>,
}

impl TokenProvider for Rotating {
    async fn token(&self) -> Result<Token, BoxError> {
        Ok(format!("tok_{}", self.number.load(Ordering::SeqCst)).into())
    }

    async fn invalidate(&self, token: &Token) {
        let mut refused = self.refused.lock().expect("no panic holds the lock");
        refused.push(token.expose_secret().to_owned());
        self.number.fetch_add(1, Ordering::SeqCst);
    }
}

fn unauthorized() -> Vec<u8> {
    response("401 Unauthorized", &[], r#"{"error":"unauthorized"}"#)
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_made_once_more() {
    let ok = response("200 OK", &[], "{}");
    let wire = Wire::start([unauthorized(), ok.clone()]).await;
    let provider = Arc::new(Rotating::default());
    let builder = Client::builder().base_url(wire.url()).token_provider(Arc::clone(&provider));
    let client = builder.build().expect("a client");
    client.bulk_cancel_workflow_runs().label(["orders"]).await.expect("a response");
    client.get_global_parallelism().await.expect("a response");
    let requests = wire.requests();
    let sent: Vec<_> =
        requests.iter().map(|r| (&*r.target, r.header("authorization").expect("one"))).collect();
    assert_eq!(
        sent,
        [
            ("/v2/workflows/runs?label=orders", "Bearer tok_0"),
            ("/v2/workflows/runs?label=orders", "Bearer tok_1"),
            ("/v2/globalParallelism", "Bearer tok_1"),
        ]
    );
    assert_eq!(*provider.refused.lock().expect("no panic holds the lock"), ["tok_0"]);
}

#[tokio::test]
async fn a_token_that_is_refused_again_is_an_error() {
    // Whatever the retries are: a new token is not one of them.
    let policies = [RetryPolicy::default(), RetryPolicy::none()];
    for (policy, fixed, tries) in
        policies.into_iter().flat_map(|p| [(p.clone(), false, 2), (p, true, 1)])
    {
        let wire = Wire::start([unauthorized()]).await;
        let builder = Client::builder().base_url(wire.url()).retry(policy);
        let builder =
            if fixed { builder.token(TOKEN) } else { builder.token_provider(Rotating::default()) };
        let client = builder.build().expect("a client");
        let error = client.get_signing_keys().await.expect_err("an error");
        assert!(error.is_unauthorized(), "{error:?}");
        assert_eq!(error.message(), Some("unauthorized"));
        assert_eq!(wire.requests().len(), tries, "a fixed token: {fixed}");
    }
}

#[tokio::test]
async fn a_body_is_sent_again_with_the_new_token() {
    let wire = Wire::start([unauthorized(), response("200 OK", &[], "[]")]).await;
    let builder = Client::builder().base_url(wire.url()).token_provider(Rotating::default());
    let client = builder.auth_scheme(upstash_workflow::AuthScheme::Query).build().expect("one");
    client.notify_event().event_id("e").body("payload").await.expect("a response");
    let requests = wire.requests();
    let sent: Vec<_> = requests.iter().map(|r| (&*r.target, r.body.as_slice())).collect();
    assert_eq!(
        sent,
        [
            ("/v2/notify/e?qstash_token=tok_0", b"payload".as_slice()),
            ("/v2/notify/e?qstash_token=tok_1", b"payload"),
        ]
    );
}

struct Broken;

impl TokenProvider for Broken {
    async fn token(&self) -> Result<Token, BoxError> {
        Err("the vault is sealed".into())
    }
}

#[tokio::test]
async fn a_provider_without_a_token_ends_the_call_before_anything_is_sent() {
    let wire = Wire::json("{}").await;
    let builder = Client::builder().base_url(wire.url()).token_provider(Broken);
    let client = builder.build().expect("a client");
    for call in CALLS {
        for error in call.errors(&client).await {
            assert!(error.is_configuration() && !error.is_unauthorized(), "{error:?}");
            assert!(!error.may_have_been_sent() && error.status().is_none(), "{error:?}");
            assert_eq!(error.operation(), Some(call.id));
            assert!(error.to_string().contains("the vault is sealed"), "{error}");
            assert!(std::error::Error::source(&error).is_some());
        }
    }
    assert_eq!(wire.requests().len(), 0);
}
