//! The failed attempts of a delivery: their number, and the details of the last ones.

use std::collections::VecDeque;

use http::StatusCode;
use serde::Serialize;

use crate::state::headers::Headers;
use crate::state::response::Response;

/// How many attempts are kept: a delivery may have a million retries.
const MAX_ATTEMPTS: usize = 100;
/// How many bytes are kept of a response body.
const MAX_BODY_BYTES: usize = 8 * 1024;

/// The failed attempts of a delivery.
#[derive(Debug, Clone, Default)]
pub(crate) struct FailedAttempts {
    count: u32,
    last: VecDeque<FailedAttempt>,
}

/// A failed attempt, as the API writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FailedAttempt {
    pub(crate) error: Box<str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Box<str>>,
    #[serde(skip_serializing_if = "Headers::is_empty")]
    pub(crate) headers: Headers,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// Unix milliseconds.
    pub(crate) time: u64,
}

impl FailedAttempts {
    pub(crate) fn push(&mut self, attempt: FailedAttempt) {
        self.count = self.count.saturating_add(1);
        if self.last.len() == MAX_ATTEMPTS {
            self.last.pop_front();
        }
        self.last.push_back(attempt);
    }

    /// Returns the number of failed attempts.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// Returns the attempts that are kept, oldest first.
    pub(crate) fn last(&self) -> impl ExactSizeIterator<Item = &FailedAttempt> {
        self.last.iter()
    }
}

/// Returns at most so many bytes of a text, cut between two characters.
/// `str::floor_char_boundary` is newer than our `rust-version`.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    let fits = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..fits.unwrap_or_default()]
}

impl FailedAttempt {
    /// Creates a failed attempt at a time in unix milliseconds.
    pub(crate) fn new(response: Response, time: u64) -> Self {
        let text = String::from_utf8_lossy(&response.body);
        let text = cut(&text, MAX_BODY_BYTES);
        let error = match response.status {
            Some(status) => status_line(status).into(),
            None => text.into(),
        };
        Self {
            error,
            body: response.status.map(|_| text.into()),
            status: response.status,
            headers: response.headers,
            time,
        }
    }
}

/// Formats a status such as `400 Bad Request`; only the number if it has no standard reason.
fn status_line(status: u16) -> String {
    let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("{status} {}", name.unwrap_or_default()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: impl Into<bytes::Bytes>) -> Response {
        Response { status: Some(500), body: body.into(), ..Response::default() }
    }

    #[test]
    fn all_attempts_are_counted_and_the_last_are_kept() {
        let mut failed = FailedAttempts::default();
        assert_eq!((failed.count(), failed.last().len()), (0, 0));
        for time in 0..1000 {
            failed.push(FailedAttempt::new(response("no"), time));
        }
        let times: Vec<u64> = failed.last().map(|attempt| attempt.time).collect();
        assert_eq!((failed.count(), times), (1000, (900..1000).collect()));
    }

    #[test]
    fn a_long_body_is_cut_between_two_characters() {
        for (body, bytes) in [("x".repeat(1 << 20), 8192), ("\u{20ac}".repeat(1 << 20), 8190)] {
            let attempt = FailedAttempt::new(response(body), 1);
            assert_eq!(attempt.body.expect("a body").len(), bytes);
        }
        let attempt = FailedAttempt::new(response("no"), 1);
        assert_eq!(attempt.body.as_deref(), Some("no"));
    }
}
