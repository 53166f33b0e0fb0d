//! `bulk`: bulk actions.

use clap::{Args, Subcommand};
use futures::{StreamExt as _, stream};
use upstash_workflow::types::{BulkAction, BulkActionState};

use crate::failure::Failure;
use crate::filters::Limit;
use crate::output::{Column, Row, Sheet};
use crate::session::Session;
use crate::{id, time};

#[derive(Debug, Subcommand)]
pub(crate) enum Bulk {
    /// List bulk actions, latest first
    #[command(after_help = "\
Examples:
  upstash-workflow bulk list
  upstash-workflow bulk list --state in-progress")]
    List(List),
    /// Show one bulk action
    #[command(after_help = "\
Examples:
  upstash-workflow bulk show ACTION_ID")]
    Show(Show),
    /// Wait until bulk actions have finished, for --timeout at most (60s by default)
    #[command(after_help = "\
Examples:
  upstash-workflow bulk wait ACTION_ID --timeout 5m")]
    Wait(Wait),
}

#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only those in this state: in-progress or finished
    #[arg(long, value_parser = action_state)]
    state: Option<BulkActionState>,
    #[command(flatten)]
    limit: Limit,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The bulk action
    #[arg(value_name = "ACTION_ID", value_parser = id::parse)]
    id: String,
}

#[derive(Args, Debug)]
pub(crate) struct Wait {
    /// The bulk actions
    #[arg(value_name = "ACTION_ID", required = true, value_parser = id::parse)]
    ids: Vec<String>,
}

fn action_state(text: &str) -> Result<BulkActionState, String> {
    match &text.to_ascii_uppercase().replace('-', "_")[..] {
        "IN_PROGRESS" => Ok(BulkActionState::InProgress),
        "FINISHED" => Ok(BulkActionState::Finished),
        _ => Err("give in-progress or finished".into()),
    }
}

impl Bulk {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        match self {
            Self::List(List { state, limit }) => {
                let list = client.list_bulk_actions();
                let list = if let Some(state) = state { list.state(state) } else { list };
                session.out.list(limit.of(list.stream()), "no matching bulk actions").await
            }
            Self::Show(Show { id }) => {
                let action = client.get_bulk_action().action_id(id).await?;
                session.out.one(&action, sheet)
            }
            Self::Wait(Wait { ids }) => {
                let ids = id::unique(&ids);
                let timeout = session.global.timeout;
                let progress = session.out.progress("waiting", Some(ids.len()));
                let wait = |id: String| {
                    let wait = client.wait_for_bulk_action(id);
                    match timeout {
                        Some(timeout) => wait.timeout(timeout),
                        None => wait,
                    }
                    .into_future()
                };
                let waits =
                    stream::iter(ids).map(wait).buffered(usize::MAX).inspect(|_| progress.add(1));
                let actions: Vec<_> = waits.collect().await;
                drop(progress);
                session.out.list(stream::iter(actions), "no matching bulk actions").await
            }
        }
    }
}

impl Row for BulkAction {
    const COLUMNS: &'static [Column] = &[
        Column::whole("ACTION"),
        Column::whole("KIND"),
        Column::cut("FILTER", 10),
        Column::whole("WHEN"),
        Column::whole("STATE"),
        Column::whole("PROCESSED"),
    ];

    fn cells(&self, wide: bool) -> Vec<String> {
        let kind = self.kind.as_ref().map_or("", |kind| kind.as_str()).to_owned();
        vec![
            self.action_id.clone(),
            kind,
            filter(self),
            time::short(self.created_at, wide),
            state(self),
            processed(self),
        ]
    }
}

fn state(action: &BulkAction) -> String {
    action.state.as_ref().map_or("", |state| state.as_str()).to_ascii_lowercase().replace('_', " ")
}

fn processed(action: &BulkAction) -> String {
    match (action.processed, action.total) {
        (processed, Some(total)) => format!("{} of {total}", processed.unwrap_or_default()),
        (Some(processed), None) => processed.to_string(),
        (None, None) => String::new(),
    }
}

fn filter(action: &BulkAction) -> String {
    let filters = action.filter.iter().map(|(name, values)| format!("{name}={}", values.join(",")));
    filters.collect::<Vec<_>>().join(" ")
}

fn sheet(action: &BulkAction) -> Sheet {
    Sheet::default()
        .field("Action", &action.action_id)
        .field("Kind", action.kind.as_ref().map_or("", |kind| kind.as_str()))
        .field("Filter", filter(action))
        .field("State", state(action))
        .field("Processed", processed(action))
        .field("Created", time::long(action.created_at))
        .field("Completed", time::long(action.completed_at))
}
