//! A token, and keeping it out of sight.

use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

/// A token of the service.
///
/// It is wiped from memory when its last clone is dropped, and neither `Debug` nor
/// anything else of this crate shows it.
#[derive(Clone)]
pub struct Token(Arc<SecretString>);

/// What is shorter is no token: it is part of many words, and is looked for in none.
const SHORTEST: usize = 8;

impl Token {
    /// The token itself. Keep it out of logs.
    pub fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }

    /// A foreign text in which the token, should it be repeated there, is not shown.
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

    /// Whether the token is repeated in a foreign text.
    pub(crate) fn is_in(&self, text: &[u8]) -> bool {
        // No form of it is shorter. Most of what is looked at is, for every answer.
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

    /// The token as a text may repeat it: as it is, and as it stands in a query.
    fn forms(&self) -> [Option<SecretString>; 2] {
        let plain = self.expose_secret();
        if plain.len() < SHORTEST {
            return [None, None];
        }
        let encoded: String = url::form_urlencoded::byte_serialize(plain.as_bytes()).collect();
        let differs = encoded != plain;
        [Some(plain.into()), differs.then(|| encoded.into())]
    }

    /// Whether the token can go into a header, or why not. Says nothing of the token.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        let text = self.expose_secret();
        if text.is_empty() {
            Err("is empty")
        } else if text.contains(['\r', '\n']) {
            Err("has a line break in it: copy it without one")
        } else if text.contains(char::is_whitespace) {
            Err("has white space in it: give the token alone, without `Bearer`")
        } else if !text.bytes().all(|b| b.is_ascii_graphic()) {
            Err("has characters that no token has")
        } else {
            Ok(())
        }
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
    fn a_token_that_no_header_can_carry_is_named_and_not_shown() {
        for (token, word) in [
            ("", "empty"),
            ("secret\n", "line break"),
            ("sec\r\nret", "line break"),
            ("Bearer secret", "`Bearer`"),
            ("secret\u{7f}", "characters"),
            ("sécret", "characters"),
        ] {
            let why = Token::from(token).check().expect_err(token);
            assert!(why.contains(word), "{why}");
            assert!(!why.contains("secret"), "{why}");
        }
        assert_eq!(Token::from("eyJVc2VySUQiOiJkIn0=").check(), Ok(()));
    }

    #[test]
    fn a_token_that_a_foreign_text_repeats_is_not_shown() {
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
        // No token is that short, and the letter is in every text.
        assert_eq!(Token::from("t").hide_in("not that".into()), "not that");
        assert!(!Token::from("t").is_in(b"not that"));
    }
}
