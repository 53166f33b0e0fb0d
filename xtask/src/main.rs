//! Repository chores. `cargo xtask help` lists them.

mod accept;
mod compare;
mod document;
mod drift;
mod public_api;
mod release_check;
mod snippets;

use std::process::ExitCode;

use clap::{Parser, error::ErrorKind};

/// Repository chores of upstash-workflow.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Chore {
    Drift(drift::Arguments),
    Accept(accept::Arguments),
    PublicApi(public_api::Arguments),
    ReleaseCheck(release_check::Arguments),
}

fn main() -> ExitCode {
    // Not `parse`: it exits with 2 for an invalid command line, and 2 means breaking drift to
    // whoever reads the status.
    let chore = match Chore::try_parse() {
        Ok(chore) => chore,
        Err(why) => {
            // Nothing is left to do if the terminal is gone.
            let _ = why.print();
            let help = matches!(why.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            return ExitCode::from(if help { 0 } else { drift::FAILED });
        }
    };
    match &chore {
        Chore::Drift(arguments) => drift::run(arguments),
        Chore::Accept(arguments) => accept::run(arguments),
        Chore::PublicApi(arguments) => public_api::run(arguments),
        Chore::ReleaseCheck(arguments) => release_check::run(arguments),
    }
}
