//! Shapes of programs: errors passed on, calls in other tasks, streams returned.

use std::error::Error as StdError;
use std::future::IntoFuture;
use std::pin::pin;

use futures::stream::{FuturesUnordered, Stream, StreamExt, TryStreamExt};
use upstash_workflow::types::WorkflowDlqMessage;
use upstash_workflow::{Client, Error, TriggeredRun};

use super::emulator;
use crate::support::{Wire, response};

type AnyError = Box<dyn StdError + Send + Sync + 'static>;

#[tokio::test]
async fn every_error_is_handed_on_by_a_question_mark() {
    async fn awaited(client: &Client) -> Result<(), Box<dyn StdError>> {
        client.delete_failed_workflow_run().dlq_id("1-0").await?;
        Ok(())
    }
    async fn sent(client: &Client) -> Result<u16, AnyError> {
        let response = client.delete_failed_workflow_run().dlq_id("1-0").send().await?;
        Ok(response.status().as_u16())
    }
    async fn converted(client: &Client) -> Result<u16, Error> {
        Ok(client.delete_failed_workflow_run().dlq_id("1-0").send().await?.status().as_u16())
    }
    fn built() -> Result<Client, AnyError> {
        Ok(Client::builder().token("").build()?)
    }
    let (_emulator, client, _) = emulator().await;
    let error = awaited(&client).await.expect_err("there is no such entry");
    assert!(error.downcast_ref::<Error>().is_some_and(Error::is_not_found), "{error}");
    assert!(sent(&client).await.expect_err("no entry").to_string().contains("404"));
    assert!(converted(&client).await.is_err_and(|error| error.is_not_found()));
    let error = built().expect_err("no token");
    assert!(error.downcast_ref::<Error>().is_some_and(Error::is_configuration), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_are_made_from_other_tasks() -> Result<(), AnyError> {
    let (_emulator, client, ids) = emulator().await;
    let spawned = ids.iter().cloned().map(|id| {
        let client = client.clone();
        tokio::spawn(async move {
            let call = client.get_failed_workflow_run().dlq_id(&id);
            Ok::<_, Error>((call.await?.dlq_id, id))
        })
    });
    for task in spawned.collect::<Vec<_>>() {
        let (found, id) = task.await??;
        assert_eq!(found, id);
    }

    // Held in variables, and in collections that want a nameable future.
    let calls: Vec<_> = ids.iter().map(|id| client.get_failed_workflow_run().dlq_id(id)).collect();
    let calls: FuturesUnordered<_> = calls.into_iter().map(IntoFuture::into_future).collect();
    assert_eq!(calls.try_collect::<Vec<_>>().await?.len(), 3);

    let task = tokio::spawn({
        let client = client.clone();
        async move { client.list_failed_workflow_runs().stream().try_collect::<Vec<_>>().await }
    });
    assert_eq!(task.await??.len(), 3);

    let task = tokio::spawn({
        let client = client.clone();
        async move { client.bulk_delete_failed_workflow_runs().label("mail").drain().await }
    });
    assert_eq!(task.await??.deleted, Some(1));

    let wire = Wire::json(r#"[{"workflowRunId": "wfr_1"}]"#).await;
    let client = wire.client();
    let task = tokio::spawn(async move {
        let trigger = client.trigger("https://app.example.com/w").json(&["an", "order"])?;
        let run: TriggeredRun = trigger.await?;
        Ok::<_, AnyError>(run)
    });
    assert_eq!(task.await??.workflow_run_id, "wfr_1");
    Ok(())
}

/// All failed runs of one label, for whoever wants them.
fn failed(client: &Client, label: &str) -> impl Stream<Item = Result<WorkflowDlqMessage, Error>> {
    client.list_failed_workflow_runs().label(label).stream()
}

/// The same, as a stream that outlives the client.
fn failed_ids(client: Client) -> impl Stream<Item = Result<String, Error>> + Send + 'static {
    client.list_failed_workflow_runs().stream().map_ok(|entry| entry.dlq_id)
}

#[tokio::test]
async fn streams_are_returned_pinned_and_taken_from() -> Result<(), AnyError> {
    let (_emulator, client, ids) = emulator().await;
    let mut orders = pin!(failed(&client, "orders"));
    let mut found = Vec::new();
    while let Some(entry) = orders.try_next().await? {
        found.push(entry.dlq_id);
    }
    assert_eq!(found, ids[..2]);

    let outliving = failed_ids(client.clone());
    let two: Vec<String> = outliving.take(2).try_collect().await?;
    assert_eq!(two, ids[..2]);

    let mut stream = client.list_failed_workflow_runs().stream();
    let first = stream.next().await.expect("an item")?;
    assert_eq!(first.dlq_id, ids[0]);
    assert_eq!(stream.count().await, 2);

    let stream = client.list_failed_workflow_runs().stream();
    let concurrently = stream.try_for_each_concurrent(2, |entry| {
        let client = &client;
        async move { client.delete_failed_workflow_run().dlq_id(entry.dlq_id).await.map(drop) }
    });
    concurrently.await?;
    assert_eq!(failed_ids(client.clone()).count().await, 0);
    Ok(())
}

#[tokio::test]
async fn an_error_says_what_it_is() {
    let (emulator, client, ids) = emulator().await;
    let retry = |id: &str| client.retry_failure_callback().dlq_id(id).into_future();

    let error = retry(&ids[1]).await.expect_err("there is no callback");
    assert_eq!(error.status(), Some(reqwest::StatusCode::BAD_REQUEST));
    assert!(error.message().is_some_and(|text| text.contains("no failure callback")), "{error}");

    let error = retry("1-0").await.expect_err("there is no such entry");
    assert!(error.is_not_found() && error.operation() == Some("retry_failure_callback"));
    assert!(error.headers().is_some_and(|headers| headers.contains_key("date")));
    assert!(error.body().is_some_and(|body| body.starts_with(b"{\"error\"")));
    assert!(error.rate_limit().is_none() && error.retry_after().is_none());

    let error = client.with_token("wrong").get_signing_keys().await.expect_err("a wrong token");
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(emulator.requests().len(), 3);
}

#[tokio::test]
async fn a_rate_limit_is_read_from_the_error() {
    let headers = [("Burst-RateLimit-Limit", "10"), ("Burst-RateLimit-Reset", "4102444800")];
    let wire = Wire::start([response("429 Too Many Requests", &headers, "")]).await;
    let error = wire.client().list_failed_workflow_runs().await.expect_err("too many");
    let limit = error.rate_limit().expect("a limit");
    assert_eq!(limit.kind, upstash_workflow::RateLimitKind::Burst);
    assert_eq!((limit.limit, limit.remaining), (Some(10), None));
    assert_eq!(limit.reset.map(i64::from), Some(4_102_444_800));
}

#[tokio::test]
async fn a_bulk_operation_deletes_what_was_selected() -> Result<(), Error> {
    let (_emulator, client, ids) = emulator().await;
    let bulk = || client.bulk_delete_failed_workflow_runs();
    assert!(bulk().await.is_err_and(|error| error.is_invalid_request()));
    assert_eq!(bulk().dlq_ids([&*ids[2], "1-0"]).await?.deleted, Some(1));
    assert_eq!(client.list_failed_workflow_runs().await?.messages.len(), 2);
    assert_eq!(bulk().all().await?.deleted, Some(2));
    assert_eq!(client.list_failed_workflow_runs().await?.messages.len(), 0);
    Ok(())
}
