//! What a call of several requests had done before it ended with an error.

use std::any::Any;

use super::Error;
use crate::{BulkPage, RetryReport};

impl Error {
    pub(crate) fn with_done(mut self, done: impl Any + Send + Sync) -> Self {
        self.0.done = Some(Box::new(done));
        self
    }

    /// Returns what [`retry_failed_callbacks`](crate::Client::retry_failed_callbacks) had done when
    /// it ended with this error. `None` if it was refused, and for every other call.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// if let Err(error) = client.retry_failed_callbacks().await {
    ///     if let Some(report) = error.retry_report() {
    ///         println!("{} retried, {} left", report.retried, report.left());
    ///     }
    ///     return Err(error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn retry_report(&self) -> Option<&RetryReport> {
        self.done()
    }

    /// Returns what `drain()` of a bulk operation had done when it ended with this error: the sum
    /// of the responses before it. `None` if there was none, and for every other call.
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use upstash_workflow::types::BulkRunResult;
    ///
    /// if let Err(error) = client.bulk_restart_workflow_runs().label(["orders"]).drain().await {
    ///     if let Some(done) = error.drained::<BulkRunResult>() {
    ///         println!("restarted until then: {:?}", done.workflow_runs);
    ///     }
    ///     return Err(error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn drained<P: BulkPage>(&self) -> Option<&P> {
        self.done()
    }

    fn done<T: 'static>(&self) -> Option<&T> {
        self.0.done.as_deref()?.downcast_ref()
    }
}
