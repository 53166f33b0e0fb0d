//! `runs cancel`.

use std::future;

use clap::Args;
use futures::{Stream, TryStreamExt as _, stream};
use upstash_workflow::types::{RunOrStepState, WorkflowRun};
use upstash_workflow::{Client, Error};

use crate::failure::Failure;
use crate::filters::{CancelFilters, Described as _, apply, apply_common};
use crate::id;
use crate::interrupt;
use crate::select::{Chosen, What};
use crate::session::Session;
use crate::summary::{Broken, Summary};

const CANCEL: What =
    What { verb: "cancel", done: "cancelled", singular: "run", plural: "runs", asks_for_one: true };

#[derive(Args, Debug)]
pub(crate) struct Cancel {
    /// Runs to cancel
    #[arg(value_name = "RUN_ID", value_parser = id::parse)]
    ids: Vec<String>,
    #[command(flatten)]
    filters: CancelFilters,
    /// Cancel every run that has not ended
    #[arg(long)]
    all: bool,
    /// With filters or --all: return the id of the bulk action instead of waiting for it
    #[arg(long, conflicts_with = "ids")]
    r#async: bool,
    /// Show the runs, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Cancel {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let chosen = Chosen::new(&self.ids, self.filters.described(), self.all, &CANCEL)?;
        let account = session.account().await?;
        let client = &account.client;
        if self.dry_run {
            match chosen {
                Chosen::Ids(ids) => {
                    let mut runs = Vec::new();
                    for id in ids {
                        runs.extend(client.get_run(&id).await?);
                    }
                    session
                        .out
                        .list(stream::iter(runs.into_iter().map(Ok)), "no matching runs")
                        .await?;
                }
                _ => session.out.list(self.alive(client), "no matching runs").await?,
            }
            session.out.note("dry run: nothing was changed");
            return Ok(());
        }
        match &chosen {
            Chosen::Ids(ids) => {
                session.confirm(&CANCEL, ids.len(), &chosen, &account)?;
                let cancel = |run_id: String| {
                    client.cancel_workflow_run().workflow_run_id(run_id).into_future()
                };
                let count = |summary: &mut Summary, ()| summary.add("cancelled", 1);
                Summary::of_runs("cancelled")
                    .each(&session.out, "cancelling", ids.clone(), cancel, count)
                    .await
                    .finish(&session.out)
            }
            _ => {
                let count = session.count(self.alive(client)).await?;
                if count == 0 {
                    session.out.note("no matching runs");
                    return Summary::of_runs("cancelled").finish(&session.out);
                }
                session.confirm(&CANCEL, count, &chosen, &account)?;
                self.bulk(client, count).await.finish(&session.out)
            }
        }
    }

    async fn bulk(&self, client: &Client, count: usize) -> Summary {
        let filters = &self.filters;
        let bulk = apply_common!(client.bulk_cancel_workflow_runs(), filters);
        let bulk = apply!(bulk, &filters.url, [host, path], []);
        let bulk = apply!(bulk, filters, [workflow_url], []);
        let bulk = if filters.workflow_url_exact_match {
            bulk.workflow_url_exact_match(true)
        } else {
            bulk
        };
        let bulk = if self.all { bulk.all() } else { bulk };
        let bulk = if self.r#async { bulk.async_(true) } else { bulk };
        let mut summary = Summary { found: count, ..Summary::of_runs("cancelled") };
        match interrupt::wait(bulk.into_future()).await {
            Some(Ok(result)) => {
                let cancelled = result.cancelled.and_then(|count| usize::try_from(count).ok());
                let cancelled = cancelled.unwrap_or_default();
                summary.add("cancelled", cancelled);
                // Runs may have ended or started since the count.
                summary.found = cancelled;
                summary.action_id = result.action_id;
            }
            Some(Err(error)) => summary.broken = Some(Broken::Error(error)),
            None => summary.broken = Some(Broken::Interrupted),
        }
        summary
    }

    /// Returns the runs that a bulk cancel selects. The logs match a workflow URL in full, a cancel its prefix.
    fn alive(&self, client: &Client) -> impl Stream<Item = Result<WorkflowRun, Error>> {
        let filters = self.filters.clone();
        let list = client.list_workflow_run_logs().state(RunOrStepState::RunStarted);
        let list = apply!(apply_common!(list, filters), &filters.url, [host, path], []);
        let taken = move |run: &WorkflowRun| {
            let url = run.workflow_url.as_deref().unwrap_or_default();
            let fits = |wanted: &String| match filters.workflow_url_exact_match {
                true => url == wanted,
                false => url.starts_with(wanted.as_str()),
            };
            filters.workflow_url.is_empty() || filters.workflow_url.iter().any(fits)
        };
        list.stream().try_filter(move |run| future::ready(taken(run)))
    }
}
