//! What a request can carry, and what it may select: pure checks, made before anything is
//! sent. Each says what is wrong and what to do instead.

use std::time::Duration;

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, PercentEncode, utf8_percent_encode};
use url::{Position, Url};

use crate::trigger::start;
use crate::{FlowControl, List, Redact, UnixMillis, UnixSeconds};

/// What a path segment cannot hold as it is. A URL parser takes a backslash for a slash.
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

/// The longest path and query, in bytes: load balancers refuse longer request lines, and so
/// do many servers.
pub(crate) const LONGEST_REQUEST_LINE: usize = 16 * 1024;

/// Encodes a path parameter as exactly one segment.
///
/// An empty one, `.` and `..` have no encoded form: a URL parser removes the segment, and the
/// request would go to another operation.
pub(crate) fn path_segment<'v>(setter: &str, value: &'v str) -> Result<PercentEncode<'v>, String> {
    match value {
        "" => Err(format!("{setter} is empty")),
        "." | ".." => Err(format!("{setter} is `{value}`, which no path can carry")),
        plain => Ok(utf8_percent_encode(plain, SEGMENT)),
    }
}

/// Checks a path parameter that is a URL and stays as it is, slashes and all.
pub(crate) fn url_in_path<'v>(setter: &str, value: &'v str) -> Result<&'v str, String> {
    let refuse = |why: &str| Err(format!("{setter} {why}"));
    let Ok(url) = Url::parse(value) else {
        return refuse("is not a valid URL");
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
    // Whatever else a URL parser would write differently.
    let path = format!("/{value}");
    if Url::parse(&format!("http://h{path}")).is_ok_and(|url| url.path() != path) {
        return refuse("has characters that a URL cannot hold: percent-encode them");
    }
    Ok(value)
}

/// Checks the path of a request that the document does not know: it stays on this host, and
/// goes where it says.
pub(crate) fn raw_path(path: &str) -> Result<(), String> {
    let refuse = |why: &str| Err(format!("the path {why}"));
    if !path.starts_with('/') || path.starts_with("//") {
        return refuse("does not begin with one `/`: give it without the host");
    }
    if path.contains(['?', '#']) {
        return refuse("has a query or a fragment: add parameters with .query(…)");
    }
    // A URL parser removes dot segments, and writes other characters in another way.
    match Url::parse(&format!("http://h{path}")) {
        Ok(url) if url.path() == path => Ok(()),
        _ => refuse("has a dot segment, or characters that a URL cannot hold: percent-encode them"),
    }
}

/// Converts a header's value.
pub(crate) fn header_value(what: &str, value: &str) -> Result<HeaderValue, String> {
    if is_trimmed_on_the_way(value) {
        return Err(format!("{what} begins or ends with white space, which no header can carry"));
    }
    HeaderValue::try_from(value)
        .map_err(|_| format!("{what} has a line break or another control character"))
}

/// Whether the receiver would read another value than this one.
pub(crate) fn is_trimmed_on_the_way(value: &str) -> bool {
    value.starts_with([' ', '\t']) || value.ends_with([' ', '\t'])
}

/// Checks the length of the request line; the error says how many values of its longest list
/// fit.
pub(crate) fn request_line(url: &Url) -> Result<(), String> {
    let length = url[Position::BeforePath..Position::AfterQuery].len();
    if length <= LONGEST_REQUEST_LINE {
        return Ok(());
    }
    let mut lists: Vec<(&str, Vec<usize>)> = Vec::new();
    for pair in url.query().unwrap_or_default().split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        // With the `&` in front.
        let bytes = pair.len() + 1;
        match lists.iter_mut().find(|(list, _)| *list == name) {
            Some((_, values)) => values.push(bytes),
            None => lists.push((name, vec![bytes])),
        }
    }
    let longest = lists.into_iter().max_by_key(|(_, values)| values.iter().sum::<usize>());
    let why = format!(
        "the path and query have {length} bytes, more than the {LONGEST_REQUEST_LINE} that a \
         request line can carry"
    );
    let Some((name, values)) = longest.filter(|(_, values)| values.len() > 1) else {
        return Err(format!("{why}: give shorter values"));
    };
    let rest = length - values.iter().sum::<usize>();
    let mut left = LONGEST_REQUEST_LINE.saturating_sub(rest);
    let fit = values.iter().take_while(|bytes| {
        let fits = **bytes <= left;
        left = left.saturating_sub(**bytes);
        fits
    });
    let (fit, given) = (fit.count(), values.len());
    Err(format!("{why}: {fit} of the {given} values of {name} fit, split them over several calls"))
}

/// A value of a parameter, in the form in which it is sent.
pub(crate) trait Parameter {
    /// Calls `send` with each value.
    fn each(&self, send: &mut dyn FnMut(&str));

    /// Whether the value arrives as what it is.
    fn check(&self, _setter: &str) -> Result<(), String> {
        Ok(())
    }

    /// The headers that it stands for, where `name` is that of the parameter.
    fn headers(&self, name: &str) -> Result<Vec<(String, String)>, String> {
        let mut values = Vec::new();
        self.each(&mut |value| values.push(value.to_owned()));
        Ok(vec![(name.to_owned(), values.join(","))])
    }
}

/// Types whose `Display` is the form in which they are sent.
macro_rules! displayed {
    ($($ty:ty),+) => {$(
        impl $crate::transport::validate::Parameter for $ty {
            fn each(&self, send: &mut dyn FnMut(&str)) {
                send(&self.to_string());
            }
        }
    )+};
}
displayed!(bool, i32, i64, u32, u64, f64, UnixMillis, UnixSeconds);

/// A delay, in whole seconds.
impl Parameter for Duration {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        send(&format!("{}s", self.as_secs()));
    }

    fn check(&self, _: &str) -> Result<(), String> {
        start::delay_value(*self).map(drop)
    }
}

impl Parameter for FlowControl {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        send(self.key());
    }

    fn check(&self, _: &str) -> Result<(), String> {
        self.value().map(drop)
    }

    fn headers(&self, name: &str) -> Result<Vec<(String, String)>, String> {
        let prefix = name.strip_suffix("Key").unwrap_or(name);
        Ok(vec![(name.into(), self.key().into()), (format!("{prefix}Value"), self.value()?)])
    }
}

impl Parameter for Redact {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        send(&self.value().unwrap_or_default());
    }

    fn check(&self, _: &str) -> Result<(), String> {
        self.value().map(drop)
    }
}

impl Parameter for String {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        send(self);
    }
}

/// A list that is not a named component.
impl<T: Parameter> Parameter for Vec<T> {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.each(send));
    }

    fn check(&self, setter: &str) -> Result<(), String> {
        without_commas(setter, self)
    }
}

impl<T: Parameter> Parameter for List<T> {
    fn each(&self, send: &mut dyn FnMut(&str)) {
        self.iter().for_each(|value| value.each(send));
    }

    fn check(&self, setter: &str) -> Result<(), String> {
        without_commas(setter, self)
    }
}

fn without_commas(setter: &str, list: &impl Parameter) -> Result<(), String> {
    check_each(list, |value| without_comma(setter, value)).map(drop)
}

/// Checks each value and returns their number.
fn check_each(
    parameter: &impl Parameter,
    check: impl Fn(&str) -> Result<(), String>,
) -> Result<usize, String> {
    let mut checked = Ok(0);
    parameter.each(&mut |value| {
        if let Ok(count) = checked {
            checked = check(value).map(|()| count + 1);
        }
    });
    checked
}

/// The service splits a value of a list at its commas.
fn without_comma(setter: &str, value: &str) -> Result<(), String> {
    match value.contains(',') {
        false => Ok(()),
        true => Err(format!(
            "{setter} has a value with a comma, where the service would split it: give each \
             value by itself"
        )),
    }
}

/// What a bulk operation acts on. With no selector at all, and with one that is empty, the
/// service would act on everything; beside ids it ignores the filters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Selection {
    ids: Option<&'static str>,
    filter: Option<&'static str>,
}

impl Selection {
    /// Notes the ids, which must not be empty.
    pub(crate) fn ids(&mut self, setter: &'static str, ids: &impl Parameter) -> Result<(), String> {
        self.ids = Some(setter);
        selects(setter, ids)
    }

    /// Notes a filter, which must not be empty.
    pub(crate) fn filter(
        &mut self,
        setter: &'static str,
        filter: &impl Parameter,
    ) -> Result<(), String> {
        self.filter = Some(setter);
        selects(setter, filter)
    }

    /// Whether exactly one of ids, filters and `all` is given.
    pub(crate) fn check(self, all: bool) -> Result<(), String> {
        match (self.ids, self.filter, all) {
            (None, None, false) => Err("nothing is selected: give ids or a filter, or call \
                                        .all() to act on everything"
                .into()),
            (Some(ids), Some(filter), _) => Err(format!(
                "both {ids} and {filter} are given, and the service ignores filters beside ids: \
                 give one of them"
            )),
            (Some(name), None, true) | (None, Some(name), true) => {
                Err(format!("both .all() and {name} are given: give one of them"))
            }
            _ => Ok(()),
        }
    }
}

/// Refuses a selector without a value, with an empty one, or with one that the service would
/// split.
pub(crate) fn selects(setter: &str, selector: &impl Parameter) -> Result<(), String> {
    let empty = || Err(format!("{setter} is empty, or one of its values is"));
    let values = check_each(selector, |value| match value.trim().is_empty() {
        true => empty(),
        false => without_comma(setter, value),
    })?;
    if values == 0 { empty() } else { Ok(()) }
}

#[cfg(test)]
#[path = "validate_tests.rs"]
mod tests;
