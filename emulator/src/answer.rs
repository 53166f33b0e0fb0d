//! What came back from a delivery, whether from a workflow or from a failure callback's receiver.

use bytes::Bytes;
use serde::Serialize;

use crate::headers::Headers;

/// The status with which a workflow says that a retry makes no sense, together with a header.
const NON_RETRYABLE: u16 = 489;

/// An answer, or why there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    /// Absent when no answer came: then the body says why.
    pub(crate) status: Option<u16>,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn succeeded(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether the workflow says that the failure is for good.
    pub(crate) fn forbids_retries(&self) -> bool {
        self.status == Some(NON_RETRYABLE)
            && self
                .headers
                .get("Upstash-Nonretryable-Error")
                .is_some_and(|values| values.iter().any(|value| value.eq_ignore_ascii_case("true")))
    }

    /// `time`: unix milliseconds.
    pub(crate) fn into_failed(self, time: u64) -> FailedAttempt {
        let text = String::from_utf8_lossy(&self.body);
        let error = match self.status {
            Some(status) => format!("the answer has the status {status}"),
            None => text.clone().into_owned(),
        };
        FailedAttempt {
            body: self.status.map(|_| text.into()),
            error: error.into(),
            status: self.status,
            headers: self.headers,
            time,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_200s_are_a_success() {
        for (status, succeeded) in [
            (Some(200), true),
            (Some(299), true),
            (Some(199), false),
            (Some(302), false),
            (Some(500), false),
            (None, false),
        ] {
            let answer = Answer { status, ..Answer::default() };
            assert_eq!(answer.succeeded(), succeeded, "{status:?}");
        }
    }

    #[test]
    fn only_the_status_and_the_header_together_forbid_retries() {
        let header = Headers::from([("Upstash-Nonretryable-Error".into(), vec!["true".into()])]);
        for (status, headers, expected) in
            [(489, header.clone(), true), (489, Headers::new(), false), (500, header, false)]
        {
            let answer = Answer { status: Some(status), headers, ..Answer::default() };
            assert_eq!(answer.forbids_retries(), expected, "{answer:?}");
        }
    }
}
