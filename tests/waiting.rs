//! Waiting for what the service does in its own time.

mod support;

use std::time::Duration;

use support::{Wire, answer};
use upstash_workflow::types::{BulkActionState, FailureCallbackState, RunState};

fn json(body: &str) -> Vec<u8> {
    answer("200 OK", &[], body)
}

const STARTED: &str = r#"{"runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_STARTED"}]}"#;

#[tokio::test]
async fn a_run_is_waited_for_until_it_is_over() {
    let over = r#"{"runs":[
        {"workflowRunId":"wfr_1","workflowState":"RUN_STARTED","workflowRunCreatedAt":1},
        {"workflowRunId":"wfr_1","workflowState":"RUN_FAILED","workflowRunCreatedAt":2}]}"#;
    let unavailable = answer("503 Unavailable", &[], "");
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
async fn what_is_not_over_in_time_is_an_error_with_its_last_state() {
    let wire = Wire::start([json(STARTED)]).await;
    let wait = wire.client().wait_for_run("wfr_1").timeout(Duration::from_secs(2));
    let error = wait.max_interval(Duration::from_millis(100)).await.expect_err("too late");
    assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
    assert_eq!(error.operation(), Some("list_workflow_run_logs"));
    let looks = error.attempts().expect("a number");
    // The last one may have been cut short before it arrived.
    let arrived = u32::try_from(wire.requests().len()).expect("few");
    assert!(looks > 1 && (arrived..=arrived + 1).contains(&looks), "{arrived}: {error}");
    for part in ["wfr_1", "RUN_STARTED", "2s", &format!("looked at {looks} times")] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(!error.to_string().contains("attempts"), "{error}");
}

#[tokio::test]
async fn a_look_that_hangs_ends_with_the_time() {
    // Accepts and never answers.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let builder = upstash_workflow::Client::builder().token("t").base_url(url);
    let client = builder.build().expect("a client");
    let wait = client.wait_for_bulk_action("a").timeout(Duration::from_millis(50));
    let error = wait.await.expect_err("too late");
    assert!(error.is_timeout() && error.attempts() == Some(1), "{error:?}");
    assert!(error.to_string().ends_with("looked at 1 time, and found: nothing yet"), "{error}");
}

#[tokio::test]
async fn a_callback_is_waited_for_until_it_settles() {
    let entry =
        |state: &str| json(&format!(r#"{{"dlqId":"1-0","failureFunctionState":"{state}"}}"#));
    let wire =
        Wire::start([entry("CALLBACK_INPROGRESS"), entry("CALLBACK_NEW"), entry("CALLBACK_FAIL")])
            .await;
    let wait = wire.client().wait_for_failure_callback("1-0");
    let entry = wait.max_interval(Duration::from_millis(1)).await.expect("an entry");
    assert_eq!(entry.failure_function_state, Some(FailureCallbackState::CallbackFail));
    assert_eq!(wire.requests().len(), 3);

    let gone = Wire::start([answer("404 Not Found", &[], r#"{"error":"gone"}"#)]).await;
    let error = gone.client().wait_for_failure_callback("1-0").await.expect_err("gone");
    assert!(error.is_not_found());
    assert_eq!(gone.requests().len(), 1);
}

#[tokio::test]
async fn a_bulk_action_is_waited_for_until_it_is_finished() {
    let action = |state: &str| json(&format!(r#"{{"actionId":"a","state":"{state}"}}"#));
    let wire = Wire::start([action("IN_PROGRESS"), action("FINISHED")]).await;
    let wait = wire.client().wait_for_bulk_action("a");
    let action = wait.max_interval(Duration::from_millis(1)).await.expect("an action");
    assert_eq!(action.state, Some(BulkActionState::Finished));
    assert_eq!(wire.requests().len(), 2);
}

#[tokio::test]
async fn a_run_without_an_id_is_not_waited_for_and_nothing_is_sent() {
    let wire = Wire::start([json(STARTED)]).await;
    let error = wire.client().wait_for_run("").await.expect_err("refused");
    assert!(error.is_invalid_request() && !error.may_have_been_sent(), "{error:?}");
    assert_eq!(error.operation(), Some("list_workflow_run_logs"));
    assert_eq!(wire.requests().len(), 0);
}

#[tokio::test]
async fn all_the_time_there_is_can_be_waited() {
    let over = r#"{"runs":[{"workflowRunId":"wfr_1","workflowState":"RUN_SUCCESS"}]}"#;
    let wire = Wire::start([json(over)]).await;
    let policy = upstash_workflow::RetryPolicy::default().total_timeout(Duration::MAX);
    let builder = upstash_workflow::Client::builder().token("t").base_url(wire.url());
    let builder = builder.timeout(Duration::MAX).connect_timeout(Duration::MAX).retry(policy);
    let client = builder.build().expect("a client");
    let wait = client.wait_for_run("wfr_1").timeout(Duration::MAX).max_interval(Duration::MAX);
    assert_eq!(wait.await.expect("a run").workflow_state, Some(RunState::RunSuccess));
}
