//! What an error says: one line, without secrets.

use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_ENCODING;
use url::Url;

use super::{Error, Kind};
use crate::response::says_html;

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
            (Kind::Transport, Some(status)) => write!(f, "the answer {status} broke off")?,
            (Kind::Transport, None) => f.write_str(match self {
                e if e.is_connect() && e.0.sent_before => {
                    "no connection, an earlier attempt was sent"
                }
                e if e.is_connect() && e.is_timeout() => "no connection in time, nothing was sent",
                e if e.is_connect() => "no connection, nothing was sent",
                e if e.is_timeout() => "no answer in time, it may have been done",
                _ => "no answer, it may have been done",
            })?,
            (Kind::Decode, Some(status)) => write!(f, "the answer {status} cannot be understood")?,
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

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("operation", &self.0.operation)
            .field("attempts", &self.0.attempts)
            .field("status", &self.0.status)
            .field("message", &self.0.message.as_deref().map(OneLine))
            .field("body_bytes", &self.0.body.as_ref().map(Bytes::len))
            .field("display", &format_args!("{self}"))
            .finish_non_exhaustive()
    }
}

impl Error {
    /// The way out, where one is known.
    fn hint(&self) -> Option<&'static str> {
        if self.is_wrong_region() {
            return Some(
                "the token belongs to another region: set QSTASH_URL to that region's URL",
            );
        }
        // reqwest without TLS takes the scheme to be unknown.
        if self.is_connect()
            && self.0.url.as_ref().is_some_and(|url| url.scheme() == "https")
            && self.root_cause().is_some_and(|cause| cause.to_string().contains("scheme is not"))
        {
            return Some("there is no TLS: turn on the feature `rustls` or `native-tls`");
        }
        match (self.0.kind, self.0.status?.as_u16()) {
            (Kind::Status, 300..=399) => Some("redirects are not followed: check the base URL"),
            (Kind::Status, 401) => Some("check QSTASH_TOKEN: whole, and of this region"),
            (Kind::Status, 403) => Some("the token may be a read-only one"),
            (Kind::Status, 412) => {
                Some("the plan's quota is used up, and trying again does not help")
            }
            (Kind::Status, 429) => Some("send fewer requests, or later"),
            (Kind::Status, 500..=599) => Some("the service failed: try again later"),
            (Kind::Decode, _) if self.0.headers.as_ref().is_some_and(says_html) => {
                Some("it is from a web site and not from the service: check the base URL")
            }
            (Kind::Decode, _) if self.is_encoded() => {
                Some("it came compressed without being asked for: look at what is in between")
            }
            (Kind::Decode, _) => Some("it was most likely done: look before doing it again"),
            _ => None,
        }
    }

    /// Whether the answer's body has a `Content-Encoding`, which nobody asked for.
    fn is_encoded(&self) -> bool {
        let encoding = self.headers().and_then(|headers| headers.get(CONTENT_ENCODING));
        encoding.is_some_and(|encoding| encoding != "identity")
    }

    /// The innermost source, which says what happened where the outer ones say where.
    fn root_cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let mut cause = std::error::Error::source(self)?;
        while let Some(inner) = cause.source() {
            cause = inner;
        }
        Some(cause)
    }
}

/// An URL without the parts that may hold a token.
struct WithoutSecrets<'a>(&'a Url);

impl fmt::Display for WithoutSecrets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.0.origin().ascii_serialization();
        write!(f, "{origin}{}", self.0.path())
    }
}

/// A foreign text as part of one line, and not too much of it.
struct OneLine<'a>(&'a str);

impl fmt::Debug for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

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
