//! Errors of use, refused before anything is sent. The generated builders call
//! these; nothing here does IO.

#![allow(clippy::result_large_err, reason = "it is the generator's error, large or not")]

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, utf8_percent_encode};
use progenitor_client::Error;
use url::Url;

use crate::List;

/// What a segment of a path cannot have as it is. An URL parser takes a backslash for a
/// slash.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// The error of a call that is not to be sent.
pub(crate) fn refuse(operation: &str, why: impl std::fmt::Display) -> Error<()> {
    Error::InvalidRequest(format!("{operation}: {why}"))
}

/// A parameter's value, or the error of a call without one: it could not be converted, for
/// which there is a text, or it has to be there and is not.
pub(crate) fn given<T>(
    operation: &str,
    name: &str,
    value: Result<T, String>,
) -> Result<T, Error<()>> {
    value.map_err(|why| match why.as_str() {
        "" => refuse(operation, format_args!("{name} is missing: set it with .{name}(…)")),
        why => refuse(operation, why),
    })
}

/// The error of a request that reqwest could not put together.
pub(crate) fn unbuildable(operation: &str, error: reqwest::Error) -> Error<()> {
    use std::error::Error as _;
    match error.source() {
        Some(cause) => refuse(operation, cause),
        None => refuse(operation, error.without_url()),
    }
}

/// A path parameter as exactly one segment of the path.
///
/// An empty one, `.` and `..` have no encoded form: an URL parser takes the segment
/// away, and the request would go to another operation.
pub(crate) fn path_segment<'v>(
    operation: &str,
    name: &str,
    value: &'v str,
) -> Result<PercentEncode<'v>, Error<()>> {
    match value {
        "" => Err(refuse(operation, format_args!("{name} is empty"))),
        "." | ".." => {
            let why = format_args!("{name} is `{value}`, which no path can carry");
            Err(refuse(operation, why))
        }
        plain => Ok(utf8_percent_encode(plain, SEGMENT)),
    }
}

/// A path parameter that is an URL and stays as it is, slashes and all.
pub(crate) fn reserved_segment<'v>(
    operation: &str,
    name: &str,
    value: &'v str,
) -> Result<&'v str, Error<()>> {
    let refuse = |why: &str| Err(refuse(operation, format_args!("{name} {why}")));
    let Ok(url) = Url::parse(value) else {
        return refuse("is no URL");
    };
    if !matches!(url.scheme(), "http" | "https") || !value.contains("://") {
        return refuse("does not start with http:// or https://");
    }
    if value.contains(['?', '#']) {
        return refuse("has a query or a fragment and cannot go on the path: use a batch trigger");
    }
    let dots = |segment: &str| {
        matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
    };
    if value.contains('\\') || value.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return refuse("has a backslash or white space");
    }
    if value.split('/').any(dots) {
        return refuse("has a `.` or `..` in its path");
    }
    // Whatever else an URL parser would write differently.
    let path = format!("/{value}");
    if Url::parse(&format!("http://h{path}")).is_ok_and(|url| url.path() != path) {
        return refuse("has characters that no URL has: percent-encode them");
    }
    Ok(value)
}

/// A header's value, or why it is none.
pub(crate) fn header_value(
    operation: &str,
    name: &str,
    value: &impl ToString,
) -> Result<HeaderValue, Error<()>> {
    let value = value.to_string();
    if is_trimmed_on_the_way(&value) {
        let why = "begins or ends with white space, which no header can carry";
        return Err(refuse(operation, format_args!("{name} {why}")));
    }
    HeaderValue::try_from(value).map_err(|_| {
        refuse(operation, format_args!("{name} has a line break or another control character"))
    })
}

/// Whether whoever reads the header would read another value than this one.
pub(crate) fn is_trimmed_on_the_way(value: &str) -> bool {
    value.starts_with([' ', '\t']) || value.ends_with([' ', '\t'])
}

/// Refuses a bulk operation that does not say what it acts on: with no selector at
/// all, and with one that is empty, the service would act on everything.
pub(crate) fn selection(
    operation: &str,
    all: bool,
    selectors: &[(&str, &dyn Selector)],
) -> Result<(), Error<()>> {
    match (filled(operation, selectors)?, all) {
        (None, false) => Err(refuse(
            operation,
            "nothing is selected: give ids or a filter, or call .all() to act on everything",
        )),
        (Some(name), true) => {
            Err(refuse(operation, format_args!("both .all() and {name} are given")))
        }
        _ => Ok(()),
    }
}

/// One of the selectors that are given, if there is any. An empty one, which would
/// select everything, is refused.
pub(crate) fn filled<'a>(
    operation: &str,
    selectors: &[(&'a str, &dyn Selector)],
) -> Result<Option<&'a str>, Error<()>> {
    let mut given = None;
    for (name, selector) in selectors {
        match selector.state() {
            State::Absent => {}
            State::Empty => {
                return Err(refuse(
                    operation,
                    format_args!("{name} is empty, or one of its values is"),
                ));
            }
            State::Given => given = Some(*name),
        }
    }
    Ok(given)
}

/// A parameter of a builder, as the guard sees it.
pub(crate) trait Selector {
    fn state(&self) -> State;
}

pub(crate) enum State {
    Absent,
    Empty,
    Given,
}

impl<T: Selects> Selector for Result<Option<T>, String> {
    fn state(&self) -> State {
        match self {
            Ok(None) => State::Absent,
            Ok(Some(value)) if !value.selects() => State::Empty,
            // A value that could not be converted is reported by `send` itself.
            Ok(Some(_)) | Err(_) => State::Given,
        }
    }
}

/// A value that a filter can have.
pub(crate) trait Selects {
    /// Whether the value narrows a selection; an empty one is as good as none.
    fn selects(&self) -> bool {
        true
    }
}

impl Selects for i64 {}

impl Selects for str {
    /// The service takes several values in one text as well, and what it makes of a part
    /// that is empty is anybody's guess.
    fn selects(&self) -> bool {
        self.split(',').all(|part| !part.trim().is_empty())
    }
}

impl Selects for String {
    fn selects(&self) -> bool {
        self.as_str().selects()
    }
}

impl<T: Selects> Selects for List<T> {
    fn selects(&self) -> bool {
        self.as_ref().selects()
    }
}

impl<T: Selects> Selects for Vec<T> {
    fn selects(&self) -> bool {
        self.as_slice().selects()
    }
}

impl<T: Selects> Selects for [T] {
    fn selects(&self) -> bool {
        !self.is_empty() && self.iter().all(Selects::selects)
    }
}

#[cfg(test)]
#[path = "guard_tests.rs"]
mod tests;
