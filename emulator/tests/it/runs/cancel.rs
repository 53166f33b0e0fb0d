//! Canceling runs: by id, by ids, by filters, everything; and bulk actions.

use crate::support::{Api, Receiver};
use http::StatusCode;
use serde_json::{Value, json};
use upstash_workflow_emulator::Emulator;

/// Runs that never begin, named by letters.
async fn waiting(api: &Api, names: &str) {
    for name in names.chars().map(String::from) {
        let headers = [
            ("upstash-workflow-runid", &*name),
            ("upstash-label", &*name),
            ("upstash-delay", "1d"),
        ];
        api.start_run(&format!("http://127.0.0.1:1/app/{name}"), &headers).await;
    }
}

async fn canceled(api: &Api) -> String {
    let mut names = api.logged("state=RUN_CANCELED").await;
    names.sort();
    names.concat()
}

#[tokio::test]
async fn a_canceled_run_is_not_delivered_any_more() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let headers = [("upstash-retry-delay", "86400000")];
    let id = api.start_run(&format!("{}/w", receiver.origin), &headers).await;
    receiver.next().await.respond(StatusCode::INTERNAL_SERVER_ERROR);
    let run = api.run_until(&id, |run| run["steps"][1]["steps"][0]["state"] == "STEP_RETRY").await;
    let response = api.delete(&format!("/v2/workflows/runs/{id}")).await;
    assert_eq!((response.status, response.text.as_str()), (200, ""));
    let message = run["steps"][1]["steps"][0]["messageId"].as_str().expect("an id");
    assert_eq!(api.post(&format!("/v2/messages/{message}/retry")).await.status, 400);
    let run = api.run(&id).await;
    assert_eq!(run["workflowState"], "RUN_CANCELED");
    assert_eq!(run["steps"][1]["steps"][0]["state"], "STEP_CANCELED");
    assert!(run["workflowRunCompletedAt"].is_u64());
    assert!(!receiver.has_more() && api.listed("").await.is_empty());
    assert!(api.delete("/v2/workflows/runs/nobody").await.error(404).contains("nobody"));
}

#[tokio::test]
async fn a_run_canceled_under_way_stays_canceled_and_one_that_is_over_stays_over() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let url = format!("{}/w", receiver.origin);
    let id = api.start_run(&url, &[]).await;
    let held = receiver.next().await;
    assert_eq!(api.delete(&format!("/v2/workflows/runs/{id}")).await.status, 200);
    held.respond((StatusCode::OK, "late"));
    // One more run: by its end the late response has arrived.
    let other = api.start_run(&url, &[]).await;
    receiver.next().await.respond(StatusCode::OK);
    assert_eq!(api.ended(&other).await["workflowState"], "RUN_SUCCESS");
    let run = api.run(&id).await;
    assert_eq!(
        (&run["workflowState"], &run["workflowRunResponse"]),
        (&json!("RUN_CANCELED"), &Value::Null)
    );
    assert_eq!(api.delete(&format!("/v2/workflows/runs/{other}")).await.status, 200);
    assert_eq!(api.run(&other).await["workflowState"], "RUN_SUCCESS");
}

#[tokio::test]
async fn ids_filters_or_everything_are_canceled_as_selected() {
    for (query, expected) in [
        ("workflowRunIds=a", "a"),
        ("workflowRunIds=a&workflowRunIds=c", "ac"),
        ("workflowRunIds=a,b,unknown,a", "ab"),
        ("workflowRunIds=unknown", ""),
        ("workflowRunIds=a&label=b", "a"),
        ("label=b", "b"),
        ("label=b,c", "bc"),
        ("label=b&label=a", "ab"),
        ("workflowUrl=http://127.0.0.1:1/app/", "abc"),
        ("workflowUrl=http://127.0.0.1:1/app/b", "b"),
        ("workflowUrl=http://127.0.0.1:1/app/&workflowUrlExactMatch=true", ""),
        ("workflowUrl=http://127.0.0.1:1/app/b&workflowUrlExactMatch=true", "b"),
        ("workflowUrl=http://127.0.0.1:1/app&workflowUrlExactMatch=false", "abc"),
        ("host=127.0.0.1&path=/app/a,/app/c", "ac"),
        ("host=elsewhere", ""),
        ("callerIp=127.0.0.1&label=c", "c"),
        ("flowControlKey=k", ""),
        ("toDate=1", ""),
        ("fromDate=1&count=2", "abc"),
        ("count=100", "abc"),
        ("", "abc"),
    ] {
        let api = Api::start().await;
        waiting(&api, "abc").await;
        let response = api.delete(&format!("/v2/workflows/runs?{query}")).await;
        let expected_answer = (200, json!({ "cancelled": expected.len() }));
        assert_eq!((response.status, response.json()), expected_answer, "{query}");
        assert_eq!(canceled(&api).await, expected, "{query}");
        let again = api.delete(&format!("/v2/workflows/runs?{query}")).await.json();
        assert_eq!(again["cancelled"], 0, "nothing is left: {query}");
    }
}

#[tokio::test]
async fn a_body_selects_as_the_query_does() {
    for (query, body, expected) in [
        ("", r#"{"workflowRunIds":["a"]}"#, "a"),
        ("", r#"{"workflowRunIds":["a","c","unknown"]}"#, "ac"),
        ("", r#"{"workflowRunIds":"b"}"#, "b"),
        ("?workflowRunIds=a", r#"{"workflowRunIds":["b"]}"#, "ab"),
        ("", r#"{"workflowUrl":"http://127.0.0.1:1/app/b"}"#, "b"),
        ("", r#"{"workflowUrl":"http://127.0.0.1:1/app/","workflowUrlExactMatch":true}"#, ""),
        ("?label=a", r#"{"workflowUrl":"http://127.0.0.1:1/app/"}"#, "a"),
        ("", r#"{"label":["a","b"],"toDate":1}"#, ""),
        ("", "{}", "abc"),
    ] {
        let api = Api::start().await;
        waiting(&api, "abc").await;
        let response = api.delete_with(&format!("/v2/workflows/runs{query}"), body).await;
        let expected_answer = (200, json!({ "cancelled": expected.len() }));
        assert_eq!((response.status, response.json()), expected_answer, "{query} {body}");
        assert_eq!(canceled(&api).await, expected, "{query} {body}");
    }
}

#[tokio::test]
async fn what_is_not_understood_selects_nothing() {
    let api = Api::start().await;
    waiting(&api, "abc").await;
    for (named, query, body) in [
        ("labeel", "?labeel=x", ""),
        ("dlqIds", "?dlqIds=1-0", ""),
        ("labeel", "?label=a&labeel=x", ""),
        ("workflowRunId", "", r#"{"workflowRunId":"a"}"#),
        ("ids", "", r#"{"ids":["a"]}"#),
        ("workflowRunIds", "", r#"{"workflowRunIds":[]}"#),
        ("workflowRunIds", "", r#"{"workflowRunIds":[""]}"#),
        ("workflowRunIds", "", r#"{"workflowRunIds":null}"#),
        ("workflowUrl", "", r#"{"workflowUrl":""}"#),
        ("JSON object", "", "workflowRunIds=a"),
        ("JSON object", "", r#"["a"]"#),
        ("JSON object", "", r#"{"workflowRunIds":["a"]"#),
        ("fromDate", "?fromDate=1", r#"{"fromDate":2}"#),
    ] {
        let path = format!("/v2/workflows/runs{query}");
        let error = api.delete_with(&path, body).await.error(400);
        assert!(error.contains(named), "{query} {body}: {error}");
        assert_eq!(canceled(&api).await, "", "{query} {body}");
    }
}

#[tokio::test]
async fn a_bad_value_of_a_parameter_is_400_and_cancels_nothing() {
    let api = Api::start().await;
    waiting(&api, "a").await;
    for (name, query) in [
        ("workflowRunIds", "workflowRunIds="),
        ("workflowUrlExactMatch", "workflowUrlExactMatch=yes"),
        ("async", "async=1"),
        ("count", "count=0"),
        ("fromDate", "fromDate=x"),
        ("label", "label="),
        ("host", "host="),
    ] {
        let error = api.delete(&format!("/v2/workflows/runs?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
    assert_eq!(canceled(&api).await, "");
}

async fn many(api: &Api, count: usize) {
    let entry = json!({ "destination": "http://127.0.0.1:1/", "headers": { "Upstash-Delay": "1d", "Upstash-Label": "many" } });
    let response = api.post_json("/v2/batch/trigger", &Value::Array(vec![entry; count])).await;
    assert_eq!(response.status, 201);
}

#[tokio::test]
async fn an_asynchronous_cancellation_is_a_bulk_action_that_progresses_to_its_end() {
    let api = Api::start().await;
    many(&api, 250).await;
    let response = api.delete("/v2/workflows/runs?label=many,more&host=127.0.0.1&async=true").await;
    assert_eq!((response.status, &response.json()["cancelled"]), (202, &json!(250)));
    let id = response.json()["actionId"].as_str().expect("an id").to_owned();
    let path = format!("/v2/workflows/bulkActions/{id}");
    let mut seen: Vec<u64> = Vec::new();
    let last = api
        .get_until(&path, |action| {
            seen.push(action["processed"].as_u64().expect("a number"));
            action["state"] == "FINISHED"
        })
        .await;
    assert!(seen.is_sorted() && seen.last() == Some(&250), "{seen:?}");
    assert_eq!(
        (&last["kind"], &last["total"], &last["filter"]),
        (
            &json!("cancel"),
            &json!(250),
            &json!({ "label": ["many", "more"], "host": ["127.0.0.1"] })
        )
    );
    assert!(last["completedAt"].as_u64() >= last["createdAt"].as_u64());
    assert!(api.logged("state=RUN_STARTED").await.is_empty());
}

#[tokio::test]
async fn a_bulk_action_under_way_is_in_progress_and_listed_as_such() {
    // So slow that it makes no progress.
    let api = Api::with(Emulator::builder().time_factor(1e-6)).await;
    many(&api, 2).await;
    let cancel = |query: &'static str| api.delete(query);
    let slow = cancel("/v2/workflows/runs?async=true").await.json()["actionId"].clone();
    let done = cancel("/v2/workflows/runs?label=many").await.json();
    assert_eq!(done, json!({ "cancelled": 2 }), "done at once, and without an id to follow");

    let action = api
        .get(&format!("/v2/workflows/bulkActions/{}", slow.as_str().expect("an id")))
        .await
        .json();
    assert_eq!(
        (&action["state"], &action["total"], &action["processed"]),
        (&json!("IN_PROGRESS"), &json!(2), &json!(0))
    );
    assert_eq!(action["completedAt"], Value::Null);
    let all = api.get("/v2/workflows/bulkActions").await.json();
    assert_eq!(all["bulkActions"].as_array().map(Vec::len), Some(2));
    assert_eq!((&all["bulkActions"][1], &all["cursor"]), (&action, &Value::Null));
    let listed = |query: &'static str| api.get(query);
    let running = listed("/v2/workflows/bulkActions?state=IN_PROGRESS").await.json();
    assert_eq!(running["bulkActions"], json!([action]));
    let first = listed("/v2/workflows/bulkActions?state=IN_PROGRESS&count=1").await;
    assert_eq!(first.json()["bulkActions"], json!([]), "the page was cut before");
    let cursor = first.cursor().expect("more follow");
    let second = api
        .get(&format!("/v2/workflows/bulkActions?state=IN_PROGRESS&count=1&cursor={cursor}"))
        .await;
    assert_eq!((second.json()["bulkActions"].clone(), second.cursor()), (json!([action]), None));
    assert_eq!(listed("/v2/workflows/bulkActions?count=5000").await.status, 200, "as if 1000");
    for (name, query) in [("count", "count=0"), ("cursor", "cursor=x"), ("state", "state=DONE")] {
        let error = api.get(&format!("/v2/workflows/bulkActions?{query}")).await.error(400);
        assert!(error.contains(&format!("`{name}`")), "{query}: {error}");
    }
    for unknown in ["act_1", "act_9999999999", "nonsense"] {
        let path = format!("/v2/workflows/bulkActions/{unknown}");
        assert!(api.get(&path).await.error(404).contains(unknown));
    }
}
