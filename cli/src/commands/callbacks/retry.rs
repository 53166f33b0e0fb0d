//! `callbacks retry`.

use std::time::Duration;

use clap::Args;
use futures::TryStreamExt as _;
use upstash_workflow::types::FailureCallbackState;
use upstash_workflow::{Client, Error, Progress};

use super::{Callback, last_response};
use crate::account::Account;
use crate::commands::dlq::resolve;
use crate::failure::Failure;
use crate::filters::{Described as _, DlqFilters, apply_list};
use crate::interrupt;
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
#[derive(Args, Debug)]
pub(crate) struct Retry {
    /// Entries whose callbacks to retry, by DLQ id or by the id of the run (wfr_…)
    #[arg(value_name = "DLQ_ID", value_parser = id::parse)]
    ids: Vec<String>,
    #[command(flatten)]
    filters: DlqFilters,
    /// Maximum number of requests in flight
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: u16,
    /// Wait until the callbacks have succeeded or failed, at most for this long, such as 60s
    #[arg(long, value_name = "TIME", value_parser = time::parse_timeout)]
    wait: Option<Duration>,
    /// Show what would be retried, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl Retry {
    pub(super) async fn run(self, session: &Session) -> Result<(), Failure> {
        let filters = self.filters.described();
        // Without ids and filters it retries all of them: that is the job.
        let all = self.ids.is_empty() && filters.is_empty();
        let chosen = Chosen::new(&self.ids, filters, all, &RETRY)?;
        let account = session.account().await?;
        match chosen {
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
        let ids = resolve(client, ids).await?;
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

    /// Runs the client's job.
    async fn job(
        &self,
        session: &Session,
        account: &Account,
        chosen: &Chosen,
    ) -> Result<(), Failure> {
        let client = &account.client;
        let found = || {
            let list = apply_list!(client.list_failed_workflow_runs(), &self.filters);
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
        let mut job = apply_list!(client.retry_failed_callbacks(), &self.filters)
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
            // The report only counts them.
            let left = found().map_ok(|entry| (entry.dlq_id.clone(), last_response(&entry)));
            summary.still_failing = left.try_collect().await.unwrap_or_default();
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

/// The outcome of a retry.
enum Retried {
    /// The service accepted it; the outcome is not known.
    Taken,
    Succeeded,
    /// The DLQ id, and why.
    FailedAgain(String, String),
}

/// Waits until a callback has succeeded or failed, or until the timeout.
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
