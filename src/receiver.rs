//! Verifies and decodes what the service sends to an endpoint.

mod check;
mod delivery;
mod environment;
mod failure_reason;
mod jwt;
mod keys;
mod refresh;
mod signature_error;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::HeaderMap;

pub use delivery::Delivery;
pub use failure_reason::FailureReason;
pub use signature_error::{SignatureError, SignatureErrorReason};

use crate::client::environment::{Environment, variable};
use crate::{Client, Error, types};
use check::check;
use keys::{Keys, Pair};
use refresh::FetchedKeys;

/// Verifies requests that the service sends to an endpoint, such as failure callbacks.
///
/// The service signs each request: the header `Upstash-Signature` is a JWT over the URL and the
/// body. A receiver accepts HS256 alone and tries two keys in turn, the current one and the next
/// one, so that a rotation of the keys loses nothing.
///
/// Verify the raw body, before anything parses it. Decoding and encoding JSON again changes
/// white space or the order of members, and the signature no longer fits.
///
/// Cloning is cheap; clones share the keys. `Debug` shows no key, and the keys are wiped from
/// memory when the last clone is dropped.
///
/// ```
/// use http::HeaderMap;
/// use upstash_workflow::{Receiver, SignatureErrorReason};
///
/// let receiver = Receiver::new("sig_current", "sig_next")?;
/// let unsigned = receiver.verify(&HeaderMap::new(), "https://app.example.com/failed", b"{}");
/// let error = unsigned.expect_err("a request without a signature");
/// assert_eq!(error.reason(), SignatureErrorReason::MissingHeader); // respond with 401
/// # Ok::<(), upstash_workflow::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Receiver {
    keys: KeySource,
    clock_tolerance: Duration,
}

#[derive(Clone, Debug)]
enum KeySource {
    Fixed(Arc<Keys>),
    Client(Arc<FetchedKeys>),
}

impl Receiver {
    /// Makes a receiver with the current and the next signing key.
    ///
    /// # Errors
    /// [`Error::is_configuration`] if a key is empty or not a key, such as one in quotes. The
    /// error does not show the key.
    pub fn new(current: impl AsRef<str>, next: impl AsRef<str>) -> Result<Self, Error> {
        let current = ("the current signing key", current.as_ref());
        let next = ("the next signing key", next.as_ref());
        Ok(Self::fixed(Keys::of(Pair::new(current, next)?)))
    }

    /// Makes a receiver with the signing keys of the environment.
    ///
    /// - `QSTASH_CURRENT_SIGNING_KEY` and `QSTASH_NEXT_SIGNING_KEY` are the two keys.
    /// - With `QSTASH_REGION` set, a request whose header `Upstash-Region` names a region is
    ///   verified with the keys of that region first: `US_EAST_1_QSTASH_CURRENT_SIGNING_KEY` and
    ///   `US_EAST_1_QSTASH_NEXT_SIGNING_KEY`, and so on. A region's keys count only as a pair.
    /// - With `QSTASH_DEV` on, the keys are those of the development server, **which are public**:
    ///   anybody can sign with them. Leave it unset in production.
    ///
    /// # Errors
    /// [`Error::is_configuration`] if there are no two keys, or a variable is invalid. A receiver
    /// without keys does not exist.
    pub fn from_env() -> Result<Self, Error> {
        Environment(variable).signing_keys().map(Self::fixed)
    }

    /// Fetches the signing keys and makes a receiver that can fetch them again after a rotation:
    /// see [`verify_refreshing`](Self::verify_refreshing).
    ///
    /// # Errors
    /// Any error of [`get_signing_keys`](Client::get_signing_keys).
    pub async fn with_client(client: Client) -> Result<Self, Error> {
        let keys = KeySource::Client(Arc::new(FetchedKeys::fetch(client).await?));
        Ok(Self { keys, clock_tolerance: Duration::ZERO })
    }

    /// Sets how far this machine's clock may be off. The default is 0.
    pub fn clock_tolerance(mut self, tolerance: Duration) -> Self {
        self.clock_tolerance = tolerance;
        self
    }

    /// Verifies a request: its headers, the URL exactly as the service called it, and the raw
    /// body.
    ///
    /// # Errors
    /// [`SignatureError`] if the request is not what the service sent, or was not sent to this
    /// URL, or is too old. Respond with status 401.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        url: &str,
        body: &[u8],
    ) -> Result<Delivery, SignatureError> {
        self.check(&self.current_keys(), headers, Some(url), body)
    }

    /// Verifies a request to an endpoint that cannot know the URL it was called by, as behind a
    /// proxy that rewrites it.
    ///
    /// Prefer [`verify`](Self::verify): without the URL, a request that was sent to another
    /// endpoint of the same account is accepted here too.
    ///
    /// # Errors
    /// As [`verify`](Self::verify), but for the URL.
    pub fn verify_any_url(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Delivery, SignatureError> {
        self.check(&self.current_keys(), headers, None, body)
    }

    /// Verifies a request as [`verify`](Self::verify) does. If the signature fits neither key,
    /// fetches the keys again and verifies once more.
    ///
    /// However many forged requests come, the keys are fetched again at most once a minute, and
    /// requests that come during a fetch share it. If the fetch fails, the keys stay as they are.
    /// Only a receiver made by [`with_client`](Self::with_client) fetches anything.
    ///
    /// # Errors
    /// As [`verify`](Self::verify). A failed fetch is not an error of its own: the request fails
    /// with [`SignatureErrorReason::WrongKey`], and the service sends it again.
    pub async fn verify_refreshing(
        &self,
        headers: &HeaderMap,
        url: &str,
        body: &[u8],
    ) -> Result<Delivery, SignatureError> {
        let keys = self.current_keys();
        match (self.check(&keys, headers, Some(url), body), &self.keys) {
            (Err(error), KeySource::Client(source))
                if error.reason() == SignatureErrorReason::WrongKey =>
            {
                match source.newer_than(&keys).await {
                    Some(newer) => self.check(&newer, headers, Some(url), body),
                    None => Err(error),
                }
            }
            (result, _) => result,
        }
    }

    fn fixed(keys: Keys) -> Self {
        Self { keys: KeySource::Fixed(Arc::new(keys)), clock_tolerance: Duration::ZERO }
    }

    fn current_keys(&self) -> Arc<Keys> {
        match &self.keys {
            KeySource::Fixed(keys) => Arc::clone(keys),
            KeySource::Client(source) => source.current(),
        }
    }

    fn check(
        &self,
        keys: &Keys,
        headers: &HeaderMap,
        url: Option<&str>,
        body: &[u8],
    ) -> Result<Delivery, SignatureError> {
        check(keys, headers, url, body, SystemTime::now(), self.clock_tolerance)
    }
}

/// An empty key fits no signature: keys that are both empty make a receiver that refuses every
/// request.
impl From<types::SigningKeys> for Receiver {
    fn from(keys: types::SigningKeys) -> Self {
        Self::fixed(Keys::of(keys.into()))
    }
}
