//! The machine that the figures are from.

use std::process::Command;

use crate::instructions;

/// Describes it as a list in Markdown.
pub(crate) fn description() -> String {
    let processor = first_value("/proc/cpuinfo", "model name").unwrap_or("unknown".into());
    let memory = first_value("/proc/meminfo", "MemTotal").unwrap_or("unknown".into());
    let count = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    let kernel = said("uname", &["-sr"]).unwrap_or("unknown".into());
    // The version, without what a distribution or a host adds.
    let kernel = kernel.split('.').take(2).collect::<Vec<_>>().join(".");
    let rustc = said("rustc", &["--version"]).unwrap_or("unknown".into());
    let node = said("node", &["--version"]).unwrap_or("none".into());
    let valgrind = instructions::version().unwrap_or("none".into());
    format!(
        "- processor: {processor}, {count} of them; memory: {memory}\n\
         - {kernel}; {rustc}; Node {node}; {valgrind}\n\
         - load in the minute before: {load} (below 1, the machine had nothing else to do)\n"
    )
}

fn first_value(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn said(program: &str, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
