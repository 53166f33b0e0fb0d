//! On a terminal: questions, progress, colours, and tables that fit.

use std::time::Duration;

use upstash_workflow_emulator::{Fault, FaultRule, Operation};

use crate::pty::Terminal;
use crate::support::{World, failed};

fn three() -> (World, Vec<String>) {
    let world = World::new();
    let ids = world.emulator.seed((1..=3).map(|number| failed(number, "orders")));
    (world, ids)
}

#[test]
fn only_yes_confirms_a_question() {
    for (keys, code, deleted) in
        [("y\n", 0, true), ("yes\n", 0, true), ("n\n", 1, false), ("\n", 1, false)]
    {
        let (world, ids) = three();
        let mut terminal = Terminal::start(&world, 100, &["dlq", "delete", &ids[0], &ids[1]]);
        let screen = terminal.shows("Delete 2 DLQ entries? [y/N]");
        assert!(
            screen.contains("About to delete 2 DLQ entries")
                && screen.contains(world.emulator.url()),
            "{screen}"
        );
        terminal.types(keys);
        assert_eq!(terminal.ends(), Some(code), "{keys:?}: {}", terminal.screen());
        assert_eq!(world.changes().len() == 2, deleted, "{keys:?}");
        let end =
            if deleted { "2 found: 2 deleted" } else { "error: cancelled: nothing was changed" };
        assert!(terminal.screen().contains(end), "{}", terminal.screen());
    }
}

#[test]
fn ctrl_c_at_a_question_changes_nothing_and_leaves_the_cursor() {
    let (world, _) = three();
    let mut terminal = Terminal::start(&world, 100, &["dlq", "delete", "--all"]);
    terminal.shows("Delete 3 DLQ entries? [y/N]");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), Some(130));
    assert_eq!(world.changes(), Vec::<String>::new());
    assert!(terminal.has_cursor());
}

#[test]
fn a_token_is_asked_for_and_not_shown() {
    let world = World::new();
    let arguments = ["config", "set", "local", "--url", world.emulator.url()];
    let mut terminal = Terminal::start(&world, 200, &arguments);
    terminal.shows("Token of local");
    let token = world.emulator.token().to_owned();
    terminal.types(&format!("{token}\n"));
    assert_eq!(terminal.ends(), Some(0), "{}", terminal.screen());
    assert!(!terminal.raw().contains(&token), "{}", terminal.raw());
    let file = std::fs::read_to_string(world.config()).expect("a file");
    assert!(file.contains(&token));
}

#[test]
fn long_work_shows_a_bar_with_numbers_and_cleans_up() {
    let late = FaultRule::on(Operation::RetryFailureCallback, Fault::delay(Duration::from_secs(2)));
    let world = World::with(|builder| builder.fault(late.skip(20)));
    world.emulator.seed((0..40).map(|number| failed(number, "orders")));
    let retry = ["callbacks", "retry", "--yes", "--concurrency", "4"];
    let mut terminal = Terminal::start(&world, 80, &retry);
    let screen = terminal.shows("20/40");
    assert!(screen.contains("retrying") && screen.contains("=====>"), "{screen}");
    assert_eq!(terminal.ends(), Some(0));
    let screen = terminal.screen();
    assert!(
        screen.trim_end().ends_with("40 found: 40 retried") && !screen.contains("/40"),
        "{screen}"
    );

    let quiet = [&retry[..], &["--quiet"]].concat();
    let mut terminal = Terminal::start(&world, 80, &quiet);
    assert_eq!(terminal.ends(), Some(0));
    assert_eq!(terminal.raw().matches('\n').count(), 1, "{}", terminal.raw());
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let (world, _) = three();
    let colour = "\u{1b}[1m";
    for (environment, arguments, coloured) in [
        (&[][..], &["dlq", "list"][..], true),
        (&[("NO_COLOR", "1")], &["dlq", "list"], false),
        (&[], &["dlq", "list", "--no-color"], false),
        (&[], &["dlq", "--help"], true),
        (&[("NO_COLOR", "1")], &["dlq", "--help"], false),
        (&[], &["--no-color", "dlq", "--help"], false),
    ] {
        let mut terminal = Terminal::start_with(&world, 100, environment, arguments);
        assert_eq!(terminal.ends(), Some(0));
        let raw = terminal.raw();
        assert_eq!(raw.contains(colour), coloured, "{environment:?} {arguments:?}: {raw:?}");
        assert!(coloured || !raw.contains('\u{1b}'), "{raw:?}");
    }
}

#[test]
fn tables_fit_the_terminal_with_whole_ids_on_one_line_each() {
    let world = World::new();
    let long = "a".repeat(300);
    let ids = world.emulator.seed([
        failed(1, "orders"),
        failed(2, "a-label-that-is-longer-than-anybody-would-want-it-to-be").run_id("wfr_2"),
        failed(3, "orders").response(500, long.clone()).run_id("wfr_5XAxKpQ2mVn8sRtYbC1dE"),
    ]);
    world.emulator.seed([upstash_workflow_emulator::FailedRun::new(format!(
        "https://{long}.example"
    ))
    .run_id("wfr_far")
    .response(500, "<html>\n\u{1b}[2J</html>")]);
    for columns in [60, 80, 120, 200] {
        let mut terminal = Terminal::start(&world, columns, &["dlq", "list"]);
        assert_eq!(terminal.ends(), Some(0));
        let screen = terminal.screen();
        let lines: Vec<_> = screen.trim_end().lines().collect();
        assert_eq!(lines.len(), 5, "{columns}:\n{screen}");
        for (line, id) in lines[1..].iter().zip(&ids) {
            assert!(line.starts_with(&format!("{id}  wfr_")), "{columns}: {line}");
        }
        assert!(lines[3].contains("wfr_5XAxKpQ2mVn8sRtYbC1dE "), "{columns}: {}", lines[3]);
        assert!(lines.iter().all(|line| line.chars().count() <= usize::from(columns)), "{screen}");
        if columns >= 80 {
            assert!(lines[0].contains("LAST"), "{}", lines[0]);
        }
        if columns >= 120 {
            assert!(lines[0].contains("WORKFLOW URL") && lines[1].contains("(2h)"), "{}", lines[1]);
        }
    }
}
