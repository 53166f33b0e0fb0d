//! Listing the DLQ: pages and filters.

use crate::support::{Api, WORKFLOW};
use upstash_workflow_emulator::{CallbackState, FailedRun};

fn runs(count: usize) -> impl Iterator<Item = FailedRun> {
    (0..count).map(|_| FailedRun::new(WORKFLOW))
}

#[tokio::test]
async fn an_empty_dlq_is_an_empty_page_without_a_cursor() {
    let api = Api::start().await;
    let response = api.get("/v2/workflows/dlq").await;
    assert_eq!((response.status, response.text.as_str()), (200, r#"{"messages":[]}"#));
}

#[tokio::test]
async fn a_page_has_a_hundred_entries_by_default() {
    let api = Api::start().await;
    let ids = api.emulator.seed(runs(101));
    assert_eq!(api.listed("").await, ids[..100]);
    assert_eq!(api.listed("count=7").await, ids[..7]);
    assert_eq!(api.listed("count=100").await, ids[..100]);
}

#[tokio::test]
async fn following_cursors_gives_every_entry_once_and_in_order() {
    let api = Api::start().await;
    let ids = api.emulator.seed(runs(20));
    for count in [1, 3, 10, 20] {
        let (mut seen, mut cursor, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = api.get(&format!("/v2/workflows/dlq?count={count}&cursor={cursor}")).await;
            seen.extend(page.ids());
            pages += 1;
            let Some(next) = page.cursor() else { break };
            cursor = next;
        }
        assert_eq!((&seen, pages), (&ids, 20_usize.div_ceil(count)), "pages of {count}");
    }
}

#[tokio::test]
async fn deleting_between_pages_neither_skips_nor_repeats() {
    let api = Api::start().await;
    let ids = api.emulator.seed(runs(6));
    let first = api.get("/v2/workflows/dlq?count=2").await;
    assert_eq!(first.ids(), ids[..2]);
    // The entry that the cursor names, one before it and one after it.
    for gone in [&ids[0], &ids[1], &ids[2]] {
        assert_eq!(api.delete(&format!("/v2/workflows/dlq/{gone}")).await.status, 200);
    }
    let cursor = first.cursor().expect("more follow");
    assert_eq!(api.listed(&format!("count=2&cursor={cursor}")).await, ids[3..5]);
}

#[tokio::test]
async fn entries_that_come_in_between_pages_are_listed_last() {
    let api = Api::start().await;
    let mut ids = api.emulator.seed(runs(2));
    let cursor = api.get("/v2/workflows/dlq?count=1").await.cursor().expect("more follow");
    ids.extend(api.emulator.seed(runs(1)));
    assert_eq!(api.listed(&format!("cursor={cursor}")).await, ids[1..]);
}

#[tokio::test]
async fn a_filtered_listing_is_paged_by_what_matches() {
    let api = Api::start().await;
    let run =
        |number| FailedRun::new(WORKFLOW).label(if number % 3 == 0 { "third" } else { "other" });
    let ids = api.emulator.seed((0..9).map(run));
    let first = api.get("/v2/workflows/dlq?label=third&count=2").await;
    assert_eq!(first.ids(), [&*ids[0], &*ids[3]]);
    let cursor = first.cursor().expect("one more matches");
    let last = api.get(&format!("/v2/workflows/dlq?label=third&count=2&cursor={cursor}")).await;
    assert_eq!((last.ids(), last.cursor()), (vec![ids[6].clone()], None));
}

/// Three entries that differ in everything that can be filtered.
fn three() -> [FailedRun; 3] {
    let run = |name: &str, number: u64, state| {
        FailedRun::new(format!("https://app.example.com/{name}"))
            .run_id(format!("wfr_{name}"))
            .label(name)
            .label("all")
            .flow_control_key(format!("key.{name}"))
            .caller_ip(format!("203.0.113.{number}"))
            .created_at(1000 * number)
            .workflow_created_at(1000 * number - 1)
            .failure_callback("http://127.0.0.1:1/failed", state)
    };
    [
        run("a", 1, CallbackState::Fail),
        run("b", 2, CallbackState::Success),
        run("c", 3, CallbackState::Canceled),
    ]
}

#[tokio::test]
async fn every_filter_works_alone_repeated_comma_separated_and_combined() {
    let api = Api::start().await;
    let ids = api.emulator.seed(three());
    for (query, expected) in [
        ("workflowUrl=https://app.example.com/a", "a"),
        ("workflowUrl=https://app.example.com/a&workflowUrl=https://app.example.com/c", "ac"),
        ("workflowUrl=https://app.example.com/a,https://app.example.com/b", "ab"),
        ("workflowUrl=https://app.example.com/", ""),
        ("label=b", "b"),
        ("label=all", "abc"),
        ("label=b&label=c", "bc"),
        ("label=a,c", "ac"),
        ("label=a,b&label=c", "abc"),
        ("failureFunctionState=CALLBACK_FAIL", "a"),
        ("failureFunctionState=CALLBACK_FAIL&failureFunctionState=CALLBACK_CANCELED", "ac"),
        ("failureFunctionState=CALLBACK_SUCCESS,CALLBACK_CANCELED", "bc"),
        ("failureFunctionState=CALLBACK_INPROGRESS", ""),
        ("callerIp=203.0.113.2", "b"),
        ("callerIp=203.0.113.2&callerIp=203.0.113.3", "bc"),
        ("callerIp=203.0.113.1,203.0.113.3", "ac"),
        ("flowControlKey=key.c", "c"),
        ("flowControlKey=key.a&flowControlKey=key.c", "ac"),
        ("flowControlKey=key.a,key.b", "ab"),
        ("workflowRunId=wfr_b", "b"),
        ("workflowRunId=wfr_", ""),
        ("workflowCreatedAt=2999", "c"),
        ("workflowCreatedAt=3000", ""),
        ("fromDate=2000", "bc"),
        ("toDate=2000", "ab"),
        ("fromDate=2000&toDate=2000", "b"),
        ("fromDate=2001&toDate=2999", ""),
        ("label=all&callerIp=203.0.113.1,203.0.113.2&fromDate=2000", "b"),
        ("label=a&callerIp=203.0.113.2", ""),
    ] {
        let names: String = api.listed(query).await.iter().map(|id| name_of(&ids, id)).collect();
        assert_eq!(names, expected, "{query}");
    }
}

fn name_of(ids: &[String], id: &str) -> char {
    let place = ids.iter().position(|one| one == id).expect("a seeded id");
    ['a', 'b', 'c'][place]
}

#[tokio::test]
async fn a_bad_value_of_a_parameter_is_400_and_names_it() {
    let api = Api::start().await;
    for (name, query) in [
        ("count", "count=many"),
        ("count", "count=0"),
        ("count", "count=101"),
        ("count", "count=-1"),
        ("count", "count=1&count=2"),
        ("cursor", "cursor=nonsense"),
        ("cursor", "cursor=1752829295505"),
        ("fromDate", "fromDate=2024-01-01"),
        ("toDate", "toDate=-5"),
        ("workflowCreatedAt", "workflowCreatedAt=x"),
        ("failureFunctionState", "failureFunctionState=CALLBACK_BROKEN"),
        ("label", "label="),
    ] {
        let error = api.get(&format!("/v2/workflows/dlq?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
}

#[tokio::test]
async fn the_last_page_of_many_is_as_right_as_the_first() {
    let api = Api::start().await;
    let ids = api.emulator.seed(runs(20_000));
    assert_eq!(api.listed(&format!("count=2&cursor={}", ids[19_996])).await, ids[19_997..19_999]);
}

#[tokio::test]
async fn one_entry_is_shown_as_it_is_listed() {
    let api = Api::start().await;
    let ids = api.emulator.seed(three());
    let listed = api.get("/v2/workflows/dlq").await.json();
    for (place, id) in ids.iter().enumerate() {
        assert_eq!(api.message(id).await, listed["messages"][place]);
    }
    assert_eq!(listed["messages"][0]["workflowRunId"], "wfr_a");
    assert_eq!(listed["messages"][0]["callerIP"], "203.0.113.1");
}
