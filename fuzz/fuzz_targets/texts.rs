//! Texts that have a form: regions, lists, states, times.

#![no_main]

#[path = "../../tests/it/properties/texts.rs"]
mod texts;

libfuzzer_sys::fuzz_target!(|text: &str| texts::check(text));
