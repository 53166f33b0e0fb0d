//! A token that is never shown.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use super::mistakes;

/// A token of the service.
///
/// It is wiped from memory when its last clone is dropped. Neither `Debug` nor anything else in
/// this crate shows it.
#[derive(Clone)]
pub struct Token(Arc<SecretString>);

/// A shorter token is not redacted: many words contain it.
const SHORTEST: usize = 8;

impl Token {
    /// Returns the token itself. Keep it out of logs.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// Redacts the token in a text that may repeat it.
    pub(crate) fn hide_in(&self, text: String) -> String {
        let mut text = text;
        for form in self.forms().into_iter().flatten() {
            let form = form.expose_secret();
            if text.contains(form) {
                text = text.replace(form, "[redacted]");
            }
        }
        text
    }

    /// Does the text repeat the token?
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        // Skip most header values: no form of the token is shorter than the token.
        let length = self.expose_secret().len();
        if length < SHORTEST || text.len() < length {
            return false;
        }
        let repeats = |form: SecretString| {
            let form = form.expose_secret().as_bytes();
            text.windows(form.len()).any(|part| part == form)
        };
        self.forms().into_iter().flatten().any(repeats)
    }

    /// The token as a text may repeat it: as it is, and percent-encoded as in a query.
    fn forms(&self) -> [Option<SecretString>; 2] {
        let plain = self.expose_secret();
        if plain.len() < SHORTEST {
            return [None, None];
        }
        let encoded: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
        let differs = encoded != plain;
        [Some(plain.into()), differs.then(|| encoded.into())]
    }

    /// Checks for an invalid token. The error does not show it.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        mistakes::check_secret(self.expose_secret())
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        SecretString::from(token).into()
    }
}

impl From<String> for Token {
    fn from(token: String) -> Self {
        SecretString::from(token).into()
    }
}

impl From<&String> for Token {
    fn from(token: &String) -> Self {
        token.as_str().into()
    }
}

impl From<SecretString> for Token {
    fn from(token: SecretString) -> Self {
        Self(Arc::new(token))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_that_a_text_repeats_is_redacted() {
        let token = Token::from("secret/+==");
        for (text, hidden) in [
            ("no such user", "no such user"),
            ("bad secret/+==!", "bad [redacted]!"),
            ("?t=secret%2F%2B%3D%3D&t=secret/+==", "?t=[redacted]&t=[redacted]"),
            ("secret", "secret"),
        ] {
            assert_eq!(token.hide_in(text.into()), hidden);
            assert_eq!(token.is_in(text.as_bytes()), text != hidden, "{text}");
        }
        // Too short: the letter is in every text.
        assert_eq!(Token::from("t").hide_in("not that".into()), "not that");
        assert!(!Token::from("t").is_in(b"not that"));
    }
}
