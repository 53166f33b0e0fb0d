//! Rate limits, and the wait that a response asks for.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{DATE, HeaderMap, RETRY_AFTER};

use crate::UnixSeconds;

/// The rate limit that a request reached, as far as the response's headers say.
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

/// The service's rate limits, which differ in their headers.
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
    /// Reads the headers of a 429. If they have both limits, the one with nothing left counts, else the
    /// burst limit, which is the one hit most often.
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let burst = Self::of_kind(RateLimitKind::Burst, "burst-", headers);
        let daily = Self::of_kind(RateLimitKind::Daily, "", headers);
        match (burst, daily) {
            (Some(burst), Some(daily)) if daily.is_used_up() && !burst.is_used_up() => daily,
            (Some(one), _) | (None, Some(one)) => one,
            (None, None) => {
                Self { kind: RateLimitKind::Unknown, limit: None, remaining: None, reset: None }
            }
        }
    }

    /// The limit whose headers begin like this, if there are any. One that is not a whole
    /// number is ignored.
    fn of_kind(kind: RateLimitKind, prefix: &str, headers: &HeaderMap) -> Option<Self> {
        let header = |name: &str| headers.get(format!("{prefix}ratelimit-{name}"));
        let number = |name: &str| strict_number(header(name)?.to_str().ok()?);
        ["limit", "remaining", "reset"].iter().any(|name| header(name).is_some()).then(|| Self {
            kind,
            limit: number("limit"),
            remaining: number("remaining"),
            reset: number("reset").and_then(|n| i64::try_from(n).ok()).map(Into::into),
        })
    }

    fn is_used_up(&self) -> bool {
        self.remaining == Some(0)
    }
}

/// The wait that a response asks for: `Retry-After` in seconds or as a date, or else the reset
/// of the rate limit of a 429.
///
/// A time is counted from the response's own `Date`, as the two clocks may differ; from `now`,
/// the local time, where that is missing or cannot be right.
pub(crate) fn asked_wait(
    status: StatusCode,
    headers: &HeaderMap,
    now: SystemTime,
) -> Option<Duration> {
    let retry_after = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    if let Some(seconds) = retry_after.and_then(strict_number) {
        return Some(Duration::from_secs(seconds));
    }
    let reset = || {
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        limited.then(|| RateLimit::from_headers(headers).reset)??.to_system_time()
    };
    let date = |text: &str| httpdate::parse_http_date(text).ok();
    let until = retry_after.and_then(date).or_else(reset)?;
    let server = headers.get(DATE).and_then(|value| date(value.to_str().ok()?));
    let from = server.filter(|server| apart(*server, now) <= WRONG_CLOCK).unwrap_or(now);
    Some(until.duration_since(from).unwrap_or(Duration::ZERO))
}

/// A clock that is further off than this is not set at all.
const WRONG_CLOCK: Duration = Duration::from_secs(24 * 60 * 60);

fn apart(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).unwrap_or_else(|error| error.duration())
}

/// Digits and nothing else: no sign, no space, no overflow.
fn strict_number(text: &str) -> Option<u64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::property::for_all;
    use http::HeaderValue;
    use proptest::prelude::*;

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

        let left = |daily, burst| {
            let both = [("ratelimit-remaining", daily), ("burst-ratelimit-remaining", burst)];
            RateLimit::from_headers(&headers(&both)).kind
        };
        assert_eq!(left("0", "9"), RateLimitKind::Daily);
        assert_eq!(left("900", "0"), RateLimitKind::Burst);
        assert_eq!(left("0", "0"), RateLimitKind::Burst);
        assert_eq!(left("900", "9"), RateLimitKind::Burst);
        assert_eq!(left("0", "soon"), RateLimitKind::Daily);

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
    fn a_time_is_counted_from_the_clock_that_wrote_it() {
        const DAY: u64 = 24 * 60 * 60;
        let local = SystemTime::UNIX_EPOCH + Duration::from_secs(1_752_829_000);
        for (ahead, seconds, wait) in [
            // The server's clock ahead of the local one, by seconds, and the reset after that.
            (Some(0), 1, 1),
            (Some(20), 21, 1),
            (Some(-120), -119, 1),
            (Some(-120), -121, 0),
            (Some(DAY as i64), DAY as i64 + 5, 5),
            // A date that cannot be right says nothing.
            (Some(-1_752_829_000), 1, 1),
            (Some(10 * DAY as i64), 1, 1),
            (None, 7, 7),
            (None, -7, 0),
        ] {
            let at = |offset: i64| (1_752_829_000 + offset).cast_unsigned();
            let http_date = |offset| {
                let time = SystemTime::UNIX_EPOCH + Duration::from_secs(at(offset));
                HeaderValue::try_from(httpdate::fmt_http_date(time)).expect("a date")
            };
            let reset = HeaderValue::from(at(seconds));
            for (name, value) in
                [("burst-ratelimit-reset", reset), ("retry-after", http_date(seconds))]
            {
                let mut headers = HeaderMap::from_iter([(name.parse().expect(name), value)]);
                if let Some(ahead) = ahead {
                    headers.insert(DATE, http_date(ahead));
                }
                let found = asked_wait(StatusCode::TOO_MANY_REQUESTS, &headers, local);
                assert_eq!(found, Some(Duration::from_secs(wait)), "{name} {ahead:?} {seconds}");
            }
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
            let headers = headers(&[("retry-after", text)]);
            let found = asked_wait(StatusCode::SERVICE_UNAVAILABLE, &headers, now);
            assert_eq!(found, wait.map(Duration::from_secs), "{text}");
        }
    }

    #[test]
    fn whatever_the_headers_say_there_is_a_wait_or_none() {
        let name = proptest::sample::select(&[
            "retry-after",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
            "burst-ratelimit-limit",
            "burst-ratelimit-remaining",
            "burst-ratelimit-reset",
        ]);
        let value = prop_oneof![
            any::<u64>().prop_map(|n| n.to_string().into_bytes()),
            any::<i64>().prop_map(|n| n.to_string().into_bytes()),
            "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT"
                .prop_map(String::into_bytes),
            any::<SystemTime>().prop_filter_map("no date", |time| {
                let end = SystemTime::UNIX_EPOCH + Duration::from_secs(250_000_000_000);
                let in_range = SystemTime::UNIX_EPOCH <= time && time < end;
                in_range.then(|| httpdate::fmt_http_date(time).into_bytes())
            }),
            proptest::collection::vec(any::<u8>(), 0..30),
        ];
        let headers = proptest::collection::vec((name, value), 0..4);
        let now = any::<SystemTime>();
        for_all(2048, (400_u16..600, headers, now), |(status, pairs, now)| {
            let mut headers = HeaderMap::new();
            for (name, value) in &pairs {
                if let Ok(value) = HeaderValue::from_bytes(value) {
                    headers.insert(*name, value);
                }
            }
            let wait = asked_wait(StatusCode::from_u16(status).expect("a status"), &headers, now);
            let limit = RateLimit::from_headers(&headers);
            let known = headers.keys().any(|name| name.as_str().contains("limit-"));
            prop_assert_eq!(limit.kind == RateLimitKind::Unknown, !known);
            let digits = |value: &HeaderValue| value.to_str().ok()?.parse::<u64>().ok();
            if let Some(seconds) = headers.get("retry-after").and_then(digits) {
                // A sign is none of a number of seconds.
                let signed = headers["retry-after"].as_bytes().starts_with(b"+");
                prop_assert_eq!(wait == Some(Duration::from_secs(seconds)), !signed);
            } else if headers.get("retry-after").is_none() {
                prop_assert_eq!(wait.is_some(), status == 429 && limit.reset.is_some());
            }
            Ok(())
        });
    }
}
