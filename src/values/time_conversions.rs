//! Conversions of the API's times to and from other types: those of the standard library and, with a
//! feature each, of `jiff` and `chrono`.

use std::fmt;
use std::time::SystemTime;

use crate::{UnixMillis, UnixSeconds};

/// The error of a time that another type cannot represent.
///
/// ```
/// use std::time::SystemTime;
/// use upstash_workflow::{TimeRangeError, UnixSeconds};
///
/// let time: Result<SystemTime, TimeRangeError> = UnixSeconds::from(1_752_829_293).try_into();
/// assert!(time.is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRangeError {
    number: i64,
    unit: &'static str,
}

impl fmt::Display for TimeRangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { number, unit } = self;
        write!(f, "{number} {unit} since 1970 is out of the type's range")
    }
}

impl std::error::Error for TimeRangeError {}

/// Implements `TryFrom` for a type, with a function that returns `None` out of its range.
macro_rules! converts_to {
    ($target:ty, $($name:ident in $unit:literal by $convert:expr),+) => {
        $(impl TryFrom<$name> for $target {
            type Error = TimeRangeError;
            fn try_from(time: $name) -> Result<Self, TimeRangeError> {
                let convert: fn($name) -> Option<$target> = $convert;
                convert(time).ok_or(TimeRangeError { number: time.get(), unit: $unit })
            }
        })+
    };
}

converts_to!(
    SystemTime,
    UnixMillis in "ms" by UnixMillis::to_system_time,
    UnixSeconds in "s" by UnixSeconds::to_system_time
);

#[cfg(feature = "jiff")]
mod with_jiff {
    use super::{TimeRangeError, UnixMillis, UnixSeconds};
    use jiff::Timestamp;

    converts_to!(
        Timestamp,
        UnixMillis in "ms" by |time| Timestamp::from_millisecond(time.get()).ok(),
        UnixSeconds in "s" by |time| Timestamp::from_second(time.get()).ok()
    );

    /// Rounds down to the millisecond.
    impl From<Timestamp> for UnixMillis {
        fn from(time: Timestamp) -> Self {
            // The fraction has the sign of the time: dropping it would round up before 1970.
            let early = time.subsec_nanosecond() % 1_000_000 < 0;
            (time.as_millisecond() - i64::from(early)).into()
        }
    }

    /// Rounds down to the second.
    impl From<Timestamp> for UnixSeconds {
        fn from(time: Timestamp) -> Self {
            (time.as_second() - i64::from(time.subsec_nanosecond() < 0)).into()
        }
    }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use super::{TimeRangeError, UnixMillis, UnixSeconds};
    use chrono::{DateTime, TimeZone, Utc};

    converts_to!(
        DateTime<Utc>,
        UnixMillis in "ms" by |time| DateTime::from_timestamp_millis(time.get()),
        UnixSeconds in "s" by |time| DateTime::from_timestamp(time.get(), 0)
    );

    /// Rounds down to the millisecond.
    impl<Zone: TimeZone> From<DateTime<Zone>> for UnixMillis {
        fn from(time: DateTime<Zone>) -> Self {
            time.timestamp_millis().into()
        }
    }

    /// Rounds down to the second.
    impl<Zone: TimeZone> From<DateTime<Zone>> for UnixSeconds {
        fn from(time: DateTime<Zone>) -> Self {
            time.timestamp().into()
        }
    }
}
