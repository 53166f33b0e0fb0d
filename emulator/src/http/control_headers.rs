//! The `Upstash-…` headers of a trigger, parsed one by one. The error for an invalid one names it.

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::http::api_error::ApiError;
use crate::state::backoff::RetryDelay;
use crate::state::clock::LATEST;
use crate::state::duration::{parse_period, parse_span};
use crate::state::headers::{self, Headers};
use crate::state::run_spec::{FlowControl, Limits, Rate};

/// The largest number of retries.
const MAX_RETRIES: u64 = 1_000_000;

/// The headers of a request, or of an entry of a batch.
#[derive(Debug)]
pub(crate) struct ControlHeaders(Vec<(String, String)>);

impl ControlHeaders {
    pub(crate) fn of_request(headers: &HeaderMap) -> Self {
        let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
        Self(headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect())
    }

    pub(crate) fn of_entry(
        headers: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ApiError> {
        let mut checked = Vec::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| invalid(&name, "is not a valid header name"))?;
            HeaderValue::from_str(&value)
                .map_err(|_| invalid(name.as_str(), "has an invalid value"))?;
            checked.push((name.as_str().to_owned(), value));
        }
        Ok(Self(checked))
    }

    /// Returns the value of a header. Refuses a header that is given twice.
    pub(crate) fn one(&self, name: &str) -> Result<Option<&str>, ApiError> {
        let mut values = self.0.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let first = values.next().map(|(_, value)| value.trim());
        match values.next() {
            None => Ok(first),
            Some(_) => Err(invalid(name, "is given more than once")),
        }
    }

    /// Returns the headers whose names have a prefix, without the prefix.
    pub(crate) fn forwarded(&self, prefix: &str) -> Headers {
        let mut forwarded = Headers::new();
        for (name, value) in &self.0 {
            if let Some(rest) = name.strip_prefix(prefix).filter(|rest| !rest.is_empty()) {
                headers::add(&mut forwarded, rest, value);
            }
        }
        forwarded
    }

    fn read<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, ApiError> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        let error = || invalid(name, format_args!("must be {expected}, not `{text}`"));
        parse(text).map(Some).ok_or_else(error)
    }

    pub(crate) fn parse<T: std::str::FromStr>(
        &self,
        name: &str,
        expected: &str,
    ) -> Result<Option<T>, ApiError> {
        self.read(name, expected, |text| text.parse().ok())
    }

    pub(crate) fn retries(&self, name: &str) -> Result<Option<u32>, ApiError> {
        let parse = |text: &str| {
            whole(text).filter(|&count| count <= MAX_RETRIES).and_then(|n| u32::try_from(n).ok())
        };
        self.read(name, "a whole number of retries", parse)
    }

    pub(crate) fn retry_delay(&self, name: &str) -> Result<Option<RetryDelay>, ApiError> {
        let Some(text) = self.one(name)? else {
            return Ok(None);
        };
        RetryDelay::parse(text).map(Some).map_err(|problem| invalid(name, problem))
    }

    /// Parses a delay, in seconds.
    pub(crate) fn delay(&self, name: &str) -> Result<Option<u64>, ApiError> {
        let parse = |text: &str| parse_span(text).filter(is_representable);
        self.read(name, "numbers with a unit each, such as `1d10h30m`, and not too far away", parse)
    }

    /// Parses a time in unix seconds.
    pub(crate) fn time(&self, name: &str) -> Result<Option<u64>, ApiError> {
        let parse = |text: &str| whole(text).filter(is_representable);
        self.read(name, "a time in unix seconds that is not too far away", parse)
    }

    pub(crate) fn labels(&self, name: &str) -> Result<Option<Vec<Box<str>>>, ApiError> {
        let parse = |text: &str| {
            let labels: Vec<Box<str>> = text.split(',').map(|one| one.trim().into()).collect();
            labels.iter().all(|label| is_key(label)).then_some(labels)
        };
        self.read(name, "labels of letters, digits, `_`, `.` and `-`", parse)
    }

    pub(crate) fn url(&self, name: &str) -> Result<Option<Box<str>>, ApiError> {
        self.read(name, "a URL with http:// or https://", |text| {
            is_web_url(text).then(|| text.into())
        })
    }

    pub(crate) fn flow(&self, key: &str, value: &str) -> Result<Option<FlowControl>, ApiError> {
        let name = self.read(key, "letters, digits, `_`, `.` and `-`", |text| {
            is_key(text).then(|| text.into())
        })?;
        let limits = self.limits(value)?;
        match (name, limits) {
            (Some(key), limits) => Ok(Some(FlowControl { key, limits })),
            (None, Some(_)) => {
                Err(invalid(value, format_args!("needs the header `{key}` beside it")))
            }
            (None, None) => Ok(None),
        }
    }

    pub(crate) fn limits(&self, name: &str) -> Result<Option<Limits>, ApiError> {
        self.read(name, "limits such as `parallelism=2, rate=5, period=1m`", parse_limits)
    }
}

fn invalid(name: &str, problem: impl std::fmt::Display) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, format!("header `{name}` {problem}"))
}

/// Parses a whole number. `parse` alone would accept a leading `+`.
fn whole(text: &str) -> Option<u64> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns whether a response can represent so many seconds in milliseconds.
fn is_representable(seconds: &u64) -> bool {
    *seconds <= LATEST / 1000
}

/// Returns whether a text is a valid label or flow-control key.
pub(crate) fn is_key(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    !text.is_empty() && text.bytes().all(allowed)
}

pub(crate) fn is_web_url(text: &str) -> bool {
    let scheme = ["http://", "https://"].iter().any(|scheme| text.starts_with(scheme));
    scheme && reqwest::Url::parse(text).is_ok_and(|url| url.has_host())
}

fn parse_limits(text: &str) -> Option<Limits> {
    let (mut parallelism, mut rate, mut period) = (None, None, None);
    for part in text.split(',') {
        let (name, value) = part.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        let limit = || u32::try_from(whole(value)?).ok().filter(|&limit| limit > 0);
        let slot = match name {
            "parallelism" => (&mut parallelism, limit()?),
            "rate" => (&mut rate, limit()?),
            "period" => (&mut period, parse_period(value)?),
            _ => return None,
        };
        if slot.0.replace(slot.1).is_some() {
            return None;
        }
    }
    // A period alone is not a limit.
    rate.or(parallelism)?;
    let rate = rate.map(|max| Rate { max, period_seconds: period.unwrap_or(1) });
    Some(Limits { parallelism, rate })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_come_in_any_order_and_parts_may_be_missing() {
        let limits = |parallelism, rate: Option<(u32, u32)>| {
            let rate = rate.map(|(max, period_seconds)| Rate { max, period_seconds });
            Some(Limits { parallelism, rate })
        };
        for (text, expected) in [
            ("parallelism=2, rate=5, period=1m", limits(Some(2), Some((5, 60)))),
            ("period=1m,rate=5,parallelism=2", limits(Some(2), Some((5, 60)))),
            (" parallelism = 2 ", limits(Some(2), None)),
            ("rate=5", limits(None, Some((5, 1)))),
            ("rate=5,period=7d", limits(None, Some((5, 604_800)))),
            ("", None),
            ("parallelism", None),
            ("parallelism=0", None),
            ("parallelism=-1", None),
            ("rate=1.5", None),
            ("rate=5,rate=6", None),
            ("rate=5,period=8d", None),
            ("speed=5", None),
            ("rate=5,", None),
            ("period=1m", None),
            ("parallelism=2,period=1m", limits(Some(2), None)),
        ] {
            assert_eq!(parse_limits(text), expected, "{text:?}");
        }
    }

    #[test]
    fn keys_and_urls_have_their_forms() {
        for (text, good) in [("orders", true), ("a_B.9-", true), ("", false), ("a b", false)] {
            assert_eq!(is_key(text), good, "{text:?}");
        }
        for (text, good) in [
            ("https://app.example.com/a?b=c", true),
            ("http://127.0.0.1:1", true),
            ("ftp://app.example.com", false),
            ("https%3A%2F%2Fapp.example.com", false),
            ("app.example.com", false),
            ("https://", false),
            ("", false),
        ] {
            assert_eq!(is_web_url(text), good, "{text:?}");
        }
    }

    #[test]
    fn a_control_header_given_twice_is_refused() {
        let mut headers = HeaderMap::new();
        headers.append("upstash-retries", HeaderValue::from_static("1"));
        let once = ControlHeaders::of_request(&headers).retries("Upstash-Retries");
        assert_eq!(once, Ok(Some(1)));
        headers.append("upstash-retries", HeaderValue::from_static("1"));
        let error =
            ControlHeaders::of_request(&headers).retries("Upstash-Retries").expect_err("twice");
        assert!(error.message().contains("Upstash-Retries"), "{error:?}");
    }
}
