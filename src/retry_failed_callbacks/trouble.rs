//! What the error of one request means for the job.

use std::time::Duration;

use crate::Error;

/// What an error means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The service asks for fewer requests, and may say how long to wait.
    PushBack(Option<Duration>),
    /// No connection. Nothing was sent.
    NoConnection,
    /// The request may have been handled, or may succeed later.
    Unclear,
    /// The entry does not exist.
    Vanished,
    /// The entry has no failed callback.
    NotFailed,
    /// This request cannot succeed, others may.
    Refused,
    /// No request can succeed.
    Fatal,
}

impl Trouble {
    pub(super) fn of(error: &Error) -> Self {
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
            Some(429 | 503) => Self::PushBack(error.retry_after()),
            Some(400) => Self::NotFailed,
            Some(404) => Self::Vanished,
            Some(300..400 | 401 | 403 | 412) => Self::Fatal,
            Some(501 | 505) => Self::Refused,
            // From the service or from a proxy.
            Some(500..600) => Self::Unclear,
            _ if error.is_retryable() => Self::Unclear,
            _ => Self::Refused,
        }
    }

    /// Has the service handled and refused this one request?
    pub(super) fn came_through(self, error: &Error) -> bool {
        matches!(self, Self::Vanished | Self::NotFailed | Self::Refused)
            && error.status().is_some_and(|status| status.is_client_error())
    }
}

#[cfg(test)]
mod tests {
    use super::super::played::status_error;
    use super::*;

    #[test]
    fn a_status_says_what_the_error_means_and_whether_the_request_came_through() {
        for (code, trouble, came_through) in [
            (302, Trouble::Fatal, false),
            (400, Trouble::NotFailed, true),
            (401, Trouble::Fatal, false),
            (403, Trouble::Fatal, false),
            (404, Trouble::Vanished, true),
            (408, Trouble::Unclear, false),
            (412, Trouble::Fatal, false),
            (422, Trouble::Refused, true),
            (429, Trouble::PushBack(None), false),
            (500, Trouble::Unclear, false),
            (501, Trouble::Refused, false),
            (502, Trouble::Unclear, false),
            (503, Trouble::PushBack(None), false),
            (504, Trouble::Unclear, false),
            (505, Trouble::Refused, false),
            (520, Trouble::Unclear, false),
        ] {
            let error = status_error(code);
            let found = Trouble::of(&error);
            assert_eq!((found, found.came_through(&error)), (trouble, came_through), "{code}");
        }
    }
}
