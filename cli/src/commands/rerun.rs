//! What can be set on the runs that a resume or a restart starts.

use std::time::Duration;

use clap::Args;

use crate::commands::payload::{FlowLimits, flow_limits};
use crate::time;

const SETTINGS: &str = "Settings of the new runs; what is left out stays as it was";

#[derive(Args, Debug, Default)]
#[command(next_help_heading = SETTINGS)]
pub(crate) struct Rerun {
    /// Delay before the new run starts, in whole seconds, such as 90s
    #[arg(long, value_name = "TIME", value_parser = time::parse_seconds)]
    pub(crate) delay: Option<Duration>,
    /// Number of retries of a delivery
    #[arg(long, value_name = "N")]
    pub(crate) retries: Option<u32>,
    /// Delay before each retry, as an expression in milliseconds, such as 'pow(2, retried) * 1000'
    #[arg(long, value_name = "EXPR")]
    pub(crate) retry_delay: Option<String>,
    /// Limits shared by the runs with the same key
    #[arg(long, value_name = "KEY[:parallelism=2,rate=5,period=1m]", value_parser = flow_limits)]
    pub(crate) flow_control: Option<FlowLimits>,
    /// Label of the new run
    #[arg(long, value_name = "LABEL")]
    pub(crate) new_label: Option<String>,
    /// URL of the failure callback
    #[arg(long, value_name = "URL")]
    pub(crate) failure_url: Option<String>,
}

/// Sets the given settings on a builder of the client.
macro_rules! apply_rerun {
    ($builder:expr, $options:expr) => {{
        let (mut builder, options) = ($builder, $options);
        if let Some(delay) = options.delay {
            builder = builder.upstash_delay(format!("{}s", delay.as_secs()));
        }
        if let Some(retries) = options.retries {
            builder = builder.upstash_retries(i64::from(retries));
        }
        if let Some(expression) = &options.retry_delay {
            builder = builder.upstash_retry_delay(expression);
        }
        if let Some(limits) = &options.flow_control {
            builder = builder.upstash_flow_control_key(&limits.key);
            builder = builder.upstash_flow_control_value(limits.to_string());
        }
        if let Some(label) = &options.new_label {
            builder = builder.upstash_label(label);
        }
        if let Some(url) = &options.failure_url {
            builder = builder.upstash_failure_callback(url);
        }
        builder
    }};
}
pub(crate) use apply_rerun;
