//! Selecting DLQ entries: by id, by filter, or all.

use clap::Args;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use upstash_workflow::Client;
use upstash_workflow::types::WorkflowDlqMessage;

use super::NONE;
use crate::account::Account;
use crate::failure::{Exit, Failure};
use crate::filters::{CallbackStates, Described as _, DlqFilters, apply, apply_list};
use crate::id;
use crate::output::Row;
use crate::select::{Chosen, What};
use crate::session::Session;
use crate::summary::Summary;

#[derive(Args, Debug)]
pub(crate) struct Selection {
    /// Entries, by DLQ id or by the id of the run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    pub(super) ids: Vec<String>,
    #[command(flatten)]
    pub(super) filters: DlqFilters,
    #[command(flatten)]
    pub(super) states: CallbackStates,
    /// Select every entry
    #[arg(long)]
    pub(super) all: bool,
    /// Show the entries, and change nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// Sets the selection on a bulk operation.
macro_rules! selected {
    ($builder:expr, $selection:expr) => {{
        let selection = $selection;
        let builder = $crate::filters::apply_list!($builder, &selection.filters);
        let builder =
            $crate::filters::apply!(builder, &selection.states, [failure_function_state], []);
        if selection.all { builder.all() } else { builder }
    }};
}
pub(super) use selected;

/// What the user agreed to.
pub(super) enum Agreed {
    Ids(Vec<String>),
    /// The number of entries, selected by filter or `--all`.
    Bulk(usize),
    Nothing,
}

impl Selection {
    /// Returns the selection, or an error if it is empty or contradictory.
    fn chosen(&self, what: &What) -> Result<Chosen, Failure> {
        let filters = [self.filters.described(), self.states.described()].concat();
        Chosen::new(&self.ids, filters, self.all, what)
    }

    /// Shows the selection and asks for confirmation. Returns the account to act on.
    pub(super) async fn agree(
        &self,
        session: &Session,
        what: &What,
    ) -> Result<(Account, Agreed), Failure> {
        let chosen = self.chosen(what)?;
        let account = session.account().await?;
        let client = &account.client;
        let list = || {
            let list = apply_list!(client.list_failed_workflow_runs(), &self.filters);
            apply!(list, &self.states, [failure_function_state], []).stream()
        };
        let agreed = match chosen {
            Chosen::Ids(ids) => {
                let ids = resolve(client, ids).await?;
                if self.dry_run {
                    session.show_entries(client, ids, |entry| entry).await?;
                    Agreed::Nothing
                } else {
                    session.confirm(what, ids.len(), &Chosen::Ids(ids.clone()), &account)?;
                    Agreed::Ids(ids)
                }
            }
            _ if self.dry_run => {
                session.out.list(list(), NONE).await?;
                session.out.note("dry run: nothing was changed");
                Agreed::Nothing
            }
            chosen => match session.count(list()).await? {
                0 => {
                    session.out.note(NONE);
                    Summary::of_entries([what.done]).finish(&session.out)?;
                    Agreed::Nothing
                }
                count => {
                    session.confirm(what, count, &chosen, &account)?;
                    Agreed::Bulk(count)
                }
            },
        };
        Ok((account, agreed))
    }
}

/// Resolves run ids to DLQ ids.
pub(crate) async fn resolve(client: &Client, ids: Vec<String>) -> Result<Vec<String>, Failure> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if !id.starts_with("wfr_") {
            found.push(id);
            continue;
        }
        let entries = client.list_failed_workflow_runs().workflow_run_id(&id).stream();
        let of_run: Vec<String> = entries.map_ok(|entry| entry.dlq_id).try_collect().await?;
        if of_run.is_empty() {
            return Err(Failure::new(
                Exit::NotFound,
                format!("the DLQ has no entry of the run {id}"),
            ));
        }
        found.extend(of_run);
    }
    Ok(id::unique(&found))
}

impl Session {
    /// Lists the entries with these ids, for `--dry-run`.
    pub(crate) async fn show_entries<T: Row>(
        &self,
        client: &Client,
        ids: Vec<String>,
        row: impl Fn(WorkflowDlqMessage) -> T,
    ) -> Result<(), Failure> {
        let get = |id: String| client.get_failed_workflow_run().dlq_id(id).into_future();
        let entries = stream::iter(ids).map(get).buffered(8).map_ok(row);
        self.out.list(entries, "no entries").await?;
        self.out.note("dry run: nothing was changed");
        Ok(())
    }
}
