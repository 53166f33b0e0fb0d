//! The calls of the official clients, and what the Rust client sees.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use upstash_workflow::{Receiver, SignatureErrorReason};
use upstash_workflow_emulator::{CallbackState, FailedRun, Operation, Waiter};

use super::{World, support, text};

fn dlq_ids(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().expect("messages");
    messages.iter().map(|one| one["dlqId"].as_str().expect("an id").to_owned()).collect()
}

pub(super) async fn what_is_triggered_runs_and_is_in_the_logs(mut world: World) {
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
    first.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let second = world.receiver.next().await;
    assert_eq!(second.header("upstash-retried"), "1");
    second.respond("done");
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
        world.receiver.next().await.respond(StatusCode::OK);
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

pub(super) async fn the_clients_find_it_when_all_they_know_is_that_development_goes_on(
    mut world: World,
) {
    let trigger = json!([{ "url": world.workflow, "workflowRunId": "dev", "body": "hello" }]);
    let triggered = world.workflow("trigger", trigger).await;
    assert_eq!(triggered, json!({ "workflowRunId": "wfr_dev" }));
    let call = world.receiver.next().await;
    assert_eq!((call.path.as_str(), call.body.as_slice()), ("/api/workflow", &b"hello"[..]));
    call.respond("done");
    world.api.ended("wfr_dev").await;
    let logs = world.workflow("logs", json!([{ "workflowRunId": "wfr_dev" }])).await;
    assert_eq!(logs["runs"][0]["workflowRunResponse"], "done");
    // The client has checked who is there, and would start a server of its own if the response was not the expected one.
    let first = world.api.emulator.requests().remove(0);
    assert_eq!(
        (first.path.as_str(), first.operation),
        ("/v2/keys", Some(Operation::GetSigningKeys))
    );
}

pub(super) async fn a_failed_run_is_in_the_dlq_and_its_failure_callback_is_retried(
    mut world: World,
) {
    let trigger = json!([{
        "url": world.workflow, "workflowRunId": "bad", "failureUrl": world.receiver.url,
        "retries": 0, "label": "orders",
    }]);
    world.workflow("trigger", trigger).await;
    world.receiver.next().await.respond((StatusCode::BAD_GATEWAY, "no"));
    let callback = world.receiver.next().await;
    assert_eq!(callback.json()["workflowRunId"], "wfr_bad");
    callback.respond((StatusCode::SERVICE_UNAVAILABLE, "later"));
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
    callback.respond(StatusCode::OK);
    world.message_in(&id, "CALLBACK_SUCCESS").await;
    assert!(dlq_ids(&world.workflow("dlq.list", filter).await).is_empty());
    let again =
        world.official.try_call("workflow.dlq.retryFailureFunction", json!([{ "dlqId": id }]));
    assert_eq!(again.await.expect_err("it has succeeded")["status"], 400);
}

pub(super) async fn dlq_entries_are_resumed_restarted_and_deleted(mut world: World) {
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
        let response = world.workflow(call, request).await;
        let runs = response["workflowRuns"].as_array().expect("runs");
        assert_eq!(runs.len(), 1, "{call}: {response}");
        assert!(response["cursor"].is_null(), "{response}");
        started.push(runs[0]["workflowRunId"].clone());
    }
    for _ in &started {
        world.receiver.next().await.respond(StatusCode::OK);
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
        let response = world.workflow("dlq.delete", request.clone()).await;
        assert_eq!(response["deleted"], deleted, "{request}");
        assert_eq!(world.entries().await, left, "{request}");
    }
}

pub(super) async fn runs_are_canceled_by_id_by_filter_and_all(mut world: World) {
    let trigger: Vec<Value> = ["a", "b", "c", "d", "e", "f"]
        .map(|id| json!({ "url": world.workflow, "workflowRunId": id, "label": id, "delay": "7d" }))
        .into();
    world.workflow("trigger", json!([trigger])).await;
    let elsewhere = json!({ "workflowUrlStartingWith": "http://127.0.0.1:1/" });
    for (request, cancelled, alive) in [
        (json!(["wfr_a"]), 1, &["wfr_b", "wfr_c", "wfr_d", "wfr_e", "wfr_f"][..]),
        (json!([["wfr_b", "wfr_unknown"]]), 1, &["wfr_c", "wfr_d", "wfr_e", "wfr_f"]),
        (
            json!([{ "filter": { "label": "c", "workflowUrl": world.workflow } }]),
            1,
            &["wfr_d", "wfr_e", "wfr_f"],
        ),
        (json!([{ "filter": elsewhere }]), 0, &["wfr_d", "wfr_e", "wfr_f"]),
        (
            json!([{ "filter": { "workflowUrlStartingWith": world.workflow, "label": "d" } }]),
            1,
            &["wfr_e", "wfr_f"],
        ),
        // Its count has no meaning any more.
        (json!([{ "all": true, "count": 1 }]), 2, &[]),
        (json!([{ "all": true }]), 0, &[]),
    ] {
        let response = world.workflow("cancel", request.clone()).await;
        assert_eq!(response["cancelled"], cancelled, "{request}");
        assert_eq!(world.alive().await, alive, "{request}");
    }
    let misspelt = json!([{ "filter": { "labeel": "x" } }]);
    let thrown = world.official.try_call("workflow.cancel", misspelt).await.expect_err("a typo");
    assert_eq!(thrown["status"], 400, "{thrown}");
    assert!(!world.receiver.has_more());
}

/// These select in a body.
pub(super) async fn an_older_client_cancels_by_id_by_url_and_all(mut world: World) {
    let urls = ["a", "b", "c", "d", "e"].map(|id| (id, format!("{}/{id}", world.workflow)));
    let trigger: Vec<Value> =
        urls.map(|(id, url)| json!({ "url": url, "workflowRunId": id, "delay": "7d" })).into();
    let triggered = world.official.call("olderWorkflow.trigger", json!([trigger])).await;
    assert_eq!(triggered.as_array().map(Vec::len), Some(5), "{triggered}");
    let prefix = format!("{}/d", world.workflow);
    for (request, cancelled, alive) in [
        (json!({ "ids": "wfr_a" }), 1, &["wfr_b", "wfr_c", "wfr_d", "wfr_e"][..]),
        (json!({ "ids": ["wfr_b", "wfr_unknown"] }), 1, &["wfr_c", "wfr_d", "wfr_e"]),
        (json!({ "urlStartingWith": prefix }), 1, &["wfr_c", "wfr_e"]),
        (json!({ "urlStartingWith": "http://127.0.0.1:1/elsewhere" }), 0, &["wfr_c", "wfr_e"]),
        (json!({ "all": true }), 2, &[]),
    ] {
        let response = world.official.call("olderWorkflow.cancel", json!([request])).await;
        assert_eq!(response["cancelled"], cancelled, "{request}");
        assert_eq!(world.alive().await, alive, "{request}");
    }
}

pub(super) async fn waiters_are_listed_and_notified(mut world: World) {
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
    call.respond(StatusCode::OK);
    assert_eq!(world.workflow("notify", event).await, json!([]));
    let left = world.rust.list_waiters().event_id("paid 1").await.expect("waiters");
    assert_eq!(json!(left), json!([]));

    // One run, before it waits: the event is kept for it.
    let early = json!([{ "eventId": "paid 1", "eventData": "soon", "workflowRunId": "wfr_2" }]);
    world.workflow("notify", early).await;
    world.api.emulator.seed_waiter(waiter("wfr_2"));
    let call = world.receiver.next().await;
    assert_eq!(call.body, b"soon");
    call.respond(StatusCode::OK);
}

pub(super) async fn a_key_of_flow_control_is_paused_pinned_and_reset(mut world: World) {
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
    first.respond(StatusCode::OK);
    second.respond(StatusCode::OK);
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

pub(super) async fn what_is_refused_throws_with_the_status(mut world: World) {
    for (call, args, status) in [
        ("workflow.dlq.retryFailureFunction", json!([{ "dlqId": "1-0" }]), 404),
        ("workflow.dlq.list", json!([{ "count": 101 }]), 400),
        ("workflow.logs", json!([{ "state": "RUN_BROKEN" }]), 400),
        ("qstash.flowControl.pin", json!(["k", { "rate": -1 }]), 400),
    ] {
        let thrown = world.official.try_call(call, args).await.expect_err(call);
        assert_eq!(thrown["status"], status, "{call}: {thrown}");
    }
    // The client refuses it: nothing arrives.
    let before = world.api.emulator.requests().len();
    let thrown = world.official.try_call("workflow.dlq.delete", json!([""])).await;
    assert!(thrown.is_err() && world.api.emulator.requests().len() == before);
}

/// The calls of a run, of its failure callback and of an event, and what only looks like one of them.
pub(super) async fn what_is_delivered_verifies_with_the_official_receiver(mut world: World) {
    let keys = world.api.emulator.signing_keys();
    let keys = json!({ "currentSigningKey": keys.current, "nextSigningKey": keys.next });
    let headers = [("upstash-retries", "0"), ("upstash-failure-callback", &*world.receiver.url)];
    let body = "{\"order\": \"\u{20ac}\"}";
    world.api.trigger(&world.workflow, &headers, body).await;
    let waiter = Waiter::new("paid", "wfr_1", &world.workflow);
    for number in 0..3 {
        let call = world.receiver.next().await;
        let url = format!("{}{}", world.receiver.origin, call.path);
        let (signature, body) =
            (call.header("upstash-signature").to_owned(), text_of(&call.body).to_owned());
        assert_eq!(call.header("upstash-region"), "eu-central-1");
        call.respond(StatusCode::BAD_REQUEST);
        let request = json!({ "signature": signature, "body": body, "url": url });
        let verified = world.official.call("receiver.verify", json!([keys, request])).await;
        assert_eq!(verified, true, "{request}");
        if number == 1 {
            world.api.emulator.seed_waiter(waiter.clone());
            assert_eq!(world.api.post("/v2/notify/paid").await.status, 201);
        }
    }

    let url = "https://app.example.com/failed?x=1";
    let signature = world.api.emulator.sign(url, body);
    let good = json!({ "signature": signature, "body": body, "url": url });
    assert_eq!(world.official.call("receiver.verify", json!([keys, good])).await, true);
    for (name, value) in [
        ("body", json!(format!("{body} "))),
        ("url", json!("https://app.example.com/failed")),
        ("signature", json!(format!("{signature}x"))),
    ] {
        let mut forged = good.clone();
        forged[name] = value;
        let refused = world.official.try_call("receiver.verify", json!([keys, forged])).await;
        assert!(refused.is_err(), "{forged}");
    }
    // After a rotation the next key signs, and a receiver with the keys of before still takes it.
    assert_eq!(world.api.post("/v2/keys/rotate").await.status, 200);
    let rotated = world.api.emulator.sign(url, body);
    let request = json!({ "signature": rotated, "body": body, "url": url });
    assert_eq!(world.official.call("receiver.verify", json!([keys, request])).await, true);
    assert_eq!(world.api.post("/v2/keys/rotate").await.status, 200);
    let request =
        json!({ "signature": world.api.emulator.sign(url, body), "body": body, "url": url });
    let refused = world.official.try_call("receiver.verify", json!([keys, request])).await;
    assert!(refused.is_err(), "signed with a key that the receiver does not know");
}

pub(super) async fn a_token_of_jose_or_pyjwt_verifies_with_ours(mut world: World) {
    let (url, body) = ("https://app.example.com/failed?x=1", "{\"order\": \"\u{20ac}\"}");
    let receiver = Receiver::new("sig_current", "sig_next").expect("two keys");
    let claims = |exp: u64| {
        let hash = URL_SAFE.encode(Sha256::digest(body));
        json!({ "iss": "Upstash", "sub": url, "exp": exp, "nbf": 0, "iat": 0, "jti": "j", "body": hash })
    };
    for (claims, key, algorithm, expected) in [
        (claims(4_102_444_800), "sig_current", "HS256", None),
        (claims(4_102_444_800), "sig_next", "HS256", None),
        (claims(4_102_444_800), "sig_other", "HS256", Some(SignatureErrorReason::WrongKey)),
        (
            claims(4_102_444_800),
            "sig_current",
            "HS512",
            Some(SignatureErrorReason::UnsupportedAlgorithm),
        ),
        (claims(1_700_000_000), "sig_current", "HS256", Some(SignatureErrorReason::Expired)),
    ] {
        let token = world.official.call("jwt.sign", json!([claims, key, algorithm])).await;
        let token = token.as_str().expect("a token").parse().expect("a header's value");
        let headers = [("upstash-signature".parse().expect("a name"), token)].into_iter().collect();
        let verified = receiver.verify(&headers, url, body.as_bytes());
        assert_eq!(verified.err().map(|error| error.reason()), expected, "{key} {algorithm}");
    }
}

/// It speaks the step protocol, which is refused so that a person understands it.
pub(super) async fn the_official_server_fails_with_the_reason_and_is_called_for_the_failure(
    mut world: World,
) {
    let keys = world.api.emulator.signing_keys();
    let keys = json!({ "currentSigningKey": keys.current, "nextSigningKey": keys.next });
    for (has_failure_function, id) in [(true, "with"), (false, "without")] {
        let url = world.official.call("endpoint.start", json!([has_failure_function, keys])).await;
        let trigger = json!([{ "url": url, "workflowRunId": id, "retries": 0 }]);
        world.workflow("trigger", trigger).await;
        let run = world.api.ended(&format!("wfr_{id}")).await;
        let path = format!("/v2/workflows/dlq/{}", text(&run["dlqId"]));
        let settled = |one: &Value| one["failureFunctionState"] != "CALLBACK_INPROGRESS";
        let message = world.api.get_until(&path, settled).await;
        assert_eq!((&message["failureCallback"], &message["responseStatus"]), (&url, &json!(500)));
        assert!(text(&message["responseBody"]).contains("step protocol"), "{message}");
        // The failure call went to the same URL, was verified there, and found a function or none.
        if has_failure_function {
            assert_eq!(message["failureFunctionState"], "CALLBACK_SUCCESS");
            let told = text(&message["failureCallbackInfo"]["responseBody"]);
            assert!(told.contains("step protocol"), "{told}");
        } else {
            assert_eq!(message["failureFunctionState"], Value::Null);
        }
    }
}

fn text_of(body: &[u8]) -> &str {
    std::str::from_utf8(body).expect("text")
}
