//! The runs of `--seed-demo`.

use crate::{CallbackState, FailedRun};

const ORDERS: &str = "https://app.example.com/api/orders";
const MAILS: &str = "https://app.example.com/api/mails";

/// Returns failed runs of two workflows, with failure callbacks to this URL in every state and without one.
pub fn demo_runs(failure_url: &str) -> impl Iterator<Item = FailedRun> {
    let orders = (1..=5).map(move |number| {
        FailedRun::new(ORDERS)
            .run_id(format!("wfr_demo-order-{number}"))
            .label("orders")
            .label(if number % 2 == 0 { "eu" } else { "us" })
            .caller_ip("203.0.113.7")
            .body(format!(r#"{{"order":{number}}}"#))
            .response(500, "the payment provider does not respond")
            .failure_callback(failure_url, CallbackState::Fail)
            .failure_callback_response(503, "try later")
    });
    let states = [CallbackState::InProgress, CallbackState::Success, CallbackState::Canceled];
    let mails = states.into_iter().map(move |state| {
        FailedRun::new(MAILS)
            .label("mails")
            .flow_control_key("mails")
            .response(429, "too many mails")
            .failure_callback(failure_url, state)
    });
    let silent = FailedRun::new(MAILS).response(404, "no such template");
    orders.chain(mails).chain([silent])
}
