//! The headers that say when to try again, and the decision that follows: three lines with
//! `Retry-After` and the reset and the rest of a limit, one with the time.

#![no_main]
#![allow(dead_code, reason = "modules of the library, of which this uses a part")]

#[path = "../../src/operation.rs"]
mod operation;
#[path = "../../src/rate_limit.rs"]
mod rate_limit;
#[path = "../../src/retry.rs"]
mod retry;

use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use operation::Repeat;
use retry::{Outcome, RetryPolicy};
// Where the modules look for it.
pub(crate) use upstash_workflow::UnixSeconds;

const NAMES: [&str; 3] = ["retry-after", "burst-ratelimit-reset", "ratelimit-remaining"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut headers = HeaderMap::new();
    for name in NAMES {
        if let Ok(value) = HeaderValue::from_bytes(lines.next().unwrap_or_default()) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    let now = std::str::from_utf8(lines.next().unwrap_or_default()).unwrap_or_default();
    let now = Duration::from_secs(now.parse().unwrap_or_default());
    let now = SystemTime::UNIX_EPOCH.checked_add(now).unwrap_or(SystemTime::UNIX_EPOCH);

    let limit = rate_limit::RateLimit::from_headers(&headers);
    assert!(limit.limit.is_none());
    for status in [StatusCode::TOO_MANY_REQUESTS, StatusCode::SERVICE_UNAVAILABLE] {
        let asked = rate_limit::asked_wait(status, &headers, now);
        let outcome = Outcome::Status { code: status.as_u16(), asked };
        let policy = RetryPolicy::default().max_retry_after(Duration::MAX);
        let wait = policy.decide(Repeat::Safe, outcome, 0, Duration::ZERO, 0.999);
        assert!(wait.is_some_and(|wait| wait >= asked.unwrap_or_default()));
    }
});
