//! `flow`: flow control.

use std::fmt::Display;
use std::time::Duration;

use clap::{Args, Subcommand};
use futures::stream;
use upstash_workflow::types::{FlowControlKey, GlobalParallelism};

use crate::failure::Failure;
use crate::output::{Column, Row, Sheet};
use crate::session::Session;
use crate::{id, time};

#[derive(Debug, Subcommand)]
pub(crate) enum Flow {
    /// List the keys with their limits
    #[command(after_help = "\
Examples:
  upstash-workflow flow list
  upstash-workflow flow list --search mails")]
    List(List),
    /// Show one key
    #[command(after_help = "\
Examples:
  upstash-workflow flow show mails")]
    Show(Key),
    /// Pause the runs of a key
    #[command(after_help = "\
Examples:
  upstash-workflow flow pause mails")]
    Pause(Key),
    /// Resume the runs of a paused key
    #[command(after_help = "\
Examples:
  upstash-workflow flow resume mails")]
    Resume(Key),
    /// Pin the limits of a key, so that triggers no longer change them
    #[command(after_help = "\
Examples:
  upstash-workflow flow pin mails --parallelism 2 --rate 5 --period 1m")]
    Pin(Pin),
    /// Unpin the limits of a key, so that triggers change them again
    #[command(after_help = "\
Examples:
  upstash-workflow flow unpin mails --parallelism --rate")]
    Unpin(Unpin),
    /// Reset the rate of a key: start a new period
    #[command(after_help = "\
Examples:
  upstash-workflow flow reset mails")]
    Reset(Key),
    /// Show the global parallelism of the account: limit and use
    #[command(after_help = "\
Examples:
  upstash-workflow flow global")]
    Global,
}

#[derive(Args, Debug)]
pub(crate) struct List {
    /// Only keys that contain this text
    #[arg(long, value_name = "TEXT", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    search: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Key {
    #[arg(value_parser = id::parse_key)]
    key: String,
}

#[derive(Args, Debug)]
pub(crate) struct Pin {
    #[arg(value_parser = id::parse_key)]
    key: String,
    /// Maximum number of concurrent steps
    #[arg(long, value_name = "N", required_unless_present = "rate", value_parser = clap::value_parser!(u32).range(1..))]
    parallelism: Option<u32>,
    /// Maximum number of steps started per period
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    rate: Option<u32>,
    /// Period of --rate, in whole seconds, such as 1m
    #[arg(long, value_name = "TIME", value_parser = time::parse_seconds, requires = "rate")]
    period: Option<Duration>,
}

#[derive(Args, Debug)]
pub(crate) struct Unpin {
    #[arg(value_parser = id::parse_key)]
    key: String,
    /// Unpin the parallelism
    #[arg(long, required_unless_present = "rate")]
    parallelism: bool,
    /// Unpin the rate and its period
    #[arg(long)]
    rate: bool,
}

impl Flow {
    pub(crate) async fn run(self, session: &Session) -> Result<(), Failure> {
        let client = session.client().await?;
        let key = match self {
            Self::List(List { search }) => {
                let list = client.list_flow_control_keys();
                let list = if let Some(text) = search { list.search(text) } else { list };
                let keys = list.await?;
                return session
                    .out
                    .list(stream::iter(keys.into_iter().map(Ok)), "no matching flow-control keys")
                    .await;
            }
            Self::Global => {
                let global = client.get_global_parallelism().await?;
                return session.out.one(&global, global_sheet);
            }
            Self::Show(Key { key }) => key,
            Self::Pause(Key { key }) => {
                client.pause_flow_control_key().flow_control_key(&key).await?;
                key
            }
            Self::Resume(Key { key }) => {
                client.resume_flow_control_key().flow_control_key(&key).await?;
                key
            }
            Self::Reset(Key { key }) => {
                client.reset_flow_control_rate().flow_control_key(&key).await?;
                key
            }
            Self::Pin(Pin { key, parallelism, rate, period }) => {
                let mut pin = client.pin_flow_control_configuration().flow_control_key(&key);
                if let Some(most) = parallelism {
                    pin = pin.parallelism(most);
                }
                if let Some(most) = rate {
                    pin = pin.rate(most);
                }
                if let Some(period) = period {
                    pin = pin.period(u32::try_from(period.as_secs()).unwrap_or(u32::MAX));
                }
                pin.await?;
                key
            }
            Self::Unpin(Unpin { key, parallelism, rate }) => {
                let unpin = client.unpin_flow_control_configuration().flow_control_key(&key);
                unpin.parallelism(parallelism).rate(rate).await?;
                key
            }
        };
        // The result of each of these is the key as it is now.
        let now = client.get_flow_control_key().flow_control_key(key).await?;
        session.out.one(&now, sheet)
    }
}

impl Row for FlowControlKey {
    const COLUMNS: &'static [Column] = &[
        Column::whole("KEY"),
        Column::whole("PARALLELISM"),
        Column::whole("RATE"),
        Column::whole("WAITING"),
        Column::whole("STATE"),
    ];

    fn cells(&self, _: bool) -> Vec<String> {
        let waiting = self.wait_list_size.map(|waiting| waiting.to_string());
        vec![
            self.flow_control_key.clone(),
            parallelism(self),
            rate(self),
            waiting.unwrap_or_default(),
            state(self),
        ]
    }
}

/// Returns use and limit.
fn of(count: Option<impl Display>, max: Option<impl Display>) -> String {
    match (count, max) {
        (Some(count), Some(max)) => format!("{count} of {max}"),
        (None, Some(max)) => format!("0 of {max}"),
        (Some(count), None) => count.to_string(),
        (None, None) => String::new(),
    }
}

fn parallelism(key: &FlowControlKey) -> String {
    of(key.parallelism_count, key.parallelism_max)
}

fn rate(key: &FlowControlKey) -> String {
    match (of(key.rate_count, key.rate_max), key.rate_period) {
        (rate, Some(period)) if !rate.is_empty() => format!("{rate} per {period}s"),
        (rate, _) => rate,
    }
}

fn state(key: &FlowControlKey) -> String {
    let states = [
        (key.is_paused, "paused"),
        (key.is_pinned_parallelism, "parallelism pinned"),
        (key.is_pinned_rate, "rate pinned"),
    ];
    let holds = states.into_iter().filter(|(holds, _)| *holds == Some(true));
    holds.map(|(_, state)| state).collect::<Vec<_>>().join(", ")
}

fn sheet(key: &FlowControlKey) -> Sheet {
    Sheet::default()
        .field("Key", &key.flow_control_key)
        .field("Parallelism", parallelism(key))
        .field("Rate", rate(key))
        .field("Period began", time::long_seconds(key.rate_period_start))
        .maybe("Waiting", key.wait_list_size)
        .field("State", state(key))
}

fn global_sheet(global: &GlobalParallelism) -> Sheet {
    Sheet::default().field("Parallelism", of(global.parallelism_count, global.parallelism_max))
}
