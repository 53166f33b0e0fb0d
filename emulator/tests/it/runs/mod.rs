//! Runs: triggering, delivery, retries, failure, and their logs.

mod cancel;
mod delays;
mod events;
mod failing;
mod flow_control;
mod logged;
mod rerun;
mod trigger;

use crate::support::Receiver;

fn workflow(receiver: &Receiver) -> String {
    format!("{}/api/workflow", receiver.origin)
}
