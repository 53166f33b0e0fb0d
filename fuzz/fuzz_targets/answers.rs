//! Bytes as the answer to an operation, over loopback: a value, or one clear error.

#![no_main]

#[path = "../../tests/it/properties/answers.rs"]
mod answers;
#[path = "../../tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| answers::check(bytes));
