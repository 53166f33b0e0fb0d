//! What a point in time, a tolerance and a region change.

use serde_json::{Value, json};

use super::super::keys::Pair;
use super::super::signature_error::SignatureErrorReason::{self, *};
use super::*;
use crate::Region;

const URL: &str = "https://app.example.com/failed";
const NOW: u64 = 1_800_000_000;

fn keys(name: &str) -> Pair {
    let [current, next] = ["current", "next"].map(|key| format!("sig_{name}_{key}"));
    Pair::new(("", &current), ("", &next)).expect("keys")
}

fn signed(key: &str, change: impl FnOnce(&mut Value)) -> HeaderMap {
    use hmac::{Hmac, KeyInit, Mac};
    let mut claims = json!({
        "iss": "Upstash", "sub": URL, "exp": NOW + 300, "nbf": 0,
        "body": URL_SAFE_NO_PAD.encode(Sha256::digest(b"{}")),
    });
    change(&mut claims);
    let part = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(json!({"alg": "HS256"})), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("a key of any length");
    let signature = mac.chain_update(&signed).finalize().into_bytes();
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    [(SIGNATURE.parse().expect("a name"), token.parse().expect("a value"))].into_iter().collect()
}

fn reason(keys: &Keys, headers: &HeaderMap, tolerance: Duration) -> Option<SignatureErrorReason> {
    let now = UNIX_EPOCH + Duration::from_secs(NOW) + Duration::from_millis(300);
    check(keys, headers, Some(URL), b"{}", now, tolerance).err().map(|error| error.reason())
}

#[test]
fn a_signature_is_valid_from_nbf_until_just_before_exp_and_a_tolerance_widens_that() {
    let keys = Keys::of(keys("eu"));
    for (exp, nbf, tolerance, expected) in [
        (json!(NOW + 1), json!(NOW), 0, None),
        (json!(NOW), json!(0), 0, Some(Expired)),
        (json!(NOW - 1), json!(0), 0, Some(Expired)),
        (json!(NOW as f64 + 0.2), json!(0), 0, Some(Expired)),
        (json!(NOW as f64 + 0.4), json!(0), 0, None),
        (json!(NOW), json!(0), 1, None),
        (json!(NOW - 5), json!(0), 5, Some(Expired)),
        (json!(NOW - 4), json!(0), 5, None),
        (json!(NOW + 300), json!(NOW + 1), 0, Some(NotYetValid)),
        (json!(NOW + 300), json!(NOW + 1), 1, None),
        (json!(NOW + 300), json!(NOW + 6), 5, Some(NotYetValid)),
        (json!(NOW + 300), json!(-1), 0, None),
        (json!(NOW + 300), json!(null), 0, Some(Malformed)),
        (json!(-1), json!(0), 0, Some(Expired)),
        (json!(u64::MAX), json!(0), 0, None),
        (json!("2100-01-01"), json!(0), 0, Some(Malformed)),
    ] {
        let headers = signed("sig_eu_current", |claims| {
            claims["exp"] = exp.clone();
            claims["nbf"] = nbf.clone();
        });
        let found = reason(&keys, &headers, Duration::from_secs(tolerance));
        assert_eq!(found, expected, "exp {exp}, nbf {nbf}, tolerance {tolerance}");
    }
    // More than the time since 1970.
    let headers = signed("sig_eu_current", |claims| claims["exp"] = json!(0));
    assert_eq!(reason(&keys, &headers, Duration::MAX), None);
}

#[test]
fn a_region_is_tried_first_and_the_default_keys_last() {
    let all = Keys::of(keys("default"))
        .with(Region::EuCentral1, keys("eu"))
        .with(Region::UsEast1, keys("us"));
    for (region, key, expected) in [
        (None, "sig_default_current", None),
        (None, "sig_default_next", None),
        (None, "sig_eu_current", Some(WrongKey)),
        (Some("EU-CENTRAL-1"), "sig_eu_current", None),
        (Some("eu_central_1"), "sig_eu_next", None),
        (Some("eu-central-1"), "sig_default_current", None),
        (Some("eu-central-1"), "sig_us_current", Some(WrongKey)),
        (Some("US-EAST-1"), "sig_us_next", None),
        (Some("ap-south-1"), "sig_default_next", None),
        (Some("ap-south-1"), "sig_us_next", Some(WrongKey)),
        (Some(""), "sig_default_next", None),
    ] {
        let mut headers = signed(key, |_| ());
        if let Some(region) = region {
            headers.insert(REGION, region.parse().expect("a value"));
        }
        let found = reason(&all, &headers, Duration::ZERO);
        assert_eq!(found, expected, "{region:?} {key}");
    }
}
