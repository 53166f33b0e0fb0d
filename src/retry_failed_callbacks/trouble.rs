//! What an error of one call means for the job.

use std::time::{Duration, SystemTime};

use crate::Error;
use crate::rate_limit::asked_wait;

/// What to make of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The service wants fewer calls, and may have said how long to wait.
    PushBack(Option<Duration>),
    /// The service cannot be reached. Nothing was sent.
    NoConnection,
    /// It may have been done, or may succeed later.
    Unclear,
    /// There is no such entry.
    Vanished,
    /// The entry has no failed callback.
    NotFailed,
    /// This call will not succeed, others may.
    Refused,
    /// No call will.
    Fatal,
}

impl Trouble {
    pub(super) fn of(error: &Error, now: SystemTime) -> Self {
        let status = error.status().map(|status| status.as_u16());
        if error.is_connect() {
            return Self::NoConnection;
        }
        if error.is_configuration() || error.is_wrong_region() {
            return Self::Fatal;
        }
        if error.is_decode() || status.is_some_and(|status| (200..300).contains(&status)) {
            return Self::Unclear;
        }
        match status {
            Some(429 | 503) => {
                let asked = error.status().zip(error.headers());
                Self::PushBack(asked.and_then(|(status, headers)| asked_wait(status, headers, now)))
            }
            Some(400) => Self::NotFailed,
            Some(404) => Self::Vanished,
            Some(300..400 | 401 | 403 | 412) => Self::Fatal,
            _ if error.is_retryable() => Self::Unclear,
            _ => Self::Refused,
        }
    }
}
