//! The form of a signature: a compact JWT (RFC 7519) under HS256.
//!
//! Not with `jsonwebtoken`: it has two backends and panics if both are turned on, so the one that
//! we chose would break a program that chose the other one.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::keys::Key;
use super::signature_error::SignatureError;

#[derive(Deserialize)]
struct Header {
    alg: String,
    /// Extensions without which the token must not be accepted. We know none.
    crit: Option<IgnoredAny>,
}

/// What the service says of a request.
#[derive(Deserialize)]
pub(super) struct Claims {
    pub(super) iss: String,
    pub(super) sub: String,
    /// Unix seconds, as is `nbf`. A JWT may have fractions.
    pub(super) exp: f64,
    #[serde(default)]
    pub(super) nbf: f64,
    pub(super) body: String,
}

/// The claims of a token that one of the keys signed. Nothing of the claims is looked at before
/// the signature is.
pub(super) fn claims<'k>(
    token: &str,
    mut keys: impl Iterator<Item = &'k Key>,
) -> Result<Claims, SignatureError> {
    let parts: Vec<&str> = token.splitn(3, '.').collect();
    let [header, claims, signature] = parts[..] else {
        return Err(SignatureError::malformed("is not a JWT: it does not have three parts"));
    };
    let signed = &token[..token.len() - signature.len() - 1];
    let Header { alg, crit } = decode("header", header)?;
    if alg != "HS256" {
        return Err(SignatureError::unsupported_algorithm(&alg));
    }
    if crit.is_some() {
        return Err(SignatureError::malformed("asks for extensions of JWT (`crit`)"));
    }
    let signature = decode_base64("signature", signature)?;
    if !keys.any(|key| key.fits(signed.as_bytes(), &signature)) {
        return Err(SignatureError::wrong_key());
    }
    decode("claims", claims)
}

fn decode<T: DeserializeOwned>(what: &str, part: &str) -> Result<T, SignatureError> {
    let json = decode_base64(what, part)?;
    // Serde skips members that it ignores without decoding them. All of a token has to be JSON.
    let checked = serde_json::from_slice::<serde_json::Value>(&json);
    checked.and_then(|_| object(&json)).map_err(|error| malformed(what, &error))
}

fn decode_base64(what: &str, part: &str) -> Result<Vec<u8>, SignatureError> {
    URL_SAFE_NO_PAD.decode(part).map_err(|error| malformed(what, &error))
}

fn malformed(what: &str, error: &dyn std::error::Error) -> SignatureError {
    SignatureError::malformed(&format!("is not a JWT of the service: {what}: {error}"))
}

/// Decodes a JSON object. For `serde` a struct can be an array, too.
pub(super) fn object<T: DeserializeOwned>(json: &[u8]) -> serde_json::Result<T> {
    match json.trim_ascii_start() {
        [b'{', ..] => serde_json::from_slice(json),
        _ => Err(serde::de::Error::custom("expected a JSON object")),
    }
}
