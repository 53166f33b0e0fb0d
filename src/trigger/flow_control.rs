//! Limits for all runs under one key.

use std::time::Duration;

use super::checks;

const LONGEST_PERIOD: Duration = Duration::from_secs(7 * 86_400);

/// Limits that all runs under one key share: how many of their steps run at the same time
/// ([`parallelism`](Self::parallelism)), how many start within a period ([`rate`](Self::rate)), or
/// both.
///
/// ```
/// use std::time::Duration;
/// use upstash_workflow::{FlowControl, Trigger};
///
/// let limits = FlowControl::new("orders").parallelism(2).rate(5).period(Duration::from_secs(60));
/// let trigger = Trigger::new("https://app.example.com/api/workflow").flow_control(limits);
/// # drop(trigger);
/// ```
///
/// The trigger is refused with [`Error::is_invalid_request`](crate::Error::is_invalid_request) if the
/// key has other characters than letters, digits, `_`, `.` and `-`, if there is no limit or a limit
/// of 0, or if the period is not in whole seconds from 1 s to 1 week.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "nothing is limited until this is set on a trigger"]
pub struct FlowControl {
    key: String,
    parallelism: Option<u32>,
    rate: Option<u32>,
    period: Option<Duration>,
}

impl FlowControl {
    /// Starts the limits of all runs under this key. Set at least one.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), parallelism: None, rate: None, period: None }
    }

    /// Sets how many steps may run at the same time, at least 1.
    pub fn parallelism(mut self, most: u32) -> Self {
        self.parallelism = Some(most);
        self
    }

    /// Sets how many steps may start within each [`period`](Self::period), at least 1.
    pub fn rate(mut self, most: u32) -> Self {
        self.rate = Some(most);
        self
    }

    /// Sets the period of [`rate`](Self::rate), in whole seconds from 1 s to 1 week. The service's
    /// default is 1 s.
    pub fn period(mut self, period: Duration) -> Self {
        self.period = Some(period);
        self
    }

    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// The value of the header, or the error.
    pub(crate) fn value(&self) -> Result<String, String> {
        checks::name("the flow-control key", &self.key)?;
        if self.parallelism.is_none() && self.rate.is_none() {
            return Err("the flow control has no limit: call .parallelism(…) or .rate(…)".into());
        }
        let mut parts = Vec::new();
        for (name, limit) in [("parallelism", self.parallelism), ("rate", self.rate)] {
            match limit {
                Some(0) => {
                    return Err(format!(
                        "the flow control's {name} is 0, so that nothing would ever run: \
                         use 1 or more"
                    ));
                }
                Some(limit) => parts.push(format!("{name}={limit}")),
                None => {}
            }
        }
        if let Some(period) = self.period {
            if period.subsec_nanos() != 0 || period.is_zero() || period > LONGEST_PERIOD {
                return Err(format!(
                    "the flow control's period of {period:?} is invalid: use whole seconds from \
                     1 s to 1 week"
                ));
            }
            parts.push(format!("period={}s", period.as_secs()));
        }
        Ok(parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn orders() -> FlowControl {
        FlowControl::new("orders")
    }

    #[test]
    fn limits_that_are_not_set_are_not_sent() {
        for (limits, value) in [
            (orders().parallelism(2), "parallelism=2"),
            (orders().rate(5), "rate=5"),
            (orders().rate(5).period(MINUTE), "rate=5, period=60s"),
            (orders().parallelism(2).rate(5).period(MINUTE), "parallelism=2, rate=5, period=60s"),
            (orders().period(LONGEST_PERIOD).rate(1), "rate=1, period=604800s"),
        ] {
            assert_eq!(limits.value().as_deref(), Ok(value));
        }
    }

    #[test]
    fn limits_that_limit_nothing_or_everything_are_refused() {
        let rate = orders().rate(1);
        for (limits, word) in [
            (orders(), "no limit"),
            (orders().period(MINUTE), "no limit"),
            (orders().parallelism(0), "parallelism is 0"),
            (orders().parallelism(1).rate(0), "rate is 0"),
            (rate.clone().period(Duration::ZERO), "period"),
            (rate.clone().period(Duration::from_millis(1500)), "period"),
            (rate.clone().period(LONGEST_PERIOD + Duration::from_secs(1)), "period"),
            (FlowControl::new("").rate(1), "key is empty"),
            (FlowControl::new("a b").rate(1), "key \"a b\""),
        ] {
            let why = limits.value().expect_err(word);
            assert!(why.contains(word), "{why}");
        }
    }
}
