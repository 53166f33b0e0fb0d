//! Programs as the crate's users write them: they compile as they stand, and do what they say.

mod support;

use std::future::IntoFuture;
use std::time::Duration;

use futures::TryStreamExt;
use support::{TOKEN, Wire};
use upstash_workflow::{AuthScheme, Client, Region, RetryPolicy};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

/// An emulator with three failed runs, and a client of it.
async fn emulator() -> (Emulator, Client, Vec<String>) {
    let emulator = Emulator::start().await.expect("an emulator");
    let run = |label| FailedRun::new("https://app.example.com/api/workflow").label(label);
    let ids = emulator.seed([
        run("orders").failure_callback("http://127.0.0.1:9/gone", CallbackState::Fail),
        run("orders"),
        run("mail"),
    ]);
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    (emulator, client, ids)
}

#[tokio::test]
async fn a_client_is_made_with_every_setting() -> Result<(), upstash_workflow::Error> {
    let wire = Wire::json("{}").await;
    for token in [TOKEN.to_string(), TOKEN.into()] {
        let client = Client::builder()
            .token(token)
            .base_url(wire.url())
            .auth_scheme(AuthScheme::Bearer)
            .timeout(Duration::from_secs(30))
            .connect_timeout(Duration::from_secs(5))
            .retry(RetryPolicy::default().max_retries(3).base_delay(Duration::from_millis(50)))
            .user_agent("my-service/1.0")
            .build()?;
        client.with_token("other").get_global_parallelism().await?;
    }
    Ok(())
}

#[test]
fn a_region_stands_for_its_base_url() {
    let client = Client::builder().token("secret").region(Region::UsEast1);
    let client = client.retry(RetryPolicy::none()).build().expect("a client");
    assert!(format!("{client:?}").contains("https://qstash-us-east-1.upstash.io"));
}

#[tokio::test]
async fn a_list_is_a_stream() -> Result<(), upstash_workflow::Error> {
    let (_emulator, client, ids) = emulator().await;
    let failed: Vec<_> = client
        .list_failed_workflow_runs()
        .failure_function_state(["CALLBACK_FAIL"])
        .label(["orders"])
        .stream()
        .try_collect()
        .await?;
    assert_eq!(failed.iter().map(|entry| &entry.dlq_id).collect::<Vec<_>>(), [&ids[0]]);
    Ok(())
}

#[tokio::test]
async fn a_call_gives_the_body_or_all_of_the_answer() -> Result<(), Box<dyn std::error::Error>> {
    let (_emulator, client, ids) = emulator().await;
    let run = client.retry_failure_callback().dlq_id(&ids[0]).await?;
    assert!(run.workflow_run_id.starts_with("wfr_"));
    let raw = client.get_failed_workflow_run().dlq_id(ids[1].clone()).send().await?;
    assert_eq!(raw.status(), 200);
    assert!(raw.headers().get("date").is_some());
    assert_eq!(raw.dlq_id, ids[1]);
    Ok(())
}

#[tokio::test]
async fn lists_are_given_as_one_likes() -> Result<(), upstash_workflow::Error> {
    let (_emulator, client, ids) = emulator().await;
    let list = || client.list_failed_workflow_runs();
    assert_eq!(list().label(vec!["orders".to_string()]).await?.messages.len(), 2);
    assert_eq!(list().label(["orders", "mail"]).await?.messages.len(), 3);
    let failed = list().failure_function_state(["CALLBACK_FAIL"]).label(["orders"]).await?;
    assert_eq!(failed.messages.len(), 1);
    assert_eq!(list().count(1).await?.cursor.as_deref(), Some(&*ids[0]));
    Ok(())
}

#[tokio::test]
async fn a_bulk_operation_deletes_what_was_selected() -> Result<(), upstash_workflow::Error> {
    let (_emulator, client, ids) = emulator().await;
    let bulk = || client.bulk_delete_failed_workflow_runs();
    assert!(bulk().await.is_err_and(|error| error.is_invalid_request()));
    assert_eq!(bulk().dlq_ids([&*ids[2], "1-0"]).await?.deleted, Some(1));
    assert_eq!(client.list_failed_workflow_runs().await?.messages.len(), 2);
    assert_eq!(bulk().all().await?.deleted, Some(2));
    assert_eq!(client.list_failed_workflow_runs().await?.messages.len(), 0);
    Ok(())
}

#[tokio::test]
async fn an_error_says_what_it_is() {
    let (emulator, client, ids) = emulator().await;
    let retry = |id: &str| client.retry_failure_callback().dlq_id(id).into_future();

    let error = retry(&ids[1]).await.expect_err("there is no callback");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert!(error.message().is_some_and(|text| text.contains("no failure callback")), "{error}");

    let error = retry("1-0").await.expect_err("there is no such entry");
    assert!(error.is_not_found() && error.operation() == Some("retry_failure_callback"));
    assert!(error.headers().is_some_and(|headers| headers.contains_key("date")));
    assert!(error.body().is_some_and(|body| body.starts_with(b"{\"error\"")));

    let error = client.with_token("wrong").get_signing_keys().await.expect_err("a wrong token");
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(emulator.requests().len(), 3);
}
