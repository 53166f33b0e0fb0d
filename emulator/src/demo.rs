//! The runs of `--seed-demo`.

use crate::{CallbackState, FailedRun};

const ORDERS: &str = "https://app.example.com/api/orders";
const MAILS: &str = "https://app.example.com/api/mails";
/// A port that development servers often use.
const RECEIVER: &str = "http://127.0.0.1:3000/failed";

/// Returns failed runs of two workflows, with failure callbacks in every state and without one. The callbacks go to
/// `/failed` on port 3000 of this machine.
pub fn demo_runs() -> impl Iterator<Item = FailedRun> {
    let orders = (1..=5).map(|number| {
        FailedRun::new(ORDERS)
            .run_id(format!("wfr_demo-order-{number}"))
            .label("orders")
            .label(if number % 2 == 0 { "eu" } else { "us" })
            .caller_ip("203.0.113.7")
            .body(format!(r#"{{"order":{number}}}"#))
            .response(500, "the payment provider does not respond")
            .failure_callback(RECEIVER, CallbackState::Fail)
            .failure_callback_response(503, "try later")
    });
    let states = [CallbackState::InProgress, CallbackState::Success, CallbackState::Canceled];
    let mails = states.into_iter().map(|state| {
        FailedRun::new(MAILS)
            .label("mails")
            .flow_control_key("mails")
            .response(429, "too many mails")
            .failure_callback(RECEIVER, state)
    });
    let silent = FailedRun::new(MAILS).response(404, "no such template");
    orders.chain(mails).chain([silent])
}
