//! Seeded runs in the logs, as if they had failed here.

use crate::support::{Api, Receiver, WORKFLOW, run_ids};
use http::StatusCode;
use serde_json::json;
use upstash_workflow_emulator::{CallbackState, FailedRun};

fn failed() -> FailedRun {
    FailedRun::new(WORKFLOW)
}

/// The ids of all pages of this many runs.
async fn paged(api: &Api, count: usize) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2/workflows/logs?count={count}&cursor={cursor}")).await;
        seen.extend(run_ids(&page.json()["runs"]));
        match page.cursor() {
            Some(next) => cursor = next,
            None => return seen,
        }
    }
}

#[tokio::test]
async fn a_seeded_run_has_failed_in_the_logs_and_says_how_its_callback_stands() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_one(
        failed()
            .run_id("wfr_1")
            .label("orders")
            .label("eu")
            .flow_control_key("key")
            .caller_ip("203.0.113.7")
            .workflow_created_at(1000)
            .created_at(2000)
            .body("payload")
            .max_retries(2)
            .response(503, "try later")
            .failure_callback(&receiver.url, CallbackState::Fail),
    );
    let (run, message) = (api.run("wfr_1").await, api.message(&id).await);
    for (name, value) in [
        ("workflowRunId", json!("wfr_1")),
        ("workflowUrl", json!(WORKFLOW)),
        ("workflowState", json!("RUN_FAILED")),
        ("workflowRunCreatedAt", json!(1000)),
        ("workflowRunCompletedAt", json!(2000)),
        ("workflowRunCallerIp", json!("203.0.113.7")),
        ("dlqId", json!(id)),
        ("label", json!("orders")),
        ("labels", json!(["orders", "eu"])),
        ("flowControlKey", json!("key")),
    ] {
        assert_eq!(run[name], value, "{name}");
    }
    assert_eq!(run["steps"][0]["steps"][0]["out"], "payload");
    let step = &run["steps"][1]["steps"][0];
    assert_eq!((&step["state"], &step["retries"]), (&json!("STEP_FAILED"), &json!(2)));
    assert_eq!(step["messageId"], message["messageId"]);
    let callback = &run["failureFunction"];
    assert_eq!(callback["state"], "CALLBACK_FAIL");
    assert_eq!(
        (&callback["failStatus"], &callback["failResponse"]),
        (&json!(503), &json!("try later"))
    );

    assert_eq!(api.retry(&id).await.status, 200);
    receiver.next().await.respond(StatusCode::OK);
    api.settled(&id).await;
    assert_eq!(api.run("wfr_1").await["failureFunction"]["state"], "CALLBACK_SUCCESS");
}

#[tokio::test]
async fn seeded_runs_stand_where_they_came_in_among_those_that_run_here() {
    let api = Api::start().await;
    let seed = |ids: &[&str]| drop(api.emulator.seed(ids.iter().map(|id| failed().run_id(*id))));
    let later = |id: &'static str| [("upstash-workflow-runid", id), ("upstash-delay", "1d")];
    seed(&["a", "b"]);
    api.start_run("http://127.0.0.1:1/", &later("c")).await;
    seed(&["d"]);
    api.start_run("http://127.0.0.1:1/", &later("e")).await;
    api.start_run("http://127.0.0.1:1/", &later("f")).await;
    seed(&["g", "h"]);
    let expected: Vec<_> = "hgfedcba".chars().map(String::from).collect();
    for count in [1, 2, 3, 8, 10] {
        assert_eq!(paged(&api, count).await, expected, "pages of {count}");
    }

    // What comes in while a list is read stands before its first page.
    let page = api.get("/v2/workflows/logs?count=4").await;
    seed(&["i"]);
    let rest =
        api.get(&format!("/v2/workflows/logs?cursor={}", page.cursor().expect("more"))).await;
    assert_eq!(run_ids(&rest.json()["runs"]), expected[4..]);
}

#[tokio::test]
async fn a_run_that_fails_here_is_there_once_among_seeded_ones() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    api.seed_one(failed().run_id("a"));
    let id = api.start_run(&receiver.origin, &[("upstash-retries", "0")]).await;
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
    api.ended(&id).await;
    api.seed_one(failed().run_id("b"));
    assert_eq!(api.listed("").await.len(), 3);
    for count in [1, 10] {
        assert_eq!(paged(&api, count).await, ["b", &id, "a"]);
    }
}

#[tokio::test]
async fn a_seeded_run_stays_in_the_logs_when_its_entry_is_deleted_or_started_again() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let workflow = format!("{}/w", receiver.origin);
    let run = |id: &str| {
        FailedRun::new(&workflow).run_id(id).failure_callback(&receiver.url, CallbackState::Fail)
    };
    let ids = api.emulator.seed(["a", "b", "c", "d", "e"].map(run));
    assert_eq!(api.delete(&format!("/v2/workflows/dlq/{}", ids[1])).await.status, 200);
    assert_eq!(api.delete("/v2/workflows/dlq?workflowRunId=c").await.json()["deleted"], 1);
    let resumed = api.post(&format!("/v2/workflows/dlq/resume/{}", ids[3])).await.json();
    let resumed = resumed["workflowRunId"].as_str().expect("a new run").to_owned();
    receiver.next().await.respond(StatusCode::OK);
    api.ended(&resumed).await;

    assert_eq!(api.listed("").await, [&*ids[0], &ids[4]]);
    let expected = [&*resumed, "e", "d", "c", "b", "a"];
    for count in [1, 2, 10] {
        assert_eq!(paged(&api, count).await, expected);
    }
    for (id, dlq_id, there) in [("a", &ids[0], true), ("b", &ids[1], false), ("d", &ids[3], false)]
    {
        let run = api.run(id).await;
        assert_eq!((&run["workflowState"], &run["dlqId"]), (&json!("RUN_FAILED"), &json!(dlq_id)));
        assert_eq!(run["failureFunction"].is_object(), there, "{run}");
    }
}

#[tokio::test]
async fn filters_of_the_logs_look_at_seeded_runs_as_at_the_others() {
    let api = Api::start().await;
    let named = failed().run_id("named").label("orders").created_at(1000);
    let ids = api.emulator.seed([named, FailedRun::new("http://localhost:1/b").created_at(5000)]);
    let (a, b) = (api.message(&ids[0]).await, api.message(&ids[1]).await);
    let (derived, message) = (b["workflowRunId"].as_str(), b["messageId"].as_str());
    let (derived, message) = (derived.expect("an id"), message.expect("an id"));
    assert_eq!(a["workflowRunId"], "named");
    for (query, expected) in [
        ("state=RUN_FAILED".to_owned(), &[derived, "named"][..]),
        ("state=STEP_FAILED".to_owned(), &[derived, "named"]),
        ("state=STEP_SUCCESS".to_owned(), &[derived, "named"]),
        ("state=RUN_SUCCESS".to_owned(), &[]),
        ("state=STEP_RETRY".to_owned(), &[]),
        ("label=orders".to_owned(), &["named"]),
        ("host=localhost&path=/b".to_owned(), &[derived]),
        (format!("workflowUrl={WORKFLOW}"), &["named"]),
        ("workflowRunId=named".to_owned(), &["named"]),
        (format!("workflowRunId={derived}"), &[derived]),
        (format!("messageId={message}"), &[derived]),
        ("fromDate=1001".to_owned(), &[derived]),
        ("toDate=1000".to_owned(), &["named"]),
        ("workflowCreatedAt=1000".to_owned(), &["named"]),
        (format!("workflowRuns=named@1000,{derived}@4999"), &["named"]),
    ] {
        assert_eq!(api.logged(&query).await, *expected, "{query}");
    }
}

#[tokio::test]
async fn a_seeded_run_is_over_and_cannot_be_canceled_any_more() {
    let api = Api::start().await;
    let id = api.seed_one(failed());
    let run = api.message(&id).await["workflowRunId"].as_str().expect("an id").to_owned();
    for _ in 0..2 {
        assert_eq!(api.delete(&format!("/v2/workflows/runs/{run}")).await.status, 200);
        assert_eq!(api.run(&run).await["workflowState"], "RUN_FAILED");
        api.delete(&format!("/v2/workflows/dlq/{id}")).await;
    }
    assert_eq!(api.delete("/v2/workflows/runs/wfr_other").await.status, 404);
    assert_eq!(
        api.delete(&format!("/v2/workflows/runs?workflowRunIds={run}")).await.json()["cancelled"],
        0
    );
}
