//! Finds out who waits for an event, and notifies them.
//!
//! On an emulator with a run that waits: `cargo run --example notify`

use upstash_workflow::{BoxError, Client};
use upstash_workflow_emulator::{Emulator, Waiter};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::start().await?;
    emulator.seed_waiter(Waiter::new(
        "order-42-paid",
        "wfr_order-42",
        "http://127.0.0.1:9/workflow",
    ));
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;

    let waiters = client.list_waiters().event_id("order-42-paid").await?;
    println!("{} waiting: {waiters:?}", waiters.len());

    let notify = client.notify_event().event_id("order-42-paid");
    let notified = notify.content_type("application/json").body(r#"{"amount":12}"#).await?;
    for result in &notified {
        println!("notified with {:?}", result.message_id);
    }
    let left = client.list_waiters().event_id("order-42-paid").await?.len();
    println!("{left} waiting");
    if notified.len() == 1 && left == 0 { Ok(()) } else { Err("nobody was notified".into()) }
}
