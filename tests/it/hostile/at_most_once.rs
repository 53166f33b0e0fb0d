//! An operation that is not safe to repeat is sent once, whatever the outcome.

use std::time::Duration;

use futures::future::BoxFuture;
use futures::{StreamExt as _, stream};
use upstash_workflow::{Client, Error, RetryPolicy};

use crate::hostile_service::cell::alone;
use crate::hostile_service::docs;
use crate::hostile_service::responses::{half, head, head_of, sends_and_closes};
use crate::hostile_service::server::{Hostile, Step};
use crate::hostile_service::targets::OPERATIONS;
use crate::support::TOKEN;
use crate::support::calls::Call;

/// Operations that act again when they are repeated.
const ACT_TWICE: [&str; 9] = [
    "trigger_workflow_run",
    "batch_trigger_workflow_runs",
    "retry_step_now",
    "resume_workflow_run",
    "restart_workflow_run",
    "retry_failure_callback",
    "rotate_signing_keys",
    "notify_event",
    "notify_workflow_run_event",
];

const BULK: [&str; 4] = [
    "bulk_cancel_workflow_runs",
    "bulk_delete_failed_workflow_runs",
    "bulk_resume_workflow_runs",
    "bulk_restart_workflow_runs",
];

/// What repeating a request means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Safe,
    ActsTwice,
    Bulk,
}

/// What happens to each attempt.
struct Event {
    name: &'static str,
    script: Vec<Step>,
    column: Column,
}

impl Event {
    /// Only silence is ended by a timeout, which is long beside what a busy machine needs
    /// for a request.
    fn timeout(&self) -> Duration {
        Duration::from_secs(if self.name == "silence" { 3 } else { 60 })
    }
}

/// What an event says of whether it was done. These are the columns of the documentation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    NoResponse,
    Cut,
    Failed,
    Unavailable,
    Limited,
    Refused,
}

impl Column {
    const ALL: [(Self, &'static str); 6] = [
        (Self::NoResponse, "no response, or part of the headers"),
        (Self::Cut, "a success cut in its body"),
        (Self::Failed, "408, 500, 502, 504"),
        (Self::Unavailable, "503"),
        (Self::Limited, "429"),
        (Self::Refused, "400, 404, 412, 501"),
    ];

    /// How many of the three allowed attempts are made.
    fn attempts(self, row: &Row) -> usize {
        let repeated = match self {
            Self::NoResponse | Self::Failed => row.kind == Kind::Safe,
            // Where no body is expected, any body is fine.
            Self::Cut => row.kind == Kind::Safe && row.has_body,
            Self::Unavailable => row.kind != Kind::Bulk,
            Self::Limited => true,
            Self::Refused => false,
        };
        if repeated { 3 } else { 1 }
    }
}

fn events() -> Vec<Event> {
    let event = |name, script, column| Event { name, script, column };
    let cut = [head_of(b"[1234567]"), b"[".to_vec()].concat();
    let mut events = vec![
        event("a reset", vec![Step::Receive, Step::Reset], Column::NoResponse),
        event("a closed connection", vec![Step::Receive], Column::NoResponse),
        event("half of the headers", sends_and_closes(half(head(""))), Column::NoResponse),
        event("silence", vec![Step::Receive, Step::Silence], Column::NoResponse),
        event("a cut body", sends_and_closes(cut), Column::Cut),
    ];
    for (name, column) in [
        ("408", Column::Failed),
        ("500", Column::Failed),
        ("502", Column::Failed),
        ("504", Column::Failed),
        ("503", Column::Unavailable),
        ("429", Column::Limited),
        ("400", Column::Refused),
        ("404", Column::Refused),
        ("412", Column::Refused),
        ("501", Column::Refused),
    ] {
        let response = format!("HTTP/1.1 {name} Status\r\nContent-Length: 0\r\n\r\n");
        events.push(event(name, sends_and_closes(response), column));
    }
    events
}

/// Makes a call in both ways, and returns the outcomes.
type Act = Box<dyn Fn(&Client) -> BoxFuture<'_, Vec<Result<(), Error>>> + Send + Sync>;

struct Row {
    name: &'static str,
    kind: Kind,
    has_body: bool,
    act: Act,
}

fn of_call(call: &'static Call) -> Row {
    let kind = match call.id {
        id if BULK.contains(&id) => Kind::Bulk,
        id if ACT_TWICE.contains(&id) => Kind::ActsTwice,
        _ => Kind::Safe,
    };
    let act: Act = Box::new(|client| {
        Box::pin(async {
            call.both(client).await.into_iter().map(|(_, outcome)| outcome).collect()
        })
    });
    Row { name: call.id, kind, has_body: call.has_body, act }
}

/// The same operations with arguments that make them safe to repeat, or do not.
fn with_run_ids() -> Vec<Row> {
    let row = |name, kind, act: Act| Row { name, kind, has_body: true, act };
    vec![
        row(
            "trigger",
            Kind::Safe,
            Box::new(|client| {
                Box::pin(async { vec![client.trigger("https://h/w").await.map(drop)] })
            }),
        ),
        row(
            "trigger_workflow_run, with a run id",
            Kind::Safe,
            Box::new(|client| {
                let call = client.trigger_workflow_run().workflow_url("https://h/w");
                let call = call.run_id("wfr_order-42");
                Box::pin(async { vec![call.await.map(drop)] })
            }),
        ),
        row(
            "trigger_workflow_run, with an empty run id",
            Kind::ActsTwice,
            Box::new(|client| {
                let call = client.trigger_workflow_run().workflow_url("https://h/w");
                let call = call.run_id("");
                Box::pin(async { vec![call.await.map(drop)] })
            }),
        ),
        row("batch_trigger_workflow_runs, with run ids", Kind::Safe, batch(&[WITH, WITH])),
        row(
            "batch_trigger_workflow_runs, with run ids for some",
            Kind::ActsTwice,
            batch(&[WITH, WITHOUT]),
        ),
        row(
            "batch_trigger_workflow_runs, with an empty run id for one",
            Kind::ActsTwice,
            batch(&[WITH, WITH_AN_EMPTY_ONE]),
        ),
    ]
}

const WITH: &str = r#"{"destination":"https://h/w","headers":{"upstash-workflow-runid":"wfr_a"}}"#;
const WITHOUT: &str = r#"{"destination":"https://h/w","headers":{"upstash-label":"a"}}"#;
const WITH_AN_EMPTY_ONE: &str =
    r#"{"destination":"https://h/w","headers":{"upstash-workflow-runid":""}}"#;

fn batch(items: &'static [&'static str]) -> Act {
    Box::new(|client| {
        let items = items.iter().map(|item| serde_json::from_str(item).expect("an item")).collect();
        let call = client.batch_trigger_workflow_runs().body::<Vec<_>>(items);
        Box::pin(async { vec![call.await.map(drop)] })
    })
}

/// Counts the requests that arrive, and returns what is wrong with them.
async fn complaint(pool: &reqwest::Client, row: &Row, event: &Event) -> Option<String> {
    let server = Hostile::start(event.script.clone()).await;
    let policy = RetryPolicy::default().max_retries(2).base_delay(Duration::from_millis(1));
    let builder = Client::builder().token(TOKEN).base_url(server.url()).retry(policy);
    let builder = builder.http_client(pool.clone()).timeout(event.timeout());
    let client = builder.build().expect("a client");
    let outcomes = (row.act)(&client).await;
    let done = event.column == Column::Cut && !row.has_body;
    let expected = outcomes.len() * event.column.attempts(row);
    let found = server.settled().await;
    // A retry sends the same request, with the same run id.
    let requests = server.requests();
    let mut bodies = requests.iter().map(|request| (&request.target, &request.body));
    let first = bodies.next();
    let same = first.is_some_and(|first| bodies.all(|next| next == first));
    let right = found == expected && same && outcomes.iter().all(|o| o.is_ok() == done);
    let what = format!("{} on {}: {found} requests and not {expected}", row.name, event.name);
    (!right).then(|| format!("{what}, {outcomes:?}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_is_retried_only_where_that_cannot_act_twice() {
    let _alone = alone().await;
    // Built once, since building reads the system's certificates. It keeps no connections: a port
    // may be another server's by then.
    let pool = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let pool = pool.pool_max_idle_per_host(0).build().expect("a pool");
    // Leaked, so that each cell can be a task of its own.
    let rows = OPERATIONS.iter().map(of_call).chain(with_run_ids()).collect::<Vec<_>>().leak();
    let (rows, events): (&'static [Row], &'static [Event]) = (rows, events().leak());
    let cells = rows.iter().flat_map(|row| events.iter().map(move |event| (row, event)));
    let wrong: Vec<String> = stream::iter(cells)
        .map(|(row, event)| {
            let pool = pool.clone();
            tokio::spawn(async move { complaint(&pool, row, event).await })
        })
        .buffer_unordered(64)
        .filter_map(async |wrong| wrong.expect("no panic"))
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    docs::agrees("at-most-once", &table(rows));
}

fn table(rows: &[Row]) -> String {
    let names: Vec<_> = Column::ALL.iter().map(|(_, name)| *name).collect();
    let mut table = format!("| operation | {} |\n", names.join(" | "));
    table += &format!("|---|{}\n", "---|".repeat(names.len()));
    for row in rows {
        let counts = Column::ALL.map(|(column, _)| format!(" {} |", column.attempts(row)));
        let (name, given) = row.name.split_once(',').unwrap_or((row.name, ""));
        table += &format!("| `{name}`{given} |{}\n", counts.concat());
    }
    table
}
