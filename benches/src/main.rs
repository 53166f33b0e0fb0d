//! The cost of the client, compared with the same work without it, measured in the same run.
//!
//! `cargo run --release --package upstash-workflow-benches` measures speed and writes
//! `docs/performance.md`; with `build` it measures the cost of a build, with `all` both.

mod bare_hyper;
#[cfg(unix)]
mod build_cost;
mod by_hand;
mod canned;
mod children;
mod contend;
mod dlq_page;
mod figure;
mod instructions;
mod machine;
mod official_js;
mod plot;
mod report;
mod serve;
mod speed;
mod start;
mod whereabouts;

use clap::{Parser, Subcommand};

/// The result of a measurement.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

#[derive(Parser)]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Measure speed. This is the default.
    Speed,
    /// Measure the cost of a build. Run nothing else meanwhile.
    Build,
    /// Measure both.
    All,
    /// Do a little of everything, print it and write nothing, to see that it works.
    Smoke,
    /// Run as a measured process.
    #[command(hide = true)]
    Contend {
        who: contend::Who,
        #[command(subcommand)]
        work: contend::Work,
    },
    /// Run as a server of measured processes.
    #[command(hide = true)]
    Serve {
        #[command(subcommand)]
        what: serve::What,
    },
}

const FULL: speed::Size = speed::Size {
    counted: 1000,
    calls: 20_000,
    rounds: 5,
    streamed: 100_000,
    retried: 10_000,
    starts: 200,
};
const SMOKE: speed::Size =
    speed::Size { counted: 40, calls: 640, rounds: 1, streamed: 300, retried: 300, starts: 3 };

fn main() -> Outcome<()> {
    match Options::parse().command.unwrap_or(Command::Speed) {
        Command::Speed => speed(),
        Command::Build => build(),
        Command::All => speed().and_then(|()| build()),
        Command::Smoke => {
            print!("{}", report::table(&speed::measure(&SMOKE)?.figures));
            Ok(())
        }
        Command::Contend { who, work } => {
            let done = runtime()?.block_on(contend::contend(who, work))?;
            println!("{}", serde_json::to_string(&done)?);
            Ok(())
        }
        Command::Serve { what } => runtime()?.block_on(serve::serve(what)),
    }
}

/// One thread, so that the work has one processor and not whatever is free.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

fn speed() -> Outcome<()> {
    let machine = machine::description();
    report::write_speed(&speed::measure(&FULL)?, &machine)
}

#[cfg(unix)]
fn build() -> Outcome<()> {
    report::write_build(&build_cost::measure()?)
}

#[cfg(not(unix))]
fn build() -> Outcome<()> {
    Err("the CPU time of processes is only read on Unix".into())
}
