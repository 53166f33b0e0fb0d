//! `events`.

use clap::{Args, Subcommand};
use futures::stream;
use upstash_workflow::types::{NotifyResponse, Waiter};

use crate::commands::payload::{Data, media_type};
use crate::failure::{Exit, Failure};
use crate::output::{Column, Row};
use crate::session::Session;
use crate::{id, time};

#[derive(Debug, Subcommand)]
pub(crate) enum Events {
    /// Notify every run that waits for an event, or one run
    #[command(after_help = "\
Examples:
  upstash-workflow events notify order-paid --data '{\"amount\": 42}'
  upstash-workflow events notify order-paid --run wfr_demo-order-1")]
    Notify(Notify),
    /// List the runs that wait for an event
    #[command(after_help = "\
Examples:
  upstash-workflow events waiters order-paid")]
    Waiters(Waiters),
}

#[derive(Args, Debug)]
pub(crate) struct Notify {
    /// The event
    #[arg(value_name = "EVENT_ID", value_parser = id::parse)]
    event: String,
    /// Notify only this run; the event is kept if the run does not wait for it yet
    #[arg(long, value_name = "RUN_ID", value_parser = id::parse)]
    run: Option<String>,
    /// Payload of the event: the text itself, @FILE, or - for stdin
    #[arg(long, value_name = "TEXT|@FILE|-", allow_hyphen_values = true)]
    data: Option<Data>,
}

#[derive(Args, Debug)]
pub(crate) struct Waiters {
    /// The event
    #[arg(value_name = "EVENT_ID", value_parser = id::parse)]
    event: String,
}

impl Events {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        match self {
            Self::Notify(command) => command.run(session).await,
            Self::Waiters(Waiters { event }) => {
                let waiters = session.client().await?.list_waiters().event_id(event).await?;
                session
                    .out
                    .list(stream::iter(waiters.into_iter().map(Ok)), "no run waits for this event")
                    .await
            }
        }
    }
}

impl Notify {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let body = self.data.map(Data::read).transpose()?.unwrap_or_default();
        let media_type = media_type(&body, None)?;
        let notified = match self.run {
            None => {
                client
                    .notify_event()
                    .event_id(self.event)
                    .content_type(media_type)
                    .body(body)
                    .await?
            }
            Some(run) => {
                let notify =
                    client.notify_workflow_run_event().event_id(self.event).workflow_run_id(run);
                vec![notify.content_type(media_type).body(body).await?]
            }
        };
        let failed = notified.iter().any(|one| one.error.is_some());
        session
            .out
            .list(stream::iter(notified.into_iter().map(Ok)), "no run waits for this event")
            .await?;
        if failed { Err(Failure::silent(Exit::Failed)) } else { Ok(()) }
    }
}

impl Row for NotifyResponse {
    const COLUMNS: &'static [Column] =
        &[Column::whole("RUN"), Column::whole("MESSAGE"), Column::cut("RESULT", 10)];

    fn cells(&self, _: bool) -> Vec<String> {
        let of_waiter = self.waiter.as_ref().and_then(run_of);
        let result = match (&self.error, self.deduplicated, &self.waiter) {
            (Some(error), ..) => format!("failed: {error}"),
            (None, Some(true), _) => "notified before".into(),
            (None, _, Some(_)) => "notified".into(),
            (None, _, None) => "kept until the run waits".into(),
        };
        let run = self.workflow_run_id.clone().or(of_waiter).unwrap_or_default();
        vec![run, self.message_id.clone().unwrap_or_default(), result]
    }
}

impl Row for Waiter {
    const COLUMNS: &'static [Column] =
        &[Column::whole("RUN"), Column::url("URL"), Column::cut("DEADLINE", 16)];

    fn cells(&self, _: bool) -> Vec<String> {
        let url = self.url.clone().unwrap_or_default();
        vec![run_of(self).unwrap_or_default(), url, time::long_seconds(self.deadline)]
    }
}

fn run_of(waiter: &Waiter) -> Option<String> {
    waiter.headers.as_ref()?.get("Upstash-Workflow-Runid").map(str::to_owned)
}
