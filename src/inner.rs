//! What a client has beside its connection pool and base URL: the generated client's inner
//! value.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::auth::TokenSource;
use crate::limits::Limits;
use crate::{AuthScheme, RetryPolicy};

/// Cheap to clone, and without a secret in its `Debug`.
#[derive(Clone, Debug)]
pub(crate) struct Inner {
    pub(crate) token: Arc<TokenSource>,
    pub(crate) scheme: AuthScheme,
    /// The timeout of an attempt, unless the pool has one of its own that is not known.
    pub(crate) timeout: Option<Duration>,
    /// Whether the pool sees to that timeout itself, which costs less than to set it on
    /// each request.
    pub(crate) pool_has_timeout: bool,
    pub(crate) limits: Limits,
    pub(crate) retry: Arc<Retry>,
    /// The method that the caller called, if that is not the operation's.
    pub(crate) called: Option<&'static str>,
}

impl Inner {
    /// The timeout to set on an attempt of a call that was started then.
    pub(crate) fn time_limit(&self, started: Instant) -> Option<Duration> {
        match self.retry.policy.time_left(started.elapsed()) {
            Some(left) => Some(self.timeout.map_or(left, |timeout| timeout.min(left))),
            None => self.timeout.filter(|_| !self.pool_has_timeout),
        }
    }

    /// How long a source of tokens may take, for a call that was started then: as long as an
    /// attempt, no pool sees to that.
    pub(crate) fn time_for_a_token(&self, started: Instant) -> Option<Duration> {
        self.time_limit(started).or(self.timeout)
    }
}

/// The policy, and the source of its random waits, which all clones share.
#[derive(Debug)]
pub(crate) struct Retry {
    pub(crate) policy: RetryPolicy,
    random: Mutex<fastrand::Rng>,
}

impl Retry {
    pub(crate) fn new(policy: RetryPolicy) -> Self {
        let random = policy.seed.map_or_else(fastrand::Rng::new, fastrand::Rng::with_seed);
        Self { policy, random: Mutex::new(random) }
    }

    /// A random number from 0 to 1.
    pub(crate) fn jitter(&self) -> f64 {
        self.random.lock().unwrap_or_else(PoisonError::into_inner).f64()
    }
}
