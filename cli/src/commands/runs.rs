//! `runs`: workflow runs.

mod cancel;
mod trigger;

use clap::{Args, Subcommand};
use futures::{StreamExt as _, stream};
use upstash_workflow::Error;
use upstash_workflow::types::{RunState, StepInfo, WorkflowRun};

use crate::commands::dlq::labels;
use crate::failure::{Exit, Failure};
use crate::filters::{Limit, RunFilters, apply, apply_list};
use crate::output::{Column, Row, Sheet, bytes_as_line};
use crate::session::Session;
use crate::{id, time};

/// Bytes of a body that are enough to show the reason.
const REASON: u32 = 1000;

#[derive(Debug, Subcommand)]
pub(crate) enum Runs {
    /// Trigger a run of the workflow at this URL
    #[command(after_help = "\
Examples:
  upstash-workflow runs trigger https://example.com/orders --data '{\"id\": 42}'
  upstash-workflow runs trigger https://example.com/orders --run-id order-42
  echo 42 | upstash-workflow runs trigger https://example.com/m --data -")]
    Trigger(trigger::Trigger),
    /// List runs, latest first
    #[command(after_help = "\
Examples:
  upstash-workflow runs list --from-date 2h
  upstash-workflow runs list --state failed --label orders -o json")]
    List(List),
    /// Show one run: steps, results, and why it failed
    #[command(after_help = "\
Examples:
  upstash-workflow runs show wfr_demo-order-1")]
    Show(Show),
    /// Wait until runs have ended, for --timeout at most (60s by default)
    #[command(after_help = "\
The exit status is 0 only if every run succeeded.

Examples:
  upstash-workflow runs wait wfr_demo-order-1 --timeout 5m")]
    Wait(Wait),
    /// Cancel runs: by id, by filter, or all that have not ended
    #[command(after_help = "\
Examples:
  upstash-workflow runs cancel wfr_demo-order-1 --yes
  upstash-workflow runs cancel --label orders --from-date 2h --yes
  upstash-workflow runs cancel --all --dry-run")]
    Cancel(cancel::Cancel),
}

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    filters: RunFilters,
    #[command(flatten)]
    limit: Limit,
    /// Include this many bytes of request and response bodies in JSON; none by default
    #[arg(long, value_name = "BYTES")]
    trim_body: Option<u32>,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The run; if several have this id, the latest
    #[arg(value_name = "RUN_ID", value_parser = id::parse)]
    id: String,
}

#[derive(Args, Debug)]
pub(crate) struct Wait {
    /// The runs
    #[arg(value_name = "RUN_ID", required = true, value_parser = id::parse)]
    ids: Vec<String>,
}

impl Runs {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Trigger(command) => command.run(session).await,
            Self::List(command) => command.run(session).await,
            Self::Show(command) => command.run(session).await,
            Self::Wait(command) => command.run(session).await,
            Self::Cancel(command) => command.run(session).await,
        }
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let filters = &self.filters;
        let list = apply_list!(client.list_workflow_run_logs(), filters);
        let list = apply!(list, &filters.url, [host, path], []);
        let list = apply!(list, filters, [], [state, message_id]);
        let list = match filters.workflow_runs.is_empty() {
            true => list,
            false => list.workflow_runs(filters.workflow_runs.join(",")),
        };
        // The table shows why a run failed.
        let trim = self.trim_body.or(session.out.is_table().then_some(REASON));
        let list = match trim {
            Some(bytes) => list.trim_body(i64::from(bytes)),
            None => list,
        };
        session.out.list(self.limit.of(list.stream()), "no matching runs").await
    }
}

impl Show {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        match client.get_run(&self.id).await? {
            Some(run) => session.out.one(&run, sheet),
            None => Err(Failure::new(Exit::NotFound, format!("the logs have no run {}", self.id))),
        }
    }
}

impl Wait {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let ids = id::unique(&self.ids);
        let progress = session.out.progress("waiting", Some(ids.len()));
        let timeout = session.global.timeout;
        let wait = |id: String| {
            let wait = client.wait_for_run(id).with_bodies();
            match timeout {
                Some(timeout) => wait.timeout(timeout),
                None => wait,
            }
            .into_future()
        };
        let runs: Vec<_> = stream::iter(ids)
            .map(wait)
            .buffered(usize::MAX)
            .inspect(|_| progress.add(1))
            .collect()
            .await;
        drop(progress);
        let well = |run: &Result<WorkflowRun, Error>| {
            run.as_ref().is_ok_and(|run| run.workflow_state == Some(RunState::RunSuccess))
        };
        let all_well = runs.iter().all(well);
        session.out.list(stream::iter(runs), "no runs").await?;
        if all_well { Ok(()) } else { Err(Failure::silent(Exit::Failed)) }
    }
}

impl Row for WorkflowRun {
    const COLUMNS: &'static [Column] = &[
        Column::whole("RUN"),
        Column::cut("LABEL", 8),
        Column::url("WORKFLOW URL"),
        Column::whole("WHEN"),
        Column::whole("STATE"),
        Column::cut("FAILURE", 7),
    ];

    fn cells(&self, wide: bool) -> Vec<String> {
        vec![
            self.workflow_run_id.clone(),
            labels(&self.labels, self.label.as_deref()),
            self.workflow_url.clone().unwrap_or_default(),
            time::short(self.workflow_run_created_at, wide),
            state(self),
            failure(self),
        ]
    }
}

fn state(run: &WorkflowRun) -> String {
    let state = run.workflow_state.as_ref().map_or("", |state| state.as_str());
    state.strip_prefix("RUN_").unwrap_or(state).to_ascii_lowercase()
}

/// Returns the status and the reason of a run that failed.
fn failure(run: &WorkflowRun) -> String {
    let Some(failure) = run.failure() else { return String::new() };
    let status = failure.status.map(|status| status.to_string()).unwrap_or_default();
    format!("{status} {}", failure.message).trim().to_owned()
}

fn sheet(run: &WorkflowRun) -> Sheet {
    let function = run.failure_function.as_ref();
    let callback =
        function.and_then(|function| function.state.as_ref()).map_or("", |state| state.as_str());
    let steps: Vec<_> = run.steps.iter().flat_map(|group| &group.steps).collect();
    let mut sheet = Sheet::default()
        .field("Run", &run.workflow_run_id)
        .field("State", state(run))
        .maybe("Workflow URL", run.workflow_url.as_ref())
        .field("Labels", labels(&run.labels, run.label.as_deref()))
        .field("Created", time::long(run.workflow_run_created_at))
        .field("Completed", time::long(run.workflow_run_completed_at))
        .maybe("Flow control", run.flow_control_key.as_ref())
        .maybe("Caller IP", run.workflow_run_caller_ip.as_ref())
        .maybe(
            "Started by",
            run.invoker.as_ref().and_then(|invoker| invoker.workflow_run_id.as_ref()),
        )
        .maybe("DLQ id", run.dlq_id.as_ref())
        .field("Failure", failure(run))
        .maybe("Failure URL", function.and_then(|function| function.url.as_ref()))
        .field(
            "Callback",
            callback.strip_prefix("CALLBACK_").unwrap_or(callback).to_ascii_lowercase(),
        )
        .maybe("Callback status", function.and_then(|function| function.response_status))
        .block("Steps", steps.iter().map(|step| step_line(step)).collect::<Vec<_>>().join("\n"))
        .body("Response", run.workflow_run_response.as_deref().map(str::as_bytes));
    for step in steps {
        // The result of the first step is the payload.
        let name = format!("Result of {}", step.step_name.as_deref().unwrap_or("a step"));
        sheet = sheet.body(&name, step.out.as_deref().map(str::as_bytes));
    }
    if let Some(function) = function {
        sheet = sheet
            .body("Failed response", function.fail_response.as_deref().map(str::as_bytes))
            .body("Callback response", function.response_body.as_deref().map(str::as_bytes))
            .headers("Failed response headers", function.fail_headers.as_ref())
            .headers("Callback response headers", function.response_headers.as_ref());
    }
    sheet
}

fn step_line(step: &StepInfo) -> String {
    let state = step.state.as_ref().map_or("", |state| state.as_str());
    let state = state.strip_prefix("STEP_").unwrap_or(state).to_ascii_lowercase();
    let name = step.step_name.as_deref().unwrap_or("-");
    let kind = step.step_type.as_deref().unwrap_or_default();
    let message = step.message_id.as_ref().map(|id| format!("message {id}")).unwrap_or_default();
    let next = match step.next_delivery_time {
        Some(next) => format!("next delivery {}", time::long(Some(next))),
        None => String::new(),
    };
    let last = step.errors.last().map(|error| {
        let status = error.status.map(|status| status.to_string()).unwrap_or_default();
        format!(
            "last: {status} {}",
            bytes_as_line(
                error.body.as_deref().or(error.error.as_deref()).unwrap_or_default().as_bytes()
            )
        )
    });
    let parts = [state, name.to_owned(), kind.to_owned(), message, next, last.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
