//! A JWT header on the first line, claims on the second, a body after that: signed, the request
//! verifies only if it says what the service says, and its body is a failure callback or an error.
//! Without the key, nothing verifies.

#![no_main]

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue};
use serde_json::Value;
use sha2::{Digest, Sha256};
use upstash_workflow::{Receiver, SignatureError};

const URL: &str = "https://app.example.com/failed";
const KEY: &str = "sig_MARKED";

static RECEIVER: LazyLock<Receiver> =
    LazyLock::new(|| Receiver::new("sig_MARKED_other", KEY).expect("two keys"));

fn signed(header: &[u8], claims: &[u8]) -> HeaderValue {
    let part = |part: &[u8]| URL_SAFE_NO_PAD.encode(part);
    let signed = format!("{}.{}", part(header), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).expect("a key of any length");
    let signature = mac.chain_update(&signed).finalize().into_bytes();
    let token = format!("{signed}.{}", part(&signature));
    HeaderValue::from_str(&token).expect("ASCII")
}

fn with(signature: HeaderValue) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("upstash-signature", signature);
    headers
}

fn check_error(error: &SignatureError) {
    let text = format!("{error}");
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(text.len() < 2_000 && !format!("{text}{error:?}").contains("MARKED"), "{text}");
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let mut lines = input.splitn(3, |byte| *byte == b'\n');
    let [header, claims, body] = [(); 3].map(|()| lines.next().unwrap_or_default());
    let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(body));

    if let Ok(forged) = HeaderValue::from_bytes(header) {
        let error = RECEIVER.verify_any_url(&with(forged), body).expect_err("no key, no signature");
        check_error(&error);
    }
    match RECEIVER.verify(&with(signed(header, claims)), URL, body) {
        Ok(_) => {
            let [header, claims] = [header, claims]
                .map(|json| serde_json::from_slice::<Value>(json).expect("what verifies is JSON"));
            assert_eq!(header["alg"], "HS256");
            assert_eq!((&claims["iss"], &claims["sub"]), (&"Upstash".into(), &URL.into()));
            assert!(claims["exp"].as_f64().is_some_and(|exp| exp > 1e9));
            assert_eq!(
                claims["body"].as_str().map(|text| text.trim_end_matches('=')),
                Some(&*hash)
            );
        }
        Err(error) => check_error(&error),
    }

    let claims = serde_json::json!({"iss": "Upstash", "sub": URL, "exp": u32::MAX, "body": hash});
    let good = with(signed(br#"{"alg":"HS256"}"#, claims.to_string().as_bytes()));
    let delivery = RECEIVER.verify(&good, URL, body).expect("what the service would send");
    match delivery.failure_callback() {
        Ok(failure) => {
            let reason = failure.reason();
            if !matches!(failure.body_bytes(), Ok(Some(_))) {
                assert_eq!(reason, None);
            }
            let _ = failure.source_body_bytes();
            let again = serde_json::to_value(&failure).expect("JSON");
            assert_eq!(serde_json::from_value(again).ok(), Some(failure));
        }
        Err(error) => {
            assert!(error.is_decode());
            assert!(!error.to_string().contains(char::is_control), "{error}");
        }
    }
});
