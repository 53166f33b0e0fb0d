#![doc = include_str!("../README.md")]

mod auth;
mod base_url;
mod client;
mod error;
mod form;
mod generated;
mod guard;
mod headers;
mod hooks;
mod list;
mod open_enum;
mod rate_limit;
mod response;
mod time;

pub use auth::{AuthScheme, Token, TokenProvider};
pub use client::ClientBuilder;
pub use error::Error;
#[doc(inline)]
pub use generated::{Client, builder, types};
pub use headers::Headers;
pub use list::List;
pub use progenitor_client::ResponseValue;
pub use rate_limit::{RateLimit, RateLimitKind};
pub use time::{UnixMillis, UnixSeconds};

/// Any error, as a [`TokenProvider`] may have one.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The future of a call.
pub type BoxFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = T> + Send + 'a>>;
