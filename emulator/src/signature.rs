//! `Upstash-Signature`: a JWT, signed with HS256, that says who calls which URL with which body.

use base64::Engine;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha2::{Digest, Sha256};

/// How long a signature is valid, in seconds.
const VALID_FOR: u64 = 300;

/// The signature of a request to `url`, exactly as it is called.
pub(crate) fn sign(key: &str, url: &str, body: &[u8], now_ms: u64, token_id: &str) -> String {
    let now = now_ms / 1000;
    let claims = json!({
        "iss": "Upstash",
        "sub": url,
        "exp": now + VALID_FOR,
        "nbf": 0,
        "iat": now,
        "jti": token_id,
        // With padding, as the service sends it; checkers compare without.
        "body": URL_SAFE.encode(Sha256::digest(body)),
    });
    jwt(key.as_bytes(), r#"{"alg":"HS256","typ":"JWT"}"#, &claims.to_string())
}

fn jwt(key: &[u8], header: &str, claims: &str) -> String {
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(signed.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{signed}.{signature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_signed_as_in_the_example_of_rfc_7515() {
        let key = URL_SAFE_NO_PAD
            .decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow")
            .expect("the RFC's key");
        let claims =
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}";
        let expected = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
            eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
            dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(jwt(&key, "{\"typ\":\"JWT\",\r\n \"alg\":\"HS256\"}", claims), expected);
    }

    #[test]
    fn the_claims_name_the_issuer_the_url_the_body_and_the_time() {
        let token = sign("key", "http://127.0.0.1:1/f", b"", 1_700_000_000_999, "jwt_1");
        let claims = token.split('.').nth(1).expect("three parts");
        let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
        let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
        let expected = json!({
            "iss": "Upstash", "sub": "http://127.0.0.1:1/f", "nbf": 0, "iat": 1_700_000_000, "exp": 1_700_000_300,
            "jti": "jwt_1", "body": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        });
        assert_eq!(claims, expected);
    }
}
