//! `dlq`: the dead letter queue.

use clap::{Args, Subcommand};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use upstash_workflow::types::{BulkDeleteResult, BulkRunResult, RunReference, WorkflowDlqMessage};
use upstash_workflow::{Client, Error};

use crate::account::Account;
use crate::commands::rerun::{Rerun, apply_rerun};
use crate::failure::{Exit, Failure};
use crate::filters::{CallbackStates, Described as _, DlqFilters, Limit, apply, apply_dlq};
use crate::interrupt;
use crate::output::{Column, Row, Sheet, bytes_as_line};
use crate::select::{Chosen, What};
use crate::session::Session;
use crate::summary::{Broken, Summary};
use crate::{id, time};

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
const DELETE: What = What {
    verb: "delete",
    done: "deleted",
    singular: "DLQ entry",
    plural: "DLQ entries",
    asks_for_one: true,
};

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
    /// Go on with failed runs where they failed, as new runs
    #[command(after_help = "\
Examples:
  upstash-workflow dlq resume wfr_demo-order-1
  upstash-workflow dlq resume --label orders --from-date 2h --yes")]
    Resume(Again),
    /// Start failed runs from their beginning, as new runs
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
    states: CallbackStates,
    #[command(flatten)]
    limit: Limit,
}

#[derive(Args, Debug)]
pub(crate) struct Show {
    /// The entry, by its DLQ id or by the id of its run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    id: String,
}

#[derive(Args, Debug)]
pub(crate) struct Selection {
    /// Entries, by DLQ id or by the id of the run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    ids: Vec<String>,
    #[command(flatten)]
    filters: DlqFilters,
    #[command(flatten)]
    states: CallbackStates,
    /// Take every entry
    #[arg(long)]
    all: bool,
    /// Show the entries, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Again {
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    options: Rerun,
}

#[derive(Args, Debug)]
pub(crate) struct Delete {
    #[command(flatten)]
    selection: Selection,
}

/// Sets on a bulk operation what selects: filters, or everything in so many words.
macro_rules! selected {
    ($builder:expr, $selection:expr) => {{
        let selection = $selection;
        let builder = apply_dlq!($builder, &selection.filters);
        let builder = apply!(builder, &selection.states, [failure_function_state], []);
        if selection.all { builder.all() } else { builder }
    }};
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
        let list = apply_dlq!(client.list_failed_workflow_runs(), &self.filters);
        let list = apply!(list, &self.states, [failure_function_state], []);
        session.out.list(self.limit.of(list.stream()), "the DLQ has no such entries").await
    }
}

impl Show {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let [dlq_id] = &resolve(&client, vec![self.id]).await?[..] else {
            return Err(Failure::new(Exit::Failed, "the run has several entries: give a DLQ id"));
        };
        let entry = client.get_failed_workflow_run().dlq_id(dlq_id).await?;
        session.out.one(&entry, sheet)
    }
}

/// What was selected, seen and agreed to.
enum Agreed {
    Ids(Vec<String>),
    /// So many, by filter or `--all`.
    Bulk(usize),
    Nothing,
}

impl Selection {
    async fn agree(
        &self,
        session: &Session,
        account: &Account,
        what: &What,
    ) -> Result<Agreed, Failure> {
        let mut filters = self.filters.described();
        filters.extend(self.states.described());
        let chosen = Chosen::new(&self.ids, filters, self.all, what)?;
        let client = &account.client;
        let list = || {
            let list = apply_dlq!(client.list_failed_workflow_runs(), &self.filters);
            apply!(list, &self.states, [failure_function_state], []).stream()
        };
        match chosen {
            Chosen::Ids(ids) => {
                let ids = resolve(client, ids).await?;
                if self.dry_run {
                    session.show_entries(client, ids, |entry| entry).await?;
                    return Ok(Agreed::Nothing);
                }
                session.confirm(what, ids.len(), &Chosen::Ids(ids.clone()), account)?;
                Ok(Agreed::Ids(ids))
            }
            _ if self.dry_run => {
                session.out.list(list(), "the DLQ has no such entries").await?;
                session.out.note("dry run: nothing was changed");
                Ok(Agreed::Nothing)
            }
            chosen => match session.count(list()).await? {
                0 => {
                    session.out.note("the DLQ has no such entries");
                    Summary::of_entries([what.done]).finish(&session.out)?;
                    Ok(Agreed::Nothing)
                }
                count => {
                    session.confirm(what, count, &chosen, account)?;
                    Ok(Agreed::Bulk(count))
                }
            },
        }
    }
}

impl Again {
    async fn resume(self, session: &Session) -> Result<(), Failure> {
        let Self { selection, options } = &self;
        let account = session.account_for(selection, &RESUME).await?;
        let client = &account.client;
        match selection.agree(session, &account, &RESUME).await? {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let resume = |id: String| {
                    apply_rerun!(client.resume_workflow_run().dlq_id(id), options).into_future()
                };
                Summary::of_entries(["resumed"])
                    .each(&session.out, "resuming", ids, resume, started("resumed"))
                    .await
                    .finish(&session.out)
            }
            Agreed::Bulk(count) => {
                let bulk = selected!(client.bulk_resume_workflow_runs(), selection);
                let pages = apply_rerun!(bulk, options).by_page();
                bulk_runs(session, "resuming", "resumed", count, pages).await
            }
        }
    }

    async fn restart(self, session: &Session) -> Result<(), Failure> {
        let Self { selection, options } = &self;
        let account = session.account_for(selection, &RESTART).await?;
        let client = &account.client;
        match selection.agree(session, &account, &RESTART).await? {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let restart = |id: String| {
                    apply_rerun!(client.restart_workflow_run().dlq_id(id), options).into_future()
                };
                Summary::of_entries(["restarted"])
                    .each(&session.out, "restarting", ids, restart, started("restarted"))
                    .await
                    .finish(&session.out)
            }
            Agreed::Bulk(count) => {
                let bulk = selected!(client.bulk_restart_workflow_runs(), selection);
                let pages = apply_rerun!(bulk, options).by_page();
                bulk_runs(session, "restarting", "restarted", count, pages).await
            }
        }
    }
}

impl Delete {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let selection = &self.selection;
        let account = session.account_for(selection, &DELETE).await?;
        let client = &account.client;
        match selection.agree(session, &account, &DELETE).await? {
            Agreed::Nothing => Ok(()),
            Agreed::Ids(ids) => {
                let delete =
                    |id: String| client.delete_failed_workflow_run().dlq_id(id).into_future();
                let count = |summary: &mut Summary, ()| summary.add("deleted", 1);
                Summary::of_entries(["deleted"])
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
                follow(session, "deleting", DELETE.done, count, pages, add).await
            }
        }
    }
}

/// Adds the runs that a request started.
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
    follow(session, doing, word, count, pages, add).await
}

/// Follows a bulk operation request by request, until it ends or Ctrl-C comes.
async fn follow<P>(
    session: &Session,
    doing: &str,
    word: &'static str,
    count: usize,
    mut pages: impl Stream<Item = Result<P, Error>> + Unpin,
    add: impl Fn(&mut Summary, P) -> usize,
) -> Result<(), Failure> {
    let mut summary = Summary { found: count, ..Summary::of_entries([word]) };
    let progress = session.out.progress(doing, Some(count));
    let job = async {
        while let Some(page) = pages.try_next().await? {
            progress.add(add(&mut summary, page));
        }
        Ok(())
    };
    let ended = interrupt::wait(job).await;
    drop(progress);
    summary.broken = match ended {
        None => Some(Broken::Interrupted),
        Some(Err(error)) => Some(Broken::Error(error)),
        Some(Ok(())) => None,
    };
    // What came in after it was counted went along.
    summary.found = summary.found.max(summary.done.iter().map(|done| done.count).sum());
    summary.finish(&session.out)
}

/// Returns DLQ ids, those of runs looked up.
async fn resolve(client: &Client, ids: Vec<String>) -> Result<Vec<String>, Failure> {
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
    Ok(found)
}

impl Session {
    /// Returns the account, once it is clear that something is selected.
    async fn account_for(&self, selection: &Selection, what: &What) -> Result<Account, Failure> {
        let Selection { ids, filters, states, all, .. } = selection;
        let mut described = filters.described();
        described.extend(states.described());
        Chosen::new(ids, described, *all, what)?;
        self.account().await
    }

    /// Counts what is selected, with a counter for those who watch.
    pub(crate) async fn count<T>(
        &self,
        entries: impl Stream<Item = Result<T, Error>>,
    ) -> Result<usize, Failure> {
        let progress = self.out.progress("counting", None);
        let count = |sum, _| {
            progress.add(1);
            async move { Ok(sum + 1) }
        };
        Ok(entries.try_fold(0, count).await?)
    }

    /// Shows the entries with these ids: what `--dry-run` does.
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

impl Row for WorkflowDlqMessage {
    const COLUMNS: &'static [Column] = &[
        Column::whole("DLQ ID"),
        Column::whole("RUN"),
        Column::cut("LABEL", 8),
        Column::url("WORKFLOW URL"),
        Column::whole("WHEN"),
        Column::whole("CALLBACK"),
        Column::cut("LAST RESPONSE", 7),
    ];

    fn cells(&self, wide: bool) -> Vec<String> {
        let status = self.response_status.map(|status| status.to_string()).unwrap_or_default();
        // A body that is not base64 is shown as it came, by `show`.
        let reason = self.response_body_bytes().ok().flatten().unwrap_or_default();
        vec![
            self.dlq_id.clone(),
            run_id(self),
            labels(&self.labels, self.label.as_deref()),
            self.workflow_url.clone().unwrap_or_default(),
            time::short(self.created_at, wide),
            callback_state(self),
            format!("{status} {}", bytes_as_line(&reason)),
        ]
    }
}

pub(crate) fn run_id(entry: &WorkflowDlqMessage) -> String {
    entry.workflow_run_id.clone().unwrap_or_default()
}

/// Returns the labels, of which there may be a single one in a field of its own.
pub(crate) fn labels(labels: &[String], label: Option<&str>) -> String {
    if labels.is_empty() { label.unwrap_or_default().to_owned() } else { labels.join(",") }
}

/// Returns the state of an entry's callback in short.
pub(crate) fn callback_state(entry: &WorkflowDlqMessage) -> String {
    let state = entry.failure_callback_state().map(|state| state.as_str());
    state
        .map(|state| state.strip_prefix("CALLBACK_").unwrap_or(state).to_ascii_lowercase())
        .unwrap_or_default()
}

fn sheet(entry: &WorkflowDlqMessage) -> Sheet {
    let info = entry.failure_callback_info.as_ref();
    let callback_status = info.and_then(|info| info.response_status);
    let limits =
        [("parallelism", entry.parallelism), ("rate", entry.rate), ("period", entry.period)];
    let limits: Vec<_> = limits
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| format!("{name}={value}")))
        .collect();
    Sheet::default()
        .field("DLQ id", &entry.dlq_id)
        .field("Run", run_id(entry))
        .maybe("Workflow URL", entry.workflow_url.as_ref())
        .field("Labels", labels(&entry.labels, entry.label.as_deref()))
        .field("Created", time::long(entry.created_at))
        .field("Run created", time::long(entry.workflow_created_at))
        .field(
            "Not before",
            time::long(entry.not_before.filter(|time| Some(*time) != entry.created_at)),
        )
        .maybe("Message", entry.message_id.as_ref())
        .field(
            "Request",
            format!(
                "{} {}",
                entry.method.as_deref().unwrap_or_default(),
                entry.url.as_deref().unwrap_or_default()
            ),
        )
        .maybe("Retries", entry.max_retries)
        .maybe("Flow control", entry.flow_control_key.as_ref())
        .field("Limits", limits.join(", "))
        .maybe("Caller IP", entry.caller_ip.as_ref())
        .maybe("Status", entry.response_status)
        .maybe("Failure URL", entry.failure_callback.as_ref())
        .field("Callback", callback_state(entry))
        .maybe("Callback status", callback_status)
        .body(
            "Response",
            body(entry.response_body_bytes(), entry.response_body_base64.as_deref()).as_deref(),
        )
        .body(
            "Callback response",
            info.and_then(|info| info.response_body.as_deref()).map(str::as_bytes),
        )
        .body("Request body", body(entry.body_bytes(), entry.body_base64.as_deref()).as_deref())
        .headers("Response headers", entry.response_header.as_ref())
        .headers("Callback response headers", info.and_then(|info| info.response_headers.as_ref()))
        .headers("Request headers", entry.header.as_ref())
        .headers("Callback request headers", entry.failure_callback_header.as_ref())
}

/// Returns a body decoded, or as it came if it cannot be decoded.
fn body(decoded: Result<Option<Vec<u8>>, Error>, came: Option<&str>) -> Option<Vec<u8>> {
    decoded.unwrap_or_else(|_| came.map(|text| text.as_bytes().to_vec()))
}
