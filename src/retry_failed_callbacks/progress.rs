//! Progress of the job, and reporting it to the caller.

use std::time::Duration;

use tokio::time::Instant;

/// The shortest time between two calls of the caller's function.
const INTERVAL: Duration = Duration::from_millis(100);

/// How far the job has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Entries that are done: all that are in the report so far.
    pub done: usize,
    /// Entries in total, once the list has been read to its end.
    pub found: Option<usize>,
    /// Entries found so far.
    pub listed: usize,
    /// Entries that were retried and are
    /// [waited for](super::RetryFailedCallbacks::wait_until_settled).
    pub settling: usize,
    /// Requests allowed in flight; fewer than the caller set once the service has asked for fewer.
    pub concurrency: usize,
    /// How long the job still pauses because the service asked it to or cannot be reached.
    pub pause: Option<Duration>,
}

impl Progress {
    /// Is there anything new to say? A pause gets shorter all the time, which is not.
    fn differs(&self, last: &Self) -> bool {
        let pause = self.pause.is_some().then_some(Duration::ZERO);
        let last_pause = last.pause.is_some().then_some(Duration::ZERO);
        Self { pause, ..*self } != Self { pause: last_pause, ..*last }
    }
}

/// The caller's function, called when a number has changed and not too often.
pub(super) struct Reporter<'a> {
    call: Box<dyn FnMut(Progress) + Send + 'a>,
    /// What was reported last; at first, what the job starts with.
    last: Progress,
    last_call: Option<Instant>,
    /// When a change that came too early is reported.
    due: Option<Instant>,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(call: Box<dyn FnMut(Progress) + Send + 'a>, start: Progress) -> Self {
        Self { call, last: start, last_call: None, due: None }
    }

    pub(super) fn due(&self) -> Option<Instant> {
        self.due
    }

    pub(super) fn report(&mut self, progress: Progress, now: Instant) {
        self.due = None;
        if progress.differs(&self.last) {
            match self.last_call.map(|last| last + INTERVAL) {
                Some(due) if due > now => self.due = Some(due),
                _ => self.call(progress, now),
            }
        }
    }

    /// The job has ended: the last call has its final numbers.
    pub(super) fn finish(&mut self, progress: Progress, now: Instant) {
        if self.last_call.is_none() || progress.differs(&self.last) {
            self.call(progress, now);
        }
    }

    fn call(&mut self, progress: Progress, now: Instant) {
        (self.last, self.last_call) = (progress, Some(now));
        (self.call)(progress);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    fn done(done: usize) -> Progress {
        Progress { done, ..Progress::default() }
    }

    /// A reporter, and the numbers that were reported as done.
    fn reporter() -> (Reporter<'static>, Arc<Mutex<Vec<usize>>>) {
        let reported = Arc::new(Mutex::new(Vec::new()));
        let call = Arc::clone(&reported);
        let call = move |p: Progress| call.lock().expect("a lock").push(p.done);
        (Reporter::new(Box::new(call), done(0)), reported)
    }

    #[test]
    fn a_change_is_reported_at_once_or_when_the_interval_is_over() {
        let (mut reporter, reported) = reporter();
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        for (millis, number, due) in [
            (0, 0, None),
            (10, 1, None),
            (11, 2, Some(at(110))),
            (12, 3, Some(at(110))),
            (110, 3, None),
            (500, 3, None),
            (501, 4, None),
            (502, 5, Some(at(601))),
            // As it was when it was last reported.
            (503, 4, None),
        ] {
            reporter.report(done(number), at(millis));
            assert_eq!(reporter.due(), due, "{millis}");
        }
        assert_eq!(*reported.lock().expect("a lock"), [1, 3, 4]);
        reporter.finish(done(5), at(504));
        assert_eq!(*reported.lock().expect("a lock"), [1, 3, 4, 5]);
    }

    #[test]
    fn the_end_is_reported_once_whether_or_not_anything_has_changed() {
        for (numbers, expected) in [(&[][..], [0].as_slice()), (&[1], &[1]), (&[1, 2], &[1, 2])] {
            let (mut reporter, reported) = reporter();
            let now = Instant::now();
            for number in numbers {
                reporter.report(done(*number), now);
            }
            reporter.finish(done(numbers.last().copied().unwrap_or_default()), now);
            assert_eq!(*reported.lock().expect("a lock"), expected);
        }
    }

    #[test]
    fn a_pause_is_reported_when_it_begins_and_when_it_ends() {
        let (mut reporter, reported) = reporter();
        let start = Instant::now();
        for (second, pause) in [(0, Some(3)), (1, Some(2)), (2, Some(1)), (3, None), (4, None)] {
            let progress = Progress { pause: pause.map(Duration::from_secs), ..done(0) };
            reporter.report(progress, start + Duration::from_secs(second));
        }
        assert_eq!(reported.lock().expect("a lock").len(), 2);
    }
}
