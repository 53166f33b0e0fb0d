//! Plain HTTP to this machine does not go through the proxy of the environment, which could read it.

use upstash_workflow::Client;

use crate::hostile_service::responses::whole;
use crate::hostile_service::server::Hostile;
use crate::support::{TOKEN, again};

const URL: &str = "TEST_SERVER_URL";

#[tokio::test]
async fn what_goes_to_this_machine_in_the_clear_goes_past_the_environments_proxy() {
    let (mut server, mut proxy) = (Hostile::start([]).await, Hostile::start([]).await);
    server.heal(whole(b"{}"));
    proxy.heal(whole(b"{}"));
    let mut child = again(module_path!(), "a_program_with_a_proxy_in_its_environment");
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    child.env(URL, server.url()).env("HTTP_PROXY", proxy.url()).env("http_proxy", proxy.url());
    let output = tokio::task::spawn_blocking(move || child.output()).await;
    let output = output.expect("no panic").expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert_eq!((server.requests().len(), proxy.connections()), (1, 0));
}

#[ignore = "the test above runs it, with a proxy in the environment"]
#[tokio::test]
async fn a_program_with_a_proxy_in_its_environment() {
    let url = std::env::var(URL).expect("the server's URL");
    let client = Client::builder().token(TOKEN).base_url(url);
    client.build().expect("a client").get_global_parallelism().await.expect("a response");
}
