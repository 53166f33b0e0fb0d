//! Each button of the page, and what the API shows after a click.

use std::path::Path;
use std::time::Duration;

use http::StatusCode;
use libtest_mimic::Failed;
use tokio::runtime::Runtime;
use upstash_workflow_emulator::{CallbackState, FailedRun};

use crate::chromium::Page;
use crate::support::{Api, Receiver};
use crate::{WINDOW, fail_unless, no_problems, open};

pub(crate) fn retries(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let (api, mut receiver) =
        runtime.block_on(async { (Api::start().await, Receiver::start().await) });
    let id = api.seed_failed(&receiver.url);
    let mut page = open(browser, &api)?;
    page.click(&id, "Retry callback")?;
    page.shows(&format!("Retry callback: {id}: done"))?;
    runtime.block_on(async { receiver.next().await.respond(StatusCode::OK) });
    page.shows("CALLBACK_SUCCESS")?;
    let state = runtime.block_on(api.state(&id));
    fail_unless(state == "CALLBACK_SUCCESS", || state)?;
    no_problems(&page)
}

/// What a button acts on, and what the API shows of it.
struct Case {
    button: &'static str,
    table: &'static str,
    /// The method of its request, and the path in front of the id.
    request: (&'static str, &'static str),
    /// The state afterwards; of an entry that is gone, the status of its response.
    before: &'static str,
    after: &'static str,
    /// Whether the workflow is called again.
    runs_again: bool,
}

const DLQ: &str = "/v2/workflows/dlq/";
const CASES: [Case; 5] = [
    Case {
        button: "Cancel",
        table: "runs",
        request: ("DELETE", "/v2/workflows/runs/"),
        before: "RUN_STARTED",
        after: "RUN_CANCELED",
        runs_again: false,
    },
    Case {
        button: "Cancel callback",
        table: "failed",
        request: ("DELETE", "/v2/workflows/dlq/callback/"),
        before: "CALLBACK_INPROGRESS",
        after: "CALLBACK_CANCELED",
        runs_again: false,
    },
    Case {
        button: "Resume",
        table: "failed",
        request: ("POST", "/v2/workflows/dlq/resume/"),
        before: "CALLBACK_FAIL",
        after: "404",
        runs_again: true,
    },
    Case {
        button: "Restart",
        table: "failed",
        request: ("POST", "/v2/workflows/dlq/restart/"),
        before: "CALLBACK_FAIL",
        after: "404",
        runs_again: true,
    },
    Case {
        button: "Delete",
        table: "failed",
        request: ("DELETE", DLQ),
        before: "CALLBACK_FAIL",
        after: "404",
        runs_again: false,
    },
];

/// Returns the state of a run or an entry, or the status of the response where there is none.
async fn state(api: &Api, table: &str, id: &str) -> String {
    if table == "runs" {
        return api.run(id).await["workflowState"].as_str().unwrap_or_default().to_owned();
    }
    match api.get(&format!("{DLQ}{id}")).await {
        entry if entry.status == 200 => api.state(id).await,
        gone => gone.status.to_string(),
    }
}

pub(crate) fn acts_on_yes(browser: &Path, runtime: &Runtime) -> Result<(), Failed> {
    let mut page = Page::open(browser, WINDOW, "about:blank")?;
    for case in CASES {
        let Case { button, table, request, before, after, runs_again } = case;
        let (api, mut receiver) =
            runtime.block_on(async { (Api::start().await, Receiver::start().await) });
        let id = runtime.block_on(async {
            if table == "runs" {
                return api.start_run(&receiver.origin, &[]).await;
            }
            let callback = if before == "CALLBACK_INPROGRESS" {
                CallbackState::InProgress
            } else {
                CallbackState::Fail
            };
            api.seed_one(
                FailedRun::new(&*receiver.origin).failure_callback("http://127.0.0.1:1/", callback),
            )
        });
        let held = (table == "runs").then(|| runtime.block_on(receiver.next()));
        let changes = || {
            let requests = api.emulator.requests().into_iter().filter(|one| one.method != "GET");
            let changes = requests.filter(|one| !one.path.starts_with("/v2/trigger"));
            changes.map(|one| (one.method.to_string(), one.path)).collect::<Vec<_>>()
        };
        page.go(WINDOW, &api.emulator.page_url())?;

        let question = page.click_and_answer(&id, button, false)?;
        fail_unless(question == format!("{button}: {id}?"), || question)?;
        // Time for a request that should not be sent: the page is fetched again.
        std::thread::sleep(Duration::from_millis(300));
        let now = runtime.block_on(state(&api, table, &id));
        fail_unless(changes().is_empty() && now == before, || {
            format!("{button}, refused: {now}, {:?}", changes())
        })?;

        page.click_and_answer(&id, button, true)?;
        page.shows(&format!("{button}: {id}: done"))?;
        let now = runtime.block_on(state(&api, table, &id));
        let sent = vec![(request.0.to_owned(), format!("{}{id}", request.1))];
        fail_unless(changes() == sent && now == after, || {
            format!("{button}: {now}, {:?}", changes())
        })?;
        if runs_again {
            runtime.block_on(async { receiver.next().await.respond(StatusCode::OK) });
            page.shows("RUN_SUCCESS")?;
        }
        fail_unless(!receiver.has_more(), || format!("{button} called the workflow"))?;
        no_problems(&page)?;
        drop(held);
    }
    Ok(())
}
