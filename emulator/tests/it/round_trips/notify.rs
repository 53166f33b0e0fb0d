//! Signing keys and events.

use http::StatusCode;
use serde_json::json;
use upstash_workflow_emulator::Waiter;

use super::World;

pub(super) async fn get_signing_keys(world: &mut World) {
    let keys = world.client.get_signing_keys().await.expect("keys");
    let ours = world.api.emulator.signing_keys();
    assert_eq!((&keys.current, &keys.next), (&ours.current, &ours.next));
    assert_eq!(json!(keys), world.api.get("/v2/keys").await.json(), "they are as they were");
}

pub(super) async fn rotate_signing_keys(world: &mut World) {
    let before = world.api.emulator.signing_keys();
    let keys = world.client.rotate_signing_keys().await.expect("keys");
    assert_eq!(keys.current, before.next);
    assert!(![&before.current, &before.next].contains(&&keys.next));
    assert_eq!(json!(keys), world.api.get("/v2/keys").await.json());
}

/// Three steps that wait, two of them for the same event.
fn waiters(world: &World) {
    for (event, run) in [("paid", "wfr_1"), ("paid", "wfr_2"), ("sent", "wfr_1")] {
        world.api.emulator.seed_waiter(Waiter::new(event, run, &world.workflow));
    }
}

/// How many steps wait for each event.
async fn left(world: &World) -> [usize; 2] {
    let mut counts = [0; 2];
    for (count, event) in counts.iter_mut().zip(["paid", "sent"]) {
        let waiters = world.api.get(&format!("/v2/waiters/{event}")).await.json();
        *count = waiters.as_array().expect("a list").len();
    }
    counts
}

pub(super) async fn notify_event(world: &mut World) {
    waiters(world);
    let notify = world.client.notify_event().event_id("paid").body("seven");
    let notified = notify.await.expect("results");
    let notified = json!(notified);
    let run = |at: usize| notified[at]["waiter"]["headers"]["Upstash-Workflow-Runid"][0].clone();
    assert_eq!([run(0), run(1), run(2)], [json!("wfr_1"), json!("wfr_2"), json!(null)]);
    for _ in 0..2 {
        let call = world.receiver.next().await;
        assert_eq!(call.body, b"seven");
        call.respond(StatusCode::OK);
    }
    assert_eq!(left(world).await, [0, 1]);
}

pub(super) async fn notify_workflow_run_event(world: &mut World) {
    waiters(world);
    let notify = world.client.notify_workflow_run_event().workflow_run_id("wfr_2").event_id("paid");
    let notified = notify.body("seven").await.expect("a result");
    assert_eq!(notified.workflow_run_id.as_deref(), Some("wfr_2"));
    let call = world.receiver.next().await;
    assert_eq!((call.header("upstash-workflow-runid"), &*call.body), ("wfr_2", &b"seven"[..]));
    call.respond(StatusCode::OK);
    assert_eq!(left(world).await, [1, 1]);
}

pub(super) async fn list_waiters(world: &mut World) {
    waiters(world);
    let found = world.client.list_waiters().event_id("paid").await.expect("waiters");
    assert_eq!(found.len(), 2);
    assert_eq!(json!(found), world.api.get("/v2/waiters/paid").await.json());
    assert_eq!(left(world).await, [2, 1]);
}
