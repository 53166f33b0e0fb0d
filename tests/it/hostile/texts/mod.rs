//! Any text in any setter: the server reads that text in that place and nothing else, or the call
//! is refused and nothing is sent.

mod arrival;
mod operations;
mod places;
mod tokens;
mod triggers;
mod values;
