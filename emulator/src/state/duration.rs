//! Durations as headers write them: `50s`, `1d10h30m`.

/// The longest period of a rate, in seconds: a week.
const LONGEST_PERIOD: u64 = 7 * 24 * 60 * 60;

/// Parses a duration whose parts have a number and a unit each, into seconds.
pub(crate) fn parse_span(text: &str) -> Option<u64> {
    let mut rest = text;
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest[..digits].parse().ok()?;
        let unit = match rest[digits..].chars().next()? {
            's' => 1,
            'm' => 60,
            'h' => 60 * 60,
            'd' => 24 * 60 * 60,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        // Each unit is one byte.
        rest = &rest[digits + 1..];
    }
    (!text.is_empty()).then_some(total)
}

/// Parses a duration as receivers write it into milliseconds: `6m5s`, `7.66s`, `20ms`, or a plain number of seconds.
pub(crate) fn parse_duration_ms(text: &str) -> Option<u64> {
    let plain = text.parse().ok().filter(|seconds: &f64| seconds.is_finite());
    let mut milliseconds = plain.unwrap_or_default() * 1000.0;
    let mut rest = if plain.is_some() { "" } else { text };
    while !rest.is_empty() {
        let end_of_number = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let (number, after) = rest.split_at(end_of_number);
        let end_of_unit = after.find(|c: char| c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end_of_unit);
        let factor = match unit {
            "ns" => 1e-6,
            "us" | "\u{b5}s" | "\u{3bc}s" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            "m" => 60e3,
            "h" => 3600e3,
            _ => return None,
        };
        milliseconds += number.parse::<f64>().ok()? * factor;
        rest = after;
    }
    let fits = !text.is_empty() && (0.0..1e15).contains(&milliseconds);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it fits")]
    fits.then(|| milliseconds.ceil() as u64)
}

/// Parses the period of a rate into seconds: a duration or a plain number of seconds, from a second to a week.
pub(crate) fn parse_period(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if plain { text.parse().ok()? } else { parse_span(text)? };
    let fits = (1..=LONGEST_PERIOD).contains(&seconds);
    u32::try_from(seconds).ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_numbers_with_units() {
        for (text, expected) in [
            ("50s", Some(50)),
            ("0s", Some(0)),
            ("2m", Some(120)),
            ("1h", Some(3600)),
            ("1d10h30m", Some(86_400 + 36_000 + 1800)),
            ("", None),
            ("50", None),
            ("s", None),
            ("1x", None),
            ("1s ", None),
            (" 1s", None),
            ("-1s", None),
            ("+1s", None),
            ("1.5h", None),
            ("1s5", None),
            ("1\u{20ac}", None),
            ("99999999999999999999s", None),
            ("999999999999999999d", None),
        ] {
            assert_eq!(parse_span(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_receiver_writes_seconds_or_numbers_with_units() {
        for (text, expected) in [
            ("2", Some(2000)),
            ("1.5", Some(1500)),
            ("6m5s", Some(365_000)),
            ("7.66s", Some(7660)),
            ("1h", Some(3_600_000)),
            ("20ms", Some(20)),
            ("1us", Some(1)),
            ("1\u{b5}s", Some(1)),
            ("5ns", Some(1)),
            ("0s", Some(0)),
            ("", None),
            ("-1", None),
            ("-1s", None),
            ("inf", None),
            ("NaN", None),
            ("1d", None),
            ("1.2.3s", None),
            (".s", None),
            ("s", None),
            ("5m3", None),
            ("1e300", None),
        ] {
            assert_eq!(parse_duration_ms(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_period_is_between_a_second_and_a_week() {
        for (text, expected) in [
            ("1m", Some(60)),
            ("60", Some(60)),
            ("7d", Some(604_800)),
            ("7d1s", None),
            ("0", None),
            ("0s", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(parse_period(text), expected, "{text:?}");
        }
    }
}
