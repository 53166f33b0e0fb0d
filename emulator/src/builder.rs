//! The builder of an emulator.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use crate::behaviour::fault::FaultRule;
use crate::behaviour::rate_limit::RateLimit;
use crate::behaviour::settings::Settings;
use crate::delivery::client::DeliveryClient;
use crate::delivery::engine::Engine;
use crate::emulator::{Emulator, seed};
use crate::http::app::App;
use crate::http::server::Server;
use crate::state::clock::Clock;
use crate::state::failed_run::FailedRun;

/// The published token of the development server: a constant, not a secret.
const DEVELOPMENT_TOKEN: &str =
    "eyJVc2VySUQiOiJkZWZhdWx0VXNlciIsIlBhc3N3b3JkIjoiZGVmYXVsdFBhc3N3b3JkIn0=";

impl Emulator {
    /// Starts an emulator on a free port of 127.0.0.1, with the development server's published token.
    ///
    /// # Errors
    /// When no port or no thread is available.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Returns a builder, to set a port, a token, or how the emulator behaves.
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
}

/// The builder of an [`Emulator`].
#[derive(Clone)]
#[must_use = "it does nothing until `start` is called"]
pub struct EmulatorBuilder {
    port: u16,
    token: String,
    delivery_timeout: Duration,
    time_factor: f64,
    max_parallelism: u32,
    settings: Settings,
    seeds: Vec<FailedRun>,
}

impl EmulatorBuilder {
    /// Sets the port on 127.0.0.1; 0, the default, picks a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the token that requests must carry; the default is the development server's published one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = token.into();
        self
    }

    /// Sets the timeout of a delivery, including the response body; 15 seconds by default.
    pub fn delivery_timeout(mut self, timeout: Duration) -> Self {
        self.delivery_timeout = timeout;
        self
    }

    /// Sets how many times faster waits pass; 1 by default. It divides delays, waits before retries, rate periods and
    /// waits for events: with 60, a minute takes a second. Times in responses stay real: a `nextDeliveryTime` is when the
    /// delivery happens. [`delivery_timeout`] is real time.
    ///
    /// [`delivery_timeout`]: Self::delivery_timeout
    pub fn time_factor(mut self, factor: f64) -> Self {
        self.time_factor = factor;
        self
    }

    /// Sets how many deliveries may run in parallel, whatever their flow-control key; 1000 by default.
    pub fn max_parallelism(mut self, deliveries: u32) -> Self {
        self.max_parallelism = deliveries;
        self
    }

    /// Adds failed runs to the DLQ from the start.
    pub fn seed(mut self, runs: impl IntoIterator<Item = FailedRun>) -> Self {
        self.seeds.extend(runs);
        self
    }

    /// Sets the time that every request takes before it acts, exact to a fraction of a millisecond; none by default. It
    /// does not apply to the page at `/`.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// Sets the largest page of a list, whatever `count` asks for, so that few entries make several pages; 0 counts as 1.
    /// The default is the service's own limit.
    pub fn page_size(mut self, entries: usize) -> Self {
        self.settings.page_size = Some(entries.max(1));
        self
    }

    /// Adds a rate limit; none by default.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate_limits.push(limit);
        self
    }

    /// Adds a fault, by a rule or for every request; none by default.
    pub fn fault(mut self, rule: impl Into<FaultRule>) -> Self {
        self.settings.faults.push(rule.into());
        self
    }

    /// Sets the seed of all random decisions; 0 by default. The same sequence of requests meets the same faults with the
    /// same seed. Of concurrent requests, the same number meet a fault.
    pub fn rng_seed(mut self, seed: u64) -> Self {
        self.settings.rng_seed = seed;
        self
    }

    /// Adds a read-only token: `GET` is allowed, everything else is refused with 403.
    pub fn read_only_token(mut self, token: impl Into<String>) -> Self {
        self.settings.extra_tokens.read_only.push(token.into());
        self
    }

    /// Adds a token of another region, which is refused with the service's 404.
    pub fn other_region_token(mut self, token: impl Into<String>) -> Self {
        self.settings.extra_tokens.other_region.push(token.into());
        self
    }

    /// Starts the emulator. It accepts requests as soon as this returns.
    ///
    /// # Errors
    /// When the port is in use or not allowed, with the address in the message and the system's
    /// [`kind`](io::Error::kind); when no thread is available; or, with the kind
    /// [`InvalidInput`](io::ErrorKind::InvalidInput), when the time factor is not a finite number above zero or the
    /// parallelism is 0.
    pub async fn start(self) -> io::Result<Emulator> {
        let invalid = |why| io::Error::new(io::ErrorKind::InvalidInput, why);
        let clock = Clock::new(self.time_factor)
            .ok_or_else(|| invalid("the time factor must be a finite number above zero"))?;
        if self.max_parallelism == 0 {
            return Err(invalid("the parallelism must be above zero"));
        }
        let address = (Ipv4Addr::LOCALHOST, self.port);
        let with_address = |error: io::Error| {
            io::Error::new(
                error.kind(),
                format!("cannot listen on {}:{}: {error}", address.0, address.1),
            )
        };
        let listener = TcpListener::bind(address).map_err(with_address)?;
        let url = format!("http://{}", listener.local_addr()?);
        let client = DeliveryClient::new(self.delivery_timeout).map_err(io::Error::other)?;
        let engine = Engine::new(clock, self.max_parallelism, client);
        seed(&engine, self.seeds);
        let app = Arc::new(App::new(self.token, self.settings, engine));
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
