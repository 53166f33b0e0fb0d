//! The token through the whole matrix, with everything listened to that is said on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error as StdError;
use std::fmt::{Debug, Write as _};
use std::sync::{Mutex, PoisonError};

use futures::{StreamExt as _, stream};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use upstash_workflow::{AuthScheme, BoxError, Client, ClientBuilder, Token, TokenProvider};

use crate::answers::{sends, sends_and_closes, whole};
use crate::fault::{Fault, fault};
use crate::faults::faults;
use crate::matrix::{Cell, Ready, alone};
use crate::outcome::Outcome;
use crate::support::Request;
use crate::targets::TARGETS;

/// A token with characters that are written in another way in a query.
const SECRET: &str = "tok_MARKED/4f+9d==";
const IN_A_QUERY: &str = "tok_MARKED%2F4f%2B9d%3D%3D";

/// What gives the token away, in whichever form: a part of it as it is, the name of its
/// place in a query, and the inner part of it in base64, at each of the three places in
/// which it may stand there.
const TRACES: [&str; 5] =
    ["MARKED", "qstash_token", "a19NQVJLRUQvNGYrOWQ", "X01BUktFRC80Zis5Z", "TUFSS0VELzRmKzlk"];

fn gives_away(text: &str) -> bool {
    TRACES.iter().any(|trace| text.contains(trace))
}

/// What was said since the listening began: how much by whom, and what should not be.
#[derive(Default)]
struct Heard {
    by: BTreeMap<String, usize>,
    leaks: BTreeSet<String>,
}

static HEARD: Mutex<Option<Heard>> = Mutex::new(None);

fn hear(from: &str, text: &str) {
    let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    let heard = heard.get_or_insert_default();
    *heard.by.entry(from.to_owned()).or_default() += 1;
    if gives_away(text) {
        heard.leaks.insert(format!("{from}: {text}"));
    }
}

struct Listener;

/// Writes down all fields.
#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0, " {field}={value:?} {value:#?}");
    }
}

impl<S: Subscriber> Layer<S> for Listener {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut fields = Fields::default();
        span.record(&mut fields);
        hear(span.metadata().target(), &format!("{}{}", span.metadata().name(), fields.0));
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        hear("a span's later fields", &fields.0);
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        hear(event.metadata().target(), &fields.0);
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        hear(record.target(), &record.args().to_string());
    }

    fn flush(&self) {}
}

struct Provider;

impl TokenProvider for Provider {
    async fn token(&self) -> Result<Token, BoxError> {
        Ok(SECRET.into())
    }
}

/// The ways in which a client has its token.
const SOURCES: [(&str, fn(ClientBuilder) -> Client); 3] = [
    ("a token", |builder| builder.token(SECRET).build().expect("a client")),
    ("a provider", |builder| builder.token_provider(Provider).build().expect("a client")),
    ("with_token", |builder| {
        builder.token("another").build().expect("a client").with_token(SECRET)
    }),
];

/// Answers that repeat what they were asked with.
fn echoes() -> Vec<Fault> {
    vec![
        fault(
            "an error text",
            |_, _| {
                let body = format!(r#"{{"error":"bad token {SECRET}, in {IN_A_QUERY}"}}"#);
                let head = format!("HTTP/1.1 401 No\r\nContent-Length: {}\r\n", body.len());
                // A provider is asked for another token, which comes to the same.
                sends_and_closes(format!("{head}X-Echo: Bearer {SECRET}\r\n\r\n{body}"))
            },
            Outcome::Status(401),
        ),
        fault(
            "a text where a number is due",
            |target, _| {
                let text = format!("\"{SECRET} {IN_A_QUERY}\"");
                sends(whole(&target.body_with(b"\"good\"", &text)))
            },
            Outcome::NotUnderstood,
        ),
    ]
}

/// All that an error shows, and what it came from.
fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = write!(text, "{error} {error:?} {error:#?} ");
        next = error.source();
    }
    text
}

/// The panic of a task that did not expect the error, and what it left behind.
async fn panic_of(error: upstash_workflow::Error) -> String {
    // As `expect` panics, without filling the test's output.
    let panic = Box::new(format!("the call succeeds: {error:?}"));
    let task = tokio::spawn(async move { std::panic::resume_unwind(panic) });
    let join_error: tokio::task::JoinError = task.await.map(|(): ()| ()).expect_err("a panic");
    let text = format!("{join_error} {join_error:?}");
    format!("{text} {:?}", join_error.into_panic().downcast_ref::<String>())
}

/// Whether the request has the token where the scheme says, once, and nowhere else.
fn carries_it_properly(request: &Request, scheme: AuthScheme) -> bool {
    let is_token = |(name, value): &(String, String)| match scheme {
        AuthScheme::Bearer => name == "authorization" && *value == format!("Bearer {SECRET}"),
        AuthScheme::Query => false,
    };
    let rest: Vec<_> = request.headers.iter().filter(|header| !is_token(header)).collect();
    let target = match scheme {
        AuthScheme::Bearer => request.target.clone(),
        AuthScheme::Query => request.target.replacen(&format!("qstash_token={IN_A_QUERY}"), "", 1),
    };
    let body = String::from_utf8_lossy(&request.body);
    let in_a_header = request.headers.len() - rest.len() == 1;
    let in_the_query = target != request.target;
    in_a_header != in_the_query && !gives_away(&format!("{target} {rest:?} {body}"))
}

async fn look(cell: Cell, scheme: AuthScheme, what: String) -> Vec<String> {
    let mut wrong = Vec::new();
    for request in &cell.arrived {
        if !carries_it_properly(request, scheme) {
            wrong.push(format!("{what} sent {request:?}"));
        }
    }
    let mut seen = vec![format!("{:?}", cell.client)];
    for error in [cell.result.err(), cell.next.err()].into_iter().flatten() {
        seen.push(shown(&error));
        seen.push(error.message().unwrap_or_default().to_owned());
        seen.push(format!("{:?}", error.headers()));
        seen.push(panic_of(error).await);
    }
    wrong.extend(seen.into_iter().filter(|text| gives_away(text)).map(|t| format!("{what}: {t}")));
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_the_whole_matrix_the_token_is_on_the_wire_and_nowhere_else() {
    let listener = tracing_subscriber::registry().with(Listener);
    tracing::subscriber::set_global_default(listener).expect("nobody else listens");
    log::set_logger(&Listener).expect("nobody else listens");
    log::set_max_level(log::LevelFilter::Trace);

    let rows: Vec<Fault> =
        faults().into_iter().flat_map(|(_, rows)| rows).chain(echoes()).collect();
    let _alone = alone().await;
    let mut cells = Vec::new();
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        for (source, finish) in SOURCES {
            for fault in &rows {
                // The three ways to have a token go through the same code from there on.
                let targets = if source == "a token" { &TARGETS[..] } else { &TARGETS[..1] };
                cells.extend(targets.iter().map(|target| (scheme, source, finish, fault, target)));
            }
        }
    }
    let count = cells.len();
    let wrong: Vec<_> = stream::iter(cells)
        .map(async |(scheme, source, finish, fault, target)| {
            let finish = |builder: ClientBuilder| finish(builder.auth_scheme(scheme));
            let what = format!("{} on `{}` with {source}, {scheme:?}", target.name, fault.name);
            let cell = Ready::new(fault, target, finish).await.run().await;
            stream::iter(look(cell, scheme, what).await)
        })
        .buffer_unordered(64)
        .flatten()
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));

    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner).take().expect("something");
    assert!(heard.leaks.is_empty(), "{:#?}", heard.leaks);
    // All who have something to say were listened to.
    let loudest = heard.by.iter().map(|(by, times)| format!("{by} {times}")).collect::<Vec<_>>();
    for by in ["upstash_workflow::hooks", "a span's later fields", "reqwest::connect"] {
        assert!(heard.by.contains_key(by), "nothing was heard from {by}: {loudest:?}");
    }
    assert!(heard.by["upstash_workflow::hooks"] >= count, "{loudest:?}");
    println!("{loudest:?}");
}

/// What a pool does that is set up to follow redirects, as the documentation warns of it.
#[tokio::test]
async fn a_redirect_is_followed_by_a_pool_of_ones_own_alone_and_without_the_header() {
    use crate::server::Hostile;

    let mut elsewhere = Hostile::start([]).await;
    elsewhere.heal(whole(br#"{"dlqId":"elsewhere"}"#));
    let answer = format!(
        "HTTP/1.1 307 Redirect\r\nLocation: {}/stolen\r\nContent-Length: 0\r\n\r\n",
        elsewhere.url()
    );
    let server = Hostile::start(sends(answer)).await;
    let builder = || Client::builder().token(SECRET).base_url(server.url());
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        let client = builder().auth_scheme(scheme).build().expect("a client");
        let error = client.get_failed_workflow_run().dlq_id("1-0").await.expect_err("a redirect");
        assert_eq!(error.status().map(|s| s.as_u16()), Some(307));
        assert_eq!(elsewhere.connections(), 0, "{scheme:?}");
    }
    let own = builder().http_client(reqwest::Client::new()).build().expect("a client");
    own.get_failed_workflow_run().dlq_id("1-0").await.expect("it follows");
    let followed = elsewhere.requests();
    assert_eq!(followed.len(), 1);
    assert!(!gives_away(&format!("{followed:?}")), "{followed:?}");
}

mod proxies {
    //! A proxy that the environment names could read what goes to this machine in the clear.

    use std::process::Command;

    use super::SECRET;
    use crate::answers::whole;
    use crate::server::Hostile;

    const URL: &str = "TEST_SERVER_URL";

    #[tokio::test]
    async fn what_goes_to_this_machine_in_the_clear_goes_past_the_environments_proxy() {
        let (mut server, mut proxy) = (Hostile::start([]).await, Hostile::start([]).await);
        server.heal(whole(b"{}"));
        proxy.heal(whole(b"{}"));
        let test = std::env::current_exe().expect("this test");
        let mut child = Command::new(test);
        let name = "secrets::proxies::a_program_with_a_proxy_in_its_environment";
        child.args(["--ignored", "--exact", name]).env_remove("NO_PROXY").env_remove("no_proxy");
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
        let client = upstash_workflow::Client::builder().token(SECRET).base_url(url);
        client.build().expect("a client").get_global_parallelism().await.expect("an answer");
    }
}
