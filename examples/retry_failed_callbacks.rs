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
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use axum::routing::post;
use futures::{StreamExt, stream};
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
    let failed = failed_callbacks(&client).await?;
    show(&failed);
    if failed.is_empty() {
        return Ok(true);
    }
    if !yes {
        println!("\nNothing was done. Run again with --yes to retry these {}.", failed.len());
        return Ok(false);
    }
    let report = retry(&client, &failed).await;
    report.show();
    Ok(report.nothing_stays_failed())
}

/// The same with nothing but this process: runs, their failed callbacks, and a receiver that recovers.
async fn on_the_emulator() -> Result<bool, BoxError> {
    let receiver = Receiver::start().await?;
    let emulator = Emulator::start().await?;
    emulator.seed(failed_runs(&receiver.url));
    let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;
    println!("QSTASH_TOKEN is not set: this is an emulator at {}\n", emulator.url());

    let all = client.list_failed_workflow_runs().await?.messages;
    let failed = failed_callbacks(&client).await?;
    println!(
        "{} runs failed, {} of them with a failed failure callback:\n",
        all.len(),
        failed.len()
    );
    show(&failed);

    println!("\nThe receiver at {} recovers.\n", receiver.url);
    receiver.is_up.store(true, Ordering::SeqCst);
    let report = retry(&client, &failed).await;
    report.show();
    println!("{:>4} callbacks arrived at the receiver", receiver.arrived.load(Ordering::SeqCst));
    Ok(report.nothing_stays_failed())
}

/// Every failed run whose failure callback failed: all pages of the list, to the last.
async fn failed_callbacks(client: &Client) -> Result<Vec<WorkflowDlqMessage>, Error> {
    let mut found = Vec::new();
    let mut cursor = String::new();
    loop {
        let list = client.list_failed_workflow_runs();
        let list = list.failure_function_state([FailureCallbackState::CallbackFail]);
        let page = if cursor.is_empty() { list.await? } else { list.cursor(&cursor).await? };
        found.extend(page.messages);
        match page.cursor {
            // A page may be empty while more follow; a cursor that stands still has no end.
            Some(next) if !next.is_empty() && next != cursor => cursor = next,
            _ => return Ok(found),
        }
    }
}

/// What became of every callback: each is counted in one place.
#[derive(Default)]
struct Report {
    succeeded: usize,
    /// No longer failed, or gone, when its turn came.
    skipped: Vec<(String, String)>,
    stays_failed: Vec<(String, String)>,
}

async fn retry(client: &Client, failed: &[WorkflowDlqMessage]) -> Report {
    let mut report = Report::default();
    let attempts = failed.iter().map(|entry| retry_one(client, &entry.dlq_id));
    let mut attempts = stream::iter(attempts).buffer_unordered(CONCURRENCY);
    let mut done = 0;
    while let Some((dlq_id, outcome)) = attempts.next().await {
        match outcome {
            Outcome::Succeeded => report.succeeded += 1,
            Outcome::Skipped(why) => report.skipped.push((dlq_id, why)),
            Outcome::StaysFailed(why) => report.stays_failed.push((dlq_id, why)),
        }
        done += 1;
        eprint!("\rretried {done} of {}", failed.len());
        // Progress that cannot be shown is no reason to stop.
        let _ = std::io::stderr().flush();
    }
    eprintln!();
    report
}

enum Outcome {
    Succeeded,
    Skipped(String),
    StaysFailed(String),
}

async fn retry_one(client: &Client, dlq_id: &str) -> (String, Outcome) {
    let retried = client.retry_failure_callback().dlq_id(dlq_id).await;
    let outcome = match retried {
        Ok(_) => settled(client, dlq_id).await.unwrap_or_else(unknown),
        Err(error) if error.is_not_found() => Outcome::Skipped("the entry is gone".into()),
        Err(error) if error.status() == Some(StatusCode::BAD_REQUEST) => {
            Outcome::Skipped(error.message().unwrap_or("there is no failed callback").into())
        }
        Err(error) => Outcome::StaysFailed(error.to_string()),
    };
    (dlq_id.to_owned(), outcome)
}

/// Looks at the entry until its callback has succeeded or failed again.
async fn settled(client: &Client, dlq_id: &str) -> Result<Outcome, Error> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(50);
    loop {
        let entry = client.get_failed_workflow_run().dlq_id(dlq_id).await?;
        match entry.failure_function_state {
            Some(FailureCallbackState::CallbackSuccess) => return Ok(Outcome::Succeeded),
            Some(FailureCallbackState::CallbackInprogress) => {}
            state => {
                let status = entry.failure_callback_info.and_then(|info| info.response_status);
                let answer = status.map_or("none".into(), |status| status.to_string());
                let state = state.map_or("none".into(), |state| state.to_string());
                return Ok(Outcome::StaysFailed(format!(
                    "{state}, the receiver's answer: {answer}"
                )));
            }
        }
        if started.elapsed() > SETTLED_WITHIN {
            return Ok(Outcome::StaysFailed(format!("still in progress after {SETTLED_WITHIN:?}")));
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(5));
    }
}

/// Triggered, but nobody could see with what result.
fn unknown(error: Error) -> Outcome {
    match error.is_not_found() {
        true => Outcome::Skipped("triggered, and the entry is gone".into()),
        false => Outcome::StaysFailed(format!("triggered, with unknown result: {error}")),
    }
}

impl Report {
    fn nothing_stays_failed(&self) -> bool {
        self.stays_failed.is_empty()
    }

    fn show(&self) {
        for (title, entries) in [("skipped", &self.skipped), ("stays failed", &self.stays_failed)] {
            for (dlq_id, why) in entries {
                println!("{dlq_id} {title}: {why}");
            }
        }
        println!("{:>4} callbacks succeeded", self.succeeded);
        println!("{:>4} skipped", self.skipped.len());
        println!("{:>4} stay failed", self.stays_failed.len());
    }
}

fn show(entries: &[WorkflowDlqMessage]) {
    println!("{:<18} {:<28} {:<12} {:<18} LAST ANSWER", "DLQ ID", "RUN", "LABELS", "CALLBACK");
    for entry in entries {
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
