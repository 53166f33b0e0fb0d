//! Waiting for runs, callbacks and bulk actions.

use std::time::Duration;

use crate::support::{Wire, response};
use axum::http::StatusCode;
use upstash_workflow::types::{BulkActionState, FailureCallbackState, RunState};

fn json(body: &str) -> Vec<u8> {
    response("200 OK", &[], body)
}

const STARTED: &str = r#"{"runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_STARTED"}]}"#;

#[tokio::test]
async fn waiting_for_a_run_returns_when_it_has_ended() {
    let over = r#"{"runs":[
        {"workflowRunId":"wfr_1","workflowState":"RUN_STARTED","workflowRunCreatedAt":1},
        {"workflowRunId":"wfr_1","workflowState":"RUN_FAILED","workflowRunCreatedAt":2}]}"#;
    let unavailable = response("503 Unavailable", &[], "");
    let wire = Wire::start([json("{}"), json(STARTED), unavailable, json(over)]).await;
    let wait = wire.client().wait_for_run("wfr_1").max_interval(Duration::from_millis(1));
    let run = wait.await.expect("a run");
    assert_eq!(run.workflow_state, Some(RunState::RunFailed));
    let requests = wire.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].target, "/v2/workflows/logs?workflowRunId=wfr_1");
}

#[tokio::test]
async fn a_run_is_looked_for_on_all_pages_and_the_latest_one_counts() {
    let empty = r#"{"runs":[],"cursor":"1-0"}"#;
    let run = |state: &str, at: u32| {
        let state = format!(r#""workflowState":"{state}","workflowRunCreatedAt":{at}"#);
        format!(r#"{{"workflowRunId":"wfr_1",{state}}}"#)
    };
    let older = format!(r#"{{"runs":[{}],"cursor":"2-0"}}"#, run("RUN_FAILED", 1));
    let latest = format!(r#"{{"runs":[{}]}}"#, run("RUN_SUCCESS", 2));
    let wire = Wire::start([json(empty), json(&older), json(&latest)]).await;
    let run = wire.client().wait_for_run("wfr_1").await.expect("a run");
    assert_eq!(run.workflow_state, Some(RunState::RunSuccess));
    assert_eq!(wire.requests().len(), 3);
}

#[tokio::test]
async fn waiting_that_times_out_is_an_error_with_the_last_state() {
    let wire = Wire::start([json(STARTED)]).await;
    let wait = wire.client().wait_for_run("wfr_1").timeout(Duration::from_secs(2));
    let error = wait.max_interval(Duration::from_millis(100)).await.expect_err("too late");
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert_eq!(error.operation(), Some("wait_for_run"));
    let polls = error.attempts().expect("a number");
    // The last one may have been cut short before it arrived.
    let arrived = u32::try_from(wire.requests().len()).expect("few");
    assert!(polls > 1 && (arrived..=arrived + 1).contains(&polls), "{arrived}: {error}");
    for part in ["wfr_1", "its state is RUN_STARTED", "2s", &format!("and {polls} polls: ")] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(!error.to_string().contains("attempts"), "{error}");
}

#[tokio::test]
async fn a_poll_that_hangs_ends_at_the_timeout() {
    // Accepts and never responds.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let builder = upstash_workflow::Client::builder().token("t").base_url(url);
    let client = builder.build().expect("a client");
    let wait = client.wait_for_bulk_action("a").timeout(Duration::from_millis(50));
    let error = wait.await.expect_err("too late");
    assert!(error.is_timeout() && error.attempts() == Some(1), "{error:?}");
    assert!(
        error.to_string().ends_with("timed out after 50ms and 1 poll: no response yet"),
        "{error}"
    );
}

#[tokio::test]
async fn waiting_for_a_callback_returns_when_it_has_settled() {
    let entry =
        |state: &str| json(&format!(r#"{{"dlqId":"1-0","failureFunctionState":"{state}"}}"#));
    let wire =
        Wire::start([entry("CALLBACK_INPROGRESS"), entry("CALLBACK_NEW"), entry("CALLBACK_FAIL")])
            .await;
    let wait = wire.client().wait_for_failure_callback("1-0");
    let entry = wait.max_interval(Duration::from_millis(1)).await.expect("an entry");
    assert_eq!(entry.failure_function_state, Some(FailureCallbackState::CallbackFail));
    assert_eq!(wire.requests().len(), 3);

    let gone = Wire::start([response("404 Not Found", &[], r#"{"error":"gone"}"#)]).await;
    let error = gone.client().wait_for_failure_callback("1-0").await.expect_err("gone");
    assert!(error.is_not_found() && error.operation() == Some("wait_for_failure_callback"));
    assert_eq!(gone.requests().len(), 1);
}

#[tokio::test]
async fn waiting_for_a_bulk_action_returns_when_it_has_finished() {
    let action = |state: &str| json(&format!(r#"{{"actionId":"a","state":"{state}"}}"#));
    let wire = Wire::start([action("IN_PROGRESS"), action("FINISHED")]).await;
    let wait = wire.client().wait_for_bulk_action("a");
    let action = wait.max_interval(Duration::from_millis(1)).await.expect("an action");
    assert_eq!(action.state, Some(BulkActionState::Finished));
    assert_eq!(wire.requests().len(), 2);

    let wire = Wire::start([response("401 Unauthorized", &[], "")]).await;
    let error = wire.client().wait_for_bulk_action("a").await.expect_err("refused");
    assert!(error.is_unauthorized() && error.operation() == Some("wait_for_bulk_action"));
}

#[tokio::test]
async fn a_run_without_an_id_is_not_waited_for_and_nothing_is_sent() {
    let wire = Wire::start([json(STARTED)]).await;
    for id in ["", "wfr_", "order 1", "order-1,order-2", "order-1\n"] {
        let error = wire.client().wait_for_run(id).await.expect_err("refused");
        assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{error:?}");
        let error = wire.client().get_run(id).await.expect_err("refused");
        assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{error:?}");
        assert_eq!(error.operation(), Some("get_run"));
    }
    let error = wire.client().wait_for_run("").await.expect_err("refused");
    assert_eq!(error.operation(), Some("wait_for_run"));
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn the_longest_timeout_can_be_set() {
    let over = r#"{"runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_SUCCESS"}]}"#;
    let wire = Wire::start([json(over)]).await;
    let policy = upstash_workflow::RetryPolicy::default().total_timeout(Duration::MAX);
    let builder = upstash_workflow::Client::builder().token("t").base_url(wire.url());
    let builder = builder.timeout(Duration::MAX).connect_timeout(Duration::MAX).retry(policy);
    let client = builder.build().expect("a client");
    let wait = client.wait_for_run("wfr_1").timeout(Duration::MAX).max_interval(Duration::MAX);
    assert_eq!(wait.await.expect("a run").workflow_state, Some(RunState::RunSuccess));
}

#[tokio::test]
async fn a_run_is_looked_for_with_the_prefix_that_its_id_was_given_without() {
    let run = |id: &str, at: u32| {
        let run = serde_json::json!({"workflowRunId": id, "workflowRunCreatedAt": at,
            "workflowState": "RUN_SUCCESS"});
        json(&serde_json::json!({"runs": [run]}).to_string())
    };
    let nothing = || json(r#"{"runs":[]}"#);
    for (responses, expected) in [
        ([nothing(), run("wfr_order-1", 1)], "wfr_order-1"),
        ([run("order-1", 1), nothing()], "order-1"),
        ([run("order-1", 1), run("wfr_order-1", 2)], "wfr_order-1"),
        ([run("order-1", 2), run("wfr_order-1", 1)], "order-1"),
    ] {
        let wire = Wire::start(responses.clone()).await;
        let run = wire.client().wait_for_run("order-1").await.expect("a run");
        assert_eq!(run.workflow_run_id, expected);
        let asked: Vec<_> = wire.requests().into_iter().map(|request| request.target).collect();
        let list = "/v2/workflows/logs?workflowRunId=";
        assert_eq!(asked, [format!("{list}order-1"), format!("{list}wfr_order-1")]);

        let wire = Wire::start(responses).await;
        let run = wire.client().get_run("order-1").await.expect("a response").expect("a run");
        assert_eq!(run.workflow_run_id, expected);
    }
}

#[tokio::test]
async fn get_run_returns_the_run_with_its_bodies_or_none() {
    let failed = r#"{"runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_FAILED",
        "failureFunction":{"failStatus":489,"failResponse":"{\"message\":\"no stock\"}"},
        "steps":[{"steps":[{"stepName":"charge","state":"STEP_FAILED"}]}]}]}"#;
    let wire = Wire::start([json(failed)]).await;
    let run = wire.client().get_run("wfr_1").await.expect("a response").expect("a run");
    let failure = run.failure().expect("a failure");
    assert_eq!((failure.step_name.as_deref(), failure.status), (Some("charge"), Some(489)));
    assert_eq!(failure.message, "no stock");
    let bodies = [("trimBody".to_owned(), i32::MAX.to_string())];
    let asked = || wire.take_requests().into_iter().map(|request| request.query());
    assert!(asked().all(|query| query.contains(&bodies[0])));

    let wait = wire.client().wait_for_run("wfr_1").with_bodies();
    assert_eq!(wait.await.expect("a run").failure(), run.failure());
    assert!(asked().all(|query| query.contains(&bodies[0])));
    wire.client().wait_for_run("wfr_1").await.expect("a run");
    assert!(asked().all(|query| query.iter().all(|(name, _)| name != "trimBody")));

    let wire = Wire::start([json(r#"{"runs":[]}"#)]).await;
    assert_eq!(wire.client().get_run("wfr_1").await.expect("a response"), None);
    let wire = Wire::start([response("401 Unauthorized", &[], "")]).await;
    let error = wire.client().get_run("wfr_1").await.expect_err("refused");
    assert!(error.is_unauthorized() && error.operation() == Some("get_run"), "{error}");
}

#[tokio::test]
async fn a_run_that_failed_on_the_emulator_says_why() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/workflow", listener.local_addr().expect("an address"));
    const THROWN: &str = r#"{"error":"OutOfStock","message":"no stock","stack":"at charge"}"#;
    let fails = || async { (StatusCode::INTERNAL_SERVER_ERROR, THROWN) };
    let routes = axum::Router::new().route("/workflow", axum::routing::post(fails));
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    let emulator = upstash_workflow_emulator::Emulator::start().await.expect("an emulator");
    let builder = upstash_workflow::Client::builder().token(emulator.token());
    let client = builder.base_url(emulator.url()).build().expect("a client");
    assert_eq!(client.get_run("order-1").await.expect("a response"), None);

    client.trigger(url).run_id("order-1").retries(0).await.expect("a run");
    let run = client.wait_for_run("order-1").with_bodies().await.expect("a run");
    let failure = run.failure().expect("a failure");
    assert_eq!((failure.status, &*failure.message), (Some(500), "no stock"));
    assert_eq!(failure.step_name, None, "the logs do not name a step that has not run");
    // The failure callback goes on meanwhile, so the run is not the same in every field.
    let same = client.get_run("wfr_order-1").await.expect("a response").expect("the run");
    assert_eq!((&same.workflow_run_id, same.failure()), (&run.workflow_run_id, Some(failure)));
    let without = client.wait_for_run("order-1").await.expect("a run").failure();
    assert!(without.is_some_and(|failure| failure.status == Some(500)));
    server.abort();
}
