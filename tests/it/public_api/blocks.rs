//! The examples of the documentation, with their results.

use futures::TryStreamExt;
use upstash_workflow::{Client, Error};

use super::emulator;
use crate::support::{TOKEN, Wire};

#[tokio::test]
#[rustfmt::skip]
async fn a_client_is_made_with_every_setting() -> Result<(), Error> {
    use std::time::Duration;
    use upstash_workflow::{AuthScheme, Client, Region, RetryPolicy};

    let client = Client::builder()
        .token("secret")                           // impl Into<SecretString>-like: &str and String
        .base_url("http://127.0.0.1:8080")         // checked in build(); or .region(Region::UsEast1)
        .auth_scheme(AuthScheme::Bearer)           // or AuthScheme::Query
        .timeout(Duration::from_secs(30))          // one attempt, body included
        .connect_timeout(Duration::from_secs(5))
        .retry(RetryPolicy::default().max_retries(3).base_delay(Duration::from_millis(50)))   // RetryPolicy::none()
        .user_agent("my-service/1.0")
        .build()?;
    assert!(format!("{client:?}").contains("http://127.0.0.1:8080"));

    let client = Client::builder().token(String::from("secret")).region(Region::UsEast1);
    let client = client.auth_scheme(AuthScheme::Query).retry(RetryPolicy::none()).build()?;
    assert!(format!("{client:?}").contains("https://qstash-us-east-1.upstash.io"));
    Ok(())
}

#[tokio::test]
async fn another_token_is_a_clone_away() -> Result<(), Error> {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    client.with_token("other").get_global_parallelism().await?;
    client.get_global_parallelism().await?;
    let requests = wire.requests();
    let sent: Vec<_> = requests.iter().map(|r| r.header("authorization")).collect();
    assert_eq!(sent, [Some("Bearer other"), Some(&*format!("Bearer {TOKEN}"))]);
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn a_call_returns_the_body_or_the_whole_response() -> Result<(), Error> {
    let wire = Wire::json(r#"{"workflowRunId": "wfr_1"}"#).await;
    let client = wire.client();
    let run = client.retry_failure_callback().dlq_id("1752829295505-0").await?;          // the body, or upstash_workflow::Error
    let raw = client.retry_failure_callback().dlq_id("1752829295505-0").send().await?;   // with status and headers
    println!("{} {:?}", raw.status(), raw.headers().get("date"));
    assert_eq!(raw.status(), 200);
    assert_eq!(raw.headers()["content-type"], "application/json");
    assert_eq!(raw.into_inner(), run);
    let sent: Vec<_> = wire.requests().into_iter().map(|r| (r.method, r.target)).collect();
    assert_eq!(sent, vec![("POST".into(), "/v2/workflows/dlq/callback/1752829295505-0".into()); 2]);
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn bulk_operations_select_something_or_say_so() -> Result<(), Error> {
    let wire = Wire::json("{}").await;
    let client = wire.client();
    client.bulk_delete_failed_workflow_runs().dlq_ids(["1-0", "2-0"]).await?;
    client.bulk_cancel_workflow_runs().label(["orders"]).await?;
    client.bulk_delete_failed_workflow_runs().all().await?;             // everything, in so many words
    let sent: Vec<_> = wire.requests().into_iter().map(|r| r.target).collect();
    assert_eq!(sent, ["/v2/workflows/dlq?dlqIds=1-0&dlqIds=2-0", "/v2/workflows/runs?label=orders", "/v2/workflows/dlq"]);
    Ok(())
}

#[tokio::test]
#[rustfmt::skip]
async fn a_list_is_a_stream() -> Result<(), Error> {
    let (_emulator, client, ids) = emulator().await;
    let failed: Vec<_> = client.list_failed_workflow_runs()
        .failure_function_state(["CALLBACK_FAIL"]).label(["orders"])
        .stream().try_collect().await?;
    assert_eq!(failed.iter().map(|entry| &entry.dlq_id).collect::<Vec<_>>(), [&ids[0]]);
    Ok(())
}

#[test]
fn the_client_can_be_shared_and_the_error_handed_on() {
    fn client<T: Clone + Send + Sync + 'static>() {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    client::<Client>();
    error::<Error>();
}
