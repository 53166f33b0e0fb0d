//! `Upstash-Signature`: a JWT, signed with HS256, that names the issuer, the URL and the digest of the body.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use jsonwebtoken::crypto::aws_lc;
use jsonwebtoken::{EncodingKey, Header};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// How long a signature is valid, in seconds.
const VALID_FOR: u64 = 300;

#[derive(Debug, Serialize)]
struct Claims<'a> {
    iss: &'static str,
    sub: &'a str,
    exp: u64,
    nbf: u64,
    iat: u64,
    jti: &'a str,
    /// With padding, as the service sends it; receivers compare without.
    body: String,
}

/// Signs a request to `url`, exactly as it is called.
pub(crate) fn sign(key: &str, url: &str, body: &[u8], now_ms: u64, token_id: &str) -> String {
    // With the features of two backends enabled, which another crate can cause, the default would be none.
    let _ = aws_lc::DEFAULT_PROVIDER.install_default();
    let now = now_ms / 1000;
    let claims = Claims {
        iss: "Upstash",
        sub: url,
        exp: now + VALID_FOR,
        nbf: 0,
        iat: now,
        jti: token_id,
        body: URL_SAFE.encode(Sha256::digest(body)),
    };
    jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(key.as_bytes()))
        .expect("text and numbers are JSON, and HMAC takes a key of any length")
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::*;

    fn part(token: &str, place: usize) -> Value {
        let part = token.split('.').nth(place).expect("three parts");
        let json = URL_SAFE_NO_PAD.decode(part).expect("base64url");
        serde_json::from_slice(&json).expect("JSON")
    }

    #[test]
    fn the_claims_name_the_issuer_the_url_the_body_and_the_time() {
        let token = sign("key", "http://127.0.0.1:1/f", b"", 1_700_000_000_999, "jwt_1");
        assert_eq!(part(&token, 0), json!({ "alg": "HS256", "typ": "JWT" }));
        let expected = json!({
            "iss": "Upstash", "sub": "http://127.0.0.1:1/f", "nbf": 0, "iat": 1_700_000_000, "exp": 1_700_000_300,
            "jti": "jwt_1", "body": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        });
        assert_eq!(part(&token, 1), expected);
    }

    #[test]
    fn an_empty_key_signs_as_any_other() {
        assert_ne!(sign("", "u", b"", 1, "j"), sign("k", "u", b"", 1, "j"));
    }
}
