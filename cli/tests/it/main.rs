//! The built program, with an emulator for each test.

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
