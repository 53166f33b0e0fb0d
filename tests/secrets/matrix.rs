//! The token through the whole matrix of faults, with everything recorded that any crate says.

use std::cell::Cell;
use std::error::Error as StdError;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use futures::{StreamExt as _, stream};
use upstash_workflow::{AuthScheme, BoxError, Client, ClientBuilder, Token, TokenProvider};

use crate::hostile_service::cell::{self, Ready, alone};
use crate::hostile_service::docs;
use crate::hostile_service::fault::{Fault, fault};
use crate::hostile_service::faults::faults;
use crate::hostile_service::outcome::Outcome;
use crate::hostile_service::responses::{head, sends, sends_and_closes, whole};
use crate::hostile_service::targets::TARGETS;
use crate::listener::{self, gives_away};
use crate::support::Request;

/// A token with characters that are encoded in a query.
const SECRET: &str = "tok_MARKED/4f+9d==";
const IN_A_QUERY: &str = "tok_MARKED%2F4f%2B9d%3D%3D";

struct Provider;

impl TokenProvider for Provider {
    async fn token(&self) -> Result<Token, BoxError> {
        Ok(SECRET.into())
    }
}

/// Gives a client its token.
type Finish = fn(ClientBuilder) -> Client;

/// The ways in which a client has its token.
const SOURCES: [(&str, Finish); 3] = [
    ("a token", |builder| builder.token(SECRET).build().expect("a client")),
    ("a provider", |builder| builder.token_provider(Provider).build().expect("a client")),
    ("with_token", |builder| {
        builder.token("another").build().expect("a client").with_token(SECRET)
    }),
];

/// Responses that echo the request.
fn echoes() -> Vec<Fault> {
    vec![
        fault(
            "an error text",
            |_, _| {
                let body = format!(r#"{{"error":"bad token {SECRET}, in {IN_A_QUERY}"}}"#);
                let head = format!("HTTP/1.1 401 No\r\nContent-Length: {}\r\n", body.len());
                // A provider is asked again, with the same outcome.
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
        fault(
            "a success with it in its headers",
            |target, _| {
                let body = target.body("good");
                let echo = format!("X-Echo: Bearer {SECRET}\r\nX-Query: {IN_A_QUERY}\r\n");
                let length = format!("Content-Length: {}\r\n", body.len());
                sends([head(&format!("{echo}{length}")), body].concat())
            },
            Outcome::Done,
        ),
    ]
}

/// All that an error and its sources show.
fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let _ = write!(text, "{error} {error:?} {error:#?} ");
        next = error.source();
    }
    text
}

thread_local! {
    /// The next panic of this thread is part of the test.
    static IS_EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// The messages of panics that are part of the test.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Records expected panics, and passes the others on.
fn listen_to_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if IS_EXPECTED.take() {
            SAID.lock().unwrap_or_else(PoisonError::into_inner).push(panic.to_string());
        } else {
            usual(panic);
        }
    }));
}

#[allow(clippy::unwrap_used, reason = "it is what is tested")]
fn unwrap(outcome: Result<(), upstash_workflow::Error>) {
    IS_EXPECTED.set(true);
    outcome.unwrap();
}

/// The texts of the panic of a task that unwrapped the error.
async fn panic_of(error: upstash_workflow::Error) -> String {
    let task = tokio::spawn(async move { unwrap(Err(error)) });
    let join_error = task.await.expect_err("a panic");
    let text = format!("{join_error} {join_error:?}");
    let panic = join_error.into_panic();
    format!("{text} {}", panic.downcast_ref::<String>().expect("a text"))
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

async fn look(cell: cell::Cell, scheme: AuthScheme, what: String) -> Vec<String> {
    let mut wrong = Vec::new();
    for request in &cell.arrived {
        if !carries_it_properly(request, scheme) {
            wrong.push(format!("{what} sent {request:?}"));
        }
    }
    if cell.strays > 0 {
        wrong.push(format!("{what} was carried on"));
    }
    let mut seen = vec![format!("{:?}", cell.client)];
    for result in [cell.result, cell.next] {
        match result {
            // Formatting it takes seconds without optimization.
            Ok(response) if response.text.len() > 1_000_000 => {}
            Ok(response) => seen.push(format!("{response:?} {response:#?}")),
            Err(error) => {
                seen.push(shown(&error));
                seen.push(error.message().unwrap_or_default().to_owned());
                seen.push(format!("{:?}", error.headers()));
                seen.push(panic_of(error).await);
            }
        }
    }
    wrong.extend(seen.into_iter().filter(|text| gives_away(text)).map(|t| format!("{what}: {t}")));
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn through_the_whole_matrix_the_token_is_on_the_wire_and_nowhere_else() {
    let _alone = alone().await;
    listener::listen();
    listen_to_panics();
    let rows = faults().into_iter().flat_map(|(_, rows)| rows).chain(echoes()).collect::<Vec<_>>();
    let mut cells = Vec::new();
    for scheme in [AuthScheme::Bearer, AuthScheme::Query] {
        for (source, finish) in SOURCES {
            for fault in &rows {
                // After the token is known, all three sources use the same code.
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

    let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
    let wrong: Vec<_> = said.iter().filter(|text| gives_away(text)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    let unwrapped = "called `Result::unwrap()` on an `Err` value: ";
    assert!(said.len() > count / 2 && said.iter().all(|text| text.contains(unwrapped)));

    let heard = listener::heard();
    assert!(heard.leaks.is_empty(), "{:#?}", heard.leaks);
    // Every crate that logs was recorded.
    let loudest = heard.by.iter().map(|(by, times)| format!("{by} {times}")).collect::<Vec<_>>();
    for by in ["upstash_workflow", "a span's later fields", "reqwest::connect"] {
        assert!(heard.by.contains_key(by), "nothing was heard from {by}: {loudest:?}");
    }
    assert!(heard.by["upstash_workflow"] >= count, "{loudest:?}");
    docs::agrees("secrets", &table(count, rows.len()));
}

fn table(calls: usize, faults: usize) -> String {
    let mut table = format!(
        "| where, in {calls} calls that met {faults} faults | the token is there |\n|---|---|\n"
    );
    for (place, there) in [
        ("the header `Authorization` of a request, with `AuthScheme::Bearer`", "once"),
        ("the query of a request, with `AuthScheme::Query`", "once"),
        ("any other part of a request: path, query, headers, body", "never"),
        ("a request to where a redirect points to", "never, there is none"),
        ("spans and events of `tracing`, of all crates, at `TRACE`", "never"),
        ("records of `log`, of all crates, at `Trace`", "never"),
        ("`Display` and `Debug` of an error and of all its sources", "never"),
        (
            "`Error::message`, and `Debug` of `Error::headers`",
            "never, even if the response repeats it",
        ),
        ("the panic of a task that unwrapped the error, and its `JoinError`", "never"),
        ("`Debug` of a success, with its headers", "never, even if a header repeats it"),
        ("`Debug` of the client", "never"),
    ] {
        table += &format!("| {place} | {there} |\n");
    }
    table
}

/// A pool that follows redirects does not send the header on, as the documentation says.
#[tokio::test]
async fn a_redirect_is_followed_by_a_pool_of_ones_own_alone_and_without_the_header() {
    use crate::hostile_service::server::Hostile;

    let mut elsewhere = Hostile::start([]).await;
    elsewhere.heal(whole(br#"{"dlqId":"elsewhere"}"#));
    let response = format!(
        "HTTP/1.1 307 Redirect\r\nLocation: {}/stolen\r\nContent-Length: 0\r\n\r\n",
        elsewhere.url()
    );
    let server = Hostile::start(sends(response)).await;
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
