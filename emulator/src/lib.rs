//! The Upstash Workflow REST API on loopback, in memory: for examples, tests and development without an account.
//!
//! In a test, with `upstash-workflow` or any other client:
//!
//! ```
//! # use upstash_workflow::Client;
//! # use upstash_workflow_emulator::{Emulator, FailedRun, Operation};
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = Emulator::start().await?;
//! let client = Client::builder().base_url(emulator.url()).token(emulator.token()).build()?;
//! let ids = emulator.seed([FailedRun::new("https://app.example.com/api/workflow")]);
//! client.delete_failed_workflow_run().dlq_id(&ids[0]).await?;
//! assert_eq!(emulator.requests()[0].operation, Some(Operation::DeleteFailedWorkflowRun));
//! # Ok(())
//! # }
//! ```
//!
//! Each emulator is a server of its own on a free port, so tests can run in parallel. Dropping it stops it.
//!
//! # Testing
//!
//! [`Emulator::builder`] sets the behaviour: seeded entries, page sizes, [rate limits](RateLimit), latency, read-only
//! tokens, and [faults](FaultRule). One seed determines all random decisions. [`Emulator::requests`] returns what
//! arrived, and [`Emulator::sign`] signs requests that a receiver must accept or refuse.
//!
//! ```
//! use http::StatusCode;
//! use upstash_workflow_emulator::{Emulator, Fault, FaultRule, Operation};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let busy = Fault::status(StatusCode::SERVICE_UNAVAILABLE);
//! let emulator = Emulator::builder()
//!     .fault(FaultRule::on(Operation::ListFailedWorkflowRuns, busy).times(2))
//!     .start()
//!     .await?;
//! // A client that retries lists the DLQ at its third attempt.
//! # let _ = emulator;
//! # Ok(())
//! # }
//! ```
//!
//! # The page
//!
//! An HTML page at `/` shows runs, DLQ entries and the states of failure callbacks as they change. It needs no token,
//! contains no tokens, headers, bodies or queries, and responds to loopback host names only. Fetching it is not among
//! [`Emulator::requests`], and faults and rate limits do not apply to it. The details of a row and its buttons are
//! requests to the API like any other; for them the page takes the token from its link, [`Emulator::page_url`].
//!
//! # Differences from the service
//!
//! - **A run is one request.** A trigger sends the payload to the workflow's URL, signed, and a 2xx response ends the
//!   run; its body is the run's response. The service needs an endpoint that supports its step protocol, and calls it
//!   once per step. The emulator does not support this protocol and refuses its requests. Retries, delays, flow control,
//!   failure callbacks and the DLQ work as at the service, so any HTTP endpoint will do.
//! - Resume and restart both repeat that request and remove the DLQ entry. If a request has more than 50 ids, the
//!   response has a cursor: repeat the request with the same ids and the cursor.
//! - There is no retention: runs, bulk actions and flow-control keys stay, and so do DLQ entries until they are deleted.
//!   A run id is never free again. Runs and bulk actions are listed newest first, DLQ entries oldest first.
//! - Of the failed attempts of a delivery, the last 100 are kept, with 8 KiB of each response body. Of the events for runs
//!   without a waiter, the last 1000 are kept, or as many as have 64 MiB.
//! - A run added with [`Emulator::seed`] is a failed run in the logs, and stays there when its DLQ entry is gone. Its run
//!   id can be used again. A retried failure callback of it has one attempt.
//! - Runs never wait for events: add waiters with [`Emulator::seed_waiter`].
//! - `fromDate` and `toDate` compare the time at which a run or its failed message was created.
//! - A query parameter that the operation does not have is a 400, and so are an empty filter and a body of an operation
//!   that selects by parameters, so that no mistake selects everything. A bulk cancellation accepts its parameters as a
//!   JSON body too. An invalid DLQ id is a 404, like an unknown one.
//! - Canceling a run that is over responds with 200 and changes nothing. A request in progress is not aborted; its
//!   response is dropped.
//! - Without `Upstash-Retry-Delay` the waits are 12 s, 148 s, 1808 s and so on up to a day. A response can ask for another
//!   wait with `Retry-After`. A 489 response with the header `Upstash-NonRetryable-Error: true` is not retried.
//! - A failure callback goes to the workflow's own URL if the trigger sets none. A 2xx response with the header
//!   `Upstash-Workflow-Failure-Callback-Notfound: true` means that there is no failure function: the entry has no state.
//! - A missing part of a flow-control value removes that limit; a key without a value leaves the limits unchanged.
//!   Pausing or pinning an unknown key creates it. The rate counts every attempt.
//! - Redacted values are digests in the logs and the DLQ; the failure callback still gets them.
//! - In the logs, `trimBody` omits the bodies of requests and responses but never `workflowRunResponse`, which it only
//!   cuts to a length.
//! - Of the routes of plain messages there are those that official clients use for workflows: `POST /v2/batch` and
//!   `POST /v2/publish/{url}` with the headers of workflows, `GET /v2/dlq?source=workflow` and
//!   `GET /v2/workflows/events?groupBy=workflowRunId`. `GET /v2/liveness` needs no token.
//! - There are no quotas, and no rate limits except those that a test sets.
//!
//! # Time
//!
//! [`EmulatorBuilder::time_factor`] shortens waits. All times in responses are real.
//!
//! # Size
//!
//! A million DLQ entries are no problem: an entry that is like others takes 138 bytes, one with its own run id 186, and a
//! page costs the same at both ends of the list. Clone one [`FailedRun`] for many. A filter scans entries until the page
//! is full, so one without matches scans all of them: with two million, such a page took up to 0.2 s in the DLQ and 0.3 s
//! in the logs, any other less than a millisecond. The figures come from
//! `cargo run --release -p upstash-workflow-emulator --example memory` on 64-bit Linux with two busy cores.
//!
//! # Features
//!
//! `https` (deliveries to `https://` URLs) and `cli` (the program, and the module `program`), both enabled by default.
//! Without `cli`, no command line parser is compiled.

/// What there is, and the rules by which it changes: no IO.
mod state {
    pub(crate) mod backoff;
    pub(crate) mod bulk;
    pub(crate) mod callback;
    pub(crate) mod clock;
    pub(crate) mod dlq;
    pub(crate) mod dlq_filter;
    pub(crate) mod dlq_id;
    pub(crate) mod duration;
    pub(crate) mod entry;
    pub(crate) mod expression;
    pub(crate) mod failed_attempts;
    pub(crate) mod failed_run;
    pub(crate) mod flow_control;
    pub(crate) mod headers;
    pub(crate) mod log_cursor;
    pub(crate) mod logs;
    pub(crate) mod page;
    pub(crate) mod redact;
    pub(crate) mod response;
    pub(crate) mod run;
    pub(crate) mod run_filter;
    pub(crate) mod run_id_filter;
    pub(crate) mod run_spec;
    pub(crate) mod runs;
    pub(crate) mod seeded_runs;
    pub(crate) mod signing_keys;
    pub(crate) mod waiter;
    pub(crate) mod waiters;
}

/// How the emulator misbehaves when a test asks for it: decisions without IO.
mod behaviour {
    pub(crate) mod fault;
    pub(crate) mod fault_plan;
    pub(crate) mod operation;
    pub(crate) mod rate_limit;
    pub(crate) mod settings;
}

/// Outgoing requests: to workflows, to receivers of failure callbacks, to waiting steps.
mod delivery {
    pub(crate) mod client;
    pub(crate) mod engine;
    pub(crate) mod limiter;
    pub(crate) mod request;
    pub(crate) mod signature;
    pub(crate) mod start;
    pub(crate) mod tasks;
}

/// The page at `/`, drawn from the state.
mod page {
    pub(crate) mod html;
    pub(crate) mod overview;
}

/// Incoming requests: the server, the checks that every request passes, and the routes.
mod http {
    pub(crate) mod api_error;
    pub(crate) mod app;
    pub(crate) mod auth;
    pub(crate) mod connection;
    pub(crate) mod control_headers;
    pub(crate) mod dlq_message;
    pub(crate) mod fault_response;
    pub(crate) mod filters;
    pub(crate) mod malformed;
    pub(crate) mod middleware;
    pub(crate) mod paging;
    pub(crate) mod path;
    pub(crate) mod query;
    pub(crate) mod recorder;
    pub(crate) mod route;
    pub(crate) mod router;
    pub(crate) mod run_view;
    pub(crate) mod server;
    pub(crate) mod trigger_headers;

    /// The handlers, by path.
    mod routes {
        pub(crate) mod bulk_actions;
        pub(crate) mod callbacks;
        pub(crate) mod compat;
        pub(crate) mod dlq;
        pub(crate) mod flow_control;
        pub(crate) mod keys;
        pub(crate) mod logs;
        pub(crate) mod notify;
        pub(crate) mod page;
        pub(crate) mod rerun;
        pub(crate) mod runs;
        pub(crate) mod trigger;
    }
}

/// What this package's program shares with `upstash-workflow dev`: the options, and what is printed.
#[cfg(feature = "cli")]
pub mod program {
    mod options;
    mod output;
    mod receiver;

    pub use options::Options;
    pub use output::{announcement, environment};

    /// How the emulator differs from the service, in the help of both programs.
    pub const SIMPLER: &str = "A run is one call: any HTTP endpoint that responds with a 2xx ends it with success. The \
service needs an endpoint that supports its step protocol, and calls it once per step.";
}

mod builder;
mod demo;
mod emulator;

pub use crate::behaviour::fault::{Fault, FaultRule};
pub use crate::behaviour::operation::Operation;
pub use crate::behaviour::rate_limit::RateLimit;
pub use crate::builder::EmulatorBuilder;
pub use crate::demo::demo_runs;
pub use crate::emulator::Emulator;
pub use crate::http::recorder::RecordedRequest;
pub use crate::state::callback::{CallbackState, UnknownCallbackState};
pub use crate::state::failed_run::FailedRun;
pub use crate::state::signing_keys::SigningKeys;
pub use crate::state::waiter::Waiter;
