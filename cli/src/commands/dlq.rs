//! `dlq`: the dead letter queue.

mod again;
mod delete;
mod entry;
mod selection;

use clap::{Args, Subcommand};
use futures::Stream;
use upstash_workflow::types::WorkflowDlqMessage;
use upstash_workflow::{Client, Error};

use self::again::Again;
use self::delete::Delete;
pub(crate) use self::entry::{cells, columns, labels, response};
pub(crate) use self::selection::resolve;
use crate::failure::{Exit, Failure};
use crate::filters::{CallbackStates, DlqFilters, Limit, apply, apply_list};
use crate::id;
use crate::session::Session;

const NONE: &str = "no matching DLQ entries";

#[derive(Debug, Subcommand)]
pub(crate) enum Dlq {
    /// List the entries
    #[command(after_help = "\
Examples:
  upstash-workflow dlq list
  upstash-workflow dlq list --label orders --from-date 2h
  upstash-workflow dlq list -o jsonl | head -n 1")]
    List(List),
    /// Show one entry: bodies decoded, headers last
    #[command(after_help = "\
Examples:
  upstash-workflow dlq show wfr_demo-order-1")]
    Show(Show),
    /// Resume failed runs at the step that failed, as new runs
    #[command(after_help = "\
Examples:
  upstash-workflow dlq resume wfr_demo-order-1
  upstash-workflow dlq resume --label orders --from-date 2h --yes")]
    Resume(Again),
    /// Restart failed runs from the beginning, as new runs
    #[command(after_help = "\
Examples:
  upstash-workflow dlq restart wfr_demo-order-2 --yes
  upstash-workflow dlq restart --all --dry-run")]
    Restart(Again),
    /// Delete entries; the runs can then be neither resumed nor restarted
    #[command(after_help = "\
Examples:
  upstash-workflow dlq delete wfr_demo-order-3 --yes
  upstash-workflow dlq delete --label mails --to-date 7d --yes")]
    Delete(Delete),
}

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    filters: DlqFilters,
    #[command(flatten)]
    pub(crate) states: CallbackStates,
    #[command(flatten)]
    limit: Limit,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The entry, by its DLQ id or by the id of its run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    id: String,
}

impl Dlq {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::List(command) => command.run(session).await,
            Self::Show(command) => command.run(session).await,
            Self::Resume(command) => command.resume(session).await,
            Self::Restart(command) => command.restart(session).await,
            Self::Delete(command) => command.run(session).await,
        }
    }
}

impl List {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        session.out.list(self.entries(&client), NONE).await
    }

    /// Returns the matching entries.
    pub(crate) fn entries(
        &self,
        client: &Client,
    ) -> impl Stream<Item = Result<WorkflowDlqMessage, Error>> {
        let list = apply_list!(client.list_failed_workflow_runs(), &self.filters);
        let list = apply!(list, &self.states, [failure_function_state], []);
        self.limit.of(list.stream())
    }
}

impl Show {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let [dlq_id] = &resolve(&client, vec![self.id]).await?[..] else {
            return Err(Failure::new(
                Exit::Failed,
                "the run has several DLQ entries: give a DLQ id",
            ));
        };
        let entry = client.get_failed_workflow_run().dlq_id(dlq_id).await?;
        session.out.one(&entry, entry::sheet)
    }
}
