//! The emulator as a program: `upstash-workflow-emulator --port 8080`.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use upstash_workflow_emulator::Emulator;

/// The Upstash Workflow REST API on 127.0.0.1, in memory. Ctrl-C ends it.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Token that requests have to show [default: the published one of the development server].
    #[arg(long)]
    token: Option<String>,
}

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
    let mut builder = Emulator::builder().port(options.port);
    if let Some(token) = options.token {
        builder = builder.token(token);
    }
    let emulator = builder.start().await?;
    let keys = emulator.signing_keys();
    let mut out = io::stdout();
    writeln!(
        out,
        "The Upstash Workflow emulator listens on {}. Ctrl-C ends it.\n",
        emulator.url()
    )?;
    writeln!(out, "Environment of the client:")?;
    writeln!(out, "QSTASH_URL={}", emulator.url())?;
    writeln!(out, "QSTASH_TOKEN={}\n", emulator.token())?;
    writeln!(out, "Environment of what it calls, for checking signatures:")?;
    writeln!(out, "QSTASH_CURRENT_SIGNING_KEY={}", keys.current)?;
    writeln!(out, "QSTASH_NEXT_SIGNING_KEY={}", keys.next)?;
    out.flush()?;
    tokio::signal::ctrl_c().await
}
