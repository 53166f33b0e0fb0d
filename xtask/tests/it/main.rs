//! The commands of `cargo xtask`, as they are called.

mod accept;
mod changes;
mod drift;
mod invalid_input;
mod lenient;
mod revisions;
mod snippets;
mod support;
mod ways;
