//! What came back from a delivery, whether from a workflow or from a failure callback's receiver.

use bytes::Bytes;

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
