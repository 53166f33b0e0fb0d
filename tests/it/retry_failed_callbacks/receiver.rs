//! A receiver of failure callbacks that counts them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;

#[derive(Default)]
struct Seen {
    arrived: BTreeMap<String, usize>,
    refusing: bool,
}

/// The receiver. It ends when it is dropped.
pub(crate) struct Receiver {
    url: String,
    seen: Arc<Mutex<Seen>>,
    server: tokio::task::JoinHandle<()>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let seen = Arc::new(Mutex::new(Seen::default()));
        let router = Router::new().route("/{name}", post(arrive)).with_state(Arc::clone(&seen));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self { url, seen, server }
    }

    /// The URL of the callback with this name.
    pub(crate) fn callback(&self, name: &str) -> String {
        format!("{}/{name}", self.url)
    }

    /// Responds with 500 from now on.
    pub(crate) fn refuse(&self) {
        self.lock().refusing = true;
    }

    /// How often each callback arrived.
    pub(crate) fn arrived(&self) -> BTreeMap<String, usize> {
        self.lock().arrived.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().expect("no test panics while it holds the lock")
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn arrive(State(seen): State<Arc<Mutex<Seen>>>, Path(name): Path<String>) -> StatusCode {
    let mut seen = seen.lock().expect("no test panics while it holds the lock");
    *seen.arrived.entry(name).or_default() += 1;
    match seen.refusing {
        true => StatusCode::INTERNAL_SERVER_ERROR,
        false => StatusCode::OK,
    }
}
