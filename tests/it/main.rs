//! The tests over real HTTP, in one program. What needs a process of its own says so at its top.

#[path = "../support/document.rs"]
mod document;
#[path = "../support/hostile/mod.rs"]
mod hostile_service;
#[path = "../../src/property.rs"]
mod property;
#[path = "../support/mod.rs"]
mod support;

mod client;
mod errors;
mod hostile;
mod openapi;
mod properties;
mod public_api;
#[cfg(feature = "receiver")]
mod receiver;
mod requests;
mod responses;
mod retries;
mod retry_failed_callbacks;
mod spans;
mod streams;
mod trigger;
mod values;
mod waiting;
