//! The whole job against the emulator, with callbacks that are really delivered.

use std::time::Duration;

use upstash_workflow::{Client, SkipReason};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun, Fault, FaultRule, Operation};

use super::receiver::Receiver;

const WORKFLOW: &str = "https://app.example.com/api/workflow";

fn client(emulator: &Emulator) -> Client {
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    builder.build().expect("a client")
}

fn run(receiver: &Receiver, name: &str, state: CallbackState) -> FailedRun {
    FailedRun::new(WORKFLOW).failure_callback(receiver.callback(name), state)
}

fn retries(emulator: &Emulator) -> usize {
    let operations = emulator.requests().into_iter().filter_map(|request| request.operation);
    operations.filter(|operation| *operation == Operation::RetryFailureCallback).count()
}

/// Waits for something that has to happen soon.
async fn until(happened: impl Fn() -> bool) {
    let wait = async {
        while !happened() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait).await.expect("it happens");
}

/// Three failed callbacks, each on a page of its own, and one in every other state.
async fn seeded() -> (Emulator, Receiver) {
    let receiver = Receiver::start().await;
    let emulator = Emulator::builder().page_size(1).start().await.expect("an emulator");
    emulator.seed([
        run(&receiver, "orders-1", CallbackState::Fail).label("orders"),
        run(&receiver, "done", CallbackState::Success).label("orders"),
        run(&receiver, "orders-2", CallbackState::Fail).label("orders"),
        run(&receiver, "under-way", CallbackState::InProgress),
        FailedRun::new(WORKFLOW),
        run(&receiver, "mail", CallbackState::Fail).label("mail"),
        run(&receiver, "canceled", CallbackState::Canceled),
    ]);
    (emulator, receiver)
}

#[tokio::test]
async fn every_failed_callback_is_delivered_once_and_no_other() {
    let (emulator, receiver) = seeded().await;
    let client = client(&emulator);
    let job = client.retry_failed_callbacks().wait_until_settled(Duration::from_secs(30));
    let report = job.await.expect("a report");
    assert_eq!((report.found, report.succeeded), (3, 3), "{report:?}");
    let arrived = receiver.arrived();
    assert_eq!(arrived.values().collect::<Vec<_>>(), [&1, &1, &1]);
    assert_eq!(arrived.keys().collect::<Vec<_>>(), ["mail", "orders-1", "orders-2"]);

    let again = client.retry_failed_callbacks().await.expect("a report");
    assert_eq!(again.found, 0, "nothing is left");
}

#[tokio::test]
async fn it_is_called_as_the_documentation_shows() -> Result<(), upstash_workflow::Error> {
    let (emulator, _receiver) = seeded().await;
    let client = client(&emulator);
    let report = client
        .retry_failed_callbacks()
        .label(["orders"])
        .workflow_url(["https://app.example.com/api/workflow"])
        .concurrency(32)
        .dry_run(false)
        .wait_until_settled(Duration::from_secs(60))
        .on_progress(|p| eprintln!("{}/{:?}", p.done, p.found))
        .await?;
    assert_eq!((report.found, report.retried, report.succeeded), (2, 0, 2));
    assert_eq!((report.still_failing, report.skipped.len(), report.failed.len()), (0, 0, 0));
    Ok(())
}

#[tokio::test]
async fn filters_narrow_it_down() {
    let (emulator, receiver) = seeded().await;
    let client = client(&emulator);
    let job = client.retry_failed_callbacks().label(["orders"]).workflow_url([WORKFLOW]);
    let report = job.await.expect("a report");
    assert_eq!((report.found, report.retried), (2, 2), "{report:?}");
    let job = client.retry_failed_callbacks().label(["orders", "mail"]);
    let report = job.wait_until_settled(Duration::from_secs(30)).await.expect("a report");
    assert_eq!((report.found, report.succeeded), (1, 1), "{report:?}");
    assert!(!receiver.arrived().contains_key("done"));
}

#[tokio::test]
async fn a_dry_run_delivers_nothing() {
    let (emulator, receiver) = seeded().await;
    let report = client(&emulator).retry_failed_callbacks().dry_run(true).await.expect("a report");
    assert_eq!((report.found, report.skipped.len()), (3, 3));
    assert!(report.skipped.iter().all(|skipped| skipped.reason == SkipReason::DryRun));
    assert_eq!((retries(&emulator), receiver.arrived().len()), (0, 0));
}

#[tokio::test]
async fn a_receiver_that_still_fails_is_told() {
    let (emulator, receiver) = seeded().await;
    receiver.refuse();
    let client = client(&emulator);
    let job = client.retry_failed_callbacks().wait_until_settled(Duration::from_secs(30));
    let report = job.await.expect("a report");
    assert_eq!((report.found, report.still_failing), (3, 3), "{report:?}");
}

#[tokio::test]
async fn a_read_only_token_ends_it_with_nothing_done() {
    let receiver = Receiver::start().await;
    let builder = Emulator::builder().read_only_token("looks-only");
    let emulator = builder.start().await.expect("an emulator");
    emulator.seed([run(&receiver, "a", CallbackState::Fail)]);
    let client = client(&emulator).with_token("looks-only");
    let error = client.retry_failed_callbacks().await.expect_err("an error");
    assert!(error.is_forbidden(), "{error}");
    assert_eq!(receiver.arrived().len(), 0);
}

#[tokio::test]
async fn it_runs_on_a_task_of_its_own_and_ends_when_that_is_dropped() {
    let receiver = Receiver::start().await;
    let builder = Emulator::builder().latency(Duration::from_millis(20));
    let emulator = builder.start().await.expect("an emulator");
    let name = |number: usize| run(&receiver, &number.to_string(), CallbackState::Fail);
    emulator.seed((0..100).map(name));
    let client = client(&emulator);
    let task = {
        let client = client.clone();
        tokio::spawn(async move { client.retry_failed_callbacks().concurrency(4).await })
    };
    until(|| retries(&emulator) >= 10).await;
    task.abort();
    assert!(task.await.expect_err("a cancelled task").is_cancelled());
    let sent = retries(&emulator);
    tokio::time::sleep(Duration::from_millis(200)).await;
    // What was on its way may arrive: no more than was under way.
    assert!(retries(&emulator) <= sent + 4);

    let job = client.retry_failed_callbacks().wait_until_settled(Duration::from_secs(30));
    let rest = job.await.expect("a report");
    assert!(rest.found >= 100 - sent - 4 && rest.found < 100, "{rest} after {sent}");
    until(|| receiver.arrived().len() >= 100).await;
    assert!(receiver.arrived().values().all(|times| *times == 1), "{:?}", receiver.arrived());
}

#[tokio::test]
async fn it_stops_on_request_and_reports_what_it_did() {
    let receiver = Receiver::start().await;
    let slow = Fault::delay(Duration::from_secs(60));
    let slow = FaultRule::on(Operation::RetryFailureCallback, slow).skip(20);
    let emulator = Emulator::builder().fault(slow).start().await.expect("an emulator");
    let name = |number: usize| run(&receiver, &number.to_string(), CallbackState::Fail);
    emulator.seed((0..40).map(name));
    let client = client(&emulator);
    let job = client.retry_failed_callbacks().concurrency(4);
    let report = job.stop_when(until(|| retries(&emulator) >= 24)).await.expect("a report");
    assert_eq!((report.found, report.retried, report.left()), (40, 20, 20), "{report}");
    assert_eq!(report.to_string(), "40 found: 20 retried, 20 left");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(retries(&emulator), 24, "it went on");
}
