//! Runs: triggering, delivery, retries, failure, and their logs.

mod cancel;
mod events;
mod flow_control;
mod rerun;

use crate::support::{Api, Receiver};
use axum::response::IntoResponse;
use http::{Method, StatusCode};
use serde_json::{Value, json};

fn workflow(receiver: &Receiver) -> String {
    format!("{}/api/workflow", receiver.origin)
}

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
    let answer = api.trigger(&url, &headers, "{\"order\": 42}").await;
    let created_at = answer.json()["workflowCreatedAt"].clone();
    assert_eq!(
        (answer.status, answer.json()),
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
    held.answer((StatusCode::CREATED, "{\"done\":true}"));

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
async fn a_failing_workflow_is_retried_and_then_in_the_dlq_and_its_failure_is_called_back() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "2"),
        ("upstash-retry-delay", "1000 * (1 + retried)"),
        ("upstash-failure-callback", &*receiver.url.clone()),
        ("upstash-failure-callback-retries", "1"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-label", "orders"),
        ("content-type", "text/plain"),
    ];
    let answer = api.trigger(&workflow(&receiver), &headers, "payload").await;
    let id = answer.json()["workflowRunId"].as_str().expect("an id").to_owned();
    for attempt in ["0", "1", "2"] {
        let held = receiver.next().await;
        assert_eq!((held.header("upstash-retried"), &held.body[..]), (attempt, &b"payload"[..]));
        held.answer((StatusCode::SERVICE_UNAVAILABLE, format!("no {attempt}")));
    }
    let callback = receiver.next().await;
    assert_eq!(callback.path, "/failed?from=test");
    let told = callback.json();
    assert_eq!((&told["retried"], &told["status"]), (&json!(2), &json!(503)));
    assert_eq!((&told["workflowRunId"], callback.header("x-tenant")), (&json!(id), "acme"));

    let run = api.ended(&id).await;
    assert_eq!(run["workflowState"], "RUN_FAILED");
    assert_eq!(run["dlqId"], told["dlqId"]);
    assert_eq!(run["failureFunction"]["state"], "CALLBACK_INPROGRESS");
    assert_eq!(
        (&run["steps"][1]["type"], &run["steps"][1]["steps"][0]["state"]),
        (&json!("next"), &json!("STEP_FAILED"))
    );
    let errors = run["steps"][1]["steps"][0]["errors"].as_array().expect("errors").clone();
    let bodies: Vec<&str> = errors.iter().filter_map(|error| error["body"].as_str()).collect();
    assert_eq!(bodies, ["no 0", "no 1", "no 2"]);

    let dlq_id = run["dlqId"].as_str().expect("an id").to_owned();
    let message = api.message(&dlq_id).await;
    for (name, expected) in [
        ("workflowRunId", json!(id)),
        ("workflowUrl", json!(workflow(&receiver))),
        ("messageId", run["steps"][1]["steps"][0]["messageId"].clone()),
        ("body", json!("payload")),
        ("header", json!({ "Content-Type": ["text/plain"], "X-Tenant": ["acme"] })),
        ("responseStatus", json!(503)),
        ("responseBody", json!("no 2")),
        ("maxRetries", json!(2)),
        ("labels", json!(["orders"])),
        ("callerIP", json!("127.0.0.1")),
        ("failureCallback", json!(receiver.url)),
        ("failureFunctionState", json!("CALLBACK_INPROGRESS")),
        ("workflowCreatedAt", run["workflowRunCreatedAt"].clone()),
    ] {
        assert_eq!(message[name], expected, "{name}");
    }

    callback.answer(StatusCode::BAD_GATEWAY);
    let again = receiver.next().await;
    assert_eq!((&*again.path, again.header("upstash-retried")), ("/failed?from=test", "1"));
    again.answer((StatusCode::BAD_GATEWAY, "down"));
    let message = api.settled(&dlq_id).await;
    assert_eq!(message["failureFunctionState"], "CALLBACK_FAIL");
    let callback = &api.run(&id).await["failureFunction"];
    assert_eq!(
        (&callback["state"], &callback["responseStatus"]),
        (&json!("CALLBACK_FAIL"), &json!(502))
    );
    assert_eq!(callback["errors"].as_array().map(Vec::len), Some(2));
    assert!(!receiver.has_more(), "one retry, not two");

    assert_eq!(api.retry(&dlq_id).await.status, 200);
    receiver.next().await.answer(StatusCode::OK);
    assert_eq!(api.settled(&dlq_id).await["failureFunctionState"], "CALLBACK_SUCCESS");
}

#[tokio::test]
async fn left_out_there_are_three_retries_and_the_workflow_itself_is_told_of_the_failure() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [("upstash-retry-delay", "1")];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    for _ in 0..4 {
        let held = receiver.next().await;
        assert!(!held.headers.contains_key("upstash-workflow-is-failure"));
        held.answer(StatusCode::INTERNAL_SERVER_ERROR);
    }
    let callback = receiver.next().await;
    assert_eq!(
        (&*callback.path, callback.header("upstash-workflow-is-failure")),
        ("/api/workflow", "true")
    );
    callback.answer(StatusCode::OK);
    let run = api.ended(&id).await;
    let dlq_id = run["dlqId"].as_str().expect("it failed");
    assert_eq!(api.settled(dlq_id).await["failureFunctionState"], "CALLBACK_SUCCESS");
}

#[tokio::test]
async fn a_run_that_recovers_is_a_success_with_its_errors_on_record() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let id = api.start_run(&workflow(&receiver), &[("upstash-retry-delay", "1")]).await;
    receiver.next().await.answer(StatusCode::NOT_FOUND);
    receiver.next().await.answer("fine");
    let run = api.ended(&id).await;
    assert_eq!(
        (&run["workflowState"], &run["workflowRunResponse"]),
        (&json!("RUN_SUCCESS"), &json!("fine"))
    );
    assert_eq!(run["steps"][1]["steps"][0]["errors"][0]["status"], 404);
    assert!(api.listed("").await.is_empty());
}

#[tokio::test]
async fn a_failure_that_is_said_to_be_for_good_is_not_retried() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let id = api
        .start_run(&workflow(&receiver), &[("upstash-failure-callback", &*receiver.url.clone())])
        .await;
    let status = StatusCode::from_u16(489).expect("a status");
    receiver.next().await.answer((status, [("upstash-nonretryable-error", "true")], "no"));
    assert_eq!(receiver.next().await.path, "/failed?from=test");
    assert_eq!(api.ended(&id).await["workflowState"], "RUN_FAILED");
}

#[tokio::test]
async fn a_workflow_that_cannot_be_reached_fails_and_says_why() {
    let api = Api::fast().await;
    let url = "http://127.0.0.1:1/workflow";
    let id = api.start_run(url, &[("upstash-retries", "0")]).await;
    let run = api.ended(&id).await;
    let error = &run["steps"][1]["steps"][0]["errors"][0];
    assert!(error["error"].as_str().is_some_and(|why| !why.is_empty()), "{run}");
    assert_eq!(error["status"], Value::Null);
    let message = api.message(run["dlqId"].as_str().expect("an id")).await;
    assert_eq!(message["responseStatus"], Value::Null);
    assert!(!message["responseBody"].as_str().expect("a reason").is_empty());
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
    held.answer(StatusCode::OK);
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
async fn an_id_is_made_for_a_run_that_has_none_and_is_kept_as_it_is_for_one_that_has() {
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
    let answer = api.post_json("/v2/batch/trigger", &batch).await;
    assert_eq!(answer.status, 201);
    let results = answer.json();
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
async fn a_failure_callback_gets_what_the_workflow_gets_and_what_is_forwarded_to_it_alone() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
        ("upstash-failure-callback-retries", "0"),
        ("upstash-forward-x-tenant", "acme"),
        ("upstash-failure-callback-forward-x-alarm", "loud"),
        ("upstash-failure-callback-forward-x-tenant", "ops"),
    ];
    let batch = json!([{
        "destination": workflow(&receiver),
        "headers": headers.into_iter().collect::<std::collections::BTreeMap<_, _>>(),
    }]);
    for in_batch in [false, true] {
        if in_batch {
            assert_eq!(api.post_json("/v2/batch/trigger", &batch).await.status, 201);
        } else {
            api.start_run(&workflow(&receiver), &headers).await;
        }
        let call = receiver.next().await;
        assert_eq!(call.header("x-tenant"), "acme");
        assert!(!call.headers.contains_key("x-alarm"), "it is for the failure callback");
        call.answer(StatusCode::INTERNAL_SERVER_ERROR);
        let callback = receiver.next().await;
        assert_eq!((&*callback.path, callback.header("x-alarm")), ("/failed?from=test", "loud"));
        let tenants: Vec<_> = callback.headers.get_all("x-tenant").iter().collect();
        assert_eq!(tenants, ["acme", "ops"], "given twice it has two values, as on the service");
        callback.answer(StatusCode::OK);
    }
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
    let answer = api.trigger("http://127.0.0.1:1/a%20b/c", &[], "").await;
    let id = answer.json()["workflowRunId"].as_str().expect("an id").to_owned();
    assert_eq!(api.run(&id).await["workflowUrl"], "http://127.0.0.1:1/a%20b/c");
}

#[tokio::test]
async fn a_delayed_run_waits_until_it_is_told_to_go_now() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let far = (1_u64 << 33).to_string();
    for header in [("upstash-delay", "1d10h30m"), ("upstash-not-before", far.as_str())] {
        let id = api.start_run(&url, &[header]).await;
        let step = api.step(&id).await;
        assert_eq!(step["state"], "STEP_PROGRESS");
        let created = api.run(&id).await["workflowRunCreatedAt"].as_u64().expect("a time");
        assert!(step["nextDeliveryTime"].as_u64() > Some(created + 100_000_000), "{step}");
        assert!(!receiver.has_more());
        let path = format!("/v2/messages/{}/retry", step["messageId"].as_str().expect("an id"));
        let now = api.post(&path).await;
        assert_eq!((now.status, now.text.as_str()), (200, ""));
        let held = receiver.next().await;
        assert!(api.post(&path).await.error(400).contains("does not wait"), "it is under way");
        held.answer(StatusCode::OK);
        assert_eq!(api.ended(&id).await["workflowState"], "RUN_SUCCESS");
        assert!(api.post(&path).await.error(400).contains("does not wait"), "it is over");
    }
    for unknown in ["msg_1", "msg_0000000000000-0000001", "nonsense"] {
        assert!(
            api.post(&format!("/v2/messages/{unknown}/retry")).await.error(404).contains(unknown)
        );
    }
}

#[tokio::test]
async fn not_before_wins_over_the_delay_and_a_short_delay_ends_by_itself() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let url = workflow(&receiver);
    let past = [("upstash-not-before", "1"), ("upstash-delay", "1000d")];
    for headers in [&past[..], &[("upstash-delay", "1m")]] {
        let id = api.start_run(&url, headers).await;
        receiver.next().await.answer(StatusCode::OK);
        assert_eq!(api.ended(&id).await["workflowState"], "RUN_SUCCESS");
    }
}

#[tokio::test]
async fn a_retry_that_waits_can_be_brought_forward_without_gaining_an_attempt() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "1"),
        ("upstash-retry-delay", "86400000"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    receiver.next().await.answer(StatusCode::INTERNAL_SERVER_ERROR);
    let run = api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
    let step = &run["steps"][1]["steps"][0];
    assert_eq!((&step["retries"], &step["retryDelay"]), (&json!(1), &json!("86400000")));
    assert_eq!(run["steps"][1]["type"], "next");
    assert_eq!(api.logged("state=STEP_RETRY").await[0], id);
    let message = step["messageId"].as_str().expect("an id");
    assert_eq!(api.post(&format!("/v2/messages/{message}/retry")).await.status, 200);
    let second = receiver.next().await;
    assert_eq!(second.header("upstash-retried"), "1");
    second.answer(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(receiver.next().await.path, "/failed?from=test", "that was the last attempt");
    assert_eq!(api.ended(&id).await["workflowState"], "RUN_FAILED");
}

#[tokio::test]
async fn of_many_attempts_all_are_counted_and_the_last_hundred_are_told() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let headers = [
        ("upstash-retries", "110"),
        ("upstash-retry-delay", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    for attempt in 0..=110 {
        let held = receiver.next().await;
        assert_eq!(held.header("upstash-retried"), attempt.to_string());
        held.answer((StatusCode::SERVICE_UNAVAILABLE, format!("no {attempt}")));
    }
    let callback = receiver.next().await;
    assert_eq!(callback.json()["retried"], 110);
    callback.answer(StatusCode::OK);
    let step = api.step(&id).await;
    let errors = step["errors"].as_array().expect("errors");
    assert_eq!((errors.len(), &errors[0]["body"]), (100, &json!("no 11")));
    assert_eq!(errors[99]["body"], "no 110");
}

#[tokio::test]
async fn what_is_redacted_is_delivered_but_neither_logged_nor_listed() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-redact-fields", "body,header[X-Secret]"),
        ("upstash-forward-x-secret", "hush"),
        ("upstash-forward-x-open", "open"),
        ("upstash-retries", "0"),
        ("upstash-failure-callback", &*receiver.url.clone()),
    ];
    let answer = api.trigger(&workflow(&receiver), &headers, "the-payload").await;
    let id = answer.json()["workflowRunId"].as_str().expect("an id").to_owned();
    let held = receiver.next().await;
    assert_eq!((&held.body[..], held.header("x-secret")), (&b"the-payload"[..], "hush"));
    held.answer((StatusCode::BAD_REQUEST, "no").into_response());
    receiver.next().await.answer(StatusCode::OK);
    let run = api.ended(&id).await;
    let message = api.message(run["dlqId"].as_str().expect("an id")).await;
    for shown in [run.to_string(), message.to_string()] {
        assert!(!shown.contains("hush") && !shown.contains("the-payload"), "{shown}");
        assert!(shown.contains("REDACTED:") && shown.contains("open"), "{shown}");
    }
}

/// The official `serve` sends the result of a step like this. It is not emulated, and must not start a run.
#[tokio::test]
async fn results_of_steps_and_plain_messages_are_refused_and_start_nothing() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let lives = api.start_run(&url, &[("upstash-workflow-runid", "wfr_lives")]).await;
    let held = receiver.next().await;
    let over = api.start_run(&url, &[("upstash-workflow-runid", "wfr_over")]).await;
    receiver.next().await.answer(StatusCode::OK);
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
        let error = crate::support::answer(publish).await.error(400);
        assert!(error.contains(why), "{headers:?}: {error}");
        if init.is_some() {
            let error = api.trigger(&url, &headers, "").await.error(400);
            assert!(error.contains(why), "{headers:?}: {error}");
        }
    }
    assert_eq!(api.logged("").await, [over, lives]);
    held.answer(StatusCode::OK);
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
    let answer = crate::support::answer(request.bearer_auth(api.emulator.token())).await;
    let held = receiver.next().await;
    assert_eq!(
        (answer.status, &answer.json()["messageId"]),
        (200, &json!(held.header("upstash-message-id")))
    );
    assert_eq!((held.body.as_slice(), held.header("x-tenant")), (&b"hello"[..], "acme"));
    held.answer(StatusCode::INTERNAL_SERVER_ERROR);
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
    held.answer(StatusCode::INTERNAL_SERVER_ERROR);
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
async fn a_receiver_says_when_it_is_to_be_called_again() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.start_run(&workflow(&receiver), &[("upstash-retries", "1")]).await;
    receiver.next().await.answer((StatusCode::TOO_MANY_REQUESTS, [("retry-after", "2")]));
    let run = api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
    let step = &run["steps"][1]["steps"][0];
    let (failed, next) = (step["errors"][0]["time"].as_u64(), step["nextDeliveryTime"].as_u64());
    let wait = next.expect("a time") - failed.expect("a time");
    assert!((2000..3000).contains(&wait), "{wait}");
    let message = step["messageId"].as_str().expect("an id");
    assert_eq!(api.post(&format!("/v2/messages/{message}/retry")).await.status, 200);
    receiver.next().await.answer(StatusCode::INTERNAL_SERVER_ERROR);

    // So does the receiver of the failure callback, which is the workflow itself here.
    let callback = receiver.next().await;
    assert_eq!(callback.path, "/api/workflow");
    callback.answer((StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "1h30m")]));
    let run = api.run_until(&id, |run| run["failureFunction"]["nextDeliveryTime"].is_u64()).await;
    let function = &run["failureFunction"];
    let failed = function["errors"][0]["time"].as_u64().expect("a time");
    let wait = function["nextDeliveryTime"].as_u64().expect("a time") - failed;
    assert!((5_400_000..5_401_000).contains(&wait), "{wait}");
}

#[tokio::test]
async fn the_logs_tell_of_steps_what_the_service_tells() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = workflow(&receiver);
    let keys = |step: &Value| -> Vec<String> {
        step.as_object().expect("a step").keys().cloned().collect()
    };
    let id = api.start_run(&url, &[("upstash-retries", "0")]).await;
    receiver.next().await.answer((StatusCode::BAD_REQUEST, "no"));
    receiver.next().await.answer(StatusCode::OK);
    let run = api.ended(&id).await;
    let (init, next) = (&run["steps"][0]["steps"][0], &run["steps"][1]);
    assert_eq!(next["type"], "next");
    let next = &next["steps"][0];
    assert_eq!(
        keys(init),
        [
            "callType",
            "concurrent",
            "createdAt",
            "headers",
            "messageId",
            "retries",
            "state",
            "stepName",
            "stepType"
        ]
    );
    assert_eq!(keys(next), ["errors", "messageId", "retries", "state"]);
    assert_eq!((&init["retries"], &next["retries"]), (&json!(0), &json!(0)));
    assert!(init["messageId"].is_string() && init["messageId"] != next["messageId"]);
    let error = &next["errors"][0];
    assert_eq!((&error["error"], &error["status"]), (&json!("400 Bad Request"), &json!(400)));

    let id = api.start_run(&url, &[("upstash-retry-delay", "1000 * retried")]).await;
    receiver.next().await.answer(StatusCode::from_u16(599).expect("a status"));
    receiver.next().await.answer((StatusCode::OK, "done"));
    let run = api.ended(&id).await;
    let (init, call) = (&run["steps"][0]["steps"][0], &run["steps"][1]["steps"][0]);
    assert_eq!(
        keys(call),
        [
            "callType",
            "concurrent",
            "createdAt",
            "errors",
            "messageId",
            "out",
            "retries",
            "retryDelay",
            "state",
            "stepId",
            "stepName",
            "stepType",
        ],
        "what is done is a step"
    );
    for step in [init, call] {
        assert_eq!((&step["retries"], &step["retryDelay"]), (&json!(3), &json!("1000 * retried")));
    }
    assert_eq!(call["errors"][0]["error"], "599");
    let id = api.start_run(&url, &[("upstash-delay", "1h")]).await;
    let delay = api.step(&id).await["retryDelay"].clone();
    let headers = [("upstash-retry-delay", delay.as_str().expect("an expression"))];
    let read_back = api.trigger(&url, &headers, "");
    assert_eq!(read_back.await.status, 200, "{delay}");
    receiver.next().await.answer(StatusCode::OK);
}

#[tokio::test]
async fn a_dlq_message_has_the_first_label_and_the_retry_delay() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [
        ("upstash-label", "orders,eu"),
        ("upstash-retries", "0"),
        ("upstash-retry-delay", "pow(2, retried)"),
    ];
    let id = api.start_run(&workflow(&receiver), &headers).await;
    receiver.next().await.answer(StatusCode::INTERNAL_SERVER_ERROR);
    api.ended(&id).await;
    let message = api.get("/v2/workflows/dlq").await.json()["messages"][0].clone();
    assert_eq!(
        (&message["label"], &message["labels"]),
        (&json!("orders"), &json!(["orders", "eu"]))
    );
    assert_eq!(message["retryDelayExpression"], "pow(2, retried)");
}

#[tokio::test]
async fn a_period_alone_is_no_flow_control() {
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
