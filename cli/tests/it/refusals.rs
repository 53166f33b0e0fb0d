//! Invalid input: one line with the way out, exit status 2, and nothing sent.

use upstash_workflow_emulator::CallbackState;

use crate::support::{World, failed, ran};

#[test]
fn an_invalid_argument_is_one_line_with_the_way_out_and_sends_nothing() {
    let world = World::new();
    for (arguments, way_out) in [
        (&["dlq", "list", "--labell", "x"][..], "--label"),
        (&["dlq", "lst"], "list"),
        (&["-o", "yaml", "dlq", "list"], "table, json, jsonl"),
        (&["dlq", "list", "--from-date", "yesterday"], "2026-11-25T09:00:00Z"),
        (&["dlq", "list", "--from-date", "-5d"], "2h, 3d"),
        (&["dlq", "list", "--from-date", "2h", "--to-date", "3h"], "is after --to-date"),
        (&["runs", "cancel", "--from-date", "1h", "--to-date", "1d", "--yes"], "swap them"),
        (&["dlq", "list", "--caller-ip", "999.1.1.1"], "203.0.113.7"),
        (&["dlq", "list", "--limit", "-1"], "whole number"),
        (&["dlq", "list", "--limit", "few"], "whole number"),
        (&["runs", "list", "--workflow-runs", "wfr_42"], "RUN_ID@UNIX_MILLISECONDS"),
        (&["dev", "--token", ""], "--token"),
        (&["dlq", "list", "--failure-function-state", "broken"], "CALLBACK_FAIL"),
        (&["dlq", "list", "--label", ""], "--label"),
        (&["dlq", "list", "--label", "a,b"], "comma"),
        (&["api", "LIST", "/v2/keys"], "GET"),
        (&["api", "GET", "v2/keys"], "/"),
        (&["api", "GET", "/v2/keys", "-q", "a"], "NAME=VALUE"),
        (&["runs", "list", "--state", "dead"], "RUN_FAILED"),
        (&["runs", "cancel", "--workflow-url-exact-match"], "--workflow-url"),
        (&["dlq", "show", ""], "not an id"),
        (&["dlq", "show", ".."], "not an id"),
        (&["dlq", "delete", "1-0,2-0", "--yes"], "several arguments"),
        (&["callbacks", "retry", "--wait", "soon"], "90s"),
        (&["callbacks", "retry", "--concurrency", "0"], "1..=1000"),
        (&["runs", "trigger"], "<URL>"),
        (&["runs", "trigger", "app.example.com"], "http://"),
        (&["runs", "trigger", "https://a.example", "--delay", "1.5s"], "whole seconds"),
        (
            &["runs", "trigger", "https://a.example", "--delay", "1s", "--not-before", "2h"],
            "cannot be used with",
        ),
        (&["runs", "trigger", "https://a.example", "--data", "{\"a\":"], "not JSON"),
        (&["runs", "trigger", "https://a.example", "--data", "@/nowhere"], "/nowhere"),
        (&["runs", "trigger", "https://a.example", "-H", "X-Tenant"], "NAME:VALUE"),
        (&["runs", "trigger", "https://a.example", "-H", "Upstash-Retries: 3"], "Upstash-Retries"),
        (&["runs", "trigger", "https://a.example", "--label", "a b"], "label"),
        (
            &["runs", "trigger", "https://a.example", "--flow-control", "k:rate=0"],
            "KEY:parallelism=2",
        ),
        (&["dlq", "resume", "1-0", "--failure-url", "app.example.com"], "https://"),
        (&["flow", "show", "a/b"], "flow list"),
        (&["flow", "pin", "k"], "--parallelism"),
        (&["flow", "pin", "k", "--parallelism", "1", "--period", "1m"], "--rate"),
        (&["bulk", "list", "--state", "over"], "in-progress"),
        (&["--region", "mars", "keys", "show"], "us-east-1"),
        (&["--region", "us-east-1", "--url", "https://a.example", "keys", "show"], "one of them"),
        (&["--url", "nowhere", "keys", "show"], "URL"),
        (&["--timeout", "0s", "keys", "show"], "90s"),
        (&["--token-file", "/nowhere", "keys", "show"], "/nowhere"),
        (&["--profile", "prod", "keys", "show"], "config set prod"),
        (&["completions", "tcsh"], "bash"),
        (&["man", "nothing"], "unknown command"),
    ] {
        let ran = world.run(arguments);
        let line = ran.error(2);
        assert!(line.contains(way_out), "{arguments:?}: {line}");
        assert_eq!(ran.stderr.lines().count(), 1, "{arguments:?}: {ran:?}");
    }
    assert_eq!(world.emulator.requests().len(), 0);
}

#[test]
fn a_selection_of_nothing_or_of_two_kinds_is_refused_and_sends_nothing() {
    let world = World::new();
    world.emulator.seed([failed(1, "orders")]);
    for command in [
        ["dlq", "delete"],
        ["dlq", "resume"],
        ["dlq", "restart"],
        ["runs", "cancel"],
        ["callbacks", "cancel"],
    ] {
        for (more, way_out) in [
            (&[][..], "--all"),
            (&["1-0", "--label", "orders"], "one of them"),
            (&["1-0", "--all"], "one of them"),
            (&["--label", "orders", "--all"], "one of them"),
        ] {
            let ran = ran(world.command().args(command).arg("--yes").args(more));
            assert!(ran.error(2).contains(way_out), "{command:?} {more:?}: {ran:?}");
        }
    }
    let both = world.run(&["callbacks", "retry", "1-0", "--label", "orders", "--yes"]);
    assert!(both.error(2).contains("one of them"), "{both:?}");
    assert_eq!(world.emulator.requests().len(), 0);
}

#[test]
fn without_a_terminal_nothing_is_changed_unless_yes_is_set() {
    let world = World::new();
    let in_progress =
        failed(3, "orders").failure_callback("http://127.0.0.1:9/", CallbackState::InProgress);
    let ids = world.emulator.seed([failed(1, "orders"), failed(2, "orders"), in_progress]);
    world.run(&["runs", "trigger", "http://127.0.0.1:9/", "--delay", "1h"]).ok();
    let before = world.changes();
    for (arguments, deed) in [
        (&["callbacks", "retry"][..], "retry 2 failed callbacks"),
        (&["callbacks", "retry", &ids[0], &ids[1]], "retry 2 failed callbacks"),
        (&["callbacks", "cancel", "--all"], "cancel 1 callback in progress"),
        (&["dlq", "delete", "--label", "orders"], "delete 3 DLQ entries"),
        (&["dlq", "delete", &ids[0]], "delete 1 DLQ entry"),
        (&["dlq", "restart", &ids[0]], "restart 1 failed run"),
        (&["dlq", "resume", "--all"], "resume 3 failed runs"),
        (&["runs", "cancel", "--all"], "cancel 1 run"),
        (&["keys", "rotate"], "rotate the signing keys"),
    ] {
        let ran = world.run(arguments);
        let line = ran.error(2);
        assert!(line.contains("--yes") && line.contains(deed), "{arguments:?}: {line}");
        assert!(ran.stderr.starts_with(&format!("About to {deed}\n")), "{arguments:?}: {ran:?}");
        let account = format!("account  {}, token from the environment\n", world.emulator.url());
        assert!(ran.stderr.contains(&account), "{arguments:?}: {ran:?}");
    }
    let filter = world.run(&["dlq", "delete", "--label", "orders"]);
    assert!(filter.stderr.contains("which    --label orders\n"), "{filter:?}");
    assert_eq!(world.changes(), before);
}

#[test]
fn one_resume_and_one_retry_are_not_asked_about() {
    let world = World::new();
    let ids = world.emulator.seed([failed(1, "orders"), failed(2, "orders")]);
    world.run(&["callbacks", "retry", &ids[0]]).ok();
    world.run(&["dlq", "resume", &ids[1]]).ok();
}

#[test]
fn a_dry_run_lists_what_it_would_touch_and_changes_nothing() {
    let world = World::new();
    let ids = world.emulator.seed([failed(1, "orders"), failed(2, "mails")]);
    for arguments in [
        &["callbacks", "retry", "--dry-run"][..],
        &["callbacks", "retry", &ids[0], &ids[1], "--dry-run"],
        &["callbacks", "retry", "wfr_orders-1", "wfr_mails-2", "--dry-run"],
        &["callbacks", "cancel", "wfr_orders-1", "wfr_mails-2", "--dry-run"],
        &["dlq", "delete", "--all", "--dry-run"],
        &["dlq", "resume", &ids[0], &ids[1], "--dry-run"],
        &["dlq", "restart", "--label", "orders", "--label", "mails", "--dry-run"],
    ] {
        let ran = world.run(arguments);
        assert!(ran.stderr.ends_with("dry run: nothing was changed\n"), "{ran:?}");
        let list = ran.ok();
        assert!(ids.iter().all(|id| list.contains(id.as_str())), "{arguments:?}: {list}");
    }
    assert_eq!(world.changes(), Vec::<String>::new());
}
