//! How an emulator conducts itself toward whoever asks: what the fixture's settings come to.

use std::fmt;
use std::time::Duration;

use axum::response::Response;
use parking_lot::Mutex;

use crate::auth::Guests;
use crate::fault::{FaultRule, Moment};
use crate::fault_act;
use crate::fault_plan::FaultPlan;
use crate::line::LineHandle;
use crate::operation::Operation;
use crate::paging::Paging;
use crate::rate_limit::{RateLimit, RateLimits};

/// What a user sets before the start.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) latency: Duration,
    pub(crate) page_size: Option<usize>,
    pub(crate) guests: Guests,
    pub(crate) rate_limits: Vec<RateLimit>,
    pub(crate) faults: Vec<FaultRule>,
    pub(crate) rng_seed: u64,
}

/// Without the tokens.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("latency", &self.latency)
            .field("page_size", &self.page_size)
            .field("rate_limits", &self.rate_limits)
            .field("faults", &self.faults)
            .field("rng_seed", &self.rng_seed)
            .finish_non_exhaustive()
    }
}

/// The settings at work.
#[derive(Debug)]
pub(crate) struct Conduct {
    pub(crate) guests: Guests,
    pub(crate) rate_limits: Mutex<RateLimits>,
    pub(crate) faults: Mutex<FaultPlan>,
    latency: Duration,
    page_size: usize,
}

impl Conduct {
    pub(crate) fn new(settings: Settings) -> Self {
        let mut faults = FaultPlan::new(settings.rng_seed);
        settings.faults.into_iter().for_each(|rule| faults.add(rule));
        Self {
            guests: settings.guests,
            rate_limits: Mutex::new(RateLimits::new(settings.rate_limits)),
            faults: Mutex::new(faults),
            latency: settings.latency,
            page_size: settings.page_size.unwrap_or(usize::MAX),
        }
    }

    /// The page that is given when this one is asked for.
    pub(crate) fn page_of<C>(&self, asked: Paging<C>) -> Paging<C> {
        Paging { count: asked.count.min(self.page_size), ..asked }
    }

    /// Lets a request act, or not, and gives the answer that is to be sent.
    ///
    /// `act` is polled only when the request is to act.
    pub(crate) async fn carry_out(
        &self,
        operation: Option<Operation>,
        line: Option<&LineHandle>,
        act: impl Future<Output = Response>,
    ) -> Response {
        let verdict = self.faults.lock().decide(operation);
        pause(self.latency.saturating_add(verdict.delay_before)).await;
        match verdict.fault {
            Some(fault) if fault.moment == Moment::Before => fault_act::instead(fault.kind, line),
            fault => {
                let answer = act.await;
                pause(verdict.delay_after).await;
                match fault {
                    Some(fault) => fault_act::after(fault.kind, line, answer).await,
                    None => answer,
                }
            }
        }
    }
}

/// To the microsecond, where tokio's own timer adds up to a millisecond and makes who waits together go on together.
///
/// Nothing to wait for is no reason to give up one's turn.
async fn pause(time: Duration) {
    if !time.is_zero() {
        async_io::Timer::after(time).await;
    }
}
