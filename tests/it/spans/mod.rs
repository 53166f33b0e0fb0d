//! The spans and events of a call.

mod listener;
mod many;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use self::listener::Listener;
use crate::support::calls::{CALLS, documented_routes};
use crate::support::{Sealed, TOKEN, Wire, response};
use futures::TryStreamExt;
use tracing::instrument::WithSubscriber;
use tracing::{Event, Level, Metadata, Span, Subscriber, span};
use upstash_workflow::{BoxError, Client, RetryPolicy, Token, TokenProvider, Trigger};

fn policy() -> RetryPolicy {
    RetryPolicy::default().max_retries(2).base_delay(Duration::from_millis(1))
}

#[tokio::test]
async fn each_call_is_one_span_with_what_was_called_and_what_came_of_it() {
    let routes = documented_routes();
    let wire = Wire::start([response("412 Precondition Failed", &[], "")]).await;
    let client = wire.client();
    for call in CALLS {
        let listener = Listener::default();
        call.errors(&client).with_subscriber(listener.subscriber()).await;
        let spans = listener.calls();
        assert_eq!(spans.len(), 2, "one for each way of calling: {spans:?}");
        let (method, path) = routes[call.id];
        for span in spans {
            assert_eq!(span.name, Some("upstash_workflow"));
            let name = format!("{method} {path}");
            for (field, value) in [
                ("operation", call.id),
                ("otel.kind", "client"),
                ("otel.name", &name),
                ("otel.status_code", "ERROR"),
                ("http.request.method", method),
                ("url.template", path),
                ("server.address", "127.0.0.1"),
                ("http.response.status_code", "412"),
                ("error.type", "412"),
            ] {
                assert_eq!(span.field(field), Some(value), "{field} of {span:?}");
            }
            assert!(span.field("server.port").is_some_and(|port| wire.url().ends_with(port)));
            assert_eq!(span.fields.len(), 10, "and nothing else: {span:?}");
            assert_eq!(span.formatted, [""; 0], "numbers stay numbers");
        }
        assert_eq!(listener.events().len(), 0);
    }
}

#[tokio::test]
async fn the_span_of_a_trigger_names_what_the_caller_called() {
    let wire = Wire::start([response("412 Precondition Failed", &[], "")]).await;
    let client = wire.client();
    let url = "https://app.example.com/w";
    let listener = Listener::default();
    let calls = async {
        client.trigger(url).await.expect_err("refused");
        client.trigger_batch([Trigger::new(url)]).await.expect_err("refused");
        client.batch_trigger_workflow_runs().body(Vec::new()).await.expect_err("refused");
    };
    calls.with_subscriber(listener.subscriber()).await;
    let spans = listener.calls();
    let named: Vec<_> = spans.iter().map(|span| span.field("operation")).collect();
    let names = ["trigger", "trigger_batch", "batch_trigger_workflow_runs"];
    assert_eq!(named, names.map(Some));
    assert!(
        spans.iter().all(|span| span.field("url.template") == Some("/v2/batch/trigger")),
        "{spans:?}"
    );
}

#[tokio::test]
async fn each_retry_is_an_event_within_the_span_of_its_call() {
    let wire = Wire::start([
        response("503 Unavailable", &[], ""),
        Vec::new(),
        response("200 OK", &[], "{}"),
    ])
    .await;
    let builder = Client::builder().token(TOKEN).base_url(wire.url()).retry(policy());
    let client = builder.build().expect("a client");
    let listener = Listener::default();
    let call = client.get_global_parallelism().into_future();
    call.with_subscriber(listener.subscriber()).await.expect("a response");
    let events = listener.events();
    let told = |name| events.iter().map(|event| event.field(name)).collect::<Vec<_>>();
    assert_eq!(told("message"), [Some("retrying"); 2]);
    assert_eq!(told("attempt"), [Some("1"), Some("2")]);
    assert_eq!(told("error.type"), [Some("503"), Some("transport")]);
    assert!(told("wait_ms").iter().all(Option::is_some), "{events:?}");
    assert!(events.iter().all(|event| event.formatted == ["message"]), "{events:?}");
    assert!(events.iter().all(|event| event.within == Some("upstash_workflow")), "{events:?}");
    let [span] = &listener.calls()[..] else { panic!("{:?}", listener.calls()) };
    assert_eq!(span.field("http.request.resend_count"), Some("2"));
    assert_eq!(span.field("http.response.status_code"), Some("200"));
    assert_eq!((span.field("otel.status_code"), span.field("error.type")), (None, None));
}

#[tokio::test]
async fn the_span_of_a_call_without_a_response_says_so() {
    let wire =
        Wire::start([response("401 Unauthorized", &[], ""), response("503 Unavailable", &[], "")])
            .await;
    let builder = Client::builder().base_url(wire.url()).retry(policy());
    let client = builder.token_provider(Sealed::default()).build().expect("a client");
    let listener = Listener::default();
    let call = client.get_signing_keys().into_future();
    let error = call.with_subscriber(listener.subscriber()).await.expect_err("no token");
    assert!(error.is_configuration(), "{error}");
    let [span] = &listener.calls()[..] else { panic!("{:?}", listener.calls()) };
    assert_eq!(span.field("http.request.resend_count"), Some("1"), "the third was not sent");
    assert_eq!(span.field("error.type"), Some("configuration"));
    assert_eq!(span.field("otel.status_code"), Some("ERROR"));
}

#[tokio::test]
async fn the_guide_names_every_field_and_the_level() {
    const GUIDE: &str = include_str!("../../../docs/guide/tracing.md");
    let wire =
        Wire::start([response("503 Unavailable", &[], ""), response("412 Quota", &[], "")]).await;
    let builder = Client::builder().token(TOKEN).base_url(wire.url()).retry(policy());
    let client = builder.build().expect("a client");
    let listener = Listener::default();
    let wait = client.wait_for_failure_callback("1-0").into_future();
    wait.with_subscriber(listener.subscriber()).await.expect_err("refused");
    let told: Vec<_> = listener.calls().into_iter().chain(listener.events()).collect();
    let found: BTreeSet<_> = told.iter().flat_map(|told| told.fields.keys().copied()).collect();
    let rows = GUIDE.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    assert_eq!(rows.chain(["message"]).collect::<BTreeSet<_>>(), found);
    assert!(told.iter().all(|told| told.level == Some(Level::DEBUG)), "{told:?}");
}

#[tokio::test]
async fn the_callers_own_span_is_left_alone() {
    let wire = Wire::json(r#"{"messages": [{"dlqId": "1-0"}], "cursor": "a"}"#).await;
    let client = wire.client();
    let all = Listener::default();
    let own_alone = Listener::only(module_path!());
    for listener in [&all, &own_alone] {
        let work = async {
            let span = tracing::info_span!("job", status = "fine", attempts = 0_u64);
            let list = async { client.list_failed_workflow_runs().stream().try_next().await };
            tracing::Instrument::instrument(list, span).await
        };
        // For the thread: a span tells its parent's subscriber of its end only while that is the
        // current one, and the task that fetches ahead ends in its own time.
        let _guard = tracing::subscriber::set_default(listener.subscriber());
        work.await.expect("a page").expect("an item");
        // Its span ends with the task that asks ahead, which ends in its own time.
        let job = loop {
            let job = listener.told().iter().find(|told| told.name == Some("job")).cloned();
            match job {
                Some(job) => break job,
                None => tokio::time::sleep(Duration::from_millis(1)).await,
            }
        };
        assert_eq!((job.field("status"), job.field("attempts")), (Some("fine"), Some("0")));
        assert_eq!(job.fields.len(), 2, "{job:?}");
    }
    // The next page, asked for ahead on a task of its own, is part of the job as well.
    // The list has a span of its own, with those of its requests in it.
    let within = |name| all.calls().iter().filter(|call| call.within == Some(name)).count();
    assert_eq!((within("job"), within("upstash_workflow")), (1, all.calls().len() - 1));
    assert_eq!(own_alone.calls().len(), 0, "what is filtered out is not told");
}

/// Checks during a call whether there is a span.
#[derive(Clone, Default)]
struct Asks(Arc<Mutex<Vec<bool>>>);

impl TokenProvider for Asks {
    async fn token(&self) -> Result<Token, BoxError> {
        let on = !Span::current().is_disabled();
        self.0.lock().expect("no panic while it is held").push(on);
        Ok(TOKEN.into())
    }
}

/// Is not interested in anything, and panics if it gets something.
struct Deaf;

impl Subscriber for Deaf {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        false
    }
    fn new_span(&self, attributes: &span::Attributes<'_>) -> span::Id {
        panic!("a span was made: {attributes:?}")
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        panic!("a value was evaluated: {values:?}")
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        panic!("an event was made: {event:?}")
    }
    fn enter(&self, _: &span::Id) {
        panic!("a span was entered")
    }
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn without_a_subscriber_there_is_no_span_and_nothing_is_evaluated() {
    let wire = Wire::start([response("503 Unavailable", &[], "")]).await;
    let asks = Asks::default();
    let builder = Client::builder().base_url(wire.url()).token_provider(asks.clone());
    let client = builder.retry(policy()).build().expect("a client");
    let call = || client.get_signing_keys().into_future();
    call().await.expect_err("unavailable");
    call().with_subscriber(Deaf).await.expect_err("unavailable");
    let seen = |asks: &Asks| std::mem::take(&mut *asks.0.lock().expect("no panic"));
    assert_eq!(seen(&asks), [false; 6]);
    // With a subscriber there is a span, so the check above is in the right place.
    call().with_subscriber(Listener::default().subscriber()).await.expect_err("unavailable");
    assert_eq!(seen(&asks), [true; 3]);
}
