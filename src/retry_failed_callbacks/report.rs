//! What the job tells: while it goes on, and when it is done.

use std::fmt;
use std::time::Duration;

use crate::Error;
use crate::error::shortened;

/// What became of the failed callbacks that the job found. Each of them stands in exactly
/// one place: `found` is the sum of the others.
///
/// `Display` is one line with the numbers that are not zero.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RetryReport {
    /// Entries of the dead letter queue whose failure callback had failed.
    pub found: usize,
    /// The service has taken the retry, and what came of it is not known: it was not waited
    /// for, or it was not over in time.
    pub retried: usize,
    /// The callback was waited for, and succeeded.
    pub succeeded: usize,
    /// The callback was waited for, and failed again. The next run of the job finds it.
    pub still_failing: usize,
    /// No retry was needed, or none was wanted.
    pub skipped: Vec<Skipped>,
    /// The entry could not be retried.
    pub failed: Vec<FailedRetry>,
}

/// An entry that was not retried, for a reason that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// The entry's id.
    pub dlq_id: String,
    /// Why it was not retried.
    pub reason: SkipReason,
}

/// Why an entry was not retried.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SkipReason {
    /// Its callback is no longer failed: it was retried by somebody else, or cancelled. With
    /// the state, or with the service's text.
    NoLongerFailed(String),
    /// The entry has gone: it was deleted, resumed or restarted, or its time was over.
    Vanished,
    /// The job only looks.
    DryRun,
}

/// An entry that could not be retried.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedRetry {
    /// The entry's id.
    pub dlq_id: String,
    /// Why. It keeps the first KiB of the answer's body, and as much of its headers.
    pub error: Error,
}

/// How far the job has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Entries that are done with: all that stand in the report so far.
    pub done: usize,
    /// Entries that there are in all, once the list has been read to its end.
    pub found: Option<usize>,
    /// Entries that were found so far.
    pub listed: usize,
    /// Entries that were retried and are [waited for](super::RetryFailedCallbacks::wait_until_settled).
    pub settling: usize,
    /// Requests that may be under way at the same time; fewer than was asked for after the
    /// service has asked for fewer.
    pub concurrency: usize,
    /// How long the job pauses because the service asked it to, or cannot be reached.
    pub pause: Option<Duration>,
}

impl RetryReport {
    /// The entries that have a place.
    pub(super) fn done(&self) -> usize {
        let lists = self.skipped.len() + self.failed.len();
        self.retried + self.succeeded + self.still_failing + lists
    }

    /// One line with the numbers that are not zero, and with those of entries that have no
    /// place yet.
    pub(super) fn line<const N: usize>(&self, open: [(usize, &str); N]) -> String {
        let places = [
            (self.succeeded, "succeeded"),
            (self.still_failing, "still failing"),
            (self.retried, "retried"),
            (self.skipped.len(), "skipped"),
            (self.failed.len(), "failed"),
        ];
        let mut line = format!("{} found", self.found);
        let mut before = ": ";
        for (count, place) in places.into_iter().chain(open).filter(|(count, _)| *count > 0) {
            line += &format!("{before}{count} {place}");
            before = ", ";
        }
        line
    }

    pub(super) fn skip(&mut self, dlq_id: String, reason: SkipReason) {
        let reason = match reason {
            SkipReason::NoLongerFailed(why) => SkipReason::NoLongerFailed(shortened(why)),
            other => other,
        };
        self.skipped.push(Skipped { dlq_id, reason });
    }

    pub(super) fn fail(&mut self, dlq_id: String, error: Error) {
        self.failed.push(FailedRetry { dlq_id, error: error.shortened() });
    }
}

impl fmt::Display for RetryReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line([]))
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoLongerFailed(why) => write!(f, "no longer failed: {why}"),
            Self::Vanished => f.write_str("vanished"),
            Self::DryRun => f.write_str("dry run"),
        }
    }
}
