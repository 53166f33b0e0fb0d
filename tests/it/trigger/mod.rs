//! Triggers: what each setter sends, and what comes back.

mod refused;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use crate::support::{TOKEN, Wire, response};
use serde_json::{Value, json};
use upstash_workflow::{BoxError, Client, Error, RetryPolicy, Token, TokenProvider, Trigger};

const URL: &str = "https://app.example.com/api/workflow";
type Builder<'a> = Trigger<'a>;

/// A server that started these runs.
async fn started(runs: Value) -> Wire {
    let body = runs.to_string();
    Wire::start([response("201 Created", &[("Content-Type", "application/json")], body)]).await
}

async fn one_started() -> Wire {
    started(json!([{"workflowRunId": "wfr_1", "workflowCreatedAt": 1_752_829_293_531_i64}])).await
}

/// The entries of the one request that arrived.
fn entries(wire: &Wire) -> Vec<Value> {
    let request = wire.only_request();
    assert_eq!((&*request.method, &*request.target), ("POST", "/v2/batch/trigger"));
    assert_eq!(
        request.own_headers(),
        [("content-type", "application/json"), ("authorization", &*format!("Bearer {TOKEN}"))]
    );
    serde_json::from_slice(&request.body).expect("a list")
}

fn run_id(entry: &Value) -> &str {
    entry["headers"]["Upstash-Workflow-RunId"].as_str().expect("a run id")
}

/// Programs as the crate's users write them: the lines stand in `public-api.md`.
#[tokio::test]
#[rustfmt::skip]
async fn a_trigger_with_everything_sends_exactly_this() -> Result<(), Error> {
    use upstash_workflow::{FlowControl, Redact};
    let wire = one_started().await;
    let client = wire.client();
    let order = json!({"id": 42});
    let run = client.trigger("https://app.example.com/api/workflow")
        .json(&order)?                     // or .body(bytes), .text("…"); none by default
        .run_id("order-42")                // else one is made, so a repeated attempt cannot start a second run
        .header("X-Tenant", "acme")        // forwarded to the workflow
        .label("orders").label("eu")
        .retries(5).retry_delay("pow(2, retried) * 1000")
        .delay(Duration::from_secs(90))    // or .not_before(SystemTime)
        .flow_control(FlowControl::new("orders").parallelism(2).rate(5).period(Duration::from_secs(60)))
        .failure_url("https://app.example.com/failed")
        .redact(Redact::body().header("Authorization"))
        .await?;                           // TriggeredRun { workflow_run_id, workflow_created_at, deduplicated }
    assert_eq!(run.workflow_run_id, "wfr_1");
    assert_eq!(run.workflow_created_at.map(i64::from), Some(1_752_829_293_531));
    assert_eq!(run.deduplicated, None);
    assert_eq!(entries(&wire), [json!({
        "destination": "https://app.example.com/api/workflow",
        "body": "{\"id\":42}",
        "headers": {
            "Content-Type": "application/json",
            "Upstash-Workflow-RunId": "wfr_order-42",
            "Upstash-Forward-X-Tenant": "acme",
            "Upstash-Label": "orders,eu",
            "Upstash-Retries": "5",
            "Upstash-Failure-Callback-Retries": "5",
            "Upstash-Retry-Delay": "pow(2, retried) * 1000",
            "Upstash-Failure-Callback-Retry-Delay": "pow(2, retried) * 1000",
            "Upstash-Delay": "90s",
            "Upstash-Flow-Control-Key": "orders",
            "Upstash-Flow-Control-Value": "parallelism=2, rate=5, period=60s",
            "Upstash-Failure-Callback-Flow-Control-Key": "orders",
            "Upstash-Failure-Callback-Flow-Control-Value": "parallelism=2, rate=5, period=60s",
            "Upstash-Failure-Callback": "https://app.example.com/failed",
            "Upstash-Redact-Fields": "body,header[Authorization]",
        },
    })]);

    let wire = started(json!([
        {"workflowRunId": "wfr_a"}, {"workflowRunId": "wfr_b"}, {"workflowRunId": "wfr_c"},
    ])).await;
    let client = wire.client();
    let [a, b, c] = ["a", "b", "c"].map(|id| client.trigger(URL).run_id(id));
    let runs = client.trigger_batch([a, b, c]).await?;    // one result per trigger, in order
    let ids: Vec<_> = runs.iter().map(|run| &*run.workflow_run_id).collect();
    assert_eq!(ids, ["wfr_a", "wfr_b", "wfr_c"]);
    assert_eq!(entries(&wire).iter().map(run_id).collect::<Vec<_>>(), ids);
    Ok(())
}

#[tokio::test]
async fn what_is_not_set_is_not_sent() {
    let wire = one_started().await;
    wire.client().trigger(URL).run_id("r").await.expect("a run");
    let headers = json!({"Content-Type": "application/json", "Upstash-Workflow-RunId": "wfr_r"});
    assert_eq!(entries(&wire), [json!({"destination": URL, "headers": headers})]);
}

#[tokio::test]
async fn each_setter_adds_its_headers_or_its_body_and_nothing_else() {
    use upstash_workflow::{FlowControl, Redact};
    type Case = (fn(Builder<'_>) -> Builder<'_>, Value, Option<&'static str>);
    let cases: [Case; 20] = [
        (|t| t.json(&"é\n").expect("JSON"), json!({}), Some("\"é\\n\"")),
        (|t| t.json(&()).expect("JSON"), json!({}), Some("null")),
        (|t| t.text("é\u{1f980}"), json!({"Content-Type": "text/plain"}), Some("é\u{1f980}")),
        (|t| t.body(b"{}"), json!({}), Some("{}")),
        (|t| t.body(vec![b'x'; 3]), json!({}), Some("xxx")),
        (|t| t.body(""), json!({}), Some("")),
        (|t| t.text("a").json(&1).expect("JSON"), json!({}), Some("1")),
        (
            |t| t.content_type("text/csv").text("a,b").content_type("text/csv; header=absent"),
            json!({"Content-Type": "text/csv; header=absent"}),
            Some("a,b"),
        ),
        (|t| t.run_id("wfr_mine"), json!({"Upstash-Workflow-RunId": "wfr_mine"}), None),
        (
            |t| t.header("Authorization", "Bearer x").header("x-empty", ""),
            json!({"Upstash-Forward-Authorization": "Bearer x", "Upstash-Forward-x-empty": ""}),
            None,
        ),
        (
            |t| t.retries(0),
            json!({"Upstash-Retries": "0", "Upstash-Failure-Callback-Retries": "0"}),
            None,
        ),
        (
            |t| t.retries(5).failure_retries(0).retry_delay("1000").failure_retry_delay("2000"),
            json!({
                "Upstash-Retries": "5",
                "Upstash-Failure-Callback-Retries": "0",
                "Upstash-Retry-Delay": "1000",
                "Upstash-Failure-Callback-Retry-Delay": "2000",
            }),
            None,
        ),
        (
            |t| t.failure_retries(1).failure_retry_delay("2000"),
            json!({
                "Upstash-Failure-Callback-Retries": "1",
                "Upstash-Failure-Callback-Retry-Delay": "2000",
            }),
            None,
        ),
        (
            |t| t.failure_flow_control(FlowControl::new("f").parallelism(1)),
            json!({
                "Upstash-Failure-Callback-Flow-Control-Key": "f",
                "Upstash-Failure-Callback-Flow-Control-Value": "parallelism=1",
            }),
            None,
        ),
        (
            |t| {
                let failure = FlowControl::new("f").parallelism(1);
                t.failure_flow_control(failure).flow_control(FlowControl::new("k").rate(7))
            },
            json!({
                "Upstash-Flow-Control-Key": "k",
                "Upstash-Flow-Control-Value": "rate=7",
                "Upstash-Failure-Callback-Flow-Control-Key": "f",
                "Upstash-Failure-Callback-Flow-Control-Value": "parallelism=1",
            }),
            None,
        ),
        (|t| t.delay(Duration::ZERO), json!({}), None),
        (
            |t| t.not_before(SystemTime::UNIX_EPOCH + Duration::from_millis(1_752_829_999_001)),
            json!({"Upstash-Not-Before": "1752830000"}),
            None,
        ),
        (
            |t| t.failure_url("http://127.0.0.1:3000/failed?from=run"),
            json!({"Upstash-Failure-Callback": "http://127.0.0.1:3000/failed?from=run"}),
            None,
        ),
        (
            |t| t.redact(Redact::new().all_headers()),
            json!({"Upstash-Redact-Fields": "header"}),
            None,
        ),
        (
            |t| t.flow_control(FlowControl::new("k").rate(7)),
            json!({
                "Upstash-Flow-Control-Key": "k",
                "Upstash-Flow-Control-Value": "rate=7",
                "Upstash-Failure-Callback-Flow-Control-Key": "k",
                "Upstash-Failure-Callback-Flow-Control-Value": "rate=7",
            }),
            None,
        ),
    ];
    for (number, (set, added, body)) in cases.into_iter().enumerate() {
        let wire = one_started().await;
        let client = wire.client();
        set(client.trigger(URL).run_id("r")).await.expect("a run");
        let mut expected = json!({
            "destination": URL,
            "headers": {"Content-Type": "application/json", "Upstash-Workflow-RunId": "wfr_r"},
        });
        for (name, value) in added.as_object().expect("headers") {
            expected["headers"][name] = value.clone();
        }
        if let Some(body) = body {
            expected["body"] = body.into();
        }
        assert_eq!(entries(&wire), [expected], "case {number}");
    }
}

#[tokio::test]
async fn any_http_url_is_a_workflow_url_and_goes_out_as_it_is() {
    for url in [
        "https://app.example.com/x?tenant=acme&then=%2Fy",
        "https://app.example.com",
        "http://127.0.0.1:3000/a/../b",
    ] {
        let wire = one_started().await;
        wire.client().trigger(url.to_owned()).await.expect("a run");
        assert_eq!(entries(&wire)[0]["destination"], url);
    }
}

#[tokio::test]
async fn ids_that_are_made_are_well_formed_and_never_the_same() {
    let runs: Value = (0..500).map(|_| json!({"workflowRunId": "wfr_x"})).collect();
    let wire = started(runs).await;
    wire.client().trigger_batch(vec![Trigger::new(URL); 500]).await.expect("runs");
    let entries = entries(&wire);
    let ids: BTreeSet<_> = entries.iter().map(run_id).collect();
    assert_eq!(ids.len(), 500);
    for id in ids {
        let made = id.strip_prefix("wfr_").expect("the prefix");
        assert_eq!(made.len(), 22, "{id}");
        assert!(made.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b)), "{id}");
    }
}

/// Gives another token each time.
struct Changing(Mutex<u32>);

impl TokenProvider for Changing {
    async fn token(&self) -> Result<Token, BoxError> {
        let mut number = self.0.lock().expect("no panic");
        *number += 1;
        Ok(format!("tok_{number}").into())
    }
}

#[tokio::test]
async fn an_attempt_that_is_repeated_keeps_its_id() {
    // The first attempt may have started the run: only its id makes a retry safe.
    for first in ["401 Unauthorized", "500 Internal Server Error"] {
        let responses =
            [response(first, &[], ""), response("201 Created", &[], r#"[{"workflowRunId":"x"}]"#)];
        let wire = Wire::start(responses).await;
        let client = Client::builder()
            .base_url(wire.url())
            .token_provider(Changing(Mutex::new(0)))
            .retry(RetryPolicy::default().base_delay(Duration::from_millis(1)));
        client.build().expect("a client").trigger(URL).text("once").await.expect(first);
        let [first, second] = &wire.requests()[..] else { panic!("{:?}", wire.requests()) };
        assert_ne!(first.header("authorization"), second.header("authorization"));
        assert_eq!(first.body, second.body);
        let entries: Vec<Value> = serde_json::from_slice(&first.body).expect("a list");
        assert!(run_id(&entries[0]).starts_with("wfr_"));
    }
}

#[tokio::test]
async fn a_run_that_existed_already_is_told_from_a_new_one() {
    let run = json!({"workflowRunId": "wfr_r", "workflowCreatedAt": 1, "deduplicated": true});
    let wire = started(json!([run])).await;
    let run = wire.client().trigger(URL).run_id("r").await.expect("a run");
    assert_eq!((run.deduplicated, &*run.workflow_run_id), (Some(true), "wfr_r"));
}

#[tokio::test]
async fn a_batch_takes_triggers_with_or_without_a_client_and_keeps_their_order() {
    let ids = ["wfr_3", "wfr_1", "wfr_2"];
    let runs = || started(ids.iter().map(|id| json!({"workflowRunId": id})).collect());
    let elsewhere = Client::builder().token("other").base_url("http://127.0.0.1:1").build();
    let elsewhere = elsewhere.expect("a client");

    let wire = runs().await;
    let free = ids.map(|id| Trigger::new(URL).run_id(id).text(id));
    let responses = wire.client().trigger_batch(free).await.expect("runs");
    assert_eq!(responses.iter().map(|run| &*run.workflow_run_id).collect::<Vec<_>>(), ids);
    let bodies: Vec<_> = entries(&wire).iter().map(|entry| entry["body"].clone()).collect();
    assert_eq!(bodies, ids);

    // The client that is asked sends it, with its own token.
    let wire = runs().await;
    let others = ids.iter().map(|id| elsewhere.trigger(URL).run_id(*id));
    wire.client().trigger_batch(others).await.expect("runs");
    assert_eq!(entries(&wire).iter().map(run_id).collect::<Vec<_>>(), ids);

    let wire = runs().await;
    let client = wire.client();
    let [a, b, c] = ids;
    let mixed = [
        client.trigger(URL).run_id(a),
        Trigger::new(URL).run_id(b),
        elsewhere.trigger(URL).run_id(c),
    ];
    client.trigger_batch(mixed).await.expect("runs");
    assert_eq!(entries(&wire).iter().map(run_id).collect::<Vec<_>>(), ids);
}

#[tokio::test]
async fn an_empty_batch_is_not_sent() {
    let wire = one_started().await;
    assert_eq!(wire.client().trigger_batch([]).await.expect("no run"), []);
    assert_eq!(wire.client().trigger_batch(Vec::new()).await.expect("no run"), []);
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn a_response_with_another_number_of_results_is_a_decode_error() {
    for (results, text) in [
        (json!([]), "0 results for 1 trigger"),
        (json!([{"workflowRunId": "a"}, {"workflowRunId": "b"}]), "2 results for 1 trigger"),
        (Value::Null, "0 results for 1 trigger"),
    ] {
        let wire = started(results).await;
        let error = wire.client().trigger(URL).await.expect_err(text);
        assert!(error.is_decode() && error.may_have_been_sent() && !error.is_retryable());
        assert_eq!(error.operation(), Some("trigger"));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
        assert!(error.headers().is_some_and(|headers| headers.contains_key("content-type")));
        for part in [text, "most likely done"] {
            assert!(error.to_string().contains(part), "{error}");
        }
        assert_eq!(wire.requests().len(), 1);
    }
}
