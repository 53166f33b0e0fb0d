// Of two definitions of a link the first one counts: here these are pages and addresses, in the README files.
//! [`Client`]: Client
//! [`Error`]: Error
//! [configuration]: guide::configuration
//! [errors]: guide::errors
//! [failures]: guide::failures
//! [lists]: guide::lists
//! [security]: guide::security
//! [testing]: guide::testing
//! [tracing]: guide::tracing
//! [triggering]: guide::triggering
//! [upgrading]: guide::upgrading
#![cfg_attr(feature = "receiver", doc = "[receiving]: guide::receiving")]
#![doc = concat!(
    "[docs/cli.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/cli.md\n",
    "[SECURITY.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/SECURITY.md\n",
    "[docs/reliability.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/reliability.md\n",
    "[docs/performance.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/docs/performance.md\n",
    "[openapi/README.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/openapi/README.md\n",
    "[CONTRIBUTING.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/CONTRIBUTING.md\n",
    "[CHANGELOG.md]: ", env!("CARGO_PKG_REPOSITORY"), "/blob/HEAD/CHANGELOG.md\n",
)]
#![doc = include_str!("../README.md")]
// docs.rs shows on each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod error;
mod generated;
pub mod guide;
mod pages;
#[cfg(test)]
mod property;
mod raw;
#[cfg(feature = "receiver")]
mod receiver;
mod retry_failed_callbacks;
mod run;
mod transport;
mod trigger;
mod values;
mod wait;

pub use client::{AuthScheme, ClientBuilder, ParseRegionError, Region, Token, TokenProvider};
pub use error::Error;
#[doc(no_inline)]
pub use generated::types::TriggeredRun;
#[doc(inline)]
pub use generated::{Client, builder, types};
pub use pages::{BulkPage, Items, ListPage, Page, Pages};
pub use raw::RawRequest;
#[cfg(feature = "receiver")]
pub use receiver::{Delivery, FailureReason, Receiver, SignatureError, SignatureErrorReason};
pub use retry_failed_callbacks::{
    FailedRetry, Progress, RetryFailedCallbacks, RetryReport, SkipReason, Skipped,
};
pub use run::RunFailure;
pub use transport::{RateLimit, RateLimitKind, ResponseValue, RetryPolicy};
pub use trigger::{FlowControl, Redact, Trigger};
pub use values::{Headers, List, TimeRangeError, UnixMillis, UnixSeconds};
pub use wait::Wait;
/// The crates whose types are part of this one's API, in the versions that fit it.
#[doc(no_inline)]
pub use {http, reqwest};

/// Any error, as a [`TokenProvider`] may have one.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
