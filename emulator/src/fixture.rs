//! What makes an emulator a test's fixture: how it behaves, and how badly.

use std::time::Duration;

use crate::emulator::{Emulator, EmulatorBuilder};
use crate::fault::FaultRule;
use crate::rate_limit::RateLimit;
use crate::seed::FailedRun;

impl EmulatorBuilder {
    /// Failed runs that are in the DLQ from the start; call it again for more.
    pub fn seed(mut self, runs: impl IntoIterator<Item = FailedRun>) -> Self {
        self.seeds.extend(runs);
        self
    }

    /// How long every request takes before it acts, exact to a fraction of a millisecond; no time by default. The page at
    /// `/` stays as fast as it is.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// How many entries a page of a listing holds at most, whatever `count` asks for, so that a test has several pages
    /// with few entries; 0 counts as 1. By default it is what the service allows.
    pub fn page_size(mut self, entries: usize) -> Self {
        self.settings.page_size = Some(entries.max(1));
        self
    }

    /// Adds a limit on the number of requests; none by default.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.settings.rate_limits.push(limit);
        self
    }

    /// Adds a fault, by a rule or for every request; none by default.
    pub fn fault(mut self, rule: impl Into<FaultRule>) -> Self {
        self.settings.faults.push(rule.into());
        self
    }

    /// What all chance in this emulator is drawn from; 0 by default. The same requests in the same order, one after
    /// another, meet the same faults with the same seed. With requests at the same time, which of them comes first for
    /// a rule is not ours to say, but how many are struck is.
    pub fn rng_seed(mut self, seed: u64) -> Self {
        self.settings.rng_seed = seed;
        self
    }

    /// Adds a token that may only look: `GET` is answered, everything else refused with 403.
    pub fn read_only_token(mut self, token: impl Into<String>) -> Self {
        self.settings.guests.read_only.push(token.into());
        self
    }

    /// Adds a token that is valid in another region: it is refused with the service's 404.
    pub fn other_region_token(mut self, token: impl Into<String>) -> Self {
        self.settings.guests.other_region.push(token.into());
        self
    }
}

impl Emulator {
    /// Adds a fault after those that are there, from the next request on.
    pub fn add_fault(&self, rule: impl Into<FaultRule>) {
        self.app().conduct.faults.lock().add(rule.into());
    }

    /// Removes all faults, with what they counted. A request that is under way keeps its own.
    pub fn clear_faults(&self) {
        self.app().conduct.faults.lock().clear();
    }
}
