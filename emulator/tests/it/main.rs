//! The emulator over HTTP, as a library and as a program.

#[path = "../support/mod.rs"]
mod support;

mod dlq;
mod lifecycle;
mod logs;
// Signals stop it.
#[cfg(all(feature = "cli", unix))]
mod program;
mod requests;
mod round_trips;
mod runs;
mod scale;
mod status_page;
