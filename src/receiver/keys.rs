//! Signing keys: which are tried for a request, and keeping them out of sight.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::client::mistakes;
use crate::{Error, Region, types};

/// A signing key. It is wiped when it is dropped, and its `Debug` does not show it.
#[derive(Debug)]
pub(super) struct Key(SecretString);

impl Key {
    /// Whether the HMAC-SHA256 of `message` under this key is `signature`. The comparison takes
    /// constant time. An empty key would let anybody sign: it fits nothing.
    pub(super) fn fits(&self, message: &[u8], signature: &[u8]) -> bool {
        let key = self.0.expose_secret();
        let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes());
        !key.trim().is_empty()
            && mac.is_ok_and(|mac| mac.chain_update(message).verify_slice(signature).is_ok())
    }

    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The current and the next key.
#[derive(Debug)]
pub(super) struct Pair([Key; 2]);

impl Pair {
    /// The keys, each with its name for the error that it may be.
    pub(super) fn new(current: (&str, &str), next: (&str, &str)) -> Result<Self, Error> {
        for (name, key) in [current, next] {
            mistakes::check_secret(key)
                .map_err(|why| Error::configuration(format!("{name} {why}")))?;
        }
        Ok(Self([current, next].map(|(_, key)| Key(key.into()))))
    }
}

impl From<types::SigningKeys> for Pair {
    fn from(keys: types::SigningKeys) -> Self {
        Self([keys.current, keys.next].map(|key| Key(key.into())))
    }
}

/// Every key of a receiver.
#[derive(Debug)]
pub(super) struct Keys {
    default: Pair,
    /// Tried before the default ones, for a request of that region.
    regional: Vec<(Region, Pair)>,
}

impl Keys {
    pub(super) fn of(default: Pair) -> Self {
        Self { default, regional: Vec::new() }
    }

    pub(super) fn with(mut self, region: Region, pair: Pair) -> Self {
        self.regional.push((region, pair));
        self
    }

    /// The keys that may have signed a request of this region, in the order in which to try
    /// them.
    pub(super) fn of_region(&self, region: Option<Region>) -> impl Iterator<Item = &Key> {
        let regional = self.regional.iter().filter(move |(of, _)| Some(*of) == region);
        regional.map(|(_, pair)| pair).chain([&self.default]).flat_map(|pair| &pair.0)
    }
}
