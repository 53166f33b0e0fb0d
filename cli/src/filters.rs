//! Filters, with the document's names in kebab case.

use std::net::IpAddr;

use clap::Args;
use clap::builder::NonEmptyStringValueParser as NonEmpty;
use futures::stream::Take;
use futures::{Stream, StreamExt as _};
use upstash_workflow::UnixMillis;
use upstash_workflow::types::{FailureCallbackState, RunOrStepState};

use crate::time;

/// On each argument, since a struct's heading would go on for the arguments after it.
const FILTERS: &str = "Filters";

/// Filters that every selection of runs has.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct CommonFilters {
    /// Only runs with this label; may be repeated, one match is enough
    #[arg(long, help_heading = FILTERS, value_parser = NonEmpty::new())]
    pub(crate) label: Vec<String>,
    /// Only runs triggered from this IP address; may be repeated
    #[arg(long, help_heading = FILTERS, value_name = "IP", value_parser = ip_address)]
    pub(crate) caller_ip: Vec<String>,
    /// Only runs with this flow-control key; may be repeated
    #[arg(long, help_heading = FILTERS, value_name = "KEY", value_parser = NonEmpty::new())]
    pub(crate) flow_control_key: Vec<String>,
    /// Only runs from this time on: 2026-11-25T09:00:00Z, 2026-11-25, unix milliseconds, or how long ago (2h, 3d)
    #[arg(long, help_heading = FILTERS, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_point)]
    pub(crate) from_date: Option<UnixMillis>,
    /// Only runs up to this time
    #[arg(long, help_heading = FILTERS, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_point)]
    pub(crate) to_date: Option<UnixMillis>,
}

/// Filters of lists: by workflow URL in full, or for one run.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct ListFilters {
    /// Only runs of this workflow URL, in full; may be repeated
    #[arg(long, help_heading = FILTERS, value_name = "URL", value_parser = NonEmpty::new())]
    pub(crate) workflow_url: Vec<String>,
    /// Only the run with this id
    #[arg(long, help_heading = FILTERS, value_name = "RUN_ID", value_parser = NonEmpty::new())]
    pub(crate) workflow_run_id: Option<String>,
    /// Only the run created at exactly this time
    #[arg(long, help_heading = FILTERS, value_name = "TIME", allow_hyphen_values = true, value_parser = time::parse_point)]
    pub(crate) workflow_created_at: Option<UnixMillis>,
}

/// Filters by parts of the workflow URL.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct UrlFilters {
    /// Only runs whose workflow URL has this host; may be repeated
    #[arg(long, help_heading = FILTERS, value_parser = NonEmpty::new())]
    pub(crate) host: Vec<String>,
    /// Only runs whose workflow URL has this path; may be repeated
    #[arg(long, help_heading = FILTERS, value_parser = NonEmpty::new())]
    pub(crate) path: Vec<String>,
}

/// Filters of DLQ entries.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct DlqFilters {
    #[command(flatten)]
    pub(crate) common: CommonFilters,
    #[command(flatten)]
    pub(crate) list: ListFilters,
}

/// The state of an entry's failure callback.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct CallbackStates {
    /// Only entries whose failure callback is in this state: fail, inprogress, success, canceled; may be repeated
    #[arg(long, help_heading = FILTERS, value_name = "STATE", value_parser = callback_state)]
    pub(crate) failure_function_state: Vec<FailureCallbackState>,
}

/// Filters of runs in the logs.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct RunFilters {
    #[command(flatten)]
    pub(crate) common: CommonFilters,
    #[command(flatten)]
    pub(crate) list: ListFilters,
    #[command(flatten)]
    pub(crate) url: UrlFilters,
    /// Exactly these runs, as `RUN_ID@UNIX_MILLISECONDS`; all other filters are ignored then
    #[arg(long, help_heading = FILTERS, value_name = "RUN_ID@TIME", value_parser = run_at)]
    pub(crate) workflow_runs: Vec<String>,
    /// Only runs in this state: started, success, failed, canceled, or one of a step, such as `STEP_RETRY`
    #[arg(long, help_heading = FILTERS, value_parser = run_state)]
    pub(crate) state: Option<RunOrStepState>,
    /// Only the run with this message
    #[arg(long, help_heading = FILTERS, value_name = "MESSAGE_ID", value_parser = NonEmpty::new())]
    pub(crate) message_id: Option<String>,
}

/// Filters of a bulk cancel.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct CancelFilters {
    #[command(flatten)]
    pub(crate) common: CommonFilters,
    #[command(flatten)]
    pub(crate) url: UrlFilters,
    /// Only runs whose workflow URL starts with this; may be repeated
    #[arg(long, help_heading = FILTERS, value_name = "URL", value_parser = NonEmpty::new())]
    pub(crate) workflow_url: Vec<String>,
    /// Match --workflow-url in full, not as a prefix
    #[arg(long, help_heading = FILTERS, requires = "workflow_url")]
    pub(crate) workflow_url_exact_match: bool,
}

/// The number of entries to list.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Limit {
    /// List at most this many
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    limit: Option<usize>,
}

impl Limit {
    pub(crate) fn of<S: Stream>(self, entries: S) -> Take<S> {
        entries.take(self.limit.unwrap_or(usize::MAX))
    }
}

/// Sets the given filters on a builder of the client, which refuses empty ones.
macro_rules! apply {
    ($builder:expr, $filters:expr, [$($list:ident),*], [$($value:ident),*]) => {{
        let (mut builder, filters) = ($builder, $filters);
        $(if !filters.$list.is_empty() {
            builder = builder.$list(filters.$list.clone());
        })*
        $(if let Some(value) = &filters.$value {
            builder = builder.$value(value.clone());
        })*
        builder
    }};
}
pub(crate) use apply;

/// Sets the filters that every selection of runs has.
macro_rules! apply_common {
    ($builder:expr, $filters:expr) => {
        $crate::filters::apply!(
            $builder,
            &$filters.common,
            [label, caller_ip, flow_control_key],
            [from_date, to_date]
        )
    };
}
pub(crate) use apply_common;

/// Sets the filters of a list of DLQ entries, and those that the logs have too.
macro_rules! apply_list {
    ($builder:expr, $filters:expr) => {
        $crate::filters::apply!(
            $crate::filters::apply_common!($builder, $filters),
            &$filters.list,
            [workflow_url],
            [workflow_run_id, workflow_created_at]
        )
    };
}
pub(crate) use apply_list;

/// Filters as shown before a change.
pub(crate) trait Described {
    /// Returns each given filter as an option.
    fn described(&self) -> Vec<String>;
}

impl Described for DlqFilters {
    fn described(&self) -> Vec<String> {
        let mut options = Options::default();
        options.common(&self.common);
        options.list("workflow-url", &self.list.workflow_url);
        options.list("workflow-run-id", &self.list.workflow_run_id);
        options.time("workflow-created-at", self.list.workflow_created_at);
        options.0
    }
}

impl Described for CallbackStates {
    fn described(&self) -> Vec<String> {
        let mut options = Options::default();
        options.list("failure-function-state", &self.failure_function_state);
        options.0
    }
}

impl Described for CancelFilters {
    fn described(&self) -> Vec<String> {
        let mut options = Options::default();
        options.common(&self.common);
        options.list("host", &self.url.host);
        options.list("path", &self.url.path);
        options.list("workflow-url", &self.workflow_url);
        if self.workflow_url_exact_match {
            options.0.push("--workflow-url-exact-match".into());
        }
        options.0
    }
}

#[derive(Default)]
struct Options(Vec<String>);

impl Options {
    fn list<T: ToString>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        self.0.extend(values.into_iter().map(|value| format!("--{name} {}", value.to_string())));
    }

    fn time(&mut self, name: &str, value: Option<UnixMillis>) {
        self.list(name, value.map(time::exact));
    }

    fn common(&mut self, filters: &CommonFilters) {
        self.list("label", &filters.label);
        self.list("caller-ip", &filters.caller_ip);
        self.list("flow-control-key", &filters.flow_control_key);
        self.time("from-date", filters.from_date);
        self.time("to-date", filters.to_date);
    }
}

fn ip_address(text: &str) -> Result<String, &'static str> {
    let parsed = text.parse::<IpAddr>();
    parsed.map(|_| text.to_owned()).map_err(|_| "give an IP address, such as 203.0.113.7")
}

/// Parses a run and the time at which it was created.
fn run_at(text: &str) -> Result<String, &'static str> {
    let is_pair = |(id, time): (&str, &str)| !id.is_empty() && time.parse::<UnixMillis>().is_ok();
    match text.split_once('@') {
        Some(pair) if is_pair(pair) => Ok(text.to_owned()),
        _ => Err("give RUN_ID@UNIX_MILLISECONDS, such as wfr_42@1752829295505"),
    }
}

/// Parses the state of a callback, with or without `CALLBACK_`.
fn callback_state(text: &str) -> Result<FailureCallbackState, String> {
    let states = ["CALLBACK_FAIL", "CALLBACK_INPROGRESS", "CALLBACK_SUCCESS", "CALLBACK_CANCELED"];
    known(text, "CALLBACK_", &states).map(FailureCallbackState::from)
}

/// Parses the state of a run, with or without `RUN_`, or of a step.
fn run_state(text: &str) -> Result<RunOrStepState, String> {
    let states = [
        "RUN_STARTED",
        "RUN_SUCCESS",
        "RUN_FAILED",
        "RUN_CANCELED",
        "STEP_PROGRESS",
        "STEP_SUCCESS",
        "STEP_RETRY",
        "STEP_FAILED",
        "STEP_CANCELED",
    ];
    known(text, "RUN_", &states).map(RunOrStepState::from)
}

fn known<'a>(text: &str, prefix: &str, states: &[&'a str]) -> Result<&'a str, String> {
    let upper = text.to_ascii_uppercase();
    let is = |state: &str| state == upper || state.strip_prefix(prefix) == Some(&upper);
    let found = states.iter().copied().find(|state| is(state));
    found.ok_or_else(|| format!("give one of {}", states.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_taken_short_and_in_full_in_any_case() {
        for text in ["CALLBACK_FAIL", "callback_fail", "fail", "FAIL"] {
            assert_eq!(callback_state(text), Ok(FailureCallbackState::CallbackFail), "{text}");
        }
        assert_eq!(run_state("failed"), Ok(RunOrStepState::RunFailed));
        assert_eq!(run_state("step_retry"), Ok(RunOrStepState::StepRetry));
        for text in ["", "failing", "retry", "CALLBACK_"] {
            assert!(run_state(text).is_err() && callback_state(text).is_err(), "{text}");
        }
    }
}
