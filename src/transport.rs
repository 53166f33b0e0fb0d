//! The way of a call: a [`Request`] is put together and validated, sent in one or more
//! attempts, its response read and decoded.

pub(crate) mod decode;
pub(crate) mod limits;
pub(crate) mod operation;
pub(crate) mod rate_limit;
mod read;
pub(crate) mod request;
mod response;
pub(crate) mod retry;
mod send;
pub(crate) mod setter;
pub(crate) mod span;
pub(crate) mod validate;

pub(crate) use operation::Operation;
pub(crate) use operation::{Repeat, Shape};
pub use rate_limit::{RateLimit, RateLimitKind};
pub(crate) use read::{KEPT_BODY, says_html};
pub(crate) use request::Request;
pub use response::ResponseValue;
pub(crate) use response::{Call, Exchange, Received};
pub use retry::RetryPolicy;
