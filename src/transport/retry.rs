//! The decision on a retry, without IO.

use std::time::Duration;

use super::operation::Repeat;

/// How often and how fast failed attempts are retried.
///
/// An operation that could act twice is retried only if the first attempt certainly did nothing.
///
/// | operation | not sent | no response | 429 | 503 | 408, 500, 502, 504 |
/// |---|---|---|---|---|---|
/// | `GET`, `DELETE` of one thing, idempotent `POST` | yes | yes | yes | yes | yes |
/// | other `POST` | yes | no | yes | yes | no |
/// | bulk | yes | no | yes | no | no |
///
/// Everything else is final, such as 412. The wait before the n-th retry is random, between zero and
/// `base_delay · 2ⁿ⁻¹`, at most `max_delay` (full jitter). The wait that the service asks for is added.
///
/// ```
/// use std::time::Duration;
/// use upstash_workflow::RetryPolicy;
///
/// let policy = RetryPolicy::default().max_retries(5).total_timeout(Duration::from_secs(60));
/// let never = RetryPolicy::none();
/// assert_ne!(policy, never);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a policy does nothing until a client is built with it"]
pub struct RetryPolicy {
    max_retries: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    total_timeout: Option<Duration>,
}

impl Default for RetryPolicy {
    /// Three retries, 100 ms at most before the first, 5 s at most before any; waits of up
    /// to 30 s that the service asks for; no limit of the total time.
    fn default() -> Self {
        Self {
            max_retries: 3,
            base_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(5),
            max_retry_after: Duration::from_secs(30),
            total_timeout: None,
        }
    }
}

impl RetryPolicy {
    /// Returns a policy without retries. A token that the service refuses is still replaced once, if
    /// there is a [`TokenProvider`](crate::TokenProvider).
    pub fn none() -> Self {
        Self::default().max_retries(0)
    }

    /// Sets the largest number of retries.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets the longest wait before the first retry; it doubles from one retry to the next.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets the longest wait before any retry, without what the service asks for.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Sets the longest wait that the service may ask for, by `Retry-After` or the reset of a rate
    /// limit. If it asks for more, the call ends with the error, which says how long to wait.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Sets the timeout of the whole call, with all attempts and waits. It ends the attempt in flight,
    /// and none starts after it.
    pub fn total_timeout(mut self, time: Duration) -> Self {
        self.total_timeout = Some(time);
        self
    }

    /// What is left of the total time, if that is limited.
    pub(crate) fn time_left(&self, elapsed: Duration) -> Option<Duration> {
        self.total_timeout.map(|total| total.saturating_sub(elapsed))
    }

    /// The wait before a retry, after `retried` others. `jitter` is a random number from 0
    /// to 1.
    pub(crate) fn backoff(&self, retried: u32, jitter: f64) -> Duration {
        let longest = doubled(self.base_delay, retried, self.max_delay);
        // A float can be a little more than the time that it was made of, and out of range.
        let random = Duration::try_from_secs_f64(longest.as_secs_f64() * jitter.clamp(0.0, 1.0));
        random.map_or(longest, |random| random.min(longest))
    }

    /// Whether another attempt may follow, whatever comes of this one.
    pub(crate) fn has_more(&self, retried: u32) -> bool {
        retried < self.max_retries
    }

    pub(crate) fn most_retries(&self) -> u32 {
        self.max_retries
    }

    /// How long to wait before the next attempt, or `None` to give up. `jitter` is a
    /// random number from 0 to 1.
    pub(crate) fn decide(
        &self,
        repeat: Repeat,
        outcome: Outcome,
        retried: u32,
        elapsed: Duration,
        jitter: f64,
    ) -> Option<Duration> {
        if !self.has_more(retried) || !may_repeat(repeat, outcome) {
            return None;
        }
        let asked = match outcome {
            Outcome::Status { asked: Some(asked), .. } if asked > self.max_retry_after => {
                return None;
            }
            Outcome::Status { asked, .. } => asked.unwrap_or_default(),
            Outcome::NotSent | Outcome::NoResponse => Duration::ZERO,
        };
        let wait = asked.saturating_add(self.backoff(retried, jitter));
        match self.time_left(elapsed) {
            Some(left) if wait >= left => None,
            _ => Some(wait),
        }
    }
}

/// Returns a delay that was doubled so many times, up to `max`.
pub(crate) fn doubled(delay: Duration, times: u32, max: Duration) -> Duration {
    delay.saturating_mul(2u32.saturating_pow(times)).min(max)
}

/// The outcome of an attempt that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Certainly nothing reached the service.
    NotSent,
    /// It may have been done.
    NoResponse,
    /// A response that is not a success, with the wait that it asks for.
    Status { code: u16, asked: Option<Duration> },
}

fn may_repeat(repeat: Repeat, outcome: Outcome) -> bool {
    match outcome {
        Outcome::NotSent => true,
        Outcome::NoResponse => repeat == Repeat::Safe,
        Outcome::Status { code: 429, .. } => true,
        Outcome::Status { code: 503, .. } => repeat != Repeat::Bulk,
        Outcome::Status { code, .. } => {
            repeat == Repeat::Safe && matches!(code, 408 | 500 | 502 | 504)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Repeat::{ActsTwice, Bulk, Safe, SafeWithRunId, SafeWithRunIds};
    use super::*;
    use crate::property::for_all;

    fn status(code: u16) -> Outcome {
        Outcome::Status { code, asked: None }
    }

    #[test]
    fn what_is_repeated_depends_on_the_operation_and_the_outcome() {
        for (outcome, safe, acts_twice, bulk) in [
            (Outcome::NotSent, true, true, true),
            (Outcome::NoResponse, true, false, false),
            (status(429), true, true, true),
            (status(503), true, true, false),
            (status(408), true, false, false),
            (status(500), true, false, false),
            (status(502), true, false, false),
            (status(504), true, false, false),
            (status(302), false, false, false),
            (status(400), false, false, false),
            (status(401), false, false, false),
            (status(404), false, false, false),
            (status(412), false, false, false),
            (status(501), false, false, false),
            (status(505), false, false, false),
        ] {
            for (repeat, expected) in [
                (Safe, safe),
                (ActsTwice, acts_twice),
                (SafeWithRunId, acts_twice),
                (SafeWithRunIds, acts_twice),
                (Bulk, bulk),
            ] {
                let policy = RetryPolicy::default();
                for retried in 0..3 {
                    let wait = policy.decide(repeat, outcome, retried, Duration::ZERO, 0.5);
                    assert_eq!(wait.is_some(), expected, "{repeat:?} {outcome:?} {retried}");
                }
                for (policy, retried) in [(policy, 3), (RetryPolicy::none(), 0)] {
                    let wait = policy.decide(repeat, outcome, retried, Duration::ZERO, 0.5);
                    assert_eq!(wait, None, "{repeat:?} {outcome:?} {retried}");
                }
            }
        }
    }

    #[test]
    fn the_wait_doubles_up_to_its_limit_and_is_random_below() {
        let policy = RetryPolicy::default()
            .max_retries(u32::MAX)
            .base_delay(Duration::from_millis(100))
            .max_delay(Duration::from_millis(350));
        for (retried, jitter, millis) in [
            (0, 1.0, 100),
            (0, 0.5, 50),
            (0, 0.0, 0),
            (1, 1.0, 200),
            (2, 1.0, 350),
            (40, 1.0, 350),
            (40, 0.5, 175),
        ] {
            let wait = policy.decide(Safe, Outcome::NotSent, retried, Duration::ZERO, jitter);
            assert_eq!(wait, Some(Duration::from_millis(millis)), "{retried} {jitter}");
        }
    }

    #[test]
    fn a_wait_that_the_service_asks_for_is_kept_or_given_up_on() {
        let policy = RetryPolicy::default().base_delay(Duration::from_secs(1));
        let wait = |seconds, jitter| {
            let asked = Some(Duration::from_secs(seconds));
            let outcome = Outcome::Status { code: 429, asked };
            policy.decide(Bulk, outcome, 0, Duration::ZERO, jitter)
        };
        assert_eq!(wait(7, 0.0), Some(Duration::from_secs(7)));
        assert_eq!(wait(7, 1.0), Some(Duration::from_secs(8)));
        assert_eq!(wait(30, 0.0), Some(Duration::from_secs(30)));
        assert_eq!(wait(31, 0.0), None);
    }

    #[test]
    fn no_attempt_is_begun_after_the_total_timeout() {
        let policy = RetryPolicy::default().total_timeout(Duration::from_secs(10));
        let wait = |seconds, asked| {
            let outcome = Outcome::Status { code: 503, asked: Some(Duration::from_secs(asked)) };
            policy.decide(Safe, outcome, 0, Duration::from_secs(seconds), 0.0)
        };
        assert_eq!(wait(5, 4), Some(Duration::from_secs(4)));
        assert_eq!(wait(5, 5), None);
        assert_eq!(wait(11, 0), None);
        assert_eq!(policy.time_left(Duration::from_secs(4)), Some(Duration::from_secs(6)));
        assert_eq!(RetryPolicy::default().time_left(Duration::from_secs(4)), None);
    }

    #[test]
    fn whatever_the_policy_and_the_service_say_there_is_a_wait_within_the_limits_or_none() {
        let short = || (0_u64..100_000).prop_map(Duration::from_millis);
        let time = || prop_oneof![any::<Duration>(), short(), Just(Duration::MAX)];
        let limits = (any::<u32>(), time(), time(), time(), proptest::option::of(time()));
        let code = prop_oneof![Just(429), Just(503), any::<u16>()];
        let call = (any::<u32>(), time(), any::<f64>(), code, proptest::option::of(time()));
        for_all(2048, (limits, call), |(limits, (retried, elapsed, jitter, code, asked))| {
            let (max_retries, base_delay, max_delay, max_retry_after, total_timeout) = limits;
            let policy =
                RetryPolicy { max_retries, base_delay, max_delay, max_retry_after, total_timeout };
            let outcome = Outcome::Status { code, asked };
            let Some(wait) = policy.decide(Safe, outcome, retried, elapsed, jitter) else {
                return Ok(());
            };
            let asked = asked.unwrap_or_default();
            prop_assert!(retried < max_retries && asked <= max_retry_after && wait >= asked);
            prop_assert!(wait <= asked.saturating_add(max_delay));
            prop_assert!(policy.time_left(elapsed).is_none_or(|left| wait < left));
            Ok(())
        });
    }
}
