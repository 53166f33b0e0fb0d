//! Tokens: where they come from, how they are kept, and how they go on a request.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use http::HeaderValue;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret, SecretString};

use crate::{BoxError, BoxFuture};

/// A token of the service.
///
/// It is wiped from memory when its last clone is dropped, and neither `Debug` nor
/// anything else of this crate shows it.
#[derive(Clone)]
pub struct Token(Arc<SecretString>);

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
        let repeats = |form: SecretString| {
            let form = form.expose_secret().as_bytes();
            text.windows(form.len()).any(|part| part == form)
        };
        self.forms().into_iter().flatten().any(repeats)
    }

    /// The token as a text may repeat it: as it is, and as it stands in a query. What is
    /// too short for a token is part of many words, and is looked for in none.
    fn forms(&self) -> [Option<SecretString>; 2] {
        const SHORTEST: usize = 8;
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

/// How the token goes on a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AuthScheme {
    /// `Authorization: Bearer <token>`.
    #[default]
    Bearer,
    /// The query parameter `qstash_token`. Proxies and servers tend to log queries:
    /// prefer the header.
    Query,
}

/// A source of tokens, for a token that changes while the program runs.
///
/// It is asked before each attempt, so it should keep a token for as long as that
/// is good. When the service answers 401, it is told so with
/// [`invalidate`](Self::invalidate) and asked once more.
///
/// ```
/// use upstash_workflow::{BoxError, Client, Token, TokenProvider};
///
/// struct FromFile(std::path::PathBuf);
///
/// impl TokenProvider for FromFile {
///     async fn token(&self) -> Result<Token, BoxError> {
///         let text = std::fs::read_to_string(&self.0)?;
///         Ok(Token::from(text.trim()))
///     }
/// }
///
/// let client = Client::builder().token_provider(FromFile("/run/secrets/qstash".into())).build()?;
/// # Ok::<(), upstash_workflow::Error>(())
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// The token for the attempt that is about to be made.
    ///
    /// # Errors
    /// Whatever keeps it from having one. Nothing is sent then, and the call ends with
    /// [`Error::is_configuration`](crate::Error::is_configuration) and this as its source.
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send;

    /// The service refused `token`: do not give it again. Does nothing by default.
    fn invalidate(&self, token: &Token) -> impl Future<Output = ()> + Send {
        let _ = token;
        async {}
    }
}

/// For a provider that several clients have, or that its owner wants to keep.
impl<P: TokenProvider> TokenProvider for Arc<P> {
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send {
        P::token(self)
    }

    fn invalidate(&self, token: &Token) -> impl Future<Output = ()> + Send {
        P::invalidate(self, token)
    }
}

/// [`TokenProvider`] in the form that can stand behind a pointer.
pub(crate) trait AnyProvider: Send + Sync {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>>;
    fn invalidate<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, ()>;
}

impl<P: TokenProvider> AnyProvider for P {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(TokenProvider::token(self))
    }

    fn invalidate<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, ()> {
        Box::pin(TokenProvider::invalidate(self, token))
    }
}

/// Where a client's token comes from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Fixed(Credential),
    Provider(Arc<dyn AnyProvider>),
}

/// A token, ready to go on a request.
#[derive(Clone)]
pub(crate) struct Credential {
    token: Token,
    /// The header, made once for all attempts; or why no header can carry the token.
    bearer: Result<HeaderValue, &'static str>,
}

impl Credential {
    pub(crate) fn new(token: Token) -> Self {
        let bearer = token.check().map(|()| {
            let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose_secret()))
                .expect("a checked token is visible ASCII");
            value.set_sensitive(true);
            value
        });
        Self { token, bearer }
    }

    pub(crate) fn token(&self) -> &Token {
        &self.token
    }

    /// Whether the token can be sent, or why not. Says nothing of the token.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        self.bearer.as_ref().map(drop).map_err(|why| *why)
    }
}

impl TokenSource {
    pub(crate) fn fixed(token: impl Into<Token>) -> Self {
        Self::Fixed(Credential::new(token.into()))
    }

    pub(crate) fn provider(provider: impl TokenProvider) -> Self {
        Self::Provider(Arc::new(provider))
    }

    /// What one attempt shows, checked.
    pub(crate) async fn credential(&self) -> Result<Cow<'_, Credential>, BoxError> {
        let credential = match self {
            Self::Fixed(credential) => Cow::Borrowed(credential),
            Self::Provider(provider) => Cow::Owned(Credential::new(provider.token().await?)),
        };
        credential.check().map_err(|why| format!("the token {why}"))?;
        Ok(credential)
    }

    /// Tells the provider that the service refused its token.
    pub(crate) async fn invalidate(&self, token: &Token) {
        if let Self::Provider(provider) = self {
            provider.invalidate(token).await;
        }
    }

    pub(crate) fn may_change(&self) -> bool {
        matches!(self, Self::Provider(_))
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "Token([redacted])",
            Self::Provider(_) => "TokenProvider",
        })
    }
}

impl AuthScheme {
    /// Puts a checked token on a request, in place of one that may be there.
    pub(crate) fn apply(self, credential: &Credential, request: &mut reqwest::Request) {
        match self {
            Self::Bearer => {
                if let Ok(bearer) = &credential.bearer {
                    request.headers_mut().insert(AUTHORIZATION, bearer.clone());
                }
            }
            Self::Query => {
                let mut pairs = request.url_mut().query_pairs_mut();
                pairs.append_pair(QUERY_PARAMETER, credential.token.expose_secret());
            }
        }
    }
}

const QUERY_PARAMETER: &str = "qstash_token";

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
