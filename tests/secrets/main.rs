//! Where a token shows, and where never. A process of its own: it has one logger and one
//! subscriber for everything that any crate says, and a panic hook.

#[path = "../support/hostile/mod.rs"]
mod hostile_service;
mod listener;
mod matrix;
#[path = "../it/spans/listener.rs"]
#[allow(dead_code, reason = "another test uses the rest")]
mod own_listener;
mod spans;
#[path = "../support/mod.rs"]
mod support;
