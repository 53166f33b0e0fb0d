//! One run: finding it in the logs, and why it failed.

use futures_core::future::BoxFuture;
use futures_util::TryStreamExt as _;
use serde::Deserialize;

use crate::transport::span;
use crate::trigger::run_id;
use crate::types::{RunState, StepInfo, StepState, WorkflowRun};
use crate::{Client, Error};

/// The name of the call in errors and spans.
const NAME: &str = "get_run";
/// Bodies are cut after this many bytes: none is that long.
const WHOLE_BODIES: i64 = i32::MAX as i64;

impl Client {
    /// Returns the newest run with this id as the logs show it, with its bodies. `None` if the logs
    /// have none: it has not started yet, or its retention time ended.
    ///
    /// The id is taken as it is and, without `wfr_`, with `wfr_` in front. A run that is resumed or
    /// restarted continues under a new id, that of the response of
    /// [`resume_workflow_run`](Self::resume_workflow_run) or
    /// [`restart_workflow_run`](Self::restart_workflow_run).
    ///
    /// # Errors
    /// [`Error::is_invalid_request`] if the id is empty or cannot be one; else the errors of
    /// [`list_workflow_run_logs`](Self::list_workflow_run_logs).
    ///
    /// ```no_run
    /// # async fn call(client: &upstash_workflow::Client) -> Result<(), upstash_workflow::Error> {
    /// let run = client.get_run("order-42").await?;
    /// if let Some(failure) = run.as_ref().and_then(|run| run.failure()) {
    ///     println!("{:?} {:?} {}", failure.step_name, failure.status, failure.message);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn get_run(
        &self,
        workflow_run_id: impl Into<String>,
    ) -> BoxFuture<'_, Result<Option<WorkflowRun>, Error>> {
        let id = workflow_run_id.into();
        Box::pin(span::around(NAME, async move {
            let run = newest(self, &id, true).await;
            run.map_err(|error| error.with_operation(NAME))
        }))
    }
}

/// The newest run with this id.
pub(crate) async fn newest(
    client: &Client,
    id: &str,
    bodies: bool,
) -> Result<Option<WorkflowRun>, Error> {
    let ids =
        run_id::forms(id).map_err(|why| Error::invalid_request("list_workflow_run_logs", why))?;
    let mut newest: Option<WorkflowRun> = None;
    for id in ids {
        let mut list = client.list_workflow_run_logs().workflow_run_id(id);
        if bodies {
            list = list.trim_body(WHOLE_BODIES);
        }
        // An id may have been used often, and a page may be empty while more follow.
        let mut runs = list.stream();
        while let Some(run) = runs.try_next().await? {
            let is_newer = |newest: &WorkflowRun| {
                newest.workflow_run_created_at <= run.workflow_run_created_at
            };
            if newest.as_ref().is_none_or(is_newer) {
                newest = Some(run);
            }
        }
    }
    Ok(newest)
}

/// Why a run failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunFailure {
    /// The name of the step that failed.
    pub step_name: Option<String>,
    /// The status of the last response to the step's request.
    pub status: Option<u16>,
    /// The error's message if the body of that response is an error of the workflow's own code, or
    /// else the body as text, or what the service says if there is no body. Empty only if the logs
    /// have none of these.
    pub message: String,
}

impl WorkflowRun {
    /// Returns why the run failed, or `None` if it did not fail.
    ///
    /// The logs only have bodies if they were asked for:
    /// [`get_run`](Client::get_run) does, and so do
    /// [`with_bodies`](crate::Wait::with_bodies) of [`wait_for_run`](Client::wait_for_run) and
    /// `trim_body` of [`list_workflow_run_logs`](Client::list_workflow_run_logs).
    pub fn failure(&self) -> Option<RunFailure> {
        if self.workflow_state != Some(RunState::RunFailed) {
            return None;
        }
        let steps = || self.steps.iter().flat_map(|group| &group.steps).rev();
        let has_failed = |step: &&StepInfo| step.state == Some(StepState::StepFailed);
        let has_errors = |step: &&StepInfo| !step.errors.is_empty();
        let step = steps().find(has_failed).or_else(|| steps().find(has_errors));
        let attempt = step.and_then(|step| step.errors.last());
        let callback = self.failure_function.as_ref();

        let status = callback.and_then(|callback| callback.fail_status);
        let status = status.or_else(|| attempt?.status);
        let texts = [
            callback.and_then(|callback| callback.fail_response.as_deref()),
            attempt.and_then(|attempt| attempt.body.as_deref()),
            attempt.and_then(|attempt| attempt.error.as_deref()),
        ];
        let text = texts.into_iter().flatten().find(|text| !text.trim().is_empty());
        Some(RunFailure {
            step_name: step.and_then(|step| step.step_name.clone()),
            status: status.and_then(|status| status.try_into().ok()),
            message: text.map(message).unwrap_or_default(),
        })
    }
}

/// The message of an error as the workflow's own code sends it, or the text.
fn message(text: &str) -> String {
    #[derive(Deserialize)]
    struct Thrown {
        error: Option<String>,
        message: Option<String>,
    }
    let is_object = text.trim_start().starts_with('{');
    let thrown = if is_object { serde_json::from_str::<Thrown>(text).ok() } else { None };
    let said = thrown.and_then(|Thrown { error, message }| {
        [message, error].into_iter().flatten().find(|text| !text.trim().is_empty())
    });
    said.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests;
