#![doc = include_str!("../README.md")]

mod attempt;
mod auth;
mod base_url;
mod body_bytes;
mod client;
mod environment;
mod error;
mod failure_callback_state;
mod form;
mod generated;
mod guard;
mod headers;
mod hooks;
mod inner;
mod limits;
mod list;
mod mistakes;
mod open_enum;
mod operation;
mod pages;
#[cfg(test)]
mod property;
mod rate_limit;
mod read_as;
#[cfg(feature = "receiver")]
mod receiver;
mod region;
mod response;
mod retry;
mod retry_failed_callbacks;
mod run;
mod run_id;
mod time;
mod time_conversions;
mod token;
mod trigger;
mod wait;

pub use auth::{AuthScheme, TokenProvider};
pub use client::ClientBuilder;
pub use error::Error;
#[doc(no_inline)]
pub use generated::types::TriggeredRun;
#[doc(inline)]
pub use generated::{Client, builder, types};
pub use headers::Headers;
pub use list::List;
pub use pages::{BulkPage, Items, ListPage, Page, Pages};
pub use progenitor_client::ResponseValue;
pub use rate_limit::{RateLimit, RateLimitKind};
#[cfg(feature = "receiver")]
pub use receiver::{Delivery, FailureReason, Receiver, SignatureError, SignatureErrorReason};
pub use region::{ParseRegionError, Region};
pub use retry::RetryPolicy;
pub use retry_failed_callbacks::{
    FailedRetry, Progress, RetryFailedCallbacks, RetryReport, SkipReason, Skipped,
};
pub use run::RunFailure;
pub use time::{UnixMillis, UnixSeconds};
pub use time_conversions::TimeRangeError;
pub use token::Token;
pub use trigger::{FlowControl, Redact, Trigger};
pub use wait::Wait;
/// The crates whose types are part of this one's API, in the versions that fit it.
#[doc(no_inline)]
pub use {http, reqwest};

/// Any error, as a [`TokenProvider`] may have one.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The future of a call.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
