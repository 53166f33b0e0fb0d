//! Signing keys of the API, fetched again after a rotation.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::keys::{Keys, Pair};
use crate::{Client, Error};

/// At most one fetch in this time: a forged request looks like one after a rotation.
const BETWEEN_FETCHES: Duration = Duration::from_secs(60);
/// Requests wait for a fetch, and the service waits for their responses.
const FETCH_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug)]
pub(super) struct FetchedKeys {
    client: Client,
    keys: RwLock<Arc<Keys>>,
    /// When the last fetch began. Locked while one is under way.
    last_fetch: Arc<Mutex<Option<Instant>>>,
}

impl FetchedKeys {
    pub(super) async fn fetch(client: Client) -> Result<Self, Error> {
        let keys = RwLock::new(Arc::new(fetch(&client).await?));
        Ok(Self { client, keys, last_fetch: Arc::default() })
    }

    pub(super) fn current(&self) -> Arc<Keys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The keys that replaced `old`, fetched if no fetch was made in the last minute. Waits for
    /// one that is under way.
    pub(super) async fn newer_than(self: &Arc<Self>, old: &Arc<Keys>) -> Option<Arc<Keys>> {
        let last_fetch = Arc::clone(&self.last_fetch).lock_owned().await;
        if may_fetch(*last_fetch, Instant::now()) {
            let this = Arc::clone(self);
            // A task of its own: whoever sends a forged request and hangs up would end the one
            // fetch of the minute otherwise.
            let fetch = tokio::spawn(async move {
                let mut last_fetch = last_fetch;
                *last_fetch = Some(Instant::now());
                this.replace().await;
            });
            fetch.await.ok()?;
        }
        Some(self.current()).filter(|keys| !Arc::ptr_eq(keys, old))
    }

    async fn replace(&self) {
        match tokio::time::timeout(FETCH_TIMEOUT, fetch(&self.client)).await {
            Ok(Ok(keys)) => {
                *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
            }
            Ok(Err(error)) => {
                tracing::warn!(target: "upstash_workflow", %error, "could not fetch the signing keys");
            }
            Err(_) => {
                tracing::warn!(target: "upstash_workflow", "fetching the signing keys timed out");
            }
        }
    }
}

async fn fetch(client: &Client) -> Result<Keys, Error> {
    let keys = client.get_signing_keys().await?;
    let current = ("the current signing key", &*keys.current);
    Pair::new(current, ("the next signing key", &keys.next)).map(Keys::of)
}

fn may_fetch(last: Option<Instant>, now: Instant) -> bool {
    last.is_none_or(|last| now.duration_since(last) >= BETWEEN_FETCHES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_fetched_again_after_a_minute_and_not_before() {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        assert!(may_fetch(None, now));
        for (later, may) in [
            (Duration::ZERO, false),
            (BETWEEN_FETCHES - second, false),
            (BETWEEN_FETCHES, true),
            (BETWEEN_FETCHES + second, true),
        ] {
            assert_eq!(may_fetch(Some(now), now + later), may, "{later:?}");
        }
        // Another thread may have looked at the clock later.
        assert!(!may_fetch(Some(now + second), now));
    }
}
