//! Triggers: single ones, batches, and by way of the routes for messages.

use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::workflow;
use crate::support::{Api, Receiver};

#[tokio::test]
async fn a_trigger_calls_the_workflow_with_the_payload_and_what_is_forwarded() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let headers = [
        ("content-type", "application/json"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-workflow-runid", "wfr_order-42"),
        ("upstash-label", "orders,eu"),
    ];
    let response = api.trigger(&url, &headers, "{\"order\": 42}").await;
    let created_at = response.json()["workflowCreatedAt"].clone();
    assert_eq!(
        (response.status, response.json()),
        (200, json!({ "workflowRunId": "wfr_order-42", "workflowCreatedAt": created_at }))
    );

    let held = receiver.next().await;
    assert_eq!((&held.method, held.path.as_str()), (&Method::POST, "/api/workflow"));
    assert_eq!(held.body, b"{\"order\": 42}");
    for (name, value) in [
        ("content-type", "application/json"),
        ("x-tenant", "acme"),
        ("upstash-workflow-runid", "wfr_order-42"),
        ("upstash-workflow-url", &*url),
        ("upstash-workflow-init", "true"),
        ("upstash-label", "orders,eu"),
        ("upstash-retried", "0"),
        ("upstash-region", "eu-central-1"),
    ] {
        assert_eq!(held.header(name), value, "{name}");
    }
    assert_eq!(held.header("upstash-signature").split('.').count(), 3);
    assert!(!held.headers.contains_key("authorization"), "the token stays here");
    assert!(!held.headers.contains_key("upstash-forward-x-tenant"), "the prefix is taken off");

    let run = api.run("wfr_order-42").await;
    assert_eq!(run["workflowState"], "RUN_STARTED");
    assert_eq!(run["steps"][1]["steps"][0]["state"], "STEP_PROGRESS");
    assert_eq!(run["workflowRunCompletedAt"], Value::Null);
    held.respond((StatusCode::CREATED, "{\"done\":true}"));

    let run = api.ended("wfr_order-42").await;
    assert_eq!(run["workflowState"], "RUN_SUCCESS");
    assert_eq!(run["workflowRunResponse"], "{\"done\":true}");
    assert_eq!(run["workflowUrl"], url);
    assert_eq!(run["workflowRunCreatedAt"], created_at);
    assert!(run["workflowRunCompletedAt"].as_u64() >= created_at.as_u64());
    assert_eq!(run["workflowRunCallerIp"], "127.0.0.1");
    assert_eq!((&run["label"], &run["labels"]), (&json!("orders"), &json!(["orders", "eu"])));
    let [payload, call] = [&run["steps"][0], &run["steps"][1]];
    assert_eq!((&payload["type"], &call["type"]), (&json!("sequential"), &json!("sequential")));
    let (payload, call) = (&payload["steps"][0], &call["steps"][0]);
    assert_eq!(
        (&payload["stepType"], &payload["out"]),
        (&json!("Initial"), &json!("{\"order\": 42}"))
    );
    assert_eq!((&call["state"], &call["out"]), (&json!("STEP_SUCCESS"), &json!("{\"done\":true}")));
    assert_eq!(run["failureFunction"], Value::Null);
    assert!(api.listed("").await.is_empty(), "nothing failed");
    assert!(!receiver.has_more());
}

#[tokio::test]
async fn a_second_trigger_with_the_same_run_id_starts_nothing() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let headers = [("upstash-workflow-runid", "wfr_once")];
    let first = api.trigger(&url, &headers, "1").await.json();
    let second = api.trigger(&url, &headers, "2").await.json();
    assert_eq!((&first["deduplicated"], &second["deduplicated"]), (&Value::Null, &json!(true)));
    assert_eq!(first["workflowCreatedAt"], second["workflowCreatedAt"]);
    let held = receiver.next().await;
    assert_eq!(held.body, b"1");
    held.respond(StatusCode::OK);
    api.ended("wfr_once").await;
    let entry = json!({ "destination": url, "headers": { "Upstash-Workflow-RunId": "wfr_once" } });
    let third = api.post_json("/v2/batch/trigger", &json!([entry])).await;
    assert_eq!(
        (third.status, &third.json()[0]["deduplicated"]),
        (201, &json!(true)),
        "over, and still known"
    );
    assert_eq!(api.logged("").await, ["wfr_once"]);
    assert!(!receiver.has_more());
}

#[tokio::test]
async fn a_run_without_an_id_gets_one_and_a_given_id_is_kept() {
    let api = Api::start().await;
    let url = "http://127.0.0.1:1/w";
    let (one, other) = (api.start_run(url, &[]).await, api.start_run(url, &[]).await);
    assert!(one.starts_with("wfr_") && other.starts_with("wfr_") && one != other, "{one} {other}");
    let given = api.start_run(url, &[("upstash-workflow-runid", "order-42")]).await;
    assert_eq!(given, "order-42");
}

#[tokio::test]
async fn a_batch_starts_a_run_for_each_entry_in_order_and_forwards_their_headers() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let batch = json!([
        { "destination": format!("{}/a?x=1", receiver.origin), "body": "one",
          "headers": { "Upstash-Forward-X-Tenant": "acme", "Content-Type": "text/plain", "Upstash-Workflow-RunId": "wfr_a" } },
        { "destination": format!("{}/b", receiver.origin) },
    ]);
    let response = api.post_json("/v2/batch/trigger", &batch).await;
    assert_eq!(response.status, 201);
    let results = response.json();
    assert_eq!(
        (&results[0]["workflowRunId"], &results[0]["deduplicated"]),
        (&json!("wfr_a"), &json!(false))
    );
    let mut held = [receiver.next().await, receiver.next().await];
    held.sort_by(|one, other| one.path.cmp(&other.path));
    let [a, b] = held;
    assert_eq!(
        (&*a.path, &a.body[..], a.header("x-tenant"), a.header("content-type")),
        ("/a?x=1", &b"one"[..], "acme", "text/plain")
    );
    assert_eq!((&*b.path, &b.body[..]), ("/b", &b""[..]));
    assert_eq!(results[1]["workflowRunId"], b.header("upstash-workflow-runid"));
}

#[tokio::test]
async fn a_batch_with_one_bad_entry_starts_nothing() {
    let api = Api::start().await;
    for (entry, why) in [
        (json!({ "destination": "ftp://127.0.0.1/" }), "scheme"),
        (json!({ "headers": {} }), "destination"),
        (json!({ "destination": "http://127.0.0.1:1/", "queue": "q" }), "queue"),
        (
            json!({ "destination": "http://127.0.0.1:1/", "headers": { "Upstash-Retries": "x" } }),
            "Upstash-Retries",
        ),
        (json!({ "destination": "http://127.0.0.1:1/", "headers": { "a b": "x" } }), "a b"),
    ] {
        let good = json!({ "destination": "http://127.0.0.1:1/" });
        for path in ["/v2/batch/trigger", "/v2/batch"] {
            let error = api.post_json(path, &json!([good, entry])).await.error(400);
            assert!(error.contains(why), "{entry}: {error}");
        }
    }
    assert!(api.post_json("/v2/batch/trigger", &json!({})).await.error(400).contains("list"));
    assert_eq!(api.post_json("/v2/batch/trigger", &json!([])).await.json(), json!([]));
    assert!(api.logged("").await.is_empty());
}

#[tokio::test]
async fn a_header_that_makes_no_sense_is_400_and_named() {
    let api = Api::start().await;
    for (name, value) in [
        ("Upstash-Retries", "-1"),
        ("Upstash-Retries", "many"),
        ("Upstash-Retry-Delay", "pow(2"),
        ("Upstash-Retry-Delay", "10s"),
        ("Upstash-Delay", "50"),
        ("Upstash-Delay", "1x"),
        ("Upstash-Delay", "9223372036854776s"),
        ("Upstash-Delay", "100000000000000d"),
        ("Upstash-Not-Before", "tomorrow"),
        ("Upstash-Not-Before", "9223372036854776"),
        ("Upstash-Not-Before", "18446744073709551615"),
        ("Upstash-Label", "a b"),
        ("Upstash-Label", "a,,b"),
        ("Upstash-Flow-Control-Key", "a b"),
        ("Upstash-Flow-Control-Value", "parallelism=2"),
        ("Upstash-Failure-Callback", "app.example.com"),
        ("Upstash-Failure-Callback-Retries", "x"),
        ("Upstash-Failure-Callback-Retry-Delay", "x"),
        ("Upstash-Failure-Callback-Flow-Control-Key", "a/b"),
        ("Upstash-Redact-Fields", "everything"),
        ("Upstash-Workflow-RunId", "a b"),
        ("Upstash-Workflow-RunId", ""),
    ] {
        let error = api.trigger("http://127.0.0.1:1/", &[(name, value)], "").await.error(400);
        assert!(error.contains(name), "{name}: {value}: {error}");
    }
    let limits = [("upstash-flow-control-key", "k"), ("upstash-flow-control-value", "speed=2")];
    let error = api.trigger("http://127.0.0.1:1/", &limits, "").await.error(400);
    assert!(error.contains("Upstash-Flow-Control-Value"), "{error}");
    assert!(api.logged("").await.is_empty());
}

#[tokio::test]
async fn a_workflow_url_goes_raw_onto_the_path_and_an_encoded_one_is_refused() {
    let api = Api::start().await;
    for url in ["https%3A%2F%2Fapp.example.com%2Fapi", "app.example.com", "ftp://app.example.com/"]
    {
        assert!(api.trigger(url, &[], "").await.error(400).contains("scheme"), "{url}");
    }
    let response = api.trigger("http://127.0.0.1:1/a%20b/c", &[], "").await;
    let id = response.json()["workflowRunId"].as_str().expect("an id").to_owned();
    assert_eq!(api.run(&id).await["workflowUrl"], "http://127.0.0.1:1/a%20b/c");
}

/// The official `serve` sends the result of a step like this. It is not emulated, and must not start a run.
#[tokio::test]
async fn results_of_steps_and_plain_messages_are_refused_and_start_nothing() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let lives = api.start_run(&url, &[("upstash-workflow-runid", "wfr_lives")]).await;
    let held = receiver.next().await;
    let over = api.start_run(&url, &[("upstash-workflow-runid", "wfr_over")]).await;
    receiver.next().await.respond(StatusCode::OK);
    api.ended(&over).await;
    for (init, run_id, why) in [
        (Some("false"), Some("wfr_lives"), "step protocol"),
        (Some("false"), Some("wfr_over"), "`wfr_over`"),
        (Some("false"), Some("wfr_unknown"), "`wfr_unknown`"),
        (Some("false"), None, "no workflow run"),
        (Some("maybe"), Some("wfr_new"), "Upstash-Workflow-Init"),
        (None, None, "Upstash-Workflow-Init"),
    ] {
        let headers: Vec<(&str, &str)> =
            [("Upstash-Workflow-Init", init), ("Upstash-Workflow-RunId", run_id)]
                .into_iter()
                .filter_map(|(name, value)| value.map(|value| (name, value)))
                .collect();
        let good = json!({ "destination": url, "headers": { "Upstash-Workflow-Init": "true" } });
        let entry = json!({
            "destination": url, "headers": headers.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
        });
        let error = api.post_json("/v2/batch", &json!([good, entry])).await.error(400);
        assert!(error.contains(why) && error.contains("entry 1"), "{headers:?}: {error}");
        let mut publish = api.request(Method::POST, &format!("/v2/publish/{url}"));
        for (name, value) in &headers {
            publish = publish.header(*name, *value);
        }
        let publish = publish.bearer_auth(api.emulator.token());
        let error = crate::support::send(publish).await.error(400);
        assert!(error.contains(why), "{headers:?}: {error}");
        if init.is_some() {
            let error = api.trigger(&url, &headers, "").await.error(400);
            assert!(error.contains(why), "{headers:?}: {error}");
        }
    }
    assert_eq!(api.logged("").await, [over, lives]);
    held.respond(StatusCode::OK);
}

/// As the official Go client does it.
#[tokio::test]
async fn publishing_to_a_workflow_with_the_headers_of_workflows_triggers_it() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let headers = [
        ("upstash-workflow-init", "true"),
        ("upstash-workflow-runid", "wfr_go"),
        ("upstash-workflow-url", &*url),
        ("upstash-feature-set", "LazyFetch"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-retries", "0"),
    ];
    let mut request = api.request(Method::POST, &format!("/v2/publish/{url}")).body("hello");
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let response = crate::support::send(request.bearer_auth(api.emulator.token())).await;
    let held = receiver.next().await;
    assert_eq!(
        (response.status, &response.json()["messageId"]),
        (200, &json!(held.header("upstash-message-id")))
    );
    assert_eq!((held.body.as_slice(), held.header("x-tenant")), (&b"hello"[..], "acme"));
    held.respond(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(api.ended("wfr_go").await["workflowState"], "RUN_FAILED");
    assert_eq!(
        api.get("/v2/workflows/dlq").await.json()["messages"][0].get("failureCallback"),
        None
    );
}

#[tokio::test]
async fn the_official_server_ends_a_run_with_its_result_and_does_not_cancel_it() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.start_run(&workflow(&receiver), &[]).await;
    let path = format!("/v2/workflows/runs/{id}");
    let held = receiver.next().await;
    assert!(api.get(&path).await.error(400).contains("step protocol"));
    for (query, named) in [("?cancel=maybe", "cancel"), ("?cancle=false", "cancle")] {
        assert!(api.delete(&format!("{path}{query}")).await.error(400).contains(named));
    }
    assert_eq!(api.run(&id).await["workflowState"], "RUN_STARTED");

    assert_eq!(api.delete_with(&format!("{path}?cancel=false"), "{\"sum\":7}").await.status, 200);
    held.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let run = api.run(&id).await;
    assert_eq!(
        (&run["workflowState"], &run["workflowRunResponse"]),
        (&json!("RUN_SUCCESS"), &json!("{\"sum\":7}"))
    );
    assert_eq!(api.delete(&format!("{path}?cancel=true")).await.status, 200);
    assert_eq!(api.run(&id).await["workflowState"], "RUN_SUCCESS", "it is over");
    assert!(api.get(&path).await.error(404).contains(&id));
    assert!(api.get("/v2/workflows/runs/none").await.error(404).contains("none"));
    assert_eq!(api.delete("/v2/workflows/runs/none?cancel=false").await.status, 404);
}

#[tokio::test]
async fn a_period_alone_is_not_flow_control() {
    let api = Api::start().await;
    for (value, status) in [("period=1m", 400), ("rate=1,period=1m", 200), ("parallelism=1", 200)] {
        let headers = [
            ("upstash-flow-control-key", "k"),
            ("upstash-flow-control-value", value),
            ("upstash-delay", "1d"),
        ];
        assert_eq!(
            api.trigger("http://127.0.0.1:1/", &headers, "").await.status,
            status,
            "{value}"
        );
    }
}
