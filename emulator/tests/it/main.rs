//! The emulator over HTTP, as a library and as a program.

#[path = "../support/mod.rs"]
mod support;

mod dlq;
mod lifecycle;
mod logs;
// It is sent signals, and looks for CA certificates where Linux has them.
#[cfg(all(feature = "cli", target_os = "linux"))]
mod program;
mod requests;
mod round_trips;
mod runs;
mod scale;
mod status_page;
