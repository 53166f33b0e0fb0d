//! What the page shows, taken from the state.

use crate::app::App;
use crate::callback::CallbackState;
use crate::dlq_id::DlqId;
use crate::entry::Entry;
use crate::logs::{self, Logged};
use crate::order::Order;
use crate::paging::Paging;
use crate::run_filter::RunFilter;

/// How many rows a table shows: the latest.
const ROWS: usize = 100;

/// The state of an emulator at one moment, newest first.
#[derive(Debug, Default)]
pub(crate) struct Overview {
    pub(crate) runs: Latest<RunRow>,
    pub(crate) failed: Latest<FailedRow>,
}

/// The newest of something, and how many there are in all.
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
    /// What the workflow's endpoint answered, such as `503` or `no answer`.
    pub(crate) answer: String,
    /// `None` when the run has no failure callback.
    pub(crate) callback: Option<CallbackCell>,
    /// Unix milliseconds.
    pub(crate) created_at: u64,
}

/// How a failure callback stands.
#[derive(Debug)]
pub(crate) struct CallbackCell {
    pub(crate) state: CallbackState,
    /// What the last delivery brought, such as `503` or `no answer`.
    pub(crate) outcome: Option<String>,
}

impl Overview {
    pub(crate) fn of(app: &App) -> Self {
        Self { runs: runs(app), failed: failed(app) }
    }
}

/// Those that the logs list: the runs that ran here, and those that were seeded.
fn runs(app: &App) -> Latest<RunRow> {
    let runs = app.runs.lock();
    let dlq = app.dlq.lock();
    let newest = Paging { after: None, count: ROWS };
    let page = logs::page(&runs, &dlq, &RunFilter::default(), newest);
    let total = runs.len() + dlq.seeded_count();
    Latest { rows: page.items.iter().map(RunRow::of).collect(), total }
}

fn failed(app: &App) -> Latest<FailedRow> {
    let dlq = app.dlq.lock();
    let rows = dlq.latest(ROWS).map(|(id, entry)| FailedRow::of(id, entry)).collect();
    Latest { rows, total: dlq.len() }
}

impl RunRow {
    fn of(run: &Logged<'_>) -> Self {
        let order = run.order();
        Self {
            run_id: run.id().into_owned(),
            workflow_url: without_query(&order.workflow_url),
            state: run.state().as_str(),
            labels: labels(order),
            created_at: run.created_at(),
        }
    }
}

impl FailedRow {
    fn of(id: DlqId, entry: &Entry) -> Self {
        let callback = entry.state.map(|state| CallbackCell {
            state,
            outcome: entry.delivery().map(|delivery| outcome(delivery.status)),
        });
        Self {
            dlq_id: id.to_string(),
            run_id: entry.run_id(id).into_owned(),
            workflow_url: without_query(&entry.shape.order.workflow_url),
            labels: labels(&entry.shape.order),
            answer: outcome(entry.shape.response_status),
            callback,
            created_at: entry.created_at,
        }
    }
}

fn labels(order: &Order) -> Vec<String> {
    order.labels.iter().map(ToString::to_string).collect()
}

fn outcome(status: Option<u16>) -> String {
    status.map_or_else(|| "no answer".to_owned(), |status| status.to_string())
}

/// A query may hold a token, and a page is shown to others or ends in a screenshot.
fn without_query(url: &str) -> String {
    match url.split_once('?') {
        Some((start, _)) => format!("{start}?…"),
        None => url.to_owned(),
    }
}
