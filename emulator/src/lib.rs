//! The Upstash Workflow REST API on loopback, in memory: for examples, tests and development without an account.
//!
//! Five lines in a test of one's own, with `upstash-workflow` or any other client:
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
//! Each emulator is a server of its own on a free port: tests may run at the same time, and dropping it ends it.
//!
//! # In a test
//!
//! [`Emulator::builder`] says how it behaves: entries that are there from the start, short pages, [limits of
//! rate](RateLimit), latency, tokens that may do less, and [faults](FaultRule) by rule. All chance is drawn from one
//! seed. [`Emulator::requests`] tells what arrived.
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
//! # To look at
//!
//! At `/` is a page for a person: runs, DLQ entries and the states of failure callbacks as they change. It needs no
//! token and shows none, nor headers, bodies or queries; it is shown at loopback names only and changes nothing.
//! Looking at it is not among [`Emulator::requests`], and faults and limits do not touch it.
//!
//! # What it does not do
//!
//! It is simpler than the service:
//!
//! - **A run is one call.** A trigger sends the payload to the workflow's URL, signed, and a 2xx ends the run: the
//!   answer's body is the run's response. The service wants an endpoint that speaks its step protocol and calls it
//!   once for each step; this emulator does not speak it. Retries, delays, flow control, failure callbacks and the DLQ
//!   are as there, so any plain HTTP endpoint will do here.
//! - A resume and a restart therefore both make that one call again, and the DLQ entry is gone afterwards. With ids, a
//!   request that names more than 50 is answered with a cursor; send it with the same ids.
//! - Runs, bulk actions and flow-control keys stay, and DLQ entries until they are deleted: there is no retention, and
//!   a run id is never free again. Runs and bulk actions are listed latest first, DLQ entries oldest first.
//! - Of the attempts that failed the last 100 of a delivery are told, and 8 KiB of each answer. Of the events for a run
//!   in which nothing waits for them the last 1000 are kept, or as many as have 64 MiB.
//! - What is put in with [`Emulator::seed`] is a failed run in the logs too, and stays there when its DLQ entry is gone.
//!   Its run id can be given to another run all the same, and a retried failure callback of it is delivered with one
//!   attempt.
//! - Nothing in a run waits for an event, so waiters are put in with [`Emulator::seed_waiter`].
//! - `fromDate` and `toDate` look at when a run or its failed message was made.
//! - An empty value of a filter is refused with 400, so that it cannot select everything by mistake. A DLQ id of the
//!   wrong form is 404, as an unknown one.
//! - Cancelling a run that is over answers 200 and changes nothing. A call under way is not broken off; its answer is
//!   thrown away.
//! - Without `Upstash-Retry-Delay` the waits are 12 s, 148 s, 1808 s and so on up to a day. An answer 489 with the
//!   header `Upstash-NonRetryable-Error: true` is not retried.
//! - A flow-control value that lacks a part lifts that limit; a key without a value leaves the limits as they are.
//!   Pausing or pinning a key that was never used makes it known. The rate counts every attempt.
//! - What is redacted is shown as a digest in logs and DLQ; the failure callback still gets it.
//! - In the logs, `trimBody` leaves out the bodies of requests and answers but never `workflowRunResponse`, unless it
//!   gives a length to cut it to.
//! - Of the routes of plain messages there are those that the official clients use for workflows: `POST /v2/batch`,
//!   `GET /v2/dlq?source=workflow` and `GET /v2/workflows/events?groupBy=workflowRunId`. `GET /v2/liveness` answers
//!   without a token.
//! - There are no quotas, and no limits of rate but those that a test asks for.
//!
//! # Time
//!
//! Waits can be made short with [`EmulatorBuilder::time_factor`]. All times that are shown are real ones.
//!
//! # Size
//!
//! A million DLQ entries are no trouble: an entry that is like others takes 138 bytes, one with a run id of its own
//! 186, and a page costs the same at both ends of the list. Clone one [`FailedRun`] for many. Filters look at one
//! entry after the other until the page is full, so one that matches nothing looks at all of them: with two million,
//! that page took up to 0.2 s in the DLQ and 0.3 s in the logs, any other less than a millisecond. The figures come from
//! `cargo run --release -p upstash-workflow-emulator --example memory` on 64-bit Linux with two busy cores.
//!
//! Features: `https` (deliveries to `https://` URLs) and `cli` (the binary), both on by default.

mod api_error;
mod clock;

// State and rules, without IO.
mod answer;
mod backoff;
mod bulk;
mod callback;
mod control;
mod dlq;
mod dlq_id;
mod entry;
mod expression;
mod failed_attempts;
mod filter;
mod flow;
mod headers;
mod keys;
mod logs;
mod message;
mod order;
mod order_headers;
mod page;
mod paging;
mod query;
mod redact;
mod run;
mod run_filter;
mod run_view;
mod runs;
mod seed;
mod seeded;
mod span;
mod waiter;
mod waiters;
mod wanted_run;

// How it behaves toward whoever asks.
mod conduct;
mod fault;
mod fault_act;
mod fault_plan;
mod rate_limit;

// What comes in.
mod app;
mod auth;
mod bulk_routes;
mod callback_routes;
mod compat_routes;
mod dlq_routes;
mod flow_routes;
mod in_path;
mod intake;
mod key_routes;
mod line;
mod log_routes;
mod malformed;
mod notify_routes;
mod operation;
mod recorder;
mod rerun_routes;
mod router;
mod run_routes;
mod server;
mod trigger_routes;

// What a person sees.
mod overview;
mod status_page;
mod status_page_routes;

// What goes out.
mod callback_call;
mod delivery;
mod drive;
mod drive_bulk;
mod gate;
mod run_call;
mod signature;

mod demo;
mod emulator;
mod fixture;

pub use callback::{CallbackState, UnknownCallbackState};
pub use demo::demo_runs;
pub use emulator::{Emulator, EmulatorBuilder};
pub use fault::{Fault, FaultRule};
pub use keys::SigningKeys;
pub use operation::Operation;
pub use rate_limit::RateLimit;
pub use recorder::RecordedRequest;
pub use seed::FailedRun;
pub use waiter::Waiter;
