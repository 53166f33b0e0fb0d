//! Triggers that are refused with the way out before anything is sent, and what `Debug` shows.

use std::collections::BTreeMap;
use std::future::IntoFuture;
use std::time::{Duration, SystemTime};

use crate::support::{Wire, response};
use upstash_workflow::{Client, Error, FlowControl, Redact, Trigger};

const URL: &str = "https://app.example.com/api/workflow";
type Builder<'a> = Trigger<'a>;

async fn one_started() -> Wire {
    Wire::json(r#"[{"workflowRunId": "wfr_1"}]"#).await
}

/// What must not be in an error's text.
const SECRET: &str = "MARKED";

#[tokio::test]
async fn an_invalid_trigger_is_refused_with_the_way_out_and_nothing_is_sent() {
    const EPOCH: SystemTime = SystemTime::UNIX_EPOCH;
    const SECOND: Duration = Duration::from_secs(1);
    type Case = (fn(Builder<'_>) -> Builder<'_>, [&'static str; 2]);
    let cases: [Case; 45] = [
        (|t| t.label(""), ["label is empty", "leave it out"]),
        (|t| t.label("orders").label("a b"), ["the label \"a b\"", "letters"]),
        (|t| t.label("a,b"), ["the label \"a,b\"", "letters"]),
        (|t| t.label("a\r\nUpstash-X: y"), ["the label", "letters"]),
        (|t| t.run_id(""), ["the run id is empty", "leave it out"]),
        (|t| t.run_id("wfr_"), ["the run id is empty", "leave it out"]),
        (|t| t.run_id("a b"), ["the run id \"a b\"", "use letters"]),
        (|t| t.run_id("a,b"), ["the run id \"a,b\"", "use letters"]),
        (|t| t.run_id("a\nb"), ["the run id", "use letters"]),
        (|t| t.header("X", "MARKED\r\nY: z"), ["the header \"X\"", "encode"]),
        (|t| t.header("X", "MARKED é"), ["the header \"X\"", "encode"]),
        (|t| t.header("", "MARKED"), ["the header has an empty name", ""]),
        (|t| t.header("X Y", "MARKED"), ["the header \"X Y\"", "use letters"]),
        (|t| t.header("X:Y", "MARKED"), ["the header \"X:Y\"", "use letters"]),
        (|t| t.header("Upstash-Delay", "MARKED"), ["\"Upstash-Delay\"", "use .delay(…)"]),
        (|t| t.header("upstash-x", "MARKED"), ["\"upstash-x\"", "leave it out"]),
        (
            |t| t.header("Upstash-Failure-Callback-Retries", "MARKED"),
            ["\"Upstash-Failure-Callback-Retries\"", "use .failure_retries(…)"],
        ),
        (
            |t| t.header("Upstash-Forward-X", "MARKED"),
            ["\"Upstash-Forward-X\"", "remove `Upstash-Forward-` from the name"],
        ),
        (|t| t.header("content-type", "MARKED"), ["\"content-type\"", ".content_type("]),
        (|t| t.header("X", "1").header("x", "MARKED"), ["\"x\" is set twice", "join"]),
        (|t| t.content_type(" "), ["the content type is empty", "leave it out"]),
        (|t| t.content_type("a/b\nMARKED"), ["the content type has a line break", "encode"]),
        (|t| t.retry_delay(""), ["the retry delay is empty", "pow(2, retried)"]),
        (|t| t.retry_delay(" \t"), ["the retry delay is empty", "pow(2, retried)"]),
        (|t| t.retry_delay("1000\nX: y"), ["the retry delay has a line break", ""]),
        (|t| t.failure_retry_delay(""), ["the failure callback, the retry delay is empty", "pow("]),
        (
            |t| t.failure_flow_control(FlowControl::new("k")),
            ["for the failure callback, the flow control has no limit", ".rate("],
        ),
        (|t| t.delay(Duration::from_millis(1500)), ["the delay of 1.5s", "round it"]),
        (|t| t.delay(Duration::from_secs(u64::MAX)), ["the delay is beyond", "shorten"]),
        (|t| t.delay(SECOND).not_before(EPOCH), ["both .delay(…)", "set one"]),
        (|t| t.not_before(EPOCH - SECOND), ["before 1970", "leave it out"]),
        (|t| t.flow_control(FlowControl::new("k")), ["no limit", ".rate("]),
        (|t| t.flow_control(FlowControl::new("k k").rate(1)), ["key \"k k\"", "letters"]),
        (|t| t.flow_control(FlowControl::new("k").rate(0)), ["rate is 0", "use 1 or more"]),
        (
            |t| t.flow_control(FlowControl::new("k").rate(1).period(Duration::from_secs(604_801))),
            ["period of 604801s", "1 week"],
        ),
        (|t| t.failure_url(""), ["the failure URL is empty", "https://"]),
        (|t| t.failure_url("app/MARKED"), ["the failure URL does not start", "https://"]),
        (|t| t.failure_url("https://h/?MARKED\r\nX: y"), ["the failure URL has", "encode"]),
        (|t| t.failure_url("mailto:MARKED@h"), ["the failure URL does not", "https://"]),
        (|t| t.failure_url("\"https://h/MARKED\""), ["the failure URL has quotes", "remove"]),
        (|t| t.failure_url("QSTASH_URL=https://MARKED"), ["the failure URL starts", "remove"]),
        (|t| t.failure_url("'https://h/MARKED'"), ["the failure URL has quotes", "remove"]),
        (|t| t.redact(Redact::new()), ["nothing is redacted", "Redact::body()"]),
        (|t| t.redact(Redact::body().header("A],body")), ["redacted header \"A],body\"", ""]),
        (|t| t.body([0xff, 0xfe]), ["the body is not UTF-8", ".trigger_workflow_run()"]),
    ];
    let wire = one_started().await;
    let client = wire.client();
    for (number, (set, parts)) in cases.into_iter().enumerate() {
        let error = set(client.trigger(URL)).await.expect_err(parts[0]);
        refused("trigger", &error, &parts, &format!("case {number}"));

        let batch = [client.trigger(URL), set(client.trigger(URL))];
        let error = client.trigger_batch(batch).await.expect_err(parts[0]);
        let message = error.message().unwrap_or_default();
        assert!(message.starts_with("trigger 2 of 2: "), "{message}");
        refused("trigger_batch", &error, &parts, &format!("case {number} in a batch"));
    }
    for url in ["", "MARKED", "/MARKED", "ftp://h/MARKED", "https://", "https://h/ MARKED", "ht"] {
        let error = client.trigger(url).await.expect_err(url);
        refused("trigger", &error, &["the workflow URL "], url);
    }
    assert_eq!(wire.requests().len(), 0);
}

#[track_caller]
fn refused(method: &str, error: &Error, parts: &[&str], what: &str) {
    assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{what}: {error:?}");
    assert_eq!(error.operation(), Some(method), "{what}");
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "{what}: no {part:?} in {text}");
    }
    assert!(!format!("{text} {error:?}").contains(SECRET), "{what}: {text}");
    assert!(!text.contains(['\n', '\r']), "{what}: {text:?}");
}

#[tokio::test]
async fn a_value_that_cannot_be_json_is_refused_at_once_with_its_reason() {
    let wire = one_started().await;
    let keys_are_no_texts = BTreeMap::from([((1, 2), "MARKED")]);
    let error = wire.client().trigger(URL).json(&keys_are_no_texts).expect_err("an error");
    refused(
        "trigger",
        &error,
        &["the body cannot be written as JSON", "key must be a string"],
        "json",
    );
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn a_trigger_shows_no_secret_and_its_future_can_be_sent() {
    fn sent<T: Send + 'static>(_: &T) {}
    let wire = one_started().await;
    let client = wire.client();
    let trigger = client
        .trigger("https://MARKED:MARKED@app.example.com/x?MARKED")
        .text(SECRET)
        .header("Authorization", SECRET)
        .failure_url("https://h/?MARKED")
        .label("orders");
    let shown = format!("{trigger:?} {trigger:#?}");
    assert!(!shown.contains(SECRET), "{shown}");
    for part in ["https://app.example.com/x", "orders", "Authorization"] {
        assert!(shown.contains(part), "{shown}");
    }
    let free = Trigger::new("MARKED");
    assert!(!format!("{free:?}").contains(SECRET));
    sent(&free);
    fn send<F: Future + Send>(future: F) -> F {
        future
    }
    send(trigger.into_future()).await.expect("a run");
    send(client.trigger_batch([free])).await.expect_err("no URL");
}

#[tokio::test]
async fn a_trigger_without_a_client_says_where_it_belongs() {
    let error = Trigger::new("https://app.example.com/x").await.expect_err("no client");
    assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{error:?}");
    assert!(error.to_string().contains("pass it to .trigger_batch(…)"), "{error}");
}

#[tokio::test]
async fn an_error_of_the_service_names_the_method_that_was_called() {
    let no = response("400 Bad Request", &[], r#"{"error":"invalid destination"}"#);
    let wire = Wire::start([no]).await;
    let client = wire.client();
    for (method, error) in [
        ("trigger", client.trigger(URL).await.expect_err("an error")),
        ("trigger_batch", client.trigger_batch([Trigger::new(URL)]).await.expect_err("an error")),
        ("batch_trigger_workflow_runs", {
            let call = client.batch_trigger_workflow_runs().body(Vec::new());
            call.await.expect_err("an error")
        }),
    ] {
        assert_eq!(
            (error.operation(), error.message()),
            (Some(method), Some("invalid destination"))
        );
        assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
        assert!(error.to_string().starts_with(&format!("{method} at ")), "{error}");
    }

    let nobody = Client::builder().token("t").base_url("http://127.0.0.1:1").build();
    let error = nobody.expect("a client").trigger(URL).await.expect_err("no connection");
    assert!(error.is_connect() && error.operation() == Some("trigger"), "{error}");
}
