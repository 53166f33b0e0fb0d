//! A machine without CA certificates: plain http needs none, and `https://` says what is
//! missing. In a process of its own, whose environment names certificates that are not there.

#![cfg(all(feature = "rustls", target_os = "linux"))]

use std::process::Command;

use upstash_workflow::Client;

const ALONE: &str = "WITHOUT_CERTIFICATES";

#[test]
fn a_client_for_plain_http_is_made_and_one_for_https_says_which_package_is_missing() {
    if std::env::var_os(ALONE).is_none() {
        let this = std::env::current_exe().expect("this test");
        let run = Command::new(this)
            .env(ALONE, "1")
            .env("SSL_CERT_FILE", "/nonexistent")
            .env("SSL_CERT_DIR", "/nonexistent")
            .output()
            .expect("this test again");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
        return;
    }
    let client = |url: &str| Client::builder().token("secret_token").base_url(url).build();
    client("http://127.0.0.1:8080").expect("plain http needs no certificates");
    let error = client("https://qstash.upstash.io").expect_err("there are none");
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains("install the package `ca-certificates`"), "{error}");
}
