//! Values with special characters arrive unchanged.

use crate::requests::check::{refusing, sends, sent};

#[tokio::test]
async fn a_path_parameter_stays_one_segment_whatever_is_in_it() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.notify_workflow_run_event().workflow_run_id("a/b?c#d").event_id("100% é\\..");
    let expected = sends("POST /v2/notify/a%2Fb%3Fc%23d/100%25%20%C3%A9%5C..");
    sent(&wire, "notify_workflow_run_event", call, expected).await;
}

#[tokio::test]
async fn a_query_value_cannot_become_another_parameter() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.list_failed_workflow_runs().cursor("a&b=c+d e%").label(["x&y", "é#"]);
    let expected = sends("GET /v2/workflows/dlq").query(&[
        "cursor=a%26b%3Dc%2Bd+e%25",
        "label=x%26y",
        "label=%C3%A9%23",
    ]);
    sent(&wire, "list_failed_workflow_runs", call, expected).await;
}

#[tokio::test]
async fn a_payload_goes_byte_for_byte() {
    let payload: Vec<u8> = (0..=255).collect();
    let wire = refusing().await;
    let client = wire.client();
    let call = client.trigger_workflow_run().workflow_url("https://app.example.com");
    call.body(payload.clone()).await.expect_err("the server refuses everything");
    assert_eq!(wire.only_request().body, payload);
}

#[tokio::test]
async fn a_payload_without_a_media_type_is_an_octet_stream_unless_it_is_empty() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.notify_event().event_id("e").body("paid");
    let octets = sends("POST /v2/notify/e")
        .headers(&[("content-type", "application/octet-stream")])
        .body("paid");
    sent(&wire, "notify_event", call, octets).await;

    let wire = refusing().await;
    let client = wire.client();
    let call = client.notify_event().event_id("e").body("");
    sent(&wire, "notify_event", call, sends("POST /v2/notify/e")).await;
}

#[tokio::test]
async fn an_empty_batch_is_sent_as_an_empty_list() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.batch_trigger_workflow_runs().body(Vec::new());
    let expected =
        sends("POST /v2/batch/trigger").headers(&[("content-type", "application/json")]).body("[]");
    sent(&wire, "batch_trigger_workflow_runs", call, expected).await;
}

#[tokio::test]
async fn a_state_that_is_not_known_here_is_sent_as_it_is() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.list_workflow_run_logs().state("RUN_PAUSED");
    let expected = sends("GET /v2/workflows/logs").query(&["state=RUN_PAUSED"]);
    sent(&wire, "list_workflow_run_logs", call, expected).await;
}

#[tokio::test]
async fn the_user_agent_names_the_crate_and_its_version() {
    let wire = refusing().await;
    let client = wire.client();
    client.get_signing_keys().await.expect_err("the server refuses everything");
    let expected = concat!("upstash-workflow/", env!("CARGO_PKG_VERSION"));
    assert_eq!(wire.only_request().header("user-agent"), Some(expected));
}

#[tokio::test]
async fn a_post_without_a_body_has_content_length_0() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.retry_failure_callback().dlq_id("1752829295505-0");
    call.await.expect_err("the server refuses everything");
    assert_eq!(wire.only_request().header("content-length"), Some("0"));
}

#[tokio::test]
async fn a_content_type_that_was_chosen_is_sent_with_an_empty_body_too() {
    let wire = refusing().await;
    let client = wire.client();
    let call = client.notify_event().event_id("e").content_type("application/json");
    call.await.expect_err("the server refuses everything");
    let request = wire.only_request();
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("content-length"), Some("0"));
}
