//! A service, a proxy and a network that do everything wrong, over real connections; and the
//! tables of `docs/reliability.md`, which say what becomes of calls there.

#![allow(dead_code, reason = "each test binary uses its part")]

pub(crate) mod cell;
pub(crate) mod docs;
pub(crate) mod fault;
pub(crate) mod faults;
pub(crate) mod outcome;
pub(crate) mod responses;
pub(crate) mod server;
pub(crate) mod targets;
