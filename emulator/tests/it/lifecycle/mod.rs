//! Starting and stopping, as a library.

mod ending;

use std::io::{ErrorKind, Read};
use std::net::TcpStream;

use crate::support::{Api, PATIENCE, Receiver, at_one_of_a_few_tries, is_closed};
use upstash_workflow_emulator::Emulator;

fn port_of(emulator: &Emulator) -> u16 {
    let (_, port) = emulator.url().rsplit_once(':').expect("a port");
    port.parse().expect("a number")
}

#[tokio::test]
async fn the_url_has_no_slash_at_its_end_and_each_emulator_its_own_port() {
    let (one, other) = (Api::start().await, Api::start().await);
    assert_eq!(one.emulator.url(), format!("http://127.0.0.1:{}", port_of(&one.emulator)));
    assert_ne!(one.emulator.url(), other.emulator.url());
    other.post("/v2/keys/rotate").await;
    assert_ne!(one.emulator.signing_keys(), other.emulator.signing_keys(), "they share nothing");
}

#[tokio::test]
async fn dropping_frees_the_port_and_closes_connections_at_once() {
    assert!(at_one_of_a_few_tries(dropping_frees_the_port).await, "the port is taken");
}

async fn dropping_frees_the_port() -> bool {
    let emulator = Emulator::start().await.expect("an emulator");
    let port = port_of(&emulator);
    let mut idle = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    drop(emulator);
    let free = is_closed(("127.0.0.1", port));
    idle.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let closed = match idle.read(&mut [0; 1]) {
        Ok(count) => count == 0,
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    };
    assert!(closed);
    let again = Emulator::builder().port(port).start().await;
    free && again.is_ok_and(|again| port_of(&again) == port)
}

#[tokio::test]
async fn dropping_ends_deliveries_under_way() {
    let (api, mut receiver) = (Api::start().await, Receiver::start().await);
    let id = api.seed_failed(&receiver.url);
    assert_eq!(api.retry(&id).await.status, 200);
    let held = receiver.next().await;
    drop(api);
    // The connection is closed, so nobody waits for this response: the receiver drops it with the request.
    let gone = tokio::time::timeout(PATIENCE, held.abandoned()).await;
    assert!(gone.is_ok(), "the delivery is still under way");
}

#[test]
fn an_emulator_can_be_dropped_outside_and_inside_a_runtime() {
    let freed = (0..5).any(|_| dropping_outside_a_runtime_frees_the_port());
    assert!(freed, "the port is taken");
}

fn dropping_outside_a_runtime_frees_the_port() -> bool {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let emulator = runtime.block_on(Emulator::start()).expect("an emulator");
    drop(runtime);
    let port = port_of(&emulator);
    assert!(
        TcpStream::connect(("127.0.0.1", port)).is_ok(),
        "it does not need the runtime it was started from"
    );
    drop(emulator);
    is_closed(("127.0.0.1", port))
}

#[tokio::test]
async fn a_port_in_use_is_an_error_that_names_the_address() {
    let first = Emulator::start().await.expect("an emulator");
    let port = port_of(&first);
    let error = Emulator::builder().port(port).start().await.expect_err("the port is taken");
    assert_eq!(error.kind(), ErrorKind::AddrInUse);
    assert!(error.to_string().contains(&format!("127.0.0.1:{port}")), "{error}");
}
