//! Starting an emulator, looking into it, and ending it.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::clock::{Clock, now_ms};
use crate::conduct::{Conduct, Settings};
use crate::delivery::Courier;
use crate::keys::SigningKeys;
use crate::recorder::RecordedRequest;
use crate::seed::FailedRun;
use crate::server::Server;
use crate::waiter::Waiter;

/// The published token of the development server: a constant, not a secret.
const DEVELOPMENT_TOKEN: &str =
    "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";

/// A running emulator. It stops at once when it is dropped: the server, its connections and the deliveries under way.
/// [`stop`](Self::stop) finishes them first.
pub struct Emulator {
    url: String,
    app: Arc<App>,
    server: Server,
}

impl Emulator {
    /// Starts an emulator on a free port of 127.0.0.1, with the development server's published token.
    ///
    /// # Errors
    /// When the system gives no port or no thread.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// For an emulator with a port or token of one's own, or one that misbehaves.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder {
            port: 0,
            token: DEVELOPMENT_TOKEN.to_owned(),
            delivery_timeout: Duration::from_secs(15),
            time_factor: 1.0,
            max_parallelism: 1000,
            settings: Settings::default(),
            seeds: Vec::new(),
        }
    }

    /// The base URL for a client, such as `http://127.0.0.1:8080`, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The token that requests have to show.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.app.token
    }

    /// The keys that deliveries are signed with now.
    #[must_use]
    pub fn signing_keys(&self) -> SigningKeys {
        self.app.keys.lock().clone()
    }

    /// Signs a request to this URL with this body, as deliveries are signed: gives the value of the header
    /// `Upstash-Signature`. A receiver takes it for this URL and this body, for five minutes; with anything else it has
    /// to refuse.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// # let emulator = upstash_workflow_emulator::Emulator::start().await?;
    /// let signature = emulator.sign("https://app.example.com/failed", r#"{"status":500}"#);
    /// // Sent with another body, the receiver answers 401.
    /// # assert_eq!(signature.split('.').count(), 3);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn sign(&self, url: &str, body: impl AsRef<[u8]>) -> String {
        let key = self.app.keys.lock().current.clone();
        self.app.courier.sign(&key, url, body.as_ref())
    }

    /// Puts failed runs into the DLQ and the logs, and gives their DLQ ids, in order. Ids grow: what is seeded later is listed later.
    pub fn seed(&self, runs: impl IntoIterator<Item = FailedRun>) -> Vec<String> {
        seed(&self.app, runs)
    }

    /// Lets a step wait for an event. An event that came for its run before, and that nobody took, is delivered to it
    /// at once.
    pub fn seed_waiter(&self, waiter: Waiter) {
        self.app.wait(waiter);
    }

    /// The requests that arrived, oldest first: the last 10,000, or as many as have 64 MiB of bodies. Those that were
    /// refused are among them.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.app.recorder.lock().requests()
    }

    /// Ends the emulator with what is under way finished: requests are answered, deliveries brought to their end, new
    /// connections refused. What takes longer than 30 seconds is given up.
    ///
    /// Dropping ends it at once instead.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    pub(crate) fn app(&self) -> &App {
        &self.app
    }
}

fn seed(app: &App, runs: impl IntoIterator<Item = FailedRun>) -> Vec<String> {
    // No lock while the iterator runs: it is the user's and may look into this emulator.
    let insert = |run: FailedRun| {
        if let Some(flow) = run.flow() {
            app.gate.bring(flow);
        }
        let latest_run = app.runs.lock().latest_no();
        app.dlq.lock().insert(run, now_ms(), latest_run).to_string()
    };
    runs.into_iter().map(insert).collect()
}

impl fmt::Debug for Emulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Emulator").field("url", &self.url).finish_non_exhaustive()
    }
}

/// What an emulator is started with.
#[derive(Clone)]
#[must_use = "nothing runs before `start`"]
pub struct EmulatorBuilder {
    port: u16,
    token: String,
    delivery_timeout: Duration,
    time_factor: f64,
    max_parallelism: u32,
    pub(crate) settings: Settings,
    pub(crate) seeds: Vec<FailedRun>,
}

impl EmulatorBuilder {
    /// The port on 127.0.0.1; 0, the default, takes a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The token that requests have to show; by default the development server's published one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// How long a workflow or the receiver of a failure callback may take, its answer's body included; 15 seconds by default.
    pub fn delivery_timeout(mut self, timeout: Duration) -> Self {
        self.delivery_timeout = timeout;
        self
    }

    /// How many times faster waits go by; 1 by default. Delays, waits before retries, periods of rates and waits for
    /// events take this part of their time: with 60, what is to take a minute takes a second. Times that are shown
    /// stay real ones, so a `nextDeliveryTime` is when the delivery really happens. [`delivery_timeout`] is real time.
    ///
    /// [`delivery_timeout`]: Self::delivery_timeout
    pub fn time_factor(mut self, factor: f64) -> Self {
        self.time_factor = factor;
        self
    }

    /// How many deliveries may be under way at once, whatever their flow-control key; 1000 by default.
    pub fn max_parallelism(mut self, deliveries: u32) -> Self {
        self.max_parallelism = deliveries;
        self
    }

    /// Starts the emulator. It answers as soon as this returns.
    ///
    /// # Errors
    /// When the port is taken or not allowed, with the address in the message and the system's
    /// [`kind`](io::Error::kind); when the system gives no thread; or when the time factor is not a finite number
    /// above zero or nothing may be under way, with the kind [`InvalidInput`](io::ErrorKind::InvalidInput).
    pub async fn start(self) -> io::Result<Emulator> {
        let invalid = |why| io::Error::new(io::ErrorKind::InvalidInput, why);
        let clock = Clock::new(self.time_factor)
            .ok_or_else(|| invalid("the time factor must be a finite number above zero"))?;
        if self.max_parallelism == 0 {
            return Err(invalid("with a parallelism of 0 nothing would ever be delivered"));
        }
        let address = (Ipv4Addr::LOCALHOST, self.port);
        let taken = |error: io::Error| {
            io::Error::new(
                error.kind(),
                format!("cannot listen on {}:{}: {error}", address.0, address.1),
            )
        };
        let listener = TcpListener::bind(address).map_err(taken)?;
        let url = format!("http://{}", listener.local_addr()?);
        let courier = Courier::new(self.delivery_timeout).map_err(io::Error::other)?;
        let conduct = Conduct::new(self.settings);
        let app = App::new(self.token, clock, self.max_parallelism, courier, conduct);
        let app = Arc::new(app);
        seed(&app, self.seeds);
        let server = Server::start(listener, Arc::clone(&app))?;
        Ok(Emulator { url, app, server })
    }
}

impl fmt::Debug for EmulatorBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmulatorBuilder")
            .field("port", &self.port)
            .field("delivery_timeout", &self.delivery_timeout)
            .field("time_factor", &self.time_factor)
            .field("max_parallelism", &self.max_parallelism)
            .field("settings", &self.settings)
            .field("seeds", &self.seeds.len())
            .finish_non_exhaustive()
    }
}
