//! Times of the API: unix milliseconds, and in three places unix seconds. They are two types, so that
//! neither can be mistaken for the other.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize};

/// The end of the years that RFC 3339 can write.
const YEAR_10000: Duration = Duration::from_secs(253_402_300_800);

macro_rules! unix_time {
    ($(#[$meta:meta])* $name:ident, $from:ident, $to:ident, $per_second:literal, $format:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// Returns the number that is sent; negative before 1970.
            pub const fn get(self) -> i64 {
                self.0
            }

            /// Returns the time in UTC as RFC 3339 writes it, such as `2025-07-18T09:01:33Z`, or
            /// `None` before 1970 and after 9999.
            pub fn to_rfc3339(self) -> Option<String> {
                let number = u64::try_from(self.0).ok()?;
                let distance = Duration::$from(number);
                (distance < YEAR_10000)
                    .then(|| humantime::$format(UNIX_EPOCH + distance).to_string())
            }

            /// Converts to the standard library's type, or returns `None` if it is out of that
            /// type's range.
            pub fn to_system_time(self) -> Option<SystemTime> {
                let distance = Duration::$from(self.0.unsigned_abs());
                match self.0 {
                    0.. => UNIX_EPOCH.checked_add(distance),
                    _ => UNIX_EPOCH.checked_sub(distance),
                }
            }
        }

        impl From<i64> for $name {
            fn from(number: i64) -> Self {
                Self(number)
            }
        }

        impl From<$name> for i64 {
            fn from(time: $name) -> Self {
                time.0
            }
        }

        /// Shows the time as RFC 3339, or the number if it has no such form.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let time = self.to_rfc3339().unwrap_or_else(|| self.0.to_string());
                write!(f, concat!(stringify!($name), "({})"), time)
            }
        }

        /// Rounds down to the unit; a time out of range becomes the nearest in range.
        impl From<SystemTime> for $name {
            fn from(time: SystemTime) -> Self {
                let unit = Duration::from_secs(1) / $per_second;
                Self(match time.duration_since(UNIX_EPOCH) {
                    Ok(after) => i64::try_from(after.$to()).unwrap_or(i64::MAX),
                    Err(before) => {
                        let before = before.duration() + unit - Duration::from_nanos(1);
                        i64::try_from(before.$to()).map_or(i64::MIN, |n| -n)
                    }
                })
            }
        }

        /// Writes the number, as it is sent.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                text.parse().map(Self)
            }
        }

        /// Accepts the number, and the number as text: the service has sent both.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(NumberOrText).map(Self)
            }
        }
    };
}

unix_time!(
    /// A point in time in unix milliseconds.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use upstash_workflow::UnixMillis;
    ///
    /// let time = UnixMillis::from(1_752_829_293_531);
    /// let same = SystemTime::UNIX_EPOCH + Duration::from_millis(1_752_829_293_531);
    /// assert_eq!(time.to_system_time(), Some(same));
    /// assert_eq!(UnixMillis::from(same), time);
    /// assert_eq!(time.to_rfc3339().as_deref(), Some("2025-07-18T09:01:33.531Z"));
    /// assert_eq!(time.to_string(), "1752829293531");
    /// ```
    UnixMillis, from_millis, as_millis, 1000, format_rfc3339_millis
);

unix_time!(
    /// A point in time in unix seconds.
    ///
    /// ```
    /// use upstash_workflow::UnixSeconds;
    ///
    /// assert_eq!(UnixSeconds::from(1_752_829_293).get(), 1_752_829_293);
    /// ```
    UnixSeconds, from_secs, as_secs, 1, format_rfc3339_seconds
);

pub(crate) struct NumberOrText;

impl serde::de::Visitor<'_> for NumberOrText {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or one as text")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(E::custom)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<i64, E> {
        // From 2^53 on a float does not name one whole number.
        if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
            return Ok(number as i64);
        }
        Err(E::custom(format_args!("{number} is not a whole number")))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<i64, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{UnixMillis, UnixSeconds};
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn each_form_that_the_service_has_sent_is_decoded() {
        for form in ["1752829293531", "\"1752829293531\"", "1752829293531.0", "1.752829293531e12"] {
            let time: UnixMillis = serde_json::from_str(form).expect(form);
            assert_eq!(time.get(), 1_752_829_293_531, "{form}");
            assert_eq!(serde_json::to_string(&time).expect(form), "1752829293531");
        }
        for form in ["1.5", "\"soon\"", "null", "true", "1e300", "9223372036854775808"] {
            assert!(serde_json::from_str::<UnixMillis>(form).is_err(), "{form}");
        }
    }

    #[test]
    fn a_time_is_the_same_after_a_conversion_to_the_standard_library_and_back() {
        for number in [0, 1, -1, 1_752_829_293_531, -1_752_829_293_531] {
            let millis = UnixMillis::from(number);
            assert_eq!(millis.to_system_time().map(UnixMillis::from), Some(millis));
            let seconds = UnixSeconds::from(number);
            assert_eq!(seconds.to_system_time().map(UnixSeconds::from), Some(seconds));
        }
    }

    #[test]
    fn a_time_is_shown_as_rfc_3339_and_sent_as_a_number() {
        for (number, time) in [
            (0, Some("1970-01-01T00:00:00.000Z")),
            (1_752_829_293_531, Some("2025-07-18T09:01:33.531Z")),
            (951_782_400_000, Some("2000-02-29T00:00:00.000Z")),
            (253_402_300_799_999, Some("9999-12-31T23:59:59.999Z")),
            (253_402_300_800_000, None),
            (-1, None),
            (i64::MAX, None),
            (i64::MIN, None),
        ] {
            let millis = UnixMillis::from(number);
            assert_eq!(millis.to_rfc3339().as_deref(), time);
            assert_eq!(millis.to_string(), number.to_string());
            let shown = time.map_or(number.to_string(), str::to_owned);
            assert_eq!(format!("{millis:?}"), format!("UnixMillis({shown})"));
        }
        let seconds = UnixSeconds::from(1_752_829_293);
        assert_eq!(
            format!("{seconds:?} {seconds}"),
            "UnixSeconds(2025-07-18T09:01:33Z) 1752829293"
        );
        assert_eq!(
            UnixSeconds::from(253_402_300_799).to_rfc3339().map(|time| time.len()),
            Some(20)
        );
        assert_eq!(UnixSeconds::from(i64::MAX).to_rfc3339(), None);
    }

    #[test]
    fn a_time_between_two_units_is_rounded_down() {
        let half = Duration::from_micros(500);
        assert_eq!(UnixMillis::from(UNIX_EPOCH + half).get(), 0);
        assert_eq!(UnixMillis::from(UNIX_EPOCH - half).get(), -1);
        assert_eq!(UnixSeconds::from(UNIX_EPOCH - half).get(), -1);
    }
}
