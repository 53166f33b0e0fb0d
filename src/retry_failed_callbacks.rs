//! The job: trigger every failed failure callback again.

mod listing;
mod pacer;
mod plan;
#[cfg(test)]
mod played;
mod report;
mod run;
mod transitions;
mod tries;
mod trouble;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use futures_core::future::BoxFuture;

use crate::{Client, Error, builder};
pub use report::{FailedRetry, Progress, RetryReport, SkipReason, Skipped};

/// The job's name in errors, as that of an operation.
const JOB: &str = "retry_failed_callbacks";
const CONCURRENCY: usize = 16;
/// How long the service may keep the whole job waiting, where nothing else is said.
const STALL_TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// Triggers the failure callback of every failed run again whose callback failed too;
/// made by [`Client::retry_failed_callbacks`] and awaited.
///
/// The filters are those of
/// [`list_failed_workflow_runs`](Client::list_failed_workflow_runs) and narrow down which
/// entries are looked at; one that is empty is refused, since it would filter nothing.
#[must_use = "nothing is done until this is awaited"]
pub struct RetryFailedCallbacks<'a> {
    client: &'a Client,
    /// What the generated filters are set on.
    pub(crate) list: builder::ListFailedWorkflowRuns<'a>,
    concurrency: usize,
    dry_run: bool,
    settle: Option<Duration>,
    stall_timeout: Duration,
    progress: Option<Box<dyn FnMut(Progress) + Send + 'a>>,
}

impl Client {
    /// Triggers every failure callback again that has failed, so that no failure goes
    /// unnoticed.
    ///
    /// It lists the entries of the dead letter queue whose callback failed, and retries each
    /// with [`retry_failure_callback`](Self::retry_failure_callback), several at a time and
    /// while the list is still being read. What it does is safe to do again, and safe to
    /// break off:
    ///
    /// - Dropping the future ends it at once; nothing is sent afterwards. Another run picks
    ///   up what is left, as do two that run at the same time: a callback is triggered only
    ///   where it stands as failed.
    /// - 429 and 503 slow the job down instead of failing it. All calls pause for as long as the
    ///   service asks, and go on with fewer at a time, which grow again one by one. The same holds for
    ///   a connection that cannot be made any more, and for other server errors while no call
    ///   comes through. Only an entry that is turned away again and again while others get on
    ///   is given up, and named as failed.
    /// - Where it is unknown whether a call arrived, the entry is looked at: it is in progress
    ///   or done, and counts as retried, or it is retried again.
    /// - An entry that is gone, or whose callback is no longer failed, is skipped and named.
    ///
    /// The client's [`RetryPolicy`](crate::RetryPolicy) says how long the pauses are where
    /// the service does not.
    ///
    /// # Errors
    /// An entry that cannot be retried is no error of the job but one of
    /// [`RetryReport::failed`]. The job itself ends with an error, which says how far it came,
    /// when going on makes no sense: the token is refused (401, 403), the quota is used up
    /// (412), the list cannot be read, or the service keeps it waiting for longer than
    /// [`stall_timeout`](RetryFailedCallbacks::stall_timeout). What was retried stays so, and running
    /// the job again goes on from there.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use std::time::Duration;
    ///
    /// let report = client
    ///     .retry_failed_callbacks()
    ///     .label(["orders"])
    ///     .concurrency(32)
    ///     .wait_until_settled(Duration::from_secs(60))
    ///     .on_progress(|p| eprintln!("{}/{:?}", p.done, p.found))
    ///     .await?;
    /// println!("{report}");
    /// for failed in &report.failed {
    ///     println!("{}: {}", failed.dlq_id, failed.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn retry_failed_callbacks(&self) -> RetryFailedCallbacks<'_> {
        RetryFailedCallbacks {
            client: self,
            list: self.list_failed_workflow_runs(),
            concurrency: CONCURRENCY,
            dry_run: false,
            settle: None,
            stall_timeout: STALL_TIMEOUT,
            progress: None,
        }
    }
}

impl<'a> RetryFailedCallbacks<'a> {
    /// How many requests are under way at the same time at most, the listing among them; 16
    /// unless said. Zero is refused.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.concurrency = most;
        self
    }

    /// Lists only: every entry is [skipped](RetryReport::skipped) and named there, and no
    /// callback is triggered.
    pub fn dry_run(mut self, dry: bool) -> Self {
        self.dry_run = dry;
        self
    }

    /// Looks at each entry again after its retry until the callback has succeeded or failed,
    /// for this long at most. Without it, an entry is done as soon as the service has taken
    /// the retry. Triggering goes first: while there is more to trigger, looks wait.
    pub fn wait_until_settled(mut self, time: Duration) -> Self {
        self.settle = Some(time);
        self
    }

    /// How long the job waits without progress before it gives up; 5 minutes unless said. It
    /// ends with an error if one pause is longer than this, or if the service keeps it waiting
    /// and no call comes through for this long. Time in which there is nothing to do does not
    /// count.
    pub fn stall_timeout(mut self, time: Duration) -> Self {
        self.stall_timeout = time;
        self
    }

    /// Called whenever something has changed, from within the job: keep it short.
    pub fn on_progress(mut self, tell: impl FnMut(Progress) + Send + 'a) -> Self {
        self.progress = Some(Box::new(tell));
        self
    }

    /// Refuses what would do nothing, or more than was asked for.
    fn check(&self) -> Result<(), Error> {
        if self.concurrency == 0 {
            return Err(Error::invalid_request(JOB, "concurrency is 0, nothing could be sent"));
        }
        self.check_filters().map_err(|why| Error::invalid_request(JOB, why))
    }
}

impl<'a> IntoFuture for RetryFailedCallbacks<'a> {
    type Output = Result<RetryReport, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(run::run(self))
    }
}

impl fmt::Debug for RetryFailedCallbacks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryFailedCallbacks")
            .field("list", &self.list)
            .field("concurrency", &self.concurrency)
            .field("dry_run", &self.dry_run)
            .field("settle", &self.settle)
            .field("stall_timeout", &self.stall_timeout)
            .finish_non_exhaustive()
    }
}
