//! What holds for all answers and for all texts. Each file has one property of bytes,
//! which `fuzz/` looks for exceptions to without an end, and the bounded search.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/document.rs"]
mod document;
#[path = "../../src/property.rs"]
mod property;

mod answers;
mod json;
mod texts;
mod types;
