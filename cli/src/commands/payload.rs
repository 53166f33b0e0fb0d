//! Arguments for bodies, headers and limits.

use std::fs;
use std::io::{self, Read as _};

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

/// Parses `KEY:parallelism=2,rate=5,period=1m`.
pub(crate) fn flow_limits(text: &str) -> Result<FlowControl, String> {
    const FORM: &str = "give KEY:parallelism=2,rate=5,period=1m, with parallelism or rate or both";
    let (key, limits) = text.split_once(':').filter(|(key, _)| !key.is_empty()).ok_or(FORM)?;
    let mut control = FlowControl::new(key);
    let mut limited = false;
    for limit in limits.split(',') {
        let (name, value) = limit.split_once('=').ok_or(FORM)?;
        let value = value.trim();
        let number = value.parse::<u32>().ok().filter(|number| *number > 0);
        limited |= number.is_some();
        control = match name.trim() {
            "parallelism" => control.parallelism(number.ok_or(FORM)?),
            "rate" => control.rate(number.ok_or(FORM)?),
            "period" => control.period(time::parse_seconds(value)?),
            _ => return Err(FORM.into()),
        };
    }
    if limited { Ok(control) } else { Err(FORM.into()) }
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
        let limits = FlowControl::new("orders").parallelism(2).rate(5);
        let limits = limits.period(std::time::Duration::from_secs(60));
        assert_eq!(flow_limits("orders:parallelism=2,rate=5, period=1m"), Ok(limits));
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
