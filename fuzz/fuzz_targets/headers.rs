//! The headers that say when to retry, and the decision that follows: one line each, where an empty
//! one stands for a missing header, and one with the local time.

#![no_main]
#![allow(dead_code, reason = "modules of the library, of which this uses a part")]

#[path = "../../src/transport/operation.rs"]
mod operation;
#[path = "../../src/transport/rate_limit.rs"]
mod rate_limit;
#[path = "../../src/transport/retry.rs"]
mod retry;

use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use operation::Repeat;
use retry::{Outcome, RetryPolicy};
// Where the modules look for it.
pub(crate) use upstash_workflow::UnixSeconds;

const NAMES: [&str; 3] = ["retry-after", "burst-ratelimit-reset", "ratelimit-remaining"];
/// What follows the time.
const MORE: [&str; 5] = [
    "ratelimit-reset",
    "ratelimit-limit",
    "burst-ratelimit-limit",
    "burst-ratelimit-remaining",
    "date",
];
/// A `Date` that is further from the local time counts as missing.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    let mut set = |name: &'static str, line: Option<&[u8]>| {
        let Some(line) = line.filter(|line| !line.is_empty()) else { return };
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    NAMES.into_iter().for_each(|name| set(name, lines.next()));
    let now = std::str::from_utf8(lines.next().unwrap_or_default()).unwrap_or_default();
    MORE.into_iter().for_each(|name| set(name, lines.next()));
    let now = Duration::from_secs(now.parse().unwrap_or_default());
    let now = SystemTime::UNIX_EPOCH.checked_add(now).unwrap_or(SystemTime::UNIX_EPOCH);

    let limit = rate_limit::RateLimit::from_headers(&headers);
    let (burst, daily) = (is_there(&headers, "burst-ratelimit-"), is_there(&headers, "ratelimit-"));
    let used_up = |name| headers.get(name).is_some_and(is_zero);
    let daily_alone = used_up("ratelimit-remaining") && !used_up("burst-ratelimit-remaining");
    let is_daily = daily && (!burst || daily_alone);
    assert_eq!(limit.kind == rate_limit::RateLimitKind::Daily, is_daily);
    assert_eq!(limit.kind == rate_limit::RateLimitKind::Burst, burst && !is_daily);
    let numbers = [limit.limit.is_some(), limit.remaining.is_some(), limit.reset.is_some()];
    assert!(burst || daily || numbers == [false; 3]);
    let mut without_date = headers.clone();
    let date = without_date.remove("date");
    let date = date.as_ref().and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    let is_near = date.is_some_and(|date| {
        let apart = date.duration_since(now).unwrap_or_else(|error| error.duration());
        apart <= DAY
    });
    for status in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        let asked = rate_limit::asked_wait(status, &headers, now);
        let undated = rate_limit::asked_wait(status, &without_date, now);
        // No date moves a wait by more than a day, and a wrong one not at all.
        let moved = asked.zip(undated).map_or(Duration::ZERO, |(a, b)| a.abs_diff(b));
        assert!(asked.is_some() == undated.is_some() && moved <= DAY);
        assert!(is_near || asked == undated);
        let outcome = Outcome::Status { code: status.as_u16(), asked };
        let policy = RetryPolicy::default().max_retry_after(Duration::MAX);
        let wait = policy.decide(Repeat::Safe, outcome, 0, Duration::ZERO, 0.999);
        assert!(wait.is_some_and(|wait| wait >= asked.unwrap_or_default()));
    }
});

fn is_there(headers: &HeaderMap, prefix: &str) -> bool {
    headers.keys().any(|name| name.as_str().starts_with(prefix))
}

/// Nothing but digits, all of them 0.
fn is_zero(value: &HeaderValue) -> bool {
    !value.is_empty() && value.as_bytes().iter().all(|byte| *byte == b'0')
}
