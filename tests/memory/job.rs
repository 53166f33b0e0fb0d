//! The memory of the job that retries failed callbacks.

use upstash_workflow::Client;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

use crate::support::again;

const URL: &str = "JOB_MEMORY_URL";
const TOKEN: &str = "JOB_MEMORY_TOKEN";

/// The limit for the whole process of the job, in KiB.
const MOST: u64 = 32 * 1024;

/// The peak memory of this process, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// The process whose memory is measured; started by the test below, which sets the environment.
#[tokio::test]
#[ignore = "a part of the measurement"]
async fn the_job_alone() {
    let variable = |name| std::env::var(name).expect(name);
    let client = Client::builder().token(variable(TOKEN)).base_url(variable(URL));
    let client = client.build().expect("a client");
    let report = client.retry_failed_callbacks().concurrency(64).await.expect("a report");
    assert_eq!(report.retried, report.found, "{report}");
    println!("found={} peak={}", report.found, peak());
}

/// `cargo test --release --test memory job::peak -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a million entries take long without optimization"]
async fn peak_memory_does_not_grow_with_the_entries() {
    let mut peaks = Vec::new();
    for entries in [100_000, 300_000, 1_000_000] {
        let emulator = Emulator::start().await.expect("an emulator");
        // Every tenth callback has failed; what it calls is closed, so it fails again.
        for part in 0..entries / 1000 {
            let run = |number: usize| {
                let state = match number % 10 {
                    0 => CallbackState::Fail,
                    _ => CallbackState::Success,
                };
                let run = FailedRun::new("https://app.example.com/api/workflow").label("orders");
                run.failure_callback("http://127.0.0.1:9/closed", state)
            };
            drop(emulator.seed((part * 1000..(part + 1) * 1000).map(run)));
        }
        let mut job = again(module_path!(), "the_job_alone");
        job.env(URL, emulator.url()).env(TOKEN, emulator.token());
        let output = tokio::task::spawn_blocking(move || job.output()).await.expect("a thread");
        let output = output.expect("the job's process");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let number = |name: &str| -> u64 {
            let at = text.split(name).nth(1).expect("the job's line");
            at.split_whitespace().next().expect("a number").parse().expect("a number")
        };
        assert_eq!(number("found="), entries as u64 / 10, "{text}");
        let (found, peak) = (number("found="), number("peak="));
        println!("memory of the job: entries={entries} found={found} peak_kib={peak}");
        peaks.push(peak);
    }
    // The ids of 90,000 more alone would be 5 MiB.
    assert!(peaks[2] < peaks[0] + 2 * 1024, "{peaks:?} KiB");
    assert!(peaks.iter().all(|peak| *peak < MOST), "{peaks:?} KiB");
}
