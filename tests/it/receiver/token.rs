//! Tokens, good ones and those that an attacker would try.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384, Sha512};

pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.expect("a time after 1970").as_secs()
}

#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) header: Value,
    pub(crate) claims: Value,
}

impl Token {
    /// As the service makes them, valid for five minutes.
    pub(crate) fn over(url: &str, body: &[u8]) -> Self {
        let claims = json!({
            "iss": "Upstash", "sub": url, "exp": now() + 300, "nbf": 0, "iat": now(), "jti": "jwt_1",
            // The service pads it.
            "body": URL_SAFE.encode(Sha256::digest(body)),
        });
        Self { header: json!({"alg": "HS256", "typ": "JWT"}), claims }
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header[name] = value.into();
        self
    }

    pub(crate) fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims[name] = value.into();
        self
    }

    pub(crate) fn without(mut self, claim: &str) -> Self {
        self.claims.as_object_mut().expect("an object").remove(claim);
        self
    }

    /// Signed with the HMAC that `alg` names, and with HS256 for every other `alg`.
    pub(crate) fn sign(&self, key: &str) -> String {
        sign(key, &self.header.to_string(), &self.claims.to_string())
    }
}

pub(crate) fn sign(key: &str, header: &str, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let signature = if header.contains("HS384") {
        Hmac::<Sha384>::new_from_slice(key.as_bytes())
            .map(|mac| mac.chain_update(&signed).finalize().into_bytes().to_vec())
    } else if header.contains("HS512") {
        Hmac::<Sha512>::new_from_slice(key.as_bytes())
            .map(|mac| mac.chain_update(&signed).finalize().into_bytes().to_vec())
    } else {
        Hmac::<Sha256>::new_from_slice(key.as_bytes())
            .map(|mac| mac.chain_update(&signed).finalize().into_bytes().to_vec())
    };
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.expect("a key of any length")))
}
