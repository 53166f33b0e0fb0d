//! Every fault with every kind of call: what the error says, how many requests arrive, that the
//! call ends, and that the client works afterwards.

use std::time::Duration;

use futures::{StreamExt as _, stream};
use tokio::task::JoinHandle;
use upstash_workflow::ClientBuilder;

use crate::hostile_service::cell::{CONNECT_TIMEOUT, Cell, LONG, Ready, TIMEOUT, alone};
use crate::hostile_service::docs;
use crate::hostile_service::fault::{Ends, Fault};
use crate::hostile_service::faults::faults;
use crate::hostile_service::outcome::{Outcome, holding};
use crate::hostile_service::targets::{Response, TARGETS, Target};
use crate::support::TOKEN;

/// What "at once" means on a busy machine, with 20 MB to decode without optimization.
const AT_ONCE: Duration = Duration::from_secs(20);

/// What differs from the outcome that the fault should have.
fn complaints(fault: &Fault, target: &Target, cell: &Cell) -> Vec<String> {
    let expected = fault.outcome(target);
    let (holds, right_text) = match &cell.result {
        Ok(Response { text, .. }) => (
            vec![],
            expected == Outcome::Done
                && (!target.has_body() || text == "good" || text.len() == 20_000_000),
        ),
        Err(error) => (
            holding(error),
            error.operation() == Some(target.operation)
                && error.to_string().lines().count() == 1
                && error.body().is_some() == error.status().is_some(),
        ),
    };
    let right_status = match (expected, &cell.result) {
        (Outcome::Status(status), Err(error)) => error.status().is_some_and(|s| s == status),
        _ => true,
    };
    let next_is_well = match &cell.next {
        Ok(next) => !target.has_body() || next.text == "healed",
        Err(_) => false,
    };
    // Two attempts, and a margin for a busy machine.
    let (least, most) = match fault.ends {
        Ends::AtOnce => (Duration::ZERO, AT_ONCE),
        Ends::ConnectTimeout => (CONNECT_TIMEOUT, CONNECT_TIMEOUT * 2 + LONG / 4),
        Ends::Timeout => (TIMEOUT, TIMEOUT * 2 + LONG / 4),
    };
    [
        ("the predicates", holds == expected.predicates()),
        ("the status", right_status),
        ("the text, the operation or the body", right_text),
        ("the count of requests", cell.requests == fault.requests(target)),
        ("a request to another server", cell.strays == 0),
        ("the next call", next_is_well),
        ("the time", (least..most).contains(&cell.elapsed)),
    ]
    .into_iter()
    .filter(|(_, right)| !right)
    .map(|(what, _)| {
        let (fault, target) = (fault.name, target.name);
        let expected = format!("expected {expected} and {holds:?} holds");
        let Cell { result, requests, elapsed, next, strays, .. } = cell;
        let found =
            format!("{requests} requests in {elapsed:?}, {strays} elsewhere, {result:.300?}");
        format!("{target} on `{fault}`: {what}, {expected}: {found}, and next {next:?}")
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_with_every_kind_of_call_ends_as_the_documentation_says() {
    let _alone = alone().await;
    // Leaked, so that each cell can be a task of its own.
    let groups: &'static [_] = faults().leak();
    let rows = groups.iter().flat_map(|(_, faults)| faults);
    let token = |builder: ClientBuilder| builder.token(TOKEN).build().expect("a client");
    // All clients are built before the first call, since building one blocks a thread.
    let mut cells = Vec::new();
    for fault in rows {
        for target in &TARGETS {
            cells.push(Ready::new(fault, target, token).await);
        }
    }
    // Attempts that time out run apart: the others decode bodies of 20 MB.
    let (at_once, timed) = cells.into_iter().partition(|cell| cell.fault.ends == Ends::AtOnce);
    let mut wrong = Vec::new();
    for cells in [at_once, timed] {
        wrong.extend(run_all(cells).await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    docs::agrees("outcomes", &legend());
    for (group, faults) in groups {
        docs::agrees(&group.to_lowercase().replace(' ', "-"), &table(faults));
    }
}

/// Runs each cell as a task, and returns what is wrong.
async fn run_all(cells: Vec<Ready<'static>>) -> Vec<String> {
    let task = |ready: Ready<'static>| -> JoinHandle<Vec<String>> {
        tokio::spawn(async move {
            let (fault, target) = (ready.fault, ready.target);
            complaints(fault, target, &ready.run().await)
        })
    };
    let cells = stream::iter(cells).map(task).buffer_unordered(40);
    cells.map(|wrong| wrong.expect("no panic")).concat().await
}

fn legend() -> String {
    let mut rows = String::from(
        "| outcome | predicates that hold for the error, and no others | |\n|---|---|---|\n",
    );
    for (outcome, meaning) in Outcome::LEGEND {
        let name = match outcome {
            Outcome::Status(_) => "a status".to_owned(),
            other => other.to_string(),
        };
        let predicates: Vec<_> = outcome.predicates().iter().map(|p| format!("`{p}`")).collect();
        let predicates = match outcome {
            Outcome::Status(_) => "`status`, `may_have_been_sent`, and that of the status".into(),
            _ => predicates.join(", "),
        };
        rows += &format!("| {name} | {predicates} | {meaning} |\n");
    }
    rows
}

/// The table of the documentation for what is checked above.
fn table(faults: &[Fault]) -> String {
    let names: Vec<_> = TARGETS.iter().map(|target| target.name).collect();
    let mut rows = format!("| fault | {} | ends |\n", names.join(" | "));
    rows += &format!("|---|{}---|\n", "---|".repeat(TARGETS.len()));
    for fault in faults {
        rows += &format!("| {} |", fault.name);
        for target in &TARGETS {
            let (outcome, requests) = (fault.outcome(target), fault.requests(target));
            rows += &format!(" {outcome}, {requests} |");
        }
        rows += match fault.ends {
            Ends::AtOnce => " at once |\n",
            Ends::ConnectTimeout => " after the connect timeout |\n",
            Ends::Timeout => " after the attempt's timeout |\n",
        };
    }
    rows
}
