//! One call that meets one fault, and the next call of the same client.

use std::time::{Duration, Instant};

use upstash_workflow::{Client, ClientBuilder, Error, RetryPolicy};

use super::fault::{Ends, Fault, Places};
use super::responses::whole;
use super::server::Hostile;
use super::targets::{Response, Target};
use crate::support::Request;

/// The attempt timeout of calls that should time out. It is long compared to what a busy machine
/// needs for a request.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(3);
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
/// The attempt timeout of all other calls. Reaching it is a failure.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// The outcome of a call.
pub(crate) struct Cell {
    pub(crate) result: Result<Response, Error>,
    /// What arrived of the call and of the next one.
    pub(crate) arrived: Vec<Request>,
    pub(crate) client: Client,
    pub(crate) requests: usize,
    pub(crate) elapsed: Duration,
    /// The outcome of the next call, of a healthy server.
    pub(crate) next: Result<Response, Error>,
    /// Connections to the server that must not get any.
    pub(crate) strays: usize,
}

/// A client's settings for a fault, without a token.
fn settings(fault: &Fault, url: String) -> ClientBuilder {
    let timeout = if fault.ends == Ends::Timeout { TIMEOUT } else { LONG };
    let connect = if fault.ends == Ends::ConnectTimeout { CONNECT_TIMEOUT } else { LONG };
    let policy = RetryPolicy::default().max_retries(1).base_delay(Duration::from_millis(1));
    let builder = Client::builder().base_url(url).retry(policy);
    builder.timeout(timeout).connect_timeout(connect).max_response_bytes(24 * 1024 * 1024)
}

/// A client and the server that it calls.
pub(crate) struct Ready<'a> {
    pub(crate) fault: &'a Fault,
    pub(crate) target: &'a Target,
    server: Hostile,
    elsewhere: Hostile,
    client: Client,
}

impl<'a> Ready<'a> {
    /// `finish` sets the token and builds the client.
    pub(crate) async fn new(
        fault: &'a Fault,
        target: &'a Target,
        finish: impl Fn(ClientBuilder) -> Client,
    ) -> Self {
        let server = Hostile::behind(fault.door, []).await;
        let elsewhere = Hostile::start([]).await;
        let places = Places { here: server.url(), elsewhere: elsewhere.url() };
        server.play((fault.script)(target, &places));
        let client = finish(settings(fault, server.url()));
        Self { fault, target, server, elsewhere, client }
    }

    /// Makes the call that meets the fault, and then one of a healthy server.
    pub(crate) async fn run(self) -> Cell {
        let Self { fault, target, mut server, elsewhere, client } = self;
        let mut before = 0;
        if fault.second_call {
            (target.call)(&client).await.expect("the first call meets no fault");
            // The connection goes back to the pool meanwhile, which cannot be observed.
            tokio::time::sleep(Duration::from_millis(300)).await;
            before = server.settled().await;
            assert_eq!(server.connections(), 1, "{}: the first call has one", fault.name);
        }
        let started = Instant::now();
        let result = (target.call)(&client).await;
        let elapsed = started.elapsed();
        let requests = server.settled().await - before;
        if fault.closes {
            server.until_left().await;
        }
        server.heal(whole(&target.body("healed")));
        server.until_open().await;
        let next = (target.call)(&client).await;
        let (arrived, strays) = (server.requests(), elsewhere.connections());
        Cell { result, arrived, client, requests, elapsed, next, strays }
    }
}

/// Keeps the tests that measure timeouts from running at the same time.
pub(crate) async fn alone() -> tokio::sync::MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    ONE_AT_A_TIME.lock().await
}
