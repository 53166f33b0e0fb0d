//! A service, a proxy and a network that do everything wrong, over real connections.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod at_most_once;
mod docs;
mod fault;
mod faults;
mod matrix;
mod outcome;
mod server;
mod targets;
