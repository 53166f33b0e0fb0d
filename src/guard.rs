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

/// The error of a parameter that has to be there: `why` it could not be converted, or
/// nothing where it was not given at all.
pub(crate) fn unusable(operation: &str, name: &str, why: String) -> Error<()> {
    match why.as_str() {
        "" => refuse(operation, format_args!("{name} is missing: set it with .{name}(…)")),
        why => refuse(operation, why),
    }
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

impl Selects for String {
    fn selects(&self) -> bool {
        !self.is_empty()
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
mod tests {
    use super::*;

    #[test]
    fn a_path_parameter_is_one_segment_or_refused() {
        for (value, segment) in [
            ("1752829295505-0", Some("1752829295505-0")),
            ("a/b", Some("a%2Fb")),
            ("a\\b", Some("a%5Cb")),
            ("%2e%2e", Some("%252e%252e")),
            ("?#", Some("%3F%23")),
            ("...", Some("...")),
            ("é\n", Some("%C3%A9%0A")),
            ("", None),
            (".", None),
            ("..", None),
        ] {
            let made = path_segment("op", "id", value).ok().map(|made| made.to_string());
            assert_eq!(made.as_deref(), segment, "{value:?}");
            if let Some(made) = made {
                let url = format!("http://h/v2/{made}/x");
                let url = Url::parse(&url).expect("an URL");
                assert_eq!(url.path(), format!("/v2/{made}/x"), "{value:?}");
            }
        }
    }

    #[test]
    fn an_url_goes_on_the_path_as_it_is_or_is_refused() {
        for (value, taken) in [
            ("https://app.example.com/api/workflow", true),
            ("http://127.0.0.1:3000", true),
            ("https://app.example.com/a%2Fb/", true),
            ("https://app.example.com/x?y=1", false),
            ("https://app.example.com/x#y", false),
            ("https://app.example.com/../x", false),
            ("https://app.example.com/%2E%2e/x", false),
            ("https://app.example.com\\x", false),
            ("https://app.example.com/a b", false),
            ("https://app.example.com/größe", false),
            ("https://app.example.com/{a}", false),
            ("ftp://app.example.com", false),
            ("https:app.example.com", false),
            ("app.example.com", false),
            ("", false),
        ] {
            let made = reserved_segment("op", "url", value).ok();
            assert_eq!(made, taken.then_some(value), "{value:?}");
        }
    }

    #[test]
    fn a_header_value_that_would_not_arrive_as_it_is_is_refused() {
        let value = |text: &str| header_value("op", "Upstash-Label", &text);
        assert_eq!(value("a,b").expect("a value"), "a,b");
        assert_eq!(value("").expect("a value"), "");
        assert_eq!(value("a b\tc").expect("a value"), "a b\tc");
        for bad in ["a\nb", "a\r", "\0", " a", "a ", "\ta", "a\t", " "] {
            let error = value(bad).expect_err(bad).to_string();
            assert!(error.contains("op: Upstash-Label"), "{error}");
        }
    }

    #[test]
    fn a_bulk_operation_selects_something_or_says_all() {
        type Value = Result<Option<List<String>>, String>;
        let list = |values: &[&str]| Value::Ok(Some(List::from(values)));
        let none = Value::Ok(None);
        let cases: &[(&Value, &Value, bool, bool)] = &[
            (&none, &none, false, false),
            (&none, &none, true, true),
            (&list(&["1-0"]), &none, false, true),
            (&none, &list(&["orders"]), false, true),
            (&list(&[]), &none, false, false),
            (&list(&[]), &none, true, false),
            (&list(&[]), &list(&["orders"]), false, false),
            (&list(&["1-0", ""]), &none, false, false),
            (&list(&["1-0"]), &none, true, false),
        ];
        for (ids, label, all, allowed) in cases {
            let selectors: [(&str, &dyn Selector); 2] = [("dlq_ids", *ids), ("label", *label)];
            let outcome = selection("op", *all, &selectors);
            assert_eq!(outcome.is_ok(), *allowed, "{ids:?} {label:?} all: {all}");
        }
    }
}
