//! The screens in `docs/cli.md`: made here, and compared with what the program shows now.

use std::fmt::Write as _;
use std::time::Duration;

use upstash_workflow_emulator::{Fault, FaultRule, Operation};

use crate::pty::Terminal;
use crate::support::{World, failed, steady};

/// Writes the file if this variable is set.
const UPDATE: &str = "UPDATE_CAPTURES";

const HEAD: &str = "\
# The program `upstash-workflow`

## Install

`cargo install --path cli` in this repository. Without Rust, install it first as <https://rustup.rs> says:

```sh
curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh
```

Each release has the program as a binary for Linux, macOS and Windows, with its SHA-256. It is one file: copied to a machine with
the same system it runs there without Rust.

## Which account

`export QSTASH_TOKEN=…` is enough for one account; `export QSTASH_REGION=us-east-1` if it is not in eu-central-1. For several,
`upstash-workflow config set prod --region us-east-1` asks for the token, and `--profile prod` uses it. Before a command
changes anything, it shows the account.

## On a terminal

Made by `UPDATE_CAPTURES=1 cargo test -p upstash-workflow-cli --test it captures`, which without the variable compares
this page with what the program shows. The account is an emulator.
";

/// Runs the program on a terminal of this width until it shows a text, and returns the screen.
fn capture(world: &World, columns: u16, command: &str, until: &str) -> String {
    let arguments: Vec<&str> = command.split(' ').collect();
    let terminal = Terminal::start(world, columns, &arguments);
    terminal.shows(until);
    // The rest of the screen follows the text.
    std::thread::sleep(Duration::from_millis(300));
    let screen = steady(&terminal.screen());
    let lines: Vec<_> = screen.lines().map(str::trim_end).collect();
    format!("```console\n$ upstash-workflow {command}\n{}\n```\n", lines.join("\n").trim_end())
}

#[test]
fn the_screens_of_the_documentation_are_those_of_the_program() {
    let late =
        FaultRule::on(Operation::RetryFailureCallback, Fault::delay(Duration::from_secs(60)));
    let world = World::with(|builder| builder.fault(late.skip(12)));
    world.emulator.seed(
        (1..=24).map(|number| failed(number, if number % 3 == 0 { "mails" } else { "orders" })),
    );
    let mut page = HEAD.to_owned();
    for (title, columns, command, until) in [
        ("Which callbacks failed", 140, "callbacks list --limit 6", "wfr_mails-6"),
        ("The same where there is little room", 80, "callbacks list --limit 6", "wfr_mails-6"),
        (
            "One entry: why the run failed, and why its callback did",
            100,
            "dlq show wfr_orders-1",
            "Request headers",
        ),
        ("Nothing is changed unseen", 100, "callbacks retry --label mails", "[y/N]"),
        ("Half way", 80, "callbacks retry --yes --concurrency 4", "12/24"),
    ] {
        let screen = capture(&world, columns, command, until);
        write!(page, "\n### {title}\n\n{screen}").expect("a text");
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cli.md");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(path, &page).expect("a file");
    }
    let there = std::fs::read_to_string(path).expect("docs/cli.md");
    assert_eq!(there, page, "set {UPDATE}=1 to make docs/cli.md anew");
}
