//! Which runs a request means: OR between the values of one filter, AND between filters.

use std::collections::HashSet;

use crate::api_error::ApiError;
use crate::clock::LATEST;
use crate::control::is_web_url;
use crate::filter::{one_of, run_id, text};
use crate::logs::Logged;
use crate::query::Query;
use crate::run::{RunState, StepState};
use crate::wanted_run::WantedRun;

/// The filters of logs and of bulk cancellation. What is empty or absent lets everything through.
#[derive(Debug, Clone, Default)]
pub(crate) struct RunFilter {
    /// Unix milliseconds, inclusive, compared with when the run was made.
    from: Option<u64>,
    /// Unix milliseconds, inclusive, compared with when the run was made.
    to: Option<u64>,
    workflow_urls: Vec<String>,
    /// Whether the beginning of a URL is enough.
    by_prefix: bool,
    hosts: Vec<String>,
    paths: Vec<String>,
    run_id: Option<WantedRun>,
    workflow_created_at: Option<u64>,
    message_id: Option<String>,
    state: Option<State>,
    labels: Vec<String>,
    caller_ips: Vec<String>,
    flow_control_keys: Vec<String>,
    /// Exactly these, by id and time.
    runs: Option<HashSet<(String, u64)>>,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Run(RunState),
    Step(StepState),
}

impl RunFilter {
    /// The filters of the logs.
    pub(crate) fn of_logs(query: &Query) -> Result<Self, ApiError> {
        if let Some(given) = text(query, "workflowRuns")? {
            let runs = Some(pairs(&given)?);
            return Ok(Self { runs, ..Self::default() });
        }
        let filter = Self {
            run_id: run_id(query)?,
            workflow_created_at: query.number("workflowCreatedAt", 0, LATEST)?,
            message_id: text(query, "messageId")?,
            state: state(query)?,
            ..Self::shared(query)?
        };
        match filter.workflow_urls.iter().find(|url| !is_web_url(url)) {
            Some(url) => Err(ApiError::parameter(
                "workflowUrl",
                format!("must begin with http:// or https://, not be `{url}`"),
            )),
            None => Ok(filter),
        }
    }

    /// The filters of a bulk cancellation, where the beginning of a URL is enough unless an exact match is asked for.
    pub(crate) fn of_cancel(query: &Query) -> Result<Self, ApiError> {
        let exact = query.flag("workflowUrlExactMatch")?;
        Ok(Self { by_prefix: !exact, ..Self::shared(query)? })
    }

    fn shared(query: &Query) -> Result<Self, ApiError> {
        Ok(Self {
            from: query.number("fromDate", 0, LATEST)?,
            to: query.number("toDate", 0, LATEST)?,
            workflow_urls: query.list("workflowUrl")?,
            hosts: query.list("host")?,
            paths: query.list("path")?,
            labels: query.list("label")?,
            caller_ips: query.list("callerIp")?,
            flow_control_keys: query.list("flowControlKey")?,
            ..Self::default()
        })
    }

    pub(crate) fn matches(&self, run: &Logged<'_>) -> bool {
        let (order, created_at) = (&**run.order(), run.created_at());
        if let Some(runs) = &self.runs {
            return runs.contains(&(run.id().into_owned(), created_at));
        }
        self.from.is_none_or(|from| from <= created_at)
            && self.to.is_none_or(|to| created_at <= to)
            && self.workflow_created_at.is_none_or(|at| at == created_at)
            && self.run_id.as_ref().is_none_or(|id| run.has_id(id))
            && self.message_id.as_deref().is_none_or(|id| id == run.message_id())
            && self.state.is_none_or(|state| state.is_of(run))
            && self.url_matches(&order.workflow_url)
            && one_of(&self.caller_ips, order.caller_ip.as_deref())
            && one_of(&self.flow_control_keys, order.flow_control_key())
            && (self.labels.is_empty()
                || order.labels.iter().any(|label| one_of(&self.labels, Some(label))))
    }

    fn url_matches(&self, url: &str) -> bool {
        let named = if self.by_prefix {
            self.workflow_urls.is_empty()
                || self.workflow_urls.iter().any(|start| url.starts_with(start.as_str()))
        } else {
            one_of(&self.workflow_urls, Some(url))
        };
        // Parsing is what costs here, so it is left for when it is needed.
        named && ((self.hosts.is_empty() && self.paths.is_empty()) || self.place_matches(url))
    }

    /// A host is named with its port or without.
    fn place_matches(&self, url: &str) -> bool {
        let Ok(url) = reqwest::Url::parse(url) else { return false };
        let host = url.host_str().unwrap_or_default();
        let with_port = url.port().map(|port| format!("{host}:{port}"));
        let host_matches = one_of(&self.hosts, Some(host))
            || with_port.is_some_and(|named| one_of(&self.hosts, Some(&named)));
        host_matches && one_of(&self.paths, Some(url.path()))
    }
}

impl State {
    /// The step that took the payload in has succeeded in every run.
    fn is_of(self, run: &Logged<'_>) -> bool {
        match self {
            Self::Run(state) => run.state() == state,
            Self::Step(StepState::Success) => true,
            Self::Step(state) => run.step_state() == state,
        }
    }
}

fn state(query: &Query) -> Result<Option<State>, ApiError> {
    let Some(text) = query.one("state")? else {
        return Ok(None);
    };
    let run = text.parse().map(State::Run);
    run.or_else(|()| text.parse().map(State::Step)).map(Some).map_err(|()| {
        ApiError::parameter("state", format!("must be the state of a run or step, not `{text}`"))
    })
}

fn pairs(text: &str) -> Result<HashSet<(String, u64)>, ApiError> {
    let pair = |pair: &str| {
        let (id, time) = pair.rsplit_once('@')?;
        Some((id.to_owned(), time.parse().ok()?)).filter(|(id, _)| !id.is_empty())
    };
    text.split(',').map(pair).collect::<Option<_>>().ok_or_else(|| {
        ApiError::parameter("workflowRuns", format!("must be pairs `id@time`, not `{text}`"))
    })
}
