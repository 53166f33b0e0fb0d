//! Repository chores. `cargo xtask help` lists them.

use std::process::ExitCode;

use clap::Parser;

mod committed;
mod public_api;

/// Repository chores
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
enum Chore {
    PublicApi(public_api::PublicApi),
}

fn main() -> ExitCode {
    let outcome = match Chore::parse() {
        Chore::PublicApi(chore) => chore.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
