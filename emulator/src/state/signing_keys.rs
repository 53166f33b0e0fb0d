//! The signing keys.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The signing keys of an emulator. They are not secrets: the first two are the published keys of the development server,
/// and each new key is derived from the previous one, so that tests are repeatable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SigningKeys {
    /// The key that signs deliveries now.
    pub current: String,
    /// The key that signs deliveries after the next rotation.
    pub next: String,
}

impl SigningKeys {
    /// Returns the published keys of the development server.
    pub(crate) fn development() -> Self {
        Self {
            current: "sig_7kYjw48mhY7kAjqNGcy6cr29RJ6r".into(),
            next: "sig_5ZB6DVzB1wjE8S6rZ7eenA8Pdnhs".into(),
        }
    }

    /// Makes the next key the current one, and derives a new next key.
    pub(crate) fn rotate(&mut self) {
        let new_key = key_after(&self.next);
        self.current = std::mem::replace(&mut self.next, new_key);
    }
}

fn key_after(key: &str) -> String {
    let digest = Sha256::digest(key);
    let hex: String = digest.iter().take(14).map(|byte| format!("{byte:02x}")).collect();
    format!("sig_{hex}")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_rotation_moves_next_to_current_and_makes_a_key_not_seen_before() {
        let mut keys = SigningKeys::development();
        let mut seen = HashSet::from([keys.current.clone(), keys.next.clone()]);
        for _ in 0..100 {
            let next = keys.next.clone();
            keys.rotate();
            assert_eq!(keys.current, next);
            assert_eq!(keys.next.len(), next.len());
            assert!(seen.insert(keys.next.clone()), "{} came twice", keys.next);
        }
    }
}
