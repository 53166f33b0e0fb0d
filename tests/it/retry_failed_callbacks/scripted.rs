//! A service that responds by a script: what the emulator would not do on its own.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use upstash_workflow::{Client, RetryPolicy};

use crate::support::TOKEN;

/// A response: status, headers, body.
pub(crate) type Response = (StatusCode, HeaderMap, String);

#[derive(Default)]
struct Script {
    /// The pages of the list, by the cursor that asks for them; the last response repeats itself.
    pages: BTreeMap<String, VecDeque<Response>>,
    retries: BTreeMap<String, VecDeque<Response>>,
    looks: BTreeMap<String, VecDeque<Response>>,
    /// `list 1-0`, `retry 1-0` or `look 1-0`, with the time, in the order of arrival.
    calls: Vec<(String, Instant)>,
    latency: Duration,
    under_way: usize,
    most_under_way: usize,
}

/// The service. It ends when it is dropped.
pub(crate) struct Scripted {
    script: Arc<Mutex<Script>>,
    url: String,
    server: tokio::task::JoinHandle<()>,
}

impl Scripted {
    pub(crate) async fn start() -> Self {
        let script = Arc::new(Mutex::new(Script::default()));
        let router = Router::new()
            .route("/v2/workflows/dlq", get(list))
            .route("/v2/workflows/dlq/{id}", get(look))
            .route("/v2/workflows/dlq/callback/{id}", post(retry))
            .with_state(Arc::clone(&script));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self { script, url, server }
    }

    /// One page with these entries, all failed.
    pub(crate) fn page<'a>(&self, ids: impl IntoIterator<Item = &'a str>) {
        self.list("", [page(ids, None)]);
    }

    /// What the list returns at a cursor.
    pub(crate) fn list(&self, cursor: &str, responses: impl IntoIterator<Item = Response>) {
        self.lock().pages.insert(cursor.to_owned(), responses.into_iter().collect());
    }

    pub(crate) fn retries(&self, id: &str, responses: impl IntoIterator<Item = Response>) {
        self.lock().retries.insert(id.to_owned(), responses.into_iter().collect());
    }

    pub(crate) fn looks(&self, id: &str, responses: impl IntoIterator<Item = Response>) {
        self.lock().looks.insert(id.to_owned(), responses.into_iter().collect());
    }

    pub(crate) fn latency(&self, latency: Duration) {
        self.lock().latency = latency;
    }

    /// The calls that arrived, in order.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.lock().calls.iter().map(|(call, _)| call.clone()).collect()
    }

    pub(crate) fn calls_with_times(&self) -> Vec<(String, Instant)> {
        self.lock().calls.clone()
    }

    pub(crate) fn most_under_way(&self) -> usize {
        self.lock().most_under_way
    }

    /// A client with short delays.
    pub(crate) fn client(&self) -> Client {
        let quick = RetryPolicy::default()
            .max_retries(1)
            .base_delay(Duration::from_millis(2))
            .max_delay(Duration::from_millis(10));
        let builder = Client::builder().token(TOKEN).base_url(&self.url).retry(quick);
        builder.build().expect("a client")
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("no test panics while it holds the lock")
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.server.abort();
    }
}

pub(crate) fn status(code: u16) -> Response {
    let body = format!(r#"{{"error":"status {code}"}}"#);
    (StatusCode::from_u16(code).expect("a status"), HeaderMap::new(), body)
}

pub(crate) fn with_header(mut response: Response, name: &'static str, value: &str) -> Response {
    response.1.insert(name, value.parse().expect("a header's value"));
    response
}

/// The service has taken a retry.
pub(crate) fn taken() -> Response {
    ok(r#"{"workflowRunId":"wfr_1","workflowCreatedAt":1}"#)
}

/// An entry whose callback has this state.
pub(crate) fn state(state: &str) -> Response {
    ok(&format!(r#"{{"dlqId":"1-0","failureFunctionState":"{state}"}}"#))
}

/// A page with these entries, all failed, and a cursor.
pub(crate) fn page<'a>(ids: impl IntoIterator<Item = &'a str>, cursor: Option<&str>) -> Response {
    let entry = |id| format!(r#"{{"dlqId":"{id}","failureFunctionState":"CALLBACK_FAIL"}}"#);
    let entries: Vec<String> = ids.into_iter().map(entry).collect();
    let cursor = cursor.map_or(String::new(), |cursor| format!(r#","cursor":"{cursor}""#));
    ok(&format!(r#"{{"messages":[{}]{cursor}}}"#, entries.join(",")))
}

pub(crate) fn ok(body: &str) -> Response {
    (StatusCode::OK, HeaderMap::new(), body.to_owned())
}

type Shared = State<Arc<Mutex<Script>>>;

async fn list(shared: Shared, Query(query): Query<BTreeMap<String, String>>) -> Response {
    assert_eq!(query.get("failureFunctionState").map(String::as_str), Some("CALLBACK_FAIL"));
    let cursor = query.get("cursor").cloned().unwrap_or_default();
    response(shared, "list", &cursor, |script| &mut script.pages).await
}

async fn retry(shared: Shared, Path(id): Path<String>, body: Bytes) -> Response {
    assert!(body.is_empty());
    response(shared, "retry", &id, |script| &mut script.retries).await
}

async fn look(shared: Shared, Path(id): Path<String>) -> Response {
    response(shared, "look", &id, |script| &mut script.looks).await
}

async fn response(
    State(script): Shared,
    what: &str,
    id: &str,
    of: impl Fn(&mut Script) -> &mut BTreeMap<String, VecDeque<Response>>,
) -> Response {
    let lock = || script.lock().expect("no test panics while it holds the lock");
    let (response, latency) = {
        let mut script = lock();
        script.calls.push((format!("{what} {id}"), Instant::now()));
        script.under_way += 1;
        script.most_under_way = script.most_under_way.max(script.under_way);
        let latency = script.latency;
        let responses = of(&mut script).entry(id.to_owned()).or_insert_with(|| [taken()].into());
        let response = match responses.len() {
            1 => responses.front().cloned(),
            _ => responses.pop_front(),
        };
        (response.expect("a script with a response"), latency)
    };
    tokio::time::sleep(latency).await;
    lock().under_way -= 1;
    response
}
