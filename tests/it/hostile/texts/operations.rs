//! The operations, by every setter that takes a text.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use tokio::runtime::Runtime;
use upstash_workflow::{AuthScheme, Client};

use super::arrival;
use super::places::{PLACES, Place, URL};
use super::values::{ATTACKS, PIECES, megabyte, text};
use crate::property::for_all;
use crate::support::{Wire, response};

/// A server, and a client of it for each way of authorizing.
struct Bench {
    runtime: Runtime,
    wire: Wire,
    clients: [(AuthScheme, Client); 2],
}

impl Bench {
    fn start() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        // A status that is never retried.
        let wire = runtime.block_on(Wire::start([response("412 Precondition Failed", &[], "")]));
        let clients = [AuthScheme::Bearer, AuthScheme::Query];
        let clients = clients.map(|scheme| (scheme, wire.client_with(scheme)));
        Self { runtime, wire, clients }
    }

    /// Makes the call with each client, and checks what arrived.
    fn check(&self, place: &Place, texts: &[String]) -> TestCaseResult {
        self.clients.iter().try_for_each(|client| self.check_with(client, place, texts))
    }

    fn check_with(
        &self,
        (scheme, client): &(AuthScheme, Client),
        place: &Place,
        texts: &[String],
    ) -> TestCaseResult {
        let parameter = place.parameter();
        // The URL that some bulk operations select, unless the text replaces it.
        let bulk = place.operation.starts_with("bulk_") && !place.operation.contains("cancel");
        let bulk = bulk && place.setter != "dlq_ids";
        let base: &[_] = if bulk { &[("workflowRunId", "wfr_1")] } else { &[] };
        let outcome = self.runtime.block_on((place.call)(client, texts.to_vec()));
        let arrived = self.wire.take_requests();
        arrival::check(parameter, base, texts, *scheme, &outcome, &arrived).map_err(|why| {
            let at = format!("{} of {}, {scheme:?}", place.setter, place.operation);
            TestCaseError::fail(format!("{at}, {outcome:?}: {why}"))
        })
    }
}

#[test]
fn a_text_with_a_meaning_arrives_as_a_text_in_every_place() {
    let bench = Bench::start();
    for place in PLACES {
        for (client, text) in bench.clients.iter().cycle().zip(PIECES.into_iter().chain(ATTACKS)) {
            let outcome = bench.check_with(client, place, &[text.to_owned()]);
            outcome.unwrap_or_else(|why| panic!("{text:?}: {why}"));
            if place.setter == "workflow_url" {
                let outcome = bench.check(place, &[format!("{URL}/{text}")]);
                outcome.unwrap_or_else(|why| panic!("{text:?}: {why}"));
            }
        }
    }
}

#[test]
fn any_text_arrives_as_it_is_or_is_refused() {
    let bench = Bench::start();
    let url = prop_oneof![text(), text().prop_map(|text| format!("{URL}/{text}"))];
    for_all(512, (select(PLACES.iter().collect::<Vec<_>>()), text(), url), |(place, text, url)| {
        bench.check(place, &[if place.setter == "workflow_url" { url } else { text }])
    });
}

#[test]
fn any_list_arrives_as_it_is_or_is_refused() {
    let bench = Bench::start();
    let lists: Vec<_> = PLACES.iter().filter(|place| place.parameter().list).collect();
    let values = proptest::collection::vec(text(), 0..4);
    for_all(256, (select(lists), values), |(place, texts)| bench.check(place, &texts));
}

#[test]
fn a_megabyte_arrives_whole_or_is_refused() {
    let bench = Bench::start();
    let texts = [megabyte()];
    for place in PLACES {
        let client = &bench.clients[0].1;
        let outcome = bench.runtime.block_on((place.call)(client, texts.to_vec()));
        let arrived = bench.wire.take_requests();
        let error = outcome.expect_err("the server refuses everything");
        let at = format!("{} of {}: {error}", place.setter, place.operation);
        match place.parameter().place.as_str() {
            "header" => {
                let name = place.parameter().name.to_lowercase();
                let whole = arrived[0].header(&name) == Some(&*texts[0]);
                assert!(whole && arrived.len() == 1, "{at}");
            }
            _ => {
                let outcome = arrival::refused(place.operation, &error, &arrived);
                outcome.unwrap_or_else(|why| panic!("{at}: {why}"));
            }
        }
    }
}
