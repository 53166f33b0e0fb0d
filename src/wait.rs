//! Waiting for a run, a failure callback or a bulk action to end.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::time::{Instant, sleep, sleep_until};

use crate::transport::retry::doubled;
use crate::transport::span;
use crate::types::{BulkAction, BulkActionState, FailureCallbackState, RunState};
use crate::types::{WorkflowDlqMessage, WorkflowRun};
use crate::{Client, Error, run};

const TIMEOUT: Duration = Duration::from_secs(60);
/// Longer than anybody waits, and within the range of every clock.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 86_400);
const FIRST_INTERVAL: Duration = Duration::from_millis(100);
/// No poll comes closer than this before the timeout.
const LAST_INTERVAL: Duration = Duration::from_millis(50);
/// The default longest time between two polls.
pub(crate) const MAX_INTERVAL: Duration = Duration::from_secs(5);

/// What one poll finds.
enum Seen<T> {
    Ended(T),
    /// Not ended, and the reason.
    Pending(String),
}

/// Polls once, with bodies or without.
type Poll<T> = Box<dyn Fn(bool) -> BoxFuture<'static, Result<Seen<T>, Error>> + Send + Sync>;

/// Polls until something has ended; made by the `wait_for_…` methods of [`Client`] and awaited.
///
/// The first poll is made at once, and the intervals grow. A poll that fails in a way that may pass
/// does not end the waiting.
#[must_use = "nothing is polled until this is awaited"]
pub struct Wait<T> {
    operation: &'static str,
    what: String,
    poll: Poll<T>,
    bodies: bool,
    timeout: Duration,
    max_interval: Duration,
}

impl Client {
    /// Waits until a run has succeeded, failed or been cancelled, and returns it as the logs show
    /// it: without bodies, unless [`with_bodies`](Wait::with_bodies) asks for them.
    ///
    /// The id is taken as it is and, without `wfr_`, with `wfr_` in front. A run that is not in the
    /// logs yet is waited for. If an id was used several times, the newest run counts. A run that is
    /// resumed or restarted continues under a new id.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if the run has not ended in time, with its last state in the text;
    /// [`Error::is_invalid_request`] if the id is empty or cannot be one; else the errors of
    /// [`list_workflow_run_logs`](Self::list_workflow_run_logs).
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use std::time::Duration;
    ///
    /// let wait = client.wait_for_run("order-42").timeout(Duration::from_secs(300));
    /// let run = wait.with_bodies().await?;
    /// if let Some(failure) = run.failure() {
    ///     println!("{:?} {:?} {}", failure.step_name, failure.status, failure.message);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_run(&self, workflow_run_id: impl Into<String>) -> Wait<WorkflowRun> {
        let (client, id) = (self.clone(), workflow_run_id.into());
        let what = format!("the run {id:?}");
        Wait::new("wait_for_run", what, move |bodies| {
            let (client, id) = (client.clone(), id.clone());
            async move {
                let Some(run) = run::newest(&client, &id, bodies).await? else {
                    return Ok(Seen::Pending("it is not in the logs".into()));
                };
                Ok(match &run.workflow_state {
                    None | Some(RunState::RunStarted | RunState::Unknown(_)) => {
                        Seen::pending(run.workflow_state.as_ref())
                    }
                    Some(_) => Seen::Ended(run),
                })
            }
        })
    }

    /// Waits until a failure callback is no longer in progress, and returns the DLQ entry.
    /// [`failure_callback_state`](WorkflowDlqMessage::failure_callback_state) says how it ended.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if it is still in progress; else the errors of
    /// [`get_failed_workflow_run`](Self::get_failed_workflow_run), such as
    /// [`Error::is_not_found`] if the entry is gone.
    pub fn wait_for_failure_callback(&self, dlq_id: impl Into<String>) -> Wait<WorkflowDlqMessage> {
        let (client, id) = (self.clone(), dlq_id.into());
        let what = format!("the failure callback of {id:?}");
        Wait::new("wait_for_failure_callback", what, move |_| {
            let (client, id) = (client.clone(), id.clone());
            async move {
                let entry = client.get_failed_workflow_run().dlq_id(id).await?;
                Ok(match entry.failure_callback_state() {
                    Some(
                        FailureCallbackState::CallbackInprogress | FailureCallbackState::Unknown(_),
                    ) => Seen::pending(entry.failure_callback_state()),
                    _ => Seen::Ended(entry),
                })
            }
        })
    }

    /// Waits until a bulk action has finished, and returns it.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if it has not finished in time; else the errors of
    /// [`get_bulk_action`](Self::get_bulk_action).
    pub fn wait_for_bulk_action(&self, action_id: impl Into<String>) -> Wait<BulkAction> {
        let (client, id) = (self.clone(), action_id.into());
        let what = format!("the bulk action {id:?}");
        Wait::new("wait_for_bulk_action", what, move |_| {
            let (client, id) = (client.clone(), id.clone());
            async move {
                let action = client.get_bulk_action().action_id(id).await?;
                Ok(match &action.state {
                    Some(BulkActionState::Finished) => Seen::Ended(action),
                    state => Seen::pending(state.as_ref()),
                })
            }
        })
    }
}

/// The time between a poll and the next, after so many: each is twice the one before.
pub(crate) fn interval(polls: u32, max: Duration) -> Duration {
    doubled(FIRST_INTERVAL, polls.saturating_sub(1), max)
}

/// The time until the next poll with `left` until the timeout, or `None` if there is none. Polls
/// come closer toward the end, so that what ends shortly before it is seen.
fn before_next(polls: u32, left: Duration, max: Duration) -> Option<Duration> {
    let pause = interval(polls, max).min(left / 2);
    (pause >= LAST_INTERVAL.min(max)).then_some(pause)
}

/// `now + time`, without overflow: a `Duration` can be longer than any clock goes.
pub(crate) fn after(now: Instant, time: Duration) -> Instant {
    now + time.min(FOREVER)
}

impl<T> Seen<T> {
    fn pending(state: Option<&impl fmt::Display>) -> Self {
        // The service's text goes into an error, so it is shown only if it looks like a state.
        let is_name = |text: &String| text.bytes().all(|b| b == b'_' || b.is_ascii_uppercase());
        Self::Pending(match state.map(ToString::to_string) {
            None => "it has no state".into(),
            Some(text) if text.len() < 64 && is_name(&text) => format!("its state is {text}"),
            Some(_) => "its state is unknown".into(),
        })
    }
}

impl<T: Send + 'static> Wait<T> {
    fn new<F>(
        operation: &'static str,
        what: String,
        poll: impl Fn(bool) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Seen<T>, Error>> + Send + 'static,
    {
        let poll: Poll<T> = Box::new(move |bodies| Box::pin(poll(bodies)));
        let (bodies, timeout, max_interval) = (false, TIMEOUT, MAX_INTERVAL);
        Self { operation, what, poll, bodies, timeout, max_interval }
    }

    /// Sets how long to wait. The default is 60 s. A poll that is in flight then is dropped.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the longest time between two polls, at least 1 ms. The default is 5 s. The first
    /// interval is 100 ms, and each is twice the one before; they get shorter toward the end of the
    /// timeout.
    pub fn max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval.max(Duration::from_millis(1));
        self
    }

    async fn run(self) -> Result<T, Error> {
        let deadline = after(Instant::now(), self.timeout);
        let mut polls = 0;
        let mut last = "no response yet".to_owned();
        loop {
            polls += 1;
            match tokio::time::timeout_at(deadline, (self.poll)(self.bodies)).await {
                Ok(Ok(Seen::Ended(value))) => return Ok(value),
                Ok(Ok(Seen::Pending(reason))) => last = reason,
                Ok(Err(error)) => {
                    let error = error.with_operation(self.operation);
                    if !error.is_retryable() {
                        return Err(error);
                    }
                    last = error.to_string();
                }
                Err(_) => return Err(self.timed_out(polls, &last)),
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match before_next(polls, left, self.max_interval) {
                Some(pause) => sleep(pause).await,
                None => {
                    sleep_until(deadline).await;
                    return Err(self.timed_out(polls, &last));
                }
            }
        }
    }

    fn timed_out(&self, polls: u32, last: &str) -> Error {
        let Self { what, timeout, .. } = self;
        let s = if polls == 1 { "" } else { "s" };
        let message =
            format!("waiting for {what} timed out after {timeout:?} and {polls} poll{s}: {last}");
        Error::too_late(polls, message).with_operation(self.operation)
    }
}

impl Wait<WorkflowRun> {
    /// Asks for the bodies of requests and responses too, which the logs leave out by default:
    /// [`WorkflowRun::failure`] has its message from them.
    pub fn with_bodies(mut self) -> Self {
        self.bodies = true;
        self
    }
}

impl<T: Send + 'static> IntoFuture for Wait<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(span::around(self.operation, self.run()))
    }
}

impl<T> fmt::Debug for Wait<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("what", &self.what)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The times of polls whose responses take no time.
    fn polls(timeout: u64, max_interval: Duration) -> Vec<u64> {
        let timeout = Duration::from_millis(timeout);
        let (mut now, mut polls) = (Duration::ZERO, vec![0]);
        let mut count = 1;
        while let Some(pause) = before_next(count, timeout - now, max_interval) {
            (now, count) = (now + pause, count + 1);
            polls.push(u64::try_from(now.as_millis()).expect("a small number"));
        }
        polls
    }

    #[test]
    fn polls_come_further_apart_and_closer_again_toward_the_end() {
        let polls = |timeout| polls(timeout, MAX_INTERVAL);
        assert_eq!(polls(0), [0]);
        assert_eq!(polls(1000), [0, 100, 300, 650, 825, 912]);
        assert_eq!(polls(3000), [0, 100, 300, 700, 1500, 2250, 2625, 2812, 2906]);
        assert_eq!(polls(60_000).len(), 23);
        for timeout in [1000, 3000, 60_000, 3_600_000] {
            assert!(timeout - polls(timeout).last().expect("one") <= 100, "{timeout} ms");
        }
    }

    #[test]
    fn the_caller_sets_the_longest_interval() {
        let minute = Duration::from_secs(60);
        assert_eq!(interval(1, minute), FIRST_INTERVAL);
        assert_eq!(interval(20, minute), minute);
        assert_eq!(interval(u32::MAX, Duration::MAX), FIRST_INTERVAL * u32::MAX);
        let each: Vec<u64> = (0..=99).collect();
        assert_eq!(polls(100, Duration::from_millis(1)), each);
    }
}
