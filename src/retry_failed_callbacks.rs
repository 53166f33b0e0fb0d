//! The job: retrying every failed failure callback.

mod listing;
mod pacer;
mod plan;
#[cfg(test)]
mod played;
mod progress;
mod report;
mod run;
mod transitions;
mod tries;
mod trouble;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use futures_core::future::BoxFuture;

use crate::transport::span;
use crate::{Client, Error, builder};
pub use progress::Progress;
pub use report::{FailedRetry, RetryReport, SkipReason, Skipped};

/// The name of the job in errors and spans.
const JOB: &str = "retry_failed_callbacks";
const CONCURRENCY: usize = 16;
const STALL_TIMEOUT: Duration = Duration::from_secs(5 * 60);

/// Retries every failed failure callback; made by [`Client::retry_failed_callbacks`] and awaited.
///
/// The filters are those of [`list_failed_workflow_runs`](Client::list_failed_workflow_runs). They
/// accumulate and narrow down which entries are retried. An empty one is refused, since it would
/// filter nothing.
#[must_use = "nothing is done until this is awaited"]
pub struct RetryFailedCallbacks<'a> {
    client: &'a Client,
    /// The generated filters are set on this.
    pub(crate) list: builder::ListFailedWorkflowRuns<'a>,
    concurrency: usize,
    dry_run: bool,
    settle: Option<Duration>,
    stall_timeout: Duration,
    stop: Option<BoxFuture<'a, ()>>,
    progress: Option<Box<dyn FnMut(Progress) + Send + 'a>>,
}

impl Client {
    /// Retries every failed failure callback, so that no failure goes unnoticed.
    ///
    /// Lists the entries of the dead letter queue whose callback failed and calls
    /// [`retry_failure_callback`](Self::retry_failure_callback) for each, several at a time and
    /// while the list is still being read. It is safe to run again and to stop at any point:
    ///
    /// - Dropping the future stops it at once, and nothing is sent afterwards;
    ///   [`stop_when`](RetryFailedCallbacks::stop_when) does so with a report. Another job picks up
    ///   what is left. Two jobs may run at the same time: a callback is only retried while it is
    ///   failed.
    /// - 429 and 503 slow the job down instead of failing it. All requests pause for as long as the
    ///   service asks, then continue with fewer at a time, and with one more after each round that
    ///   succeeds. The same applies when no connection can be made, and to other server errors while
    ///   no request succeeds. An entry only fails if it is refused again and again while others
    ///   succeed.
    /// - If it is unknown whether a request arrived, the job looks at the entry: it counts as
    ///   retried, or is retried again.
    /// - An entry that is gone, or whose callback is no longer failed, is skipped and named.
    ///
    /// The client's [`RetryPolicy`](crate::RetryPolicy) determines the pauses if the service does
    /// not.
    ///
    /// # Errors
    /// An entry that could not be retried is in [`RetryReport::failed`]. The job itself ends with
    /// an error when no request can succeed: the token is refused (401, 403), the quota is used up
    /// (412), the list cannot be read, or no request comes through for longer than
    /// [`stall_timeout`](RetryFailedCallbacks::stall_timeout). The error says how far the job came,
    /// and [`Error::retry_report`] returns the report until then. Running the job again continues
    /// from there.
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
            stop: None,
            progress: None,
        }
    }
}

impl<'a> RetryFailedCallbacks<'a> {
    /// Sets how many requests may be in flight, those of the listing included. The default is 16;
    /// zero is refused.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }

    /// Only lists: no callback is retried, and every entry is in [`RetryReport::skipped`].
    pub fn dry_run(mut self, dry_run: bool) -> Self {
        self.dry_run = dry_run;
        self
    }

    /// Waits for each callback that was retried until it has succeeded or failed, at most for this
    /// long. By default an entry is done as soon as the service has accepted the retry. Retries go
    /// first: the job polls entries while there is nothing left to retry.
    pub fn wait_until_settled(mut self, timeout: Duration) -> Self {
        self.settle = Some(timeout);
        self
    }

    /// Sets how long the service may keep the whole job waiting. The default is 5 minutes. The job
    /// ends with an error if a single pause is longer, or if no request comes through for this
    /// long. Time with nothing to do does not count.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.stall_timeout = timeout;
        self
    }

    /// Stops the job when this future completes: nothing is sent afterwards, and the job returns the
    /// report until then. The entries that are [left](RetryReport::left) were not retried, or a
    /// request for them was in flight.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    /// # drop(stop);
    /// let stopped = async { drop(stopped.await) };
    /// let report = client.retry_failed_callbacks().stop_when(stopped).await?;
    /// println!("{} left", report.left());
    /// # Ok(())
    /// # }
    /// ```
    pub fn stop_when(mut self, stop: impl Future<Output = ()> + Send + 'a) -> Self {
        self.stop = Some(Box::pin(stop));
        self
    }

    /// Calls this when a number of [`Progress`] has changed, at most ten times a second. The last
    /// call is made when the job has ended, and has the final numbers. It runs within the job: keep
    /// it short.
    pub fn on_progress(mut self, report: impl FnMut(Progress) + Send + 'a) -> Self {
        self.progress = Some(Box::new(report));
        self
    }

    /// Refuses what would do nothing, or more than its words say.
    fn check(&self) -> Result<(), Error> {
        if self.concurrency == 0 {
            let why = "concurrency is 0, so nothing could be sent: use 1 or more";
            return Err(Error::invalid_request(JOB, why));
        }
        self.check_filters().map_err(|why| Error::invalid_request(JOB, why))
    }
}

impl<'a> IntoFuture for RetryFailedCallbacks<'a> {
    type Output = Result<RetryReport, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(span::around(JOB, run::run(self)))
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
