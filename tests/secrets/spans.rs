//! The spans, events and log records of calls show nothing that is the caller's.

use std::time::Duration;

use futures::TryStreamExt;
use tracing::instrument::WithSubscriber;
use upstash_workflow::{AuthScheme, Client, RetryPolicy};

use crate::listener;
use crate::own_listener::Listener;
use crate::support::{Sealed, TOKEN, Wire, response};

/// Part of every value of the caller.
const MARK: &str = "MARKED";

fn policy() -> RetryPolicy {
    RetryPolicy::default().max_retries(2).base_delay(Duration::from_millis(1))
}

#[tokio::test]
async fn no_level_of_tracing_or_log_shows_a_value_of_the_caller() {
    listener::listen();

    let headers = [("X-Secret", "MARKED"), ("Location", "/x?MARKED"), ("Set-Cookie", "a=MARKED")];
    let listener = Listener::default();
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        for status in ["200 OK", "307 Temporary Redirect", "401 Unauthorized", "500 Broken", "no"] {
            let bytes = match status {
                "no" => Vec::new(),
                _ => response(status, &headers, r#"{"error": "MARKED", "messages": "MARKED"}"#),
            };
            let wire = Wire::start([bytes]).await;
            let builder = || Client::builder().base_url(wire.url()).auth_scheme(scheme);
            let fixed = builder().token(TOKEN).retry(policy()).build().expect("a client");
            let sealed = builder().token_provider(Sealed::default()).retry(policy());
            for client in [fixed, sealed.build().expect("a client")] {
                let calls = async {
                    let list = client.list_failed_workflow_runs().label(MARK).cursor(MARK);
                    list.stream().try_collect::<Vec<_>>().await.ok();
                    client.get_failed_workflow_run().dlq_id(MARK).await.ok();
                    client.get_run(MARK).await.ok();
                    client.wait_for_run(MARK).timeout(Duration::ZERO).await.ok();
                    let notify = client.notify_workflow_run_event().workflow_run_id(MARK);
                    notify.event_id(MARK).content_type(MARK).body(MARK).await.ok();
                    let trigger = client.trigger("https://app.example.com/x?MARKED");
                    let trigger = trigger.header("X-Secret", MARK).text(MARK).label(MARK);
                    trigger.run_id(MARK).failure_url("https://h/?MARKED").await.ok();
                    client.trigger("not a URL MARKED").await.expect_err("refused");
                };
                calls.with_subscriber(listener.subscriber()).await;
            }
            // The secret is there, so the search below can find it.
            let sent = format!("{:?}", wire.requests());
            assert!(sent.contains(MARK) && sent.contains(TOKEN), "{sent}");
        }
    }
    let told = listener.told();
    assert!(told.iter().filter(|told| told.is_ours()).count() > 100, "{}", told.len());
    for told in told.iter() {
        let shown = format!("{told:?}");
        assert!(!shown.contains(MARK) && !shown.contains(TOKEN), "{shown}");
    }
    let heard = listener::heard();
    assert!(heard.by.contains_key("reqwest::connect"), "the transport logs: {:?}", heard.by);
    assert!(heard.leaks.is_empty(), "{:#?}", heard.leaks);
}
