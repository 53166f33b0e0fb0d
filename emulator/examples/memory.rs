//! What a seeded DLQ entry costs: `cargo run --release -p upstash-workflow-emulator --example memory`. Linux only.

use std::time::Instant;

use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

const ENTRIES: usize = 1_000_000;
const PART: usize = 1000;

/// The memory of this process that is in use, in bytes.
fn resident() -> std::io::Result<usize> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok());
    kibibytes.map(|count: usize| count * 1024).ok_or_else(|| std::io::Error::other("no VmRSS"))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let emulator = Emulator::start().await?;
    let run = FailedRun::new("https://app.example.com/api/workflow")
        .label("orders")
        .failure_callback("http://127.0.0.1:9000/failed", CallbackState::Fail);
    for (what, named) in [("equal", false), ("equal but for their run ids", true)] {
        let (before, start) = (resident()?, Instant::now());
        let name = |number| {
            let run = run.clone();
            if named { run.run_id(format!("wfr_{number:017}")) } else { run }
        };
        // In parts, so that the ids that are given back do not count.
        for part in 0..ENTRIES / PART {
            drop(emulator.seed((part * PART..(part + 1) * PART).map(name)));
        }
        let taken = start.elapsed();
        let bytes = resident()?.saturating_sub(before) / ENTRIES;
        println!("{ENTRIES} entries, {what}: {bytes} bytes each, seeded in {taken:.1?}");
    }
    Ok(())
}
