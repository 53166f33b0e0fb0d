//! What is sent: every option arrives as the API's parameter.

use upstash_workflow_emulator::{Operation, RecordedRequest};

use crate::support::{World, failed, ran};

/// Returns the last request for this operation.
#[track_caller]
fn last(world: &World, operation: Operation) -> RecordedRequest {
    let requests = world.emulator.requests();
    let found = requests.into_iter().rev().find(|request| request.operation == Some(operation));
    found.unwrap_or_else(|| panic!("no {}", operation.id()))
}

fn query(request: &RecordedRequest) -> Vec<String> {
    let pairs = request.query.iter().map(|(name, value)| format!("{name}={value}"));
    let mut pairs: Vec<_> = pairs.filter(|pair| !pair.starts_with("cursor=")).collect();
    pairs.sort();
    pairs
}

/// Returns the headers of the API, sorted.
fn headers(request: &RecordedRequest) -> Vec<String> {
    let headers = request.headers.iter().filter(|(name, _)| name.as_str().starts_with("upstash-"));
    let shown = headers.map(|(name, value)| format!("{name}: {}", value.to_str().expect("ASCII")));
    let mut shown: Vec<_> = shown.collect();
    shown.sort();
    shown
}

const FILTERS: [&str; 18] = [
    "--label",
    "orders",
    "--label",
    "eu",
    "--workflow-url",
    "https://app.example.com/api/orders",
    "--workflow-run-id",
    "wfr_orders-1",
    "--workflow-created-at",
    "1752829295505",
    "--caller-ip",
    "203.0.113.7",
    "--flow-control-key",
    "k",
    "--from-date",
    "2025-07-18T09:00:00Z",
    "--to-date",
    "1752829295505",
];

#[test]
fn each_filter_of_dlq_entries_arrives_at_each_operation() {
    let world = World::new();
    let expected = [
        "callerIp=203.0.113.7",
        "failureFunctionState=CALLBACK_FAIL",
        "flowControlKey=k",
        "fromDate=1752829200000",
        "label=eu",
        "label=orders",
        "toDate=1752829295505",
        "workflowCreatedAt=1752829295505",
        "workflowRunId=wfr_orders-1",
        "workflowUrl=https://app.example.com/api/orders",
    ];
    for command in [
        &["callbacks", "list"][..],
        &["dlq", "list", "--failure-function-state", "fail"],
        &["callbacks", "retry", "--dry-run"],
        &["dlq", "delete", "--failure-function-state", "fail", "--dry-run"],
    ] {
        ran(world.command().args(command).args(FILTERS)).ok();
        assert_eq!(
            query(&last(&world, Operation::ListFailedWorkflowRuns)),
            expected,
            "{command:?}"
        );
    }
}

#[test]
fn a_bulk_operation_has_the_filters_and_the_settings() {
    let world = World::new();
    world.emulator.seed([failed(1, "orders"), failed(2, "orders")]);
    let settings = [
        "--yes",
        "--label",
        "orders",
        "--new-label",
        "again",
        "--retries",
        "2",
        "--delay",
        "90s",
        "--retry-delay",
        "1000",
        "--flow-control",
        "k:parallelism=2,rate=5,period=1m",
        "--failure-url",
        "http://127.0.0.1:9/failed",
    ];
    let sent = [
        "upstash-delay: 90s",
        "upstash-failure-callback: http://127.0.0.1:9/failed",
        "upstash-flow-control-key: k",
        "upstash-flow-control-value: parallelism=2, rate=5, period=60s",
        "upstash-label: again",
        "upstash-retries: 2",
        "upstash-retry-delay: 1000",
    ];
    ran(world.command().args(["dlq", "resume"]).args(settings)).ok();
    let request = last(&world, Operation::BulkResumeWorkflowRuns);
    assert_eq!(
        (query(&request), headers(&request)),
        (vec!["label=orders".into()], sent.map(str::to_owned).to_vec())
    );

    let ids = world.emulator.seed([failed(3, "orders")]);
    let mut one = vec!["dlq", "restart", ids[0].as_str()];
    one.extend(settings.iter().filter(|setting| !["--label", "orders"].contains(setting)));
    ran(world.command().args(one)).ok();
    assert_eq!(headers(&last(&world, Operation::RestartWorkflowRun)), sent);
}

#[test]
fn a_bulk_cancel_has_the_filters_and_counts_the_runs_that_they_select() {
    let world = World::new();
    for path in ["orders", "orders/eu", "mails"] {
        let url = format!("http://127.0.0.1:9/{path}");
        ran(world.command().args(["runs", "trigger", &url, "--delay", "1h", "--label", "l"])).ok();
    }
    let cancel =
        ["runs", "cancel", "--label", "l", "--workflow-url", "http://127.0.0.1:9/orders", "--yes"];
    let exact = [&cancel[..], &["--workflow-url-exact-match", "--async", "-o", "json"]].concat();
    let told = world.run(&exact);
    assert!(told.stderr.contains("About to cancel 1 run\n"), "{told:?}");
    assert!(
        told.stdout.contains("\"actionId\"") && told.stdout.contains("\"cancelled\": 1"),
        "{told:?}"
    );
    assert_eq!(
        query(&last(&world, Operation::BulkCancelWorkflowRuns)),
        [
            "async=true",
            "label=l",
            "workflowUrl=http://127.0.0.1:9/orders",
            "workflowUrlExactMatch=true"
        ]
    );
    let told: serde_json::Value = serde_json::from_str(&told.stdout).expect("JSON");
    world.run(&["bulk", "wait", told["actionId"].as_str().expect("an id")]).ok();
    let rest = world.run(&cancel);
    assert!(rest.stderr.contains("About to cancel 1 run\n"), "{rest:?}");
    assert_eq!(rest.ok(), "1 found: 1 cancelled\n");
    assert!(world.run(&["runs", "list", "--state", "started"]).ok().contains("127.0.0.1:9/mails"));
}

#[test]
fn a_trigger_has_its_payload_and_each_setting() {
    let world = World::new();
    let trigger = [
        "runs",
        "trigger",
        "http://127.0.0.1:9/orders",
        "-H",
        "X-Tenant: acme",
        "--run-id",
        "42",
        "--label",
        "a",
        "--label",
        "b",
        "--not-before",
        "4102444800000",
        "--retries",
        "1",
        "--retry-delay",
        "1000",
        "--flow-control",
        "k:rate=5",
        "--failure-url",
        "http://127.0.0.1:9/failed",
        "--redact",
        "body",
        "--redact",
        "header[Authorization]",
        "--data",
        "-",
    ];
    ran(world.command().args(trigger).write_stdin("{\"order\":42}")).ok();
    let body = last(&world, Operation::BatchTriggerWorkflowRuns).body;
    let sent: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(sent[0]["destination"], "http://127.0.0.1:9/orders");
    assert_eq!(sent[0]["body"], "{\"order\":42}");
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("Upstash-Forward-X-Tenant", "acme"),
        ("Upstash-Workflow-RunId", "wfr_42"),
        ("Upstash-Label", "a,b"),
        ("Upstash-Not-Before", "4102444800"),
        ("Upstash-Retries", "1"),
        ("Upstash-Retry-Delay", "1000"),
        ("Upstash-Flow-Control-Key", "k"),
        ("Upstash-Flow-Control-Value", "rate=5"),
        ("Upstash-Failure-Callback", "http://127.0.0.1:9/failed"),
        ("Upstash-Redact-Fields", "body,header[Authorization]"),
    ] {
        assert_eq!(sent[0]["headers"][name], value, "{name}: {sent}");
    }
    let again = ran(world.command().args(&trigger[..7]).args(["--delay", "1h"]));
    assert!(again.stderr.contains("wfr_42 exists already"), "{again:?}");
}

#[test]
fn a_raw_request_has_its_query_headers_and_body_and_prints_the_response() {
    let world = World::new();
    let list =
        ["api", "GET", "/v2/workflows/dlq", "-q", "count=1", "-q", "label=a", "-H", "X-Trace: 1"];
    assert_eq!(world.run(&list).ok(), "{\n  \"messages\": []\n}\n");
    let request = last(&world, Operation::ListFailedWorkflowRuns);
    assert_eq!(query(&request), ["count=1", "label=a"]);
    assert_eq!(request.headers["x-trace"], "1");
    let json = world.run(&["api", "POST", "/v2/notify/paid", "--data", "{\"a\":1}", "-o", "jsonl"]);
    assert_eq!(json.ok(), "[]\n");
    let request = last(&world, Operation::NotifyEvent);
    assert_eq!(
        (&request.body[..], &request.headers["content-type"]),
        (&b"{\"a\":1}"[..], &"application/json".parse().expect("a header"))
    );
}
