//! Ctrl-C: the first one ends the program with a report, the second one at once.
#![cfg(unix)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use upstash_workflow_emulator::{Fault, FaultRule, Operation};

use crate::support::{World, failed};

fn interrupt(child: &Child) {
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(killed.expect("kill").success());
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(20), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Returns an emulator where the first 20 calls of an operation succeed and the rest hang.
fn hanging(operation: Operation) -> World {
    let late = FaultRule::on(operation, Fault::delay(Duration::from_secs(60))).skip(20);
    let world = World::with(|builder| builder.fault(late));
    world.emulator.seed((0..40).map(|number| failed(number, "orders")));
    world
}

fn calls(world: &World, operation: Operation) -> usize {
    let requests = world.emulator.requests();
    requests.iter().filter(|request| request.operation == Some(operation)).count()
}

fn end(mut child: Child) -> (Option<i32>, String, String) {
    let [mut stdout, mut stderr] = [String::new(), String::new()];
    child.stdout.take().expect("a pipe").read_to_string(&mut stdout).expect("text");
    child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
    (child.wait().expect("it ends").code(), stdout, stderr)
}

#[test]
fn ctrl_c_ends_a_job_with_the_report_so_far() {
    for (arguments, operation, line) in [
        (
            &["callbacks", "retry", "--yes", "--concurrency", "4"][..],
            Operation::RetryFailureCallback,
            "40 found: 20 retried, 20 left; interrupted: run it again to continue\n",
        ),
        (
            &["callbacks", "retry", "--yes", "--concurrency", "4", "-o", "jsonl"],
            Operation::RetryFailureCallback,
            "\"failed\":[],\"found\":40,\"left\":20,\"retried\":20,",
        ),
    ] {
        let world = hanging(operation);
        let child = world.start(arguments);
        wait_until("20 are retried", || calls(&world, operation) > 20);
        interrupt(&child);
        let (code, stdout, stderr) = end(child);
        assert_eq!(code, Some(130), "{stderr}");
        assert!(stdout.contains(line), "{stdout}");
        assert!(!stderr.contains("error"), "{stderr}");
    }
}

#[test]
fn ctrl_c_ends_a_command_for_some_ids_with_what_is_left() {
    let world = hanging(Operation::DeleteFailedWorkflowRun);
    let listed = world.start(&["dlq", "list", "-o", "jsonl"]);
    let ids: Vec<String> = end(listed)
        .1
        .lines()
        .filter_map(|line| line.split("\"dlqId\":\"").nth(1)?.split('"').next().map(str::to_owned))
        .collect();
    let mut arguments = vec!["dlq", "delete", "--yes"];
    arguments.extend(ids.iter().map(String::as_str));
    let child = world.start(&arguments);
    wait_until("20 are deleted", || calls(&world, Operation::DeleteFailedWorkflowRun) >= 28);
    interrupt(&child);
    let (code, stdout, _) = end(child);
    let line = "40 found: 20 deleted, 20 left; interrupted: run it again to continue\n";
    assert_eq!((code, stdout.as_str()), (Some(130), line));
}

#[test]
fn ctrl_c_ends_a_wait_and_a_list() {
    let late = Fault::delay(Duration::from_secs(60));
    let world = World::with(|builder| builder.fault(FaultRule::any(late)));
    for arguments in [&["runs", "wait", "wfr_none"][..], &["runs", "list"], &["keys", "show"]] {
        let before = world.emulator.requests().len();
        let child = world.start(arguments);
        wait_until("it asks", || world.emulator.requests().len() > before);
        interrupt(&child);
        assert_eq!(end(child).0, Some(130), "{arguments:?}");
    }
}

#[test]
fn a_second_ctrl_c_ends_a_blocked_program() {
    let world = World::new();
    world.emulator.seed((0..5000).map(|number| failed(number, "orders")));
    let mut child = world.start(&["dlq", "list", "-o", "jsonl"]);
    // The test stops reading, so the program blocks in a write.
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    stdout.read_line(&mut String::new()).expect("a line");
    std::thread::sleep(Duration::from_millis(300));
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("a process").is_none(), "it is stuck");
    interrupt(&child);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn dev_prints_its_environment_in_each_format_and_ctrl_c_ends_it_with_0() {
    let world = World::new();
    for (format, url) in
        [("table", "QSTASH_URL=http://127"), ("json", "\"QSTASH_URL\": \"http://127")]
    {
        let mut child = world.start(&["dev", "--port", "0", "-o", format]);
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut text = String::new();
        while !text.contains(url) {
            assert!(stdout.read_line(&mut text).expect("a line") > 0, "{text}");
        }
        interrupt(&child);
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
        stdout.read_to_string(&mut text).expect("text");
        assert_eq!(text.matches("QSTASH_").count(), 4, "{text}");
        if format == "json" {
            serde_json::from_str::<serde_json::Value>(&text).expect("one document");
        }
    }
}
