//! The program: `upstash-workflow-emulator --port 8080`.

mod options;
mod signals;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use options::Options;
use signals::Signals;
use upstash_workflow_emulator::Emulator;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("upstash-workflow-emulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> io::Result<()> {
    // Before the first output: whoever reads it may send a signal at once.
    let mut signals = Signals::listen()?;
    let emulator = options.builder().start().await?;
    print_environment(&emulator)?;
    signals.next().await;
    tokio::select! {
        () = emulator.stop() => {}
        // A second signal skips the graceful stop.
        () = signals.next() => {}
    }
    Ok(())
}

fn print_environment(emulator: &Emulator) -> io::Result<()> {
    let keys = emulator.signing_keys();
    let mut out = io::stdout();
    writeln!(
        out,
        "The Upstash Workflow emulator listens on {}. Press Ctrl-C to stop it.",
        emulator.url()
    )?;
    writeln!(out, "Open {}/ to watch it\n", emulator.url())?;
    writeln!(out, "Environment for the client:")?;
    writeln!(out, "QSTASH_URL={}", emulator.url())?;
    writeln!(out, "QSTASH_TOKEN={}\n", emulator.token())?;
    writeln!(out, "Environment for the endpoints that it calls, to verify signatures:")?;
    writeln!(out, "QSTASH_CURRENT_SIGNING_KEY={}", keys.current)?;
    writeln!(out, "QSTASH_NEXT_SIGNING_KEY={}", keys.next)?;
    out.flush()
}
