//! The responses of operations without a body.

use crate::responses::check::{Decoded, plain_response};

/// Documented is an empty 200 or a redirect, older servers say `OK`, and other empty
/// successes mean the same.
const DONE: [(&str, &str); 6] = [
    ("200 OK", ""),
    ("200 OK", "OK"),
    ("201 Created", ""),
    ("202 Accepted", ""),
    ("204 No Content", ""),
    ("299 Fine", "{\"added\": \"later\"}"),
];

fn assert_done(decoded: &Decoded, status: &str) {
    assert!(status.starts_with(&decoded.status.to_string()), "{status}: {decoded:?}");
    assert_eq!(decoded.trace.as_deref(), Some("t-1"), "{status}");
    assert_eq!(decoded.value, serde_json::Value::Null, "{status}");
}

fn redirect() -> Vec<u8> {
    let headers = [("Location", "/v2/workflows/dlq"), ("X-Trace", "t-1")];
    crate::support::response("302 Found", &headers, "")
}

macro_rules! done {
    ($($operation:ident$(.$setter:ident($($value:expr),*))* => $redirect:ident;)+) => {
        pub(crate) const OPERATIONS: &[&str] = &[$(stringify!($operation)),+];

        $(mod $operation {
            use super::*;

            #[tokio::test]
            async fn every_2xx_is_a_success_whatever_its_body() {
                for (status, body) in DONE {
                    let response = plain_response(status, body);
                    let (_, outcome) = ask!(response, $operation$(.$setter($($value),*))*);
                    assert_done(&outcome.expect(status), status);
                }
            }

            #[tokio::test]
            async fn a_redirect_is_told_and_not_followed() {
                let (wire, outcome) = ask!(redirect(), $operation$(.$setter($($value),*))*);
                $redirect(outcome);
                assert_eq!(wire.requests().len(), 1);
            }
        })+
    };
}

fn is_success(outcome: Result<Decoded, upstash_workflow::Error>) {
    assert_done(&outcome.expect("302 is the documented success"), "302 Found");
}

fn is_error(outcome: Result<Decoded, upstash_workflow::Error>) {
    let error = outcome.expect_err("302 is no success here");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
}

done! {
    cancel_workflow_run.workflow_run_id("wfr_5XAx") => is_error;
    retry_step_now.message_id("msg_26hZ") => is_error;
    delete_failed_workflow_run.dlq_id("1752829295505-0") => is_error;
    cancel_failure_callback.dlq_id("1752829295505-0") => is_success;
    pause_flow_control_key.flow_control_key("orders") => is_error;
    resume_flow_control_key.flow_control_key("orders") => is_error;
    pin_flow_control_configuration.flow_control_key("orders") => is_error;
    unpin_flow_control_configuration.flow_control_key("orders") => is_error;
    reset_flow_control_rate.flow_control_key("orders") => is_error;
}
