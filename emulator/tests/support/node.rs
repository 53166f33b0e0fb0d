//! The official JavaScript clients in a process of Node, told what to do from here.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Node and npm start slowly on a machine with much to do, and the first call waits for that.
const PATIENCE_WITH_NODE: Duration = Duration::from_secs(120);
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/js");
const FILES: [&str; 4] = ["package.json", "package-lock.json", ".npmrc", "client.mjs"];

/// Why there are no clients.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    pub(crate) why: String,
    /// So that they should be there.
    pub(crate) node_is_there: bool,
}

/// Installs the clients into the tests' output and gives the program that drives them, or says why it cannot
/// after so many tries.
pub(crate) async fn install(tries: usize) -> Result<PathBuf, Missing> {
    let missing = |node_is_there| move |why| Missing { why, node_is_there };
    let node = run(Command::new("node").arg("--version")).await.map_err(missing(false))?;
    let program = install_clients(tries).await.map_err(missing(true))?;
    eprintln!("the official JavaScript clients run on Node {}", node.trim());
    Ok(program)
}

async fn install_clients(tries: usize) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("official-clients");
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    for file in FILES {
        std::fs::copy(Path::new(SOURCES).join(file), folder.join(file))
            .map_err(|error| format!("{file}: {error}"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut tried = 0;
    loop {
        let mut install = Command::new(npm);
        install.args(["install", "--no-audit", "--no-fund"]).current_dir(&folder);
        tried += 1;
        match run(&mut install).await {
            Ok(_) => return Ok(folder.join("client.mjs")),
            Err(why) if tried >= tries => return Err(why),
            Err(why) => eprintln!("once more: {why}"),
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
}

async fn run(command: &mut Command) -> Result<String, String> {
    let program = command.as_std().get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(PATIENCE_WITH_NODE, output)
        .await
        .map_err(|_| format!("`{program}` does not come to an end"))?
        .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(format!("`{program}` ended with {}: {}", output.status, said.trim()))
    }
}

/// The clients, connected with one emulator.
pub(crate) struct Js {
    /// Ends with this.
    _process: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl Js {
    pub(crate) fn start(program: &Path, url: &str, token: &str) -> Self {
        Self::spawn(Command::new("node").arg(program).args([url, token]))
    }

    /// The clients with no settings but the environment's, which says that development is going on.
    pub(crate) fn in_development(program: &Path) -> Self {
        let mut node = Command::new("node");
        node.arg(program).env_clear().env("QSTASH_DEV", "true");
        for kept in ["PATH", "HOME"] {
            node.envs(std::env::var_os(kept).map(|value| (kept, value)));
        }
        Self::spawn(&mut node)
    }

    fn spawn(node: &mut Command) -> Self {
        let mut process = node
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("Node");
        let to = process.stdin.take().expect("its input");
        let from = BufReader::new(process.stdout.take().expect("its output")).lines();
        Self { _process: process, to, from }
    }

    /// What comes of a call such as `workflow.dlq.list`: its value, or what it threw.
    pub(crate) async fn try_call(&mut self, call: &str, args: Value) -> Result<Value, Value> {
        let line = format!("{}\n", json!({ "call": call, "args": args }));
        self.to.write_all(line.as_bytes()).await.expect("it listens");
        let answer = tokio::time::timeout(PATIENCE_WITH_NODE, self.from.next_line()).await;
        let answer = answer.unwrap_or_else(|_| panic!("{call} does not come to an end"));
        let line = answer.expect("text").unwrap_or_else(|| panic!("Node ended at {call}"));
        let mut answer: Value = serde_json::from_str(&line).expect("JSON");
        if answer.get("error").is_some() { Err(answer) } else { Ok(answer["value"].take()) }
    }

    pub(crate) async fn call(&mut self, call: &str, args: Value) -> Value {
        let outcome = self.try_call(call, args).await;
        outcome.unwrap_or_else(|error| panic!("{call} threw {error}"))
    }
}
