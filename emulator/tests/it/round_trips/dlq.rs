//! The dead letter queue.

use http::StatusCode;
use serde_json::{Value, json};
use upstash_workflow::types::FailureCallbackState;
use upstash_workflow_emulator::{CallbackState, FailedRun};

use super::World;

pub(super) async fn list_failed_workflow_runs(world: &mut World) {
    let ids = world.failed(["a", "b", "a"]);
    let page = world.client.list_failed_workflow_runs().label(["a"]).await.expect("a page");
    let found: Vec<_> = page.messages.iter().map(|message| message.dlq_id.as_str()).collect();
    assert_eq!((found, page.cursor.unwrap_or_default()), (vec![&*ids[0], &*ids[2]], String::new()));
    assert_eq!(json!(page.messages[0]), world.api.message(&ids[0]).await);
    assert_eq!(world.api.listed("").await, ids, "all as it was");
}

pub(super) async fn bulk_delete_failed_workflow_runs(world: &mut World) {
    let ids = world.failed(["a", "b", "a", "c"]);
    let delete = world.client.bulk_delete_failed_workflow_runs();
    assert_eq!(delete.label(["a"]).await.expect("a result").deleted, Some(2));
    assert_eq!(world.api.listed("").await, [&*ids[1], &ids[3]]);
    let delete = world.client.bulk_delete_failed_workflow_runs();
    let result = delete.dlq_ids([&*ids[1], &ids[0]]).await.expect("a result");
    assert_eq!((result.deleted, world.api.listed("").await), (Some(1), vec![ids[3].clone()]));
}

pub(super) async fn get_failed_workflow_run(world: &mut World) {
    let [id] = world.failed(["a"]);
    let message = world.client.get_failed_workflow_run().dlq_id(&id).await.expect("a message");
    assert_eq!((message.dlq_id.as_str(), message.labels.as_slice()), (&*id, &["a".to_owned()][..]));
    assert_eq!(json!(message), world.api.message(&id).await);
}

pub(super) async fn delete_failed_workflow_run(world: &mut World) {
    let ids = world.failed(["a", "b"]);
    world.client.delete_failed_workflow_run().dlq_id(&ids[0]).await.expect("deleted");
    assert_eq!(world.api.listed("").await, ids[1..]);
    let again = world.client.delete_failed_workflow_run().dlq_id(&ids[0]).await;
    assert!(again.expect_err("it is gone").is_not_found());
}

/// The failed run has run again with its payload, and the entry is gone.
async fn ran_again(world: &mut World, old: &Value, run_id: &str, label: &str) {
    assert_ne!(old["workflowRunId"], *run_id);
    let call = world.receiver.next().await;
    assert_eq!(call.body, label.as_bytes());
    call.respond(StatusCode::OK);
    let run = world.api.ended(run_id).await;
    assert_eq!((&run["workflowState"], &run["labels"]), (&json!("RUN_SUCCESS"), &json!([label])));
    assert_eq!(world.api.listed(&format!("label={label}")).await, [""; 0]);
}

pub(super) async fn resume_workflow_run(world: &mut World) {
    let ids = world.failed(["a", "b"]);
    let old = world.api.message(&ids[0]).await;
    let run = world.client.resume_workflow_run().dlq_id(&ids[0]).await.expect("a run");
    ran_again(world, &old, &run.workflow_run_id, "a").await;
    assert_eq!(world.api.listed("").await, ids[1..]);
}

pub(super) async fn restart_workflow_run(world: &mut World) {
    let ids = world.failed(["a", "b"]);
    let old = world.api.message(&ids[1]).await;
    let restart = world.client.restart_workflow_run().dlq_id(&ids[1]);
    let run = restart.await.expect("a run");
    ran_again(world, &old, &run.workflow_run_id, "b").await;
    assert_eq!(world.api.listed("").await, ids[..1]);
}

pub(super) async fn bulk_resume_workflow_runs(world: &mut World) {
    let ids = world.failed(["a", "b", "c"]);
    let old = world.api.message(&ids[1]).await;
    let resume = world.client.bulk_resume_workflow_runs().label(["b", "none"]);
    let result = resume.await.expect("a result");
    assert_eq!((result.workflow_runs.len(), result.cursor.unwrap_or_default()), (1, String::new()));
    ran_again(world, &old, &result.workflow_runs[0].workflow_run_id, "b").await;
    assert_eq!(world.api.listed("").await, [&*ids[0], &ids[2]]);
}

pub(super) async fn bulk_restart_workflow_runs(world: &mut World) {
    let ids = world.failed(["a", "b", "c"]);
    let old = world.api.message(&ids[2]).await;
    let restart = world.client.bulk_restart_workflow_runs().dlq_ids([&ids[2]]);
    let result = restart.await.expect("a result");
    assert_eq!(result.workflow_runs.len(), 1);
    ran_again(world, &old, &result.workflow_runs[0].workflow_run_id, "c").await;
    assert_eq!(world.api.listed("").await, ids[..2]);
}

/// A failed run whose failure callback has failed too, and goes to the receiver.
fn failed_callback(world: &World) -> String {
    let run = FailedRun::new(&world.workflow).run_id("wfr_1");
    world.api.seed_one(run.failure_callback(&world.receiver.url, CallbackState::Fail))
}

pub(super) async fn retry_failure_callback(world: &mut World) {
    let id = failed_callback(world);
    let run = world.client.retry_failure_callback().dlq_id(&id).await.expect("a run");
    assert_eq!(run.workflow_run_id, "wfr_1");
    assert_eq!(world.api.state(&id).await, "CALLBACK_INPROGRESS");
    let call = world.receiver.next().await;
    assert_eq!(call.json()["workflowRunId"], "wfr_1");
    call.respond(StatusCode::OK);
    assert_eq!(world.api.settled(&id).await["failureFunctionState"], "CALLBACK_SUCCESS");
    let state = json!(FailureCallbackState::CallbackSuccess);
    assert_eq!(world.api.run("wfr_1").await["failureFunction"]["state"], state);
}

pub(super) async fn cancel_failure_callback(world: &mut World) {
    let id = failed_callback(world);
    assert_eq!(world.api.retry(&id).await.status, 200);
    let call = world.receiver.next().await;
    world.client.cancel_failure_callback().dlq_id(&id).await.expect("canceled");
    assert_eq!(world.api.state(&id).await, "CALLBACK_CANCELED");
    call.respond(StatusCode::OK);
    let again = world.client.cancel_failure_callback().dlq_id(&id).await;
    assert_eq!(again.expect_err("it is canceled").status().map(|s| s.as_u16()), Some(400));
}
