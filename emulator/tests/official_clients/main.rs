//! The official JavaScript clients, as they are published, drive the emulator; in between the Rust client looks at
//! the same state and agrees. Without Node, or where npm cannot install, these tests are skipped, and counted so. With
//! `CI` in the environment they fail instead where Node is there.

mod calls;
#[path = "../support/node.rs"]
mod node;
#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use node::{Js, Missing};
use serde_json::{Value, json};
use support::{Api, PATIENCE, Receiver};
use tokio::runtime::Runtime;
use upstash_workflow::Client;
use upstash_workflow_emulator::Emulator;

macro_rules! tests {
    ($($test:ident),* $(,)?) => {
        [$((
            stringify!($test),
            (|program| {
                runtime()?.block_on(async { calls::$test(World::start(program).await).await; Ok(()) })
            }) as Test,
        ),)*]
    };
}

/// Where the clients look for a development server unless told otherwise.
const DEVELOPMENT_PORT: u16 = 8080;

type Test = fn(&Path) -> Result<(), Failed>;

fn main() {
    let arguments = Arguments::from_args();
    let tests = tests![
        what_is_triggered_runs_and_is_in_the_logs,
        a_failed_run_is_in_the_dlq_and_its_failure_callback_is_retried,
        dlq_entries_are_resumed_restarted_and_deleted,
        runs_are_canceled_by_id_by_filter_and_all,
        waiters_are_listed_and_notified,
        a_key_of_flow_control_is_paused_pinned_and_reset,
        what_is_refused_throws_with_the_status,
    ];
    // To be listed they need not be installed.
    let not_asked_for = || Missing { why: "not asked for".to_owned(), node_is_there: false };
    let program = if arguments.list { Err(not_asked_for()) } else { installed() };
    let missing = program.as_ref().err().filter(|missing| !(missing.node_is_there && in_ci()));
    let skipped = missing.is_some() && !arguments.list;
    if let (Some(Missing { why, .. }), true) = (missing, skipped) {
        let why = why.lines().last().unwrap_or_default();
        eprintln!("skipped: the official JavaScript clients, since {why}");
    }
    let program = program.map_err(|missing| missing.why);
    let mut trials: Vec<_> = tests
        .into_iter()
        .map(|(name, test)| {
            let program = program.clone();
            Trial::test(name, move || test(&program?)).with_ignored_flag(skipped)
        })
        .collect();
    trials.push(in_development(program, skipped, arguments.list));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Whether nothing may be skipped for which the tools are there.
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The test on the port that the clients look at, if nobody else has it.
fn in_development(program: Result<PathBuf, String>, skipped: bool, listed: bool) -> Trial {
    let name = "the_clients_find_it_when_all_they_know_is_that_development_goes_on";
    let test = |program: Result<PathBuf, String>, emulator: std::io::Result<Emulator>| {
        let (program, emulator) = (program?, emulator?);
        runtime()?.block_on(async {
            let world = World::of(Js::in_development(&program), emulator).await;
            calls::the_clients_find_it_when_all_they_know_is_that_development_goes_on(world).await;
        });
        Ok(())
    };
    if skipped || listed {
        let nobody = || Err(std::io::Error::other("not asked for"));
        return Trial::test(name, move || test(program, nobody())).with_ignored_flag(skipped);
    }
    let builder = Emulator::builder().port(DEVELOPMENT_PORT).time_factor(1000.0);
    let emulator = runtime().and_then(|runtime| runtime.block_on(builder.start()));
    let taken = emulator.as_ref().err().filter(|e| e.kind() == std::io::ErrorKind::AddrInUse);
    if let Some(why) = taken {
        eprintln!("skipped: {name}, since this emulator {why}");
    }
    let ignored = taken.is_some();
    Trial::test(name, move || test(program, emulator)).with_ignored_flag(ignored)
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

fn installed() -> Result<PathBuf, Missing> {
    // The network may fail now and then, which is a failure only where nothing may be skipped.
    let tries = if in_ci() { 3 } else { 1 };
    runtime().expect("a runtime").block_on(node::install(tries))
}

/// An emulator, a client of each language for it, and what it calls.
struct World {
    js: Js,
    rust: Client,
    api: Api,
    receiver: Receiver,
    workflow: String,
}

impl World {
    async fn start(program: &Path) -> Self {
        let emulator = Emulator::builder().time_factor(1000.0).start().await.expect("an emulator");
        Self::of(Js::start(program, emulator.url(), emulator.token()), emulator).await
    }

    async fn of(js: Js, emulator: Emulator) -> Self {
        let (url, token) = (emulator.url().to_owned(), emulator.token().to_owned());
        let rust = Client::builder().base_url(url).token(token).build().expect("a client");
        let receiver = Receiver::start().await;
        let workflow = format!("{}/api/workflow", receiver.origin);
        Self { js, rust, api: Api::over(emulator), receiver, workflow }
    }

    async fn workflow(&mut self, call: &str, args: Value) -> Value {
        self.js.call(&format!("workflow.{call}"), args).await
    }

    async fn flow_control(&mut self, call: &str, args: Value) -> Value {
        self.js.call(&format!("qstash.flowControl.{call}"), args).await
    }

    /// The run as the Rust client sees it.
    async fn run(&self, id: &str) -> Value {
        let page = self.rust.list_workflow_run_logs().workflow_run_id(id).await.expect("logs");
        json!(page)["runs"][0].clone()
    }

    async fn key(&self, key: &str) -> Value {
        json!(self.rust.get_flow_control_key().flow_control_key(key).await.expect("a key"))
    }

    /// The DLQ ids that the Rust client lists.
    async fn entries(&self) -> Vec<String> {
        let page = self.rust.list_failed_workflow_runs().await.expect("a page");
        page.messages.iter().map(|message| text(&json!(message)["dlqId"]).to_owned()).collect()
    }

    /// The DLQ message as the Rust client sees it, once its callback stands so.
    async fn message_in(&self, dlq_id: &str, state: &str) -> Value {
        let look = async {
            loop {
                let found = self.rust.get_failed_workflow_run().dlq_id(dlq_id).await;
                let message = json!(found.expect("a message"));
                if message["failureFunctionState"] == *state {
                    break message;
                }
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.unwrap_or_else(|_| panic!("never {state}"))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}
