//! The tables of requests, of which the calls alone are needed.

#![allow(unused_imports, dead_code)]

#[path = "../requests/bulk_actions.rs"]
pub(crate) mod bulk_actions;
#[path = "../requests/dlq.rs"]
pub(crate) mod dlq;
#[path = "../requests/flow_control.rs"]
pub(crate) mod flow_control;
#[path = "../requests/logs.rs"]
pub(crate) mod logs;
#[path = "../requests/notify.rs"]
pub(crate) mod notify;
#[path = "../requests/runs.rs"]
pub(crate) mod runs;
#[path = "../requests/signing_keys.rs"]
pub(crate) mod signing_keys;
