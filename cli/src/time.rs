//! Times and durations: as they are typed, and as they are shown.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use upstash_workflow::{UnixMillis, UnixSeconds};

const FORMS: &str =
    "give 2026-11-25T09:00:00Z, 2026-11-25, unix milliseconds, or how long ago: 2h, 3d";

/// Parses a point in time: RFC 3339, a date or a time without a zone (local), unix milliseconds, or how long ago.
pub(crate) fn parse_point(text: &str) -> Result<UnixMillis, String> {
    let now = Timestamp::now();
    point(text, now, &TimeZone::system()).ok_or_else(|| format!("it is not a time: {FORMS}"))
}

fn point(text: &str, now: Timestamp, zone: &TimeZone) -> Option<UnixMillis> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<UnixMillis>().ok();
    }
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(millis(time));
    }
    let local = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from));
    if let Ok(local) = local {
        return zone.to_timestamp(local).ok().map(millis);
    }
    let ago = humantime::parse_duration(text).ok()?;
    now.checked_sub(ago).ok().map(millis)
}

fn millis(time: Timestamp) -> UnixMillis {
    time.as_millisecond().into()
}

/// Parses how long something takes, such as `90s`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map_err(|_| "give a number and a unit: 500ms, 90s, 5m, 2h, 3d".into())
}

/// The same for what cannot take no time at all.
pub(crate) fn parse_timeout(text: &str) -> Result<Duration, String> {
    match parse_duration(text)? {
        Duration::ZERO => Err("it must be more than 0: give 90s, 5m".into()),
        time => Ok(time),
    }
}

/// The same for what the service counts in seconds.
pub(crate) fn parse_seconds(text: &str) -> Result<Duration, String> {
    match parse_duration(text)? {
        time if time.subsec_nanos() == 0 => Ok(time),
        _ => Err("the service counts whole seconds: give 90s, 5m, 2h".into()),
    }
}

/// Returns a time as RFC 3339 in UTC, to say which time a filter means.
pub(crate) fn exact(time: UnixMillis) -> String {
    timestamp(time).map_or_else(|| time.to_string(), |time| time.to_string())
}

/// Returns a time for a table: local time and age, or the age alone.
pub(crate) fn short(time: Option<UnixMillis>, wide: bool) -> String {
    let both = show(time, "%m-%d %H:%M", "");
    match both.split_once('(') {
        Some((_, age)) if !wide => age.trim_end_matches(')').to_owned(),
        _ => both,
    }
}

/// Returns a time for a page about one thing: local time in full, and age.
pub(crate) fn long(time: Option<UnixMillis>) -> String {
    show(time, "%Y-%m-%d %H:%M:%S %Z", " ago")
}

/// The same for a time in seconds.
pub(crate) fn long_seconds(time: Option<UnixSeconds>) -> String {
    long(time.map(|time| time.get().saturating_mul(1000).into()))
}

fn show(time: Option<UnixMillis>, format: &str, ago: &str) -> String {
    let Some(time) = time else { return String::new() };
    let Some(stamp) = timestamp(time) else { return time.to_string() };
    let local = stamp.to_zoned_datetime(TimeZone::system()).strftime(format);
    let age = Timestamp::now().as_second() - stamp.as_second();
    match u64::try_from(age) {
        Ok(age) => format!("{local} ({}{ago})", rough(age)),
        Err(_) => format!("{local} (in {})", rough(age.unsigned_abs())),
    }
}

/// Returns a duration in its largest unit.
fn rough(seconds: u64) -> String {
    match seconds {
        0..120 => format!("{seconds}s"),
        120..7200 => format!("{}m", seconds / 60),
        7200..172_800 => format!("{}h", seconds / 3600),
        _ => format!("{}d", seconds / 86_400),
    }
}

fn timestamp(time: UnixMillis) -> Option<Timestamp> {
    Timestamp::from_millisecond(time.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_in_time_is_taken_in_each_form_or_refused() {
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().expect("a time");
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        for (text, expected) in [
            ("2026-11-25T09:00:00Z", Some("2026-11-25T09:00:00Z")),
            ("2026-11-25T09:00:00+01:00", Some("2026-11-25T08:00:00Z")),
            ("2026-11-25", Some("2026-11-24T22:00:00Z")),
            ("2026-11-25 09:00", Some("2026-11-25T07:00:00Z")),
            ("1764061200000", Some("2025-11-25T09:00:00Z")),
            ("2h", Some("2026-11-25T10:00:00Z")),
            ("3d", Some("2026-11-22T12:00:00Z")),
            ("1h 30m", Some("2026-11-25T10:30:00Z")),
            ("yesterday", None),
            ("", None),
            ("-1h", None),
            ("2026-13-01", None),
            ("99999999999999999999", None),
        ] {
            let found = point(text, now, &zone).map(exact);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_age_is_shown_in_its_largest_unit() {
        for (seconds, shown) in
            [(0, "0s"), (119, "119s"), (120, "2m"), (7200, "2h"), (200_000, "2d")]
        {
            assert_eq!(rough(seconds), shown);
        }
    }
}
