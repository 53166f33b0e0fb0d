//! The feature `rustls-no-provider` in a program that forgot to install a provider. Apart from `it`
//! and `features`, whose processes have one.
#![cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]

use upstash_workflow::Client;

#[test]
fn a_missing_crypto_provider_is_an_error_and_not_a_panic() {
    let error = Client::builder().token("t").build().expect_err("an error");
    assert!(error.is_configuration(), "{error:?}");
    assert!(error.to_string().contains("install_default()"), "{error}");

    rustls::crypto::aws_lc_rs::default_provider().install_default().expect("the first");
    Client::builder().token("t").build().expect("a client");
}
