//! What each operation puts on the wire: method, path, query, headers and body, each
//! written out by hand as the service expects it.

#[macro_use]
mod check;
mod bulk_actions;
mod dlq;
mod encoding;
mod flow_control;
mod logs;
mod notify;
mod official_client;
mod raw;
mod refused;
mod runs;
mod signing_keys;

use crate::support::calls::assert_all_operations;

#[test]
fn every_operation_of_the_document_has_its_requests_here() {
    let tables = [
        bulk_actions::OPERATIONS,
        dlq::OPERATIONS,
        flow_control::OPERATIONS,
        logs::OPERATIONS,
        notify::OPERATIONS,
        runs::OPERATIONS,
        signing_keys::OPERATIONS,
    ];
    assert_all_operations(tables.concat());
}
