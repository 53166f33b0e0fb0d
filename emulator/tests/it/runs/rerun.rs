//! Resuming and restarting failed runs, one and many.

use crate::support::{Api, ApiResponse, Receiver, run_ids, send};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use upstash_workflow_emulator::FailedRun;

const BOTH: [&str; 2] = ["resume", "restart"];

fn seeded(receiver: &Receiver) -> FailedRun {
    FailedRun::new(format!("{}/w", receiver.origin))
        .body("payload")
        .header("X-Tenant", "acme")
        .label("orders")
        .workflow_created_at(1000)
}

async fn post_with(api: &Api, path: &str, headers: &[(&str, &str)]) -> ApiResponse {
    let mut request = api.request(Method::POST, path).bearer_auth(api.emulator.token());
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(request).await
}

#[tokio::test]
async fn a_failed_run_runs_again_under_a_new_id_and_leaves_the_dlq() {
    for how in BOTH {
        let (api, mut receiver) = (Api::start().await, Receiver::start().await);
        let dlq_id = api.seed_one(seeded(&receiver).run_id("wfr_failed"));
        let response = api.post(&format!("/v2/workflows/dlq/{how}/{dlq_id}")).await;
        assert_eq!(response.status, 200, "{response:?}");
        let id = response.json()["workflowRunId"].as_str().expect("an id").to_owned();
        assert!(response.json()["workflowCreatedAt"].as_u64().is_some_and(|at| at > 1000));
        assert_ne!(id, "wfr_failed");
        let held = receiver.next().await;
        assert_eq!((&held.body[..], held.header("x-tenant")), (&b"payload"[..], "acme"), "{how}");
        assert_eq!(held.header("upstash-workflow-runid"), id);
        held.respond(StatusCode::OK);
        let run = api.ended(&id).await;
        assert_eq!(
            (&run["workflowState"], &run["labels"]),
            (&json!("RUN_SUCCESS"), &json!(["orders"]))
        );
        let payload_at = &run["steps"][0]["steps"][0]["createdAt"];
        assert_eq!(*payload_at == json!(1000), how == "resume", "a resume takes the step over");
        assert!(api.listed("").await.is_empty());
        let path = format!("/v2/workflows/dlq/{how}/{dlq_id}");
        assert!(api.post(&path).await.error(404).contains(&dlq_id), "it runs again once");
        assert!(!receiver.has_more());
    }
}

#[tokio::test]
async fn a_run_that_failed_here_keeps_its_settings_and_can_fail_again() {
    for how in BOTH {
        let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
        let callback = receiver.url.clone();
        let headers = [
            ("upstash-retries", "1"),
            ("upstash-retry-delay", "1"),
            ("upstash-failure-callback", &*callback),
        ];
        let first = api.start_run(&format!("{}/w", receiver.origin), &headers).await;
        let mut id = first.clone();
        let mut seen = Vec::new();
        for _ in 0..2 {
            for _ in 0..2 {
                receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
            }
            receiver.next().await.respond(StatusCode::OK);
            let dlq_id = api.ended(&id).await["dlqId"].as_str().expect("it failed").to_owned();
            seen.push(id);
            let again = api.post(&format!("/v2/workflows/dlq/{how}/{dlq_id}")).await.json();
            id = again["workflowRunId"].as_str().expect("an id").to_owned();
        }
        receiver.next().await.respond(StatusCode::OK);
        assert_eq!(api.ended(&id).await["workflowState"], "RUN_SUCCESS");
        assert_eq!(api.logged("").await, [id, seen[1].clone(), seen[0].clone()], "three runs");
    }
}

#[tokio::test]
async fn headers_change_the_settings_of_the_new_run() {
    let (api, mut receiver) = (Api::fast().await, Receiver::start().await);
    let dlq_id = api.seed_one(seeded(&receiver).flow_control_key("old"));
    let callback = receiver.url.clone();
    let headers = [
        ("upstash-retries", "0"),
        ("upstash-delay", "1s"),
        ("upstash-retry-delay", "7"),
        ("upstash-flow-control-key", "new"),
        ("upstash-flow-control-value", "parallelism=3"),
        ("upstash-label", "again"),
        ("upstash-failure-callback", &*callback),
    ];
    let path = format!("/v2/workflows/dlq/restart/{dlq_id}");
    let id = post_with(&api, &path, &headers).await.json()["workflowRunId"].clone();
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(receiver.next().await.path, "/failed?from=test", "no retry, the new callback");
    let run = api.ended(id.as_str().expect("an id")).await;
    assert_eq!((&run["labels"], &run["flowControlKey"]), (&json!(["again"]), &json!("new")));
    let message = api.message(run["dlqId"].as_str().expect("an id")).await;
    assert_eq!((&message["parallelism"], &message["maxRetries"]), (&json!(3), &json!(0)));
}

#[tokio::test]
async fn a_bad_header_is_400_and_the_entry_stays() {
    let api = Api::start().await;
    let dlq_id = api.seed_one(FailedRun::new("http://127.0.0.1:1/"));
    for how in BOTH {
        for path in [format!("{how}/{dlq_id}"), how.to_owned()] {
            for (name, value) in [
                ("Upstash-Retries", "x"),
                ("Upstash-Delay", "5"),
                ("Upstash-Retry-Delay", "x"),
                ("Upstash-Flow-Control-Key", "a b"),
                ("Upstash-Flow-Control-Value", "x"),
                ("Upstash-Label", "a b"),
                ("Upstash-Failure-Callback", "x"),
            ] {
                let whole = format!("/v2/workflows/dlq/{path}");
                let response = post_with(&api, &whole, &[(name, value)]).await;
                assert!(response.error(400).contains(name), "{path} {name}");
            }
        }
    }
    assert_eq!(api.listed("").await, [dlq_id]);
}

#[tokio::test]
async fn at_most_fifty_run_again_with_one_request_and_the_cursor_goes_on() {
    for (how, query) in [("resume", "label=orders"), ("restart", "count=100"), ("resume", "")] {
        let (api, receiver) = (Api::start().await, Receiver::start().await);
        api.emulator.seed((0..120).map(|_| seeded(&receiver)));
        let (mut started, mut cursor, mut sizes) = (Vec::new(), String::new(), Vec::new());
        loop {
            let path = format!("/v2/workflows/dlq/{how}?{query}&cursor={cursor}");
            let headers = [("upstash-delay", "1d")];
            let response = post_with(&api, &path, &headers).await;
            let ids = run_ids(&response.json()["workflowRuns"]);
            sizes.push(ids.len());
            started.extend(ids);
            let Some(next) = response.cursor() else { break };
            cursor = next;
        }
        assert_eq!(sizes, [50, 50, 20], "{how} {query}");
        started.sort();
        started.dedup();
        assert_eq!(started.len(), 120, "each is a run of its own");
        assert!(api.listed("").await.is_empty());
    }
}

#[tokio::test]
async fn more_than_fifty_ids_are_done_in_parts_with_the_same_ids() {
    let (api, receiver) = (Api::start().await, Receiver::start().await);
    let ids = api.emulator.seed((0..60).map(|_| seeded(&receiver)));
    let delay = [("upstash-delay", "1d")];
    let path = format!("/v2/workflows/dlq/restart?dlqIds={}&label=nothing", ids.join(","));
    let first = post_with(&api, &path, &delay).await;
    assert_eq!(run_ids(&first.json()["workflowRuns"]).len(), 50);
    let rest = format!("{path}&cursor={}", first.cursor().expect("more follow"));
    let second = post_with(&api, &rest, &delay).await;
    assert_eq!((run_ids(&second.json()["workflowRuns"]).len(), second.cursor()), (10, None));
}

#[tokio::test]
async fn ids_are_repeated_or_comma_separated_and_all_have_to_be_there() {
    let (api, receiver) = (Api::start().await, Receiver::start().await);
    let ids = api.emulator.seed((0..4).map(|_| seeded(&receiver)));
    let delay = [("upstash-delay", "1d")];
    for bad in ["1-0", "nonsense"] {
        let path = format!("/v2/workflows/dlq/resume?dlqIds={}&dlqIds={bad}", ids[0]);
        assert!(post_with(&api, &path, &delay).await.error(404).contains(bad));
    }
    assert_eq!(api.listed("").await, ids, "nothing was started");
    for (query, count) in [
        (format!("dlqIds={}&dlqIds={}", ids[0], ids[1]), 2),
        (format!("dlqIds={0},{0},{1}", ids[2], ids[3]), 2),
    ] {
        let response = post_with(&api, &format!("/v2/workflows/dlq/resume?{query}"), &delay).await;
        assert_eq!(
            response.json()["workflowRuns"].as_array().map(Vec::len),
            Some(count),
            "{query}"
        );
        assert_eq!(response.cursor(), None);
    }
    let nothing = api.post("/v2/workflows/dlq/resume").await;
    assert_eq!(nothing.json()["workflowRuns"], json!([]));
    for (name, query) in
        [("dlqIds", "dlqIds="), ("count", "count=0"), ("cursor", "cursor=x"), ("label", "label=")]
    {
        let error = api.post(&format!("/v2/workflows/dlq/restart?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
}

#[tokio::test]
async fn filters_choose_what_runs_again() {
    let (api, receiver) = (Api::start().await, Receiver::start().await);
    let ids = api.emulator.seed(["a", "b", "c"].map(|name| seeded(&receiver).label(name)));
    let path = "/v2/workflows/dlq/restart?label=a,c&count=1";
    let response = post_with(&api, path, &[("upstash-delay", "1d")]).await;
    let run =
        api.run(response.json()["workflowRuns"][0]["workflowRunId"].as_str().expect("an id")).await;
    assert_eq!(run["labels"], json!(["orders", "a"]));
    assert_eq!(response.cursor(), Some(ids[0].clone()));
    assert_eq!(api.listed("").await, ids[1..]);
    assert_eq!(run["failureFunction"], Value::Null);
}
