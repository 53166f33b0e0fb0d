//! Measures the peak memory of its process. Apart from `it`, since nothing else may run meanwhile,
//! and a large program takes memory by itself.
#![cfg(target_os = "linux")]

#[path = "../support/hostile/mod.rs"]
mod hostile_service;
mod job;
mod responses;
#[path = "../support/mod.rs"]
mod support;
