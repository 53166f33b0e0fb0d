//! Flow control: decides which deliveries may start.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::state::clock::Clock;
use crate::state::run_spec::{Limits, Rate};

/// The id of a waiting or running delivery. Ids grow, so the smallest has waited longest.
pub(crate) type PermitId = u64;

/// All flow-control keys, and the deliveries without a key.
#[derive(Debug)]
pub(crate) struct FlowKeys {
    keys: BTreeMap<Box<str>, Key>,
    /// The keys with waiting deliveries: few of all that were ever used.
    waiting_keys: BTreeSet<Box<str>>,
    /// Only the global limit applies to deliveries without a key.
    unkeyed: Key,
    global_max: u32,
    global_running: u32,
    next_ticket: PermitId,
    clock: Clock,
}

#[derive(Debug, Default)]
struct Key {
    limits: Limits,
    pinned_parallelism: bool,
    pinned_rate: bool,
    paused: bool,
    running: u32,
    started_in_period: u32,
    /// Unix milliseconds.
    period_start: u64,
    waiting: BTreeSet<PermitId>,
}

/// The deliveries that may start now, and the time to check again because a period ends then.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Admitted {
    pub(crate) permits: Vec<PermitId>,
    /// Unix milliseconds.
    pub(crate) check_again_at: Option<u64>,
}

/// A key as the API writes it.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyView {
    flow_control_key: Box<str>,
    wait_list_size: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    parallelism_max: Option<u32>,
    parallelism_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_max: Option<u32>,
    rate_count: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_period: Option<u32>,
    /// Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate_period_start: Option<u64>,
    is_paused: bool,
    is_pinned_parallelism: bool,
    is_pinned_rate: bool,
}

impl FlowKeys {
    pub(crate) fn new(global_max: u32, clock: Clock) -> Self {
        Self {
            keys: BTreeMap::new(),
            waiting_keys: BTreeSet::new(),
            unkeyed: Key::default(),
            global_max,
            global_running: 0,
            next_ticket: 0,
            clock,
        }
    }

    fn of(&mut self, key: Option<&str>) -> &mut Key {
        match key {
            None => &mut self.unkeyed,
            Some(name) => self.keys.entry(name.into()).or_default(),
        }
    }

    /// Sets the limits that a message carries on its key, except what is pinned. The key is known from now on.
    pub(crate) fn set_limits(&mut self, key: &str, limits: Option<Limits>) {
        let key = self.of(Some(key));
        let Some(limits) = limits else { return };
        if !key.pinned_parallelism {
            key.limits.parallelism = limits.parallelism;
        }
        if !key.pinned_rate {
            key.limits.rate = limits.rate;
        }
    }

    /// Adds a delivery to the wait list.
    pub(crate) fn enter(&mut self, key: Option<&str>) -> PermitId {
        let permit = self.next_ticket;
        self.next_ticket += 1;
        self.of(key).waiting.insert(permit);
        if let Some(name) = key {
            self.waiting_keys.insert(name.into());
        }
        permit
    }

    /// Removes a delivery, be it waiting or running.
    pub(crate) fn leave(&mut self, key: Option<&str>, permit: PermitId) {
        let left = self.of(key);
        if !left.waiting.remove(&permit) {
            left.running = left.running.saturating_sub(1);
            self.global_running = self.global_running.saturating_sub(1);
        }
        self.forget_if_none_waits(key);
    }

    fn forget_if_none_waits(&mut self, key: Option<&str>) {
        if let Some(name) = key
            && self.of(key).waiting.is_empty()
        {
            self.waiting_keys.remove(name);
        }
    }

    /// Returns the keys with waiting deliveries.
    fn keys_with_waiting(&self) -> impl Iterator<Item = (Option<&str>, &Key)> {
        let keyed = self.waiting_keys.iter().filter_map(|name| self.keys.get_key_value(name));
        let keyed = keyed.map(|(name, key)| (Some(&**name), key));
        let unkeyed = (!self.unkeyed.waiting.is_empty()).then_some((None, &self.unkeyed));
        unkeyed.into_iter().chain(keyed)
    }

    /// Starts every delivery that the limits allow, the longest waiting first.
    pub(crate) fn admit(&mut self, now: u64) -> Admitted {
        let (mut admitted, clock) = (Admitted::default(), self.clock);
        while self.global_running < self.global_max {
            let ready = self.keys_with_waiting().filter(|(_, key)| key.is_ready(now, clock));
            let next = ready.min_by_key(|(_, key)| key.waiting.first().copied());
            let Some(name) = next.map(|(name, _)| name.map(str::to_owned)) else { break };
            admitted.permits.extend(self.of(name.as_deref()).begin(now, clock));
            self.global_running += 1;
            self.forget_if_none_waits(name.as_deref());
        }
        let blocked =
            self.keys_with_waiting().filter_map(|(_, key)| key.rate_blocked_until(now, clock));
        admitted.check_again_at = blocked.min();
        admitted
    }

    pub(crate) fn pause(&mut self, key: &str) {
        self.of(Some(key)).paused = true;
    }

    pub(crate) fn resume(&mut self, key: &str) {
        self.of(Some(key)).paused = false;
    }

    /// Pins the given limits and starts a new rate period.
    pub(crate) fn pin(&mut self, key: &str, limits: Limits, now: u64) {
        let key = self.of(Some(key));
        if limits.parallelism.is_some() {
            key.limits.parallelism = limits.parallelism;
            key.pinned_parallelism = true;
        }
        if limits.rate.is_some() {
            key.limits.rate = limits.rate;
            key.pinned_rate = true;
        }
        key.begin_period(now);
    }

    /// Unpins limits. They stay until a message sets others.
    pub(crate) fn unpin(&mut self, key: &str, parallelism: bool, rate: bool) {
        let key = self.of(Some(key));
        key.pinned_parallelism &= !parallelism;
        key.pinned_rate &= !rate;
    }

    pub(crate) fn reset_rate(&mut self, key: &str, now: u64) {
        self.of(Some(key)).begin_period(now);
    }

    pub(crate) fn view(&self, name: &str, now: u64) -> Option<KeyView> {
        self.keys.get(name).map(|key| key.view(name, now, self.clock))
    }

    /// Returns the keys whose names contain this text.
    pub(crate) fn views(&self, search: &str, now: u64) -> Vec<KeyView> {
        let found = self.keys.iter().filter(|(name, _)| name.contains(search));
        found.map(|(name, key)| key.view(name, now, self.clock)).collect()
    }

    /// Returns the global limit, and the number of running deliveries.
    pub(crate) fn global(&self) -> (u32, u32) {
        (self.global_max, self.global_running)
    }
}

impl Key {
    fn is_ready(&self, now: u64, clock: Clock) -> bool {
        !self.waiting.is_empty()
            && !self.paused
            && self.limits.parallelism.is_none_or(|max| self.running < max)
            && self.limits.rate.is_none_or(|rate| self.count(now, clock) < rate.max)
    }

    fn begin(&mut self, now: u64, clock: Clock) -> Option<PermitId> {
        let permit = self.waiting.pop_first()?;
        if self.count(now, clock) == 0 {
            self.begin_period(now);
        }
        self.started_in_period += 1;
        self.running += 1;
        Some(permit)
    }

    fn begin_period(&mut self, now: u64) {
        self.started_in_period = 0;
        self.period_start = now;
    }

    fn period_end(&self, rate: Rate, clock: Clock) -> u64 {
        let length = clock.real_ms(u64::from(rate.period_seconds) * 1000);
        self.period_start.saturating_add(length)
    }

    /// Returns how many deliveries started in the current period.
    fn count(&self, now: u64, clock: Clock) -> u32 {
        let over = self.limits.rate.is_some_and(|rate| now >= self.period_end(rate, clock));
        if over { 0 } else { self.started_in_period }
    }

    /// Returns when the period ends, if deliveries wait because of the rate. After that, another limit holds them back.
    fn rate_blocked_until(&self, now: u64, clock: Clock) -> Option<u64> {
        let rate = self.limits.rate?;
        let by_rate =
            !self.waiting.is_empty() && !self.paused && self.count(now, clock) >= rate.max;
        by_rate.then(|| self.period_end(rate, clock))
    }

    fn view(&self, name: &str, now: u64, clock: Clock) -> KeyView {
        KeyView {
            flow_control_key: name.into(),
            wait_list_size: self.waiting.len(),
            parallelism_max: self.limits.parallelism,
            parallelism_count: self.running,
            rate_max: self.limits.rate.map(|rate| rate.max),
            rate_count: self.count(now, clock),
            rate_period: self.limits.rate.map(|rate| rate.period_seconds),
            rate_period_start: self.limits.rate.map(|_| self.period_start / 1000),
            is_paused: self.paused,
            is_pinned_parallelism: self.pinned_parallelism,
            is_pinned_rate: self.pinned_rate,
        }
    }
}

#[cfg(test)]
#[path = "flow_control_tests.rs"]
mod tests;
