//! The receiver of the demo's failure callbacks.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::routing::post;
use bytes::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;

/// Starts a receiver on a free port of 127.0.0.1 and returns its URL. `say` gets a line for each callback.
pub(super) async fn start(say: impl Fn(String) + Send + Sync + 'static) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/failed", listener.local_addr()?);
    let say = Arc::new(say);
    let receive = move |body: Bytes| {
        let callback: Value = serde_json::from_slice(&body).unwrap_or_default();
        let run = callback["workflowRunId"].as_str().unwrap_or("an unknown run");
        say(format!("received the failure callback of {run}"));
        async {}
    };
    let router = Router::new().route("/failed", post(receive));
    tokio::spawn(axum::serve(listener, router).into_future());
    Ok(url)
}
