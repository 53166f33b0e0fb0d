//! The official clients, in a process of their language that takes orders from here.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// Node, npm and pip start slowly on a busy machine, and the first call waits for that.
const PATIENCE_WITH_TOOLS: Duration = Duration::from_secs(120);
const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// Why the clients of a language are missing.
#[derive(Debug, Clone)]
pub(crate) struct Missing {
    pub(crate) why: String,
    /// So that they should be there.
    pub(crate) tools_are_there: bool,
}

/// What drives the clients of a language.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    interpreter: PathBuf,
    script: PathBuf,
}

/// Installs the JavaScript clients into the tests' output, or says why it cannot after so many tries.
pub(crate) async fn install_javascript(tries: usize) -> Result<Program, Missing> {
    let missing = |tools_are_there| move |why| Missing { why, tools_are_there };
    run(Command::new("node").arg("--version")).await.map_err(missing(false))?;
    let files = ["package.json", "package-lock.json", ".npmrc", "client.mjs"];
    let folder = copy("js", &files).map_err(missing(true))?;
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.args(["install", "--no-audit", "--no-fund"]).current_dir(&folder);
    repeat(&mut npm, tries).await.map_err(missing(true))?;
    Ok(Program { interpreter: "node".into(), script: folder.join("client.mjs") })
}

/// Installs the Python client into an environment in the tests' output, or says why it cannot after so many tries.
pub(crate) async fn install_python(tries: usize) -> Result<Program, Missing> {
    let missing = |tools_are_there| move |why| Missing { why, tools_are_there };
    let python = if cfg!(windows) { "python" } else { "python3" };
    let tools = ["-c", "import ensurepip, venv"];
    run(Command::new(python).args(tools)).await.map_err(missing(false))?;
    let folder = copy("python", &["requirements.txt", "client.py"]).map_err(missing(true))?;
    let environment = folder.join("environment");
    run(Command::new(python).args(["-m", "venv"]).arg(&environment))
        .await
        .map_err(missing(true))?;
    let interpreter =
        environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let mut pip = Command::new(&interpreter);
    pip.args(["-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"]);
    repeat(pip.current_dir(&folder), tries).await.map_err(missing(true))?;
    Ok(Program { interpreter, script: folder.join("client.py") })
}

fn copy(language: &str, files: &[&str]) -> Result<PathBuf, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("official-{language}"));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    for file in files {
        let source = Path::new(SOURCES).join(language).join(file);
        std::fs::copy(source, folder.join(file)).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(folder)
}

async fn repeat(install: &mut Command, tries: usize) -> Result<(), String> {
    let mut tried = 0;
    loop {
        tried += 1;
        match run(install).await {
            Ok(()) => return Ok(()),
            Err(why) if tried >= tries => return Err(why),
            Err(why) => eprintln!("once more: {why}"),
        }
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
}

async fn run(command: &mut Command) -> Result<(), String> {
    let program = command.as_std().get_program().to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(PATIENCE_WITH_TOOLS, output)
        .await
        .map_err(|_| format!("`{program}` does not come to an end"))?
        .map_err(|error| format!("`{program}` cannot be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("`{program}` ended with {}: {}", output.status, said.trim()))
}

/// The running clients of a language.
pub(crate) struct Official {
    /// Ends with this.
    _process: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl Official {
    pub(crate) fn start(program: &Program, arguments: &[&str]) -> Self {
        Self::spawn(program.command().args(arguments))
    }

    /// The clients with no settings but the environment's, which says that development is going on.
    pub(crate) fn in_development(program: &Program) -> Self {
        let mut command = program.command();
        command.env_clear().env("QSTASH_DEV", "true");
        for kept in ["PATH", "HOME"] {
            command.envs(std::env::var_os(kept).map(|value| (kept, value)));
        }
        Self::spawn(&mut command)
    }

    fn spawn(command: &mut Command) -> Self {
        let process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = process.spawn().expect("the interpreter");
        let to = process.stdin.take().expect("its input");
        let from = BufReader::new(process.stdout.take().expect("its output")).lines();
        Self { _process: process, to, from }
    }

    /// The result of a call such as `workflow.dlq.list`: its value, or the error that it threw.
    pub(crate) async fn try_call(&mut self, call: &str, args: Value) -> Result<Value, Value> {
        let line = format!("{}\n", json!({ "call": call, "args": args }));
        self.to.write_all(line.as_bytes()).await.expect("it listens");
        let response = tokio::time::timeout(PATIENCE_WITH_TOOLS, self.from.next_line()).await;
        let response = response.unwrap_or_else(|_| panic!("{call} does not come to an end"));
        let line = response.expect("text").unwrap_or_else(|| panic!("the process ended at {call}"));
        let mut response: Value = serde_json::from_str(&line).expect("JSON");
        if response.get("error").is_some() { Err(response) } else { Ok(response["value"].take()) }
    }

    pub(crate) async fn call(&mut self, call: &str, args: Value) -> Value {
        let outcome = self.try_call(call, args).await;
        outcome.unwrap_or_else(|error| panic!("{call} threw {error}"))
    }
}

impl Program {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.interpreter);
        command.arg(&self.script);
        command
    }
}
