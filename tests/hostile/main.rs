//! A service, a proxy and a network that do everything wrong, over real connections.

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod at_most_once;
mod connections;
mod docs;
mod fault;
mod faults;
mod fields;
mod listener;
mod matrix;
mod outcome;
mod secrets;
#[allow(dead_code, reason = "another test uses the rest")]
mod server;
mod targets;
#[cfg(feature = "rustls")]
mod tls;
