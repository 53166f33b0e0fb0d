//! On a terminal: questions, progress, colours, and tables that fit.
#![cfg(unix)]

use std::io::{Read as _, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use upstash_workflow_emulator::{Fault, FaultRule, Operation};

use crate::support::{PROGRAM, World, failed};

/// The program on a terminal of this width.
struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    raw: Arc<Mutex<Vec<u8>>>,
    _master: Box<dyn MasterPty + Send>,
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one")
}

impl Terminal {
    fn start(world: &World, columns: u16, arguments: &[&str]) -> Self {
        Self::start_with(world, columns, &[], arguments)
    }

    fn start_with(world: &World, columns: u16, more: &[(&str, &str)], arguments: &[&str]) -> Self {
        let size = PtySize { rows: 50, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        for (name, value) in world.environment() {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        command.env("QSTASH_URL", world.emulator.url());
        command.env("QSTASH_TOKEN", world.emulator.token());
        for (name, value) in more {
            command.env(name, value);
        }
        command.args(arguments);
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(50), cells(columns), 1000)));
        let raw = Arc::new(Mutex::new(Vec::new()));
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (to_screen, to_raw) = (Arc::clone(&screen), Arc::clone(&raw));
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                to_screen.lock().expect("a screen").process(&bytes[..count]);
                to_raw.lock().expect("bytes").extend_from_slice(&bytes[..count]);
            }
        });
        let keys = pair.master.take_writer().expect("a writer");
        Self { child, keys, screen, raw, _master: pair.master }
    }

    fn screen(&self) -> String {
        self.screen.lock().expect("a screen").screen().contents()
    }

    fn raw(&self) -> String {
        String::from_utf8_lossy(&self.raw.lock().expect("bytes")).into_owned()
    }

    /// Waits until the screen shows a text.
    #[track_caller]
    fn shows(&self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let screen = self.screen();
            if screen.contains(text) {
                return screen;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "no {text:?} in:\n{screen}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("a terminal");
        self.keys.flush().expect("a terminal");
    }

    /// Waits for the end, and returns the exit status.
    fn ends(&mut self) -> u32 {
        let code = self.child.wait().expect("it ends").exit_code();
        // The last bytes may still be on their way.
        std::thread::sleep(Duration::from_millis(100));
        code
    }
}

fn three() -> (World, Vec<String>) {
    let world = World::new();
    let ids = world.emulator.seed((1..=3).map(|number| failed(number, "orders")));
    (world, ids)
}

#[test]
fn yes_is_yes_and_everything_else_is_no() {
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
        assert_eq!(terminal.ends(), code, "{keys:?}: {}", terminal.screen());
        assert_eq!(world.changes().len() == 2, deleted, "{keys:?}");
        let end = if deleted {
            "2 found: 2 deleted"
        } else {
            "error: the answer is no: nothing was changed"
        };
        assert!(terminal.screen().contains(end), "{}", terminal.screen());
    }
}

#[test]
fn ctrl_c_at_a_question_changes_nothing_and_leaves_the_cursor() {
    let (world, _) = three();
    let mut terminal = Terminal::start(&world, 100, &["dlq", "delete", "--all"]);
    terminal.shows("Delete 3 DLQ entries? [y/N]");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 130);
    assert_eq!(world.changes(), Vec::<String>::new());
    assert!(!terminal.screen.lock().expect("a screen").screen().hide_cursor());
}

#[test]
fn a_token_is_asked_for_and_not_shown() {
    let world = World::new();
    let arguments = ["config", "set", "local", "--url", world.emulator.url()];
    let mut terminal = Terminal::start(&world, 200, &arguments);
    terminal.shows("Token of local");
    let token = world.emulator.token().to_owned();
    terminal.types(&format!("{token}\n"));
    assert_eq!(terminal.ends(), 0, "{}", terminal.screen());
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
    assert_eq!(terminal.ends(), 0);
    let screen = terminal.screen();
    assert!(
        screen.trim_end().ends_with("40 found: 40 retried") && !screen.contains("/40"),
        "{screen}"
    );

    let quiet = [&retry[..], &["--quiet"]].concat();
    let mut terminal = Terminal::start(&world, 80, &quiet);
    assert_eq!(terminal.ends(), 0);
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
        assert_eq!(terminal.ends(), 0);
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
        assert_eq!(terminal.ends(), 0);
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
