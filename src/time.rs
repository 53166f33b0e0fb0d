//! Points in time as the API writes them: unix milliseconds, and in three places unix
//! seconds. The two are different types, so that neither can be taken for the other.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize};

macro_rules! unix_time {
    ($(#[$meta:meta])* $name:ident, $from:ident, $to:ident, $per_second:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(i64);

        impl $name {
            /// The number that goes over the wire; negative before 1970.
            pub const fn get(self) -> i64 {
                self.0
            }

            /// The same point in time for the standard library, or `None` where it is
            /// out of that type's range.
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

        /// Takes the number, and the number as a text: the service has sent both.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(NumberOrText).map(Self)
            }
        }

        impl crate::guard::Selects for $name {}
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
    /// ```
    UnixMillis, from_millis, as_millis, 1000
);

unix_time!(
    /// A point in time in unix seconds.
    ///
    /// ```
    /// use upstash_workflow::UnixSeconds;
    ///
    /// assert_eq!(UnixSeconds::from(1_752_829_293).get(), 1_752_829_293);
    /// ```
    UnixSeconds, from_secs, as_secs, 1
);

pub(crate) struct NumberOrText;

impl serde::de::Visitor<'_> for NumberOrText {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, or one as a text")
    }

    fn visit_i64<E>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(E::custom)
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<i64, E> {
        // Beyond 2^53 a float no longer names one whole number.
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
    fn each_form_that_the_service_has_sent_decodes() {
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
    fn a_time_survives_the_way_through_the_standard_library() {
        for number in [0, 1, -1, 1_752_829_293_531, -1_752_829_293_531] {
            let millis = UnixMillis::from(number);
            assert_eq!(millis.to_system_time().map(UnixMillis::from), Some(millis));
            let seconds = UnixSeconds::from(number);
            assert_eq!(seconds.to_system_time().map(UnixSeconds::from), Some(seconds));
        }
    }

    #[test]
    fn a_time_between_two_units_is_rounded_down() {
        let half = Duration::from_micros(500);
        assert_eq!(UnixMillis::from(UNIX_EPOCH + half).get(), 0);
        assert_eq!(UnixMillis::from(UNIX_EPOCH - half).get(), -1);
        assert_eq!(UnixSeconds::from(UNIX_EPOCH - half).get(), -1);
    }
}
