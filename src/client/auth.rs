//! Where tokens come from, and how a request carries them.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::header::AUTHORIZATION;
use secrecy::zeroize::Zeroizing;

use futures_core::future::BoxFuture;

use crate::{BoxError, Token};

/// How a request carries the token.
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
/// is good. When the service responds with 401, it is told so with
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
    /// Returns the token for the next attempt.
    ///
    /// The future has the timeout of an attempt, and no longer than until the deadline of the
    /// call. Then it is dropped, and the call fails with
    /// [`Error::is_timeout`](crate::Error::is_timeout).
    ///
    /// # Errors
    /// Any error of the provider. Nothing is sent, and the call fails with
    /// [`Error::is_configuration`](crate::Error::is_configuration) and this error as its source.
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send;

    /// Discards `token`, which the service refused. The default does nothing.
    ///
    /// The future has the same time as [`token`](Self::token). Then it is dropped, and the call
    /// fails with the service's response.
    fn invalidate(&self, token: &Token) -> impl Future<Output = ()> + Send {
        let _ = token;
        async {}
    }
}

/// Shares a provider among clients, or with its owner.
impl<P: TokenProvider> TokenProvider for Arc<P> {
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send {
        P::token(self)
    }

    fn invalidate(&self, token: &Token) -> impl Future<Output = ()> + Send {
        P::invalidate(self, token)
    }
}

/// [`TokenProvider`] as a dyn-compatible trait.
///
/// The timer is inside the boxed future, so that a call with a fixed token is not larger for it.
pub(crate) trait AnyProvider: Send + Sync {
    fn token(&self, limit: Limit) -> BoxFuture<'_, Result<Token, NoToken>>;
    fn invalidate<'a>(&'a self, token: &'a Token, limit: Limit) -> BoxFuture<'a, Option<()>>;
}

/// A timeout, or `None` for no limit.
type Limit = Option<Duration>;

impl<P: TokenProvider> AnyProvider for P {
    fn token(&self, limit: Limit) -> BoxFuture<'_, Result<Token, NoToken>> {
        Box::pin(async move {
            let token = in_time(limit, TokenProvider::token(self)).await;
            token.ok_or(NoToken::TooLate)?.map_err(NoToken::Failed)
        })
    }

    fn invalidate<'a>(&'a self, token: &'a Token, limit: Limit) -> BoxFuture<'a, Option<()>> {
        Box::pin(in_time(limit, TokenProvider::invalidate(self, token)))
    }
}

async fn in_time<T>(limit: Limit, future: impl Future<Output = T>) -> Option<T> {
    match limit {
        Some(limit) => tokio::time::timeout(limit, future).await.ok(),
        None => Some(future.await),
    }
}

/// Why an attempt has no token.
#[derive(Debug)]
pub(crate) enum NoToken {
    Failed(BoxError),
    TooLate,
}

/// Where a client's token comes from.
#[derive(Clone)]
pub(crate) enum TokenSource {
    Fixed(Credential),
    Provider(Arc<dyn AnyProvider>),
}

/// A token, ready for requests.
#[derive(Clone)]
pub(crate) struct Credential {
    token: Token,
    /// The header, made once for all attempts, or why no header can carry the token.
    bearer: Result<HeaderValue, &'static str>,
}

impl Credential {
    pub(crate) fn new(token: Token) -> Self {
        let bearer = token.check().map(|()| bearer(&token));
        Self { token, bearer }
    }

    pub(crate) fn token(&self) -> &Token {
        &self.token
    }

    /// Returns why the token cannot be sent, if it cannot. The error does not show the token.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        self.bearer.as_ref().map(drop).map_err(|why| *why)
    }
}

/// Makes the header for a checked token. All its clones share one buffer, which is wiped from
/// memory when the last of them is dropped.
fn bearer(token: &Token) -> HeaderValue {
    const SCHEME: &[u8] = b"Bearer ";
    let token = token.expose_secret().as_bytes();
    // At full capacity: a buffer that grows leaves a copy behind.
    let mut text = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    text.extend_from_slice(SCHEME);
    text.extend_from_slice(token);
    let value = HeaderValue::from_maybe_shared(Bytes::from_owner(text));
    let mut value = value.expect("a checked token is visible ASCII");
    value.set_sensitive(true);
    value
}

impl TokenSource {
    pub(crate) fn fixed(token: impl Into<Token>) -> Self {
        Self::Fixed(Credential::new(token.into()))
    }

    pub(crate) fn provider(provider: impl TokenProvider) -> Self {
        Self::Provider(Arc::new(provider))
    }

    /// Returns the checked token for one attempt. `limit` is the timeout of a provider.
    pub(crate) async fn credential(
        &self,
        limit: impl Fn() -> Limit,
    ) -> Result<Cow<'_, Credential>, NoToken> {
        let (credential, origin) = match self {
            // A builder's token was checked by `build`, so only this one can be invalid.
            Self::Fixed(credential) => (Cow::Borrowed(credential), "given with .with_token(…)"),
            Self::Provider(provider) => {
                let token = provider.token(limit()).await?;
                (Cow::Owned(Credential::new(token)), "of the TokenProvider")
            }
        };
        match credential.check() {
            Ok(()) => Ok(credential),
            Err(why) => Err(NoToken::Failed(format!("the token {origin} {why}").into())),
        }
    }

    /// Tells the provider that the service refused its token. Returns `None` if that timed out.
    pub(crate) async fn invalidate(&self, token: &Token, limit: Limit) -> Option<()> {
        match self {
            Self::Provider(provider) => provider.invalidate(token, limit).await,
            Self::Fixed(_) => Some(()),
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
