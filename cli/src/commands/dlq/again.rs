//! `dlq resume` and `dlq restart`.

use clap::Args;
use futures::Stream;
use upstash_workflow::Error;
use upstash_workflow::types::{BulkRunResult, RunReference};

use super::selection::{Agreed, Selection, selected};
use crate::commands::rerun::{Rerun, apply_rerun};
use crate::failure::Failure;
use crate::select::What;
use crate::session::Session;
use crate::summary::Summary;

const RESUME: What = What {
    verb: "resume",
    done: "resumed",
    singular: "failed run",
    plural: "failed runs",
    asks_for_one: false,
};
const RESTART: What = What {
    verb: "restart",
    done: "restarted",
    singular: "failed run",
    plural: "failed runs",
    asks_for_one: true,
};

#[derive(Args, Debug)]
pub(crate) struct Again {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    options: Rerun,
}

impl Again {
    pub(super) async fn resume(self, session: &Session) -> Result<(), Failure> {
        let Self { selection, options } = &self;
        let (account, agreed) = selection.agree(session, &RESUME).await?;
        let client = &account.client;
        match agreed {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let resume = |id: String| {
                    apply_rerun!(client.resume_workflow_run().dlq_id(id), label, options)
                        .into_future()
                };
                Summary::of_entries([RESUME.done])
                    .each(&session.out, "resuming", ids, resume, started(RESUME.done))
                    .await
                    .finish(&session.out)
            }
            Agreed::Bulk(count) => {
                let bulk = selected!(client.bulk_resume_workflow_runs(), selection);
                let pages = apply_rerun!(bulk, new_label, options).by_page();
                bulk_runs(session, "resuming", RESUME.done, count, pages).await
            }
        }
    }

    pub(super) async fn restart(self, session: &Session) -> Result<(), Failure> {
        let Self { selection, options } = &self;
        let (account, agreed) = selection.agree(session, &RESTART).await?;
        let client = &account.client;
        match agreed {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let restart = |id: String| {
                    apply_rerun!(client.restart_workflow_run().dlq_id(id), label, options)
                        .into_future()
                };
                Summary::of_entries([RESTART.done])
                    .each(&session.out, "restarting", ids, restart, started(RESTART.done))
                    .await
                    .finish(&session.out)
            }
            Agreed::Bulk(count) => {
                let bulk = selected!(client.bulk_restart_workflow_runs(), selection);
                let pages = apply_rerun!(bulk, new_label, options).by_page();
                bulk_runs(session, "restarting", RESTART.done, count, pages).await
            }
        }
    }
}

/// Returns a function that adds a new run to the summary.
fn started(word: &'static str) -> impl Fn(&mut Summary, RunReference) {
    move |summary, run| {
        summary.add(word, 1);
        summary.runs.push(run);
    }
}

async fn bulk_runs(
    session: &Session,
    doing: &str,
    word: &'static str,
    count: usize,
    pages: impl Stream<Item = Result<BulkRunResult, Error>> + Unpin,
) -> Result<(), Failure> {
    let add = |summary: &mut Summary, page: BulkRunResult| {
        let more = page.workflow_runs.len();
        summary.add(word, more);
        summary.runs.extend(page.workflow_runs);
        more
    };
    Summary::of_entries([word])
        .follow(&session.out, doing, count, pages, add)
        .await
        .finish(&session.out)
}
