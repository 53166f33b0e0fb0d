//! A client works with each TLS feature alone, with none and with all, and an `https://` URL
//! without TLS is an error that says so. Apart from `it`, since `.ci/run` builds it once for each
//! set of features.

mod support;

use std::time::Duration;

use support::{TOKEN, Wire};
use upstash_workflow::{Client, RetryPolicy};

const TLS: bool =
    cfg!(any(feature = "rustls", feature = "native-tls", feature = "rustls-no-provider"));

/// What a program does that chose `rustls-no-provider`.
fn install_provider() {
    // The second test finds it installed already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

#[tokio::test]
async fn plain_http_on_this_machine_works_with_any_features() {
    install_provider();
    let wire = Wire::json(r#"{"current":"sig_1","next":"sig_2"}"#).await;
    let keys = wire.client().get_signing_keys().await.expect("a response");
    assert_eq!(keys.current, "sig_1");
}

#[tokio::test]
async fn https_speaks_tls_or_says_that_it_cannot() {
    install_provider();
    let wire = Wire::json("{}").await;
    let url = wire.url().replace("http://", "https://");
    let builder = Client::builder().token(TOKEN).base_url(url);
    // The server accepts the connection and waits for plain HTTP.
    let builder = builder.retry(RetryPolicy::none()).connect_timeout(Duration::from_millis(500));
    let client = builder.build().expect("a client");
    let error = client.get_signing_keys().await.expect_err("no TLS on the other side");
    assert!(error.is_connect() && !error.may_have_been_sent(), "{error:?}");
    assert_eq!(wire.requests().len(), 0, "the token must not go out in the clear");
    assert_eq!(error.to_string().contains("turn on the feature"), !TLS, "{error}");
}

#[cfg(feature = "schemars")]
#[test]
fn every_type_of_the_api_has_a_json_schema() {
    use schemars::schema_for;
    use upstash_workflow::types;

    let schema = schema_for!(types::WorkflowDlqPage);
    let text = serde_json::to_string(&schema).expect("JSON");
    for name in ["dlqId", "failureCallbackInfo", "UnixMillis", "FailureCallbackState", "cursor"] {
        assert!(text.contains(name), "no {name} in {text}");
    }
    let schema = schema_for!(types::WorkflowDlqMessage).to_value();
    assert_eq!(schema["required"], serde_json::json!(["dlqId"]));
    assert_eq!(schema["properties"]["dlqId"]["type"], "string");
    for schema in [
        schema_for!(types::WorkflowRunPage),
        schema_for!(types::BulkActionPage),
        schema_for!(types::TriggeredRun),
        schema_for!(types::RunState),
        schema_for!(upstash_workflow::Headers),
    ] {
        assert!(schema.as_value().is_object());
    }
}

/// The packages that a program depends on with these features.
fn packages(features: &[&str]) -> Vec<String> {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"]);
    let output = cargo.args(features).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn what_the_receiver_depends_on_comes_with_its_feature_alone() {
    let of_the_receiver = ["hmac", "sha2", "digest"];
    for features in [&[][..], &["--no-default-features"], &["--features=schemars,jiff,chrono"]] {
        let packages = packages(features);
        assert!(packages.iter().any(|package| package == "reqwest"), "{packages:?}");
        for package in of_the_receiver {
            assert!(!packages.iter().any(|found| found == package), "{package} with {features:?}");
        }
    }
    let packages = packages(&["--no-default-features", "--features=receiver"]);
    for package in of_the_receiver {
        assert!(packages.iter().any(|found| found == package), "{package} in {packages:?}");
    }
}
