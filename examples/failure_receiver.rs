//! Receives failure callbacks with axum: verified, decoded, and each run handled once.
//!
//! The whole loop in this process, on an emulator: runs fail while the receiver is down, so their
//! failure callbacks fail too. The receiver comes back, the callbacks are retried, and each
//! failure is handled exactly once.
//! `cargo run --features receiver --example failure_receiver`

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use futures::TryStreamExt;
use http::{HeaderMap, StatusCode};
use tokio::net::{TcpListener, TcpSocket};
use upstash_workflow::types::{FailureCallback, FailureCallbackState};
use upstash_workflow::{BoxError, Client, Receiver, reqwest};
use upstash_workflow_emulator::Emulator;

const RUNS: usize = 5;

/// The endpoint that the service calls when a run has failed.
struct Endpoint {
    receiver: Receiver,
    /// The URL as the service calls it: part of what is signed.
    url: String,
    store: Store,
}

async fn failed(
    State(endpoint): State<Arc<Endpoint>>,
    headers: HeaderMap,
    // Not `Json`: the signature is over the bytes as they came.
    body: Bytes,
) -> StatusCode {
    let verified = endpoint.receiver.verify_refreshing(&headers, &endpoint.url, &body).await;
    let delivery = match verified {
        Ok(delivery) => delivery,
        Err(error) => return respond(StatusCode::UNAUTHORIZED, &error),
    };
    let failure = match delivery.failure_callback() {
        Ok(failure) => failure,
        Err(error) => return respond(StatusCode::BAD_REQUEST, &error),
    };
    // From the body, which is signed. The headers are not.
    let Some(run_id) = &failure.workflow_run_id else {
        return respond(StatusCode::BAD_REQUEST, &"the failure callback is of no run");
    };
    match endpoint.store.record(run_id, &failure) {
        Ok(true) => StatusCode::OK,
        Ok(false) => respond(StatusCode::OK, &format!("{run_id} was handled before")),
        // The service retries the callback, and it stays in the DLQ if that does not help.
        Err(error) => respond(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }
}

fn respond(status: StatusCode, why: &dyn std::fmt::Display) -> StatusCode {
    println!("  {status}: {why}");
    status
}

/// Stands for a database with a unique key on the run id.
#[derive(Default)]
struct Store {
    failures: Mutex<BTreeMap<String, String>>,
    is_down: AtomicBool,
}

impl Store {
    /// Records the failure of a run. `false` if it is there already: callbacks can arrive twice.
    fn record(&self, run_id: &str, failure: &FailureCallback) -> Result<bool, &'static str> {
        if self.is_down.load(Ordering::SeqCst) {
            return Err("the store is down");
        }
        let why = match failure.reason() {
            Some(reason) => format!("{}: {}", reason.error, reason.message),
            None => format!("status {}", failure.status.unwrap_or_default()),
        };
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.contains_key(run_id) {
            return Ok(false);
        }
        failures.insert(run_id.to_owned(), why);
        Ok(true)
    }

    fn failures(&self) -> BTreeMap<String, String> {
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let emulator = Emulator::start().await?;
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;
    // The address is taken, and nothing listens yet: the receiver is down.
    let down = TcpSocket::new_v4()?;
    down.bind(([127, 0, 0, 1], 0).into())?;
    let url = format!("http://{}/failed", down.local_addr()?);

    let workflow = serve_workflow().await?;
    for number in 1..=RUNS {
        let run = client.trigger(&workflow).run_id(format!("order-{number}"));
        run.failure_url(&url).retries(0).await?;
    }
    while failed_callbacks(&client).await? < RUNS {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    println!("{RUNS} runs failed, and so did their failure callbacks: nothing listens at {url}");

    let receiver = Receiver::with_client(client.clone()).await?;
    let endpoint = Arc::new(Endpoint { receiver, url, store: Store::default() });
    let routes = Router::new().route("/failed", post(failed)).with_state(Arc::clone(&endpoint));
    let listener = down.listen(1024)?;
    tokio::spawn(async move { axum::serve(listener, routes).await });
    println!("the receiver is back");
    let job = client.retry_failed_callbacks().wait_until_settled(Duration::from_secs(30));
    println!("{}", job.await?);

    let failures = endpoint.store.failures();
    for (run_id, why) in &failures {
        println!("  {run_id} failed: {why}");
    }
    println!("{} failures handled, each once", failures.len());

    println!("what the receiver refuses, or has handled:");
    let statuses = refusals(&emulator, &endpoint).await?;
    let all_is_well = failures.len() == RUNS
        && failed_callbacks(&client).await? == 0
        && statuses == [401, 401, 400, 500, 200]
        && endpoint.store.failures() == failures;
    if all_is_well { Ok(()) } else { Err(format!("not as expected: {statuses:?}").into()) }
}

/// The statuses of requests that are not to be handled.
async fn refusals(emulator: &Emulator, endpoint: &Endpoint) -> Result<Vec<u16>, BoxError> {
    let url = &endpoint.url;
    let handled = r#"{"workflowRunId": "wfr_order-1"}"#;
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut statuses = Vec::new();
    for (signature, body, is_down) in [
        ("forged".to_owned(), handled, false),
        (emulator.sign(url, "another body"), handled, false),
        (emulator.sign(url, "[]"), "[]", false),
        (emulator.sign(url, handled), handled, true),
        (emulator.sign(url, handled), handled, false),
    ] {
        endpoint.store.is_down.store(is_down, Ordering::SeqCst);
        let request = http.post(url).header("Upstash-Signature", signature).body(body);
        statuses.push(request.send().await?.status().as_u16());
    }
    Ok(statuses)
}

/// A workflow that fails in its own code.
async fn serve_workflow() -> std::io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/workflow", listener.local_addr()?);
    let fail = || async {
        let error = r#"{"error": "OutOfStock", "message": "no more of these"}"#;
        (StatusCode::INTERNAL_SERVER_ERROR, error)
    };
    let routes = Router::new().route("/workflow", post(fail));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(url)
}

/// How many runs have a failed failure callback.
async fn failed_callbacks(client: &Client) -> Result<usize, BoxError> {
    let list = client.list_failed_workflow_runs();
    let failed = list.failure_function_state([FailureCallbackState::CallbackFail]).stream();
    Ok(failed.try_fold(0, |count, _| async move { Ok(count + 1) }).await?)
}
