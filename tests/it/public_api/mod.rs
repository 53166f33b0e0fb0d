//! Programs as users write them compile and work. Triggers have files of their own.

mod arguments;
mod blocks;
mod programs;
mod types;

use upstash_workflow::Client;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

/// An emulator with three failed runs, and a client of it.
async fn emulator() -> (Emulator, Client, Vec<String>) {
    let emulator = Emulator::start().await.expect("an emulator");
    let run = |label| FailedRun::new("https://app.example.com/api/workflow").label(label);
    let ids = emulator.seed([
        run("orders").failure_callback("http://127.0.0.1:9/gone", CallbackState::Fail),
        run("orders"),
        run("mail"),
    ]);
    let builder = Client::builder().token(emulator.token()).base_url(emulator.url());
    let client = builder.build().expect("a client");
    (emulator, client, ids)
}
