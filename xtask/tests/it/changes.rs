//! `cargo xtask drift`, on documents with one change each: the report names the
//! change, and the exit status says how bad it is.

use crate::support::{Row, check, document, drift, novelties, requests, responses};

fn check_ours(rows: &[Row]) {
    check(&document(), rows, |upstream| drift(upstream, &[]));
}

#[test]
fn a_change_of_operations_is_named() {
    check_ours(requests::OPERATIONS);
}

#[test]
fn a_change_of_parameters_is_named() {
    check_ours(requests::PARAMETERS);
}

#[test]
fn a_change_of_bodies_and_responses_is_named() {
    check_ours(responses::BODIES_AND_RESPONSES);
}

#[test]
fn a_change_of_servers_and_security_is_named() {
    check_ours(responses::SERVERS_AND_SECURITY);
}

#[test]
fn something_new_of_an_unusual_form_is_named() {
    check_ours(novelties::NOVELTIES);
}
