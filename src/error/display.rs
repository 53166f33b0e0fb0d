//! What an error says: one line, without secrets.

use std::borrow::Cow;
use std::fmt;

use http::header::CONTENT_ENCODING;
use url::Url;

use super::{Error, Kind};
use crate::client::base_url::is_plain_loopback;
use crate::transport::says_html;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = &self.0.operation {
            write!(f, "{operation}")?;
            if let Some(url) = &self.0.url {
                write!(f, " at {}", WithoutSecrets(url))?;
            }
            f.write_str(": ")?;
        }
        match (self.0.kind, self.0.status) {
            (Kind::Transport, Some(status)) => write!(f, "the {status} response broke off")?,
            (Kind::Transport, None) if self.0.reads && !self.is_connect() => {
                f.write_str(if self.is_timeout() { "no response in time" } else { "no response" })?;
            }
            (Kind::Transport, None) => f.write_str(match self {
                e if e.is_connect() && e.0.sent_before => {
                    "no connection, an earlier attempt was sent"
                }
                e if e.is_connect() && e.is_timeout() => "no connection in time, nothing was sent",
                e if e.is_connect() => "no connection, nothing was sent",
                e if e.is_timeout() => "no response in time, it may have been done",
                _ => "no response, it may have been done",
            })?,
            (Kind::Decode, Some(status)) => write!(f, "could not decode the {status} response")?,
            (_, Some(status)) => write!(f, "{status}")?,
            (_, None) => {}
        }
        if let Some(message) = &self.0.message {
            let colon = if self.0.status.is_some() { ": " } else { "" };
            write!(f, "{colon}{}", OneLine(message))?;
        }
        if let Some(source) = self.root_cause() {
            write!(f, ": {}", OneLine(&source.to_string()))?;
        }
        if self.0.attempts > 1 && self.0.kind != Kind::TooLate {
            write!(f, ", after {} attempts", self.0.attempts)?;
        }
        if let Some(hint) = self.hint() {
            write!(f, " ({hint}")?;
            if let Some(wait) = self.0.retry_after {
                write!(f, "; the service asks for {} s", wait.as_secs())?;
            }
            f.write_str(")")?;
        }
        if let Some(note) = &self.0.note {
            write!(f, "; {note}")?;
        }
        Ok(())
    }
}

/// The sentence of `Display`, then the fields that are set.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self} [{:?}", self.0.kind)?;
        if let Some(attempts) = self.attempts() {
            write!(f, ", attempts: {attempts}")?;
        }
        if let Some(status) = self.0.status {
            write!(f, ", status: {}", status.as_u16())?;
        }
        if let Some(body) = &self.0.body {
            write!(f, ", body: {} bytes", body.len())?;
        }
        if let Some(wait) = self.0.retry_after {
            write!(f, ", retry_after: {wait:?}")?;
        }
        f.write_str("]")
    }
}

impl Error {
    /// How to fix it, where that is known.
    fn hint(&self) -> Option<&'static str> {
        if self.is_wrong_region() {
            return Some(
                "the token belongs to another region: set QSTASH_URL to that region's URL",
            );
        }
        if self.is_connect() {
            return self.connect_hint();
        }
        match (self.0.kind, self.0.status?.as_u16()) {
            (Kind::Status, 300..=399) => Some("redirects are not followed: check the base URL"),
            (Kind::Status, 401) => Some("check QSTASH_TOKEN: whole, and of this region"),
            (Kind::Status, 403) => Some("the token may be a read-only one"),
            (Kind::Status, 412) => Some("the plan's quota is used up, retrying does not help"),
            (Kind::Status, 413) => Some("the body is too long: send less, or split it"),
            (Kind::Status, 414) => Some("the URL is too long: give fewer values, or split them"),
            (Kind::Status, 431) => Some("the headers are too long: give fewer or shorter ones"),
            (Kind::Status, 429) => Some("send fewer requests, or later"),
            (Kind::Status, 500..=599) => Some("the service failed: retry later"),
            (Kind::Decode, _) if self.0.headers.as_ref().is_some_and(says_html) => {
                Some("it is from a web site and not from the service: check the base URL")
            }
            (Kind::Decode, _) if self.is_encoded() => {
                Some("it is compressed, which the request did not ask for: look at the proxies")
            }
            (Kind::Decode, _) if self.0.reads => None,
            (Kind::Decode, _) => Some("it was most likely done: look before you retry"),
            _ => None,
        }
    }

    /// How to fix a failed connection.
    fn connect_hint(&self) -> Option<&'static str> {
        let url = self.0.url.as_ref()?;
        if is_plain_loopback(url) && !self.is_timeout() {
            return Some(
                "nothing listens there: start a development server with `upstash-workflow dev`",
            );
        }
        let cause = self.root_cause()?.to_string();
        if url.scheme() != "https" {
            None
        } else if cause.contains("scheme is not") {
            // The error of reqwest without TLS.
            Some("there is no TLS: turn on the feature `rustls` or `native-tls`")
        } else {
            None
        }
    }

    /// Does the response have a `Content-Encoding`? No request asks for one.
    fn is_encoded(&self) -> bool {
        let encoding = self.headers().and_then(|headers| headers.get(CONTENT_ENCODING));
        encoding.is_some_and(|encoding| encoding != "identity")
    }

    /// The innermost source: it says what happened, the outer ones only say where.
    fn root_cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let mut cause = std::error::Error::source(self)?;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        Some(cause)
    }
}

impl Error {
    /// The value of OpenTelemetry's `error.type`: the status, or a word.
    pub(crate) fn type_name(&self) -> Cow<'static, str> {
        match (self.0.kind, self.0.status) {
            (Kind::Status, Some(status)) => status.as_str().to_owned().into(),
            (Kind::Transport, _) if self.is_timeout() => "timeout".into(),
            (Kind::Transport, _) if self.is_connect() => "connect".into(),
            (Kind::Transport | Kind::Status, _) => "transport".into(),
            (Kind::NotSent | Kind::TooLate, _) => "timeout".into(),
            (Kind::Configuration, _) => "configuration".into(),
            (Kind::InvalidRequest, _) => "invalid_request".into(),
            (Kind::Decode, _) => "decode".into(),
        }
    }
}

/// A URL without the parts that may hold a token.
struct WithoutSecrets<'a>(&'a Url);

impl fmt::Display for WithoutSecrets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.0.origin().ascii_serialization();
        write!(f, "{origin}{}", self.0.path())
    }
}

/// The beginning of a text that is not ours, on one line.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 300;
        for c in self.0.trim().chars().take(MOST) {
            write!(f, "{}", if c.is_control() { ' ' } else { c })?;
        }
        if self.0.trim().chars().nth(MOST).is_some() {
            f.write_str("…")?;
        }
        Ok(())
    }
}
