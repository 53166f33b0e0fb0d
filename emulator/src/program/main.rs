//! The emulator as a program: `upstash-workflow-emulator --port 8080`.

mod ending;
mod options;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use ending::Signals;
use options::Options;
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
    // Listened for before anything is said: whoever reads the first line may send one at once.
    let mut signals = Signals::listen()?;
    let emulator = options.builder().start().await?;
    introduce(&emulator)?;
    signals.next().await;
    tokio::select! {
        () = emulator.stop() => {}
        // The second one: not even that is waited for.
        () = signals.next() => {}
    }
    Ok(())
}

fn introduce(emulator: &Emulator) -> io::Result<()> {
    let keys = emulator.signing_keys();
    let mut out = io::stdout();
    writeln!(out, "The Upstash Workflow emulator listens on {}. Ctrl-C ends it.", emulator.url())?;
    writeln!(out, "What happens in it is shown at {}/\n", emulator.url())?;
    writeln!(out, "Environment of the client:")?;
    writeln!(out, "QSTASH_URL={}", emulator.url())?;
    writeln!(out, "QSTASH_TOKEN={}\n", emulator.token())?;
    writeln!(out, "Environment of what it calls, for checking signatures:")?;
    writeln!(out, "QSTASH_CURRENT_SIGNING_KEY={}", keys.current)?;
    writeln!(out, "QSTASH_NEXT_SIGNING_KEY={}", keys.next)?;
    out.flush()
}
