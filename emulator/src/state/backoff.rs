//! How long to wait before the next attempt.

use crate::state::expression::evaluate;
use crate::state::response::Response;

/// The default backoff of the service, as an expression.
pub(crate) const DEFAULT_DELAY: &str = "1000 * floor(min(86400, exp(2.5 * (retried + 1))))";
/// The longest wait, in milliseconds: a year. An expression has no limit of its own.
const LONGEST: f64 = 365.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// A valid expression of the header `Upstash-Retry-Delay`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct RetryDelay(Box<str>);

impl RetryDelay {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        evaluate(text, 0).map(|_| Self(text.into()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the wait in milliseconds before the next attempt: what the response asks for, or the value of the expression.
pub(crate) fn wait_ms(
    response: &Response,
    delay: Option<&RetryDelay>,
    retried: u32,
    now_ms: u64,
) -> u64 {
    response.asked_wait_ms(now_ms).unwrap_or_else(|| planned_wait_ms(delay, retried))
}

/// Without an expression, the wait grows from 12 seconds to a day, as at the service.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is between 0 and LONGEST, and the cast makes 0 of what is not a number"
)]
fn planned_wait_ms(delay: Option<&RetryDelay>, retried: u32) -> u64 {
    let expression = delay.map_or(DEFAULT_DELAY, RetryDelay::as_str);
    let wait = evaluate(expression, retried).unwrap_or_default();
    wait.clamp(0.0, LONGEST) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expression_says_how_long_to_wait_within_limits() {
        for (text, retried, expected) in [
            ("1000", 0, 1000),
            ("pow(2, retried) * 1000", 3, 8000),
            ("1.9", 0, 1),
            ("0 - 5", 0, 0),
            ("1/0", 0, 31_536_000_000),
            ("sqrt(0-1)", 0, 0),
        ] {
            let delay = RetryDelay::parse(text).expect(text);
            assert_eq!(planned_wait_ms(Some(&delay), retried), expected, "{text}");
        }
        assert!(RetryDelay::parse("soon").is_err());
    }

    #[test]
    fn without_an_expression_waits_grow_from_seconds_to_a_day() {
        let waits: Vec<u64> = (0..6).map(|retried| planned_wait_ms(None, retried) / 1000).collect();
        assert_eq!(waits, [12, 148, 1808, 22_026, 86_400, 86_400]);
    }
}
