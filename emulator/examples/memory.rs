//! Measures the memory of a seeded DLQ entry, and the time of a page of the DLQ and of the logs: `cargo run --release -p upstash-workflow-emulator --example memory`. Linux only.
//! It fails if an entry costs more than its limit.

use std::time::Instant;

use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

const ENTRIES: usize = 1_000_000;
const PART: usize = 1000;

/// The run to seed, whether each has its own run id, and the limit of bytes per entry: an eighth above the actual size.
const KINDS: [(&str, bool, usize); 2] =
    [("equal", false, 155), ("equal but for their run ids", true, 209)];

/// Pages that are found at once, and pages that scan everything.
const PAGES: [(&str, &str); 6] = [
    ("a page of the DLQ", "dlq"),
    ("one with a label that nothing has", "dlq?label=none"),
    ("one with a run id that nothing has", "dlq?workflowRunId=none"),
    ("a page of the logs", "logs"),
    ("one with a label that nothing has", "logs?label=none"),
    ("one with a run id that nothing has", "logs?workflowRunId=none"),
];

/// Returns the memory in use by this process, in bytes.
fn resident() -> std::io::Result<usize> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kibibytes.map(|count: usize| count * 1024).ok_or_else(|| std::io::Error::other("no VmRSS"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::start().await?;
    let run = FailedRun::new("https://app.example.com/api/workflow")
        .label("orders")
        .failure_callback("http://127.0.0.1:9000/failed", CallbackState::Fail);
    for (what, named, most) in KINDS {
        let (before, start) = (resident()?, Instant::now());
        let name = |number| {
            let run = run.clone();
            if named { run.run_id(format!("wfr_{number:017}")) } else { run }
        };
        // In parts, so that the returned ids do not count.
        for part in 0..ENTRIES / PART {
            drop(emulator.seed((part * PART..(part + 1) * PART).map(name)));
        }
        let taken = start.elapsed();
        let bytes = resident()?.saturating_sub(before) / ENTRIES;
        println!("{ENTRIES} entries, {what}: {bytes} bytes each, seeded in {taken:.1?}");
        if bytes > most {
            return Err(format!("an entry may take {most} bytes").into());
        }
    }
    for (what, path) in PAGES {
        println!("{what}: {:.1?}", page(&emulator, path).await?);
    }
    Ok(())
}

/// Returns how long a page takes, the best of a few attempts.
async fn page(emulator: &Emulator, path: &str) -> reqwest::Result<std::time::Duration> {
    let client = reqwest::Client::new();
    let mut best = std::time::Duration::MAX;
    for _ in 0..5 {
        let request = client.get(format!("{}/v2/workflows/{path}", emulator.url()));
        let start = Instant::now();
        request.bearer_auth(emulator.token()).send().await?.error_for_status()?.bytes().await?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}
