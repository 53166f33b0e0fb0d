//! The built program, on an emulator of each test's own.

mod accounts;
#[cfg(unix)]
mod captures;
mod coverage;
mod examples;
mod exits;
mod interrupt;
mod outputs;
#[cfg(unix)]
mod pty;
mod refusals;
mod sent;
mod shells;
mod streams;
mod support;
#[cfg(unix)]
mod terminal;
