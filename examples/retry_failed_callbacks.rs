//! Finds the failed runs whose failure callback failed too, and triggers those callbacks again.
//!
//! Without `QSTASH_TOKEN` it does so on an emulator, with runs made for the purpose and a receiver whose
//! outage ends in time. With it, it works on that account: it shows what it would retry, and retries with
//! `--yes` only. The exit status is 1 if a callback stays failed, 2 if the arguments make no sense.
//!
//! ```sh
//! cargo run --example retry_failed_callbacks
//! QSTASH_TOKEN=… cargo run --example retry_failed_callbacks -- --yes
//! ```

use std::env;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use axum::routing::post;
use futures::TryStreamExt;
use upstash_workflow::types::{FailureCallbackState, WorkflowDlqMessage};
use upstash_workflow::{BoxError, Client, Error};
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

/// Callbacks triggered at the same time.
const CONCURRENCY: usize = 8;
/// How long a triggered callback may take to succeed or to fail again.
const SETTLED_WITHIN: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let yes = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => false,
        ["--yes"] => true,
        _ => {
            eprintln!("usage: retry_failed_callbacks [--yes]");
            return ExitCode::from(2);
        }
    };
    let outcome = match env::var_os("QSTASH_TOKEN").is_some_and(|token| !token.is_empty()) {
        true => on_the_account(yes).await,
        false => on_the_emulator().await,
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether no callback stays failed.
async fn on_the_account(yes: bool) -> Result<bool, BoxError> {
    let client = Client::from_env()?;
    let failed = show_failed(&client).await?;
    if failed == 0 {
        return Ok(true);
    }
    if !yes {
        println!("\nNothing was done. Run again with --yes to retry these {failed}.");
        return Ok(false);
    }
    Ok(retry(&client).await?)
}

/// The same with nothing but this process: runs, their failed callbacks, and a receiver that recovers.
async fn on_the_emulator() -> Result<bool, BoxError> {
    let receiver = Receiver::start().await?;
    let emulator = Emulator::start().await?;
    emulator.seed(failed_runs(&receiver.url));
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;
    println!("QSTASH_TOKEN is not set: this is an emulator at {}\n", emulator.url());

    let all = client.list_failed_workflow_runs().stream().try_collect::<Vec<_>>().await?;
    println!("{} runs failed. Those whose failure callback failed too:\n", all.len());
    show_failed(&client).await?;

    println!("\nThe receiver at {} recovers.\n", receiver.url);
    receiver.is_up.store(true, Ordering::SeqCst);
    let recovered = retry(&client).await?;
    println!("{:>4} callbacks arrived at the receiver", receiver.arrived.load(Ordering::SeqCst));
    Ok(recovered)
}

/// Retries them all; whether none stays failed.
async fn retry(client: &Client) -> Result<bool, Error> {
    let report = client
        .retry_failed_callbacks()
        .concurrency(CONCURRENCY)
        .wait_until_settled(SETTLED_WITHIN)
        .on_progress(|progress| {
            eprint!("\rretried {} of {}", progress.done, progress.listed);
            // Progress that cannot be shown is no reason to stop.
            let _ = std::io::stderr().flush();
        })
        .await?;
    eprintln!();
    for skipped in &report.skipped {
        println!("{} skipped: {}", skipped.dlq_id, skipped.reason);
    }
    for failed in &report.failed {
        println!("{} failed: {}", failed.dlq_id, failed.error);
    }
    println!("{report}");
    if report.still_failing > 0 {
        println!("\nStill failing:\n");
        show_failed(client).await?;
    }
    Ok(report.succeeded + report.skipped.len() == report.found)
}

/// Shows the failed runs whose failure callback failed too, and says how many there are.
async fn show_failed(client: &Client) -> Result<usize, Error> {
    let list = client.list_failed_workflow_runs();
    let mut failed = list.failure_function_state([FailureCallbackState::CallbackFail]).stream();
    println!("{:<18} {:<28} {:<12} {:<18} LAST ANSWER", "DLQ ID", "RUN", "LABELS", "CALLBACK");
    let mut count = 0;
    while let Some(entry) = failed.try_next().await? {
        show(&entry);
        count += 1;
    }
    Ok(count)
}

fn show(entry: &WorkflowDlqMessage) {
    let state = entry.failure_function_state.as_ref().map_or("", |state| state.as_str());
    let info = entry.failure_callback_info.as_ref();
    println!(
        "{:<18} {:<28} {:<12} {:<18} {}",
        entry.dlq_id,
        entry.workflow_run_id.as_deref().unwrap_or("-"),
        entry.labels.join(","),
        state,
        info.and_then(|info| info.response_status).map_or("-".into(), |s| s.to_string()),
    );
}

/// Twenty runs whose callback failed, and seven to be left alone.
fn failed_runs(receiver: &str) -> Vec<FailedRun> {
    let run = |number: usize, workflow: &str| {
        FailedRun::new(format!("https://app.example.com/{workflow}"))
            .run_id(format!("wfr_{workflow}_{number}"))
            .label(workflow)
            .response(500, "the database is away")
    };
    let failed = (1..=20).map(|number| {
        let workflow = if number % 3 == 0 { "invoices" } else { "orders" };
        run(number, workflow)
            .failure_callback(receiver, CallbackState::Fail)
            .failure_callback_response(503, "down for maintenance")
    });
    let others = (21..=27).map(|number| match number {
        21..=23 => run(number, "orders"),
        24 => run(number, "orders").failure_callback(receiver, CallbackState::InProgress),
        25 => run(number, "orders").failure_callback(receiver, CallbackState::Canceled),
        _ => run(number, "invoices").failure_callback(receiver, CallbackState::Success),
    });
    failed.chain(others).collect()
}

/// Where the failure callbacks go: down at first.
struct Receiver {
    url: String,
    is_up: Arc<AtomicBool>,
    /// Callbacks that arrived and were taken.
    arrived: Arc<AtomicUsize>,
}

impl Receiver {
    async fn start() -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/failed", listener.local_addr()?);
        let is_up = Arc::new(AtomicBool::new(false));
        let arrived = Arc::new(AtomicUsize::new(0));
        let (up, count) = (Arc::clone(&is_up), Arc::clone(&arrived));
        let receive = move || async move {
            if !up.load(Ordering::SeqCst) {
                return StatusCode::SERVICE_UNAVAILABLE;
            }
            count.fetch_add(1, Ordering::SeqCst);
            StatusCode::OK
        };
        let routes = axum::Router::new().route("/failed", post(receive));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(Self { url, is_up, arrived })
    }
}
