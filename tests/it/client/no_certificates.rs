//! Without CA certificates plain HTTP works, and the error for `https://` says what is missing. The
//! test runs itself again with an environment that names certificates that do not exist.

use upstash_workflow::Client;

use crate::support::again;

const ALONE: &str = "WITHOUT_CERTIFICATES";

#[test]
fn without_certificates_plain_http_works_and_https_names_the_missing_package() {
    if std::env::var_os(ALONE).is_none() {
        let name = "without_certificates_plain_http_works_and_https_names_the_missing_package";
        let run = again(module_path!(), name)
            .env(ALONE, "1")
            .env("SSL_CERT_FILE", "/nonexistent")
            .env("SSL_CERT_DIR", "/nonexistent")
            .output()
            .expect("this test again");
        let printed = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success() && printed.contains("1 passed"), "{printed}");
        return;
    }
    let client = |url: &str| Client::builder().token("secret_token").base_url(url).build();
    client("http://127.0.0.1:8080").expect("plain http needs no certificates");
    let error = client("https://qstash.upstash.io").expect_err("there are none");
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains("install the package `ca-certificates`"), "{error}");
}
