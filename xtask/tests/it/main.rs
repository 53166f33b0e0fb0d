//! The commands of `cargo xtask`, as they are called.

mod accept;
mod changes;
mod drift;
mod invalid_input;
mod lenient;
// The script speaks to the tools of the forge's machines.
#[cfg(target_os = "linux")]
mod report_drift;
mod revisions;
mod snippets;
mod support;
mod ways;
