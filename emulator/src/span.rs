//! Lengths of time as headers write them: `50s`, `1d10h30m`.

/// The longest period of a rate, in seconds: a week.
const LONGEST_PERIOD: u64 = 7 * 24 * 60 * 60;

/// The seconds of a length of time, each of whose parts has a number and a unit.
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
        // Every unit is one byte.
        rest = &rest[digits + 1..];
    }
    (!text.is_empty()).then_some(total)
}

/// The seconds of a rate's period: a length of time, or a plain number of seconds; from a second to a week.
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
    fn a_length_of_time_is_numbers_with_units() {
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
