//! How long to wait before an attempt that failed is made again.

use crate::expression::evaluate;

/// The longest wait, in milliseconds: a year. An expression can ask for any time at all.
const LONGEST: f64 = 365.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// An expression of the header `Upstash-Retry-Delay`, known to be one.
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

/// The wait in milliseconds before the next attempt, after so many retries. Without an expression it grows as the
/// service's does, which starts at 12 seconds and ends at a day.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is between 0 and LONGEST, and the cast makes 0 of what is not a number"
)]
pub(crate) fn wait_ms(delay: Option<&RetryDelay>, retried: u32) -> u64 {
    let wait = match delay {
        Some(RetryDelay(text)) => evaluate(text, retried).unwrap_or_default(),
        None => 1000.0 * (2.5 * (f64::from(retried) + 1.0)).exp().min(86_400.0).floor(),
    };
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
            assert_eq!(wait_ms(Some(&delay), retried), expected, "{text}");
        }
        assert!(RetryDelay::parse("soon").is_err());
    }

    #[test]
    fn without_an_expression_waits_grow_from_seconds_to_a_day() {
        let waits: Vec<u64> = (0..6).map(|retried| wait_ms(None, retried) / 1000).collect();
        assert_eq!(waits, [12, 148, 1808, 22_026, 86_400, 86_400]);
    }
}
