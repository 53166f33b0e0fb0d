//! The logs: pages, filters, bodies, and the route of the official JavaScript client.

mod seeded;

use crate::support::{Api, Receiver, run_ids};
use http::StatusCode;
use serde_json::{Value, json};

/// Three runs that differ in everything that can be filtered, and that never begin.
async fn three(api: &Api) {
    for (name, host) in [("a", "127.0.0.1:1"), ("b", "localhost:1"), ("c", "localhost:2")] {
        let key = format!("key.{name}");
        let labels = format!("{name},all");
        let headers = [
            ("upstash-workflow-runid", name),
            ("upstash-label", &*labels),
            ("upstash-flow-control-key", &*key),
            ("upstash-delay", "1d"),
        ];
        api.start_run(&format!("http://{host}/{name}"), &headers).await;
    }
}

#[tokio::test]
async fn runs_are_listed_latest_first_ten_on_a_page() {
    let api = Api::start().await;
    let mut ids = Vec::new();
    for _ in 0..25 {
        ids.push(api.start_run("http://127.0.0.1:1/", &[("upstash-delay", "1d")]).await);
    }
    ids.reverse();
    assert_eq!(api.logged("").await, ids[..10]);
    for count in [1, 7, 10] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = api.get(&format!("/v2/workflows/logs?count={count}&cursor={cursor}")).await;
            seen.extend(run_ids(&page.json()["runs"]));
            pages += 1;
            let Some(next) = page.cursor() else { break };
            cursor = next;
        }
        assert_eq!((&seen, pages), (&ids, 25_usize.div_ceil(count)), "pages of {count}");
    }
    let empty = Api::start().await.get("/v2/workflows/logs").await;
    assert_eq!(empty.json(), json!({ "runs": [] }));
}

#[tokio::test]
async fn every_filter_finds_what_it_names_and_nothing_else() {
    let api = Api::start().await;
    three(&api).await;
    assert_eq!(api.delete("/v2/workflows/runs/c").await.status, 200);
    let b = api.run("b").await;
    let at = b["workflowRunCreatedAt"].as_u64().expect("a time");
    let message = b["steps"][1]["steps"][0]["messageId"].as_str().expect("an id");
    for (query, expected) in [
        ("workflowUrl=http://localhost:1/b".to_owned(), "b"),
        ("workflowUrl=http://localhost:1/".to_owned(), ""),
        ("workflowRunId=b".to_owned(), "b"),
        ("workflowRunId=x".to_owned(), ""),
        (format!("workflowRunId=b&workflowCreatedAt={at}"), "b"),
        (format!("workflowRunId=b&workflowCreatedAt={}", at + 1), ""),
        (format!("workflowRuns=b@{at}&label=a&state=nonsense"), "b"),
        (format!("workflowRuns=b@{at},a@1"), "b"),
        ("state=RUN_STARTED".to_owned(), "ba"),
        ("state=RUN_CANCELED".to_owned(), "c"),
        ("state=STEP_CANCELED".to_owned(), "c"),
        ("state=STEP_SUCCESS".to_owned(), "cba"),
        ("state=RUN_FAILED".to_owned(), ""),
        (format!("messageId={message}"), "b"),
        (format!("toDate={}", at + 1_000_000), "cba"),
        (format!("fromDate={}", at + 1_000_000), ""),
        ("toDate=5".to_owned(), ""),
        ("host=localhost".to_owned(), "cb"),
        ("host=localhost:2".to_owned(), "c"),
        ("host=127.0.0.1&host=localhost:2".to_owned(), "ca"),
        ("path=/a,/b".to_owned(), "ba"),
        ("path=/".to_owned(), ""),
        ("label=b".to_owned(), "b"),
        ("label=b&label=c".to_owned(), "cb"),
        ("label=a,c".to_owned(), "ca"),
        ("callerIp=127.0.0.1".to_owned(), "cba"),
        ("callerIp=203.0.113.7".to_owned(), ""),
        ("flowControlKey=key.b".to_owned(), "b"),
        ("label=all&host=localhost&state=RUN_STARTED".to_owned(), "b"),
    ] {
        assert_eq!(api.logged(&query).await.concat(), expected, "{query}");
    }
}

#[tokio::test]
async fn a_bad_value_of_a_parameter_is_400_and_names_it() {
    let api = Api::start().await;
    for (name, query) in [
        ("count", "count=11"),
        ("count", "count=0"),
        ("cursor", "cursor=nonsense"),
        ("state", "state=RUN_BROKEN"),
        ("state", "state="),
        ("fromDate", "fromDate=yesterday"),
        ("toDate", "toDate=-1"),
        ("workflowUrl", "workflowUrl=app.example.com"),
        ("workflowRunId", "workflowRunId="),
        ("workflowCreatedAt", "workflowCreatedAt=x"),
        ("workflowRuns", "workflowRuns=a"),
        ("workflowRuns", "workflowRuns=a@x"),
        ("messageId", "messageId="),
        ("label", "label="),
        ("host", "host=a,"),
        ("trimBody", "trimBody=-2"),
        ("trimBody", "trimBody=all"),
    ] {
        let error = api.get(&format!("/v2/workflows/logs?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
}

#[tokio::test]
async fn bodies_are_included_and_trimmed_on_request() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = format!("{}/w", receiver.origin);
    let id = api.trigger(&url, &[], "payload").await.json()["workflowRunId"].clone();
    receiver.next().await.respond((StatusCode::OK, "response"));
    api.ended(id.as_str().expect("an id")).await;
    for (query, payload, response) in [
        ("", Value::Null, json!("response")),
        ("?trimBody=-1", Value::Null, json!("response")),
        ("?trimBody=3", json!("pay"), json!("res")),
        ("?trimBody=100", json!("payload"), json!("response")),
    ] {
        let run = api.get(&format!("/v2/workflows/logs{query}")).await.json()["runs"][0].clone();
        assert_eq!(run["steps"][0]["steps"][0]["out"], payload, "{query}");
        assert_eq!(run["workflowRunResponse"], response, "{query}");
    }
    let events = api.get("/v2/workflows/events?groupBy=workflowRunId&count=5").await.json();
    assert_eq!(events["runs"][0]["steps"][0]["steps"][0]["out"], "payload");
    for query in ["", "?groupBy=label"] {
        let error = api.get(&format!("/v2/workflows/events{query}")).await.error(400);
        assert!(error.contains("groupBy"), "{error}");
    }
}

/// As the official JavaScript client sends it: with everything that the service would add.
#[tokio::test]
async fn a_batch_of_the_official_client_starts_runs_with_what_it_says() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let url = format!("{}/api/workflow", receiver.origin);
    let entry = json!({ "destination": url, "body": "{\"hello\":\"world\"}", "headers": {
        "content-type": "application/json",
        "upstash-failure-callback": receiver.url,
        "upstash-failure-callback-forward-my-header": "v",
        "upstash-failure-callback-forward-upstash-workflow-is-failure": "true",
        "upstash-failure-callback-retries": "0",
        "upstash-failure-callback-workflow-runid": "wfr_r1",
        "upstash-feature-set": "LazyFetch,InitialBody",
        "upstash-forward-content-type": "application/json",
        "upstash-forward-my-header": "v",
        "upstash-forward-upstash-workflow-sdk-version": "1",
        "upstash-label": "a,b",
        "upstash-method": "POST",
        "upstash-retries": "0",
        "upstash-retry-delay": "pow(2, retried) * 1000",
        "upstash-workflow-init": "true",
        "upstash-workflow-runid": "wfr_r1",
        "upstash-workflow-sdk-version": "1",
        "upstash-workflow-url": url,
    }});
    let response = api.post_json("/v2/batch", &json!([entry])).await;
    let results = response.json();
    assert_eq!((response.status, &results[0]["workflowRunId"]), (200, &json!("wfr_r1")));
    let held = receiver.next().await;
    assert_eq!(results[0]["messageId"], held.header("upstash-message-id"));
    for (name, value) in [
        ("my-header", "v"),
        ("upstash-workflow-sdk-version", "1"),
        ("upstash-workflow-init", "true"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(held.header(name), value, "{name}");
    }
    held.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let callback = receiver.next().await;
    assert_eq!((&*callback.path, callback.header("my-header")), ("/failed?from=test", "v"));
    let dlq_id = callback.json()["dlqId"].as_str().expect("an id").to_owned();
    callback.respond(StatusCode::OK);
    api.settled(&dlq_id).await;

    let listed = api.get("/v2/dlq?source=workflow").await;
    assert_eq!(listed.json(), api.get("/v2/workflows/dlq").await.json());
    assert_eq!(listed.json()["messages"][0]["workflowRunId"], "wfr_r1");
    assert!(api.get("/v2/dlq").await.error(400).contains("source"));
}
