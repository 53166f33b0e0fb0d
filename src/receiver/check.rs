//! Whether a request is one that the service sent to this endpoint. No clock and no network in
//! here.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::HeaderMap;
use sha2::{Digest, Sha256};

use super::delivery::{Delivery, REGION, first_text, text};
use super::jwt;
use super::keys::Keys;
use super::signature_error::SignatureError;

const SIGNATURE: &str = "upstash-signature";
const ISSUER: &str = "Upstash";
/// Far longer than a token with any URL in it. Longer ones are not read.
const MAX_SIGNATURE_BYTES: usize = 64 * 1024;

pub(super) fn check(
    keys: &Keys,
    headers: &HeaderMap,
    url: Option<&str>,
    body: &[u8],
    now: SystemTime,
    tolerance: Duration,
) -> Result<Delivery, SignatureError> {
    let region = first_text(headers, REGION).and_then(|name| name.parse().ok());
    let claims = jwt::claims(token(headers)?, keys.of_region(region))?;
    if claims.iss != ISSUER {
        return Err(SignatureError::wrong_issuer(&claims.iss, ISSUER));
    }
    // A clock before 1970 counts as 1970: no token is older.
    let now = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    let tolerance = tolerance.as_secs_f64();
    if now - tolerance >= claims.exp {
        return Err(SignatureError::expired(now - claims.exp));
    }
    if now + tolerance < claims.nbf {
        return Err(SignatureError::not_yet_valid(claims.nbf - now));
    }
    if let Some(url) = url
        && url != claims.sub
    {
        return Err(SignatureError::wrong_url(&claims.sub, url));
    }
    let signed = claims.body.trim_end_matches('=');
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(body));
    if signed != hash {
        return Err(SignatureError::wrong_body(signed, &hash));
    }
    Ok(Delivery::new(headers, body))
}

/// The one signature of a request.
fn token(headers: &HeaderMap) -> Result<&str, SignatureError> {
    let mut values = headers.get_all(SIGNATURE).iter();
    let value = values.next().ok_or_else(SignatureError::missing_header)?;
    if values.next().is_some() {
        return Err(SignatureError::malformed("is there more than once"));
    }
    if value.len() > MAX_SIGNATURE_BYTES {
        let why = format!("is longer than {MAX_SIGNATURE_BYTES} bytes");
        return Err(SignatureError::malformed(&why));
    }
    text(value).ok_or_else(|| SignatureError::malformed("is not ASCII text"))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
