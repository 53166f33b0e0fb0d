//! `demo`: the main job on an emulator and a receiver inside this process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use axum::routing::post;
use clap::Args;
use futures::TryStreamExt as _;
use upstash_workflow::Client;
use upstash_workflow::types::FailureCallbackState;
use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};

use crate::commands::callbacks::Callback;
use crate::failure::{Exit, Failure};
use crate::session::Session;
use crate::summary::Summary;

/// Timeout for a callback to arrive.
const SETTLED_WITHIN: Duration = Duration::from_secs(30);

#[derive(Args, Debug)]
#[command(after_help = "\
It needs no account and no network, changes nothing, and looks at no token.

Examples:
  upstash-workflow demo")]
pub(crate) struct Demo {}

impl Demo {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let out = &session.out;
        // JSON is the report alone.
        let say = |text: &str| match out.is_table() {
            true => out.text(&format!("{text}\n")),
            false => {
                out.note(text);
                Ok(())
            }
        };
        let receiver = Receiver::start().await?;
        let emulator = Emulator::start().await?;
        emulator.seed(failed_runs(&receiver.url));
        let client = Client::builder().token(emulator.token()).base_url(emulator.url()).build()?;
        say(&format!(
            "An emulator of the API at {}, and a receiver of failure callbacks at {} that was away for a while.\n\n\
             Runs failed, and so did their failure callbacks: nobody has heard of these failures.\n\
             $ upstash-workflow callbacks list",
            emulator.url(),
            receiver.url
        ))?;
        self.list(session, &client).await?;

        say("\nThe receiver is back. Trigger them all again, and see that they arrive.\n\
             $ upstash-workflow callbacks retry --wait 30s --yes")?;
        receiver.is_up.store(true, Ordering::SeqCst);
        let bar = out.progress("retrying", None);
        let job = client.retry_failed_callbacks().wait_until_settled(SETTLED_WITHIN);
        let report = job.on_progress(|progress| bar.set(progress.done, progress.found)).await?;
        drop(bar);
        Summary::from(&report).finish(out)?;

        let arrived = receiver.arrived.load(Ordering::SeqCst);
        say(&format!(
            "\nThe receiver got {arrived} failure callbacks. What is left:\n$ upstash-workflow callbacks list"
        ))?;
        self.list(session, &client).await?;
        if arrived != report.found {
            let why = format!("{} callbacks were retried, and {arrived} arrived", report.found);
            return Err(Failure::new(Exit::Failed, why));
        }
        say("\nNext: `upstash-workflow dev --seed-demo` keeps such an emulator running, \
             and `upstash-workflow --help` has the commands.")
    }

    async fn list(&self, session: &Session, client: &Client) -> Result<(), Failure> {
        if !session.out.is_table() {
            return Ok(());
        }
        let list = client
            .list_failed_workflow_runs()
            .failure_function_state(FailureCallbackState::CallbackFail);
        session.out.list(list.stream().map_ok(Callback), "no failed callbacks").await
    }
}

/// Twelve runs whose callback failed, and two whose callback did not.
fn failed_runs(receiver: &str) -> Vec<FailedRun> {
    let run = |number: usize, workflow: &str| {
        FailedRun::new(format!("https://app.example.com/api/{workflow}"))
            .run_id(format!("wfr_{workflow}_{number}"))
            .label(workflow)
            .response(500, "the database is away")
    };
    let failed = (1..=12).map(|number| {
        let workflow = if number % 3 == 0 { "invoices" } else { "orders" };
        run(number, workflow)
            .failure_callback(receiver, CallbackState::Fail)
            .failure_callback_response(503, "down for maintenance")
    });
    let others = [
        run(13, "orders").failure_callback(receiver, CallbackState::Success),
        run(14, "orders").failure_callback(receiver, CallbackState::Canceled),
    ];
    failed.chain(others).collect()
}

/// The receiver of the failure callbacks, down at first.
struct Receiver {
    url: String,
    is_up: Arc<AtomicBool>,
    /// Callbacks accepted so far.
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
