//! `dlq delete`.

use clap::Args;
use upstash_workflow::types::BulkDeleteResult;

use super::selection::{Agreed, Selection, selected};
use crate::failure::Failure;
use crate::select::What;
use crate::session::Session;
use crate::summary::Summary;

const DELETE: What = What {
    verb: "delete",
    done: "deleted",
    singular: "DLQ entry",
    plural: "DLQ entries",
    asks_for_one: true,
};

#[derive(Args, Debug)]
pub(crate) struct Delete {
    #[command(flatten)]
    selection: Selection,
}

impl Delete {
    pub(super) async fn run(self, session: &Session) -> Result<(), Failure> {
        let selection = &self.selection;
        let (account, agreed) = selection.agree(session, &DELETE).await?;
        let client = &account.client;
        match agreed {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let delete =
                    |id: String| client.delete_failed_workflow_run().dlq_id(id).into_future();
                let count = |summary: &mut Summary, ()| summary.add(DELETE.done, 1);
                Summary::of_entries([DELETE.done])
                    .each(&session.out, "deleting", ids, delete, count)
                    .await
                    .finish(&session.out)
            }
            Agreed::Bulk(count) => {
                let pages =
                    selected!(client.bulk_delete_failed_workflow_runs(), selection).by_page();
                let add = |summary: &mut Summary, page: BulkDeleteResult| {
                    let more = usize::try_from(page.deleted.unwrap_or_default());
                    let more = more.unwrap_or_default();
                    summary.add(DELETE.done, more);
                    more
                };
                Summary::of_entries([DELETE.done])
                    .follow(&session.out, "deleting", count, pages, add)
                    .await
                    .finish(&session.out)
            }
        }
    }
}
