//! Flow control: limits hold runs back, and keys can be changed.

use std::collections::VecDeque;

use crate::support::{Api, Receiver, WORKFLOW};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use upstash_workflow_emulator::FailedRun;

struct Orders {
    api: Api,
    receiver: Receiver,
}

impl Orders {
    async fn with(api: Api) -> Self {
        Self { api, receiver: Receiver::start().await }
    }

    /// Triggers runs under the key `orders` with this value.
    async fn start(&self, count: usize, value: &str) -> Vec<String> {
        let url = format!("{}/w", self.receiver.origin);
        let mut headers = vec![("upstash-flow-control-key", "orders"), ("upstash-retries", "0")];
        if !value.is_empty() {
            headers.push(("upstash-flow-control-value", value));
        }
        let mut ids = Vec::new();
        for _ in 0..count {
            ids.push(self.api.start_run(&url, &headers).await);
        }
        ids
    }

    /// Triggers a run that fails, whose failure callback is under the key `orders` with this value.
    async fn fail_a_run(&mut self, value: &str) -> String {
        let callback = self.receiver.url.clone();
        let headers = [
            ("upstash-retries", "0"),
            ("upstash-failure-callback", &*callback),
            ("upstash-failure-callback-flow-control-key", "orders"),
            ("upstash-failure-callback-flow-control-value", value),
        ];
        let id = self.api.start_run(&format!("{}/w", self.receiver.origin), &headers).await;
        self.receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
        id
    }

    async fn key(&self) -> Value {
        self.api.get("/v2/flowControl/orders").await.json()
    }

    async fn key_until(&self, holds: impl Fn(&Value) -> bool) -> Value {
        self.api.get_until("/v2/flowControl/orders", holds).await
    }

    async fn set(&self, what: &str) {
        let response = self.api.post(&format!("/v2/flowControl/orders/{what}")).await;
        assert_eq!((response.status, response.text.as_str()), (200, ""), "{what}");
    }
}

#[tokio::test]
async fn no_more_runs_are_delivered_at_once_than_the_parallelism_says() {
    let mut orders = Orders::with(Api::start().await).await;
    let ids = orders.start(5, "parallelism=2").await;
    let mut under_way = VecDeque::from([orders.receiver.next().await]);
    for waiting in (0..=3).rev() {
        under_way.push_back(orders.receiver.next().await);
        let key = orders.key_until(|key| key["waitListSize"] == waiting).await;
        assert_eq!((&key["parallelismMax"], &key["parallelismCount"]), (&json!(2), &json!(2)));
        assert!(!orders.receiver.has_more(), "no third one while {waiting} wait");
        // Each response lets the next one through.
        under_way.pop_front().expect("two are under way").respond(StatusCode::OK);
    }
    under_way.pop_front().expect("the last one").respond(StatusCode::OK);
    for id in &ids {
        let run = orders.api.ended(id).await;
        let expected = (&json!("RUN_SUCCESS"), &json!("orders"));
        assert_eq!((&run["workflowState"], &run["flowControlKey"]), expected);
    }
    orders.key_until(|key| key["parallelismCount"] == 0 && key["waitListSize"] == 0).await;
}

#[tokio::test]
async fn a_rate_holds_runs_back_until_its_period_ends_or_is_reset() {
    let mut orders = Orders::with(Api::start().await).await;
    orders.start(5, "rate=2, period=7d").await;
    for _ in 0..2 {
        orders.receiver.next().await.respond(StatusCode::OK);
    }
    let key =
        orders.key_until(|key| key["parallelismCount"] == 0 && key["waitListSize"] == 3).await;
    assert_eq!(
        (&key["rateMax"], &key["rateCount"], &key["ratePeriod"]),
        (&json!(2), &json!(2), &json!(604_800))
    );
    let now = std::time::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    let begun = key["ratePeriodStart"].as_u64().expect("unix seconds");
    assert!(begun <= now && now - begun < 1000, "{begun}");
    assert!(!orders.receiver.has_more());
    orders.set("resetRate").await;
    for _ in 0..2 {
        orders.receiver.next().await.respond(StatusCode::OK);
    }
    orders.key_until(|key| key["waitListSize"] == 1).await;
    assert!(!orders.receiver.has_more());
}

#[tokio::test]
async fn when_a_period_ends_the_next_runs_go_by_themselves() {
    let mut orders = Orders::with(Api::fast().await).await;
    let ids = orders.start(6, "rate=1, period=1m").await;
    for _ in &ids {
        orders.receiver.next().await.respond(StatusCode::OK);
    }
    for id in &ids {
        assert_eq!(orders.api.ended(id).await["workflowState"], "RUN_SUCCESS");
    }
}

#[tokio::test]
async fn a_paused_key_delivers_nothing_until_it_is_resumed() {
    let mut orders = Orders::with(Api::start().await).await;
    orders.set("pause").await;
    let ids = orders.start(3, "parallelism=10").await;
    let key = orders.key_until(|key| key["waitListSize"] == 3).await;
    assert_eq!((&key["isPaused"], &key["parallelismCount"]), (&json!(true), &json!(0)));
    let step = orders.api.step(&ids[0]).await;
    assert_eq!(
        (&step["state"], &step["nextDeliveryTime"]),
        (&json!("STEP_PROGRESS"), &Value::Null)
    );
    let message = step["messageId"].as_str().expect("an id");
    let error = orders.api.post(&format!("/v2/messages/{message}/retry")).await.error(400);
    assert!(error.contains("does not wait for its time"), "it is in line: {error}");

    let other = orders.api.start_run(&format!("{}/other", orders.receiver.origin), &[]).await;
    let held = orders.receiver.next().await;
    assert_eq!(held.path, "/other", "what has no key goes on");
    held.respond(StatusCode::OK);
    orders.api.ended(&other).await;
    assert!(!orders.receiver.has_more());

    assert_eq!(orders.api.delete(&format!("/v2/workflows/runs/{}", ids[1])).await.status, 200);
    orders.key_until(|key| key["waitListSize"] == 2).await;
    orders.set("resume").await;
    for _ in 0..2 {
        orders.receiver.next().await.respond(StatusCode::OK);
    }
    for (id, state) in ids.iter().zip(["RUN_SUCCESS", "RUN_CANCELED", "RUN_SUCCESS"]) {
        assert_eq!(orders.api.ended(id).await["workflowState"], state);
    }
}

#[tokio::test]
async fn pinned_limits_hold_against_those_of_runs_until_they_are_unpinned() {
    let mut orders = Orders::with(Api::start().await).await;
    orders.set("pin?parallelism=1&rate=50&period=120").await;
    orders.start(3, "parallelism=9, rate=9, period=9s").await;
    let held = orders.receiver.next().await;
    let key = orders.key_until(|key| key["waitListSize"] == 2).await;
    for (name, expected) in [
        ("parallelismMax", json!(1)),
        ("rateMax", json!(50)),
        ("ratePeriod", json!(120)),
        ("isPinnedParallelism", json!(true)),
        ("isPinnedRate", json!(true)),
    ] {
        assert_eq!(key[name], expected, "{name}");
    }
    held.respond(StatusCode::OK);
    orders.set("unpin?parallelism=true").await;
    let key = orders.key().await;
    assert_eq!(
        (&key["parallelismMax"], &key["isPinnedParallelism"], &key["isPinnedRate"]),
        (&json!(1), &json!(false), &json!(true))
    );
    orders.start(1, "parallelism=9, rate=9").await;
    let key = orders.key().await;
    assert_eq!((&key["parallelismMax"], &key["rateMax"]), (&json!(9), &json!(50)));
    for _ in 0..3 {
        orders.receiver.next().await.respond(StatusCode::OK);
    }
}

#[tokio::test]
async fn a_retry_waits_in_line_like_any_delivery() {
    let mut orders = Orders::with(Api::fast().await).await;
    let url = format!("{}/w", orders.receiver.origin);
    let headers = [
        ("upstash-flow-control-key", "orders"),
        ("upstash-flow-control-value", "parallelism=1"),
        ("upstash-retry-delay", "0"),
    ];
    let first = orders.api.start_run(&url, &headers).await;
    let held = orders.receiver.next().await;
    let second = orders.api.start_run(&url, &headers).await;
    orders.key_until(|key| key["waitListSize"] == 1).await;
    held.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let held = orders.receiver.next().await;
    assert_eq!(held.header("upstash-workflow-runid"), second, "who waited longer is first");
    orders.key_until(|key| key["waitListSize"] == 1).await;
    held.respond(StatusCode::OK);
    let held = orders.receiver.next().await;
    assert_eq!(held.header("upstash-workflow-runid"), first);
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn a_failure_callback_keeps_the_limits_of_its_own_key() {
    let mut orders = Orders::with(Api::start().await).await;
    orders.set("pause").await;
    let id = orders.fail_a_run("parallelism=1").await;
    orders.key_until(|key| key["waitListSize"] == 1).await;
    assert_eq!(orders.api.ended(&id).await["failureFunction"]["state"], "CALLBACK_INPROGRESS");
    orders.set("resume").await;
    let held = orders.receiver.next().await;
    assert_eq!(held.path, "/failed?from=test");
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn a_callback_that_is_no_longer_due_leaves_the_queue_and_uses_no_rate() {
    let mut orders = Orders::with(Api::start().await).await;
    orders.set("pause").await;
    for _ in 0..4 {
        orders.fail_a_run("rate=1, period=7d").await;
    }
    orders.key_until(|key| key["waitListSize"] == 4).await;
    let ids = orders.api.listed("").await;
    assert_eq!(orders.api.cancel(&ids[0]).await.status, 302);
    orders.key_until(|key| key["waitListSize"] == 3).await;
    assert_eq!(orders.api.delete(&format!("/v2/workflows/dlq/{}", ids[1])).await.status, 200);
    orders.key_until(|key| key["waitListSize"] == 2).await;
    let restarted = orders.api.post(&format!("/v2/workflows/dlq/restart/{}", ids[2])).await;
    assert_eq!(restarted.status, 200);
    orders.receiver.next().await.respond(StatusCode::OK);
    orders.key_until(|key| key["waitListSize"] == 1).await;
    orders.set("resume").await;
    let held = orders.receiver.next().await;
    assert_eq!(held.json()["dlqId"], ids[3], "the one delivery of the period");
    held.respond(StatusCode::OK);
}

#[tokio::test]
async fn keys_are_listed_and_searched_and_an_unknown_one_is_404() {
    let api = Api::start().await;
    for key in ["orders.eu", "orders.us", "mails"] {
        assert_eq!(api.post(&format!("/v2/flowControl/{key}/pause")).await.status, 200);
    }
    for (query, expected) in [
        ("", vec!["mails", "orders.eu", "orders.us"]),
        ("?search=orders", vec!["orders.eu", "orders.us"]),
        ("?search=.us", vec!["orders.us"]),
        ("?search=nothing", vec![]),
    ] {
        let listed = api.get(&format!("/v2/flowControl{query}")).await.json();
        let names: Vec<&str> = listed
            .as_array()
            .expect("an array")
            .iter()
            .filter_map(|key| key["flowControlKey"].as_str())
            .collect();
        assert_eq!(names, expected, "{query}");
    }
    assert!(api.get("/v2/flowControl/nobody").await.error(404).contains("nobody"));
    api.seed_one(FailedRun::new(WORKFLOW).flow_control_key("seeded"));
    let seeded = api.get("/v2/flowControl/seeded").await.json();
    assert_eq!((&seeded["flowControlKey"], &seeded["waitListSize"]), (&json!("seeded"), &json!(0)));
}

#[tokio::test]
async fn a_key_or_a_limit_that_makes_no_sense_is_400() {
    let api = Api::start().await;
    for path in ["/v2/flowControl/a%20b", "/v2/flowControl/%FF"] {
        assert!(api.get(path).await.error(400).contains("flowControlKey"), "{path}");
    }
    for action in ["pause", "resume", "pin", "unpin", "resetRate"] {
        let path = format!("/v2/flowControl/a%2Fb/{action}");
        assert!(api.post(&path).await.error(400).contains("flowControlKey"), "{path}");
    }
    for (query, name) in [
        ("parallelism=0", "parallelism"),
        ("parallelism=x", "parallelism"),
        ("rate=-1", "rate"),
        ("rate=1&period=604801", "period"),
        ("rate=1&period=1m", "period"),
        ("period=5", "period"),
        ("", "nothing to pin"),
    ] {
        let error = api.post(&format!("/v2/flowControl/k/pin?{query}")).await.error(400);
        assert!(error.contains(name), "{query}: {error}");
    }
    let error = api.post("/v2/flowControl/k/unpin?rate=yes").await.error(400);
    assert!(error.contains("`rate`"), "{error}");
    assert_eq!(api.get("/v2/flowControl").await.json(), json!([]), "no key came of it");
}

#[tokio::test]
async fn the_global_parallelism_counts_and_limits_what_is_under_way() {
    let builder = upstash_workflow_emulator::Emulator::builder().max_parallelism(2);
    let (api, mut receiver) = (Api::with(builder).await, Receiver::start().await);
    let url = format!("{}/w", receiver.origin);
    for key in ["a", "b", "c"] {
        api.start_run(&url, &[("upstash-flow-control-key", key)]).await;
    }
    let held = receiver.next().await;
    let path = "/v2/globalParallelism";
    let full = api.get_until(path, |global| global["parallelismCount"] == 2).await;
    assert_eq!(full, json!({ "parallelismMax": 2, "parallelismCount": 2 }));
    held.respond(StatusCode::OK);
    for _ in 0..2 {
        receiver.next().await.respond(StatusCode::OK);
    }
    api.get_until(path, |global| global["parallelismCount"] == 0).await;
    assert_eq!(
        api.call(Method::GET, "/v2/flowControl").await.json().as_array().map(Vec::len),
        Some(3)
    );
}
