//! Making a [`Client`].

use std::env;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::auth::TokenSource;
use crate::base_url;
use crate::{AuthScheme, Client, Error, Token, TokenProvider};

const TOKEN: &str = "QSTASH_TOKEN";
const URL: &str = "QSTASH_URL";

/// How long one attempt may take, where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(30);
/// How long a connection may take to be made, where nothing else is said.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// What a client has beside its connection pool and base URL.
#[derive(Clone, Debug)]
pub(crate) struct Inner {
    pub(crate) token: Arc<TokenSource>,
    pub(crate) scheme: AuthScheme,
    /// The timeout of an attempt where the pool is the caller's own.
    pub(crate) timeout: Option<Duration>,
}

impl Client {
    /// A client set up by the environment: the token of `QSTASH_TOKEN`, and the base URL
    /// of `QSTASH_URL` or else the EU region's.
    ///
    /// # Errors
    /// [`Error::is_configuration`] if there is no token, or if a variable has a value
    /// that cannot be used. An empty variable counts as unset.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().build()
    }

    /// Starts to set up a client. What is not given is taken from the environment, as
    /// in [`from_env`](Self::from_env).
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

    /// The same client with another token, on the same connection pool.
    ///
    /// A token that cannot be sent is an error of each call made with it.
    #[must_use]
    pub fn with_token(&self, token: impl Into<Token>) -> Self {
        let mut client = self.clone();
        client.inner.token = Arc::new(TokenSource::Fixed(token.into()));
        client
    }
}

/// Sets up a [`Client`].
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ClientBuilder {
    token: Option<TokenSource>,
    base_url: Option<String>,
    plain_http: bool,
    scheme: AuthScheme,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    user_agent: Option<String>,
    http_client: Option<reqwest::Client>,
}

impl ClientBuilder {
    /// The token to send. It wins over `QSTASH_TOKEN`.
    pub fn token(mut self, token: impl Into<Token>) -> Self {
        self.token = Some(TokenSource::Fixed(token.into()));
        self
    }

    /// Where to get a token before each attempt, for one that changes.
    pub fn token_provider(mut self, provider: impl TokenProvider) -> Self {
        self.token = Some(TokenSource::provider(provider));
        self
    }

    /// Where the service is: scheme, host and port, with nothing behind. It wins over
    /// `QSTASH_URL`. The default is `https://qstash.upstash.io`, the EU region.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows a base URL with `http://` to a host that is not this machine. Whoever can
    /// read the traffic can then read the token.
    pub fn danger_allow_plain_http(mut self, allow: bool) -> Self {
        self.plain_http = allow;
        self
    }

    /// How the token goes on a request; a header is the default.
    pub fn auth_scheme(mut self, scheme: AuthScheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// How long one attempt may take, from its start to the end of the answer's body.
    /// The default is 30 s, or what [`http_client`](Self::http_client) was set up with.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long a connection may take to be made. The default is 5 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// What to send as `User-Agent`. The default names this crate and its version.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// The connection pool to use, set up by the caller, who should turn redirects off:
    /// following one would send a request that nobody asked for.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// [`Error::is_configuration`], saying what is wrong and the way out: no token, a
    /// token or user agent that no header can carry, a base URL that is none or has more
    /// than scheme, host and port, plain http to another machine, a setting of the
    /// connection pool together with [`http_client`](Self::http_client), or no crypto
    /// provider where the feature `rustls-no-provider` asks the program to install one.
    pub fn build(self) -> Result<Client, Error> {
        self.build_in(|variable| match env::var(variable) {
            Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => {
                Err(Error::configuration(format!("{variable} is not UTF-8")))
            }
        })
    }

    fn build_in(
        self,
        variable: impl Fn(&str) -> Result<Option<String>, Error>,
    ) -> Result<Client, Error> {
        let wrong = |what: &str, why: &str| Err(Error::configuration(format!("{what} {why}")));
        let (base_url, origin) = match self.base_url {
            Some(url) => (url, "the base URL"),
            None => match variable(URL)? {
                Some(url) => (base_url::normalize(&url).to_owned(), URL),
                None => (base_url::DEFAULT.to_owned(), "the default base URL"),
            },
        };
        let base_url = match base_url::check(&base_url, self.plain_http) {
            Ok(url) => url,
            Err(why) => return wrong(origin, &why),
        };
        let (token, origin) = match self.token {
            Some(token) => (token, "the token"),
            None => match variable(TOKEN)? {
                Some(token) => (TokenSource::Fixed(token.into()), TOKEN),
                None => {
                    return Err(Error::configuration(format!(
                        "there is no token: set {TOKEN}, or give one with .token(…) or \
                         .token_provider(…) (looked at {TOKEN}: unset or empty)"
                    )));
                }
            },
        };
        if let TokenSource::Fixed(fixed) = &token
            && let Err(why) = fixed.check()
        {
            return wrong(origin, why);
        }
        let own = self.http_client.is_some();
        if own && (self.connect_timeout.is_some() || self.user_agent.is_some()) {
            return wrong(
                "the connect timeout and the user agent",
                "belong to the connection pool: set them on the reqwest client that is given",
            );
        }
        let timeout = if own { self.timeout } else { None };
        if !own && !has_crypto_provider() {
            return wrong(
                "no crypto provider",
                "is installed, as the feature `rustls-no-provider` needs: call install_default() \
                 of one before making a client, or use the feature `rustls`",
            );
        }
        let http = match self.http_client {
            Some(client) => client,
            None => reqwest::Client::builder()
                // A redirect would take the request elsewhere, and make a GET of a POST.
                .redirect(reqwest::redirect::Policy::none())
                .timeout(self.timeout.unwrap_or(TIMEOUT))
                .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
                .user_agent(self.user_agent.unwrap_or_else(|| USER_AGENT.to_owned()))
                .build()
                .map_err(|e| {
                    let what = "the HTTP client cannot be made: look at the user agent and at TLS";
                    Error::configuration(what).with_source(e)
                })?,
        };
        let inner = Inner { token: Arc::new(token), scheme: self.scheme, timeout };
        Ok(Client { baseurl: base_url, client: http, inner })
    }
}

/// Whether reqwest finds the crypto provider without which it would panic.
fn has_crypto_provider() -> bool {
    #[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
    return rustls::crypto::CryptoProvider::get_default().is_some();
    #[cfg(not(all(feature = "rustls-no-provider", not(feature = "rustls"))))]
    true
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may have a password in it.
        f.debug_struct("ClientBuilder")
            .field("token", &self.token)
            .field("auth_scheme", &self.scheme)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(builder: ClientBuilder, environment: &[(&str, &str)]) -> Result<Client, Error> {
        builder.build_in(|name| {
            let found = environment.iter().find(|(key, value)| *key == name && !value.is_empty());
            Ok(found.map(|(_, value)| (*value).to_owned()))
        })
    }

    #[test]
    fn the_environment_fills_in_what_is_not_given() {
        let environment = [(TOKEN, "from-env"), (URL, "https://env.example.com/v2/publish/")];
        let client = build(Client::builder(), &environment).expect("a client");
        assert_eq!(client.baseurl, "https://env.example.com");

        let given = Client::builder().token("given").base_url("https://given.example.com");
        let client = build(given, &environment).expect("a client");
        assert_eq!(client.baseurl, "https://given.example.com");
        let TokenSource::Fixed(token) = &*client.inner.token else { panic!("not fixed") };
        assert_eq!(token.expose_secret(), "given");

        let client = build(Client::builder().token("given"), &[]).expect("a client");
        assert_eq!(client.baseurl, base_url::DEFAULT);
    }

    #[test]
    fn what_is_wrong_is_named_with_the_way_out() {
        for (environment, parts) in [
            (vec![], ["no token", "looked at QSTASH_TOKEN"]),
            (vec![(TOKEN, "")], ["no token", "set QSTASH_TOKEN"]),
            (vec![(TOKEN, "sec\nret")], ["QSTASH_TOKEN has a line break", "without"]),
            (vec![(TOKEN, "t"), (URL, "nowhere")], ["QSTASH_URL is no URL", "give one such as"]),
        ] {
            let error = build(Client::builder(), &environment).expect_err("an error");
            assert!(error.is_configuration() && !error.may_have_been_sent());
            for part in parts {
                assert!(error.to_string().contains(part), "{error}");
            }
        }
    }
}
