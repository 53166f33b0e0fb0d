//! The emulator over HTTP, as a library and as a program.

#[path = "../support/mod.rs"]
mod support;

mod dlq;
mod lifecycle;
mod logs;
#[cfg(feature = "cli")]
mod program;
mod requests;
mod round_trips;
mod runs;
mod scale;
mod status_page;
