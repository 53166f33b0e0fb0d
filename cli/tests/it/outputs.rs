//! The output of each command in three formats.

use upstash_workflow::http::StatusCode;
use upstash_workflow_emulator::{CallbackState, FailedRun, Fault, FaultRule, Operation, Waiter};

use crate::support::{ORDERS, World, failed, ran, steady, two_hours_ago};

/// An emulator with something of each kind.
fn world() -> World {
    let world = World::with(|builder| {
        let failing = Fault::status(StatusCode::BAD_REQUEST);
        builder.fault(FaultRule::on(Operation::RetryFailureCallback, failing).skip(1).times(1))
    });
    let callback = |number: usize, state| {
        failed(number, "mails").failure_callback("http://127.0.0.1:9/failed", state)
    };
    world.emulator.seed([
        failed(1, "orders"),
        failed(2, "orders").label("eu"),
        callback(3, CallbackState::InProgress),
        callback(4, CallbackState::Success),
        FailedRun::new(ORDERS).run_id("wfr_silent").created_at(two_hours_ago()).response(404, ""),
    ]);
    world.emulator.seed_waiter(
        Waiter::new("paid", "wfr_orders-1", "http://127.0.0.1:9/").deadline(4_102_444_800),
    );
    let later = [
        "--run-id",
        "later",
        "--delay",
        "10d",
        "--flow-control",
        "mails:parallelism=2,rate=5,period=1m",
    ];
    ran(world.command().args(["runs", "trigger", "http://127.0.0.1:9/mails"]).args(later)).ok();
    world
}

/// Compares stdout and stderr in the three formats, each with its own emulator.
#[track_caller]
fn snapshot(name: &str, arguments: &[&str]) {
    let forms = ["table", "json", "jsonl"].map(|form| {
        let world = world();
        let ran = ran(world.command().args(arguments).args(["-o", form]));
        let text = format!("$ upstash-workflow {} -o {form}\n{}", arguments.join(" "), ran.stdout);
        let notes = match ran.stderr.as_str() {
            "" => String::new(),
            notes => format!("--- stderr\n{notes}"),
        };
        steady(&format!("{text}{notes}=> {}\n", ran.code.unwrap_or(-1)))
    });
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, forms.join("\n")));
}

#[test]
fn lists_are_tables_documents_and_lines() {
    snapshot("callbacks_list", &["callbacks", "list"]);
    snapshot("dlq_list", &["dlq", "list", "--label", "mails"]);
    snapshot("runs_list", &["runs", "list", "--label", "orders"]);
    snapshot("flow_list", &["flow", "list"]);
    snapshot("events_waiters", &["events", "waiters", "paid"]);
}

#[test]
fn one_thing_is_shown_readably_and_complete() {
    snapshot("dlq_show", &["dlq", "show", "wfr_orders-1"]);
    snapshot("runs_show", &["runs", "show", "wfr_orders-1"]);
    snapshot("flow_show", &["flow", "show", "mails"]);
    snapshot("flow_global", &["flow", "global"]);
    snapshot("keys_show", &["keys", "show"]);
}

#[test]
fn what_was_done_is_reported() {
    snapshot("callbacks_retry", &["callbacks", "retry", "--yes"]);
    snapshot("callbacks_cancel", &["callbacks", "cancel", "--all", "--yes"]);
    snapshot("dlq_resume", &["dlq", "resume", "wfr_orders-1"]);
    snapshot("dlq_restart", &["dlq", "restart", "--label", "orders", "--yes"]);
    snapshot("dlq_delete", &["dlq", "delete", "--all", "--yes"]);
    snapshot(
        "runs_trigger",
        &["runs", "trigger", "http://127.0.0.1:9/", "--run-id", "42", "--delay", "1h"],
    );
    snapshot("runs_cancel", &["runs", "cancel", "wfr_later", "--yes"]);
    snapshot("events_notify", &["events", "notify", "paid", "--data", "{}"]);
    snapshot("flow_pause", &["flow", "pause", "mails"]);
    snapshot("flow_pin", &["flow", "pin", "mails", "--parallelism", "1"]);
    snapshot("keys_rotate", &["keys", "rotate", "--yes"]);
}

#[test]
fn the_demo_shows_the_job_at_work_without_an_account() {
    let demo = ran(world().bare().arg("demo")).ok();
    for words in [
        "503 down for maintenance",
        "12 found: 12 succeeded",
        "The receiver got 12 failure callbacks",
    ] {
        assert!(demo.contains(words), "{demo}");
    }
    let report = ran(world().bare().args(["demo", "-o", "json"])).ok();
    let report: serde_json::Value = serde_json::from_str(&report).expect("one document");
    assert_eq!(report["succeeded"], 12, "{report}");
}
