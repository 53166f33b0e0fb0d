//! How many requests may be in flight, and when: fewer as soon as the service asks for it, more
//! again bit by bit. No IO.

use std::time::Duration;

use tokio::time::Instant;

use super::tries::Tally;
use crate::wait;

/// Additive increase, multiplicative decrease, with a pause that all requests share.
#[derive(Debug)]
pub(super) struct Pacer {
    most: usize,
    limit: usize,
    /// Requests that came through since the limit last changed.
    credit: usize,
    /// Push-backs in a row; those of one burst count as one.
    strikes: u32,
    /// When the last counted push-back came.
    slowed: Option<Instant>,
    /// When requests may start again.
    opens: Option<Instant>,
    tally: Tally,
    /// When a request last came through.
    came_through: Instant,
    /// When the first push-back after that came.
    waits_since: Option<Instant>,
}

impl Pacer {
    pub(super) fn new(most: usize, now: Instant) -> Self {
        Self {
            most,
            limit: most,
            credit: 0,
            strikes: 0,
            slowed: None,
            opens: None,
            tally: Tally::default(),
            came_through: now,
            waits_since: None,
        }
    }

    /// The highest limit.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// How many requests may be in flight.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// May another request start beside those in flight?
    pub(super) fn may_start(&self, in_flight: usize, now: Instant) -> bool {
        in_flight < self.limit && self.opens.is_none_or(|opens| opens <= now)
    }

    /// When the pause ends, if there is one.
    pub(super) fn opens(&self, now: Instant) -> Option<Instant> {
        self.opens.filter(|opens| *opens > now)
    }

    /// The push-backs that a pause grows with.
    pub(super) fn strikes(&self) -> u32 {
        self.strikes
    }

    /// The outcome of all requests so far.
    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    /// Has a request come through since `started`?
    pub(super) fn came_through_since(&self, started: Instant) -> bool {
        self.came_through > started
    }

    /// How long no request will have come through at the end of the pause. Time with nothing to do
    /// does not count.
    pub(super) fn kept_waiting(&self, now: Instant) -> Duration {
        let ends = self.opens(now).unwrap_or(now);
        self.waits_since.map_or(Duration::ZERO, |since| ends.saturating_duration_since(since))
    }

    /// The service pushed back a request sent at `started`: all wait for `pause`.
    pub(super) fn slow_down(&mut self, started: Instant, pause: Duration, now: Instant) {
        // A request that was in flight when the limit changed says nothing about the new limit.
        if self.slowed.is_none_or(|slowed| started >= slowed) {
            self.limit = (self.limit / 2).max(1);
            self.credit = 0;
            self.strikes = self.strikes.saturating_add(1);
            self.slowed = Some(now);
        }
        self.opens = self.opens.max(Some(wait::after(now, pause)));
        self.tally.pushed_back += 1;
        self.waits_since.get_or_insert(now);
    }

    /// A request sent at `started` came through.
    pub(super) fn come_through(&mut self, started: Instant, now: Instant) {
        self.tally.came_through += 1;
        self.came_through = now;
        self.waits_since = None;
        if self.slowed.is_some_and(|slowed| started < slowed) {
            return;
        }
        self.strikes = 0;
        self.credit += 1;
        if self.credit >= self.limit && self.limit < self.most {
            self.limit += 1;
            self.credit = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAUSE: Duration = Duration::from_millis(100);

    fn after(start: Instant, millis: u64) -> Instant {
        start + Duration::from_millis(millis)
    }

    #[test]
    fn as_many_requests_start_as_are_allowed() {
        let now = Instant::now();
        let pacer = Pacer::new(2, now);
        assert!(pacer.may_start(1, now));
        assert!(!pacer.may_start(2, now));
    }

    #[test]
    fn a_burst_of_push_backs_slows_down_once_and_the_longest_pause_counts() {
        let start = Instant::now();
        let mut pacer = Pacer::new(32, start);
        for (millis, pause) in [(10, PAUSE), (11, 3 * PAUSE), (12, PAUSE)] {
            pacer.slow_down(start, pause, after(start, millis));
        }
        assert_eq!((pacer.limit(), pacer.strikes()), (16, 1));
        assert_eq!(pacer.opens(start), Some(after(start, 311)));
        assert!(!pacer.may_start(0, after(start, 310)));
        assert!(pacer.may_start(0, after(start, 311)));

        // One that started after the pause is news.
        pacer.slow_down(after(start, 311), PAUSE, after(start, 320));
        assert_eq!((pacer.limit(), pacer.strikes()), (8, 2));
    }

    #[test]
    fn one_request_is_always_allowed() {
        let start = Instant::now();
        let mut pacer = Pacer::new(3, start);
        for millis in [1, 2, 3] {
            pacer.slow_down(after(start, millis), PAUSE, after(start, millis));
        }
        assert_eq!(pacer.limit(), 1);
    }

    #[test]
    fn requests_that_come_through_allow_one_more_a_round_up_to_the_highest_limit() {
        let start = Instant::now();
        let mut pacer = Pacer::new(4, start);
        pacer.slow_down(start, PAUSE, start);
        let mut limits = Vec::new();
        for _ in 0..6 {
            pacer.come_through(after(start, 200), after(start, 210));
            limits.push(pacer.limit());
        }
        assert_eq!(limits, [2, 3, 3, 3, 4, 4]);
        assert_eq!(pacer.strikes(), 0);
    }

    #[test]
    fn a_request_from_before_the_pause_does_not_speed_up() {
        let start = Instant::now();
        let mut pacer = Pacer::new(2, start);
        pacer.slow_down(start, PAUSE, after(start, 10));
        pacer.come_through(start, after(start, 11));
        assert_eq!((pacer.limit(), pacer.strikes()), (1, 1));
    }

    #[test]
    fn the_waiting_begins_with_a_push_back_and_ends_with_a_request_that_comes_through() {
        let start = Instant::now();
        let mut pacer = Pacer::new(2, start);
        pacer.come_through(start, after(start, 10));
        assert_eq!(pacer.kept_waiting(after(start, 5000)), Duration::ZERO);
        pacer.slow_down(start, PAUSE, after(start, 5000));
        assert_eq!(pacer.kept_waiting(after(start, 5000)), PAUSE);
        pacer.slow_down(after(start, 5100), 2 * PAUSE, after(start, 5110));
        assert_eq!(pacer.kept_waiting(after(start, 5110)), Duration::from_millis(310));
        assert_eq!(pacer.kept_waiting(after(start, 5400)), Duration::from_millis(400));
        pacer.come_through(start, after(start, 5410));
        assert_eq!(pacer.kept_waiting(after(start, 9000)), Duration::ZERO);
    }

    #[test]
    fn requests_are_counted_and_the_last_that_came_through_is_remembered() {
        let start = Instant::now();
        let mut pacer = Pacer::new(2, start);
        assert!(!pacer.came_through_since(start));
        pacer.come_through(start, after(start, 10));
        pacer.slow_down(start, PAUSE, after(start, 10));
        assert_eq!((pacer.tally().came_through, pacer.tally().pushed_back), (1, 1));
        assert!(pacer.came_through_since(start));
        assert!(!pacer.came_through_since(after(start, 10)));
    }
}
