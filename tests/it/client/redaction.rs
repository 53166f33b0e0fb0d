//! The token is sent in the request and shown nowhere.

use std::error::Error as _;
use std::fmt::Debug;
use std::time::Duration;

use crate::support::calls::CALLS;
use crate::support::{TOKEN, Wire, response};
use futures::TryStreamExt as _;
use secrecy::SecretString;
use upstash_workflow::{AuthScheme, BoxError, Client, RetryPolicy, Token, TokenProvider};

/// What must not be seen: the token, and the query it may be in.
const SECRETS: [&str; 3] = [TOKEN, "qstash_token", "MARKED"];

#[track_caller]
fn hides(what: &str, shown: impl AsRef<str>) {
    for secret in SECRETS {
        assert!(!shown.as_ref().contains(secret), "{what} shows {secret}: {}", shown.as_ref());
    }
}

#[track_caller]
fn hides_debug(what: &str, value: &impl Debug) {
    hides(what, format!("{value:?}"));
    hides(what, format!("{value:#?}"));
}

fn hides_error(what: &str, error: &(dyn std::error::Error + 'static)) {
    let mut next = Some(error);
    while let Some(error) = next {
        hides(what, format!("{error} {error:?} {error:#?}"));
        next = error.source();
    }
}

struct Fixed;

impl TokenProvider for Fixed {
    async fn token(&self) -> Result<Token, BoxError> {
        Ok(TOKEN.into())
    }
}

/// A client of each kind that has the token.
fn clients(url: &str) -> Vec<(String, Client)> {
    let mut clients = Vec::new();
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        // One request a call: retries send the same.
        let once = RetryPolicy::none;
        let builder = || Client::builder().base_url(url).auth_scheme(scheme).retry(once());
        let fixed = builder().token(TOKEN).build().expect("a client");
        let provided = builder().token_provider(Fixed).build().expect("a client");
        let with = builder().token("other").build().expect("a client").with_token(TOKEN);
        clients.push((format!("fixed {scheme:?}"), fixed));
        clients.push((format!("provided {scheme:?}"), provided));
        clients.push((format!("with_token {scheme:?}"), with));
    }
    clients
}

#[test]
fn nothing_that_holds_a_token_shows_it() {
    for token in [Token::from(TOKEN), TOKEN.to_owned().into(), SecretString::from(TOKEN).into()] {
        assert_eq!(token.expose_secret(), TOKEN);
        assert_eq!(format!("{token:?}"), "Token([redacted])");
        let builder = Client::builder().token(token).auth_scheme(AuthScheme::Query);
        hides_debug("a builder", &builder);
        hides_debug("a builder", &builder.base_url(format!("https://{TOKEN}@h/?q={TOKEN}")));
    }
    hides_debug("a builder", &Client::builder().token_provider(Fixed));
    for (name, client) in clients("http://127.0.0.1:1") {
        hides_debug(&name, &client);
        hides_debug(&name, &client.get_failed_workflow_run().dlq_id("1-0"));
        hides_debug(&name, &client.bulk_cancel_workflow_runs().label(["a"]));
    }
}

#[test]
fn a_token_or_url_that_cannot_be_used_is_not_repeated_in_the_error() {
    for token in [format!("{TOKEN}\n"), format!("Bearer {TOKEN}"), format!("{TOKEN}é")] {
        let error = Client::builder().token(token).build().expect_err("an error");
        hides_error("a bad token", &error);
    }
    for url in ["https://user:{}@host", "https://host/?qstash_token={}", "https://host/#{}"] {
        let url = url.replace("{}", TOKEN);
        let error = Client::builder().token("t").base_url(url).build().expect_err("an error");
        hides_error("a bad URL", &error);
    }
}

/// Responses that come back in every way a call can end, with the request's own target
/// repeated where a server may do so.
fn endings() -> Vec<(&'static str, Vec<u8>)> {
    let there = [("Location", "/elsewhere?qstash_token=tok_MARKED_4f1c9d")];
    vec![
        ("a success", response("200 OK", &[], "[]")),
        ("a redirect", response("307 Temporary Redirect", &there, "")),
        ("a refusal", response("401 Unauthorized", &[], r#"{"error":"no"}"#)),
        ("a failure", response("500 Internal Server Error", &[], "<html>")),
        ("nonsense", response("200 OK", &[], "\u{1}")),
        ("a cut body", response("200 OK", &[("Content-Length", "9")], "{")),
        ("no HTTP", b"nonsense\r\n\r\n".to_vec()),
        ("nothing", Vec::new()),
    ]
}

#[tokio::test]
async fn no_error_of_any_call_shows_the_token_or_a_query() {
    for (ending, bytes) in endings() {
        let wire = Wire::start([bytes]).await;
        for (name, client) in clients(wire.url()) {
            for call in CALLS {
                for (way, outcome) in call.both(&client).await {
                    let Err(error) = outcome else { continue };
                    let what = format!("{name}: {}{way} with {ending}", call.id);
                    hides_error(&what, &error);
                    assert!(error.to_string().contains(call.id), "{what}: {error}");
                    let shown_headers = format!("{:?}", error.headers());
                    hides(&what, shown_headers);
                }
            }
        }
        for request in wire.requests() {
            // The secret is there, so the search above can find it.
            let carried = format!("{} {:?}", request.target, request.header("authorization"));
            assert!(carried.contains(TOKEN), "{carried}");
        }
    }
}

#[tokio::test]
async fn neither_an_error_nor_a_response_shows_the_token() {
    for (ending, bytes) in endings() {
        let wire = Wire::start([bytes]).await;
        for (name, client) in clients(wire.url()) {
            let what = format!("{name} with {ending}");
            match client.retry_failure_callback().dlq_id("1-0").send().await {
                Ok(raw) => hides_debug(&what, &raw),
                Err(raw) => {
                    hides_error(&what, &raw);
                    let error = raw;
                    hides_error(&what, &error);
                    assert!(error.source().is_none_or(|s| !s.to_string().contains(TOKEN)));
                }
            }
        }
    }
}

/// A success with the token in a header, and with this body.
fn echo(body: &str) -> Vec<u8> {
    let bearer = format!("Bearer {TOKEN}");
    let target = format!("/v2?qstash_token={TOKEN}");
    response("200 OK", &[("X-Echo", &*bearer), ("X-Target", &*target), ("X-Trace", "t-1")], body)
}

#[tokio::test]
async fn a_success_that_repeats_the_token_in_a_header_does_not_show_it() {
    let wire = Wire::start([echo("{}")]).await;
    for (name, client) in clients(wire.url()) {
        let limits = client.get_global_parallelism().send().await.expect("a response");
        let done = client.delete_failed_workflow_run().dlq_id("1-0").send().await.expect("done");
        for headers in [limits.headers(), done.headers()] {
            hides_debug(&name, headers);
            let shown = format!("{headers:?}");
            assert!(shown.contains("t-1"), "the others are shown: {shown}");
            let echo = headers["x-echo"].to_str().expect("a text");
            assert!(echo.contains(TOKEN), "it is there for whoever asks: {echo}");
        }
        hides_debug(&name, &limits);
        hides_debug(&name, &done);
    }
}

#[tokio::test]
async fn a_decode_error_does_not_show_a_token_that_the_response_repeats() {
    let page = format!(r#"{{"messages":[],"cursor":"{TOKEN}"}}"#);
    let run = format!(r#"{{"runs":[{{"workflowRunId":"wfr_1","workflowState":"{TOKEN}"}}]}}"#);
    let bulk = format!(r#"{{"bulkActionId":"b_1","state":"{TOKEN}"}}"#);
    let soon = Duration::from_millis(300);
    let pages = Wire::start([echo(&page)]).await;
    for (name, client) in clients(pages.url()) {
        let outcome = client.list_failed_workflow_runs().stream().try_collect::<Vec<_>>().await;
        let error = outcome.expect_err("it has no end");
        hides_error(&name, &error);
        assert!(error.to_string().contains("came a second time"), "{error}");
    }
    let runs = Wire::start([echo(&run)]).await;
    for (name, client) in clients(runs.url()) {
        let error = client.wait_for_run("wfr_1").timeout(soon).await.expect_err("it goes on");
        hides_error(&name, &error);
        hides(&name, error.message().unwrap_or_default());
    }
    let actions = Wire::start([echo(&bulk)]).await;
    for (name, client) in clients(actions.url()) {
        let wait = client.wait_for_bulk_action("b_1").timeout(soon);
        hides_error(&name, &wait.await.expect_err("it goes on"));
    }
    let one = Wire::start([echo(r#"[{"workflowRunId":"wfr_1"}]"#)]).await;
    for (name, client) in clients(one.url()) {
        let two = [client.trigger("https://h/w"), client.trigger("https://h/w")];
        let error = client.trigger_batch(two).await.expect_err("one result for two");
        hides_error(&name, &error);
        hides_debug(&name, &error.headers());
    }
}

#[tokio::test]
async fn an_unreachable_host_is_reported_without_the_token() {
    for (name, client) in clients("http://127.0.0.1:1") {
        for call in CALLS {
            for error in call.errors(&client).await {
                assert!(error.is_connect(), "{error:?}");
                hides_error(&name, &error);
            }
        }
    }
}

#[tokio::test]
async fn the_token_goes_where_the_scheme_says_and_only_there() {
    let wire = Wire::json("[]").await;
    wire.client().list_flow_control_keys().search("a b").await.ok();
    let request = wire.only_request();
    assert_eq!(request.header("authorization"), Some(&*format!("Bearer {TOKEN}")));
    assert_eq!(request.target, "/v2/flowControl?search=a+b");

    let wire = Wire::json("[]").await;
    wire.client_with(AuthScheme::Query).list_flow_control_keys().search("a b").await.ok();
    let request = wire.only_request();
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.target, format!("/v2/flowControl?search=a+b&qstash_token={TOKEN}"));
}

#[tokio::test]
async fn signing_keys_are_not_shown_either() {
    let wire = Wire::json(r#"{"current":"sig_MARKED_1","next":"sig_MARKED_2"}"#).await;
    let keys = wire.client().get_signing_keys().await.expect("keys");
    assert_eq!((&*keys.current, &*keys.next), ("sig_MARKED_1", "sig_MARKED_2"));
    assert_eq!(format!("{keys:?}"), "SigningKeys { current: [redacted], next: [redacted] }");
}
