//! `upstash-workflow`: the Upstash Workflow API from a terminal, on the public API of the crate `upstash-workflow`.

mod account;
mod args;
mod commands;
mod config;
mod failure;
mod filters;
mod global;
mod id;
mod interrupt;
mod output;
mod select;
mod session;
mod summary;
mod time;
mod verbose;

use std::process::ExitCode;

use failure::Failure;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run() -> Result<(), Failure> {
    let Some(cli) = args::parse()? else { return Ok(()) };
    verbose::subscribe(cli.global.verbose, cli.global.colours());
    // One thread: a page is printed before the next request is sent.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(interrupt::or(commands::run(cli.global, cli.command, args::program)))
}
