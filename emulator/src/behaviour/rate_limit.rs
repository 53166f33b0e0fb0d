//! Rate limits, and the headers of their 429 responses.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::behaviour::operation::Operation;

/// A limit on the number of requests in a window of time. Requests above it get a 429 and do not act.
///
/// The window starts with the first request, not at a full second or at midnight, so that a test knows which request
/// exceeds the limit. Requests without a valid token do not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateLimit {
    kind: Kind,
    limit: u64,
    window: Duration,
    retry_after: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Daily,
    Burst,
    Unnamed,
}

impl RateLimit {
    /// Allows so many requests in 24 hours. The 429 has the headers `RateLimit-Limit`, `RateLimit-Remaining` and
    /// `RateLimit-Reset`, the last in unix seconds.
    #[must_use]
    pub fn daily(limit: u64) -> Self {
        let window = Duration::from_secs(24 * 60 * 60);
        Self { kind: Kind::Daily, limit, window, retry_after: false }
    }

    /// Allows so many requests in one second. The 429 has the headers `Burst-RateLimit-Limit`,
    /// `Burst-RateLimit-Remaining` and `Burst-RateLimit-Reset`, the last in unix seconds. As at the service, triggers and
    /// notifications do not count and are not limited.
    #[must_use]
    pub fn burst(limit: u64) -> Self {
        Self { kind: Kind::Burst, limit, window: Duration::from_secs(1), retry_after: false }
    }

    /// Allows so many requests in a window. The 429 has only `Retry-After`, in whole seconds.
    #[must_use]
    pub fn retry_after(limit: u64, window: Duration) -> Self {
        Self { kind: Kind::Unnamed, limit, window, retry_after: true }
    }

    /// Sets the window. A long one makes a test independent of its speed.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Adds `Retry-After`, in whole seconds, to the headers of a daily or burst limit.
    #[must_use]
    pub fn with_retry_after(mut self) -> Self {
        self.retry_after = true;
        self
    }

    fn counts(&self, operation: Option<Operation>) -> bool {
        self.kind != Kind::Burst || operation.is_none_or(Operation::has_burst_limit)
    }
}

/// The limits of an emulator, with their counts.
#[derive(Debug, Default)]
pub(crate) struct RateLimits(Vec<Window>);

#[derive(Debug)]
struct Window {
    limit: RateLimit,
    /// Unix milliseconds; `None` before the first request.
    ends_at: Option<u64>,
    used: u64,
}

impl Window {
    fn is_over(&self, now_ms: u64) -> bool {
        self.ends_at.is_none_or(|ends_at| ends_at <= now_ms)
    }
}

/// A request above a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TooMany {
    limit: RateLimit,
    /// Unix milliseconds.
    resets_at: u64,
    now_ms: u64,
}

impl RateLimits {
    pub(crate) fn new(limits: impl IntoIterator<Item = RateLimit>) -> Self {
        let window = |limit| Window { limit, ends_at: None, used: 0 };
        Self(limits.into_iter().map(window).collect())
    }

    /// Counts a request in all limits, or in none if one of them is exceeded.
    pub(crate) fn take(
        &mut self,
        operation: Option<Operation>,
        now_ms: u64,
    ) -> Result<(), TooMany> {
        let mut counting: Vec<&mut Window> =
            self.0.iter_mut().filter(|window| window.limit.counts(operation)).collect();
        for window in &mut counting {
            if window.is_over(now_ms) {
                let span = u64::try_from(window.limit.window.as_millis()).unwrap_or(u64::MAX);
                window.ends_at = Some(now_ms.saturating_add(span));
                window.used = 0;
            }
            if window.used >= window.limit.limit {
                let resets_at = window.ends_at.unwrap_or(now_ms);
                return Err(TooMany { limit: window.limit.clone(), resets_at, now_ms });
            }
        }
        counting.into_iter().for_each(|window| window.used += 1);
        Ok(())
    }
}

impl TooMany {
    pub(crate) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let names = match self.limit.kind {
            Kind::Daily => Some(["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"]),
            Kind::Burst => Some([
                "burst-ratelimit-limit",
                "burst-ratelimit-remaining",
                "burst-ratelimit-reset",
            ]),
            Kind::Unnamed => None,
        };
        let values = [self.limit.limit, 0, self.resets_at.div_ceil(1000)];
        for (name, value) in names.into_iter().flatten().zip(values) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
        if self.limit.retry_after {
            let seconds = self.resets_at.saturating_sub(self.now_ms).div_ceil(1000);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        headers
    }

    pub(crate) fn message(&self) -> String {
        let kind = match self.limit.kind {
            Kind::Daily => "daily rate limit",
            Kind::Burst => "burst rate limit",
            Kind::Unnamed => "rate limit",
        };
        format!("the {kind} of {} requests is exceeded", self.limit.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: Option<Operation> = Some(Operation::ListFailedWorkflowRuns);

    fn written(too_many: &TooMany) -> Vec<(String, String)> {
        let text = |value: &HeaderValue| value.to_str().expect("text").to_owned();
        too_many.headers().iter().map(|(name, value)| (name.to_string(), text(value))).collect()
    }

    #[test]
    fn a_window_starts_with_its_first_request_and_lets_the_limit_through() {
        let mut limits = RateLimits::new([RateLimit::burst(2)]);
        for (now_ms, let_through) in [
            (10_300, true),
            (10_900, true),
            (11_000, false),
            (11_299, false),
            (11_300, true),
            (11_301, true),
            (11_302, false),
            (99_000, true),
        ] {
            assert_eq!(limits.take(LIST, now_ms).is_ok(), let_through, "at {now_ms}");
        }
    }

    #[test]
    fn each_kind_has_its_headers() {
        let hour = Duration::from_secs(3600);
        for (limit, expected) in [
            (
                RateLimit::daily(1).window(hour),
                "ratelimit-limit: 1, ratelimit-remaining: 0, ratelimit-reset: 3602",
            ),
            (
                RateLimit::burst(1).with_retry_after(),
                "burst-ratelimit-limit: 1, burst-ratelimit-remaining: 0, burst-ratelimit-reset: 3, retry-after: 1",
            ),
            (RateLimit::retry_after(1, hour), "retry-after: 3600"),
        ] {
            let mut limits = RateLimits::new([limit]);
            assert_eq!(limits.take(LIST, 1500), Ok(()));
            let refused = limits.take(LIST, 1501).expect_err("one too many");
            let mut headers: Vec<String> = written(&refused)
                .into_iter()
                .map(|(name, value)| format!("{name}: {value}"))
                .collect();
            headers.sort();
            assert_eq!(headers.join(", "), expected);
        }
    }

    #[test]
    fn triggers_and_notifications_have_a_daily_limit_but_no_burst_limit() {
        let trigger = Some(Operation::TriggerWorkflowRun);
        let mut burst = RateLimits::new([RateLimit::burst(0)]);
        assert!(burst.take(trigger, 1).is_ok() && burst.take(LIST, 1).is_err());
        let mut daily = RateLimits::new([RateLimit::daily(0)]);
        assert!(daily.take(trigger, 1).is_err());
    }

    #[test]
    fn a_request_that_one_limit_refuses_is_not_counted_in_the_others() {
        let mut limits = RateLimits::new([RateLimit::daily(2), RateLimit::burst(1)]);
        assert!(limits.take(LIST, 0).is_ok());
        for _ in 0..5 {
            let refused = limits.take(LIST, 1).expect_err("the burst is used up");
            assert_eq!(refused.limit.kind, Kind::Burst);
        }
        assert!(limits.take(LIST, 1000).is_ok(), "one of the day was left");
        assert_eq!(
            limits.take(LIST, 2000).expect_err("the day is used up").limit.kind,
            Kind::Daily
        );
    }
}
