//! Repository chores: `cargo xtask <chore>`.

mod ahead;
mod align;
mod author;
mod compare;
mod drift_command;
mod edit;
mod finding;
mod follow;
mod follow_schema;
#[cfg(test)]
mod hostile;
mod lines;
mod lower;
mod meaning;
mod moved;
mod node;
mod normal;
mod overlay;
mod place;
mod pointer;
mod provenance;
mod read;
mod render;
mod report;
mod sharing;
mod source;
mod vendor_command;
mod whole;

use std::process::ExitCode;

use clap::{Parser, error::ErrorKind};

/// Repository chores of upstash-workflow.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Chore {
    Drift(drift_command::Arguments),
    Vendor(vendor_command::Arguments),
}

fn main() -> ExitCode {
    // Not `parse`: it exits with 2 when it cannot read the command line, and
    // 2 means breaking drift to whoever reads the status.
    let chore = match Chore::try_parse() {
        Ok(chore) => chore,
        Err(why) => {
            // Nothing is left to do if the terminal is gone.
            let _ = why.print();
            let help = matches!(why.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            return ExitCode::from(if help { 0 } else { drift_command::FAILED });
        }
    };
    match chore {
        Chore::Drift(arguments) => drift_command::run(arguments),
        Chore::Vendor(arguments) => vendor_command::run(arguments),
    }
}
