//! The HTML of the page at `/`, which loads nothing else.
//!
//! The template language escapes every value. The script fetches the page again and replaces its `main` element. What
//! needs the token, the details of a run and the buttons, it asks the API for: the page itself holds no token and no body.

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use crate::page::overview::{FailedRow, Latest, Overview, RunRow};
use crate::state::callback::CallbackState;

pub(crate) const STYLE: &str = include_str!("page.css");
pub(crate) const SCRIPT: &str = concat!(include_str!("details.js"), include_str!("page.js"));

pub(crate) fn page(overview: &Overview, now_ms: u64) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Upstash Workflow emulator" }
                // Otherwise the browser requests one.
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Upstash Workflow emulator" }
                p #gone hidden { "The emulator does not respond any more. This is its last state." }
                p #filter {
                    label { "Label " input #label autocomplete="off"; }
                    label { "State " input #state autocomplete="off" placeholder="such as CALLBACK_FAIL"; }
                    label #credentials { "Token " input #token type="password" autocomplete="off"; }
                }
                p #result role="status" hidden {}
                main { (tables(overview, now_ms)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

fn tables(overview: &Overview, now_ms: u64) -> Markup {
    html! {
        (heading("Runs", &overview.runs))
        @if !overview.runs.rows.is_empty() {
            table #runs {
                thead { tr { th { "Run" } th { "Workflow" } th { "Labels" } th { "State" } th { "Started" } th {} } }
                tbody { @for row in &overview.runs.rows { (run(row, now_ms)) } }
            }
        }
        (heading("Failed runs (DLQ)", &overview.failed))
        @if !overview.failed.rows.is_empty() {
            table #failed {
                thead {
                    tr {
                        th { "DLQ id and run" } th { "Workflow" } th { "Labels" } th { "Response" }
                        th { "Failure callback" } th { "Failed" } th {}
                    }
                }
                tbody { @for row in &overview.failed.rows { (failed(row, now_ms)) } }
            }
        }
    }
}

fn heading<T>(title: &str, latest: &Latest<T>) -> Markup {
    html! {
        h2 { (title) " " span.count { (latest.total) } }
        @if latest.total == 0 {
            p.none { "None." }
        } @else if latest.rows.len() < latest.total {
            p.none { "The latest " (latest.rows.len()) " are shown." }
        }
    }
}

fn run(row: &RunRow, now_ms: u64) -> Markup {
    html! {
        tr {
            td.run data-name="Run" { code { (row.run_id) } }
            td.url data-name="Workflow" { span { (row.workflow_url) } }
            td data-name="Labels" { div { (labels(&row.labels)) } }
            td data-name="State" { (state(row.state)) }
            td.time data-name="Started" { span { (ago(row.created_at, now_ms)) } }
            td.actions {
                (OPEN)
                @if row.state == "RUN_STARTED" { (Action::CANCEL_RUN) }
            }
        }
    }
}

fn failed(row: &FailedRow, now_ms: u64) -> Markup {
    let callback = row.callback.as_ref();
    html! {
        tr {
            td {
                div.entry data-name="DLQ id" { code { (row.dlq_id) } }
                div.run data-name="Run" { code { (row.run_id) } }
            }
            td.url data-name="Workflow" { span { (row.workflow_url) } }
            td data-name="Labels" { div { (labels(&row.labels)) } }
            td data-name="Response" { span { (row.response) } }
            td data-name="Callback" {
                div {
                    @if let Some(callback) = callback { (state(callback.state.as_str())) } @else { "none" }
                    @if let Some(outcome) = callback.and_then(|one| one.outcome.as_deref()) { " " span { (outcome) } }
                }
            }
            td.time data-name="Failed" { span { (ago(row.created_at, now_ms)) } }
            td.actions {
                (OPEN)
                @match callback.map(|callback| callback.state) {
                    Some(CallbackState::Fail) => (Action::RETRY),
                    Some(CallbackState::InProgress) => (Action::CANCEL_CALLBACK),
                    _ => {}
                }
                (Action::RESUME) (Action::RESTART) (Action::DELETE)
            }
        }
    }
}

const OPEN: PreEscaped<&str> =
    PreEscaped(r#"<button class="open" aria-expanded="false">Details</button>"#);

/// A button that sends a request to the API. The script appends the id in the row's part of this class to the path.
struct Action {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    cell: &'static str,
    asks: bool,
}

impl Action {
    const CANCEL_RUN: Self = Self::new("Cancel", "DELETE", "/v2/workflows/runs/", "run", true);
    const RETRY: Self =
        Self::new("Retry callback", "POST", "/v2/workflows/dlq/callback/", "entry", false);
    const CANCEL_CALLBACK: Self =
        Self::new("Cancel callback", "DELETE", "/v2/workflows/dlq/callback/", "entry", true);
    const RESUME: Self = Self::new("Resume", "POST", "/v2/workflows/dlq/resume/", "entry", true);
    const RESTART: Self = Self::new("Restart", "POST", "/v2/workflows/dlq/restart/", "entry", true);
    const DELETE: Self = Self::new("Delete", "DELETE", "/v2/workflows/dlq/", "entry", true);

    const fn new(
        name: &'static str,
        method: &'static str,
        path: &'static str,
        cell: &'static str,
        asks: bool,
    ) -> Self {
        Self { name, method, path, cell, asks }
    }
}

impl Render for Action {
    fn render(&self) -> Markup {
        html! {
            button data-method=(self.method) data-path=(self.path) data-cell=(self.cell) data-asks[self.asks] {
                (self.name)
            }
        }
    }
}

fn labels(labels: &[String]) -> Markup {
    html! { @for label in labels { span.label { (label) } " " } }
}

fn state(name: &str) -> Markup {
    html! { span.state data-state=(name) { (name) } }
}

/// Formats a time such as `5 s ago`.
fn ago(then_ms: u64, now_ms: u64) -> String {
    let seconds = now_ms.saturating_sub(then_ms) / 1000;
    match seconds {
        _ if then_ms > now_ms + 1000 => "in the future".to_owned(),
        0..60 => format!("{seconds} s ago"),
        60..3600 => format!("{} min ago", seconds / 60),
        3600..86_400 => format!("{} h ago", seconds / 3600),
        _ => format!("{} d ago", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::overview::CallbackCell;

    const HOSTILE: &str = r#"</td><script>alert("1")</script>&'"#;

    #[test]
    fn whatever_is_shown_is_escaped() {
        let run = RunRow {
            run_id: HOSTILE.into(),
            workflow_url: HOSTILE.into(),
            state: "RUN_STARTED",
            labels: vec![HOSTILE.into()],
            created_at: 0,
        };
        let failed = FailedRow {
            dlq_id: "1-0".into(),
            run_id: HOSTILE.into(),
            workflow_url: HOSTILE.into(),
            labels: vec![HOSTILE.into()],
            response: "500".into(),
            callback: Some(CallbackCell {
                state: CallbackState::Fail,
                outcome: Some(HOSTILE.into()),
            }),
            created_at: 0,
        };
        let overview = Overview {
            runs: Latest { rows: vec![run], total: 1 },
            failed: Latest { rows: vec![failed], total: 1 },
        };
        let page = page(&overview, 0);
        assert!(!page.contains("<script>alert") && !page.contains("</td><script"), "{page}");
        assert_eq!(page.matches("&lt;/td&gt;&lt;script&gt;alert").count(), 7);
        assert_eq!(page.matches("<script>").count(), 1, "our own");
    }

    #[test]
    fn times_are_told_in_the_unit_that_fits() {
        for (seconds, expected) in [
            (0, "0 s ago"),
            (59, "59 s ago"),
            (60, "1 min ago"),
            (3599, "59 min ago"),
            (3600, "1 h ago"),
            (86_400, "1 d ago"),
        ] {
            assert_eq!(ago(1000, 1000 + seconds * 1000), expected);
        }
        assert_eq!(ago(500_000, 1000), "in the future");
    }
}
