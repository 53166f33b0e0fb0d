//! The attempts of a delivery that failed: how many there were, and what is remembered of them.

use std::collections::VecDeque;

use http::StatusCode;
use serde::Serialize;

use crate::answer::Answer;
use crate::headers::Headers;

/// How many attempts are remembered: a delivery may be tried a million times.
const MAX_ATTEMPTS: usize = 100;
/// How many bytes are remembered of what was answered to one.
const MAX_BODY_BYTES: usize = 8 * 1024;

/// The attempts that failed.
#[derive(Debug, Clone, Default)]
pub(crate) struct FailedAttempts {
    count: u32,
    last: VecDeque<FailedAttempt>,
}

/// A delivery that did not succeed, as the API writes it.
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

    /// How many there were.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// The last of them, oldest first.
    pub(crate) fn last(&self) -> impl ExactSizeIterator<Item = &FailedAttempt> {
        self.last.iter()
    }
}

impl FailedAttempt {
    /// `time`: unix milliseconds.
    pub(crate) fn new(answer: Answer, time: u64) -> Self {
        let text = String::from_utf8_lossy(&answer.body);
        let text = &text[..text.floor_char_boundary(MAX_BODY_BYTES)];
        let error = match answer.status {
            Some(status) => status_line(status).into(),
            None => text.into(),
        };
        Self {
            error,
            body: answer.status.map(|_| text.into()),
            status: answer.status,
            headers: answer.headers,
            time,
        }
    }
}

/// Such as `400 Bad Request`; the number alone where it has no name.
fn status_line(status: u16) -> String {
    let name = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    format!("{status} {}", name.unwrap_or_default()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: impl Into<bytes::Bytes>) -> Answer {
        Answer { status: Some(500), body: body.into(), ..Answer::default() }
    }

    #[test]
    fn all_are_counted_and_the_last_are_remembered() {
        let mut failed = FailedAttempts::default();
        assert_eq!((failed.count(), failed.last().len()), (0, 0));
        for time in 0..1000 {
            failed.push(FailedAttempt::new(answer("no"), time));
        }
        let times: Vec<u64> = failed.last().map(|attempt| attempt.time).collect();
        assert_eq!((failed.count(), times), (1000, (900..1000).collect()));
    }

    #[test]
    fn of_a_long_answer_the_beginning_is_remembered_up_to_a_whole_character() {
        for (body, bytes) in [("x".repeat(1 << 20), 8192), ("\u{20ac}".repeat(1 << 20), 8190)] {
            let attempt = FailedAttempt::new(answer(body), 1);
            assert_eq!(attempt.body.expect("a body").len(), bytes);
        }
        let attempt = FailedAttempt::new(answer("no"), 1);
        assert_eq!(attempt.body.as_deref(), Some("no"));
    }
}
