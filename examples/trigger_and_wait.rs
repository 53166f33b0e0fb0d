//! Starts a run, waits until it is over, and looks at what came of it.
//!
//! On an emulator, with a workflow endpoint in this process:
//! `cargo run --example trigger_and_wait`

use std::time::Duration;

use axum::routing::post;
use upstash_workflow::{BoxError, Client};
use upstash_workflow_emulator::Emulator;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let endpoint = serve_workflow().await?;
    let emulator = Emulator::start().await?;
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;

    let run = client
        .trigger(&endpoint)
        .json(&serde_json::json!({ "order": 42 }))?
        .run_id("order-42")
        .label("orders")
        .header("X-Tenant", "acme")
        .await?;
    println!("started {}", run.workflow_run_id);

    // The same id again starts nothing.
    let again = client.trigger(&endpoint).run_id("order-42").await?;
    println!("again:  {}, there already: {:?}", again.workflow_run_id, again.deduplicated);

    let over = client.wait_for_run(run.workflow_run_id).timeout(Duration::from_secs(30)).await?;
    let state = over.workflow_state.as_ref().map_or("unknown", |state| state.as_str());
    println!("over:    {state}, {}", over.workflow_run_response.unwrap_or_default());
    if state == "RUN_SUCCESS" { Ok(()) } else { Err(format!("the run ended as {state}").into()) }
}

/// An endpoint that does the whole of its work at once.
async fn serve_workflow() -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/workflow", listener.local_addr()?);
    let work = |body: String| async move { format!("shipped {body}") };
    let routes = axum::Router::new().route("/workflow", post(work));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(url)
}
