//! The report of the job.

use std::fmt;

use crate::Error;
use crate::error::shortened;

/// What became of the failed callbacks that the job found.
///
/// Each entry is counted in exactly one place, so that `found` is the sum of the others. If the job
/// ended with an error, the report is in [`Error::retry_report`]. Entries that had no place yet, then
/// or when the job was [stopped](super::RetryFailedCallbacks::stop_when), are [`left`](Self::left).
///
/// `Display` writes one line with the numbers that are not zero.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct RetryReport {
    /// Entries of the dead letter queue whose failure callback had failed.
    pub found: usize,
    /// The service accepted the retry, and its outcome is not known: it was not waited for, or not
    /// long enough.
    pub retried: usize,
    /// The callback was waited for and succeeded.
    pub succeeded: usize,
    /// The callback was waited for and failed again. The next job finds it.
    pub still_failing: usize,
    /// No retry was needed or wanted.
    pub skipped: Vec<Skipped>,
    /// The entry could not be retried.
    pub failed: Vec<FailedRetry>,
}

/// An entry that was not retried, for a reason that is not an error.
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
    /// Its callback is no longer failed: somebody else retried or cancelled it. Holds the state or
    /// the service's message.
    NoLongerFailed(String),
    /// The entry is gone: it was deleted, resumed or restarted, or its retention time ended.
    Vanished,
    /// The job only lists.
    DryRun,
}

/// An entry that could not be retried.
#[derive(Debug)]
#[non_exhaustive]
pub struct FailedRetry {
    /// The entry's id.
    pub dlq_id: String,
    /// Why. It keeps the first KiB of the response's body and of its headers.
    pub error: Error,
}

impl RetryReport {
    /// Returns how many entries were found and have no place: 0 unless the job was
    /// [stopped](super::RetryFailedCallbacks::stop_when) or ended with an error.
    ///
    /// They were not retried, or a request for them was in flight when the job ended.
    pub fn left(&self) -> usize {
        self.found.saturating_sub(self.done())
    }

    /// The entries that have a place.
    pub(super) fn done(&self) -> usize {
        let lists = self.skipped.len() + self.failed.len();
        self.retried + self.succeeded + self.still_failing + lists
    }

    /// One line with the numbers that are not zero, and those of entries without a place.
    pub(super) fn line(&self, left: &[(usize, &str)]) -> String {
        let places = [
            (self.succeeded, "succeeded"),
            (self.still_failing, "still failing"),
            (self.retried, "retried"),
            (self.skipped.len(), "skipped"),
            (self.failed.len(), "failed"),
        ];
        let mut line = format!("{} found", self.found);
        let mut before = ": ";
        for (count, place) in places.iter().chain(left) {
            if *count > 0 {
                line += &format!("{before}{count} {place}");
                before = ", ";
            }
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
        f.write_str(&self.line(&[(self.left(), "left")]))
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
