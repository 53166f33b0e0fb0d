//! Lists and bulk operations are followed to their end.

use std::time::Duration;

use crate::support::{Wire, response};
use futures::{StreamExt as _, TryStreamExt as _};
use upstash_workflow::Client;
use upstash_workflow::types::{BulkDeleteResult, BulkRunResult};
use upstash_workflow_emulator::{Emulator, FailedRun};

fn page(ids: &[&str], cursor: &str) -> Vec<u8> {
    let messages: Vec<_> = ids.iter().map(|id| serde_json::json!({ "dlqId": id })).collect();
    let page = serde_json::json!({ "messages": messages, "cursor": cursor });
    response("200 OK", &[], page.to_string())
}

fn targets(wire: &Wire) -> Vec<String> {
    wire.requests().into_iter().map(|request| request.target).collect()
}

#[tokio::test]
async fn a_list_is_followed_to_its_end_with_the_same_filters() {
    let last = response("200 OK", &[], r#"{"messages":[{"dlqId":"4-0"}]}"#);
    let wire =
        Wire::start([page(&["1-0", "2-0"], "a b"), page(&[], "c"), page(&["3-0"], "d"), last])
            .await;
    let client = wire.client();
    let list = client.list_failed_workflow_runs().label(["orders", "eu"]).count(2);
    let found: Vec<_> =
        list.stream().map_ok(|entry| entry.dlq_id).try_collect().await.expect("all");
    assert_eq!(found, ["1-0", "2-0", "3-0", "4-0"]);
    assert_eq!(
        targets(&wire),
        [
            "/v2/workflows/dlq?count=2&label=orders&label=eu",
            "/v2/workflows/dlq?count=2&label=orders&label=eu&cursor=a+b",
            "/v2/workflows/dlq?count=2&label=orders&label=eu&cursor=c",
            "/v2/workflows/dlq?count=2&label=orders&label=eu&cursor=d",
        ]
    );
}

#[tokio::test]
async fn every_operation_with_a_cursor_is_a_stream_that_ends_at_an_empty_one() {
    let ends = [r#"{"cursor":""}"#, r#"{"cursor":null}"#, "{}"];
    for end in ends {
        let wire = Wire::json(end).await;
        let client = wire.client();
        assert_eq!(client.list_failed_workflow_runs().stream().count().await, 0);
        assert_eq!(client.list_workflow_run_logs().stream().count().await, 0);
        assert_eq!(client.list_bulk_actions().stream().count().await, 0);
        assert_eq!(wire.requests().len(), 3, "{end}");
        let mut stream = client.list_bulk_actions().stream();
        for _ in 0..3 {
            assert!(stream.next().await.is_none(), "the end stays the end");
        }
        assert_eq!(wire.requests().len(), 4, "{end}");
    }
    let runs = response("200 OK", &[], r#"{"runs":[{"workflowRunId":"wfr_1"}]}"#);
    let wire = Wire::start([runs]).await;
    let client = wire.client();
    let runs: Vec<_> = client.list_workflow_run_logs().stream().try_collect().await.expect("runs");
    assert_eq!(runs[0].workflow_run_id, "wfr_1");
    let actions = response("200 OK", &[], r#"{"bulkActions":[{"actionId":"a"}]}"#);
    let wire = Wire::start([actions]).await;
    let client = wire.client();
    let found: Vec<_> = client.list_bulk_actions().stream().try_collect().await.expect("actions");
    assert_eq!(found[0].action_id, "a");
}

#[tokio::test]
async fn a_stream_begins_at_the_cursor_it_is_given() {
    let wire = Wire::start([page(&["1-0"], "next"), page(&["2-0"], "")]).await;
    let client = wire.client();
    let list = client.list_failed_workflow_runs().cursor("first");
    assert_eq!(list.stream().count().await, 2);
    assert_eq!(targets(&wire), ["/v2/workflows/dlq?cursor=first", "/v2/workflows/dlq?cursor=next"]);
}

#[tokio::test]
async fn a_repeated_cursor_is_an_error_after_the_items_before_it() {
    for cursors in [&["a", "a"][..], &["a", "b", "a"]] {
        let wire = Wire::start(cursors.iter().map(|cursor| page(&["1-0"], cursor))).await;
        let client = wire.client();
        let mut stream = client.list_failed_workflow_runs().stream();
        for _ in cursors {
            assert_eq!(stream.next().await.expect("an item").expect("an item").dlq_id, "1-0");
        }
        let error = stream.next().await.expect("an error").expect_err("an error");
        assert!(error.is_decode(), "{error:?}");
        assert_eq!(error.operation(), Some("list_failed_workflow_runs"));
        assert!(error.to_string().contains("a cursor came a second time"), "{error}");
        assert!(stream.next().await.is_none(), "nothing follows an error");
        assert_eq!(wire.requests().len(), cursors.len());
    }
}

#[tokio::test]
async fn an_error_comes_after_the_items_before_it_and_ends_the_stream() {
    let refused = response("400 Bad Request", &[], r#"{"error":"no such cursor"}"#);
    let wire = Wire::start([page(&["1-0", "2-0"], "a"), refused]).await;
    let client = wire.client();
    let mut stream = client.list_failed_workflow_runs().stream();
    for id in ["1-0", "2-0"] {
        assert_eq!(stream.next().await.expect("an item").expect("an item").dlq_id, id);
    }
    let error = stream.next().await.expect("an error").expect_err("an error");
    assert_eq!(error.message(), Some("no such cursor"));
    assert!(stream.next().await.is_none());
    assert_eq!(wire.requests().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_before_the_stream_is_polled() {
    let wire = Wire::start([page(&["1-0"], "a")]).await;
    let client = wire.client();
    let stream = client.list_failed_workflow_runs().stream();
    let pages = client.list_failed_workflow_runs().by_page();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop((stream, pages));
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn the_next_page_is_asked_for_while_the_current_one_is_consumed_and_no_more() {
    let wire =
        Wire::start([page(&["1-0", "2-0"], "a"), page(&["3-0"], "b"), page(&["4-0"], "")]).await;
    let client = wire.client();
    let mut stream = client.list_failed_workflow_runs().stream();
    stream.next().await.expect("an item").expect("an item");
    // The second item is there, and with it the request for the next page goes out.
    stream.next().await.expect("an item").expect("an item");
    for _ in 0..200 {
        if wire.requests().len() == 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(wire.requests().len(), 2, "one page ahead, and one alone");
    assert_eq!(stream.count().await, 2);
}

#[tokio::test]
async fn pages_come_whole_with_what_else_they_say() {
    let wire = Wire::start([page(&["1-0", "2-0"], "a"), page(&["3-0"], "")]).await;
    let client = wire.client();
    let pages = client.list_failed_workflow_runs().by_page();
    let pages: Vec<_> = pages.map_ok(|page| page.messages.len()).try_collect().await.expect("all");
    assert_eq!(pages, [2, 1]);
}

async fn filled(count: usize) -> (Emulator, Client) {
    let emulator = Emulator::start().await.expect("an emulator");
    emulator.seed((0..count).map(|_| FailedRun::new("https://app.example.com/w").label("orders")));
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    (emulator, client)
}

#[tokio::test]
async fn a_list_of_many_pages_gives_every_entry_once() {
    let (_emulator, client) = filled(250).await;
    let list = client.list_failed_workflow_runs().count(100);
    let found = list.stream().map_ok(|entry| entry.dlq_id).try_collect::<Vec<_>>().await;
    let found = found.expect("all");
    let distinct: std::collections::BTreeSet<_> = found.iter().collect();
    assert_eq!((found.len(), distinct.len()), (250, 250));
}

#[tokio::test]
async fn draining_works_through_a_selection_and_returns_one_total() {
    let (emulator, client) = filled(250).await;
    let bulk = client.bulk_delete_failed_workflow_runs();
    let total = bulk.label(["orders"]).count(100).drain().await.expect("a total");
    assert_eq!((total.deleted, total.cursor.as_deref().unwrap_or_default()), (Some(250), ""));
    assert_eq!(emulator.requests().len(), 3);
    assert_eq!(client.list_failed_workflow_runs().await.expect("a list").messages.len(), 0);
}

#[tokio::test]
async fn draining_collects_the_runs_of_all_responses() {
    let started = |id: &str, cursor: &str| {
        let body = serde_json::json!({"workflowRuns": [{"workflowRunId": id}], "cursor": cursor});
        response("200 OK", &[], body.to_string())
    };
    let wire =
        Wire::start([started("wfr_1", "a"), started("wfr_2", "b"), started("wfr_3", "")]).await;
    let client = wire.client();
    let total = client.bulk_restart_workflow_runs().dlq_ids(["1-0"]).drain().await.expect("runs");
    let ids: Vec<_> = total.workflow_runs.iter().map(|run| &*run.workflow_run_id).collect();
    assert_eq!(ids, ["wfr_1", "wfr_2", "wfr_3"]);
    assert_eq!(
        targets(&wire),
        [
            "/v2/workflows/dlq/restart?dlqIds=1-0",
            "/v2/workflows/dlq/restart?dlqIds=1-0&cursor=a",
            "/v2/workflows/dlq/restart?dlqIds=1-0&cursor=b",
        ]
    );
}

#[tokio::test]
async fn the_error_that_ends_draining_says_and_has_what_was_done_until_then() {
    let refused = || response("401 Unauthorized", &[], r#"{"error":"token expired"}"#);
    let deleted = |cursor: &str| {
        let body = serde_json::json!({"deleted": 100, "cursor": cursor});
        response("200 OK", &[], body.to_string())
    };
    let wire = Wire::start([deleted("a"), deleted("b"), refused()]).await;
    let client = wire.client();
    let bulk = client.bulk_delete_failed_workflow_runs().label(["orders"]);
    let error = bulk.drain().await.expect_err("an error");
    assert!(error.is_unauthorized(), "{error:?}");
    let text = error.to_string();
    assert!(text.ends_with("; 2 earlier requests succeeded: deleted 200"), "{text}");
    let done: &BulkDeleteResult = error.drained().expect("what was done");
    assert_eq!((done.deleted, done.cursor.as_deref()), (Some(200), Some("b")));
    assert!(error.drained::<BulkRunResult>().is_none() && error.retry_report().is_none());

    let body = serde_json::json!({"workflowRuns": [{"workflowRunId": "wfr_1"}], "cursor": "a"});
    let wire = Wire::start([response("200 OK", &[], body.to_string()), refused()]).await;
    let client = wire.client();
    let bulk = client.bulk_restart_workflow_runs().label(["orders"]);
    let error = bulk.drain().await.expect_err("an error");
    let text = error.to_string();
    assert!(text.ends_with("; 1 earlier request succeeded: workflow_runs 1"), "{text}");
    let done: &BulkRunResult = error.drained().expect("what was done");
    assert_eq!(done.workflow_runs[0].workflow_run_id, "wfr_1");

    let wire = Wire::start([refused()]).await;
    let client = wire.client();
    let bulk = client.bulk_delete_failed_workflow_runs().label(["orders"]);
    let error = bulk.drain().await.expect_err("an error");
    assert!(!error.to_string().contains("earlier"), "{error}");
    assert!(error.drained::<BulkDeleteResult>().is_none());
}

#[tokio::test]
async fn draining_nothing_in_particular_is_refused() {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    let error = client.bulk_resume_workflow_runs().drain().await.expect_err("no selection");
    assert!(error.is_invalid_request());
    assert_eq!(wire.requests().len(), 0);
}

#[test]
fn streams_can_be_sent_to_another_task() {
    fn sent<T: Send + Unpin>(_: T) {}
    let client = Client::builder().token("t").build().expect("a client");
    sent(client.list_failed_workflow_runs().stream());
    sent(client.list_failed_workflow_runs().by_page());
    sent(Box::pin(client.bulk_delete_failed_workflow_runs().all().drain()));
}
