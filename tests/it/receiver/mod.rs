//! Verifying and decoding what the service sends to an endpoint.

mod token;

mod attacks;
mod deliveries;
mod failure_callback;
mod keys;
mod rotation;
mod vectors;

use self::token::Token;
use http::HeaderMap;
use upstash_workflow::{Receiver, SignatureErrorReason, types::SigningKeys};

const URL: &str = "https://app.example.com/failed";
const BODY: &[u8] = br#"{"status": 500}"#;
const CURRENT: &str = "sig_MARKED_current";
const NEXT: &str = "sig_MARKED_next";

fn receiver() -> Receiver {
    Receiver::new(CURRENT, NEXT).expect("two keys")
}

/// A good token over [`URL`] and [`BODY`].
fn good() -> Token {
    Token::over(URL, BODY)
}

fn headers(token: &str) -> HeaderMap {
    [("upstash-signature".parse().expect("a name"), token.parse().expect("a value"))]
        .into_iter()
        .collect()
}

/// Why the receiver refuses this token, if it does.
fn reason(receiver: &Receiver, token: &str) -> Option<SignatureErrorReason> {
    receiver.verify(&headers(token), URL, BODY).err().map(|error| error.reason())
}

fn signing_keys(current: &str, next: &str) -> SigningKeys {
    let keys = serde_json::json!({"current": current, "next": next});
    serde_json::from_value(keys).expect("keys")
}
