//! `callbacks`: the main job.

mod cancel;
mod retry;

use clap::Subcommand;
use futures::TryStreamExt as _;
use serde::Serialize;
use upstash_workflow::types::{FailureCallbackState, WorkflowDlqMessage};

use self::cancel::Cancel;
use self::retry::Retry;
use crate::commands::dlq::{List, cells, columns, response};
use crate::failure::Failure;
use crate::output::{Column, Row};
use crate::session::Session;

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
again is safe, and so is interrupting it: only callbacks that are failed at that moment are triggered.

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

impl Callbacks {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::List(command) => list(command, session).await,
            Self::Retry(command) => command.run(session).await,
            Self::Cancel(command) => command.run(session).await,
        }
    }
}

async fn list(mut list: List, session: &Session) -> Result<(), Failure> {
    let client = session.client().await?;
    let states = &mut list.states.failure_function_state;
    let empty = match states.is_empty() {
        true => "no failed callbacks",
        false => "no callbacks in this state",
    };
    if states.is_empty() {
        states.push(FailureCallbackState::CallbackFail);
    }
    session.out.list(list.entries(&client).map_ok(Callback), empty).await
}

/// A DLQ entry in a list of callbacks.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Callback(pub(crate) WorkflowDlqMessage);

impl Row for Callback {
    const COLUMNS: &'static [Column] = &columns("STATE");

    fn cells(&self, wide: bool) -> Vec<String> {
        cells(&self.0, last_response(&self.0), wide)
    }
}

/// Returns status and reason of the last response to a callback.
fn last_response(entry: &WorkflowDlqMessage) -> String {
    let info = entry.failure_callback_info.as_ref();
    let body = info.and_then(|info| info.response_body.as_deref()).unwrap_or_default();
    response(info.and_then(|info| info.response_status), body.as_bytes())
}
