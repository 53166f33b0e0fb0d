//! Redaction: hides the body or headers of a run in the logs and the DLQ.

use std::borrow::Cow;
use std::str::FromStr;

use sha2::{Digest, Sha256};

use crate::state::headers::Headers;

/// The fields of `Upstash-Redact-Fields`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Redact {
    body: bool,
    all_headers: bool,
    headers: Vec<Box<str>>,
}

impl Redact {
    /// Returns the body, redacted if it has to be.
    pub(crate) fn body<'a>(&self, body: &'a [u8]) -> Cow<'a, [u8]> {
        if self.body { hidden(body).into_bytes().into() } else { body.into() }
    }

    /// Returns the headers with their values redacted where they have to be.
    pub(crate) fn headers<'a>(&self, headers: &'a Headers) -> Cow<'a, Headers> {
        if !self.all_headers && self.headers.is_empty() {
            return Cow::Borrowed(headers);
        }
        let hide = |name: &str| {
            self.all_headers || self.headers.iter().any(|one| one.eq_ignore_ascii_case(name))
        };
        let mut shown = headers.clone();
        for (_, values) in shown.iter_mut().filter(|(name, _)| hide(name)) {
            for value in values {
                *value = hidden(value.as_bytes()).into();
            }
        }
        Cow::Owned(shown)
    }
}

/// A digest replaces the value, so that equal values can still be recognized.
fn hidden(value: &[u8]) -> String {
    let digest = Sha256::digest(value);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("REDACTED:{hex}")
}

/// The text has fields other than `body`, `header` and `header[Name]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvalidFields;

impl FromStr for Redact {
    type Err = InvalidFields;

    fn from_str(text: &str) -> Result<Self, InvalidFields> {
        let mut redact = Self::default();
        for part in text.split(',').map(str::trim) {
            match part {
                "body" => redact.body = true,
                "header" => redact.all_headers = true,
                _ => {
                    let name = part.strip_prefix("header[").and_then(|rest| rest.strip_suffix(']'));
                    let name = name.filter(|name| !name.is_empty()).ok_or(InvalidFields)?;
                    redact.headers.push(name.into());
                }
            }
        }
        Ok(redact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_hidden_and_nothing_else() {
        let headers = Headers::from([
            ("Authorization".into(), vec!["secret".into()]),
            ("X-Tenant".into(), vec!["acme".into()]),
        ]);
        for (text, body, authorization, tenant) in [
            ("body", false, true, true),
            ("header", true, false, false),
            ("header[authorization]", true, false, true),
            ("body, header[X-Tenant]", false, true, false),
        ] {
            let redact: Redact = text.parse().expect(text);
            assert_eq!(*redact.body(b"payload") == *b"payload", body, "{text}");
            let shown = redact.headers(&headers);
            assert_eq!(*shown["Authorization"][0] == *"secret", authorization, "{text}");
            assert_eq!(*shown["X-Tenant"][0] == *"acme", tenant, "{text}");
        }
        let nothing = Redact::default();
        assert_eq!((&*nothing.body(b"x"), &*nothing.headers(&headers)), (&b"x"[..], &headers));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        for text in ["", "bodies", "header[]", "header[a", "body,", "label"] {
            assert_eq!(text.parse::<Redact>(), Err(InvalidFields), "{text}");
        }
    }
}
