//! Arguments for bodies, headers and limits.

use std::fmt;
use std::fs;
use std::io::{self, Read as _};
use std::time::Duration;

use upstash_workflow::FlowControl;

use crate::failure::Failure;
use crate::time;

/// The source of a body: the argument itself, a file (`@FILE`), or stdin (`-`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    Text(String),
    File(String),
    Stdin,
}

impl From<String> for Data {
    fn from(text: String) -> Self {
        match text.strip_prefix('@') {
            Some(file) => Self::File(file.to_owned()),
            None if text == "-" => Self::Stdin,
            None => Self::Text(text),
        }
    }
}

impl Data {
    /// Reads the bytes.
    pub(crate) fn read(self) -> Result<Vec<u8>, Failure> {
        match self {
            Self::Text(text) => Ok(text.into_bytes()),
            Self::File(path) => fs::read(&path).map_err(|error| {
                Failure::usage(format!("cannot read the file {path} of --data: {error}"))
            }),
            Self::Stdin => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                read.map_err(|error| {
                    Failure::usage(format!("cannot read the data from stdin: {error}"))
                })?;
                Ok(bytes)
            }
        }
    }
}

/// Returns the media type of a body: the given one, else JSON if it is valid JSON, else text.
///
/// A body that is declared as JSON or looks like JSON must be valid JSON.
pub(crate) fn media_type(body: &[u8], given: Option<&str>) -> Result<String, Failure> {
    let says_json = given.is_some_and(|given| given.to_ascii_lowercase().contains("json"));
    let looks_like_json = matches!(body.trim_ascii_start().first(), Some(b'{' | b'[' | b'"'));
    let json: Result<serde::de::IgnoredAny, _> = serde_json::from_slice(body);
    match (given, json) {
        (Some(given), Ok(_)) => Ok(given.to_owned()),
        (Some(given), Err(_)) if !says_json => Ok(given.to_owned()),
        (None, Ok(_)) => Ok("application/json".into()),
        (None, Err(_)) if !looks_like_json => Ok("text/plain".into()),
        (_, Err(error)) => Err(Failure::usage(format!(
            "the data is not JSON: {error}; for another kind of data add -H 'Content-Type: text/plain'"
        ))),
    }
}

/// Parses `NAME:VALUE`.
pub(crate) fn header(text: &str) -> Result<(String, String), String> {
    let form = || "give NAME:VALUE, such as 'X-Tenant: acme'".to_owned();
    let (name, value) = text.split_once(':').ok_or_else(form)?;
    let (name, value) = (name.trim(), value.trim());
    if name.is_empty() || name.contains(char::is_whitespace) {
        Err(form())
    } else {
        Ok((name.into(), value.into()))
    }
}

/// Limits shared by the runs with the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FlowLimits {
    pub(crate) key: String,
    parallelism: Option<u32>,
    rate: Option<u32>,
    period: Option<Duration>,
}

/// Parses `KEY:parallelism=2,rate=5,period=1m`.
pub(crate) fn flow_limits(text: &str) -> Result<FlowLimits, String> {
    const FORM: &str = "give KEY:parallelism=2,rate=5,period=1m, with parallelism or rate or both";
    let (key, limits) = text.split_once(':').ok_or(FORM)?;
    let mut parsed =
        FlowLimits { key: key.to_owned(), parallelism: None, rate: None, period: None };
    for limit in limits.split(',') {
        let (name, value) = limit.split_once('=').ok_or(FORM)?;
        let value = value.trim();
        let number = || value.parse::<u32>().ok().filter(|number| *number > 0).map(Some);
        match name.trim() {
            "parallelism" => parsed.parallelism = number().ok_or(FORM)?,
            "rate" => parsed.rate = number().ok_or(FORM)?,
            "period" => parsed.period = Some(time::parse_seconds(value)?),
            _ => return Err(FORM.into()),
        }
    }
    match (parsed.parallelism, parsed.rate) {
        (None, None) => Err(FORM.into()),
        _ if key.is_empty() => Err(FORM.into()),
        _ => Ok(parsed),
    }
}

/// The value of the API's flow-control header.
impl fmt::Display for FlowLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.parallelism.map(|most| format!("parallelism={most}")),
            self.rate.map(|most| format!("rate={most}")),
            self.period.map(|period| format!("period={}s", period.as_secs())),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }
}

impl From<FlowLimits> for FlowControl {
    fn from(limits: FlowLimits) -> Self {
        let mut control = Self::new(limits.key);
        if let Some(most) = limits.parallelism {
            control = control.parallelism(most);
        }
        if let Some(most) = limits.rate {
            control = control.rate(most);
        }
        if let Some(period) = limits.period {
            control = control.period(period);
        }
        control
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_the_argument_or_a_file_or_stdin() {
        assert_eq!(Data::from("hello".to_owned()), Data::Text("hello".into()));
        assert_eq!(Data::from("@order.json".to_owned()), Data::File("order.json".into()));
        assert_eq!(Data::from("-".to_owned()), Data::Stdin);
    }

    #[test]
    fn what_looks_like_json_has_to_be_json() {
        for (body, given, expected) in [
            (&b"{\"a\":1}"[..], None, Some("application/json")),
            (b"17", None, Some("application/json")),
            (b"hello", None, Some("text/plain")),
            (b"", None, Some("text/plain")),
            (b"{\"a\":", None, None),
            (b"{\"a\":", Some("text/x-template"), Some("text/x-template")),
            (b"hello", Some("application/json"), None),
            (b"[1]", Some("application/json"), Some("application/json")),
        ] {
            assert_eq!(media_type(body, given).ok().as_deref(), expected, "{body:?} {given:?}");
        }
    }

    #[test]
    fn limits_are_taken_in_the_documented_form_only() {
        let limits = flow_limits("orders:parallelism=2,rate=5, period=1m").expect("limits");
        assert_eq!(
            (limits.key.as_str(), limits.to_string().as_str()),
            ("orders", "parallelism=2, rate=5, period=60s")
        );
        for text in [
            "orders",
            "orders:",
            ":rate=1",
            "orders:rate",
            "orders:rate=0",
            "orders:speed=1",
            "orders:period=1m",
        ] {
            assert!(flow_limits(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_header_has_a_name_and_a_value() {
        assert_eq!(header("X-Tenant: a:b"), Ok(("X-Tenant".into(), "a:b".into())));
        for text in ["X-Tenant", ": x", "X Tenant: x"] {
            assert!(header(text).is_err(), "{text}");
        }
    }
}
