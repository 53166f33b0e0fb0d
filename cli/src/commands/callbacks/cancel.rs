//! `callbacks cancel`.

use clap::Args;
use futures::TryStreamExt as _;
use upstash_workflow::types::FailureCallbackState;

use super::Callback;
use crate::commands::dlq::resolve;
use crate::failure::Failure;
use crate::filters::{Described as _, DlqFilters, apply_list};
use crate::id;
use crate::select::{Chosen, What};
use crate::session::Session;
use crate::summary::Summary;

const CANCEL: What = What {
    verb: "cancel",
    done: "cancelled",
    singular: "callback in progress",
    plural: "callbacks in progress",
    asks_for_one: true,
};

#[derive(Args, Debug)]
pub(crate) struct Cancel {
    /// Entries whose callbacks to cancel, by DLQ id or by the id of the run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    ids: Vec<String>,
    #[command(flatten)]
    filters: DlqFilters,
    /// Cancel every callback in progress
    #[arg(long)]
    all: bool,
    /// Show what would be cancelled, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Cancel {
    pub(super) async fn run(self, session: &Session) -> Result<(), Failure> {
        let chosen = Chosen::new(&self.ids, self.filters.described(), self.all, &CANCEL)?;
        let account = session.account().await?;
        let client = &account.client;
        let in_progress = || {
            let list = apply_list!(client.list_failed_workflow_runs(), &self.filters);
            list.failure_function_state(FailureCallbackState::CallbackInprogress).stream()
        };
        let ids = match (&chosen, self.dry_run) {
            (Chosen::Ids(ids), true) => {
                let ids = resolve(client, ids.clone()).await?;
                return session.show_entries(client, ids, Callback).await;
            }
            (Chosen::Ids(ids), false) => resolve(client, ids.clone()).await?,
            (_, true) => {
                session
                    .out
                    .list(in_progress().map_ok(Callback), "no callbacks in progress")
                    .await?;
                session.out.note("dry run: nothing was changed");
                return Ok(());
            }
            (_, false) => in_progress().map_ok(|entry| entry.dlq_id).try_collect().await?,
        };
        if ids.is_empty() {
            session.out.note("no callbacks in progress");
            return Summary::of_entries(["cancelled"]).finish(&session.out);
        }
        session.confirm(&CANCEL, ids.len(), &chosen, &account)?;
        let cancel =
            |dlq_id| client.cancel_failure_callback().dlq_id::<String>(dlq_id).into_future();
        let count = |summary: &mut Summary, ()| summary.add("cancelled", 1);
        Summary::of_entries(["cancelled"])
            .each(&session.out, "cancelling", ids, cancel, count)
            .await
            .finish(&session.out)
    }
}
