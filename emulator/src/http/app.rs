//! What the routes share.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;

use crate::behaviour::fault_plan::FaultPlan;
use crate::behaviour::rate_limit::RateLimits;
use crate::behaviour::settings::{ExtraTokens, Settings};
use crate::delivery::engine::Engine;
use crate::http::recorder::Recorder;
use crate::state::page::Paging;

/// The engine, and what is between it and a client.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) token: String,
    pub(crate) extra_tokens: ExtraTokens,
    pub(crate) rate_limits: Mutex<RateLimits>,
    pub(crate) faults: Mutex<FaultPlan>,
    pub(crate) latency: Duration,
    page_size: usize,
    pub(crate) recorder: Mutex<Recorder>,
    pub(crate) engine: Arc<Engine>,
}

impl App {
    pub(crate) fn new(token: String, settings: Settings, engine: Engine) -> Self {
        let mut faults = FaultPlan::new(settings.rng_seed);
        settings.faults.into_iter().for_each(|rule| faults.add(rule));
        Self {
            token,
            extra_tokens: settings.extra_tokens,
            rate_limits: Mutex::new(RateLimits::new(settings.rate_limits)),
            faults: Mutex::new(faults),
            latency: settings.latency,
            page_size: settings.page_size.unwrap_or(usize::MAX),
            recorder: Mutex::default(),
            engine: Arc::new(engine),
        }
    }

    /// Applies the page size of the settings to a requested page.
    pub(crate) fn page_of<C>(&self, requested: Paging<C>) -> Paging<C> {
        Paging { count: requested.count.min(self.page_size), ..requested }
    }
}
