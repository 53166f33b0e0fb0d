//! `cargo xtask` as it is called: one binary, as linking each file of it apart takes longer than
//! its tests.

mod accept;
mod changes;
mod drift;
mod invalid_input;
mod lenient;
#[cfg(unix)]
mod report_drift;
mod snippets;
mod support;
mod ways;
