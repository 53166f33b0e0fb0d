//! Many entries, many clients at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::support::{Api, Receiver, WORKFLOW, run_ids};
use futures::future::join_all;
use http::StatusCode;
use serde_json::json;
use upstash_workflow_emulator::{CallbackState, FailedRun};

const CLIENTS: usize = 64;

/// The example `memory` measures their cost.
#[tokio::test]
async fn a_million_entries_are_seeded_and_paged_at_both_ends() {
    let count = 1_000_000;
    let api = Api::start().await;
    let run = FailedRun::new(WORKFLOW)
        .label("orders")
        .failure_callback("http://127.0.0.1:1/", CallbackState::Fail);
    let ids = api.emulator.seed(std::iter::repeat_n(run, count));
    assert_eq!(ids.len(), count);
    assert_eq!(api.listed("count=3").await, ids[..3]);
    assert_eq!(api.listed(&format!("cursor={}", ids[count - 10])).await, ids[count - 9..]);
    // The logs have the same runs, latest first.
    let latest = api.message(&ids[count - 1]).await["workflowRunId"].clone();
    assert_eq!(json!(api.logged("count=1").await), json!([latest]));
    let first = api.message(&ids[0]).await["workflowRunId"].clone();
    let first = first.as_str().expect("an id");
    assert_eq!(api.logged(&format!("workflowRunId={first}")).await, [first]);
    assert_eq!(
        api.get(&format!("/v2/workflows/dlq?count=1&cursor={}", ids[count - 2])).await.cursor(),
        None
    );
    let path = format!("/v2/workflows/dlq/{}", ids[count / 2]);
    assert_eq!((api.delete(&path).await.status, api.get(&path).await.status), (200, 404));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_clients_at_once_start_each_run_once() {
    let (api, mut receiver) = (Arc::new(Api::start().await), Receiver::start().await);
    let url = format!("{}/w", receiver.origin);
    // Two clients trigger each run.
    let started = join_all((0..CLIENTS).map(|client| {
        let (api, url) = (Arc::clone(&api), url.clone());
        async move {
            let mut fresh = 0;
            for number in 0..4 {
                let id = format!("wfr_{}-{number}", client / 2);
                let response = api.trigger(&url, &[("upstash-workflow-runid", &id)], &id).await;
                assert_eq!(response.json()["workflowRunId"], id);
                fresh += usize::from(response.json()["deduplicated"] != json!(true));
            }
            fresh
        }
    }));
    let calls = async {
        let mut bodies = Vec::new();
        for _ in 0..CLIENTS * 2 {
            let held = receiver.next().await;
            bodies.push(String::from_utf8(held.body.clone()).expect("text"));
            held.respond((StatusCode::OK, held_response(&bodies)));
        }
        bodies
    };
    let (started, bodies) = futures::future::join(started, calls).await;
    assert_eq!(started.into_iter().sum::<usize>(), CLIENTS * 2, "one of the two started it");
    let distinct: BTreeSet<&String> = bodies.iter().collect();
    assert_eq!((bodies.len(), distinct.len()), (CLIENTS * 2, CLIENTS * 2), "each is called once");
    for id in distinct {
        assert_eq!(api.ended(id).await["workflowState"], "RUN_SUCCESS");
    }
    assert!(!receiver.has_more());
}

fn held_response(bodies: &[String]) -> String {
    format!("call {}", bodies.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_clients_at_once_lose_and_double_nothing_in_the_dlq() {
    let api = Arc::new(Api::start().await);
    let runs = (0..CLIENTS * 8).map(|number| {
        FailedRun::new("http://127.0.0.1:1/w").label(["delete", "restart"][number % 2])
    });
    let ids = api.emulator.seed(runs);
    // Clients delete and restart the same entries, singly and in bulk, until nothing is left.
    let done = join_all((0..CLIENTS).map(|client| {
        let (api, ids) = (Arc::clone(&api), ids.clone());
        async move {
            let (mut deleted, mut started) = (0, Vec::new());
            for step in 0..ids.len() {
                let id = &ids[(client * 37 + step) % ids.len()];
                match (client + step) % 32 {
                    0 => {
                        let path = format!("/v2/workflows/dlq/{id}");
                        deleted += u64::from(api.delete(&path).await.status == 200);
                    }
                    8 => {
                        let path = "/v2/workflows/dlq?label=delete&count=3";
                        deleted +=
                            api.delete(path).await.json()["deleted"].as_u64().expect("a number");
                    }
                    16 => {
                        let path = "/v2/workflows/dlq/restart?label=restart&count=3";
                        started.extend(run_ids(&api.post(path).await.json()["workflowRuns"]));
                    }
                    24 => {
                        let response = api.post(&format!("/v2/workflows/dlq/resume/{id}")).await;
                        if response.status == 200 {
                            started.push(
                                response.json()["workflowRunId"]
                                    .as_str()
                                    .expect("an id")
                                    .to_owned(),
                            );
                        }
                    }
                    _ => {}
                }
            }
            (deleted, started)
        }
    }))
    .await;
    let deleted: u64 = done.iter().map(|(deleted, _)| deleted).sum();
    let started: Vec<&String> = done.iter().flat_map(|(_, started)| started).collect();
    let distinct: BTreeSet<&&String> = started.iter().collect();
    assert_eq!(distinct.len(), started.len(), "no run id came twice");
    // A restarted run fails only after its retries, which take seconds: the DLQ has what nobody took.
    let mut left = Vec::new();
    for id in &ids {
        if api.get(&format!("/v2/workflows/dlq/{id}")).await.status == 200 {
            left.push(id.clone());
        }
    }
    assert_eq!(
        all_listed(&api, "label=delete,restart").await,
        left,
        "what is there is listed once"
    );
    let (started, remaining) = (started.len() as u64, left.len() as u64);
    assert_eq!(
        deleted + started + remaining,
        ids.len() as u64,
        "{deleted} deleted, {started} started, {remaining} left"
    );
}

/// The ids that a query of the DLQ lists, on all of its pages.
async fn all_listed(api: &Api, query: &str) -> Vec<String> {
    let (mut listed, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("/v2/workflows/dlq?{query}&cursor={cursor}")).await;
        listed.extend(page.ids());
        let Some(next) = page.cursor() else { return listed };
        cursor = next;
    }
}
