//! Clients from environment variables. Variables belong to a process, so each case runs this test
//! again as a program of its own.

use upstash_workflow::Client;

use crate::support::{Wire, again};

/// Set in the process in which the test acts as the program.
const PROGRAM: &str = "BE_THE_PROGRAM";
const VARIABLES: [&str; 4] = ["QSTASH_TOKEN", "QSTASH_URL", "QSTASH_REGION", "QSTASH_DEV"];

async fn program() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    client.get_signing_keys().await?;
    Ok(())
}

/// What the program prints with these variables alone.
async fn run(variables: &[(&str, &str)]) -> String {
    let mut command = again(module_path!(), "a_client_is_built_from_the_environment");
    command.env(PROGRAM, "1");
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.expect("no panic").expect("an end");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_client_is_built_from_the_environment() {
    if std::env::var_os(PROGRAM).is_some() {
        match program().await {
            Ok(()) => println!("went well"),
            Err(error) => println!("{error}"),
        }
        return;
    }
    let wire = Wire::json(r#"{"current": "sig_1", "next": "sig_2"}"#).await;
    let url = format!("{}/v2/publish/", wire.url());
    let printed = run(&[("QSTASH_TOKEN", "tok"), ("QSTASH_URL", &url)]).await;
    assert!(printed.contains("went well"), "{printed}");
    assert_eq!(wire.only_request().header("authorization"), Some("Bearer tok"));

    for (variables, part) in [
        (&[("QSTASH_TOKEN", "")][..], "no token: set QSTASH_TOKEN or call .token(…)"),
        (&[("QSTASH_TOKEN", "tok"), ("QSTASH_URL", "nowhere")], "QSTASH_URL is not a valid URL"),
        (&[("QSTASH_TOKEN", "tok"), ("QSTASH_REGION", "MARS")], "QSTASH_REGION is not a region"),
        (&[("QSTASH_TOKEN", "'tok'")], "QSTASH_TOKEN has quotes around it"),
        (&[("QSTASH_DEV", "perhaps")], "QSTASH_DEV is invalid"),
    ] {
        let printed = run(variables).await;
        assert!(printed.contains(part), "{variables:?}: {printed}");
    }
    assert_eq!(wire.requests().len(), 1);
}
