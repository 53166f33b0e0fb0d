//! The Upstash Workflow REST API on loopback, in memory: for examples, tests and development without an account.
//!
//! ```
//! use upstash_workflow_emulator::{CallbackState, Emulator, FailedRun};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! let emulator = Emulator::start().await?;
//! let ids = emulator.seed([FailedRun::new("https://app.example.com/api/workflow")
//!     .label("orders")
//!     .failure_callback("http://127.0.0.1:9000/failed", CallbackState::Fail)]);
//!
//! // Point a client at `emulator.url()` with `emulator.token()`, let it work, then look at what arrived:
//! assert_eq!(ids.len(), 1);
//! assert!(emulator.requests().is_empty());
//! # Ok(())
//! # }
//! ```
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
//! - Nothing runs yet. Failed runs come from [`Emulator::seed`]; operations that start or look at runs, flow control
//!   and events answer 501.
//! - A retried failure callback is really delivered, signed, with one attempt; the service has retries for it.
//! - Entries stay until they are deleted: there is no retention. They are listed oldest first.
//! - `fromDate` and `toDate` look at an entry's `createdAt`.
//! - An empty value of a filter is refused with 400, so that it cannot select everything by mistake. A DLQ id of the
//!   wrong form is 404, as an unknown one.
//! - There are no quotas, and no limits of rate but those that a test asks for.
//!
//! Features: `https` (failure callbacks to `https://` URLs) and `cli` (the binary), both on by default.

mod api_error;
mod clock;

// State and rules, without IO.
mod callback;
mod dlq;
mod dlq_id;
mod entry;
mod filter;
mod keys;
mod message;
mod paging;
mod query;
mod seed;

// How it behaves toward whoever asks.
mod conduct;
mod fault;
mod fault_act;
mod fault_plan;
mod rate_limit;

// What comes in.
mod app;
mod auth;
mod callback_routes;
mod dlq_routes;
mod intake;
mod key_routes;
mod line;
mod malformed;
mod operation;
mod recorder;
mod router;
mod server;
mod unbuilt;

// What a person sees.
mod overview;
mod status_page;
mod status_page_routes;

// What goes out.
mod callback_call;
mod delivery;
mod signature;

mod emulator;
mod fixture;

pub use callback::{CallbackState, UnknownCallbackState};
pub use emulator::{Emulator, EmulatorBuilder};
pub use fault::{Fault, FaultRule};
pub use keys::SigningKeys;
pub use operation::Operation;
pub use rate_limit::RateLimit;
pub use recorder::RecordedRequest;
pub use seed::FailedRun;
