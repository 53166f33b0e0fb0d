//! Whatever text a caller gives, wherever: the server reads that text in that place and
//! nothing else, or the call is refused and nothing is sent.

#[path = "../support/mod.rs"]
mod support;

#[path = "../support/document.rs"]
mod document;
#[path = "../../src/property.rs"]
mod property;

mod arrival;
mod operations;
mod places;
mod texts;
mod tokens;
mod triggers;
