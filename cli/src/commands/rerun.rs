//! What can be set on the runs that a resume or a restart starts.

use std::time::Duration;

use clap::Args;
use upstash_workflow::FlowControl;

use crate::commands::payload::flow_limits;
use crate::{id, time};

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
    #[arg(long, value_name = "KEY:parallelism=2,rate=5,period=1m", value_parser = flow_limits)]
    pub(crate) flow_control: Option<FlowControl>,
    /// Label of the new run; may be repeated
    #[arg(long, value_name = "LABEL")]
    pub(crate) new_label: Vec<String>,
    /// URL of the failure callback
    #[arg(long, value_name = "URL", value_parser = id::parse_url)]
    pub(crate) failure_url: Option<String>,
}

/// Sets the given settings on a builder of the client. `$label` is its setter of the new run's labels.
macro_rules! apply_rerun {
    ($builder:expr, $label:ident, $options:expr) => {{
        let options = $options;
        let mut builder = $crate::filters::apply!(
            $builder,
            options,
            [],
            [delay, retries, retry_delay, flow_control, failure_url]
        );
        if !options.new_label.is_empty() {
            builder = builder.$label(options.new_label.clone());
        }
        builder
    }};
}
pub(crate) use apply_rerun;
