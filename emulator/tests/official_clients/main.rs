//! The official clients, as they are published, drive the emulator: the JavaScript ones of today and of a while ago, and
//! the receivers of JavaScript and Python. In between the Rust client looks at the same state and agrees. Without Node
//! or Python, or where npm or pip cannot install, their tests are skipped, and counted so. With `CI` in the environment
//! they fail instead where Node or Python is there. Apart from `it`, since only its own harness can skip a test while it
//! runs.

mod calls;
#[path = "../support/official.rs"]
mod official;
#[path = "../support/mod.rs"]
mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use official::{Missing, Official, Program};
use serde_json::{Value, json};
use support::{Api, PATIENCE, Receiver};
use tokio::runtime::Runtime;
use upstash_workflow::Client;
use upstash_workflow_emulator::Emulator;

macro_rules! tests {
    ($installed:ident: $($test:ident),* $(,)?) => {
        [$($installed.trial(concat!(stringify!($installed), "::", stringify!($test)), |program| {
            runtime()?.block_on(async { calls::$test(World::start(program).await).await; Ok(()) })
        }),)*]
    };
}

/// Where the clients look for a development server by default.
const DEVELOPMENT_PORT: u16 = 8080;

fn main() {
    let arguments = Arguments::from_args();
    let javascript = Installed::new("JavaScript", &arguments, official::install_javascript);
    let python = Installed::new("Python", &arguments, official::install_python);
    let mut trials: Vec<Trial> = tests![javascript:
        what_is_triggered_runs_and_is_in_the_logs,
        a_failed_run_is_in_the_dlq_and_its_failure_callback_is_retried,
        dlq_entries_are_resumed_restarted_and_deleted,
        runs_are_canceled_by_id_by_filter_and_all,
        an_older_client_cancels_by_id_by_url_and_all,
        waiters_are_listed_and_notified,
        a_key_of_flow_control_is_paused_pinned_and_reset,
        what_is_refused_throws_with_the_status,
        what_is_delivered_verifies_with_the_official_receiver,
        a_token_of_jose_or_pyjwt_verifies_with_ours,
        the_official_server_fails_with_the_reason_and_is_called_for_the_failure,
    ]
    .into();
    trials.extend(tests![python:
        what_is_delivered_verifies_with_the_official_receiver,
        a_token_of_jose_or_pyjwt_verifies_with_ours,
    ]);
    trials.push(in_development(&javascript, arguments.list));
    libtest_mimic::run(&arguments, trials).exit();
}

/// The clients of a language, or why they are missing.
struct Installed {
    program: Result<Program, String>,
    skipped: bool,
}

impl Installed {
    fn new<F: Future<Output = Result<Program, Missing>>>(
        language: &str,
        arguments: &Arguments,
        install: impl Fn(usize) -> F,
    ) -> Self {
        if arguments.list {
            return Self {
                program: Err("to be listed it need not be there".into()),
                skipped: false,
            };
        }
        // The network may fail; that is an error only where nothing may be skipped.
        let tries = if in_ci() { 3 } else { 1 };
        let program = runtime().expect("a runtime").block_on(install(tries));
        let missing =
            program.as_ref().err().filter(|missing| !(missing.tools_are_there && in_ci()));
        if let Some(Missing { why, .. }) = missing {
            let why = why.lines().last().unwrap_or_default();
            eprintln!("skipped: the official {language} clients, since {why}");
        }
        let skipped = missing.is_some();
        Self { program: program.map_err(|missing| missing.why), skipped }
    }

    fn trial(&self, name: &str, test: fn(&Program) -> Result<(), Failed>) -> Trial {
        let program = self.program.clone();
        Trial::test(name, move || test(&program?)).with_ignored_flag(self.skipped)
    }
}

/// In CI nothing may be skipped whose Node or Python is there.
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// The test on the port that the clients look at, if nobody else has it.
fn in_development(clients: &Installed, listed: bool) -> Trial {
    let name = "the_clients_find_it_when_all_they_know_is_that_development_goes_on";
    if clients.skipped || listed {
        return clients.trial(name, |_| Ok(()));
    }
    let builder = Emulator::builder().port(DEVELOPMENT_PORT).time_factor(1000.0);
    let emulator = runtime().and_then(|runtime| runtime.block_on(builder.start()));
    let taken = emulator.as_ref().err().filter(|e| e.kind() == std::io::ErrorKind::AddrInUse);
    if let Some(why) = taken {
        eprintln!("skipped: {name}, since this emulator {why}");
    }
    let (ignored, program) = (taken.is_some(), clients.program.clone());
    let test = move || {
        let (program, emulator) = (program?, emulator?);
        runtime()?.block_on(async {
            let world = World::of(Official::in_development(&program), emulator).await;
            calls::the_clients_find_it_when_all_they_know_is_that_development_goes_on(world).await;
        });
        Ok(())
    };
    Trial::test(name, test).with_ignored_flag(ignored)
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

/// An emulator, a client in each language, and a receiver.
struct World {
    official: Official,
    rust: Client,
    api: Api,
    receiver: Receiver,
    workflow: String,
}

impl World {
    async fn start(program: &Program) -> Self {
        let emulator = Emulator::builder().time_factor(1000.0).start().await.expect("an emulator");
        let official = Official::start(program, &[emulator.url(), emulator.token()]);
        Self::of(official, emulator).await
    }

    async fn of(official: Official, emulator: Emulator) -> Self {
        let (url, token) = (emulator.url().to_owned(), emulator.token().to_owned());
        let rust = Client::builder().base_url(url).token(token).build().expect("a client");
        let receiver = Receiver::start().await;
        let workflow = format!("{}/api/workflow", receiver.origin);
        Self { official, rust, api: Api::over(emulator), receiver, workflow }
    }

    async fn workflow(&mut self, call: &str, args: Value) -> Value {
        self.official.call(&format!("workflow.{call}"), args).await
    }

    async fn flow_control(&mut self, call: &str, args: Value) -> Value {
        self.official.call(&format!("qstash.flowControl.{call}"), args).await
    }

    /// The run as the Rust client sees it.
    async fn run(&self, id: &str) -> Value {
        let page = self.rust.list_workflow_run_logs().workflow_run_id(id).await.expect("logs");
        json!(page)["runs"][0].clone()
    }

    /// The runs that are not over, by id.
    async fn alive(&self) -> Vec<String> {
        let page = self.rust.list_workflow_run_logs().state("RUN_STARTED").await.expect("logs");
        let mut ids: Vec<String> =
            page.runs.iter().map(|run| text(&json!(run)["workflowRunId"]).to_owned()).collect();
        ids.sort();
        ids
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
