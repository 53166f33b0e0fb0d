//! When a run starts.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The header that says when a run starts; none if it starts at once.
pub(super) fn header(
    delay: Option<Duration>,
    not_before: Option<SystemTime>,
) -> Result<Option<(&'static str, String)>, String> {
    match (delay, not_before) {
        (None, None) | (Some(Duration::ZERO), None) => Ok(None),
        (Some(delay), None) => Ok(Some(("Upstash-Delay", delay_value(delay)?))),
        (None, Some(time)) => Ok(Some(("Upstash-Not-Before", not_before_value(time)?))),
        (Some(_), Some(_)) => Err("both .delay(…) and .not_before(…) are set, and the service \
             would ignore the delay: set one of them"
            .into()),
    }
}

pub(crate) fn delay_value(delay: Duration) -> Result<String, String> {
    if delay.subsec_nanos() != 0 {
        return Err(format!(
            "the delay of {delay:?} is not in whole seconds, the service's unit: round it, or set a \
             time with .not_before(…)"
        ));
    }
    in_range("delay", delay)?;
    Ok(format!("{}s", delay.as_secs()))
}

/// In unix seconds, rounded up: a run must not start before its time.
fn not_before_value(time: SystemTime) -> Result<String, String> {
    let since = time.duration_since(UNIX_EPOCH).map_err(|_| {
        "the time of .not_before(…) is before 1970: leave it out to start at once".to_owned()
    })?;
    in_range("time of .not_before(…)", since)?;
    Ok((since.as_secs() + u64::from(since.subsec_nanos() != 0)).to_string())
}

/// The service's times are milliseconds in 64 bits.
fn in_range(what: &str, time: Duration) -> Result<(), String> {
    let too_long = |_| format!("the {what} is beyond the range of the service's times: shorten it");
    i64::try_from(time.as_millis()).map(drop).map_err(too_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(duration: Duration) -> SystemTime {
        UNIX_EPOCH + duration
    }

    #[test]
    fn a_delay_is_sent_in_whole_seconds() {
        for (delay, value) in [
            (Duration::from_secs(1), "1s"),
            (Duration::from_secs(90), "90s"),
            (Duration::from_millis(2000), "2s"),
            (Duration::from_secs(365 * 86_400), "31536000s"),
        ] {
            let header = header(Some(delay), None);
            assert_eq!(header, Ok(Some(("Upstash-Delay", value.into()))), "{delay:?}");
        }
        assert_eq!(header(Some(Duration::ZERO), None), Ok(None));
        assert_eq!(header(None, None), Ok(None));
    }

    #[test]
    fn a_time_is_rounded_up_so_that_nothing_starts_early() {
        for (time, value) in [
            (Duration::ZERO, "0"),
            (Duration::from_nanos(1), "1"),
            (Duration::from_secs(1_752_829_999), "1752829999"),
            (Duration::from_millis(1_752_829_999_001), "1752830000"),
        ] {
            let header = header(None, Some(at(time)));
            assert_eq!(header, Ok(Some(("Upstash-Not-Before", value.into()))), "{time:?}");
        }
    }

    #[test]
    fn what_cannot_be_sent_without_loss_is_refused() {
        for (delay, time, word) in [
            (Some(Duration::from_millis(500)), None, "whole seconds"),
            (Some(Duration::from_nanos(1)), None, "whole seconds"),
            (Some(Duration::from_secs(u64::MAX)), None, "delay is beyond"),
            (Some(Duration::MAX), None, "whole seconds"),
            (None, Some(UNIX_EPOCH - Duration::from_nanos(1)), "before 1970"),
            (None, UNIX_EPOCH.checked_add(Duration::from_secs(1 << 62)), "is beyond"),
            (Some(Duration::from_secs(1)), Some(UNIX_EPOCH), "set one of them"),
            (Some(Duration::ZERO), Some(UNIX_EPOCH), "set one of them"),
        ] {
            let why = header(delay, time).expect_err(word);
            assert!(why.contains(word), "{why}");
        }
    }
}
