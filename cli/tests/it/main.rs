//! The built program, on an emulator of each test's own.

mod accounts;
mod coverage;
mod examples;
mod exits;
mod interrupt;
mod outputs;
mod refusals;
mod streams;
mod support;
mod terminal;
