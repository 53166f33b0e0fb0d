//! The server processes: the canned server, and the emulator with a full DLQ.

use std::io::Write;
use std::time::Duration;

use clap::Subcommand;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

use crate::{Outcome, canned};

#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// Always the same response.
    Canned,
    /// The whole API, with entries whose failure callbacks failed.
    Emulator {
        #[arg(long)]
        entries: usize,
        #[arg(long)]
        latency_ms: u64,
    },
}

/// Serves until standard input ends.
pub(crate) async fn serve(what: What) -> Outcome<()> {
    let canned = canned::start().await?;
    // Dropping it would stop it.
    let _emulator = match what {
        What::Canned => {
            announce(&canned, "token")?;
            None
        }
        What::Emulator { entries, latency_ms } => {
            let latency = Duration::from_millis(latency_ms);
            let emulator = Emulator::builder().latency(latency).start().await?;
            let run = FailedRun::new("https://app.example.com/api/workflow")
                .label("orders")
                .failure_callback(format!("{canned}/failed"), CallbackState::Fail);
            emulator.seed(std::iter::repeat_n(run, entries));
            announce(emulator.url(), emulator.token())?;
            Some(emulator)
        }
    };
    let input = || std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    tokio::task::spawn_blocking(input).await??;
    Ok(())
}

fn announce(url: &str, token: &str) -> std::io::Result<()> {
    let mut output = std::io::stdout();
    writeln!(output, "{url} {token}")?;
    output.flush()
}
