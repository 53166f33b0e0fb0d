//! How each operation's responses are decoded: full ones, minimal ones, with every success status,
//! and in every form that the service uses.

#[macro_use]
mod check;
mod bulk_actions;
mod dlq;
mod dlq_bulk;
mod flow_control;
mod logs;
mod no_body;
mod notify;
mod open_values;
mod read_as;
mod runs;
mod signing_keys;
mod variations;

use crate::support::calls::assert_all_operations;

#[test]
fn every_operation_of_the_document_has_its_responses_here() {
    let tables = [
        bulk_actions::OPERATIONS,
        dlq::OPERATIONS,
        dlq_bulk::OPERATIONS,
        flow_control::OPERATIONS,
        logs::OPERATIONS,
        no_body::OPERATIONS,
        notify::OPERATIONS,
        runs::OPERATIONS,
        signing_keys::OPERATIONS,
    ];
    assert_all_operations(tables.concat());
}
