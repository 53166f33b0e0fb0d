//! Types that stand in for named components of the document.

pub(crate) mod body_bytes;
mod failure_callback_state;
mod headers;
pub(crate) mod lenient;
mod list;
pub(crate) mod open_enum;
pub(crate) mod read_as;
mod time;
mod time_conversions;

pub use headers::Headers;
pub use list::List;
pub use time::{UnixMillis, UnixSeconds};
pub use time_conversions::TimeRangeError;
