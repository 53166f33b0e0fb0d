//! Many entries, and a service that fails in every way at random, with a seed.

use std::collections::BTreeSet;
use std::future::IntoFuture;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use futures::TryStreamExt;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::block_in_place;
use upstash_workflow::{Client, RetryPolicy, RetryReport, SkipReason};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun, Fault, FaultRule, Operation};

use super::receiver::Receiver;

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
        .max_retries(10)
        .base_delay(Duration::from_millis(2))
        .max_delay(Duration::from_millis(20));
    let client = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = client.retry(quick).build().expect("a client");
    Fire { _emulator: emulator, receiver, client, ids }
}

impl Fire {
    /// The ids of what has failed, in the order of the list.
    async fn listed(&self) -> Vec<String> {
        let list =
            self.client.list_failed_workflow_runs().failure_function_state(["CALLBACK_FAIL"]);
        let entries = list.stream().map_ok(|entry| entry.dlq_id);
        entries.try_collect().await.expect("the list")
    }

    /// Deletes an entry. Faults do not apply to `DELETE`.
    async fn delete(&self, id: &str) {
        let gone = self.client.delete_failed_workflow_run().dlq_id(id).await;
        gone.expect("there until now");
    }

    /// Deletes what vanishes, bit by bit.
    async fn vanish(&self) {
        for number in (0..ENTRIES).filter(|number| vanishes(*number)) {
            self.delete(&self.ids[number]).await;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Whatever could be delivered was delivered, once, and nothing else; nothing is left.
    async fn check(&self) {
        let left = self.client.retry_failed_callbacks().await.expect("a report");
        assert_eq!(left.found, 0, "nothing was given up silently");
        let must_arrive = |number: &usize| is_failed(*number) && !vanishes(*number);
        let (mut missing, mut since) = (ENTRIES, Instant::now());
        while missing > 0 {
            let arrived = self.receiver.arrived();
            let still = (0..ENTRIES).filter(must_arrive);
            let still = still.filter(|number| !arrived.contains_key(&number.to_string())).count();
            if still < missing {
                (missing, since) = (still, Instant::now());
            }
            let patient = since.elapsed() < Duration::from_secs(20);
            assert!(patient, "{missing} callbacks never arrived");
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
    let order = fire.listed().await;
    let vanishing = (0..ENTRIES).filter(|number| vanishes(*number));
    let vanishing: BTreeSet<&String> = vanishing.map(|number| &fire.ids[number]).collect();
    let mut listed = 0;
    let job = fire.client.retry_failed_callbacks().concurrency(32);
    let job = job.wait_until_settled(Duration::from_secs(60)).on_progress(|progress| {
        // Most of what has just been listed is not begun, and the job stands still in here.
        let new = &order[listed..progress.listed];
        listed = progress.listed;
        for id in new.iter().filter(|id| vanishing.contains(id)) {
            block_in_place(|| Handle::current().block_on(fire.delete(id)));
        }
    });
    let report = job.await.expect("a report");
    adds_up(&report);
    assert_eq!(report.found, (0..ENTRIES).filter(|number| is_failed(*number)).count(), "{report}");
    assert!(report.skipped.iter().all(|entry| entry.reason == SkipReason::Vanished), "{report:?}");
    // Progress is reported ten times a second: an entry may be retried first, and vanish then.
    let vanished = report.skipped.len() + report.retried;
    assert_eq!((vanished, report.still_failing), (vanishing.len(), 0), "{report}");
    assert!(report.skipped.len() > vanishing.len() / 2, "{report}");
    fire.check().await;
    let arrived = fire.receiver.arrived().len();
    let without_vanished = report.found - vanishing.len();
    assert!(
        (without_vanished..=without_vanished + report.retried).contains(&arrived),
        "{arrived} arrived of {report}: nothing that had vanished"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_is_killed_again_and_again_gets_everything_done() {
    let fire = start(2).await;
    let kill_and_run_again = async {
        let mut dice = 7_u64;
        let mut killed = 0;
        loop {
            // From 0 to 2047 entries, by a linear congruential generator.
            dice = dice.wrapping_mul(6_364_136_223_846_793_005);
            dice = dice.wrapping_add(1_442_695_040_888_963_407);
            let most = usize::try_from(dice >> 53).expect("a small number");
            let enough = Notify::new();
            let job =
                fire.client.retry_failed_callbacks().concurrency(32).on_progress(|progress| {
                    if progress.done >= most {
                        enough.notify_one();
                    }
                });
            tokio::select! {
                biased;
                () = enough.notified() => killed += 1,
                report = job.into_future() => break (report.expect("a report"), killed),
            }
        }
    };
    let ((report, killed), ()) = futures::join!(kill_and_run_again, fire.vanish());
    adds_up(&report);
    assert!(killed > 1, "it was killed {killed} times");
    fire.check().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_jobs_at_once_do_no_harm() {
    let fire = start(3).await;
    let job = || fire.client.retry_failed_callbacks().concurrency(16).into_future();
    let (one, two, ()) = futures::join!(job(), job(), fire.vanish());
    for report in [one.expect("a report"), two.expect("a report")] {
        adds_up(&report);
        let expected = |reason: &SkipReason| {
            matches!(reason, SkipReason::NoLongerFailed(_) | SkipReason::Vanished)
        };
        assert!(report.skipped.iter().all(|entry| expected(&entry.reason)), "{report:?}");
    }
    fire.check().await;
}
