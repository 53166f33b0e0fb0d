//! Holds runs back and lets them go: a flow-control key that is paused, looked at and
//! resumed.
//!
//! On an emulator: `cargo run --example flow_control`

use upstash_workflow::{BoxError, Client, FlowControl, Trigger};
use upstash_workflow_emulator::Emulator;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::start().await?;
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;
    let orders = || client.get_flow_control_key().flow_control_key("orders");

    let trigger = |number: u32| {
        Trigger::new("http://127.0.0.1:9/workflow")
            .run_id(format!("order-{number}"))
            .flow_control(FlowControl::new("orders").parallelism(1))
    };
    client.trigger_batch([trigger(1)]).await?;
    client.pause_flow_control_key().flow_control_key("orders").await?;
    client.trigger_batch([trigger(2), trigger(3), trigger(4)]).await?;

    let key = orders().await?;
    println!("paused: {:?}, held back: {:?}", key.is_paused, key.wait_list_size);
    if key.wait_list_size.unwrap_or_default() < 3 {
        return Err("the runs were not held back".into());
    }

    // More at the same time from now on, whatever later triggers say.
    client.pin_flow_control_configuration().flow_control_key("orders").parallelism(3).await?;
    client.resume_flow_control_key().flow_control_key("orders").await?;
    let key = orders().await?;
    println!("paused: {:?}, held back: {:?}", key.is_paused, key.wait_list_size);
    println!("at once: {:?} at most, pinned: {:?}", key.parallelism_max, key.is_pinned_parallelism);
    for key in client.list_flow_control_keys().await? {
        println!("a key of this account: {:?}", key.flow_control_key);
    }
    Ok(())
}
