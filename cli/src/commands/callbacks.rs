//! `callbacks`: the main job.

use std::time::Duration;

use clap::{Args, Subcommand};
use futures::TryStreamExt as _;
use serde::Serialize;
use upstash_workflow::types::{FailureCallbackState, WorkflowDlqMessage};
use upstash_workflow::{Client, Error, Progress};

use crate::account::Account;
use crate::commands::dlq::{callback_state, labels, run_id};
use crate::failure::Failure;
use crate::filters::{CallbackStates, Described as _, DlqFilters, Limit, apply, apply_dlq};
use crate::interrupt;
use crate::output::{Column, Row, bytes_as_line};
use crate::select::{Chosen, What};
use crate::session::Session;
use crate::summary::{Broken, Summary, still_failing};
use crate::{id, time};

const RETRY: What = What {
    verb: "retry",
    done: "retried",
    singular: "failed callback",
    plural: "failed callbacks",
    asks_for_one: false,
};
const CANCEL: What = What {
    verb: "cancel",
    done: "cancelled",
    singular: "callback in progress",
    plural: "callbacks in progress",
    asks_for_one: true,
};

#[derive(Debug, Subcommand)]
pub(crate) enum Callbacks {
    /// List the entries whose failure callback failed
    #[command(after_help = "\
Examples:
  upstash-workflow callbacks list
  upstash-workflow callbacks list --label orders --from-date 2h
  upstash-workflow callbacks list --failure-function-state inprogress -o jsonl")]
    List(List),
    /// Trigger failed callbacks again: all of them, those that filters let through, or some by id
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

#[derive(Args, Debug)]
pub(crate) struct Retry {
    /// Entries of the DLQ whose callback to retry
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    ids: Vec<String>,
    #[command(flatten)]
    filters: DlqFilters,
    /// Requests under way at the same time, at most
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,
    /// Look again until the callbacks succeeded or failed, for so long at most, such as 60s
    #[arg(long, value_name = "TIME", value_parser = time::parse_timeout)]
    wait: Option<Duration>,
    /// Show what would be retried, and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Cancel {
    /// Entries of the DLQ whose callback to cancel
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

impl Retry {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let account = session.account().await?;
        match Chosen::new(
            &self.ids,
            self.filters.described(),
            self.ids.is_empty() && self.filters == DlqFilters::default(),
            &RETRY,
        )? {
            Chosen::Ids(ids) => self.some(session, &account, ids).await,
            chosen => self.job(session, &account, &chosen).await,
        }
    }

    /// Retries the callbacks of the entries with these ids.
    async fn some(
        &self,
        session: &Session,
        account: &Account,
        ids: Vec<String>,
    ) -> Result<(), Failure> {
        let client = &account.client;
        if self.dry_run {
            return session.show_entries(client, ids, Callback).await;
        }
        session.confirm(&RETRY, ids.len(), &Chosen::Ids(ids.clone()), account)?;
        let wait = self.wait;
        let retry = |dlq_id: String| async move {
            client.retry_failure_callback().dlq_id(&dlq_id).await?;
            match wait {
                None => Ok(Retried::Taken),
                Some(time) => settled(client, dlq_id, time).await,
            }
        };
        let mut summary = Summary::of_entries(["succeeded", "retried"])
            .each(&session.out, "retrying", ids, retry, |summary, retried| match retried {
                Retried::Taken => summary.add("retried", 1),
                Retried::Succeeded => summary.add("succeeded", 1),
                Retried::FailedAgain(id, why) => summary.still_failing.push((id, why)),
            })
            .await;
        summary.done.push(still_failing(summary.still_failing.len()));
        summary.finish(&session.out)
    }

    /// Runs the client's own job.
    async fn job(
        &self,
        session: &Session,
        account: &Account,
        chosen: &Chosen,
    ) -> Result<(), Failure> {
        let client = &account.client;
        let found = || {
            let list = apply_dlq!(client.list_failed_workflow_runs(), &self.filters);
            list.failure_function_state(FailureCallbackState::CallbackFail).stream()
        };
        if self.dry_run {
            session.out.list(found().map_ok(Callback), "no failed callbacks").await?;
            session.out.note("dry run: nothing was changed");
            return Ok(());
        }
        let count = session.count(found()).await?;
        if count == 0 {
            session.out.note("no failed callbacks");
            return Summary::from(&upstash_workflow::RetryReport::default()).finish(&session.out);
        }
        session.confirm(&RETRY, count, chosen, account)?;
        let mut job = apply_dlq!(client.retry_failed_callbacks(), &self.filters)
            .concurrency(self.concurrency.into());
        if let Some(time) = self.wait {
            job = job.wait_until_settled(time);
        }
        let bar = session.out.progress("retrying", Some(count));
        let job = job.stop_when(interrupt::came()).on_progress(move |progress| {
            let of = progress.found.unwrap_or(progress.listed.max(count));
            bar.set(progress.done, Some(of));
            bar.say(doing(&progress));
        });
        let mut summary = match job.await {
            Ok(report) if report.left() > 0 => {
                Summary { broken: Some(Broken::Interrupted), ..Summary::from(&report) }
            }
            Ok(report) => Summary::from(&report),
            Err(error) => match error.retry_report().map(Summary::from) {
                Some(done) => Summary { broken: Some(Broken::Error(error)), ..done },
                None => return Err(error.into()),
            },
        };
        if summary.broken.is_none() && summary.done.iter().any(|done| done.bad && done.count > 0) {
            // The report counts them; whoever is on call wants to know which they are.
            let left = found().map_ok(|entry| (entry.dlq_id.clone(), last_response(&entry)));
            summary.still_failing = left.try_collect().await?;
        }
        summary.finish(&session.out)
    }
}

fn doing(progress: &Progress) -> String {
    match progress {
        Progress { pause: Some(pause), .. } => {
            format!("the service asks to wait {} s", pause.as_secs())
        }
        Progress { settling: 1.., .. } => format!("retrying, {} settling", progress.settling),
        _ => "retrying".into(),
    }
}

/// What became of a callback that was triggered again.
enum Retried {
    /// The service has taken it, and more is not known.
    Taken,
    Succeeded,
    /// The entry, and why.
    FailedAgain(String, String),
}

/// Waits until a callback has succeeded or failed, or the time is over.
async fn settled(client: &Client, dlq_id: String, time: Duration) -> Result<Retried, Error> {
    match client.wait_for_failure_callback(dlq_id).timeout(time).await {
        Ok(entry) => Ok(match entry.failure_callback_state() {
            Some(FailureCallbackState::CallbackFail) => {
                Retried::FailedAgain(entry.dlq_id.clone(), last_response(&entry))
            }
            Some(FailureCallbackState::CallbackSuccess) => Retried::Succeeded,
            _ => Retried::Taken,
        }),
        Err(error) if error.is_timeout() => Ok(Retried::Taken),
        Err(error) => Err(error),
    }
}

impl Cancel {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let chosen = Chosen::new(&self.ids, self.filters.described(), self.all, &CANCEL)?;
        let account = session.account().await?;
        let client = &account.client;
        let in_progress = || {
            let list = apply_dlq!(client.list_failed_workflow_runs(), &self.filters);
            list.failure_function_state(FailureCallbackState::CallbackInprogress).stream()
        };
        let ids = match (&chosen, self.dry_run) {
            (Chosen::Ids(ids), true) => {
                return session.show_entries(client, ids.clone(), Callback).await;
            }
            (Chosen::Ids(ids), false) => ids.clone(),
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

/// An entry as somebody sees it who looks after its callback.
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

/// Returns what the receiver of a callback answered last.
fn last_response(entry: &WorkflowDlqMessage) -> String {
    let Some(info) = &entry.failure_callback_info else { return String::new() };
    let status = info.response_status.map(|status| status.to_string()).unwrap_or_default();
    let reason = bytes_as_line(info.response_body.as_deref().unwrap_or_default().as_bytes());
    format!("{status} {reason}").trim().to_owned()
}
