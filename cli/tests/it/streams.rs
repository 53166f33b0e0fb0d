//! Long lists: written as they arrive, in bounded memory, until the reader closes the pipe.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Child;
use std::time::Duration;

use upstash_workflow_emulator::{Fault, FaultRule, Operation};

use crate::support::{World, failed};

fn list(world: &World, form: &str) -> Child {
    world.start(&["dlq", "list", "-o", form])
}

/// Returns the peak memory of the process in KiB.
fn peak(child: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).expect("a status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Lists this many entries, and returns the peak memory near the end.
#[cfg(target_os = "linux")]
fn peak_of(count: usize, form: &str) -> u64 {
    let world = World::new();
    world.emulator.seed(std::iter::repeat_n(failed(1, "orders").body(vec![b'x'; 1000]), count));
    let mut child = list(&world, form);
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let per_entry = if form == "json" { 30 } else { 1 };
    // The pipe is too small for the rest, so the process is still alive.
    for _ in 0..(count - 200) * per_entry {
        lines.next().expect("more lines").expect("a line");
    }
    let peak = peak(&child);
    assert!(lines.count() > 100);
    assert!(child.wait().expect("it ends").success());
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn a_list_of_10_000_takes_no_more_memory_than_one_of_1000() {
    for form in ["table", "json", "jsonl"] {
        let (few, many) = (peak_of(1000, form), peak_of(10_000, form));
        assert!(many < few + 4096, "{form}: {few} KiB for 1000, {many} KiB for 10,000");
    }
}

#[test]
fn the_first_line_is_written_before_the_second_page_is_requested() {
    for form in ["table", "json", "jsonl"] {
        let late =
            FaultRule::on(Operation::ListFailedWorkflowRuns, Fault::delay(Duration::from_secs(60)));
        let world = World::with(|builder| builder.fault(late.skip(1)));
        world.emulator.seed((0..200).map(|number| failed(number, "orders")));
        let mut child = list(&world, form);
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut text = String::new();
        while !text.contains("wfr_orders-99") {
            assert!(out.read_line(&mut text).expect("a line") > 0, "{form}: {text}");
        }
        child.kill().expect("it is there");
        child.wait().expect("it ends");
    }
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    for form in ["table", "json", "jsonl"] {
        let world = World::new();
        world.emulator.seed((0..5000).map(|number| failed(number, "orders")));
        let mut child = list(&world, form);
        let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
        out.read_line(&mut String::new()).expect("a line");
        drop(out);
        let status = child.wait().expect("it ends");
        let mut stderr = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
        assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{form}");
        assert!(world.emulator.requests().len() < 50, "{form}: it went on");
    }
}

#[test]
fn a_list_that_fails_half_way_is_not_a_complete_json_document() {
    let broken = Fault::status(upstash_workflow::http::StatusCode::BAD_REQUEST);
    let world = World::with(|builder| {
        builder.fault(FaultRule::on(Operation::ListFailedWorkflowRuns, broken).skip(1))
    });
    world.emulator.seed((0..200).map(|number| failed(number, "orders")));
    let ran = world.run(&["dlq", "list", "-o", "json"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stdout.contains("wfr_orders-99") && !ran.stdout.contains("\n]"), "{ran:?}");
}
