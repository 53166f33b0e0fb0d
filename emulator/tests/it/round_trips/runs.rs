//! Runs, logs and bulk actions.

use std::collections::BTreeMap;

use http::StatusCode;
use serde_json::json;
use upstash_workflow::types::{BatchTriggerRequest, BulkActionState, RunState};

use super::World;

pub(super) async fn trigger_workflow_run(world: &mut World) {
    let trigger = world.client.trigger_workflow_run().workflow_url(&world.workflow).body("payload");
    let run = trigger.run_id("wfr_1").label("orders").await.expect("a run");
    let call = world.receiver.next().await;
    assert_eq!((run.workflow_run_id.as_str(), call.body.as_slice()), ("wfr_1", &b"payload"[..]));
    call.respond("done");
    let ended = world.api.ended("wfr_1").await;
    assert_eq!(
        (&ended["workflowState"], &ended["labels"]),
        (&json!("RUN_SUCCESS"), &json!(["orders"]))
    );
    assert_eq!(ended["workflowRunResponse"], "done");
    assert_eq!(json!(run.workflow_created_at), ended["workflowRunCreatedAt"]);
}

pub(super) async fn batch_trigger_workflow_runs(world: &mut World) {
    world.waiting_run("wfr_known", "a").await;
    let entry = |id: &str| -> BatchTriggerRequest {
        let headers = BTreeMap::from([("Upstash-Workflow-RunId".to_owned(), id.to_owned())]);
        let entry = BatchTriggerRequest::builder().destination(&world.workflow);
        entry.body(id.to_owned()).headers(headers).try_into().expect("an entry")
    };
    let batch = ["wfr_1", "wfr_known", "wfr_2"].map(entry).to_vec();
    let runs = world.client.batch_trigger_workflow_runs().body(batch).await.expect("runs");
    let runs: Vec<_> = runs
        .iter()
        .map(|run| (run.workflow_run_id.as_str(), run.deduplicated == Some(true)))
        .collect();
    assert_eq!(runs, [("wfr_1", false), ("wfr_known", true), ("wfr_2", false)]);
    let mut bodies = Vec::new();
    for _ in 0..2 {
        let call = world.receiver.next().await;
        bodies.push(call.body.clone());
        call.respond(StatusCode::OK);
    }
    bodies.sort();
    assert_eq!(bodies, [b"wfr_1", b"wfr_2"]);
    for id in ["wfr_1", "wfr_2"] {
        assert_eq!(world.api.ended(id).await["workflowState"], "RUN_SUCCESS");
    }
    assert_eq!(world.state("wfr_known").await, "RUN_STARTED");
}

pub(super) async fn cancel_workflow_run(world: &mut World) {
    world.waiting_run("wfr_1", "a").await;
    world.waiting_run("wfr_2", "a").await;
    world.client.cancel_workflow_run().workflow_run_id("wfr_1").await.expect("canceled");
    assert_eq!(world.state("wfr_1").await, "RUN_CANCELED");
    assert_eq!(world.state("wfr_2").await, "RUN_STARTED");
}

pub(super) async fn bulk_cancel_workflow_runs(world: &mut World) {
    for (id, label) in [("wfr_1", "a"), ("wfr_2", "b"), ("wfr_3", "a"), ("wfr_4", "c")] {
        world.waiting_run(id, label).await;
    }
    let cancel = world.client.bulk_cancel_workflow_runs();
    let result = cancel.label(["a", "b"]).await.expect("a result");
    assert_eq!((result.cancelled, result.action_id), (Some(3), None));
    assert_eq!(world.api.logged("state=RUN_CANCELED").await, ["wfr_3", "wfr_2", "wfr_1"]);
    assert_eq!(world.api.logged("state=RUN_STARTED").await, ["wfr_4"]);
}

pub(super) async fn retry_step_now(world: &mut World) {
    world.waiting_run("wfr_1", "a").await;
    let step = world.api.step("wfr_1").await;
    let message_id = step["messageId"].as_str().expect("an id");
    world.client.retry_step_now().message_id(message_id).await.expect("brought forward");
    world.receiver.next().await.respond(StatusCode::OK);
    let step = world.api.ended("wfr_1").await["steps"][1]["steps"][0].clone();
    assert_eq!((&step["state"], &step["errors"]), (&json!("STEP_SUCCESS"), &json!(null)));
}

pub(super) async fn list_workflow_run_logs(world: &mut World) {
    world.waiting_run("wfr_1", "a").await;
    world.waiting_run("wfr_2", "b").await;
    world.failed(["a"]);
    let list = world.client.list_workflow_run_logs().label(["a"]).trim_body(1_000_000);
    let page = list.await.expect("a page");
    let raw = world.api.get("/v2/workflows/logs?label=a&trimBody=1000000").await.json();
    assert_eq!(page.runs.len(), 2);
    assert_eq!(page.runs[0].workflow_state, Some(RunState::RunFailed));
    for (run, raw) in page.runs.iter().zip(raw["runs"].as_array().expect("runs")) {
        assert_eq!(json!(run), *raw);
    }
    assert_eq!(world.api.logged("state=RUN_STARTED").await, ["wfr_2", "wfr_1"], "all as it was");
}

/// Cancels a run in the background, and returns the id of the action once it has finished.
async fn finished_action(world: &World) -> String {
    world.waiting_run("wfr_1", "a").await;
    let accepted = world.api.delete("/v2/workflows/runs?label=a&async=true").await.json();
    let id = accepted["actionId"].as_str().expect("an id").to_owned();
    let path = format!("/v2/workflows/bulkActions/{id}");
    world.api.get_until(&path, |action| action["state"] == "FINISHED").await;
    id
}

pub(super) async fn list_bulk_actions(world: &mut World) {
    let id = finished_action(world).await;
    let list = world.client.list_bulk_actions().state(BulkActionState::Finished);
    let page = list.await.expect("a page");
    assert_eq!(page.bulk_actions.len(), 1);
    assert_eq!(
        (page.bulk_actions[0].action_id.as_str(), page.cursor.unwrap_or_default()),
        (&*id, String::new())
    );
    let raw = world.api.get("/v2/workflows/bulkActions").await.json();
    assert_eq!(json!(page.bulk_actions), raw["bulkActions"]);
}

pub(super) async fn get_bulk_action(world: &mut World) {
    let id = finished_action(world).await;
    let action = world.client.get_bulk_action().action_id(&id).await.expect("an action");
    assert_eq!((action.total, action.processed), (Some(1), Some(1)));
    assert_eq!(action.filter["label"], ["a"]);
    assert_eq!(
        json!(action),
        world.api.get(&format!("/v2/workflows/bulkActions/{id}")).await.json()
    );
    assert_eq!(world.state("wfr_1").await, "RUN_CANCELED");
}
