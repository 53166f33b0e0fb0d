//! Making a [`Client`].

pub(crate) mod auth;
pub(crate) mod base_url;
pub(crate) mod environment;
mod inner;
pub(crate) mod mistakes;
mod region;
mod token;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use auth::TokenSource;
pub use auth::{AuthScheme, TokenProvider};
use environment::{Environment, variable};
pub(crate) use inner::Inner;
pub use region::{ParseRegionError, Region};
pub use token::Token;

use crate::transport::limits::Limits;
use crate::{Client, Error, RetryPolicy};

/// The default timeout of one attempt.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The default timeout of connecting.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl Client {
    /// Creates a client from the environment.
    ///
    /// | variable | |
    /// |---|---|
    /// | `QSTASH_TOKEN` | the token |
    /// | `QSTASH_URL` | the base URL. Default: that of the region, or of the EU region |
    /// | `QSTASH_REGION` | `US_EAST_1` or `EU_CENTRAL_1`, in lower case or with hyphens too |
    /// | `US_EAST_1_QSTASH_TOKEN` and `US_EAST_1_QSTASH_URL`, the same for `EU_CENTRAL_1` | take precedence over the two above if `QSTASH_REGION` names the region and both are set |
    /// | `QSTASH_DEV` | `true` or `1`: the development server on this machine, with its published token, whatever else is set; `false` or `0`: not |
    /// | `QSTASH_DEV_PORT` | that server's port. Default: 8080 |
    ///
    /// # Errors
    /// [`Error::is_configuration`] without a token, or if a variable is invalid. An empty variable
    /// counts as unset.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Returns a builder. What is not set comes from the environment, as in
    /// [`from_env`](Self::from_env).
    ///
    /// ```
    /// use std::time::Duration;
    /// use upstash_workflow::Client;
    ///
    /// let client = Client::builder()
    ///     .token("secret")
    ///     .base_url("http://127.0.0.1:8080")
    ///     .timeout(Duration::from_secs(10))
    ///     .build()?;
    /// # Ok::<(), upstash_workflow::Error>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Returns the same client with another token. It shares the connection pool.
    ///
    /// If the token is invalid, each call made with it fails.
    #[must_use]
    pub fn with_token(&self, token: impl Into<Token>) -> Self {
        self.with(|inner| inner.token = Arc::new(TokenSource::fixed(token)))
    }

    /// Returns the base URL, such as `https://qstash.upstash.io`.
    pub fn base_url(&self) -> &str {
        self.inner.base_url.as_str().trim_end_matches('/')
    }

    /// Returns the same client without retries, for a caller that decides on them itself.
    pub(crate) fn without_retries(&self) -> Self {
        self.with(|inner| inner.retry = RetryPolicy::none())
    }

    fn with(&self, change: impl FnOnce(&mut Inner)) -> Self {
        let mut client = self.clone();
        change(Arc::make_mut(&mut client.inner));
        client
    }
}

/// Builds a [`Client`].
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    token: Option<TokenSource>,
    base_url: Option<String>,
    region: Option<Region>,
    plain_http: bool,
    scheme: AuthScheme,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    user_agent: Option<String>,
    max_response_bytes: Option<usize>,
    retry: RetryPolicy,
    http_client: Option<reqwest::Client>,
}

impl ClientBuilder {
    /// Sets the token. It takes precedence over `QSTASH_TOKEN`.
    pub fn token(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(TokenSource::fixed(token));
        self
    }

    /// Sets a source of tokens, which is asked before each attempt.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = Some(TokenSource::provider(provider));
        self
    }

    /// Sets the URL of the service: scheme, host and port, nothing else. It takes precedence over
    /// `QSTASH_URL`. Default: `https://qstash.upstash.io`, the EU region. With `http://` to this
    /// machine, the environment's proxies are not used.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the region of the service, in place of a base URL. It takes precedence over
    /// `QSTASH_REGION` and `QSTASH_URL`.
    pub fn region(mut self, region: Region) -> Self {
        self.region = Some(region);
        self
    }

    /// Sets whether the base URL may be `http://` to another machine. Anyone who can read the
    /// traffic can then read the token. The default is `false`.
    pub fn danger_allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// Sets how requests carry the token. Default: in a header.
    pub fn auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Sets the timeout of one attempt, from its start to the end of the response's body. Default:
    /// 30 s, or that of [`http_client`](Self::http_client), which has none unless it was set there. A
    /// [`TokenProvider`] has the same time once more, before the attempt.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the timeout of connecting. Default: 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how often and how fast failed attempts are retried. Default: [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the longest body of a response, in bytes. A longer one is an error and is not read to its
    /// end. A few bytes of JSON can decode to a much larger value, so a body is also an error if
    /// decoding it could take more memory than seven times this limit, or 8 MiB if that is more.
    /// Default: 64 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// Sets the `User-Agent`. Default: this crate and its version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the connection pool. Turn its redirects off: a redirect that is followed is a request that
    /// nobody asked for, has the token in its `Referer` with [`AuthScheme::Query`], and looks as if
    /// nothing had been sent if it fails.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`Error::is_configuration`], which names the error and the way out: no token, an invalid token
    /// or user agent, an invalid base URL or one with more than scheme, host and port, plain http to another machine, a setting of the
    /// connection pool together with [`http_client`](Self::http_client), or no crypto
    /// provider where the feature `rustls-no-provider` asks the program to install one.
    pub fn build(self) -> Result<Client, Error> {
        self.build_in(&Environment(variable))
    }

    fn build_in<V>(self, environment: &Environment<V>) -> Result<Client, Error>
    where
        V: Fn(&str) -> Result<Option<String>, Error>,
    {
        let wrong = |what: &str, why: &str| Err(Error::configuration(format!("{what} {why}")));
        let (base_url, origin) = match (self.base_url, self.region) {
            (Some(_), Some(_)) => {
                return wrong(".base_url(…) and .region(…)", "are both called: call one of them");
            }
            (Some(url), None) => (url, "the URL given with .base_url(…)".into()),
            (None, Some(region)) => (region.url().into(), ".region(…)".into()),
            (None, None) => environment.base_url()?,
        };
        let base_url = match base_url::check(&base_url, self.plain_http) {
            Ok(url) => url,
            Err(why) => return wrong(&origin, &why),
        };
        let (token, origin) = match self.token {
            Some(token) => (token, "the token given with .token(…)".into()),
            None => {
                let local = base_url::is_plain_loopback(&base_url);
                let (token, origin) = environment.token(self.region, local)?;
                (TokenSource::fixed(token), origin)
            }
        };
        if let TokenSource::Fixed(fixed) = &token
            && let Err(why) = fixed.check()
        {
            return wrong(&origin, why);
        }
        let own = self.http_client.is_some();
        if own && (self.connect_timeout.is_some() || self.user_agent.is_some()) {
            return wrong(
                "the connect timeout and the user agent",
                "belong to the connection pool: set them on the reqwest client that is given",
            );
        }
        let timeout = if own { self.timeout } else { self.timeout.or(Some(TIMEOUT)) };
        if !own && !has_crypto_provider() {
            return wrong(
                "no crypto provider",
                "is installed, as the feature `rustls-no-provider` needs: call install_default() \
                 of one before making a client, or use the feature `rustls`",
            );
        }
        let http = match self.http_client {
            Some(client) => client,
            None => {
                let mut pool = own_pool()
                    .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
                    .timeout(timeout.unwrap_or(TIMEOUT))
                    .user_agent(self.user_agent.unwrap_or_else(|| USER_AGENT.to_owned()));
                if base_url::is_plain_loopback(&base_url) {
                    pool = pool.no_proxy();
                }
                if base_url.scheme() == "http" {
                    pool = without_certificates(pool);
                }
                pool.build().map_err(no_pool)?
            }
        };
        let inner = Inner {
            http,
            base_url,
            token: Arc::new(token),
            scheme: self.scheme,
            timeout,
            pool_has_timeout: !own,
            limits: self.max_response_bytes.map(Limits::new).unwrap_or_default(),
            retry: self.retry,
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

/// Settings for the connection pool we create.
fn own_pool() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        // Other crates may turn on HTTP/2 in reqwest. Attempts and connections are tested with
        // HTTP/1 only.
        .http1_only()
        // A redirect would send the request elsewhere, and turn a POST into a GET.
        .redirect(reqwest::redirect::Policy::none())
}

/// Loads no CA certificates: plain http does not need them, and a machine may not have them.
fn without_certificates(pool: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls"))]
    return pool.tls_certs_only([]);
    #[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
    pool
}

fn no_pool(error: reqwest::Error) -> Error {
    let missing = format!("{error:?}").contains("No CA certificates");
    Error::configuration(match missing {
        true => {
            "there are no CA certificates on this machine, which https:// needs: install \
                 the package `ca-certificates`, or name a file of them in SSL_CERT_FILE"
        }
        false => "the HTTP client cannot be made: check the user agent and TLS",
    })
    .with_source(error)
}

/// Does reqwest find a crypto provider? It panics without one.
fn has_crypto_provider() -> bool {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    return rustls::crypto::CryptoProvider::get_default().is_some();
    #[cfg(not(all(feature = "rustls-no-provider", not(feature = "rustls"))))]
    true
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may contain a password.
        f.debug_struct("ClientBuilder")
            .field("token", &self.token)
            .field("auth_scheme", &self.scheme)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
