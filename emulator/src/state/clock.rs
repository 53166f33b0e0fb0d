//! The current time and the length of waits, which a time factor shortens.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The latest time that the API can represent, in unix milliseconds: its times are signed 64-bit integers.
pub(crate) const LATEST: u64 = i64::MAX as u64;

/// Returns the current time in unix milliseconds.
pub(crate) fn now_ms() -> u64 {
    unix_ms(SystemTime::now())
}

pub(crate) fn unix_ms(time: SystemTime) -> u64 {
    let since_epoch = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_epoch.as_millis()).unwrap_or(u64::MAX)
}

/// How fast time passes. A point in time is always real; a span that a user asks for is divided by `factor`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Clock {
    factor: f64,
}

impl Clock {
    /// Returns `None` for a factor that is not a finite number above zero.
    pub(crate) fn new(factor: f64) -> Option<Self> {
        (factor.is_finite() && factor > 0.0).then_some(Self { factor })
    }

    /// Returns the real milliseconds that a span takes.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a cast of a float saturates, as it should here"
    )]
    pub(crate) fn real_ms(self, span_ms: u64) -> u64 {
        (span_ms as f64 / self.factor).ceil() as u64
    }

    /// Returns the time, in unix milliseconds, at which a span that starts now ends; at most [`LATEST`].
    pub(crate) fn after(self, span_ms: u64) -> u64 {
        now_ms().saturating_add(self.real_ms(span_ms)).min(LATEST)
    }

    /// Returns the time, in unix milliseconds, at which something due at a unix time in seconds happens: the span until
    /// then is divided by the factor.
    pub(crate) fn at(self, unix_seconds: u64) -> u64 {
        self.after(unix_seconds.saturating_mul(1000).saturating_sub(now_ms()))
    }
}

/// Waits until a time in unix milliseconds; returns at once if it is in the past.
pub(crate) async fn until(time_ms: u64) {
    tokio::time::sleep(Duration::from_millis(time_ms.saturating_sub(now_ms()))).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_takes_the_part_that_the_factor_says() {
        for (factor, span, expected) in
            [(1.0, 12, 12), (10.0, 1000, 100), (1000.0, 1, 1), (0.5, 10, 20), (1e9, 0, 0)]
        {
            let clock = Clock::new(factor).expect("a good factor");
            assert_eq!(clock.real_ms(span), expected, "{span} ms at {factor}");
        }
        let slow = Clock::new(1e-300).expect("a good factor");
        assert_eq!(slow.after(u64::MAX), LATEST, "it does not run over");
    }

    #[test]
    fn a_factor_that_makes_no_sense_is_refused() {
        for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(Clock::new(factor), None, "{factor}");
        }
    }
}
