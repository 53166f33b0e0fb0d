//! The response to a delivery, by a workflow or by the receiver of a failure callback.

use bytes::Bytes;
use httpdate::HttpDate;

use crate::state::clock::unix_ms;
use crate::state::duration::parse_duration_ms;
use crate::state::headers::Headers;

/// The status of an error that must not be retried, together with a header.
const NON_RETRYABLE: u16 = 489;
/// The headers that ask for a wait before the next attempt; the first valid one counts.
const RETRY_AFTER: [&str; 4] =
    ["Retry-After", "X-Ratelimit-Reset", "X-Ratelimit-Reset-Requests", "X-Ratelimit-Reset-Tokens"];
/// A day, in milliseconds.
const LONGEST_ASKED_WAIT: u64 = 24 * 60 * 60 * 1000;

/// A response, or the error in place of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Response {
    /// `None` if there was no response: then the body has the error.
    pub(crate) status: Option<u16>,
    pub(crate) headers: Headers,
    pub(crate) body: Bytes,
}

impl Response {
    pub(crate) fn succeeded(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Returns whether the response forbids retries.
    pub(crate) fn forbids_retries(&self) -> bool {
        self.status == Some(NON_RETRYABLE) && self.says_true("Upstash-Nonretryable-Error")
    }

    /// Returns whether a header, named as the API writes it, is `true`.
    pub(crate) fn says_true(&self, header: &str) -> bool {
        let mut values = self.headers.get(header).into_iter().flatten();
        values.any(|value| value.eq_ignore_ascii_case("true"))
    }

    /// Returns the wait in milliseconds that the response asks for: `Retry-After` and its like hold seconds, a date, or a
    /// duration such as `6m5s`. A wait longer than a day does not count.
    pub(crate) fn asked_wait_ms(&self, now_ms: u64) -> Option<u64> {
        let given = RETRY_AFTER.iter().filter_map(|name| self.headers.get(*name)?.first());
        let read = |text: &str| {
            let date = || text.parse().ok().map(|date: HttpDate| unix_ms(date.into()));
            parse_duration_ms(text).or_else(|| date().map(|at| at.saturating_sub(now_ms)))
        };
        given.filter_map(|text| read(text)).next().filter(|wait| *wait <= LONGEST_ASKED_WAIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_2xx_is_a_success() {
        for (status, succeeded) in [
            (Some(200), true),
            (Some(299), true),
            (Some(199), false),
            (Some(302), false),
            (Some(500), false),
            (None, false),
        ] {
            let response = Response { status, ..Response::default() };
            assert_eq!(response.succeeded(), succeeded, "{status:?}");
        }
    }

    #[test]
    fn only_the_status_and_the_header_together_forbid_retries() {
        let header = Headers::from([("Upstash-Nonretryable-Error".into(), vec!["true".into()])]);
        for (status, headers, expected) in
            [(489, header.clone(), true), (489, Headers::new(), false), (500, header, false)]
        {
            let response = Response { status: Some(status), headers, ..Response::default() };
            assert_eq!(response.forbids_retries(), expected, "{response:?}");
        }
    }

    #[test]
    fn a_receiver_asks_for_a_wait_of_up_to_a_day() {
        // 2026-11-25 11:00:00 UTC.
        let now_ms = 1_795_604_400_000;
        for (name, text, expected) in [
            ("Retry-After", "2", Some(2000)),
            ("Retry-After", "0", Some(0)),
            ("Retry-After", "86400", Some(86_400_000)),
            ("Retry-After", "86401", None),
            ("Retry-After", "-1", None),
            ("Retry-After", "soon", None),
            ("Retry-After", "Wed, 25 Nov 2026 11:00:07 GMT", Some(7000)),
            ("Retry-After", "Wed, 25 Nov 2026 10:00:00 GMT", Some(0)),
            ("Retry-After", "Fri, 27 Nov 2026 11:00:00 GMT", None),
            ("X-Ratelimit-Reset", "3", Some(3000)),
            ("X-Ratelimit-Reset-Requests", "6m5s", Some(365_000)),
            ("X-Ratelimit-Reset-Tokens", "7.5s", Some(7500)),
            ("X-Other", "3", None),
        ] {
            let headers = Headers::from([(name.into(), vec![text.into()])]);
            let response = Response { headers, ..Response::default() };
            assert_eq!(response.asked_wait_ms(now_ms), expected, "{name}: {text}");
        }
    }
}
