//! The filters of the logs and of a bulk cancellation: OR between the values of one filter, AND between filters.

use std::collections::HashSet;

use crate::state::dlq_filter::one_of;
use crate::state::logs::LoggedRun;
use crate::state::run::{RunState, StepState};
use crate::state::run_id_filter::RunIdFilter;

/// The filters of runs. An empty or missing filter matches every run.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunFilter {
    /// Unix milliseconds, inclusive, compared with the time the run was created.
    pub(crate) from: Option<u64>,
    /// Unix milliseconds, inclusive, compared with the time the run was created.
    pub(crate) to: Option<u64>,
    pub(crate) workflow_urls: Vec<String>,
    /// Whether a workflow URL matches as a prefix.
    pub(crate) by_prefix: bool,
    pub(crate) hosts: Vec<String>,
    pub(crate) paths: Vec<String>,
    pub(crate) run_id: Option<RunIdFilter>,
    pub(crate) workflow_created_at: Option<u64>,
    pub(crate) message_id: Option<String>,
    pub(crate) state: Option<State>,
    pub(crate) labels: Vec<String>,
    pub(crate) caller_ips: Vec<String>,
    pub(crate) flow_control_keys: Vec<String>,
    /// Exactly these runs, by id and creation time.
    pub(crate) runs: Option<HashSet<(String, u64)>>,
}

/// The state of a run, or of one of its steps.
#[derive(Debug, Clone, Copy)]
pub(crate) enum State {
    Run(RunState),
    Step(StepState),
}

impl RunFilter {
    pub(crate) fn matches(&self, run: &LoggedRun<'_>) -> bool {
        let (spec, created_at) = (&**run.spec(), run.created_at());
        if let Some(runs) = &self.runs {
            return runs.contains(&(run.id().into_owned(), created_at));
        }
        self.from.is_none_or(|from| from <= created_at)
            && self.to.is_none_or(|to| created_at <= to)
            && self.workflow_created_at.is_none_or(|at| at == created_at)
            && self.run_id.as_ref().is_none_or(|id| run.has_id(id))
            && self.message_id.as_deref().is_none_or(|id| id == run.message_id())
            && self.state.is_none_or(|state| state.is_of(run))
            && self.url_matches(&spec.workflow_url)
            && one_of(&self.caller_ips, spec.caller_ip.as_deref())
            && one_of(&self.flow_control_keys, spec.flow_control_key())
            && spec.has_label_of(&self.labels)
    }

    fn url_matches(&self, url: &str) -> bool {
        let named = if self.by_prefix {
            self.workflow_urls.is_empty()
                || self.workflow_urls.iter().any(|start| url.starts_with(start.as_str()))
        } else {
            one_of(&self.workflow_urls, Some(url))
        };
        // Parsing is expensive, so it comes last.
        named && ((self.hosts.is_empty() && self.paths.is_empty()) || self.parts_match(url))
    }

    /// Compares host and path. A host matches with its port or without.
    fn parts_match(&self, url: &str) -> bool {
        let Ok(url) = reqwest::Url::parse(url) else { return false };
        let host = url.host_str().unwrap_or_default();
        let with_port = url.port().map(|port| format!("{host}:{port}"));
        let host_matches = one_of(&self.hosts, Some(host))
            || with_port.is_some_and(|named| one_of(&self.hosts, Some(&named)));
        host_matches && one_of(&self.paths, Some(url.path()))
    }
}

impl State {
    /// The first step, which receives the payload, has succeeded in every run.
    fn is_of(self, run: &LoggedRun<'_>) -> bool {
        match self {
            Self::Run(state) => run.state() == state,
            Self::Step(StepState::Success) => true,
            Self::Step(state) => run.step_state() == state,
        }
    }
}
