//! What a client is made of.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use url::Url;

use crate::client::auth::TokenSource;
use crate::transport::limits::Limits;
use crate::{AuthScheme, RetryPolicy};

/// What all clones of a client share.
#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) base_url: Url,
    pub(crate) token: Arc<TokenSource>,
    pub(crate) scheme: AuthScheme,
    /// The timeout of an attempt, unless the pool is the caller's and has its own.
    pub(crate) timeout: Option<Duration>,
    /// Whether the pool enforces this timeout, which costs less than setting it on each
    /// request.
    pub(crate) pool_has_timeout: bool,
    pub(crate) limits: Limits,
    pub(crate) retry: RetryPolicy,
}

impl Inner {
    /// The timeout to set on an attempt of a call that started at `started`.
    pub(crate) fn time_limit(&self, started: Instant) -> Option<Duration> {
        match self.retry.time_left(started.elapsed()) {
            Some(left) => Some(self.timeout.map_or(left, |timeout| timeout.min(left))),
            None => self.timeout.filter(|_| !self.pool_has_timeout),
        }
    }

    /// The timeout of a token provider: that of an attempt, but no pool enforces it.
    pub(crate) fn time_for_a_token(&self, started: Instant) -> Option<Duration> {
        self.time_limit(started).or(self.timeout)
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url.as_str())
            .field("token", &self.token)
            .field("scheme", &self.scheme)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
