//! Nothing shows the token or a value of the caller. Apart from `it`, since it sets the logger, the
//! subscriber and the panic hook of its process.

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
