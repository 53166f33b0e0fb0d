//! The program: `upstash-workflow-emulator --port 8080`.

mod signals;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use signals::Signals;
use upstash_workflow_emulator::program::{Options, SIMPLER, announcement, environment};

/// The Upstash Workflow REST API on 127.0.0.1, in memory. Ctrl-C stops it after requests in progress have finished, a
/// second Ctrl-C at once.
#[derive(Parser)]
#[command(version, after_help = SIMPLER)]
struct Program {
    #[command(flatten)]
    options: Options,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Program::parse().options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    // Before the first output: whoever reads it may send a signal at once.
    let mut signals = Signals::listen()?;
    let emulator = options.start(|line| say(&line)).await?;
    let mut out = io::stdout();
    for (name, value) in environment(&emulator) {
        writeln!(out, "{name}={value}")?;
    }
    out.flush()?;
    say(&announcement(&emulator));
    signals.next().await;
    tokio::select! {
        () = emulator.stop() => {}
        // A second signal skips the graceful stop.
        () = signals.next() => {}
    }
    Ok(())
}

fn say(line: &str) {
    // Without stderr there is nowhere to report it.
    let _ = writeln!(io::stderr(), "{line}");
}
