//! The official JavaScript clients, as they are published, drive the emulator; in between the Rust client looks at
//! the same state and agrees. Without Node, or where npm cannot install, these tests are skipped, and counted so.

#[path = "support/node.rs"]
mod node;
mod support;

use std::path::{Path, PathBuf};

use http::StatusCode;
use libtest_mimic::{Arguments, Failed, Trial};
use node::Js;
use serde_json::{Value, json};
use support::{Api, PATIENCE, Receiver};
use tokio::runtime::Runtime;
use upstash_workflow::Client;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun, Waiter};

macro_rules! tests {
    ($($test:ident),* $(,)?) => {
        [$((
            stringify!($test),
            (|program| runtime()?.block_on(async { $test(World::start(program).await).await; Ok(()) })) as Test,
        ),)*]
    };
}

type Test = fn(&Path) -> Result<(), Failed>;

fn main() {
    let arguments = Arguments::from_args();
    let tests = tests![
        what_is_triggered_runs_and_is_in_the_logs,
        a_failed_run_is_in_the_dlq_and_its_failure_callback_is_retried,
        dlq_entries_are_resumed_restarted_and_deleted,
        runs_are_canceled_by_id_by_filter_and_all,
        waiters_are_listed_and_notified,
        a_key_of_flow_control_is_paused_pinned_and_reset,
        what_is_refused_throws_with_the_status,
    ];
    // To be listed they need not be installed.
    let program = if arguments.list { Err("not asked for".to_owned()) } else { installed() };
    if let (Err(why), false) = (&program, arguments.list) {
        let why = why.lines().last().unwrap_or_default();
        eprintln!("skipped: the official JavaScript clients, since {why}");
    }
    let trials = tests.map(|(name, test)| {
        let program = program.clone();
        let ignored = program.is_err() && !arguments.list;
        Trial::test(name, move || test(&program?)).with_ignored_flag(ignored)
    });
    libtest_mimic::run(&arguments, trials.into()).exit();
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

fn installed() -> Result<PathBuf, String> {
    runtime().map_err(|error| error.to_string())?.block_on(node::install())
}

/// An emulator, a client of each language for it, and what it calls.
struct World {
    js: Js,
    rust: Client,
    api: Api,
    receiver: Receiver,
    workflow: String,
}

impl World {
    async fn start(program: &Path) -> Self {
        let emulator = Emulator::builder().time_factor(1000.0).start().await.expect("an emulator");
        let (url, token) = (emulator.url().to_owned(), emulator.token().to_owned());
        let js = Js::start(program, &url, &token);
        let rust = Client::builder().base_url(url).token(token).build().expect("a client");
        let receiver = Receiver::start().await;
        let workflow = format!("{}/api/workflow", receiver.origin);
        Self { js, rust, api: Api::over(emulator), receiver, workflow }
    }

    async fn workflow(&mut self, call: &str, args: Value) -> Value {
        self.js.call(&format!("workflow.{call}"), args).await
    }

    async fn flow_control(&mut self, call: &str, args: Value) -> Value {
        self.js.call(&format!("qstash.flowControl.{call}"), args).await
    }

    /// The run as the Rust client sees it.
    async fn run(&self, id: &str) -> Value {
        let page = self.rust.list_workflow_run_logs().workflow_run_id(id).await.expect("logs");
        json!(page)["runs"][0].clone()
    }

    async fn key(&self, key: &str) -> Value {
        json!(self.rust.get_flow_control_key().flow_control_key(key).await.expect("a key"))
    }

    /// The DLQ ids that the Rust client lists.
    async fn entries(&self) -> Vec<String> {
        let page = self.rust.list_failed_workflow_runs().await.expect("a page");
        page.messages.iter().map(|message| text(&json!(message)["dlqId"]).to_owned()).collect()
    }

    /// The DLQ message as the Rust client sees it, once its callback stands so.
    async fn message_in(&self, dlq_id: &str, state: &str) -> Value {
        let look = async {
            loop {
                let found = self.rust.get_failed_workflow_run().dlq_id(dlq_id).await;
                let message = json!(found.expect("a message"));
                if message["failureFunctionState"] == *state {
                    break message;
                }
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.unwrap_or_else(|_| panic!("never {state}"))
    }
}

fn dlq_ids(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().expect("messages");
    messages.iter().map(|one| one["dlqId"].as_str().expect("an id").to_owned()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

async fn what_is_triggered_runs_and_is_in_the_logs(mut world: World) {
    let trigger = json!([{
        "url": world.workflow, "workflowRunId": "one", "body": "hello", "label": "orders",
        "headers": { "x-tenant": "acme" }, "retries": 1, "retryDelay": "1000",
    }]);
    let triggered = world.workflow("trigger", trigger.clone()).await;
    assert_eq!(triggered, json!({ "workflowRunId": "wfr_one" }));
    let first = world.receiver.next().await;
    assert_eq!((first.path.as_str(), first.body.as_slice()), ("/api/workflow", &b"hello"[..]));
    assert_eq!((first.header("x-tenant"), first.header("upstash-retried")), ("acme", "0"));
    assert_eq!(world.run("wfr_one").await["workflowState"], "RUN_STARTED");
    first.answer(StatusCode::INTERNAL_SERVER_ERROR);
    let second = world.receiver.next().await;
    assert_eq!(second.header("upstash-retried"), "1");
    second.answer("done");
    world.api.ended("wfr_one").await;

    // The same id again starts nothing.
    world.workflow("trigger", trigger).await;
    let logs = world.workflow("logs", json!([{ "workflowRunId": "wfr_one" }])).await;
    let (of_js, of_rust) = (&logs["runs"][0], world.run("wfr_one").await);
    for field in [
        "workflowRunId",
        "workflowUrl",
        "workflowState",
        "workflowRunCreatedAt",
        "workflowRunCompletedAt",
        "workflowRunResponse",
        "labels",
    ] {
        assert!(!of_js[field].is_null(), "{field} in {of_js}");
        assert_eq!(of_js[field], of_rust[field], "{field}");
    }
    assert_eq!(of_js["workflowState"], "RUN_SUCCESS");
    assert_eq!(of_js["workflowRunResponse"], "done");

    let several = ["a", "b"].map(|id| json!({ "url": world.workflow, "workflowRunId": id }));
    let triggered = world.workflow("trigger", json!([several])).await;
    assert_eq!(triggered, json!([{ "workflowRunId": "wfr_a" }, { "workflowRunId": "wfr_b" }]));
    for _ in 0..2 {
        world.receiver.next().await.answer(StatusCode::OK);
    }
    for id in ["wfr_a", "wfr_b"] {
        world.api.ended(id).await;
        assert_eq!(world.run(id).await["workflowState"], "RUN_SUCCESS");
    }
    let page = world.workflow("logs", json!([{ "count": 2 }])).await;
    let rest = world.workflow("logs", json!([{ "count": 2, "cursor": page["cursor"] }])).await;
    let listed: Vec<_> =
        [&page, &rest].into_iter().flat_map(|page| support::run_ids(&page["runs"])).collect();
    assert_eq!(listed, ["wfr_b", "wfr_a", "wfr_one"]);
}

async fn a_failed_run_is_in_the_dlq_and_its_failure_callback_is_retried(mut world: World) {
    let trigger = json!([{
        "url": world.workflow, "workflowRunId": "bad", "failureUrl": world.receiver.url,
        "retries": 0, "label": "orders",
    }]);
    world.workflow("trigger", trigger).await;
    world.receiver.next().await.answer((StatusCode::BAD_GATEWAY, "no"));
    let callback = world.receiver.next().await;
    assert_eq!(callback.json()["workflowRunId"], "wfr_bad");
    callback.answer((StatusCode::SERVICE_UNAVAILABLE, "later"));
    let id = world.entries().await.remove(0);
    world.message_in(&id, "CALLBACK_FAIL").await;

    let filter = json!([{ "count": 5, "filter": { "label": "orders", "failureFunctionState": "CALLBACK_FAIL" } }]);
    let page = world.workflow("dlq.list", filter.clone()).await;
    assert_eq!(dlq_ids(&page), [id.as_str()]);
    assert!(page["cursor"].is_null(), "{page}");
    let (of_js, of_rust) = (&page["messages"][0], world.message_in(&id, "CALLBACK_FAIL").await);
    for (name, value) in of_rust.as_object().expect("an object") {
        assert_eq!(&of_js[name], value, "{name}");
    }
    assert_eq!((&of_js["responseStatus"], &of_js["responseBody"]), (&json!(502), &json!("no")));

    let retried = world.workflow("dlq.retryFailureFunction", json!([{ "dlqId": id }])).await;
    assert_eq!(retried["workflowRunId"], "wfr_bad");
    let callback = world.receiver.next().await;
    world.message_in(&id, "CALLBACK_INPROGRESS").await;
    callback.answer(StatusCode::OK);
    world.message_in(&id, "CALLBACK_SUCCESS").await;
    assert!(dlq_ids(&world.workflow("dlq.list", filter).await).is_empty());
    let again = world.js.try_call("workflow.dlq.retryFailureFunction", json!([{ "dlqId": id }]));
    assert_eq!(again.await.expect_err("it has succeeded")["status"], 400);
}

async fn dlq_entries_are_resumed_restarted_and_deleted(mut world: World) {
    let failed = |label: &str| {
        FailedRun::new(&world.workflow)
            .label(label)
            .failure_callback("http://127.0.0.1:1/", CallbackState::Fail)
    };
    let labels = ["a", "a", "b", "b", "c", "c", "d", "d"];
    let ids = world.api.emulator.seed(labels.map(failed));
    let mut started = Vec::new();
    let one = json!([{ "dlqId": ids[0], "retries": 0 }]);
    started.push(world.workflow("dlq.resume", one).await["workflowRunId"].clone());
    for (call, request) in [
        ("dlq.resume", json!([[ids[1]], { "flowControl": { "key": "k", "parallelism": 3 } }])),
        ("dlq.restart", json!([ids[2]])),
        ("dlq.restart", json!([{ "filter": { "label": "b" } }])),
    ] {
        let answer = world.workflow(call, request).await;
        let runs = answer["workflowRuns"].as_array().expect("runs");
        assert_eq!(runs.len(), 1, "{call}: {answer}");
        assert!(answer["cursor"].is_null(), "{answer}");
        started.push(runs[0]["workflowRunId"].clone());
    }
    for _ in &started {
        world.receiver.next().await.answer(StatusCode::OK);
    }
    for id in started.iter().map(text) {
        world.api.ended(id).await;
        assert_eq!(world.run(id).await["workflowState"], "RUN_SUCCESS");
    }
    assert_eq!(world.key("k").await["parallelismMax"], 3);
    assert_eq!(world.entries().await, ids[4..]);

    for (request, deleted, left) in [
        (json!([ids[4]]), 1, &ids[5..]),
        (json!([[ids[5], ids[0]]]), 1, &ids[6..]),
        (json!([{ "all": true, "count": 1 }]), 1, &ids[7..]),
        (json!([{ "filter": { "label": "d" } }]), 1, &ids[8..]),
    ] {
        let answer = world.workflow("dlq.delete", request.clone()).await;
        assert_eq!(answer["deleted"], deleted, "{request}");
        assert_eq!(world.entries().await, left, "{request}");
    }
}

async fn runs_are_canceled_by_id_by_filter_and_all(mut world: World) {
    let trigger: Vec<Value> = ["a", "b", "c", "d"]
        .map(|id| json!({ "url": world.workflow, "workflowRunId": id, "label": id, "delay": "7d" }))
        .into();
    world.workflow("trigger", json!([trigger])).await;
    for (request, cancelled, id) in [
        (json!(["wfr_a"]), 1, "wfr_a"),
        (json!([["wfr_b", "wfr_unknown"]]), 1, "wfr_b"),
        (json!([{ "filter": { "label": "c", "workflowUrl": world.workflow } }]), 1, "wfr_c"),
        (json!([{ "all": true }]), 1, "wfr_d"),
        (json!([{ "all": true }]), 0, "wfr_d"),
    ] {
        let answer = world.workflow("cancel", request.clone()).await;
        assert_eq!(answer["cancelled"], cancelled, "{request}");
        assert_eq!(world.run(id).await["workflowState"], "RUN_CANCELED", "{request}");
    }
    assert!(!world.receiver.has_more());
}

async fn waiters_are_listed_and_notified(mut world: World) {
    let url = world.workflow.clone();
    let waiter = |run: &str| Waiter::new("paid 1", run, &url).header("X-Step", "3");
    world.api.emulator.seed_waiter(waiter("wfr_1"));
    let waiters = world.workflow("getWaiters", json!([{ "eventId": "paid 1" }])).await;
    assert_eq!(waiters[0]["url"], *world.workflow, "{waiters}");
    let of_rust = json!(world.rust.list_waiters().event_id("paid 1").await.expect("waiters"));
    for (name, value) in of_rust[0].as_object().expect("an object") {
        assert_eq!(&waiters[0][name], value, "{name}");
    }
    let event = json!([{ "eventId": "paid 1", "eventData": { "sum": 7 } }]);
    let notified = world.workflow("notify", event.clone()).await;
    assert_eq!(notified.as_array().map(Vec::len), Some(1), "{notified}");
    let call = world.receiver.next().await;
    assert_eq!((call.json(), call.header("x-step")), (json!({ "sum": 7 }), "3"));
    call.answer(StatusCode::OK);
    assert_eq!(world.workflow("notify", event).await, json!([]));
    let left = world.rust.list_waiters().event_id("paid 1").await.expect("waiters");
    assert_eq!(json!(left), json!([]));

    // One run, before it waits: the event is kept for it.
    let early = json!([{ "eventId": "paid 1", "eventData": "soon", "workflowRunId": "wfr_2" }]);
    world.workflow("notify", early).await;
    world.api.emulator.seed_waiter(waiter("wfr_2"));
    let call = world.receiver.next().await;
    assert_eq!(call.body, b"soon");
    call.answer(StatusCode::OK);
}

async fn a_key_of_flow_control_is_paused_pinned_and_reset(mut world: World) {
    world.flow_control("pause", json!(["k"])).await;
    let trigger: Vec<Value> = ["a", "b"]
        .map(|id| {
            let flow = json!({ "key": "k", "parallelism": 1, "rate": 50, "period": "1m" });
            json!({ "url": world.workflow, "workflowRunId": id, "flowControl": flow })
        })
        .into();
    world.workflow("trigger", json!([trigger])).await;
    world.api.get_until("/v2/flowControl/k", |key| key["waitListSize"] == 2).await;
    assert_same_key(&mut world, json!({ "isPaused": true, "parallelismMax": 1, "rateMax": 50 }))
        .await;
    assert!(!world.receiver.has_more(), "it is paused");

    world.flow_control("resume", json!(["k"])).await;
    let first = world.receiver.next().await;
    assert_same_key(
        &mut world,
        json!({ "isPaused": false, "waitListSize": 1, "parallelismCount": 1 }),
    )
    .await;
    let global = world.flow_control("getGlobalParallelism", json!([])).await;
    assert_eq!(global["parallelismCount"], 1, "{global}");
    assert_eq!(global, json!(world.rust.get_global_parallelism().await.expect("global")));

    world.flow_control("pin", json!(["k", { "parallelism": 2, "rate": 9, "period": 120 }])).await;
    // The limit is higher now, so the second may begin beside the first.
    let second = world.receiver.next().await;
    let pinned = json!({
        "parallelismMax": 2, "rateMax": 9, "ratePeriod": 120, "parallelismCount": 2,
        "isPinnedParallelism": true, "isPinnedRate": true,
    });
    assert_same_key(&mut world, pinned).await;
    world.flow_control("unpin", json!(["k", { "rate": true }])).await;
    world.flow_control("resetRate", json!(["k"])).await;
    let reset = json!({ "isPinnedParallelism": true, "isPinnedRate": false, "rateCount": 0 });
    assert_same_key(&mut world, reset).await;
    first.answer(StatusCode::OK);
    second.answer(StatusCode::OK);
    world.api.ended("wfr_a").await;
    world.api.ended("wfr_b").await;
}

/// Both clients see the key, and these values in it.
async fn assert_same_key(world: &mut World, values: Value) {
    let (of_js, of_rust) = (world.flow_control("get", json!(["k"])).await, world.key("k").await);
    for (name, value) in values.as_object().expect("an object") {
        assert_eq!((&of_js[name], &of_rust[name]), (value, value), "{name}");
    }
}

async fn what_is_refused_throws_with_the_status(mut world: World) {
    for (call, args, status) in [
        ("workflow.dlq.retryFailureFunction", json!([{ "dlqId": "1-0" }]), 404),
        ("workflow.dlq.list", json!([{ "count": 101 }]), 400),
        ("workflow.logs", json!([{ "state": "RUN_BROKEN" }]), 400),
        ("qstash.flowControl.pin", json!(["k", { "rate": -1 }]), 400),
    ] {
        let thrown = world.js.try_call(call, args).await.expect_err(call);
        assert_eq!(thrown["status"], status, "{call}: {thrown}");
    }
    // Refused by the client itself: nothing arrives here.
    let before = world.api.emulator.requests().len();
    let thrown = world.js.try_call("workflow.dlq.delete", json!([""])).await;
    assert!(thrown.is_err() && world.api.emulator.requests().len() == before);
}
