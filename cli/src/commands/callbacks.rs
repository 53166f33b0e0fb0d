//! `callbacks`: the main job.

mod cancel;
mod retry;

use clap::{Args, Subcommand};
use futures::TryStreamExt as _;
use serde::Serialize;
use upstash_workflow::types::{FailureCallbackState, WorkflowDlqMessage};

use self::cancel::Cancel;
use self::retry::Retry;
use crate::commands::dlq::{callback_state, labels, run_id};
use crate::failure::Failure;
use crate::filters::{CallbackStates, DlqFilters, Limit, apply, apply_dlq};
use crate::output::{Column, Row, bytes_as_line};
use crate::session::Session;
use crate::time;

#[derive(Debug, Subcommand)]
pub(crate) enum Callbacks {
    /// List the entries whose failure callback failed
    #[command(after_help = "\
Examples:
  upstash-workflow callbacks list
  upstash-workflow callbacks list --label orders --from-date 2h
  upstash-workflow callbacks list --failure-function-state inprogress -o jsonl")]
    List(List),
    /// Retry failed callbacks: all, by filter, or by id
    #[command(after_help = "\
Without an id or a filter it retries every failed callback of the account: it shows how many, and asks. Running it \
again is safe, and so is breaking it off: a callback is triggered only where it stands as failed.

Examples:
  upstash-workflow callbacks retry --dry-run
  upstash-workflow callbacks retry --label orders --yes
  upstash-workflow callbacks retry --wait 5s --yes -o json")]
    Retry(Retry),
    /// Cancel callbacks in progress: by id, by filter, or all
    #[command(after_help = "\
Examples:
  upstash-workflow callbacks cancel --label mails --yes
  upstash-workflow callbacks cancel --all --dry-run")]
    Cancel(Cancel),
}

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    filters: DlqFilters,
    #[command(flatten)]
    states: CallbackStates,
    #[command(flatten)]
    limit: Limit,
}

impl Callbacks {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Retry(command) => command.run(session).await,
            Self::Cancel(command) => command.run(session).await,
        }
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let list = apply_dlq!(client.list_failed_workflow_runs(), &self.filters);
        let list = match self.states.failure_function_state.is_empty() {
            true => list.failure_function_state(FailureCallbackState::CallbackFail),
            false => apply!(list, &self.states, [failure_function_state], []),
        };
        let empty = match self.states.failure_function_state.is_empty() {
            true => "no failed callbacks",
            false => "no callbacks in this state",
        };
        session.out.list(self.limit.of(list.stream()).map_ok(Callback), empty).await
    }
}

/// A DLQ entry in a list of callbacks.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Callback(pub(crate) WorkflowDlqMessage);

impl Row for Callback {
    const COLUMNS: &'static [Column] = &[
        Column::whole("DLQ ID"),
        Column::whole("RUN"),
        Column::cut("LABEL", 8),
        Column::url("WORKFLOW URL"),
        Column::whole("WHEN"),
        Column::whole("STATE"),
        Column::cut("LAST RESPONSE", 7),
    ];

    fn cells(&self, wide: bool) -> Vec<String> {
        let entry = &self.0;
        vec![
            entry.dlq_id.clone(),
            run_id(entry),
            labels(&entry.labels, entry.label.as_deref()),
            entry.workflow_url.clone().unwrap_or_default(),
            time::short(entry.created_at, wide),
            callback_state(entry),
            last_response(entry),
        ]
    }
}

/// Returns status and reason of the last response to a callback.
fn last_response(entry: &WorkflowDlqMessage) -> String {
    let Some(info) = &entry.failure_callback_info else { return String::new() };
    let status = info.response_status.map(|status| status.to_string()).unwrap_or_default();
    let reason = bytes_as_line(info.response_body.as_deref().unwrap_or_default().as_bytes());
    format!("{status} {reason}").trim().to_owned()
}
