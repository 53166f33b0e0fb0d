//! Repository chores: `cargo xtask <chore>`.

mod committed;
mod public_api_command;

use std::process::ExitCode;

use clap::Parser;

/// Repository chores of upstash-workflow.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Chore {
    PublicApi(public_api_command::Arguments),
}

fn main() -> ExitCode {
    match Chore::parse() {
        Chore::PublicApi(arguments) => public_api_command::run(arguments),
    }
}
