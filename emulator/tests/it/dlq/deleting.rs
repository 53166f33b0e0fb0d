//! Deleting from the DLQ: by id, by ids, by filters, everything.

use crate::support::{Api, WORKFLOW};
use http::Method;
use serde_json::json;
use upstash_workflow_emulator::FailedRun;

async fn with_runs(count: usize) -> (Api, Vec<String>) {
    let api = Api::start().await;
    let label = |number| if number % 2 == 0 { "even" } else { "odd" };
    let ids =
        api.emulator.seed((0..count).map(|number| FailedRun::new(WORKFLOW).label(label(number))));
    (api, ids)
}

#[tokio::test]
async fn one_entry_is_deleted_once_with_an_empty_response() {
    let (api, ids) = with_runs(2).await;
    let path = format!("/v2/workflows/dlq/{}", ids[0]);
    let response = api.delete(&path).await;
    assert_eq!((response.status, response.text.as_str()), (200, ""));
    assert!(api.delete(&path).await.error(404).contains(&ids[0]));
    assert!(api.get(&path).await.error(404).contains(&ids[0]));
    assert_eq!(api.listed("").await, ids[1..]);
}

#[tokio::test]
async fn an_unknown_id_is_404_whatever_it_looks_like() {
    let (api, ids) = with_runs(1).await;
    for id in ["1-0", "nonsense", "..%2F", "%20", "%F0%9F%92%A5", "1-0-0", &"9".repeat(300)] {
        let path = format!("/v2/workflows/dlq/{id}");
        assert!(!api.get(&path).await.error(404).is_empty(), "{id}");
        assert!(!api.delete(&path).await.error(404).is_empty(), "{id}");
    }
    assert!(api.get("/v2/workflows/dlq/%FF").await.error(400).contains("dlqId"));
    assert_eq!(api.listed("").await, ids);
}

#[tokio::test]
async fn ids_are_repeated_or_comma_separated_and_unknown_ones_skipped() {
    let (api, ids) = with_runs(6).await;
    for (query, deleted) in [
        (format!("dlqIds={}", ids[0]), 1),
        (format!("dlqIds={}&dlqIds={}", ids[0], ids[1]), 1),
        (format!("dlqIds={},{}", ids[2], ids[3]), 2),
        (format!("dlqIds={0},{0}&dlqIds={0}", ids[4]), 1),
        ("dlqIds=1-0&dlqIds=nonsense".to_owned(), 0),
    ] {
        let response = api.delete(&format!("/v2/workflows/dlq?{query}")).await;
        assert_eq!(
            (response.status, response.json()),
            (200, json!({ "deleted": deleted })),
            "{query}"
        );
    }
    assert_eq!(api.listed("").await, ids[5..]);
}

#[tokio::test]
async fn with_ids_the_filters_are_not_looked_at() {
    let (api, ids) = with_runs(2).await;
    let response =
        api.delete(&format!("/v2/workflows/dlq?dlqIds={}&label=odd&count=x", ids[0])).await;
    assert_eq!(response.json(), json!({ "deleted": 1 }));
    assert_eq!(api.listed("").await, ids[1..]);
}

#[tokio::test]
async fn an_empty_list_of_ids_deletes_nothing() {
    let (api, ids) = with_runs(2).await;
    for query in ["dlqIds=", "dlqIds", "dlqIds=,", "label=", "label=even,"] {
        assert!(
            api.delete(&format!("/v2/workflows/dlq?{query}")).await.error(400).contains('`'),
            "{query}"
        );
    }
    assert_eq!(api.listed("").await, ids);
}

#[tokio::test]
async fn what_is_not_understood_selects_nothing_whatever_the_operation() {
    let (api, ids) = with_runs(2).await;
    for (method, path) in [
        (Method::DELETE, "/v2/workflows/dlq"),
        (Method::POST, "/v2/workflows/dlq/resume"),
        (Method::POST, "/v2/workflows/dlq/restart"),
        (Method::GET, "/v2/workflows/dlq"),
        (Method::GET, "/v2/dlq?source=workflow"),
        (Method::GET, "/v2/workflows/logs"),
        (Method::GET, "/v2/workflows/events?groupBy=workflowRunId"),
        (Method::GET, "/v2/workflows/bulkActions"),
        (Method::GET, "/v2/flowControl"),
    ] {
        let more = if path.contains('?') { '&' } else { '?' };
        for (named, query, body) in [
            ("labeel", "labeel=x", ""),
            ("labels", "labels=odd", ""),
            ("dlqId", &*format!("dlqId={}", ids[0]), ""),
            ("workflowRunIds", "workflowRunIds=wfr_1", ""),
            ("dlqIds", "", r#"{"dlqIds":["1-0"]}"#),
            ("label", "", r#"{"label":"odd"}"#),
            ("JSON object", "", "dlqIds=1-0"),
        ] {
            let request = api.request(method.clone(), &format!("{path}{more}{query}"));
            let request = request.bearer_auth(api.emulator.token()).body(body);
            let error = crate::support::send(request).await.error(400);
            assert!(error.contains(named), "{method} {path} {query} {body}: {error}");
        }
    }
    assert_eq!(api.listed("").await, ids);
}

#[tokio::test]
async fn filters_delete_what_they_match_a_count_at_a_time() {
    let (api, ids) = with_runs(10).await;
    let first = api.delete("/v2/workflows/dlq?label=even&count=3").await;
    assert_eq!(first.json(), json!({ "deleted": 3, "cursor": ids[4] }));
    let last = api.delete(&format!("/v2/workflows/dlq?label=even&count=3&cursor={}", ids[4])).await;
    assert_eq!(last.json(), json!({ "deleted": 2 }), "no cursor when none is left");
    let odd: Vec<&String> = ids.iter().skip(1).step_by(2).collect();
    assert_eq!(api.listed("").await.iter().collect::<Vec<_>>(), odd);
}

#[tokio::test]
async fn a_cursor_spares_what_lies_before_it() {
    let (api, ids) = with_runs(4).await;
    let response = api.delete(&format!("/v2/workflows/dlq?cursor={}", ids[1])).await;
    assert_eq!(response.json(), json!({ "deleted": 2 }));
    assert_eq!(api.listed("").await, ids[..2]);
}

#[tokio::test]
async fn without_a_selector_everything_goes_a_hundred_at_a_time() {
    let (api, ids) = with_runs(250).await;
    assert_eq!(
        api.delete("/v2/workflows/dlq").await.json(),
        json!({ "deleted": 100, "cursor": ids[99] })
    );
    assert_eq!(api.delete("/v2/workflows/dlq?count=1000").await.json(), json!({ "deleted": 150 }));
    assert_eq!(api.delete("/v2/workflows/dlq").await.json(), json!({ "deleted": 0 }));
    assert!(api.listed("").await.is_empty());
}

#[tokio::test]
async fn a_bad_value_deletes_nothing() {
    let (api, ids) = with_runs(2).await;
    for (name, query) in [
        ("count", "count=0"),
        ("count", "count=all"),
        ("cursor", "cursor=x"),
        ("toDate", "toDate=now"),
        ("failureFunctionState", "failureFunctionState=x"),
    ] {
        let error = api.delete(&format!("/v2/workflows/dlq?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
    assert_eq!(api.listed("").await, ids);
}
