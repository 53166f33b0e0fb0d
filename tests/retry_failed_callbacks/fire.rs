//! Many entries and a service that fails in every way that it can, at random, with a seed.

use std::future::IntoFuture;
use std::time::Duration;

use axum::http::StatusCode;
use upstash_workflow::{Client, RetryPolicy, RetryReport, SkipReason};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun, Fault, FaultRule, Operation};

use crate::receiver::Receiver;

const ENTRIES: usize = 10_000;
/// Every tenth entry is not failed.
const NOT_FAILED: usize = 10;
/// Every hundredth entry vanishes while the job is at it.
const VANISHES: usize = 100;

struct Fire {
    _emulator: Emulator,
    receiver: Receiver,
    client: Client,
    /// Entries by number: its id in the queue.
    ids: Vec<String>,
}

fn is_failed(number: usize) -> bool {
    number % NOT_FAILED != 7
}

fn vanishes(number: usize) -> bool {
    number % VANISHES == 50
}

async fn start(seed: u64) -> Fire {
    let receiver = Receiver::start().await;
    let mut builder = Emulator::builder().rng_seed(seed);
    for operation in [
        Operation::ListFailedWorkflowRuns,
        Operation::RetryFailureCallback,
        Operation::GetFailedWorkflowRun,
    ] {
        for (fault, probability) in [
            (Fault::reset(), 0.01),
            (Fault::reset().after_acting(), 0.01),
            (Fault::status(StatusCode::INTERNAL_SERVER_ERROR), 0.01),
            (Fault::status(StatusCode::INTERNAL_SERVER_ERROR).after_acting(), 0.01),
            (Fault::status(StatusCode::TOO_MANY_REQUESTS), 0.05),
        ] {
            builder = builder.fault(FaultRule::on(operation, fault).probability(probability));
        }
    }
    let emulator = builder.start().await.expect("an emulator");
    let ids = emulator.seed((0..ENTRIES).map(|number| {
        let state = match is_failed(number) {
            true => CallbackState::Fail,
            false => [CallbackState::Success, CallbackState::InProgress, CallbackState::Canceled]
                [number / NOT_FAILED % 3],
        };
        let callback = receiver.callback(&number.to_string());
        FailedRun::new("https://app.example.com/w").failure_callback(callback, state)
    }));
    let quick = RetryPolicy::default()
        .base_delay(Duration::from_millis(2))
        .max_delay(Duration::from_millis(20))
        .seed(seed);
    let client = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = client.retry(quick).build().expect("a client");
    Fire { _emulator: emulator, receiver, client, ids }
}

impl Fire {
    /// Deletes what vanishes, bit by bit. A `DELETE` meets none of the faults.
    async fn vanish(&self) {
        for number in (0..ENTRIES).filter(|number| vanishes(*number)) {
            let gone = self.client.delete_failed_workflow_run().dlq_id(&self.ids[number]).await;
            gone.expect("there until now");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Whatever could be delivered was delivered, once, and nothing else.
    async fn check(&self) {
        let must_arrive = |number: &usize| is_failed(*number) && !vanishes(*number);
        let mut looks = 0..500;
        loop {
            let arrived = self.receiver.arrived();
            let missing = (0..ENTRIES).filter(must_arrive);
            let missing =
                missing.filter(|number| !arrived.contains_key(&number.to_string())).count();
            if missing == 0 {
                break;
            }
            assert!(looks.next().is_some(), "{missing} callbacks never arrived");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        for (name, times) in &self.receiver.arrived() {
            let number: usize = name.parse().expect("a number");
            assert!(is_failed(number), "entry {number} was not failed");
            assert_eq!(*times, 1, "entry {number}");
        }
    }
}

fn adds_up(report: &RetryReport) {
    let lists = report.skipped.len() + report.failed.len();
    let places = report.retried + report.succeeded + report.still_failing + lists;
    assert_eq!(report.found, places, "{report}");
    assert!(report.failed.is_empty(), "{:?}", report.failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_can_be_delivered_is_delivered_once_whatever_the_service_does() {
    let fire = start(1).await;
    let job = fire.client.retry_failed_callbacks().concurrency(32);
    let job = job.wait_until_settled(Duration::from_secs(60));
    let (report, ()) = futures::join!(job.into_future(), fire.vanish());
    let report = report.expect("a report");
    adds_up(&report);
    let expected = (0..ENTRIES).filter(|number| is_failed(*number)).count();
    // What vanished before it was listed was not found.
    assert!(report.found <= expected && report.found >= expected - ENTRIES / VANISHES, "{report}");
    assert!(report.skipped.iter().all(|entry| entry.reason == SkipReason::Vanished), "{report:?}");
    assert!(!report.skipped.is_empty(), "{report}");
    assert_eq!(report.still_failing, 0, "{report}");
    fire.check().await;
    let left = fire.client.retry_failed_callbacks().await.expect("a report");
    assert_eq!(left.found, 0, "nothing was given up silently");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_is_killed_again_and_again_gets_everything_done() {
    let fire = start(2).await;
    let mut dice = 7_u64;
    let mut killed = 0;
    let report = loop {
        // From 0 to 1023 ms, by a linear congruential generator.
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let time = Duration::from_millis(dice >> 54);
        let job = fire.client.retry_failed_callbacks().concurrency(32);
        match tokio::time::timeout(time, job.into_future()).await {
            Ok(report) => break report.expect("a report"),
            Err(_) => killed += 1,
        }
    };
    adds_up(&report);
    assert!(killed > 1, "it was killed {killed} times");
    fire.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_jobs_at_once_do_no_harm() {
    let fire = start(3).await;
    let job = || fire.client.retry_failed_callbacks().concurrency(16).into_future();
    let (one, two) = futures::join!(job(), job());
    for report in [one.expect("a report"), two.expect("a report")] {
        adds_up(&report);
        let no_longer = |reason: &SkipReason| matches!(reason, SkipReason::NoLongerFailed(_));
        assert!(report.skipped.iter().all(|entry| no_longer(&entry.reason)), "{report:?}");
    }
    fire.check().await;
}
