//! The data of the page at `/`.

use crate::delivery::engine::Engine;
use crate::state::callback::CallbackState;
use crate::state::dlq_id::DlqId;
use crate::state::entry::Entry;
use crate::state::logs::{self, LoggedRun};
use crate::state::page::Paging;
use crate::state::run_spec::RunSpec;

/// The number of rows of a table.
const ROWS: usize = 100;

/// The newest runs and DLQ entries.
#[derive(Debug, Default)]
pub(crate) struct Overview {
    pub(crate) runs: Latest<RunRow>,
    pub(crate) failed: Latest<FailedRow>,
}

/// The newest rows, and the total number.
#[derive(Debug)]
pub(crate) struct Latest<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) total: usize,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), total: 0 }
    }
}

/// A run.
#[derive(Debug)]
pub(crate) struct RunRow {
    pub(crate) run_id: String,
    pub(crate) workflow_url: String,
    /// Such as `RUN_STARTED`.
    pub(crate) state: &'static str,
    pub(crate) labels: Vec<String>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
}

/// A DLQ entry.
#[derive(Debug)]
pub(crate) struct FailedRow {
    pub(crate) dlq_id: String,
    pub(crate) run_id: String,
    pub(crate) workflow_url: String,
    pub(crate) labels: Vec<String>,
    /// The response of the workflow's endpoint, such as `503` or `no response`.
    pub(crate) response: String,
    /// `None` if the run has no failure callback.
    pub(crate) callback: Option<CallbackCell>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
}

/// A failure callback.
#[derive(Debug)]
pub(crate) struct CallbackCell {
    pub(crate) state: CallbackState,
    /// The response to the last attempt, such as `503` or `no response`.
    pub(crate) outcome: Option<String>,
}

impl Overview {
    pub(crate) fn of(engine: &Engine) -> Self {
        Self { runs: runs(engine), failed: failed(engine) }
    }
}

/// The runs of the logs: those that ran here, and seeded ones.
fn runs(engine: &Engine) -> Latest<RunRow> {
    let runs = engine.runs.lock();
    let dlq = engine.dlq.lock();
    let newest = Paging { after: None, count: ROWS };
    let page = logs::page(&runs, &dlq, |_| true, newest);
    let total = runs.len() + dlq.seeded_count();
    Latest { rows: page.items.iter().map(RunRow::of).collect(), total }
}

fn failed(engine: &Engine) -> Latest<FailedRow> {
    let dlq = engine.dlq.lock();
    let rows = dlq.latest(ROWS).map(|(id, entry)| FailedRow::of(id, entry)).collect();
    Latest { rows, total: dlq.len() }
}

impl RunRow {
    fn of(run: &LoggedRun<'_>) -> Self {
        let spec = run.spec();
        Self {
            run_id: run.id().into_owned(),
            workflow_url: without_query(&spec.workflow_url),
            state: run.state().as_str(),
            labels: labels(spec),
            created_at: run.created_at(),
        }
    }
}

impl FailedRow {
    fn of(id: DlqId, entry: &Entry) -> Self {
        let callback = entry.state.map(|state| CallbackCell {
            state,
            outcome: entry.last_response().map(|response| outcome(response.status)),
        });
        Self {
            dlq_id: id.to_string(),
            run_id: entry.run_id(id).into_owned(),
            workflow_url: without_query(&entry.failure.spec.workflow_url),
            labels: labels(&entry.failure.spec),
            response: outcome(entry.failure.response_status),
            callback,
            created_at: entry.created_at,
        }
    }
}

fn labels(spec: &RunSpec) -> Vec<String> {
    spec.labels.iter().map(ToString::to_string).collect()
}

fn outcome(status: Option<u16>) -> String {
    status.map_or_else(|| "no response".to_owned(), |status| status.to_string())
}

/// Removes the query, which may hold a token: the page may end up in a screenshot.
fn without_query(url: &str) -> String {
    match url.split_once('?') {
        Some((start, _)) => format!("{start}?…"),
        None => url.to_owned(),
    }
}
