//! The settings of an emulator's behaviour.

use std::fmt;
use std::time::Duration;

use crate::behaviour::fault::FaultRule;
use crate::behaviour::rate_limit::RateLimit;

/// The settings of an emulator's behaviour, as its builder collects them.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    pub(crate) latency: Duration,
    pub(crate) page_size: Option<usize>,
    pub(crate) extra_tokens: ExtraTokens,
    pub(crate) rate_limits: Vec<RateLimit>,
    pub(crate) faults: Vec<FaultRule>,
    pub(crate) rng_seed: u64,
}

/// The tokens beside the one that allows everything.
#[derive(Clone, Default)]
pub(crate) struct ExtraTokens {
    pub(crate) read_only: Vec<String>,
    pub(crate) other_region: Vec<String>,
}

/// Omits the tokens.
impl fmt::Debug for ExtraTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtraTokens").finish_non_exhaustive()
    }
}

/// Omits the tokens.
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
