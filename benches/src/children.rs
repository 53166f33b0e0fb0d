//! Processes of this program: servers, and those that are measured. Each is pinned to its own
//! processor, so that neither takes time from the other.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::Outcome;
use crate::contend::Done;

/// Where servers run.
const SERVERS: usize = 1;
/// Where the measured processes run.
const MEASURED: usize = 0;

/// A server in its own process, which ends when this is dropped.
pub(crate) struct Serving {
    pub(crate) url: String,
    pub(crate) token: String,
    process: Child,
    /// Closing it ends the process.
    _input: Option<ChildStdin>,
}

impl Serving {
    pub(crate) fn start(args: &[&str]) -> Outcome<Self> {
        let mut command = this_program()?;
        command.arg("serve").args(args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = pinned(SERVERS, || command.spawn())?;
        let input = process.stdin.take();
        let mut line = String::new();
        if let Some(output) = process.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let (url, token) = line.trim().split_once(' ').ok_or("the server did not start")?;
        Ok(Self { url: url.to_owned(), token: token.to_owned(), process, _input: input })
    }

    /// Returns the arguments with which a measured process finds it.
    pub(crate) fn args(&self) -> [&str; 4] {
        ["--url", &self.url, "--token", &self.token]
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns a command that runs this program again.
pub(crate) fn this_program() -> Outcome<Command> {
    Ok(Command::new(std::env::current_exe()?))
}

/// Runs a measured process with these arguments.
pub(crate) fn contend(args: &[&str]) -> Outcome<Done> {
    let mut command = this_program()?;
    command.arg("contend").args(args);
    measured(&mut command)
}

/// Runs a program with Node.
pub(crate) fn node(program: &Path, args: &[&str]) -> Outcome<Done> {
    let mut command = Command::new("node");
    command.arg(program).args(args);
    measured(&mut command)
}

fn measured(command: &mut Command) -> Outcome<Done> {
    Ok(serde_json::from_slice(&output(command)?)?)
}

/// Starts a process that is measured.
pub(crate) fn spawn_measured(command: &mut Command) -> std::io::Result<Child> {
    pinned(MEASURED, || command.spawn())
}

/// Returns what a measured process wrote.
pub(crate) fn output(command: &mut Command) -> Outcome<Vec<u8>> {
    command.stdin(Stdio::null()).stdout(Stdio::piped());
    let output = spawn_measured(command)?.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("{command:?} ended with {}", output.status).into());
    }
    Ok(output.stdout)
}

/// Starts a process on one processor, which it inherits from this thread, or on any if that is
/// not possible.
#[cfg(target_os = "linux")]
fn pinned<T>(processor: usize, start: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;
    let this = Pid::from_raw(0);
    let before = sched_getaffinity(this);
    let mut one = CpuSet::new();
    let pinned = one.set(processor).and_then(|()| sched_setaffinity(this, &one));
    let outcome = start();
    if let (Ok(()), Ok(before)) = (pinned, before) {
        sched_setaffinity(this, &before)?;
    }
    outcome
}

#[cfg(not(target_os = "linux"))]
fn pinned<T>(_: usize, start: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    start()
}
