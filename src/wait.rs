//! Waiting for what the service does in its own time: a run, a failure callback, a bulk
//! action.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::time::Duration;

use futures_core::future::BoxFuture;
use futures_util::TryStreamExt as _;
use tokio::time::{Instant, sleep, sleep_until};

use crate::types::{BulkAction, BulkActionState, FailureCallbackState, RunState};
use crate::types::{WorkflowDlqMessage, WorkflowRun};
use crate::{Client, Error};

/// How long is waited where nothing else is said.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Longer than anybody waits, and within what a clock can show.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 86_400);
const FIRST_INTERVAL: Duration = Duration::from_millis(100);
/// Closer to the end of the timeout than this there is no other poll.
const LAST_INTERVAL: Duration = Duration::from_millis(50);
/// How far apart polls are at most where nothing else is said.
pub(crate) const MAX_INTERVAL: Duration = Duration::from_secs(5);

/// Where a run is looked for.
const LOGS: &str = "list_workflow_run_logs";

/// What one look finds.
enum Seen<T> {
    Done(T),
    /// The state it is in instead.
    NotYet(String),
}

type Look<T> = Box<dyn Fn() -> BoxFuture<'static, Result<Seen<T>, Error>> + Send + Sync>;

/// Looks again and again until something is over; made by the `wait_for_…` methods of
/// [`Client`] and awaited.
///
/// The first look is made at once, and the pauses between the looks grow. A look that fails
/// in a way that may pass does not end the waiting.
#[must_use = "nothing is looked at until this is awaited"]
pub struct Wait<T> {
    operation: &'static str,
    what: String,
    look: Look<T>,
    timeout: Duration,
    max_interval: Duration,
}

impl Client {
    /// Waits until a run has succeeded, failed or been cancelled, and gives it as the logs
    /// show it.
    ///
    /// A run that the logs do not show yet is waited for. Where an id was used several
    /// times, the latest run counts.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if the run is not over in time, with its last state in the
    /// text; else the errors of
    /// [`list_workflow_run_logs`](Self::list_workflow_run_logs).
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// use std::time::Duration;
    ///
    /// let run = client.wait_for_run("wfr_order-42").timeout(Duration::from_secs(300)).await?;
    /// println!("{:?}", run.workflow_state);
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_run(&self, workflow_run_id: impl Into<String>) -> Wait<WorkflowRun> {
        let (client, id) = (self.clone(), workflow_run_id.into());
        let what = format!("the run {id}");
        Wait::new(LOGS, what, move || {
            let (client, id) = (client.clone(), id.clone());
            async move {
                if id.is_empty() {
                    // A filter that is empty is none: any run would do.
                    return Err(Error::invalid_request(LOGS, "workflow_run_id is empty"));
                }
                // A page may be empty while more follow, and an id may have been used often.
                let mut runs = client.list_workflow_run_logs().workflow_run_id(id).stream();
                let mut latest: Option<WorkflowRun> = None;
                while let Some(run) = runs.try_next().await? {
                    if latest.as_ref().is_none_or(|latest| {
                        latest.workflow_run_created_at <= run.workflow_run_created_at
                    }) {
                        latest = Some(run);
                    }
                }
                Ok(match latest {
                    None => Seen::NotYet("not in the logs".into()),
                    Some(run) => match &run.workflow_state {
                        None | Some(RunState::RunStarted | RunState::Unknown(_)) => {
                            Seen::not_yet(run.workflow_state.as_ref())
                        }
                        Some(_) => Seen::Done(run),
                    },
                })
            }
        })
    }

    /// Waits until a failure callback is no longer in progress, and gives the DLQ entry,
    /// whose [`failure_callback_state`](WorkflowDlqMessage::failure_callback_state) says how
    /// it ended.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if it is in progress all the time; else the errors of
    /// [`get_failed_workflow_run`](Self::get_failed_workflow_run), such as
    /// [`Error::is_not_found`] when the entry has gone meanwhile.
    pub fn wait_for_failure_callback(&self, dlq_id: impl Into<String>) -> Wait<WorkflowDlqMessage> {
        let (client, id) = (self.clone(), dlq_id.into());
        let what = format!("the failure callback of {id}");
        Wait::new("get_failed_workflow_run", what, move || {
            let (client, id) = (client.clone(), id.clone());
            async move {
                let entry = client.get_failed_workflow_run().dlq_id(id).await?;
                Ok(match entry.failure_callback_state() {
                    Some(
                        FailureCallbackState::CallbackInprogress | FailureCallbackState::Unknown(_),
                    ) => Seen::not_yet(entry.failure_callback_state()),
                    _ => Seen::Done(entry),
                })
            }
        })
    }

    /// Waits until a bulk action is finished, and gives it.
    ///
    /// # Errors
    /// [`Error::is_timeout`] if it is not finished in time; else the errors of
    /// [`get_bulk_action`](Self::get_bulk_action).
    pub fn wait_for_bulk_action(&self, action_id: impl Into<String>) -> Wait<BulkAction> {
        let (client, id) = (self.clone(), action_id.into());
        let what = format!("the bulk action {id}");
        Wait::new("get_bulk_action", what, move || {
            let (client, id) = (client.clone(), id.clone());
            async move {
                let action = client.get_bulk_action().action_id(id).await?;
                Ok(match &action.state {
                    Some(BulkActionState::Finished) => Seen::Done(action),
                    state => Seen::not_yet(state.as_ref()),
                })
            }
        })
    }
}

/// How long to wait for the next poll after so many of them: twice as long each time.
pub(crate) fn interval(polls: u32, max: Duration) -> Duration {
    FIRST_INTERVAL.saturating_mul(2u32.saturating_pow(polls.saturating_sub(1))).min(max)
}

/// How long to wait for the next poll when so much time is left, or `None` if there is no
/// other. Toward the end polls come closer: what is over shortly before it is to be seen.
fn before_next(polls: u32, left: Duration, max: Duration) -> Option<Duration> {
    let pause = interval(polls, max).min(left / 2);
    (pause >= LAST_INTERVAL.min(max)).then_some(pause)
}

/// `now + time`, which cannot overflow: no clock goes on for as long as a `Duration` can be.
pub(crate) fn after(now: Instant, time: Duration) -> Instant {
    now + time.min(FOREVER)
}

impl<T> Seen<T> {
    fn not_yet(state: Option<&impl fmt::Display>) -> Self {
        // The service's text goes into an error, so it is shown only if it looks like a state.
        let is_name = |text: &String| text.bytes().all(|b| b == b'_' || b.is_ascii_uppercase());
        Self::NotYet(match state.map(ToString::to_string) {
            None => "without a state".into(),
            Some(text) if text.len() < 64 && is_name(&text) => text,
            Some(_) => "in a state that is not known".into(),
        })
    }
}

impl<T: Send + 'static> Wait<T> {
    fn new<F>(
        operation: &'static str,
        what: String,
        look: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Seen<T>, Error>> + Send + 'static,
    {
        let look: Look<T> = Box::new(move || Box::pin(look()));
        Self { operation, what, look, timeout: TIMEOUT, max_interval: MAX_INTERVAL }
    }

    /// How long to wait at most, 60 s unless said. A look that is under way then is not
    /// waited for either.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The longest time between two looks, 5 s unless said and 1 ms at least. The first is
    /// 100 ms, and each is twice as long as the one before; toward the end of the timeout they
    /// get shorter.
    pub fn max_interval(mut self, interval: Duration) -> Self {
        self.max_interval = interval.max(Duration::from_millis(1));
        self
    }

    async fn run(self) -> Result<T, Error> {
        let deadline = after(Instant::now(), self.timeout);
        let mut looks = 0;
        let mut last = "nothing yet".to_owned();
        loop {
            looks += 1;
            match tokio::time::timeout_at(deadline, (self.look)()).await {
                Ok(Ok(Seen::Done(value))) => return Ok(value),
                Ok(Ok(Seen::NotYet(state))) => last = state,
                Ok(Err(error)) if error.is_retryable() => last = error.to_string(),
                Ok(Err(error)) => return Err(error),
                Err(_) => return Err(self.too_late(looks, &last)),
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match before_next(looks, left, self.max_interval) {
                Some(pause) => sleep(pause).await,
                None => {
                    sleep_until(deadline).await;
                    return Err(self.too_late(looks, &last));
                }
            }
        }
    }

    fn too_late(&self, looks: u32, last: &str) -> Error {
        let Self { what, timeout, .. } = self;
        let message = format!(
            "{what} is not over after {timeout:?}, in which it was looked at {looks} {}, and \
             found: {last}",
            if looks == 1 { "time" } else { "times" }
        );
        Error::too_late(looks, message).with_operation(self.operation)
    }
}

impl<T: Send + 'static> IntoFuture for Wait<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
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

    /// When polls are made that take no time.
    fn polls(timeout: u64, max_interval: Duration) -> Vec<u64> {
        let timeout = Duration::from_millis(timeout);
        let (mut now, mut polls) = (Duration::ZERO, vec![0]);
        let mut count = 1;
        while let Some(pause) = before_next(count, timeout - now, max_interval) {
            (now, count) = (now + pause, count + 1);
            polls.push(u64::try_from(now.as_millis()).expect("few"));
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
    fn the_longest_interval_is_the_callers() {
        let minute = Duration::from_secs(60);
        assert_eq!(interval(1, minute), FIRST_INTERVAL);
        assert_eq!(interval(20, minute), minute);
        assert_eq!(interval(u32::MAX, Duration::MAX), FIRST_INTERVAL * u32::MAX);
        let each: Vec<u64> = (0..=99).collect();
        assert_eq!(polls(100, Duration::from_millis(1)), each);
    }
}
