//! What an attacker sends or what goes wrong on the way is refused, each with its reason.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use serde_json::json;
use upstash_workflow::SignatureErrorReason::{self, *};
use upstash_workflow::{Receiver, SignatureError};

use super::token::{Token, now, sign};
use super::{BODY, CURRENT, NEXT, URL, good, headers, reason, receiver, signing_keys};
use crate::property::for_all;

#[test]
fn a_good_request_verifies_under_either_key_whichever_is_called_current() {
    let swapped = Receiver::new(NEXT, CURRENT).expect("two keys");
    let converted = Receiver::from(signing_keys(CURRENT, NEXT));
    for receiver in [&receiver(), &swapped, &converted] {
        for key in [CURRENT, NEXT] {
            assert_eq!(reason(receiver, &good().sign(key)), None, "{receiver:?}");
        }
    }
    let empty = Token::over(URL, b"").sign(CURRENT);
    receiver().verify(&headers(&empty), URL, b"").expect("an empty body that was signed");
    // Without padding, and with claims and headers that say nothing to us.
    let hash = good().claims["body"].as_str().expect("a text").replace('=', "");
    let token = good().claim("body", hash).claim("aud", "others").header("kid", "1");
    assert_eq!(reason(&receiver(), &token.sign(CURRENT)), None);
}

#[test]
fn each_forged_or_damaged_token_has_its_reason() {
    let signed = |token: Token| token.sign(CURRENT);
    let with_header = |header: &str| sign(CURRENT, header, &good().claims.to_string());
    let with_claims = |claims: &str| sign(CURRENT, r#"{"alg":"HS256"}"#, claims);
    let [head, claims, signature] = parts(&signed(good()));
    let other = parts(&signed(good().claim("jti", "jwt_2")));
    let unsigned = |alg: &str| {
        let [head, claims, _] = parts(&signed(good().header("alg", alg)));
        format!("{head}.{claims}.")
    };
    let table: Vec<(&str, String, SignatureErrorReason)> = vec![
        // The algorithm is ours to choose.
        ("alg none", unsigned("none"), UnsupportedAlgorithm),
        ("alg None", unsigned("None"), UnsupportedAlgorithm),
        ("alg empty", unsigned(""), UnsupportedAlgorithm),
        ("alg none, signed", signed(good().header("alg", "none")), UnsupportedAlgorithm),
        ("HS384", signed(good().header("alg", "HS384")), UnsupportedAlgorithm),
        ("HS512", signed(good().header("alg", "HS512")), UnsupportedAlgorithm),
        (
            "RS256 with the key as secret",
            signed(good().header("alg", "RS256")),
            UnsupportedAlgorithm,
        ),
        ("alg in another case", signed(good().header("alg", "hs256")), UnsupportedAlgorithm),
        ("alg twice", with_header(r#"{"alg":"HS256","alg":"none"}"#), Malformed),
        ("no alg", with_header(r#"{"typ":"JWT"}"#), Malformed),
        ("alg null", with_header(r#"{"alg":null}"#), Malformed),
        ("alg in a list", with_header(r#"{"alg":["HS256"]}"#), Malformed),
        ("no text in a member", with_header(r#"{"alg":"HS256","typ":"\ud800"}"#), Malformed),
        ("header is a list", with_header(r#"["HS256"]"#), Malformed),
        ("extensions", with_header(r#"{"alg":"HS256","crit":["b64"],"b64":false}"#), Malformed),
        // A key that the token brings along.
        (
            "key in the token",
            good().header("jwk", json!({"kty": "oct", "k": "YXR0YWNrZXI"})).sign("attacker"),
            WrongKey,
        ),
        // Another key, or none.
        ("another key", good().sign("sig_MARKED_other"), WrongKey),
        ("empty key", good().sign(""), WrongKey),
        ("key with a line break", good().sign(&format!("{CURRENT}\n")), WrongKey),
        ("key in another case", good().sign(&CURRENT.to_uppercase()), WrongKey),
        ("half a key", good().sign(&CURRENT[..9]), WrongKey),
        (
            "HS384 that says HS256",
            format!("{head}.{claims}.{}", parts(&signed(good().header("alg", "HS384")))[2]),
            WrongKey,
        ),
        ("signature of another token", format!("{head}.{claims}.{}", other[2]), WrongKey),
        ("claims of another token", format!("{head}.{}.{signature}", other[1]), WrongKey),
        ("no signature", format!("{head}.{claims}."), WrongKey),
        ("half a signature", format!("{head}.{claims}.{}", &signature[..20]), WrongKey),
        ("signature and more", format!("{head}.{claims}.{signature}AAAA"), WrongKey),
        // Not a token.
        ("empty", String::new(), Malformed),
        ("blank", "  ".into(), Malformed),
        ("a word", "signature".into(), Malformed),
        ("dots", "..".into(), Malformed),
        ("two parts", format!("{head}.{claims}"), Malformed),
        ("four parts", format!("{head}.{claims}.{signature}.{signature}"), Malformed),
        ("two tokens in one header", format!("{0}, {0}", signed(good())), Malformed),
        ("Bearer", format!("Bearer {}", signed(good())), Malformed),
        ("padded", format!("{head}.{claims}.{signature}="), Malformed),
        ("other base64", format!("{head}.{claims}.+/{}", &signature[2..]), Malformed),
        ("header not base64", format!("*{head}.{claims}.{signature}"), Malformed),
        ("header not JSON", with_header("alg=HS256"), Malformed),
        ("header and more", with_header(r#"{"alg":"HS256"}{}"#), Malformed),
        // Signed, but not what the service says.
        ("claims not JSON", with_claims("iss=Upstash"), Malformed),
        ("claims in a list", with_claims(r#"["Upstash"]"#), Malformed),
        ("claims null", with_claims("null"), Malformed),
        ("no body", signed(good().without("body")), Malformed),
        ("no URL", signed(good().without("sub")), Malformed),
        ("no issuer", signed(good().without("iss")), Malformed),
        ("no end", signed(good().without("exp")), Malformed),
        ("end is a text", signed(good().claim("exp", "2100")), Malformed),
        ("end beyond any number", with_claims(r#"{"exp":1e999}"#), Malformed),
        (
            "URL twice",
            with_claims(&good().claims.to_string().replace(r#""sub""#, r#""sub":"","sub""#)),
            Malformed,
        ),
        ("body is null", signed(good().claim("body", json!(null))), Malformed),
        // For another time.
        ("expired by a second", signed(good().claim("exp", now() - 1)), Expired),
        ("expired now", signed(good().claim("exp", now())), Expired),
        ("expired long ago", signed(good().claim("exp", 0)), Expired),
        ("nbf ahead", signed(good().claim("nbf", now() + 60)), NotYetValid),
        // By another issuer.
        ("wrong issuer", signed(good().claim("iss", "Downstash")), WrongIssuer),
        ("issuer in another case", signed(good().claim("iss", "upstash")), WrongIssuer),
        ("issuer empty", signed(good().claim("iss", "")), WrongIssuer),
        // To another URL.
        ("another URL", signed(good().claim("sub", "https://app.example.com/other")), WrongUrl),
        ("trailing slash", signed(good().claim("sub", format!("{URL}/"))), WrongUrl),
        ("plain http", signed(good().claim("sub", "http://app.example.com/failed")), WrongUrl),
        ("port", signed(good().claim("sub", "https://app.example.com:443/failed")), WrongUrl),
        ("another host", signed(good().claim("sub", "https://example.com/failed")), WrongUrl),
        (
            "host in another case",
            signed(good().claim("sub", "https://APP.example.com/failed")),
            WrongUrl,
        ),
        ("query", signed(good().claim("sub", format!("{URL}?x=1"))), WrongUrl),
        ("URL empty", signed(good().claim("sub", "")), WrongUrl),
        // With another body.
        (
            "hash of another body",
            signed(good().claim("body", "GldFOw5_Mes8w62BmMO1TpCQbsCffOM2ubvB_TcDooZ")),
            WrongBody,
        ),
        (
            "hash in the other base64",
            signed(good().claim("body", "GldFOw5/Mes8w62BmMO1TpCQbsCffOM2ubvB/TcDooY=")),
            WrongBody,
        ),
        ("hash empty", signed(good().claim("body", "")), WrongBody),
        ("hash padding", signed(good().claim("body", "===")), WrongBody),
    ];
    for (attack, token, expected) in table {
        let error = receiver().verify(&headers(&token), URL, BODY).expect_err(attack);
        assert_eq!(error.reason(), expected, "{attack}: {error}");
        check_text(&error);
    }
}

#[test]
fn each_damaged_request_with_a_good_token_has_its_reason() {
    let good = HeaderValue::from_str(&good().sign(CURRENT)).expect("a value");
    let one = |value: HeaderValue| {
        HeaderMap::from_iter([("upstash-signature".parse().expect("a name"), value)])
    };
    let mut twice = one(good.clone());
    twice.append("upstash-signature", good.clone());
    let mut with_an_empty_one = one(good.clone());
    with_an_empty_one.append("upstash-signature", HeaderValue::from_static(""));
    let mut elsewhere = HeaderMap::new();
    elsewhere.insert("authorization", good.clone());
    let not_ascii = HeaderValue::from_bytes("señal".as_bytes()).expect("a value");
    let not_ascii_at_the_end =
        HeaderValue::from_bytes(&[good.as_bytes(), b"\xff"].concat()).expect("a value");
    let megabyte = |part: &str| HeaderValue::from_str(&part.repeat(1 << 20)).expect("a value");
    // A megabyte that would be a token.
    let long = Token::over(URL, BODY).claim("pad", "a".repeat(1 << 20)).sign(CURRENT);
    let long = HeaderValue::from_str(&long).expect("a value");

    let without_blank: &[u8] = br#"{"status":500}"#;
    let table: Vec<(&str, HeaderMap, &str, &[u8], SignatureErrorReason)> = vec![
        ("no header", HeaderMap::new(), URL, BODY, MissingHeader),
        ("another header", elsewhere, URL, BODY, MissingHeader),
        ("header twice", twice, URL, BODY, Malformed),
        ("header twice, once empty", with_an_empty_one, URL, BODY, Malformed),
        ("header not ASCII", one(not_ascii), URL, BODY, Malformed),
        ("header not ASCII at the end", one(not_ascii_at_the_end), URL, BODY, Malformed),
        ("1 MB of letters", one(megabyte("a")), URL, BODY, Malformed),
        ("1 MB of dots", one(megabyte(".")), URL, BODY, Malformed),
        ("1 MB of token", one(long), URL, BODY, Malformed),
        ("a blank less", one(good.clone()), URL, without_blank, WrongBody),
        ("a blank more", one(good.clone()), URL, br#"{"status": 500} "#, WrongBody),
        ("a line break", one(good.clone()), URL, b"{\"status\": 500}\n", WrongBody),
        ("empty body", one(good.clone()), URL, b"", WrongBody),
        ("trailing slash", one(good.clone()), "https://app.example.com/failed/", BODY, WrongUrl),
        ("no URL", one(good.clone()), "", BODY, WrongUrl),
        ("path alone", one(good), "/failed", BODY, WrongUrl),
    ];
    for (damage, headers, url, body, expected) in table {
        let error = receiver().verify(&headers, url, body).expect_err(damage);
        assert_eq!(error.reason(), expected, "{damage}: {error}");
        check_text(&error);
        let any_url = receiver().verify_any_url(&headers, body).err().map(|error| error.reason());
        let expected = Some(expected).filter(|reason| *reason != WrongUrl);
        assert_eq!(any_url, expected, "{damage}, for any URL");
    }
}

#[test]
fn a_tolerance_is_for_the_clock_alone() {
    let tolerant = receiver().clock_tolerance(std::time::Duration::from_secs(30));
    for (token, expected) in [
        (good().claim("exp", now() - 20), None),
        (good().claim("exp", now() - 40), Some(Expired)),
        (good().claim("nbf", now() + 20), None),
        (good().claim("nbf", now() + 60), Some(NotYetValid)),
        (good().claim("sub", "https://app.example.com/"), Some(WrongUrl)),
    ] {
        assert_eq!(reason(&tolerant, &token.sign(CURRENT)), expected, "{}", token.claims);
    }
}

#[test]
fn an_error_says_what_was_expected_and_found_and_hides_queries() {
    let error = |token: Token, url: &str| {
        let headers = headers(&token.sign(CURRENT));
        receiver().verify(&headers, url, BODY).expect_err("a refusal").to_string()
    };
    let url = "https://me:pw@app.example.com/failed/?token=s3cret";
    let text = error(good(), url);
    assert!(text.contains("https://app.example.com/failed/,"), "{text}");
    assert!(text.contains(&format!(" {URL}:")), "{text}");
    assert!(!text.contains("s3cret") && !text.contains("pw"), "{text}");
    let text = error(good(), &format!("{URL}?token=s3cret"));
    assert!(text.contains("another query") && !text.contains("s3cret"), "{text}");

    let text = error(good().claim("exp", now() - 7), URL);
    assert!(text.contains("expired 7 s ago") || text.contains("expired 8 s ago"), "{text}");
    let text = error(good().header("alg", "HS512"), URL);
    assert!(text.contains("HS256") && text.contains("HS512"), "{text}");
    let text = error(good().claim("iss", "Down\nstash"), URL);
    assert!(text.contains("`Upstash`") && text.contains("`Down stash`"), "{text}");
    let text = error(good().claim("iss", "x".repeat(10_000)), URL);
    assert!(text.len() < 500, "{text}");
    let text = error(good().claim("body", "aGFzaA"), URL);
    assert!(
        text.contains("aGFzaA") && text.contains("GldFOw5_Mes8w62BmMO1TpCQbsCffOM2ubvB_TcDooY"),
        "{text}"
    );
}

/// On one line, and without a key.
#[track_caller]
fn check_text(error: &SignatureError) {
    let shown = error.to_string();
    assert!(!shown.is_empty() && shown.len() < 1_000, "{shown}");
    assert!(!shown.contains(char::is_control), "{shown:?}");
    for text in [shown, format!("{error:?}")] {
        assert!(!text.contains("MARKED"), "{text}");
    }
}

fn parts(token: &str) -> [String; 3] {
    let parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    parts.try_into().expect("three parts")
}

#[test]
fn a_signature_over_one_body_verifies_for_no_other() {
    let bodies = (any::<Vec<u8>>(), any::<Vec<u8>>());
    for_all(256, bodies, |(signed, other)| {
        let headers = headers(&Token::over(URL, &signed).sign(CURRENT));
        prop_assert!(receiver().verify(&headers, URL, &signed).is_ok());
        let result = receiver().verify(&headers, URL, &other);
        prop_assert_eq!(result.is_ok(), signed == other);
        // The smallest changes.
        for at in 0..signed.len() {
            let mut near = signed.clone();
            near[at] ^= 1;
            prop_assert!(receiver().verify(&headers, URL, &near).is_err());
            near.remove(at);
            prop_assert!(receiver().verify(&headers, URL, &near).is_err());
        }
        Ok(())
    });
}

#[test]
fn a_token_with_any_character_changed_verifies_no_longer() {
    let token = good().sign(CURRENT);
    let changes = (0..token.len(), "[A-Za-z0-9_.=-]");
    for_all(2048, changes, |(at, replacement)| {
        let changed = format!("{}{replacement}{}", &token[..at], &token[at + 1..]);
        prop_assert_eq!(reason(&receiver(), &changed).is_none(), changed == token);
        Ok(())
    });
}

#[test]
fn a_token_without_the_key_verifies_never() {
    let claims = good().claims;
    let key = prop_oneof![any::<String>(), Just(CURRENT[1..].to_owned()), "sig_MARKED_[a-z]{4,8}"];
    for_all(512, key, |key| {
        let token = sign(&key, r#"{"alg":"HS256"}"#, &claims.to_string());
        let expected = (key != CURRENT && key != NEXT).then_some(WrongKey);
        prop_assert_eq!(reason(&receiver(), &token), expected);
        Ok(())
    });
    let random = URL_SAFE_NO_PAD.encode([0; 32]);
    let [head, claims, _] = parts(&good().sign(CURRENT));
    assert_eq!(reason(&receiver(), &format!("{head}.{claims}.{random}")), Some(WrongKey));
}
