//! The handle of a running emulator.

use std::fmt;
use std::sync::Arc;

use crate::behaviour::fault::FaultRule;
use crate::delivery::engine::Engine;
use crate::delivery::start::wait_for_event;
use crate::http::app::App;
use crate::http::recorder::RecordedRequest;
use crate::http::server::Server;
use crate::state::clock::now_ms;
use crate::state::failed_run::FailedRun;
use crate::state::signing_keys::SigningKeys;
use crate::state::waiter::Waiter;

/// A running emulator. Dropping it stops the server, its connections and its deliveries at once;
/// [`stop`](Self::stop) lets them finish first.
pub struct Emulator {
    pub(crate) url: String,
    pub(crate) app: Arc<App>,
    pub(crate) server: Server,
}

impl Emulator {
    /// Returns the base URL for a client, such as `http://127.0.0.1:8080`, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the token that requests must carry.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.app.token
    }

    /// Returns the link to the page that shows what happens, with the token in the fragment. A browser does not send the
    /// fragment; the page takes the token from it, for its buttons, and removes it from the address bar.
    #[must_use]
    pub fn page_url(&self) -> String {
        let mut fragment = form_urlencoded::Serializer::new(String::new());
        fragment.append_pair("token", self.token());
        format!("{}/#{}", self.url, fragment.finish())
    }

    /// Returns the current signing keys.
    #[must_use]
    pub fn signing_keys(&self) -> SigningKeys {
        self.app.engine.keys.lock().clone()
    }

    /// Signs a request as deliveries are signed. Returns the value of the header `Upstash-Signature`, which a receiver
    /// accepts for five minutes, for exactly this URL and this body.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// # let emulator = upstash_workflow_emulator::Emulator::start().await?;
    /// let signature = emulator.sign("https://app.example.com/failed", r#"{"status":500}"#);
    /// // With another body, the receiver responds with 401.
    /// # assert_eq!(signature.split('.').count(), 3);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn sign(&self, url: &str, body: impl AsRef<[u8]>) -> String {
        let key = self.app.engine.keys.lock().current.clone();
        self.app.engine.client.sign(&key, url, body.as_ref())
    }

    /// Adds failed runs to the DLQ and the logs, and returns their DLQ ids in order. Ids grow: later ones are listed later.
    pub fn seed(&self, runs: impl IntoIterator<Item = FailedRun>) -> Vec<String> {
        seed(&self.app.engine, runs)
    }

    /// Adds a step that waits for an event. If the event arrived earlier for its run, it is delivered at once.
    pub fn seed_waiter(&self, waiter: Waiter) {
        wait_for_event(&self.app.engine, waiter);
    }

    /// Returns the requests that arrived, including refused ones, oldest first: the last 10,000, or as many as have
    /// 64 MiB of bodies.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.app.recorder.lock().requests()
    }

    /// Adds a fault after the existing ones, for the next requests.
    pub fn add_fault(&self, rule: impl Into<FaultRule>) {
        self.app.faults.lock().add(rule.into());
    }

    /// Removes all faults with their counts. A request in progress keeps its fault.
    pub fn clear_faults(&self) {
        self.app.faults.lock().clear();
    }

    /// Stops the emulator after requests and deliveries in progress have finished, for which it waits up to 30 seconds.
    /// New connections are refused.
    ///
    /// Dropping the emulator stops it at once.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

pub(crate) fn seed(engine: &Engine, runs: impl IntoIterator<Item = FailedRun>) -> Vec<String> {
    // No lock is held while the user's iterator runs: it may call this emulator.
    let insert = |run: FailedRun| {
        if let Some(flow) = run.flow() {
            engine.limiter.set_limits(flow);
        }
        let latest_run = engine.runs.lock().latest_no();
        engine.dlq.lock().insert(run, now_ms(), latest_run).to_string()
    };
    runs.into_iter().map(insert).collect()
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("url", &self.url).finish_non_exhaustive()
    }
}
