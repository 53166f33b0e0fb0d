//! What the service says of its limits when it answers 429.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};

use crate::UnixSeconds;

/// The limit that a request ran into, as far as the answer's headers tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Which limit it is.
    pub kind: RateLimitKind,
    /// Requests allowed in the window.
    pub limit: Option<u64>,
    /// Requests left in the window.
    pub remaining: Option<u64>,
    /// When the window ends and the count starts again.
    pub reset: Option<UnixSeconds>,
}

/// The service's limits, told apart by the headers they send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateLimitKind {
    /// Requests a day: the headers `RateLimit-…`.
    Daily,
    /// Requests a second: the headers `Burst-RateLimit-…`.
    Burst,
    /// A 429 that does not say.
    Unknown,
}

impl RateLimit {
    /// Reads the headers of a 429. A number that is none counts as not given.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        for (kind, prefix) in [(RateLimitKind::Burst, "burst-"), (RateLimitKind::Daily, "")] {
            let header = |name: &str| headers.get(format!("{prefix}ratelimit-{name}"));
            let number = |name: &str| strict_number(header(name)?.to_str().ok()?);
            if ["limit", "remaining", "reset"].iter().any(|name| header(name).is_some()) {
                return Self {
                    kind,
                    limit: number("limit"),
                    remaining: number("remaining"),
                    reset: number("reset").and_then(|n| i64::try_from(n).ok()).map(Into::into),
                };
            }
        }
        Self { kind: RateLimitKind::Unknown, limit: None, remaining: None, reset: None }
    }
}

/// How long `Retry-After` asks to wait from `now` on: seconds, or a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?;
    match strict_number(value) {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => {
            let date = httpdate::parse_http_date(value).ok()?;
            Some(date.duration_since(now).unwrap_or(Duration::ZERO))
        }
    }
}

/// How long an answer asks to wait, in whichever way it says so.
pub(crate) fn asked_wait(
    status: StatusCode,
    headers: &HeaderMap,
    now: SystemTime,
) -> Option<Duration> {
    let reset = || {
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        let reset = limited.then(|| RateLimit::from_headers(headers).reset)??;
        let reset = reset.to_system_time()?;
        Some(reset.duration_since(now).unwrap_or(Duration::ZERO))
    };
    retry_after(headers, now).or_else(reset)
}

/// Digits and nothing else: no sign, no space, no overflow.
fn strict_number(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (k.parse().expect(k), HeaderValue::from_static(v))).collect()
    }

    #[test]
    fn the_limits_are_told_apart_by_their_headers() {
        let daily = [("ratelimit-limit", "1000"), ("ratelimit-remaining", "0")];
        let daily = RateLimit::from_headers(&headers(&daily));
        assert_eq!(daily.kind, RateLimitKind::Daily);
        assert_eq!((daily.limit, daily.remaining, daily.reset), (Some(1000), Some(0), None));

        let both = [("ratelimit-limit", "1000"), ("burst-ratelimit-reset", "1752829296")];
        let burst = RateLimit::from_headers(&headers(&both));
        assert_eq!((burst.kind, burst.limit), (RateLimitKind::Burst, None));
        assert_eq!(burst.reset, Some(1_752_829_296.into()));

        assert_eq!(RateLimit::from_headers(&headers(&[])).kind, RateLimitKind::Unknown);
    }

    #[test]
    fn the_wait_is_that_of_retry_after_or_of_the_limits_reset() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1000);
        let wait = |status: u16, pairs: &[(&'static str, &'static str)]| {
            let status = StatusCode::from_u16(status).expect("a status");
            asked_wait(status, &headers(pairs), now).map(|wait| wait.as_secs())
        };
        assert_eq!(wait(429, &[("burst-ratelimit-reset", "1003")]), Some(3));
        assert_eq!(wait(429, &[("ratelimit-reset", "999")]), Some(0));
        assert_eq!(wait(429, &[("ratelimit-reset", "1003"), ("retry-after", "7")]), Some(7));
        assert_eq!(wait(503, &[("retry-after", "7")]), Some(7));
        assert_eq!(wait(503, &[("ratelimit-reset", "1003")]), None);
        assert_eq!(wait(429, &[("ratelimit-reset", "soon")]), None);
        assert_eq!(wait(429, &[]), None);
    }

    #[test]
    fn a_number_that_is_none_counts_as_not_given() {
        for text in ["", "-1", "+1", " 1", "1.0", "many", "18446744073709551616"] {
            let limit = RateLimit::from_headers(&headers(&[("ratelimit-limit", text)])).limit;
            assert_eq!(limit, None, "{text:?}");
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777);
        for (text, wait) in [
            ("7", Some(7)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10)),
            ("Sun, 06 Nov 1994 08:49:27 GMT", Some(0)),
            ("soon", None),
            ("-7", None),
        ] {
            let found = retry_after(&headers(&[("retry-after", text)]), now);
            assert_eq!(found, wait.map(Duration::from_secs), "{text}");
        }
    }
}
