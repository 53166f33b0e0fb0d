//! The exit status, and the error line.

use std::net::TcpListener;

use upstash_workflow::http::{HeaderName, HeaderValue, StatusCode};
use upstash_workflow_emulator::{CallbackState, FailedRun, Fault, FaultRule, Operation};

use crate::support::{World, failed, ran};

#[test]
fn something_that_is_not_found_exits_with_4_and_is_named() {
    let world = World::new();
    for arguments in [
        &["dlq", "show", "1752829295505-0"][..],
        &["dlq", "show", "wfr_nobody"],
        &["dlq", "delete", "1752829295505-0", "--yes"],
        &["dlq", "resume", "1752829295505-0"],
        &["callbacks", "retry", "1752829295505-0"],
        &["callbacks", "retry", "wfr_nobody"],
        &["callbacks", "cancel", "wfr_nobody", "--yes"],
        &["runs", "show", "nobody"],
        &["runs", "cancel", "wfr_nobody", "--yes"],
        &["bulk", "show", "nothing"],
        &["bulk", "wait", "nothing"],
        &["flow", "show", "nothing"],
    ] {
        let ran = world.run(arguments);
        assert_eq!(ran.code, Some(4), "{arguments:?}: {ran:?}");
        let told = format!("{}{}", ran.stdout, ran.stderr);
        let name = arguments[2].trim_start_matches("wfr_");
        assert!(told.contains(name), "{arguments:?}: {told}");
    }
}

#[test]
fn a_service_that_refuses_or_is_not_reached_exits_with_3_and_the_way_out() {
    let answers = |status, body: &'static str| {
        let fault = Fault::status(status).body(body).header(
            HeaderName::from_static("content-type"),
            HeaderValue::from_static("application/json"),
        );
        World::with(|builder| builder.fault(FaultRule::any(fault)))
    };
    for (status, body, way_out) in [
        (StatusCode::UNAUTHORIZED, r#"{"error":"invalid token"}"#, "check the token"),
        (StatusCode::FORBIDDEN, r#"{"error":"read only"}"#, "read-only"),
        (StatusCode::PRECONDITION_FAILED, r#"{"error":"quota exceeded"}"#, "quota"),
        (StatusCode::TOO_MANY_REQUESTS, r#"{"error":"daily limit"}"#, "daily limit"),
        (StatusCode::NOT_FOUND, r#"{"error":"user not found in this region"}"#, "--region"),
    ] {
        let world = answers(status, body);
        for arguments in [&["dlq", "list"][..], &["callbacks", "retry", "--yes"], &["keys", "show"]]
        {
            let line = world.run(arguments);
            assert!(line.error(3).contains(way_out), "{arguments:?}: {line:?}");
        }
    }
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port");
    let world = World::new();
    let ran =
        ran(world.command().env("QSTASH_URL", format!("http://{closed}")).args(["dlq", "list"]));
    assert!(ran.error(3).contains("upstash-workflow dev"), "{ran:?}");
    // A name that does not resolve.
    let nowhere = ["--url", "https://qstash.invalid", "--timeout", "1s", "dlq", "list"];
    let ran = world.run(&nowhere);
    assert!(ran.error(3).contains("check the network"), "{ran:?}");
}

#[test]
fn a_server_error_exits_with_1() {
    let fault = Fault::status(StatusCode::INTERNAL_SERVER_ERROR);
    let world =
        World::with(|builder| builder.fault(FaultRule::on(Operation::RotateSigningKeys, fault)));
    assert!(world.run(&["keys", "rotate", "--yes"]).error(1).contains("500"));
}

#[test]
fn a_callback_that_fails_again_exits_with_1_and_is_named() {
    let world = World::new();
    let ids = world.emulator.seed([failed(1, "orders"), failed(2, "orders")]);
    for arguments in [
        &["callbacks", "retry", "--wait", "10s", "--yes"][..],
        &["callbacks", "retry", &ids[0], &ids[1], "--wait", "10s", "--yes"],
    ] {
        let ran = world.run(arguments);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(ran.stdout.ends_with("2 found: 2 still failing\n"), "{ran:?}");
        for id in &ids {
            assert!(ran.stdout.contains(&format!("still failing {id}: ")), "{ran:?}");
        }
    }
}

#[test]
fn one_of_several_that_fails_is_named_and_the_others_are_done() {
    let world = World::new();
    let ids = world.emulator.seed([
        failed(1, "orders"),
        failed(2, "orders").failure_callback("http://127.0.0.1:9/", CallbackState::Success),
    ]);
    let ran = world.run(&["callbacks", "retry", &ids[0], &ids[1], "--yes"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stdout.contains(&format!("failed {}: retry_failure_callback", ids[1])), "{ran:?}");
    assert!(ran.stdout.ends_with("2 found: 1 retried, 1 failed\n"), "{ran:?}");
}

#[test]
fn a_refusal_half_way_ends_the_command_with_what_is_left() {
    let fault = Fault::status(StatusCode::UNAUTHORIZED);
    let rule = FaultRule::on(Operation::DeleteFailedWorkflowRun, fault);
    let world = World::with(|builder| builder.fault(rule));
    let ids = world.emulator.seed((0..30).map(|number| failed(number, "orders")));
    let mut arguments = vec!["dlq", "delete", "--yes"];
    arguments.extend(ids.iter().map(String::as_str));
    let ran = world.run(&arguments);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), "30 found: 30 left\n"), "{ran:?}");
    assert!(
        ran.stderr.contains("error: delete_failed_workflow_run") && ran.stderr.contains("401"),
        "{ran:?}"
    );
    assert!(world.changes().len() < 30, "it went on: {}", world.changes().len());
}

#[test]
fn waiting_for_a_run_that_fails_exits_with_1() {
    let world = World::new();
    world.emulator.seed([FailedRun::new("http://127.0.0.1:9/").run_id("wfr_1")]);
    let ran = world.run(&["runs", "wait", "wfr_1"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stdout.contains("wfr_1") && ran.stdout.contains("failed"), "{ran:?}");
}

#[test]
fn a_wait_that_times_out_exits_with_1_and_names_the_run() {
    let world = World::new();
    let trigger = ["runs", "trigger", "http://127.0.0.1:9/", "--run-id", "late", "--delay", "1h"];
    world.run(&trigger).ok();
    let ran = world.run(&["runs", "wait", "wfr_late", "--timeout", "1s"]);
    assert!(ran.error(1).contains("wfr_late"), "{ran:?}");
}

#[test]
fn an_empty_list_says_so_on_stderr_and_exits_with_0() {
    let world = World::new();
    for (arguments, json, note) in [
        (&["callbacks", "list"][..], "[]\n", "no failed callbacks\n"),
        (&["dlq", "list"], "[]\n", "no matching DLQ entries\n"),
        (&["runs", "list"], "[]\n", "no matching runs\n"),
        (&["bulk", "list"], "[]\n", "no matching bulk actions\n"),
        (&["flow", "list"], "[]\n", "no matching flow-control keys\n"),
        (&["events", "waiters", "paid"], "[]\n", "no run waits for this event\n"),
    ] {
        let table = world.run(arguments);
        assert_eq!((table.stderr.as_str(), table.stdout.as_str(), table.code), (note, "", Some(0)));
        let quiet = ran(world.command().args(arguments).arg("-q"));
        assert_eq!((quiet.stderr.as_str(), quiet.code), ("", Some(0)), "{arguments:?}");
        assert_eq!(ran(world.command().args(arguments).args(["-o", "json"])).ok(), json);
        assert_eq!(ran(world.command().args(arguments).args(["-o", "jsonl"])).ok(), "");
    }
}
