//! Bytes as every type of the API: an error, or a value that survives being written.

#![no_main]

#[path = "../../tests/it/properties/types.rs"]
mod types;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| types::check(bytes));
