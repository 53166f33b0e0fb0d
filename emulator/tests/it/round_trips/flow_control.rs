//! Flow-control keys.

use http::StatusCode;
use serde_json::{Value, json};

use super::World;

/// Starts runs with this key, of which one may be under way at once and 50 may begin in a day.
async fn runs_with_key<const N: usize>(world: &World, key: &str, ids: [&str; N]) {
    for id in ids {
        let headers = [
            ("upstash-workflow-runid", id),
            ("upstash-flow-control-key", key),
            ("upstash-flow-control-value", "parallelism=1, rate=50, period=1d"),
        ];
        world.api.start_run(&world.workflow, &headers).await;
    }
}

async fn key(world: &World) -> Value {
    world.api.get("/v2/flowControl/k").await.json()
}

/// Asserts everything that the API returns for the key.
async fn is_so(world: &World, expected: Value) {
    let key = key(world).await;
    for (name, value) in expected.as_object().expect("an object") {
        assert_eq!(key[name], *value, "{name} in {key}");
    }
}

pub(super) async fn list_flow_control_keys(world: &mut World) {
    for key in ["orders.a", "orders.b", "other"] {
        assert_eq!(world.api.post(&format!("/v2/flowControl/{key}/pause")).await.status, 200);
    }
    let keys = world.client.list_flow_control_keys().search("orders").await.expect("keys");
    let names: Vec<_> = keys.iter().map(|key| key.flow_control_key.as_str()).collect();
    assert_eq!(names, ["orders.a", "orders.b"]);
    assert_eq!(json!(keys), world.api.get("/v2/flowControl?search=orders").await.json());
}

pub(super) async fn get_flow_control_key(world: &mut World) {
    runs_with_key(world, "k", ["a", "b"]).await;
    let call = world.receiver.next().await;
    world.api.get_until("/v2/flowControl/k", |key| key["waitListSize"] == 1).await;
    let found = world.client.get_flow_control_key().flow_control_key("k").await.expect("a key");
    assert_eq!((found.parallelism_max, found.parallelism_count), (Some(1), Some(1)));
    assert_eq!(json!(found), key(world).await);
    call.respond(StatusCode::OK);
    world.receiver.next().await.respond(StatusCode::OK);
}

pub(super) async fn pause_flow_control_key(world: &mut World) {
    let pause = world.client.pause_flow_control_key().flow_control_key("k");
    pause.await.expect("paused");
    runs_with_key(world, "k", ["a"]).await;
    world.api.get_until("/v2/flowControl/k", |key| key["waitListSize"] == 1).await;
    is_so(world, json!({ "isPaused": true, "parallelismCount": 0 })).await;
    assert!(!world.receiver.has_more(), "it is paused");
}

pub(super) async fn resume_flow_control_key(world: &mut World) {
    assert_eq!(world.api.post("/v2/flowControl/k/pause").await.status, 200);
    runs_with_key(world, "k", ["a"]).await;
    world.api.get_until("/v2/flowControl/k", |key| key["waitListSize"] == 1).await;
    let resume = world.client.resume_flow_control_key().flow_control_key("k");
    resume.await.expect("resumed");
    let call = world.receiver.next().await;
    is_so(world, json!({ "isPaused": false, "waitListSize": 0, "parallelismCount": 1 })).await;
    call.respond(StatusCode::OK);
}

pub(super) async fn pin_flow_control_configuration(world: &mut World) {
    runs_with_key(world, "k", ["a", "b", "c"]).await;
    let first = world.receiver.next().await;
    let pin = world.client.pin_flow_control_configuration().flow_control_key("k");
    pin.parallelism(2).rate(9).period(3600).await.expect("pinned");
    // The limit is higher now, so the second may begin beside the first.
    let second = world.receiver.next().await;
    let pinned = json!({
        "parallelismMax": 2, "rateMax": 9, "ratePeriod": 3600, "parallelismCount": 2,
        "isPinnedParallelism": true, "isPinnedRate": true, "waitListSize": 1,
    });
    is_so(world, pinned).await;
    first.respond(StatusCode::OK);
    second.respond(StatusCode::OK);
    world.receiver.next().await.respond(StatusCode::OK);
}

pub(super) async fn unpin_flow_control_configuration(world: &mut World) {
    let path = "/v2/flowControl/k/pin?parallelism=2&rate=9&period=60";
    assert_eq!(world.api.post(path).await.status, 200);
    let unpin = world.client.unpin_flow_control_configuration().flow_control_key("k");
    unpin.rate(true).await.expect("unpinned");
    is_so(world, json!({ "isPinnedParallelism": true, "isPinnedRate": false })).await;
    // A run may set what is not pinned, and only that.
    runs_with_key(world, "k", ["a"]).await;
    world.receiver.next().await.respond(StatusCode::OK);
    is_so(world, json!({ "parallelismMax": 2, "rateMax": 50, "ratePeriod": 86400 })).await;
}

pub(super) async fn reset_flow_control_rate(world: &mut World) {
    runs_with_key(world, "k", ["a"]).await;
    world.receiver.next().await.respond(StatusCode::OK);
    world.api.ended("a").await;
    is_so(world, json!({ "rateCount": 1 })).await;
    let reset = world.client.reset_flow_control_rate().flow_control_key("k");
    reset.await.expect("reset");
    is_so(world, json!({ "rateCount": 0, "rateMax": 50 })).await;
}

pub(super) async fn get_global_parallelism(world: &mut World) {
    runs_with_key(world, "k", ["a"]).await;
    runs_with_key(world, "l", ["b"]).await;
    let calls = [world.receiver.next().await, world.receiver.next().await];
    let global = world.client.get_global_parallelism().await.expect("the limit");
    assert_eq!((global.parallelism_max, global.parallelism_count), (Some(1000), Some(2)));
    assert_eq!(json!(global), world.api.get("/v2/globalParallelism").await.json());
    calls.into_iter().for_each(|call| call.respond(StatusCode::OK));
}
