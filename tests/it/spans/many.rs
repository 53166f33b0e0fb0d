//! What makes several requests has one span around theirs, which says whether it failed.

use std::fmt::Debug;
use std::time::Duration;

use futures::TryStreamExt;
use upstash_workflow::Error;

use super::listener::{Listener, Told};
use crate::support::{Wire, response};

const ENTRY: &str = r#"{"messages": [{"dlqId": "1-0"}]}"#;

fn ok(body: &str) -> Vec<u8> {
    response("200 OK", &[("Content-Type", "application/json")], body)
}

fn refused() -> Vec<u8> {
    response("412 Precondition Failed", &[], "")
}

/// The spans of a call, and its result.
async fn spans<T>(call: impl Future<Output = Result<T, Error>>) -> (Vec<Told>, Result<T, Error>) {
    let listener = Listener::default();
    // For the thread: pages are fetched ahead on tasks of their own.
    let _guard = tracing::subscriber::set_default(listener.subscriber());
    let result = call.await;
    (listener.calls(), result)
}

/// The span around the others, which exist.
#[track_caller]
fn outermost<'a>(spans: &'a [Told], operation: &str) -> &'a Told {
    let outer: Vec<_> = spans.iter().filter(|span| span.part_of.is_none()).collect();
    let [outer] = outer[..] else {
        panic!("{} spans have none around them: {spans:?}", outer.len())
    };
    assert_eq!(outer.field("operation"), Some(operation), "{spans:?}");
    assert_eq!(outer.field("otel.name"), Some(operation));
    assert_eq!(outer.field("otel.kind"), None, "only a request is of the kind client");
    assert!(spans.len() > 1, "no request: {spans:?}");
    outer
}

#[track_caller]
fn succeeded<T: Debug>((spans, result): (Vec<Told>, Result<T, Error>), operation: &str) {
    result.expect("a success");
    let outer = outermost(&spans, operation);
    assert_eq!((outer.field("otel.status_code"), outer.field("error.type")), (None, None));
}

#[track_caller]
fn failed<T: Debug>((spans, result): (Vec<Told>, Result<T, Error>), operation: &str, kind: &str) {
    result.expect_err("an error");
    let outer = outermost(&spans, operation);
    assert_eq!(outer.field("otel.status_code"), Some("ERROR"), "{outer:?}");
    assert_eq!(outer.field("error.type"), Some(kind), "{outer:?}");
}

#[tokio::test]
async fn the_requests_of_a_job_are_in_its_span() {
    let wire = Wire::start([ok(ENTRY), ok(r#"{"workflowRunId": "wfr_1"}"#)]).await;
    let client = wire.client();
    let (spans, report) = spans(client.retry_failed_callbacks().into_future()).await;
    assert_eq!(report.expect("a report").retried, 1);
    outermost(&spans, "retry_failed_callbacks");
    let mut within: Vec<_> = spans
        .iter()
        .filter(|span| span.part_of.as_deref() == Some("retry_failed_callbacks"))
        .filter_map(|span| span.field("operation"))
        .collect();
    within.sort_unstable();
    assert_eq!(within, ["list_failed_workflow_runs", "retry_failure_callback"]);
}

#[tokio::test]
async fn a_job_that_fails_says_so() {
    let wire = Wire::start([refused()]).await;
    let client = wire.client();
    let job = spans(client.retry_failed_callbacks().into_future()).await;
    failed(job, "retry_failed_callbacks", "412");
}

#[tokio::test]
async fn the_polls_of_a_waiting_call_are_in_its_span() {
    let running = r#"{"actionId": "a", "state": "IN_PROGRESS"}"#;
    let wire = Wire::start([ok(running), ok(r#"{"actionId": "a", "state": "FINISHED"}"#)]).await;
    let client = wire.client();
    let wait = spans(client.wait_for_bulk_action("a").into_future()).await;
    let polls = |span: &&Told| span.part_of.as_deref() == Some("wait_for_bulk_action");
    assert_eq!(wait.0.iter().filter(polls).count(), 2, "{:?}", wait.0);
    succeeded(wait, "wait_for_bulk_action");
}

#[tokio::test]
async fn a_waiting_call_that_fails_or_times_out_says_so() {
    let wire = Wire::start([refused()]).await;
    let wait = spans(wire.client().wait_for_failure_callback("1-0").into_future()).await;
    failed(wait, "wait_for_failure_callback", "412");

    let wire = Wire::start([ok(r#"{"actionId": "a", "state": "IN_PROGRESS"}"#)]).await;
    let client = wire.client();
    let wait = client.wait_for_bulk_action("a").timeout(Duration::from_millis(20));
    failed(spans(wait.into_future()).await, "wait_for_bulk_action", "timeout");
}

#[tokio::test]
async fn a_run_is_looked_for_in_one_span() {
    let wire = Wire::start([ok(r#"{"runs": []}"#)]).await;
    let client = wire.client();
    succeeded(spans(client.get_run("order-42")).await, "get_run");
    wire.respond_with(refused());
    failed(spans(client.get_run("order-42")).await, "get_run", "412");
}

#[tokio::test]
async fn a_stream_that_fails_says_so() {
    let page = r#"{"messages": [{"dlqId": "1-0"}], "cursor": "a"}"#;
    let operation = "list_failed_workflow_runs";
    for (responses, kind) in [
        (vec![ok(page), refused()], "412"),
        // An error that is not one of its requests.
        (vec![ok(page)], "decode"),
    ] {
        let wire = Wire::start(responses).await;
        let client = wire.client();
        let stream =
            async { client.list_failed_workflow_runs().stream().try_collect::<Vec<_>>().await };
        failed(spans(stream).await, operation, kind);
    }
    let wire = Wire::start([ok(ENTRY)]).await;
    let client = wire.client();
    let stream =
        async { client.list_failed_workflow_runs().stream().try_collect::<Vec<_>>().await };
    succeeded(spans(stream).await, operation);
}

#[tokio::test]
async fn the_requests_of_a_drained_bulk_operation_are_in_one_span() {
    let page = r#"{"deleted": 1, "cursor": "a"}"#;
    let wire = Wire::start([ok(page), ok(r#"{"deleted": 1}"#)]).await;
    let client = wire.client();
    let drain = || client.bulk_delete_failed_workflow_runs().all().drain();
    let spans_of = spans(drain()).await;
    assert_eq!(spans_of.0.len(), 3, "{:?}", spans_of.0);
    succeeded(spans_of, "bulk_delete_failed_workflow_runs");

    let wire = Wire::start([ok(page), refused()]).await;
    let client = wire.client();
    let drain = client.bulk_delete_failed_workflow_runs().all().drain();
    failed(spans(drain).await, "bulk_delete_failed_workflow_runs", "412");
}
