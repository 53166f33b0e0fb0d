//! `runs trigger`.

use std::time::{Duration, SystemTime};

use clap::Args;
use upstash_workflow::{FlowControl, Redact, UnixMillis};

use crate::commands::payload::{Data, flow_limits, header, media_type};
use crate::failure::{Exit, Failure};
use crate::filters::apply;
use crate::output::Sheet;
use crate::session::Session;
use crate::time;

#[derive(Args, Debug)]
pub(crate) struct Trigger {
    /// URL of the workflow
    #[arg(value_name = "URL")]
    workflow: String,
    /// Payload: the text itself, @FILE, or - for stdin
    #[arg(long, value_name = "TEXT|@FILE|-", allow_hyphen_values = true)]
    data: Option<Data>,
    /// Header for the workflow; may be repeated
    #[arg(long, short = 'H', value_name = "NAME:VALUE", value_parser = header)]
    header: Vec<(String, String)>,
    /// Id of the run, so that it is started only once
    #[arg(long)]
    run_id: Option<String>,
    /// Label to find the run by; may be repeated
    #[arg(long, value_name = "L")]
    label: Vec<String>,
    /// Delay before the run starts, such as 90s
    #[arg(long, value_name = "TIME", value_parser = time::parse_seconds, conflicts_with = "not_before")]
    delay: Option<Duration>,
    /// Earliest time for the run to start, such as 2026-11-25T09:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time::parse_point)]
    not_before: Option<UnixMillis>,
    /// Number of retries of a delivery [service's default: 3]
    #[arg(long, value_name = "N")]
    retries: Option<u32>,
    /// Delay before each retry, as an expression in milliseconds, such as 'pow(2, retried) * 1000'
    #[arg(long, value_name = "EXPR")]
    retry_delay: Option<String>,
    /// Limits shared by the runs with the same key
    #[arg(long, value_name = "KEY:parallelism=2,rate=5,period=1m", value_parser = flow_limits)]
    flow_control: Option<FlowControl>,
    /// URL of the failure callback [service's default: the workflow's URL]
    #[arg(long, value_name = "URL")]
    failure_url: Option<String>,
    /// Number of retries of the failure callback
    #[arg(long, value_name = "N")]
    failure_retries: Option<u32>,
    /// Delay before each retry of the failure callback, as an expression in milliseconds
    #[arg(long, value_name = "EXPR")]
    failure_retry_delay: Option<String>,
    /// Limits for the failure callback
    #[arg(long, value_name = "KEY:parallelism=2,rate=5,period=1m", value_parser = flow_limits)]
    failure_flow_control: Option<FlowControl>,
    // Not rustdoc, which takes the brackets for a link.
    #[arg(
        long,
        value_name = "PART",
        value_parser = redacted,
        help = "What to redact in the logs: body, header (all headers), or header[NAME]; may be repeated"
    )]
    redact: Vec<Redacted>,
    /// Wait until the run has ended, for 60s or the given time (--wait=5m)
    #[arg(long, value_name = "TIME", num_args = 0..=1, require_equals = true, default_missing_value = "60s",
        value_parser = time::parse_timeout)]
    wait: Option<Duration>,
}

impl Trigger {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let mut trigger = client.trigger(&self.workflow);
        let is_type = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("content-type");
        let given = self.header.iter().find(is_type).map(|(_, value)| value.clone());
        if let Some(data) = self.data.clone() {
            let body = data.read()?;
            let media_type = media_type(&body, given.as_deref())?;
            trigger = trigger.body(body).content_type(media_type);
        } else if let Some(given) = given {
            trigger = trigger.content_type(given);
        }
        for (name, value) in self.header.iter().filter(|header| !is_type(header)) {
            trigger = trigger.header(name, value);
        }
        for label in &self.label {
            trigger = trigger.label(label);
        }
        let mut trigger = apply!(
            apply!(trigger, &self, [], [run_id, delay, retries, retry_delay, flow_control]),
            &self,
            [],
            [failure_url, failure_retries, failure_retry_delay, failure_flow_control]
        );
        if let Some(time) = self.not_before {
            trigger = trigger.not_before(time.to_system_time().unwrap_or(SystemTime::UNIX_EPOCH));
        }
        if !self.redact.is_empty() {
            trigger = trigger.redact(redact(&self.redact));
        }
        let run = trigger.await?;
        if run.deduplicated == Some(true) {
            session
                .out
                .note(&format!("the run {} exists already: none was started", run.workflow_run_id));
        }
        let Some(wait) = self.wait else {
            return session.out.one(&run, |run| {
                Sheet::default()
                    .field("Run", &run.workflow_run_id)
                    .field("Created", time::long(run.workflow_created_at))
            });
        };
        session.out.note(&format!("started {}", run.workflow_run_id));
        let over = client.wait_for_run(run.workflow_run_id).with_bodies().timeout(wait).await?;
        session.out.one(&over, super::sheet)?;
        match over.workflow_state {
            Some(upstash_workflow::types::RunState::RunSuccess) => Ok(()),
            _ => Err(Failure::silent(Exit::Failed)),
        }
    }
}

/// A part of requests to redact.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Redacted {
    Body,
    AllHeaders,
    Header(String),
}

fn redacted(text: &str) -> Result<Redacted, String> {
    let header = text.strip_prefix("header[").and_then(|name| name.strip_suffix(']'));
    match (text, header) {
        ("body", _) => Ok(Redacted::Body),
        ("header", _) => Ok(Redacted::AllHeaders),
        (_, Some(name)) if !name.is_empty() => Ok(Redacted::Header(name.to_owned())),
        _ => Err("give body, header or header[NAME]".into()),
    }
}

fn redact(parts: &[Redacted]) -> Redact {
    let start = if parts.contains(&Redacted::Body) { Redact::body() } else { Redact::new() };
    parts.iter().fold(start, |redact, part| match part {
        Redacted::Body => redact,
        Redacted::AllHeaders => redact.all_headers(),
        Redacted::Header(name) => redact.header(name),
    })
}
