//! The tables of requests, of which the calls alone are needed.

#![allow(unused_imports, dead_code)]

// Where the tables look for it.
use crate::check;

#[path = "../it/requests/bulk_actions.rs"]
pub(crate) mod bulk_actions;
#[path = "../it/requests/dlq.rs"]
pub(crate) mod dlq;
#[path = "../it/requests/flow_control.rs"]
pub(crate) mod flow_control;
#[path = "../it/requests/logs.rs"]
pub(crate) mod logs;
#[path = "../it/requests/notify.rs"]
pub(crate) mod notify;
#[path = "../it/requests/runs.rs"]
pub(crate) mod runs;
#[path = "../it/requests/signing_keys.rs"]
pub(crate) mod signing_keys;
