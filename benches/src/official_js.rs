//! The official JavaScript client, which does the same work on Node.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;
use crate::children::{Serving, node};
use crate::contend::Done;

/// The versions that the emulator is tested with.
const VERSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../emulator/tests/js");
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/js/calls.mjs");

pub(crate) struct OfficialJs {
    program: PathBuf,
}

impl OfficialJs {
    /// Installs it below the folder of this program.
    pub(crate) fn install() -> Outcome<Self> {
        let own = std::env::current_exe()?;
        let folder = own.with_file_name("official-js");
        std::fs::create_dir_all(&folder)?;
        for file in ["package.json", "package-lock.json", ".npmrc"] {
            std::fs::copy(Path::new(VERSIONS).join(file), folder.join(file))?;
        }
        let program = folder.join("calls.mjs");
        std::fs::copy(PROGRAM, &program)?;
        let mut npm = Command::new("npm");
        npm.args(["install", "--no-audit", "--no-fund"]).current_dir(&folder);
        let status = npm.stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        if !status.success() {
            return Err(format!("npm ended with {status}").into());
        }
        Ok(Self { program })
    }

    pub(crate) fn calls(&self, server: &Serving, count: usize, in_flight: usize) -> Outcome<Done> {
        self.run("calls", server, count, in_flight)
    }

    pub(crate) fn job(&self, server: &Serving, in_flight: usize) -> Outcome<Done> {
        self.run("job", server, 0, in_flight)
    }

    fn run(&self, work: &str, at: &Serving, count: usize, in_flight: usize) -> Outcome<Done> {
        let (count, in_flight) = (count.to_string(), in_flight.to_string());
        node(&self.program, &[work, &at.url, &at.token, &count, &in_flight])
    }
}
